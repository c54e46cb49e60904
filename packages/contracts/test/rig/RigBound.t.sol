// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IRig} from "../../src/rig/IRig.sol";
import {Rig} from "../../src/rig/Rig.sol";
import {RigTest} from "./RigTest.sol";

/// @dev Power that is deposited into an ERC-721 item and follows it.
contract RigBoundTest is RigTest {
    function test_RigNamesItsHashpowerAndItsOffchainItems() public {
        assertEq(rig.hashpower(), address(hashpower));
        assertGt(rig.gameItems().code.length, 0);
        vm.expectRevert(Errors.ZeroAddress.selector);
        new Rig(IHashpower(address(0)));
    }

    // ---- attach

    function test_AttachDepositsThePowerAndWritesOneWord() public {
        IRig.Item memory item = newSword(alice, 1);
        uint256 id = newPower(alice, 1_000);
        vm.expectEmit(address(rig));
        emit IRig.Attached(keyOf(item), id, address(swords), alice, item, 0, 24 hours);
        vm.record();
        vm.prank(alice);
        rig.attach(item, id, 0, 0);
        (, bytes32[] memory writes) = vm.accesses(address(rig));
        assertEq(writes.length, 1);

        assertEq(hashpower.ownerOf(id), address(rig));
        IRig.SlotView memory slot = rig.slotOf(item);
        assertEq(slot.key, keyOf(item));
        assertEq(slot.principal, alice);
        assertEq(slot.powerId, id);
        assertEq(slot.controller, alice);
        assertEq(slot.coolDown, 24 hours);
        assertTrue(slot.mode == IRig.Mode.Bound);
        assertEq(rig.keyOf(item), keyOf(item));
    }

    /// @dev The first word of `_slots[key]`, mapping at storage slot 0: what `eth_getProof` proves.
    function test_AttachedPowerCanBeProvenFromOneStorageWord() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        uint256 word = uint256(vm.load(address(rig), keccak256(abi.encode(keyOf(item), uint256(0)))));
        assertEq(address(uint160(word)), alice);
        assertEq(uint64(word >> 160), id);
        assertEq(uint32(word >> 224), rig.slotOf(item).nonce);
    }

    function test_AttachOnTermsAndCoolDownKeepsThem() public {
        uint32 split = terms(1_000, 0, 0);
        IRig.Item memory item = newSword(alice, 1);
        uint256 id = newPower(alice, 1_000);
        vm.prank(alice);
        rig.attach(item, id, split, 3 days);
        IRig.SlotView memory slot = rig.slotOf(item);
        assertEq(slot.termsId, split);
        assertEq(slot.coolDown, 3 days);
    }

    function test_AttachBatchFillsOneSlotAnItem() public {
        IRig.Item[] memory items = new IRig.Item[](3);
        uint256[] memory ids = new uint256[](3);
        for (uint256 i; i < 3; ++i) (items[i], ids[i]) = (newSword(alice, i), newPower(alice, 10));
        items[2].id = 0;
        items[2].index = 1; // two powers in the first sword
        vm.prank(alice);
        rig.attachBatch(items, ids, 0, 1 hours);
        for (uint256 i; i < 3; ++i) assertEq(rig.slotOf(items[i]).powerId, ids[i]);
    }

    function test_RevertWhen_AttachBatchIsMalformed() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 50));
        rig.attachBatch(new IRig.Item[](0), new uint256[](0), 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 51, 50));
        rig.attachBatch(new IRig.Item[](51), new uint256[](51), 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 2, 1));
        rig.attachBatch(new IRig.Item[](2), new uint256[](1), 0, 0);
    }

    function test_RevertWhen_AttacherDoesNotControlTheItem() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = newPower(alice, 1_000);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotController.selector, keyOf(item), alice, bob));
        rig.attach(item, id, 0, 0);
    }

    function test_RevertWhen_AttacherDoesNotOwnThePower() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = newPower(alice, 1_000);
        vm.prank(bob);
        vm.expectRevert();
        rig.attach(item, id, 0, 0);
        assertEq(hashpower.ownerOf(id), alice);
    }

    function test_RevertWhen_SlotIsTaken() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        uint256 other = newPower(alice, 1_000);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.SlotTaken.selector, keyOf(item), id));
        rig.attach(item, other, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.SlotTaken.selector, keyOf(item), id));
        rig.lendPower(item, other, lendTerms(0, 1, IRig.OnTransfer.End));
    }

    function test_RevertWhen_ItemIsNoErc721() public {
        uint256 id = newPower(alice, 1_000);
        potions.mint(alice, 1, 1);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.ItemNotAllowed.selector, address(potions)));
        rig.attach(potion(1, alice, 0), id, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.ItemNotAllowed.selector, studio));
        rig.attach(offchain(studio, "sword"), id, 0, 0);
    }

    function test_RevertWhen_ItemIsNotNormal() public {
        IRig.Item memory item = sword(1);
        item.holder = alice;
        vm.expectRevert(Errors.ItemNotNormal.selector);
        rig.keyOf(item);
        item = sword(1);
        item.collection = address(0);
        vm.expectRevert(Errors.ItemNotNormal.selector);
        rig.slotOf(item);
        vm.expectRevert(Errors.ItemNotNormal.selector);
        rig.keyOf(potion(1, address(0), 0));
        item = offchain(studio, "x");
        item.holder = alice;
        vm.expectRevert(Errors.ItemNotNormal.selector);
        rig.controllerOf(item);
    }

    /// @dev The ABI lets a caller send bits that a field has no room for: one item must not have many keys.
    function test_RevertWhen_ItemHasDirtyBits() public {
        IRig.Item memory item = sword(1);
        bytes memory data = abi.encodeCall(rig.keyOf, (item));
        uint256[4] memory offsets = [uint256(4), 4 + 32, 4 + 96, 4 + 128];
        for (uint256 i; i < 4; ++i) {
            bytes memory dirty = bytes.concat(data);
            dirty[offsets[i]] = 0x01;
            (bool ok,) = address(rig).staticcall(dirty);
            assertFalse(ok);
        }
        (bool clean,) = address(rig).staticcall(data);
        assertTrue(clean);
    }

    function test_RevertWhen_TermsOrCoolDownAreOutOfBounds() public {
        IRig.Item memory item = newSword(alice, 1);
        uint256 id = newPower(alice, 1_000);
        uint32 withLender = terms(100, 0, 100);
        vm.startPrank(alice);
        vm.expectRevert(Errors.BadTerms.selector);
        rig.attach(item, id, withLender, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownTerms.selector, 99));
        rig.attach(item, id, 99, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 59 minutes, 1 hours, 30 days));
        rig.attach(item, id, 0, 59 minutes);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 30 days + 1, 1 hours, 30 days));
        rig.attach(item, id, 0, 30 days + 1);
        rig.attach(item, id, 0, 1 hours);
        assertEq(rig.requestDetach(item), block.timestamp + 1 hours);
    }

    function test_PermitAndAttachInOneTransaction() public {
        (address owner, uint256 ownerKey) = makeAddrAndKey("signing owner");
        IRig.Item memory item = newSword(owner, 1);
        uint256 id = buyAs(owner, seriesId, 1_000, address(0));
        bytes memory signature = _permit(ownerKey, id);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(rig.permitPower, (id, block.timestamp, signature));
        calls[1] = abi.encodeCall(rig.attach, (item, id, 0, 0));
        // Somebody sends the signature first: the approval is there all the same.
        hashpower.permit(address(rig), id, block.timestamp, signature);
        vm.prank(owner);
        rig.multicall(calls);
        assertEq(hashpower.ownerOf(id), address(rig));
    }

    function test_RevertWhen_PermitIsNotTheOwners() public {
        (, uint256 wrongKey) = makeAddrAndKey("wrong");
        uint256 id = buyAs(alice, seriesId, 1_000, address(0));
        bytes memory signature = _permit(wrongKey, id);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, alice));
        rig.permitPower(id, block.timestamp, signature);
    }

    function _permit(uint256 key, uint256 id) private view returns (bytes memory) {
        (, string memory name, string memory version, uint256 chainId, address verifier,,) =
            IEip712(address(hashpower)).eip712Domain();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                chainId,
                verifier
            )
        );
        bytes32 message = keccak256(
            abi.encode(
                keccak256("Permit(address spender,uint256 tokenId,uint256 nonce,uint256 deadline)"),
                address(rig),
                id,
                hashpower.stateNonce(id),
                block.timestamp
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", domain, message)));
        return abi.encodePacked(r, s, v);
    }

    // ---- income

    function test_IncomeFollowsTheItem() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        earnDays(3);
        uint256 aliceDue = hashpower.claimable(id);
        assertGt(aliceDue, 0);
        claim(item);
        assertEq(wbtc.balanceOf(alice), aliceDue);

        sell(1, bob);
        earnDays(3);
        uint256 bobDue = hashpower.claimable(id);
        claim(item); // by anybody
        assertEq(wbtc.balanceOf(bob), bobDue);
        assertEq(wbtc.balanceOf(alice), aliceDue);
        assertEq(wbtc.balanceOf(address(rig)), 0);
    }

    function testFuzz_SharesSumExactly(uint16 studioBps, uint16 guildBps, uint96 income) public {
        studioBps = uint16(bound(studioBps, 0, 5_000));
        guildBps = uint16(bound(guildBps, 0, 5_000));
        uint256 paid = bound(income, 1e6, 1e13);
        uint32 split = terms(studioBps, guildBps, 0);
        (IRig.Item memory item, uint256 id) = attachIn(seriesId, alice, 1, split);
        nextDay();
        earnDays(fleetId, 2, paid);
        uint256 due = hashpower.claimable(id);
        IRig.Shares memory shares = rig.claimableOf(item);
        claim(item);
        assertEq(wbtc.balanceOf(studio), due * studioBps / 10_000);
        assertEq(wbtc.balanceOf(guild), due * guildBps / 10_000);
        assertEq(wbtc.balanceOf(studio) + wbtc.balanceOf(guild) + wbtc.balanceOf(alice), due);
        assertEq(shares.total, due);
        assertEq(shares.token, address(wbtc));
        assertEq(shares.player, alice);
        assertEq(shares.playerAmount, wbtc.balanceOf(alice));
        assertEq(shares.studioAmount, wbtc.balanceOf(studio));
        assertEq(shares.guildAmount, wbtc.balanceOf(guild));
    }

    function test_TermsAreRecordedOnce() public {
        uint32 first = terms(1_000, 500, 0);
        assertEq(terms(1_000, 500, 0), first);
        assertEq(terms(1_000, 501, 0), first + 1);
        assertEq(rig.createTerms(IRig.Terms(address(0), 0, address(0), 0, 0)), 0);
        IRig.Terms memory read = rig.termsOf(first);
        assertEq(read.studio, studio);
        assertEq(read.guildBps, 500);
        assertEq(rig.termsOf(0).studio, address(0));
    }

    function test_RevertWhen_TermsExceedTheirBounds() public {
        IRig.Terms[6] memory bad = [
            IRig.Terms(studio, 5_001, address(0), 0, 0),
            IRig.Terms(address(0), 0, guild, 5_001, 0),
            IRig.Terms(studio, 5_000, guild, 5_000, 1),
            IRig.Terms(studio, 0, address(0), 0, 0),
            IRig.Terms(address(0), 0, address(0), 1, 0),
            IRig.Terms(address(rig), 100, address(0), 0, 0)
        ];
        for (uint256 i; i < bad.length; ++i) {
            vm.expectRevert(Errors.BadTerms.selector);
            rig.createTerms(bad[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownTerms.selector, 7));
        rig.termsOf(7);
    }

    // ---- detach

    function test_DetachPaysTheIncomeAndGivesThePowerToTheItemsOwner() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        sell(1, bob);
        earnDays(2);
        vm.prank(bob);
        uint40 readyAt = rig.requestDetach(item);
        assertEq(readyAt, block.timestamp + 24 hours);
        IRig.SlotView memory slot = rig.slotOf(item);
        assertEq(slot.detachBy, bob);
        assertEq(slot.detachReadyAt, readyAt);
        assertEq(slot.detachWindowEnds, readyAt + 7 days);
        earnDays(1);
        uint256 due = hashpower.claimable(id);
        vm.warp(readyAt);
        vm.prank(bob);
        rig.detach(item);
        assertEq(hashpower.ownerOf(id), bob);
        assertEq(wbtc.balanceOf(bob), due);
        slot = rig.slotOf(item);
        assertEq(slot.powerId, 0);
        assertEq(slot.principal, address(0));
        assertEq(slot.detachBy, address(0));
    }

    function test_DetachedSlotCanBeUsedAgainAndItsNonceGoesOn() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        uint32 before = rig.slotOf(item).nonce;
        vm.startPrank(alice);
        vm.warp(rig.requestDetach(item));
        rig.detach(item);
        rig.attach(item, id, 0, 0);
        vm.stopPrank();
        assertGt(rig.slotOf(item).nonce, before);
        assertEq(rig.slotOf(item).powerId, id);
    }

    function test_RevertWhen_DetachIsEarlyOrLate() public {
        (IRig.Item memory item,) = attachNew(alice, 1, 1_000);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.DetachNotRequested.selector, keyOf(item), address(0)));
        rig.detach(item);
        uint40 readyAt = rig.requestDetach(item);
        bytes memory notReady =
            abi.encodeWithSelector(Errors.DetachNotReady.selector, keyOf(item), readyAt, readyAt + 7 days);
        vm.warp(readyAt - 1);
        vm.expectRevert(notReady);
        rig.detach(item);
        vm.warp(readyAt + 7 days + 1);
        vm.expectRevert(notReady);
        rig.detach(item);
        vm.warp(rig.requestDetach(item) + 7 days); // asking again opens another window, to its last second
        rig.detach(item);
    }

    function test_CoolDownIsTheOneChosenAtAttach() public {
        IRig.Item memory item = newSword(alice, 1);
        uint256 id = newPower(alice, 1_000);
        vm.startPrank(alice);
        rig.attach(item, id, 0, 30 days);
        assertEq(rig.requestDetach(item), block.timestamp + 30 days);
    }

    function test_OnlyTheControllerCancelsItsRequestAndAnybodyAStaleOne() public {
        (IRig.Item memory item,) = attachNew(alice, 1, 1_000);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.DetachNotRequested.selector, keyOf(item), address(0)));
        rig.cancelDetach(item);
        vm.prank(alice);
        rig.requestDetach(item);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotController.selector, keyOf(item), carol, alice));
        rig.cancelDetach(item);
        vm.prank(alice);
        rig.cancelDetach(item);
        assertEq(rig.slotOf(item).detachBy, address(0));

        vm.prank(alice);
        rig.requestDetach(item);
        sell(1, bob);
        vm.prank(carol);
        rig.cancelDetach(item);
        assertEq(rig.slotOf(item).detachReadyAt, 0);
    }

    function test_RevertWhen_SlotIsEmptyOrLent() public {
        IRig.Item memory item = newSword(alice, 1);
        bytes memory wrong = abi.encodeWithSelector(Errors.SlotNotInMode.selector, keyOf(item));
        vm.startPrank(alice);
        vm.expectRevert(wrong);
        rig.requestDetach(item);
        vm.expectRevert(wrong);
        rig.endLending(item);
        vm.expectRevert(wrong);
        rig.markOrphan(item);
        vm.expectRevert(wrong);
        rig.claimRefund(item);
        vm.stopPrank();
        uint256 id = newPower(alice, 1_000);
        vm.startPrank(alice);
        rig.lendPower(item, id, lendTerms(0, 5, IRig.OnTransfer.End));
        vm.expectRevert(wrong);
        rig.seal(item, uint40(block.timestamp + 1));
        vm.expectRevert(wrong);
        rig.detach(item);
    }

    // ---- seal

    function test_SealHoldsAgainstEverybodyAndSurvivesASale() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        uint40 until = uint40(block.timestamp + 60 days);
        vm.prank(alice);
        uint40 readyAt = rig.requestDetach(item);
        vm.prank(alice);
        rig.seal(item, until);
        vm.warp(readyAt);
        vm.prank(alice); // sealing voided the request
        vm.expectRevert(abi.encodeWithSelector(Errors.DetachNotRequested.selector, keyOf(item), address(0)));
        rig.detach(item);

        sell(1, bob);
        assertEq(rig.slotOf(item).sealUntil, until);
        vm.startPrank(bob);
        assertEq(rig.requestDetach(item), until);
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.SlotSealed.selector, keyOf(item), until));
        rig.detach(item);
        vm.warp(until);
        rig.detach(item);
        assertEq(hashpower.ownerOf(id), bob);
    }

    function test_RevertWhen_SealIsShortenedOrTooLong() public {
        (IRig.Item memory item,) = attachNew(alice, 1, 1_000);
        uint256 now_ = block.timestamp;
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.SealOutOfBounds.selector, now_, now_, now_ + 90 days));
        rig.seal(item, uint40(now_));
        vm.expectRevert(
            abi.encodeWithSelector(Errors.SealOutOfBounds.selector, now_ + 90 days + 1, now_, now_ + 90 days)
        );
        rig.seal(item, uint40(now_ + 90 days + 1));
        rig.seal(item, uint40(now_ + 10 days));
        vm.expectRevert(
            abi.encodeWithSelector(Errors.SealOutOfBounds.selector, now_ + 5 days, now_ + 10 days, now_ + 90 days)
        );
        rig.seal(item, uint40(now_ + 5 days));
        rig.seal(item, uint40(now_ + 90 days));
        vm.stopPrank();
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotController.selector, keyOf(item), bob, alice));
        rig.seal(item, uint40(now_ + 90 days));
    }
}

interface IEip712 {
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory);
}
