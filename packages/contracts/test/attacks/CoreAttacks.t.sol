// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Errors} from "../../src/Errors.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {TestLocker} from "../base/ProtocolTest.sol";
import {HookToken} from "../mocks/HostileTokens.sol";

/// @dev Re-entrance, rounding, the miner's games, locks, denial of service. Families 1, 4, 6, 8, 10, 14 and 15.
contract CoreAttacksTest is CoreTest {
    // ---- family 1: re-entrance

    function hooked() private returns (HookToken token, uint32 f, uint256 id, uint256 second) {
        token = new HookToken(8);
        uint32 s;
        (f, s) = hostileFleet(address(token), address(usdt), 30, 1e6);
        id = buyAs(alice, s, 500, NOBODY);
        second = buyAs(alice, s, 500, NOBODY);
        goodDays(f, 2);
    }

    function test_Attack_ClaimCannotBeReentered() public {
        (HookToken token,, uint256 id,) = hooked();
        uint256 owed = hashpower.claimable(id);
        token.setHook(address(hashpower), abi.encodeCall(hashpower.claimFor, (alice, one(id))), false, 1);
        assertEq(claimAs(alice, id), owed);
        assertFalse(token.lastSuccess());
        assertEq(bytes4(token.lastReturn()), bytes4(keccak256("ReentrancyGuardReentrantCall()")));
    }

    function test_Attack_ClaimTransferClaimPaysOnce() public {
        (HookToken token, uint32 f, uint256 id, uint256 second) = hooked();
        uint256 owed = hashpower.claimable(id) + hashpower.claimable(second);
        vm.prank(alice);
        hashpower.setApprovalForAll(address(token), true);
        bytes memory move = abi.encodeCall(IERC721.transferFrom, (alice, bob, second));
        token.setHook(address(hashpower), move, true, 1); // moves the second while the first two are being paid
        vm.prank(alice);
        hashpower.claim(two(id, second));
        assertTrue(token.lastSuccess());
        vm.prank(bob);
        hashpower.claim(one(second));
        assertEq(token.balanceOf(alice) + token.balanceOf(bob), owed);
        assertEq(hashpower.credit(address(token), alice), 0);
        assertLe(owed, fleetOf(f).fundedTotal);
    }

    function test_Attack_WhatIsClaimableIsNeverStaleWithinATransfer() public {
        (HookToken token,, uint256 id,) = hooked();
        token.setHook(address(hashpower), abi.encodeCall(hashpower.claimable, (id)), true, 1);
        claimAs(alice, id);
        assertTrue(token.lastSuccess());
        assertEq(abi.decode(token.lastReturn(), (uint256)), 0, "read-only re-entrance sees it paid");
    }

    function test_Attack_FundingIsNotCountedTwiceThroughAHook() public {
        HookToken token = new HookToken(8);
        (uint32 f, uint32 s) = hostileFleet(address(token), address(token), 30, 1e6);
        buyAs(alice, s, 500, NOBODY);
        nextDay();
        token.mint(address(token), 1_000);
        vm.prank(address(token));
        token.approve(address(hashpower), 1_000);
        // While a purchase is being paid, the same token funds a day: the escrow may not count that money as its own.
        bytes memory data = abi.encodeCall(hashpower.fundDay, (f, today(), 1_000));
        token.mint(bob, 10e6);
        vm.startPrank(bob);
        token.approve(address(sale), 10e6);
        token.setHook(address(hashpower), data, true, 1);
        uint256 id = sale.buy(s, 10, 1e6, 1, block.timestamp, NOBODY);
        vm.stopPrank();
        assertTrue(token.lastSuccess());
        assertEq(infoOf(id).refundFloor, 10e6);
        assertEq(hashpower.paidOn(f, today()), 1_000);
        assertEq(token.balanceOf(address(hashpower)), 500e6 + 10e6 + 1_000);
    }

    function test_Attack_EscrowIsNoEntryPoint() public {
        bytes memory data =
            abi.encodeWithSignature("escrow(uint32,address,uint88,uint256,address)", series, alice, 1, 1, NOBODY);
        vm.prank(address(sale));
        (bool done,) = address(hashpower).call(data); // even a minter, outside of mint
        assertFalse(done);
        HookToken token = new HookToken(8);
        (uint32 f, uint32 s) = hostileFleet(address(token), address(usdt), 30, 1e6);
        uint256 id = buyAs(alice, s, 500, NOBODY);
        goodDay(f);
        token.setHook(address(hashpower), data, true, 1);
        claimAs(alice, id); // nor anybody while the guard is held
        assertFalse(token.lastSuccess());
        assertEq(bytes4(token.lastReturn()), Errors.NotAllowed.selector);
    }

    // ---- family 6: rounding

    function test_Attack_FiveHundredTinySplitsAndClaimsGainNothing() public {
        uint256 id = buy(alice, 1_000);
        uint256 twin = buy(bob, 1_000);
        IHashpowerTypes.Info memory info = infoOf(id);
        uint256 paid;
        uint256 minted;
        for (uint256 day; day < 5; ++day) {
            goodDay(fleet);
            for (uint256 i; i < 100; ++i) {
                uint256 newId = splitAs(alice, id, 1, alice);
                paid += claimAs(alice, newId);
                assertEq(infoOf(newId).q, info.q / 1_000);
                ++minted;
            }
        }
        uint256 q = infoOf(id).q;
        uint256 units = infoOf(id).units;
        for (uint256 i; i < minted; ++i) {
            uint256 other = (id & ~uint256(type(uint32).max)) | (3 + i);
            q += infoOf(other).q;
            units += infoOf(other).units;
            paid += claimAs(alice, other);
        }
        paid += claimAs(alice, id);
        assertEq(q, info.q);
        assertEq(units, 1_000);
        assertLe(paid, claimAs(bob, twin), "not a wei");
    }

    function test_Attack_SplittingAndMergingOverAndOverGainsNothing() public {
        uint256 id = buy(alice, 997);
        uint256 twin = buy(bob, 997);
        uint256 paid;
        for (uint256 day; day < 6; ++day) {
            nextDay();
            fundAs(carol, fleet, settledOf(fleet) + 1, 1_993 * (day + 1) + 1);
            settleNext(fleet);
            for (uint256 i; i < 40; ++i) {
                uint256 newId = splitAs(alice, id, uint88(1 + i * 7 % 900), alice);
                if (i % 3 == 0) paid += claimAs(alice, newId);
                vm.prank(alice);
                hashpower.merge(i % 2 == 0 ? two(id, newId) : two(newId, id));
                if (i % 2 == 1) id = newId;
            }
        }
        paid += claimAs(alice, id);
        if (hashpower.credit(address(wbtc), alice) != 0) {
            vm.prank(alice);
            paid += hashpower.withdraw(address(wbtc));
        }
        uint256 fair = claimAs(bob, twin);
        assertLe(paid, fair, "not a wei");
        assertEq(uint256(infoOf(id).q) * 540 + infoOf(id).r, 997 * uint256(0.106e6));
    }

    function testFuzz_Attack_ManyClaimersNeverTakeMoreThanWasFunded(uint256 seed) public {
        uint256[] memory ids = new uint256[](8);
        for (uint256 i; i < 8; ++i) {
            ids[i] = buy(alice, uint88(uint256(keccak256(abi.encode(seed, i))) % 5_000 + 1));
        }
        for (uint256 day; day < 4; ++day) {
            nextDay();
            fundAs(carol, fleet, settledOf(fleet) + 1, uint256(keccak256(abi.encode(seed, day, "f"))) % 3_000 + 1);
            settleNext(fleet);
            claimAs(alice, ids[uint256(keccak256(abi.encode(seed, day))) % 8]);
        }
        vm.prank(alice);
        hashpower.claim(ids);
        uint256 funded = fleetOf(fleet).fundedTotal;
        assertLe(wbtc.balanceOf(alice), funded);
        assertLe(funded - wbtc.balanceOf(alice), 9, "dust: NFTs + 1");
    }

    function test_Attack_AnAccumulatorAtItsBoundStopsFundingAndNeverSettling() public {
        uint32 s = makeSeries(miner, short, 10, 6, 1e18);
        uint256 id = buyAs(alice, s, 1, NOBODY); // one unit: acc grows by all that is paid
        uint256 limit = uint256(type(uint128).max) / 1e12;
        nextDay();
        uint32 day = today();
        fundAs(carol, short, day, limit);
        btcb.mint(carol, 1);
        vm.startPrank(carol);
        btcb.approve(address(hashpower), 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.FundingLimit.selector, short));
        hashpower.fundDay(short, day, 1);
        vm.stopPrank();
        settleNext(short);
        assertGt(hashpower.checkpointOf(short, day).acc, type(uint128).max - 1e12);
        missDays(short, 2);
        assertEq(claimAs(alice, id), limit);
        missDays(short, 3);
        hashpower.refund(id);
    }

    function test_Attack_AnIdleLedgerAtItsBoundStillSells() public {
        uint256 limit = uint256(type(uint128).max) / 1e12;
        skipTime(10 days);
        fundAs(carol, short, today(), limit);
        uint256 id = buyShort(alice, 1);
        missDays(short, 6);
        assertApproxEqAbs(hashpower.claimable(id), limit, 1);
        uint256 second = buyAs(bob, series, 1, NOBODY);
        assertEq(infoOf(second).units, 1);
    }

    function test_Attack_TheLargestUnitsAndPricesFit() public {
        uint88 most = 900_000_000; // what a bond of a million DMC allows
        uint32 own = makeFleet(miner, address(btcb), address(dai), 5);
        vm.startPrank(miner);
        hashpower.closeSeries(series);
        hashpower.closeSeries(shortSeries);
        vm.stopPrank();
        uint32 s = makeSeries(miner, own, most, 1, 1);
        uint256 price = type(uint96).max;
        dai.mint(address(hashpower), price);
        vm.prank(address(sale));
        uint256 id = hashpower.mint(s, alice, most, price, NOBODY);
        assertEq(infoOf(id).q, price);
        goodDay(own);
        hashpower.release(own);
        assertGt(claimAs(alice, id), 0);
    }

    // ---- family 8: the miner's games

    function pay(uint32 day, uint256 bps, uint256 units) private {
        fundAs(miner, fleet, day, units * benchmarkOf(day) * bps / 10_000 / 1e22 + (bps == 8_000 ? 1 : 0));
    }

    function test_Attack_SeventyNinePerCentIsAMissAndEightyIsNot() public {
        buy(alice, uint88(WHOLE));
        uint32 day = today() + 1;
        nextDays(2);
        pay(day, 7_999, WHOLE);
        (bool yes,) = hashpower.settleable(fleet);
        assertFalse(yes);
        skipTime(3 days);
        hashpower.settleDay(fleet);
        assertEq(fleetOf(fleet).missStreak, 1);
        pay(day + 1, 8_000, WHOLE);
        hashpower.settleDay(fleet);
        assertEq(fleetOf(fleet).missStreak, 0);
    }

    function test_Attack_OneWeiADayIsAMiss() public {
        buy(alice, uint88(WHOLE));
        uint32 day = today() + 1;
        for (uint32 i; i < 7; ++i) {
            skipTime(1 days);
            fundAs(miner, fleet, day + i, 1);
        }
        skipTime(3 days);
        hashpower.settleDays(fleet, 7);
        assertEq(fleetOf(fleet).missStreak, 7);
        vm.prank(address(timelock));
        hashpower.terminate(fleet);
    }

    function test_Attack_PayingOneDayInSevenIsCaughtByTheCountOfMisses() public {
        buy(alice, uint88(WHOLE));
        missDays(fleet, 6);
        goodDay(fleet);
        missDays(fleet, 4);
        goodDay(fleet); // the streak is broken twice
        assertEq(fleetOf(fleet).missStreak, 0);
        vm.prank(address(timelock));
        hashpower.terminate(fleet);
    }

    function test_Attack_FundingInTheLastSecondOfTheGraceCountsAndAfterSettlingItCannot() public {
        buy(alice, uint88(WHOLE));
        uint32 day = today() + 1;
        vm.warp((uint256(day) + 3) * 1 days - 1);
        pay(day, 8_000, WHOLE);
        hashpower.settleDay(fleet);
        assertEq(fleetOf(fleet).missStreak, 0, "the 48 hours are the miner's to cure");
        vm.warp((uint256(day) + 4) * 1 days);
        hashpower.settleDay(fleet);
        wbtc.mint(miner, 1e8);
        vm.startPrank(miner);
        wbtc.approve(address(hashpower), 1e8);
        vm.expectRevert(abi.encodeWithSelector(Errors.DayNotFundable.selector, day + 1, day + 1, today()));
        hashpower.fundDay(fleet, day + 1, 1e8);
        vm.stopPrank();
        assertEq(fleetOf(fleet).missStreak, 1);
    }

    function test_Attack_BuyingInTheBlockOfTheSettlementEarnsNothingOfIt() public {
        uint256 id = buy(alice, 1_000);
        uint32 day = today() + 1;
        nextDays(2);
        deliver(fleet, day, 1_000);
        uint256 late = buy(bob, 50_000_000);
        hashpower.settleDay(fleet);
        assertEq(hashpower.claimable(late), 0);
        assertGt(hashpower.claimable(id), 0);
        deliver(fleet, day + 1, 1_000);
        settleNext(fleet);
        assertEq(hashpower.claimable(late), 0, "nor of the day it was bought on");
        assertEq(hashpower.checkpointOf(fleet, day + 1).units, 1_000, "nor does it dilute an earlier day");
    }

    function test_Attack_BuyingItsOwnHashpowerCostsTheMinerTheFee() public {
        buy(alice, 1_000);
        uint256 own = buyAs(miner, series, 100_000, NOBODY);
        uint256 price = 0.106e6 * 100_000;
        uint256 spent = goodDay(fleet);
        uint256 got = claimAs(miner, own);
        assertLe(got, spent * 100_000 / 101_000 + 1, "alice's part is gone");
        hashpower.release(fleet);
        uint256 released = usdt.balanceOf(minerPayout);
        assertLt(released, price / 540 + uint256(0.106e6) * 1_000 / 540, "and so is the fee");
        missDays(fleet, 1);
        uint256 due = fleetOf(fleet).minerDue;
        assertEq(due, 0, "a day it does not deliver to others is not delivered to itself");
    }

    function test_Attack_TwoSeriesCannotSellMoreThanTheBondAllows() public {
        uint256 left = registry.availableUnits(minerId);
        makeSeries(miner, fleet, uint88(left), 540, 1e6);
        vm.prank(address(sale));
        vm.expectPartialRevert(Errors.BondTooLow.selector);
        hashpower.createSeries(miner, short, 1, 540, 0, 0, "");
    }

    function test_Attack_TheBondStaysUntilTheLastTermIsOver() public {
        buyShort(alice, 1_000);
        vm.startPrank(miner);
        hashpower.closeSeries(series);
        hashpower.closeSeries(shortSeries);
        uint256 all = registry.minerOf(minerId).bond;
        vm.expectPartialRevert(Errors.BondTooLow.selector);
        registry.withdrawBond(minerId, all, miner);
        vm.stopPrank();
        goodDays(short, 6);
        vm.warp(uint256(hashpower.seriesOf(shortSeries).lastEnd + 30) * 1 days);
        hashpower.finishSeries(shortSeries);
        vm.prank(miner);
        registry.withdrawBond(minerId, all, miner);
    }

    function test_Attack_AMinerCannotSettleADayOfLittleUnitsAheadOfItsTime() public {
        buy(alice, 1); // one GH/s: a thousandth of a satoshi a day
        uint32 day = today() + 1;
        nextDays(2);
        (bool yes,) = hashpower.settleable(fleet);
        assertFalse(yes, "nothing paid is never delivered, however little is owed");
        fundAs(miner, fleet, day, 1);
        hashpower.settleDay(fleet);
        assertEq(hashpower.checkpointOf(fleet, day).earned, 1);
    }

    // ---- family 10 and locks

    function test_Attack_AnOrderBoundToTheNonceCannotBeRevived() public {
        uint256 id = buy(alice, 10);
        uint32 nonce = hashpower.stateNonce(id);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, id);
        vm.prank(bob);
        hashpower.transferFrom(bob, alice, id);
        assertGt(hashpower.stateNonce(id), nonce);
    }

    function test_Attack_AnApprovalLocksOnceAndDiesWithASeizure() public {
        uint256 id = buy(alice, 10);
        lockOf(id, false);
        assertEq(hashpower.getApproved(id), NOBODY, "used up");
        vm.prank(alice);
        hashpower.approve(carol, id); // an approval given while locked
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.IsLocked.selector, id, address(locker)));
        hashpower.transferFrom(alice, carol, id);
        locker.seize(id, bob);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSignature("ERC721InsufficientApproval(address,uint256)", carol, id));
        hashpower.transferFrom(bob, carol, id);
        lockOf(id, false);
        locker.unlock(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.LockNotApproved.selector, id, address(locker)));
        locker.lock(id, false);
    }

    function test_Attack_ADelistedLockerKeepsItsLocksAndGetsNoMore() public {
        uint256 id = buy(alice, 10);
        uint256 other = buy(alice, 10);
        lockOf(id, true);
        vm.prank(address(timelock));
        hashpower.setLocker(address(locker), false, true);
        vm.prank(alice);
        hashpower.approve(address(locker), other);
        vm.expectRevert(abi.encodeWithSelector(Errors.LockerNotAllowed.selector, address(locker)));
        locker.lock(other, false);
        goodDay(fleet);
        locker.collect(one(id), type(uint32).max);
        locker.setCollects(id, false);
        locker.seize(id, bob); // what a lender was promised stays promised
        assertEq(hashpower.ownerOf(id), bob);
    }

    function test_Attack_ALockerCannotTouchAnothersLocks() public {
        uint256 id = buy(alice, 10);
        lockOf(id, true);
        TestLocker thief = makeLocker();
        bytes memory no = abi.encodeWithSelector(Errors.NotLocker.selector, id, address(thief));
        vm.expectRevert(no);
        thief.seize(id, bob);
        vm.expectRevert(no);
        thief.unlock(id);
        vm.expectRevert(no);
        thief.setCollects(id, false);
        vm.expectRevert(no);
        thief.refund(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotBeneficiary.selector, id, address(thief)));
        thief.collect(one(id), type(uint32).max);
        vm.prank(alice);
        hashpower.setApprovalForAll(address(thief), true);
        vm.expectRevert(abi.encodeWithSelector(Errors.IsLocked.selector, id, address(locker)));
        thief.lock(id, true);
    }

    function test_Attack_RefundThenSellIsVisibleInTheNonce() public {
        uint256 id = buy(alice, 10);
        terminateByVote(fleet);
        uint32 nonce = hashpower.stateNonce(id);
        hashpower.refund(id);
        assertEq(hashpower.stateNonce(id), nonce + 1);
        assertEq(infoOf(id).refundFloor, 0);
    }

    // ---- family 4: donations

    function test_Attack_ADonationChangesNothing() public {
        uint256 id = buy(alice, 1_000);
        goodDay(fleet);
        uint256 owed = hashpower.claimable(id);
        wbtc.mint(address(hashpower), 1e12);
        usdt.mint(address(hashpower), 1e12);
        assertEq(hashpower.claimable(id), owed);
        uint256 other = buy(bob, 10);
        assertEq(infoOf(other).refundFloor, 1.06e6);
        goodDay(fleet);
        assertLe(hashpower.claimable(id), 2 * owed + 2);
    }

    // ---- family 14: keys

    function test_Attack_GovernanceAloneCannotMoveAnNftIncomeOrEscrow() public {
        uint256 id = buy(alice, 1_000);
        goodDay(fleet);
        vm.startPrank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTerminable.selector, fleet, 0, 0));
        hashpower.terminate(fleet);
        vm.expectRevert();
        hashpower.transferFrom(alice, address(timelock), id);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLocker.selector, id, address(timelock)));
        hashpower.seize(id, address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotBeneficiary.selector, id, address(timelock)));
        hashpower.claim(one(id));
        vm.expectRevert(notAllowed(address(timelock), address(registry)));
        hashpower.creditSlash(fleet, 1);
        vm.stopPrank();
        assertEq(hashpower.ownerOf(id), alice);
    }

    // ---- family 15: denial of service

    function test_Attack_TwoHundredUnsettledDaysSettleInPieces() public {
        uint256 id = buy(alice, 1_000);
        skipTime(202 days);
        uint32 count;
        for (uint256 i; i < 4; ++i) count += hashpower.settleDays(fleet, 64);
        assertEq(count, 199, "all but today and the two in their grace");
        assertEq(hashpower.refundable(id), 0);
        hashpower.terminate(fleet);
        hashpower.refund(id);
        assertEq(usdt.balanceOf(alice), 106e6);
    }

    function test_Attack_TwoHundredIdleDaysArePassedByOnePurchase() public {
        buyShort(alice, 10);
        goodDays(short, 6);
        skipTime(200 days);
        uint256 before = gasleft();
        uint256 id = buyShort(bob, 10);
        assertLt(before - gasleft(), 400_000);
        goodDay(short);
        assertGt(claimAs(bob, id), 0);
    }

    function test_Attack_ClaimingCostsTheSameForOneDayOrAHundred() public {
        uint256 id = buy(alice, 1_000);
        goodDay(fleet);
        claimAs(alice, id);
        goodDay(fleet);
        vm.startPrank(alice);
        uint256 before = gasleft();
        hashpower.claim(one(id));
        uint256 once = before - gasleft();
        vm.stopPrank();
        goodDays(fleet, 100);
        vm.startPrank(alice);
        before = gasleft();
        hashpower.claim(one(id));
        assertApproxEqAbs(before - gasleft(), once, 500);
    }
}
