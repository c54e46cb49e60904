// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IRig} from "../../src/rig/IRig.sol";
import {LyingCollection} from "../mocks/HostileItems.sol";
import {RigTest} from "./RigTest.sol";

/// @dev A marketplace and the buyer's batch: pays only if the guard agrees.
contract Marketplace {
    function run(address[] calldata targets, bytes[] calldata calls) external {
        for (uint256 i; i < targets.length; ++i) {
            (bool ok, bytes memory reason) = targets[i].call(calls[i]);
            if (!ok) {
                assembly ("memory-safe") {
                    revert(add(reason, 32), mload(reason))
                }
            }
        }
    }
}

/// @dev Frauds that succeed against token-bound accounts and time locks of others: mallory sells a sword with power in it
/// to bob and tries to keep the power. Each must fail here.
contract RigAttacksTest is RigTest {
    address internal mallory = makeAddr("mallory");
    address internal accomplice = makeAddr("accomplice");

    // ---- the six

    /// @dev Approve an accomplice for the power first, put it in, sell: approvals must not survive.
    function test_Attack_ApproveThenSell() public {
        IRig.Item memory item = newSword(mallory, 1);
        uint256 id = newPower(mallory, 1_000);
        vm.startPrank(mallory);
        hashpower.approve(accomplice, id);
        hashpower.setApprovalForAll(accomplice, true);
        rig.attach(item, id, 0, 0);
        vm.stopPrank();
        bytes32 agreed = rig.stateHash(item);
        sell(1, bob);

        vm.startPrank(accomplice);
        vm.expectRevert();
        hashpower.transferFrom(address(rig), accomplice, id);
        vm.expectRevert();
        hashpower.transferFrom(mallory, accomplice, id);
        vm.stopPrank();
        vm.prank(mallory);
        vm.expectRevert();
        hashpower.setBeneficiary(id, mallory);
        assertEq(hashpower.ownerOf(id), address(rig));
        assertEq(rig.stateHash(item), agreed);
    }

    /// @dev Sign an order or a permit while the power is in the item: nobody signs for what the rig holds.
    function test_Attack_SignWhileLocked() public {
        (address signer, uint256 key) = makeAddrAndKey("signing mallory");
        IRig.Item memory item = newSword(signer, 1);
        uint256 id = newPower(signer, 1_000);
        vm.prank(signer);
        rig.attach(item, id, 0, 0);
        sell(1, bob);

        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256("any order"));
        bytes memory signature = abi.encodePacked(r, s, v);
        (bool ok, bytes memory answer) = address(rig).staticcall(
            abi.encodeWithSignature("isValidSignature(bytes32,bytes)", keccak256("any order"), signature)
        );
        assertFalse(ok && answer.length != 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, address(rig)));
        hashpower.permit(accomplice, id, block.timestamp, signature);

        // Lent: the owner may sign what it likes, the lock holds.
        IRig.Item memory lentItem = newSword(bob, 2);
        uint256 lent = newPower(signer, 1_000);
        IRig.LendTerms memory lending = lendTerms(0, 30, IRig.OnTransfer.End);
        vm.startPrank(signer);
        rig.lendPower(lentItem, lent, lending);
        hashpower.approve(accomplice, lent);
        vm.stopPrank();
        vm.prank(accomplice);
        vm.expectRevert(abi.encodeWithSelector(Errors.IsLocked.selector, lent, address(rig)));
        hashpower.transferFrom(signer, accomplice, lent);
    }

    /// @dev Request early, list, detach in the block of the sale: the buyer's guard reverts the purchase, and after a
    /// purchase the request is void.
    function test_Attack_DetachJustBeforeSale() public {
        (IRig.Item memory item, uint256 id) = attachNew(mallory, 1, 1_000);
        vm.prank(mallory);
        uint40 readyAt = rig.requestDetach(item);
        vm.warp(readyAt);
        bytes32 agreed = rig.stateHash(item); // what bob saw and agreed to

        uint256 snapshot = vm.snapshotState();
        sell(1, bob); // sold first: nothing to detach any more
        vm.prank(mallory);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotController.selector, keyOf(item), mallory, bob));
        rig.detach(item);
        vm.prank(bob); // nor is her request his
        vm.expectRevert(abi.encodeWithSelector(Errors.DetachNotRequested.selector, keyOf(item), mallory));
        rig.detach(item);
        vm.revertToState(snapshot);

        vm.prank(mallory);
        rig.detach(item); // detached first: the purchase must not happen
        Marketplace market = new Marketplace();
        vm.prank(mallory);
        swords.approve(address(market), 1);
        address[] memory targets = new address[](2);
        bytes[] memory calls = new bytes[](2);
        (targets[0], targets[1]) = (address(guard), address(swords));
        calls[0] = abi.encodeCall(guard.expect, (IRig(address(rig)), item, agreed));
        calls[1] = abi.encodeCall(swords.transferFrom, (mallory, bob, 1));
        vm.expectRevert(abi.encodeWithSelector(Errors.SlotChanged.selector, rig.stateHash(item), agreed));
        vm.prank(bob);
        market.run(targets, calls);
        assertEq(swords.ownerOf(1), mallory);
        assertEq(hashpower.ownerOf(id), mallory);

        // A seal beforehand leaves her no such moment at all.
        vm.startPrank(mallory);
        rig.attach(item, id, 0, 0);
        rig.seal(item, uint40(block.timestamp + 30 days));
        assertEq(rig.requestDetach(item), block.timestamp + 30 days);
        vm.expectRevert();
        rig.detach(item);
        vm.stopPrank();
        calls[0] = abi.encodeCall(guard.expect, (IRig(address(rig)), item, rig.stateHash(item)));
        vm.prank(bob);
        market.run(targets, calls);
        assertEq(swords.ownerOf(1), bob);
    }

    /// @dev Rights that sleep while the item is away must not wake when it comes back.
    function test_Attack_PermissionRevival() public {
        (IRig.Item memory item, uint256 id) = attachNew(mallory, 1, 1_000);
        vm.prank(mallory);
        uint40 readyAt = rig.requestDetach(item);
        sell(1, bob);
        vm.prank(bob);
        rig.cancelDetach(item); // or anybody, see the market
        sell(1, mallory);
        vm.warp(readyAt);
        vm.prank(mallory);
        vm.expectRevert(abi.encodeWithSelector(Errors.DetachNotRequested.selector, keyOf(item), address(0)));
        rig.detach(item);

        // The former request names mallory alone: whoever holds the item then, no accomplice can use it.
        vm.prank(mallory);
        rig.requestDetach(item);
        sell(1, accomplice);
        vm.warp(block.timestamp + 25 hours);
        vm.prank(accomplice);
        vm.expectRevert(abi.encodeWithSelector(Errors.DetachNotRequested.selector, keyOf(item), mallory));
        rig.detach(item);
        assertEq(hashpower.ownerOf(id), address(rig));

        // A lending to mallory that ended with her sale stays the lender's to end, whoever has the item.
        IRig.Item memory second = newSword(mallory, 2);
        uint256 lent = newPower(alice, 1_000);
        vm.prank(alice);
        rig.lendPower(second, lent, lendTerms(0, 300, IRig.OnTransfer.End));
        sell(2, bob);
        vm.prank(alice);
        rig.endLending(second);
        sell(2, mallory);
        vm.prank(mallory);
        vm.expectRevert(abi.encodeWithSelector(Errors.SlotNotInMode.selector, keyOf(second)));
        rig.endLending(second);
    }

    /// @dev One power must count once and one item have one slot an index.
    function test_Attack_DoubleAccount() public {
        (IRig.Item memory item, uint256 id) = attachNew(mallory, 1, 1_000);
        IRig.Item memory other = newSword(mallory, 2);
        vm.startPrank(mallory);
        vm.expectRevert(); // the same power in a second item
        rig.attach(other, id, 0, 0);
        vm.expectRevert(); // or lent besides
        rig.lendPower(other, id, lendTerms(0, 5, IRig.OnTransfer.End));
        vm.stopPrank();

        uint256 second = newPower(mallory, 1_000);
        IRig.Item memory third = newSword(mallory, 3);
        IRig.Item memory twin = item;
        vm.startPrank(mallory);
        rig.lendPower(other, second, lendTerms(0, 5, IRig.OnTransfer.End));
        vm.expectRevert(abi.encodeWithSelector(Errors.IsLocked.selector, second, address(rig)));
        rig.attach(third, second, 0, 0);
        twin.holder = mallory; // the same item under another name
        vm.expectRevert(Errors.ItemNotNormal.selector);
        rig.attach(twin, second, 0, 0);
        vm.stopPrank();
    }

    /// @dev Burn the item right after the sale of its power's income, or send it where nobody can act: nothing is lost.
    function test_Attack_BurnedItem() public {
        (IRig.Item memory burned, uint256 a) = attachNew(mallory, 1, 1_000);
        (IRig.Item memory dead, uint256 b) = attachNew(mallory, 2, 1_000);
        (IRig.Item memory cycle, uint256 c) = attachNew(mallory, 3, 1_000);
        vm.startPrank(mallory);
        swords.burn(1);
        swords.transferFrom(mallory, 0x000000000000000000000000000000000000dEaD, 2);
        swords.transferFrom(mallory, address(rig), 3); // the item into the contract that holds its power
        vm.stopPrank();
        IRig.Item[3] memory items = [burned, dead, cycle];
        for (uint256 i; i < 3; ++i) rig.markOrphan(items[i]);
        vm.warp(block.timestamp + 30 days);
        for (uint256 i; i < 3; ++i) rig.reclaim(items[i]);
        assertEq(hashpower.ownerOf(a), mallory);
        assertEq(hashpower.ownerOf(b), mallory);
        assertEq(hashpower.ownerOf(c), mallory);
    }

    // ---- others

    function test_Attack_FormerOwnerReclaimsASoldItem() public {
        (IRig.Item memory item,) = attachNew(mallory, 1, 1_000);
        sell(1, bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOrphan.selector, keyOf(item), 0));
        rig.markOrphan(item);
        vm.prank(mallory);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOrphan.selector, keyOf(item), 0));
        rig.reclaim(item);
    }

    /// @dev A caller that starves the collection's answer of gas must not make an owned item read as gone.
    function test_Attack_StarveTheQuestion() public {
        (IRig.Item memory item,) = attachNew(mallory, 1, 1_000);
        sell(1, bob);
        for (uint256 gas_ = 20_000; gas_ < 160_000; gas_ += 3_000) {
            (bool ok,) = address(rig).call{gas: gas_}(abi.encodeCall(rig.markOrphan, (item)));
            assertFalse(ok);
            assertEq(rig.slotOf(item).orphanSince, 0);
        }
    }

    /// @dev Filling somebody's slot with a worthless lending only costs who does it: the controller empties it at once.
    function test_Attack_OccupyAVictimsSlot() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 dust = newPower(mallory, 1);
        vm.prank(mallory);
        rig.lendPower(item, dust, lendTerms(0, 3_650, IRig.OnTransfer.Follow));
        uint256 id = newPower(bob, 1_000);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(rig.endLending, (item));
        calls[1] = abi.encodeCall(rig.attach, (item, id, 0, 0));
        vm.prank(bob);
        rig.multicall(calls);
        assertEq(rig.slotOf(item).powerId, id);
    }

    /// @dev Whatever the seller does to slot or power, the hash that the buyer agreed to is gone.
    function test_Attack_EveryChangeChangesTheStateHash() public {
        (IRig.Item memory item, uint256 id) = attachNew(mallory, 1, 1_000);
        bytes32[] memory seen = new bytes32[](8);
        seen[0] = rig.stateHash(item);
        vm.startPrank(mallory);
        rig.requestDetach(item);
        seen[1] = rig.stateHash(item);
        rig.cancelDetach(item);
        seen[2] = rig.stateHash(item);
        rig.seal(item, uint40(block.timestamp + 1 days));
        seen[3] = rig.stateHash(item);
        vm.warp(rig.requestDetach(item));
        seen[4] = rig.stateHash(item);
        rig.detach(item);
        seen[5] = rig.stateHash(item);
        rig.attach(item, id, 0, 0); // back as it was: still another state
        seen[6] = rig.stateHash(item);
        vm.stopPrank();
        seen[7] = rig.stateHash(sword(2));
        for (uint256 i; i < 8; ++i) {
            for (uint256 j; j < i; ++j) assertTrue(seen[i] != seen[j]);
        }
        sell(1, bob); // who holds the item is not part of it
        assertEq(rig.stateHash(item), seen[6]);
        guard.expect(IRig(address(rig)), item, seen[6]);
    }

    function test_Attack_SafeTransferIntoTheRig() public {
        uint256 id = newPower(mallory, 1_000);
        vm.prank(mallory);
        vm.expectRevert();
        hashpower.safeTransferFrom(mallory, address(rig), id);
    }

    /// @dev `transferFrom` of the NFT looks like an ERC-20's: an offer priced in it must not take the borrower's power.
    function test_Attack_PriceInTheHashpowerNftItself() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 bobs = newPower(bob, 1_000); // bob approved the rig for all of his hashpower
        uint256 id = newPower(mallory, 1_000);
        IRig.LendTerms memory lending = lendTerms(0, 30, IRig.OnTransfer.End);
        (lending.price, lending.payToken) = (uint96(bobs), address(hashpower));
        vm.prank(mallory);
        rig.lendPower(item, id, lending);
        uint32 nonce = rig.slotOf(item).nonce;
        vm.prank(bob);
        vm.expectRevert();
        rig.acceptLending(item, nonce);
        vm.expectRevert(); // nor does a permit call reach anything there
        rig.selfPermit(address(hashpower), bobs, block.timestamp, 27, 0, 0);
        assertEq(hashpower.ownerOf(bobs), bob);
    }

    /// @dev A collection that lies about its owner can cheat its own players only.
    function test_Attack_LyingCollectionTakesOnlyWhatWasPutIntoIt() public {
        LyingCollection liar = new LyingCollection();
        liar.set(LyingCollection.Lie.None, mallory);
        (IRig.Item memory honest, uint256 id) = attachNew(bob, 1, 1_000);
        IRig.Item memory item = IRig.Item(IRig.Kind.ERC721, address(liar), 1, address(0), 0);
        vm.startPrank(mallory);
        vm.expectRevert();
        rig.attach(item, id, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.SlotNotInMode.selector, keyOf(item)));
        rig.requestDetach(item);
        vm.stopPrank();
        assertEq(rig.slotOf(honest).powerId, id);
    }
}
