// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {ILensTypes} from "../../src/lens/ILensTypes.sol";
import {RigLens} from "../../src/lens/RigLens.sol";
import {IRig} from "../../src/rig/IRig.sol";
import {RigTest} from "../rig/RigTest.sol";
import {INFO_OWNER, IRawRigLens, IRawTypes, Words} from "./RawLens.sol";

contract RigLensTest is RigTest {
    RigLens internal lens;
    IRawRigLens internal raw;

    function setUp() public override {
        super.setUp();
        lens = new RigLens(rig);
        raw = IRawRigLens(address(lens));
    }

    function test_SlotsShowPowerTermsAndShares() public {
        vm.prank(studio);
        uint32 termsId = rig.createTerms(IRig.Terms(studio, 1000, address(0), 0, 0));
        IRig.Item memory item = newSword(alice, 1);
        uint256 powerId = newPower(alice, 1000);
        vm.prank(alice);
        rig.attach(item, powerId, termsId, 0);
        earnDays(2);

        IRig.Item[] memory items = new IRig.Item[](2);
        (items[0], items[1]) = (item, sword(2));
        (ILensTypes.At memory at, IRawTypes.RawSlot[] memory slots) = raw.slots(items);
        assertEq(at.blockNumber, block.number);
        (, bytes memory slot) = address(rig).staticcall(abi.encodeCall(rig.slotOf, (item)));
        assertEq(Words.hash(slots[0].slot), keccak256(slot));
        assertEq(slots[0].stateHash, rig.stateHash(item));
        assertEq(abi.encode(slots[0].terms), abi.encode(rig.termsOf(termsId)));
        assertEq(abi.encode(slots[0].shares), abi.encode(rig.claimableOf(item)));
        assertGt(slots[0].shares.studioAmount, 0);
        assertEq(slots[0].power.length, 1);
        assertEq(slots[0].power[0].id, powerId);
        assertEq(slots[0].power[0].info[INFO_OWNER], uint160(address(rig)));
        assertEq(slots[1].power.length, 0);
        assertEq(slots[1].slot[1], 0); // no principal
        assertEq(slots[1].stateHash, rig.stateHash(items[1]));
    }

    function test_RevertWhen_NoItemOrABadOneIsNamed() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 100));
        raw.slots(new IRig.Item[](0));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 101, 100));
        raw.slots(new IRig.Item[](101));
        IRig.Item[] memory items = new IRig.Item[](1);
        vm.expectRevert(Errors.ItemNotNormal.selector);
        raw.slots(items);
    }

    function test_AssignmentShowsPlayerSignerAndNonce() public {
        uint256 id = uint256(keccak256("sword"));
        assignTo(studio, "sword", alice);
        (, address player, uint96 nonce, address signer) = lens.assignment(studio, id);
        assertEq(player, alice);
        assertEq(nonce, 1);
        assertEq(signer, studio);
        vm.prank(studio);
        games.setGameSigner(bob);
        (, player, nonce, signer) = lens.assignment(studio, id);
        assertEq(signer, bob);
    }
}
