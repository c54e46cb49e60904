// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IRig} from "../../src/rig/IRig.sol";
import {RigTest} from "./RigTest.sol";

/// @dev Power that stays locked in its owner's wallet while the item's controller earns by terms. Alice lends.
contract RigLentTest is RigTest {
    uint128 internal constant PRICE = 25e6;

    function lend(IRig.Item memory item, IRig.LendTerms memory lending) internal returns (uint256 id) {
        id = newPower(alice, 1_000);
        vm.prank(alice);
        rig.lendPower(item, id, lending);
    }

    function offerTerms(uint32 days_) internal view returns (IRig.LendTerms memory) {
        return IRig.LendTerms(0, today() + days_, false, IRig.OnTransfer.End, uint96(PRICE), address(usdt));
    }

    function accept(address who, IRig.Item memory item) internal {
        uint32 nonce = rig.slotOf(item).nonce;
        usdt.mint(who, PRICE);
        vm.startPrank(who);
        usdt.approve(address(rig), PRICE);
        rig.acceptLending(item, nonce);
        vm.stopPrank();
    }

    // ---- lend

    function test_LentPowerStaysInItsOwnersWalletAndThePlayerEarns() public {
        IRig.Item memory item = newSword(bob, 1);
        IRig.LendTerms memory lending = lendTerms(terms(500, 500, 3_000), 300, IRig.OnTransfer.End);
        uint256 id = newPower(alice, 1_000);
        vm.expectEmit(address(rig));
        emit IRig.Lent(keyOf(item), id, address(swords), alice, item, bob, lending);
        vm.prank(alice);
        rig.lendPower(item, id, lending);
        assertEq(hashpower.ownerOf(id), alice);
        assertEq(hashpower.lockerOf(id), address(rig));
        IRig.SlotView memory slot = rig.slotOf(item);
        assertTrue(slot.mode == IRig.Mode.Lent);
        assertEq(slot.principal, alice);
        assertEq(slot.borrower, bob);
        assertEq(slot.endDay, today() + 300);
        assertFalse(slot.offered);

        earnDays(3);
        uint256 due = hashpower.claimable(id);
        claim(item);
        assertEq(wbtc.balanceOf(studio), due * 500 / 10_000);
        assertEq(wbtc.balanceOf(guild), due * 500 / 10_000);
        assertEq(wbtc.balanceOf(alice), due * 3_000 / 10_000);
        assertEq(wbtc.balanceOf(bob), due - wbtc.balanceOf(studio) * 2 - wbtc.balanceOf(alice));
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.IsLocked.selector, id, address(rig)));
        hashpower.transferFrom(alice, carol, id);
    }

    function test_RevertWhen_LenderDoesNotOwnThePower() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = newPower(alice, 1_000);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, bob, alice));
        rig.lendPower(item, id, lendTerms(0, 5, IRig.OnTransfer.End));
    }

    function test_RevertWhen_LendTermsContradictEachOther() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = newPower(alice, 1_000);
        IRig.LendTerms[4] memory bad;
        for (uint256 i; i < 4; ++i) bad[i] = offerTerms(5);
        bad[0].revocable = true; // the lender would keep the price
        bad[1].payToken = address(0);
        bad[2].price = 0;
        bad[3] = lendTerms(0, 5, IRig.OnTransfer.End);
        vm.startPrank(alice);
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(Errors.BadLendTerms.selector);
            rig.lendPower(item, id, bad[i]);
        }
        vm.expectRevert(Errors.BadLendTerms.selector);
        rig.lendPower(sword(77), id, bad[3]); // nobody has it
        vm.expectRevert(Errors.BadLendTerms.selector);
        rig.lendPower(sword(77), id, lendTerms(0, 5, IRig.OnTransfer.Follow));
        vm.expectRevert(Errors.BadLendTerms.selector);
        rig.lendPower(offchain(studio, "nobody's"), id, bad[3]);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownTerms.selector, 5));
        rig.lendPower(item, id, lendTerms(5, 5, IRig.OnTransfer.End));
        IRig.LendTerms memory late = lendTerms(0, 3651, IRig.OnTransfer.End);
        uint256 day = today();
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, day + 3651, day, day + 3650));
        rig.lendPower(item, id, late);
        late.endDay = uint32(day - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, day - 1, day, day + 3650));
        rig.lendPower(item, id, late);
        late.endDay = uint32(day); // the bounds themselves are allowed
        rig.lendPower(item, id, late);
        vm.stopPrank();
        vm.prank(bob);
        rig.endLending(item);
        late.endDay = uint32(day + 3650);
        vm.prank(alice);
        rig.lendPower(item, id, late);
    }

    function test_RevertWhen_TheItemIsHashpowerItself() public {
        uint256 id = newPower(alice, 1_000);
        uint256 other = newPower(alice, 1_000);
        IRig.Item memory item = IRig.Item(IRig.Kind.ERC721, address(hashpower), other, address(0), 0);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.ItemNotAllowed.selector, address(hashpower)));
        rig.lendPower(item, id, lendTerms(0, 5, IRig.OnTransfer.End));
        vm.expectRevert(abi.encodeWithSelector(Errors.ItemNotAllowed.selector, address(hashpower)));
        rig.attach(item, id, 0, 0);
    }

    function test_DelistingTheRigStopsNewLendingsOnly() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = lend(item, lendTerms(0, 5, IRig.OnTransfer.End));
        vm.prank(address(timelock));
        hashpower.setLocker(address(rig), false, false);
        uint256 other = newPower(alice, 1_000);
        IRig.Item memory second = newSword(bob, 2);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.LockerNotAllowed.selector, address(rig)));
        rig.lendPower(second, other, lendTerms(0, 5, IRig.OnTransfer.End));
        earnDays(2);
        claim(item);
        assertGt(wbtc.balanceOf(bob), 0);
        vm.prank(bob);
        rig.endLending(item);
        assertFalse(hashpower.locked(id));
    }

    // ---- offers

    function test_OfferLeavesTheIncomeToTheLenderUntilItIsAccepted() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = lend(item, offerTerms(30));
        IRig.SlotView memory slot = rig.slotOf(item);
        assertTrue(slot.offered);
        assertEq(slot.price, PRICE);
        assertEq(slot.payToken, address(usdt));
        earnDays(2);
        claim(item); // nothing of it is the player's
        assertEq(rig.claimableOf(item).total, 0);
        assertEq(wbtc.balanceOf(bob), 0);
        uint256 lenders = hashpower.claimable(id);
        vm.prank(alice);
        hashpower.claim(one(id));
        assertEq(wbtc.balanceOf(alice), lenders);

        nextDays(28); // on the last day it still stands
        assertEq(today(), rig.slotOf(item).endDay);
        accept(bob, item);
        assertEq(usdt.balanceOf(alice), PRICE);
        assertFalse(rig.slotOf(item).offered);
        assertEq(rig.slotOf(item).borrower, bob);
        assertEq(rig.slotOf(item).price, 0);
        assertEq(hashpower.beneficiaryOf(id), address(rig));
        hashpower.settleDays(fleetId, 8);
        uint256 before = wbtc.balanceOf(alice);
        fundAs(miner, fleetId, today(), DAY_INCOME);
        nextDays(4);
        hashpower.settleDays(fleetId, 64);
        uint256 due = hashpower.claimable(id);
        assertGt(due, 0);
        claim(item); // all of it was collected by the day of the terms
        assertEq(wbtc.balanceOf(bob) + wbtc.balanceOf(alice) - before, due);
        assertGt(wbtc.balanceOf(bob), 0);
    }

    function test_RevertWhen_AcceptingWhatWasNotOffered() public {
        IRig.Item memory item = newSword(bob, 1);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.OfferChanged.selector, keyOf(item), 0, 0));
        rig.acceptLending(item, 0);
        lend(item, offerTerms(30));
        uint32 nonce = rig.slotOf(item).nonce;
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotController.selector, keyOf(item), carol, bob));
        rig.acceptLending(item, nonce);

        // The lender withdraws the offer and makes a dearer one: the borrower's transaction names the old.
        IRig.LendTerms memory dearer = offerTerms(30);
        dearer.price = 100e6;
        vm.prank(alice);
        rig.endLending(item);
        lend(item, dearer);
        uint32 changed = rig.slotOf(item).nonce;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.OfferChanged.selector, keyOf(item), changed, nonce));
        rig.acceptLending(item, nonce);

        uint32 endDay = rig.slotOf(item).endDay;
        nextDays(31);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, endDay, endDay + 1));
        rig.acceptLending(item, changed);
    }

    function test_RevertWhen_TheBorrowerCannotPay() public {
        IRig.Item memory item = newSword(bob, 1);
        lend(item, offerTerms(30));
        uint32 nonce = rig.slotOf(item).nonce;
        vm.prank(bob);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.AllowanceTooLow.selector, address(usdt), address(rig), uint256(PRICE))
        );
        rig.acceptLending(item, nonce);
    }

    function test_ControllerRejectsAnOfferAndUsesTheSlot() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = lend(item, offerTerms(30));
        uint256 own = newPower(bob, 500);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(rig.endLending, (item));
        calls[1] = abi.encodeCall(rig.attach, (item, own, 0, 0));
        vm.prank(bob);
        rig.multicall(calls);
        assertFalse(hashpower.locked(id));
        assertEq(rig.slotOf(item).powerId, own);
        assertEq(rig.slotOf(item).payToken, address(0));
    }

    function test_WithdrawnOfferLeavesNothingBehind() public {
        IRig.Item memory item = newSword(bob, 1);
        lend(item, offerTerms(30));
        vm.prank(alice);
        rig.endLending(item);
        lend(item, lendTerms(0, 30, IRig.OnTransfer.End));
        assertEq(rig.slotOf(item).price, 0);
        assertEq(rig.slotOf(item).payToken, address(0));
        assertFalse(rig.slotOf(item).offered);
    }

    // ---- ending

    function test_LenderCannotEndIrrevocableTermsEarly() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = lend(item, lendTerms(0, 5, IRig.OnTransfer.End));
        uint32 endDay = rig.slotOf(item).endDay;
        bytes memory reason = abi.encodeWithSelector(Errors.LendingNotEnded.selector, keyOf(item), endDay);
        vm.prank(alice);
        vm.expectRevert(reason);
        rig.endLending(item);
        vm.prank(carol);
        vm.expectRevert(reason);
        rig.endLending(item);
        nextDays(5);
        assertEq(today(), endDay);
        vm.prank(carol);
        vm.expectRevert(reason);
        rig.endLending(item);
        nextDay();
        vm.prank(carol); // anybody after the last day
        rig.endLending(item);
        assertFalse(hashpower.locked(id));
        assertEq(rig.slotOf(item).principal, address(0));
    }

    function test_LenderEndsRevocableTermsAtAnyTimeAndIncomeIsSettledFirst() public {
        IRig.Item memory item = newSword(bob, 1);
        IRig.LendTerms memory lending = lendTerms(terms(0, 0, 4_000), 100, IRig.OnTransfer.End);
        lending.revocable = true;
        uint256 id = lend(item, lending);
        assertTrue(rig.slotOf(item).revocable);
        earnDays(4);
        uint256 due = hashpower.claimable(id);
        vm.prank(carol);
        vm.expectRevert();
        rig.endLending(item);
        vm.prank(alice);
        rig.endLending(item);
        assertEq(wbtc.balanceOf(alice), due * 4_000 / 10_000);
        assertEq(wbtc.balanceOf(bob), due - due * 4_000 / 10_000);
    }

    function test_ControllerRenouncesAtAnyTime() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = lend(item, lendTerms(0, 300, IRig.OnTransfer.Follow));
        vm.prank(bob);
        rig.endLending(item);
        assertFalse(hashpower.locked(id));
    }

    /// @dev Ended late, by a claim or by endLending: days after the last one are the lender's alone.
    function testFuzz_IncomeIsSharedByDay(uint8 lastDays, uint8 lateDays, uint16 lenderBps, bool byClaim) public {
        uint32 days_ = uint32(bound(lastDays, 1, 6));
        uint256 late = bound(lateDays, 1, 6);
        lenderBps = uint16(bound(lenderBps, 0, 10_000));
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = lend(item, lendTerms(terms(0, 0, lenderBps), days_, IRig.OnTransfer.End));
        earnDays(days_ + 1); // settles all days up to the last
        uint256 shared = hashpower.claimable(id);
        earnDays(late);
        uint256 total = hashpower.claimable(id);
        IRig.Shares memory shares = rig.claimableOf(item);
        if (byClaim) claim(item);
        else rig.endLending(item);
        uint256 lenders = shared * lenderBps / 10_000;
        assertEq(wbtc.balanceOf(bob), shared - lenders);
        assertApproxEqAbs(wbtc.balanceOf(alice), lenders + total - shared, 1);
        assertEq(shares.total, total);
        assertApproxEqAbs(shares.playerAmount, shared - lenders, 1);
        assertApproxEqAbs(shares.lenderAmount, lenders + total - shared, 1);
        if (byClaim) {
            claim(item); // nothing is left, and the view agrees
            assertEq(rig.claimableOf(item).total, 0);
        }
    }

    // ---- when the item changes hands

    function test_EndGivesThePlayersShareToTheLenderOnceTheBorrowerIsGone() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = lend(item, lendTerms(0, 300, IRig.OnTransfer.End));
        earnDays(2);
        claim(item);
        uint256 bobs = wbtc.balanceOf(bob);
        sell(1, carol);
        earnDays(2);
        uint256 due = hashpower.claimable(id);
        assertEq(rig.claimableOf(item).player, alice);
        claim(item);
        assertEq(wbtc.balanceOf(alice), due);
        assertEq(wbtc.balanceOf(carol), 0);
        assertEq(wbtc.balanceOf(bob), bobs);
        vm.prank(alice); // irrevocable, but the borrower is gone
        rig.endLending(item);
        assertFalse(hashpower.locked(id));
    }

    function test_FollowGivesThePlayersShareToTheNewController() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = lend(item, lendTerms(0, 300, IRig.OnTransfer.Follow));
        assertTrue(rig.slotOf(item).onTransfer == IRig.OnTransfer.Follow);
        sell(1, carol);
        earnDays(2);
        uint256 due = hashpower.claimable(id);
        claim(item);
        assertEq(wbtc.balanceOf(carol), due);
        vm.prank(alice);
        vm.expectRevert();
        rig.endLending(item);
    }

    function test_IncomeWithoutAPlayerIsTheLendersWhenTheLendingEnds() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = lend(item, lendTerms(0, 3, IRig.OnTransfer.Follow));
        vm.prank(bob);
        swords.burn(1);
        earnDays(4);
        claim(item);
        assertEq(wbtc.balanceOf(alice), 0);
        uint256 due = hashpower.claimable(id);
        rig.endLending(item);
        assertEq(wbtc.balanceOf(alice), due);
    }

    // ---- other kinds

    function test_Erc1155PowerGoesByTheHoldersUnits() public {
        potions.mint(bob, 7, 2);
        IRig.Item memory first = potion(7, bob, 0);
        IRig.Item memory second = potion(7, bob, 1);
        assertEq(rig.controllerOf(first), bob);
        assertEq(rig.controllerOf(second), bob);
        assertEq(rig.controllerOf(potion(7, bob, 2)), address(0));
        uint256 id = lend(second, lendTerms(0, 30, IRig.OnTransfer.End));
        lend(first, lendTerms(0, 30, IRig.OnTransfer.End));
        earnDays(2);
        claim(second);
        assertGt(wbtc.balanceOf(bob), 0);
        vm.prank(bob);
        potions.burn(bob, 7, 1);
        assertEq(rig.controllerOf(second), address(0)); // the newest unit goes first
        assertEq(rig.controllerOf(first), bob);
        earnDays(2);
        uint256 due = hashpower.claimable(id);
        claim(second);
        assertEq(wbtc.balanceOf(alice), due);
    }

    function test_StudioReassignsAnOffchainItemWithoutTouchingThePower() public {
        IRig.Item memory item = offchain(studio, "sword-1");
        uint256 id = lend(item, lendTerms(0, 30, IRig.OnTransfer.Follow)); // before anybody plays it
        earnDays(2);
        claim(item);
        uint256 due = hashpower.claimable(id);
        assertGt(due, 0); // waits for a player
        assignTo(studio, "sword-1", bob);
        claim(item);
        assertEq(wbtc.balanceOf(bob), due);
        assignTo(studio, "sword-1", carol);
        earnDays(2);
        claim(item);
        assertGt(wbtc.balanceOf(carol), 0);
        assertEq(hashpower.ownerOf(id), alice);
        assertEq(hashpower.lockerOf(id), address(rig));
        vm.prank(studio);
        vm.expectRevert();
        rig.endLending(item);
    }
}
