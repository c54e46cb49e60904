// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {Wallet} from "./Income.t.sol";

/// @dev Refunds, slashed bonds, fees and referrers.
contract RefundsTest is CoreTest {
    function _slash(uint256 amount, uint16 toHolders) private {
        vm.prank(address(timelock));
        registry.slash(minerId, fleet, amount, toHolders);
    }

    // ---- refunds

    function test_MissedSlicesAndTheRemainderComeBackAtTheEndOfTheTerm() public {
        uint256 id = buyShort(alice, 1_001);
        goodDays(short, 2);
        missDays(short, 1);
        goodDays(short, 2);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotRefundable.selector, id));
        hashpower.refund(id);
        assertEq(hashpower.refundable(id), 0);
        goodDay(short);
        IHashpowerTypes.Info memory info = infoOf(id);
        uint256 due = uint256(info.q) + info.r;
        assertEq(info.refundable, due);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Refunded(id, alice, due, 0);
        (uint256 amount, uint256 slash) = hashpower.refund(id);
        assertEq(amount, due);
        assertEq(slash, 0);
        assertEq(dai.balanceOf(alice), due);
        assertEq(infoOf(id).stateNonce, info.stateNonce + 1);
        assertTrue(infoOf(id).refunded);
        assertEq(infoOf(id).refundFloor, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyRefunded.selector, id));
        hashpower.refund(id);
        hashpower.release(short);
        hashpower.collectFees(short);
        assertEq(dai.balanceOf(address(hashpower)), 0, "the last wei left the escrow");
    }

    function testFuzz_EverySliceLeavesOnceWhateverTheTerm(uint8 pattern, uint96 paid, uint8 kind) public {
        uint16 term = kind % 3 == 0 ? 1 : kind % 3 == 1 ? 6 : 8;
        uint32 s = makeSeries(miner, short, 1_000, term, 1);
        dai.mint(address(hashpower), paid);
        vm.prank(address(sale));
        uint256 id = hashpower.mint(s, alice, 1_000, paid, NOBODY);
        uint256 good;
        for (uint256 i; i < term; ++i) {
            if (pattern >> i & 1 == 1) (good, pattern) = (good + 1, goodDay(short) > 0 ? pattern : 0);
            else missDays(short, 1);
        }
        (uint256 amount,) = hashpower.refund(id);
        uint256 q = paid / term;
        assertEq(amount, q * (term - good) + paid % term);
        if (fleetOf(short).minerDue != 0) hashpower.release(short);
        if (fleetOf(short).feeAccrued != 0) hashpower.collectFees(short);
        assertEq(dai.balanceOf(address(hashpower)), 0);
        assertEq(dai.balanceOf(minerPayout) + dai.balanceOf(feeRecipient), q * good);
    }

    function test_TheLongTermsRefundTheirRestToo() public {
        for (uint256 i; i < 2; ++i) {
            uint16 term = i == 0 ? 1080 : 3650;
            uint32 s = makeSeries(miner, fleet, 1_000, term, 1e6);
            uint256 id = buyAs(alice, s, 1_000, NOBODY);
            assertEq(infoOf(id).endDay - infoOf(id).startDay, term - 1);
            assertEq(uint256(infoOf(id).q) * term + infoOf(id).r, 1_000e6);
        }
    }

    function test_ALockedNftIsRefundedThroughItsLocker() public {
        uint256 id = buy(alice, 1_000);
        lockOf(id, false);
        terminateByVote(fleet);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLocker.selector, id, alice));
        hashpower.refund(id);
        uint256 due = hashpower.refundable(id);
        (uint256 amount,) = locker.refund(id);
        assertEq(amount, due);
        assertEq(usdt.balanceOf(address(locker)), due, "the lender first");
        assertEq(usdt.balanceOf(alice), 0);
    }

    function test_AContractsRefundIsPushedOnlyIfItOptedIn() public {
        Wallet wallet = new Wallet();
        uint256 id = buy(alice, 1_000);
        vm.prank(alice);
        hashpower.transferFrom(alice, address(wallet), id);
        terminateByVote(fleet);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOptedIn.selector, address(wallet)));
        hashpower.refund(id);
        wallet.call(address(hashpower), abi.encodeCall(hashpower.setApprovalForAll, (bob, true)));
        vm.prank(bob);
        hashpower.refund(id); // its operator may
        assertEq(usdt.balanceOf(address(wallet)), 106e6);
    }

    function test_ABurnedOrUnknownNftHasNoRefund() public {
        uint256 a = buy(alice, 10);
        uint256 b = buy(alice, 10);
        vm.prank(alice);
        hashpower.merge(two(a, b));
        terminateByVote(fleet);
        hashpower.refund(a);
        vm.expectRevert(abi.encodeWithSignature("ERC721NonexistentToken(uint256)", b));
        hashpower.refund(b);
        assertEq(usdt.balanceOf(alice), 2.12e6);
    }

    // ---- slashed bonds

    function test_ASlashPaysAFixedShareOfEachUnitAliveWithTheRefund() public {
        uint256 early = buy(alice, 700);
        uint256 other = buy(bob, 300);
        missDays(fleet, 7);
        // A buyer who comes after the missed days can't: but a second series' buyer who has not started has no share.
        vm.prank(address(timelock));
        hashpower.terminate(fleet);
        vm.expectRevert(notAllowed(address(this), address(registry)));
        hashpower.creditSlash(fleet, 1);
        hashpower.refund(early); // before the slash was voted
        uint256 fund0 = dmc.balanceOf(fund);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.SlashCredited(fleet, 2_000e18 - 2_000e18 % 1_000, uint128(2e18));
        _slash(4_000e18, 5_000);
        assertEq(dmc.balanceOf(fund) - fund0, 2_000e18);
        (uint256 amount, uint256 slash) = hashpower.refund(early);
        assertEq(amount, 0);
        assertEq(slash, 1_400e18);
        assertTrue(infoOf(early).slashPaid);
        (amount, slash) = hashpower.refund(other);
        assertEq(amount, 0.106e6 * 300);
        assertEq(slash, 600e18);
        assertEq(dmc.balanceOf(alice), 1_400e18);
        assertEq(dmc.balanceOf(address(hashpower)), 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyRefunded.selector, early));
        hashpower.refund(early);
        vm.prank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.CannotCreditSlash.selector, fleet));
        registry.slash(minerId, fleet, 1_000e18, 10_000); // once
    }

    function test_WhatDoesNotDivideByTheUnitsGoesBackToTheRegistry() public {
        buy(alice, 700);
        terminateByVote(fleet);
        uint256 fund0 = dmc.balanceOf(fund);
        _slash(1_000, 10_000);
        assertEq(fleetOf(fleet).slashPerUnit, 1);
        assertEq(dmc.balanceOf(address(hashpower)), 700);
        assertEq(dmc.balanceOf(fund) - fund0, 300);
    }

    function test_OnlyATerminatedFleetIsCreditedASlash() public {
        buy(alice, 700);
        vm.prank(address(registry));
        vm.expectRevert(abi.encodeWithSelector(Errors.CannotCreditSlash.selector, fleet));
        hashpower.creditSlash(fleet, 100);
        vm.prank(address(registry));
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownFleet.selector, 99));
        hashpower.creditSlash(99, 100);
    }

    function test_NeitherAnExpiredNorAFutureNftHasAShareOfTheSlash() public {
        uint32 brief = makeSeries(miner, fleet, 1_000, 3, 1e6);
        uint256 expired = buyAs(bob, brief, 10, NOBODY);
        uint256 alive = buy(alice, 100);
        goodDays(fleet, 3);
        uint32 lag = settledOf(fleet);
        missDays(fleet, 24);
        assertGt(settledOf(fleet), lag);
        deliver(fleet, settledOf(fleet) + 1, 100);
        settleNext(fleet);
        uint256 future = buy(carol, 50);
        hashpower.terminate(fleet);
        assertEq(fleetOf(fleet).unitsAtTermination, 100);
        _slash(100e18, 10_000);
        (, uint256 slash) = hashpower.refund(alive);
        assertEq(slash, 100e18);
        (, slash) = hashpower.refund(expired);
        assertEq(slash, 0);
        uint256 amount;
        (amount, slash) = hashpower.refund(future);
        assertEq(slash, 0);
        assertEq(amount, 50 * 0.106e6, "a term that never began is refunded whole");
    }

    function test_APieceSplitOffAfterTheRefundIsRefundedAndKeepsItsSlash() public {
        uint256 id = buy(alice, 1_000);
        terminateByVote(fleet);
        hashpower.refund(id);
        uint256 newId = splitAs(alice, id, 400, alice);
        assertTrue(infoOf(newId).refunded);
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyRefunded.selector, newId));
        hashpower.refund(newId);
        _slash(1_000e18, 10_000);
        hashpower.refund(id);
        hashpower.refund(newId);
        assertEq(dmc.balanceOf(alice), 1_000e18);
        assertEq(usdt.balanceOf(alice), 106e6);
    }

    // ---- fees and referrers

    function test_TheReferrerIsPaidOutOfTheFeeAsDaysAreDelivered() public {
        uint256 id = buyAs(alice, series, 540_000, bob);
        uint256 q = infoOf(id).q;
        vm.expectRevert(abi.encodeWithSelector(Errors.NoReferral.selector, id));
        hashpower.payReferral(id);
        goodDays(fleet, 3);
        uint256 due = 3 * q * 500 * 2_000 / 1e8;
        (address referrer, uint256 owed, uint256 paid) = hashpower.referralOf(id);
        assertEq(referrer, bob);
        assertEq(owed, due);
        assertEq(paid, 0);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.ReferralPaid(id, bob, due);
        assertEq(hashpower.payReferral(id), due);
        assertEq(usdt.balanceOf(bob), due);
        (, owed, paid) = hashpower.referralOf(id);
        assertEq(owed, 0);
        assertEq(paid, due);
        uint256 fee = (3 * q * 500 + 9_999) / 10_000;
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.FeesCollected(fleet, feeRecipient, fee - due - (fee * 2_000 / 10_000 - due));
        hashpower.collectFees(fleet);
        vm.expectRevert(Errors.NothingToPay.selector);
        hashpower.collectFees(fleet);
        hashpower.release(fleet);
        assertEq(usdt.balanceOf(minerPayout), 3 * q - fee, "the miner pays the fee once");
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownFleet.selector, 99));
        hashpower.collectFees(99);
    }

    function test_AReferralOutlivesSplitsSalesAndMerges() public {
        uint256 first = buyAs(alice, series, 1_000, bob);
        uint256 second = buyAs(alice, series, 1_000, carol);
        vm.prank(alice);
        hashpower.merge(two(first, second));
        goodDays(fleet, 2);
        splitAs(alice, first, 500, carol);
        assertEq(hashpower.payReferral(first), hashpower.payReferral(second));
        assertGt(usdt.balanceOf(bob), 0);
    }

    function test_NobodyRefersItselfByTheSameAddress() public {
        uint256 id = buyAs(alice, series, 1_000, alice);
        goodDay(fleet);
        (address referrer,,) = hashpower.referralOf(id);
        assertEq(referrer, NOBODY);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoReferral.selector, id));
        hashpower.payReferral(id);
    }

    function test_AReferrerContractIsPaidByOthersOnlyIfItOptedIn() public {
        Wallet wallet = new Wallet();
        uint256 id = buyAs(alice, series, 100_000, address(wallet));
        goodDay(fleet);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOptedIn.selector, address(wallet)));
        hashpower.payReferral(id);
        wallet.call(address(hashpower), abi.encodeCall(hashpower.payReferral, (id)));
        assertGt(usdt.balanceOf(address(wallet)), 0);
    }

    function testFuzz_FeesAndReferralsNeverOutrunTheFee(uint8[24] calldata steps, uint88 a, uint88 b) public {
        uint256 x = buyAs(alice, series, uint88(bound(a, 1, 1_000_000)), bob);
        uint256 y = buyAs(alice, series, uint88(bound(b, 1, 1_000_000)), carol);
        buy(alice, 77);
        for (uint256 i; i < steps.length; ++i) {
            uint256 step = steps[i] % 6;
            if (step == 0) goodDay(fleet);
            if (step == 1 && fleetOf(fleet).minerDue != 0) hashpower.release(fleet);
            if (step == 2) try hashpower.payReferral(x) {} catch {}
            if (step == 3) try hashpower.payReferral(y) {} catch {}
            if (step == 4) try hashpower.collectFees(fleet) {} catch {}
            if (step == 5) missDays(fleet, 1);
            (, uint256 dueX,) = hashpower.referralOf(x);
            (, uint256 dueY,) = hashpower.referralOf(y);
            uint256 pending = (uint256(fleetOf(fleet).minerDue) * 500 + 9_999) / 10_000;
            assertLe(fleetOf(fleet).feeTaken + dueX + dueY, fleetOf(fleet).feeAccrued + pending);
        }
        (, uint256 due,) = hashpower.referralOf(x);
        if (due != 0) assertEq(hashpower.payReferral(x), due);
        (, due,) = hashpower.referralOf(y);
        if (due != 0) assertEq(hashpower.payReferral(y), due);
        assertEq(
            usdt.balanceOf(address(hashpower)) + usdt.balanceOf(bob) + usdt.balanceOf(carol)
                + usdt.balanceOf(feeRecipient) + usdt.balanceOf(minerPayout),
            hashpower.seriesOf(series).deposited
        );
    }

    // ---- governance

    function test_GovernanceSetsFeesOfLaterFleetsWithinBounds() public {
        vm.startPrank(address(timelock));
        vm.expectRevert(outOfBounds(1001, 0, 1000));
        hashpower.setFees(1001, 0, bob);
        vm.expectRevert(outOfBounds(5001, 0, 5000));
        hashpower.setFees(0, 5001, bob);
        vm.expectRevert(Errors.ZeroAddress.selector);
        hashpower.setFees(0, 0, NOBODY);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.FeesSet(1000, 5000, bob);
        hashpower.setFees(1000, 5000, bob);
        vm.stopPrank();
        (uint16 feeBps, uint16 referralBps, address recipient) = hashpower.fees();
        assertEq(feeBps, 1000);
        assertEq(referralBps, 5000);
        assertEq(recipient, bob);
        assertEq(fleetOf(fleet).feeBps, 500, "fixed when the fleet was created");
        assertEq(fleetOf(makeFleet(miner, address(wbtc), address(dai), 3)).feeBps, 1000);
    }

    function test_OnlyGovernanceListsMintersTokensAndLockers() public {
        bytes memory no = abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", address(this));
        vm.expectRevert(no);
        hashpower.setFees(1, 1, bob);
        vm.expectRevert(no);
        hashpower.setMinter(bob, true);
        vm.expectRevert(no);
        hashpower.setPayToken(bob, true);
        vm.expectRevert(no);
        hashpower.setLocker(address(locker), true, true);
        vm.startPrank(address(timelock));
        vm.expectRevert(Errors.ZeroAddress.selector);
        hashpower.setMinter(NOBODY, true);
        vm.expectRevert(Errors.ZeroAddress.selector);
        hashpower.setPayToken(NOBODY, true);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.MinterSet(bob, true);
        hashpower.setMinter(bob, true);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.PayTokenSet(address(wbtc), true);
        hashpower.setPayToken(address(wbtc), true);
        vm.expectRevert(abi.encodeWithSelector(Errors.LockerNotAllowed.selector, bob));
        hashpower.setLocker(bob, true, true);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.LockerSet(address(this), true, false);
        hashpower.setLocker(address(this), true, false);
        assertTrue(hashpower.isMinter(bob));
        assertTrue(hashpower.isPayToken(address(wbtc)));
        (bool allowed, bool maySeize) = hashpower.lockerRights(address(this));
        assertTrue(allowed);
        assertFalse(maySeize);
    }
}
