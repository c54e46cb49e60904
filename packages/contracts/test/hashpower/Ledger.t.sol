// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {FeeToken} from "../mocks/HostileTokens.sol";

/// @dev A source of difficulty that knows nothing: the benchmark's outage.
contract SilentDifficulty {
    function rangeOf(uint32) external pure returns (bool, uint256, uint256, uint64, uint64) {
        return (false, 0, 0, 0, 0);
    }
}

/// @dev Funding, settling, release, termination.
contract LedgerTest is CoreTest {
    uint256 internal id;

    function setUp() public override {
        super.setUp();
        id = buy(alice, uint88(WHOLE));
    }

    function required(uint32 day) internal view returns (uint256) {
        return WHOLE * benchmarkOf(day) * 8_000 / 10_000 / 1e22 + 1;
    }

    // ---- funding

    function test_AnyoneFundsDaysThatHaveNotSettledUpToToday() public {
        uint32 day = today();
        wbtc.mint(carol, 1_000);
        vm.startPrank(carol);
        wbtc.approve(address(hashpower), 1_000);
        vm.expectRevert(abi.encodeWithSelector(Errors.DayNotFundable.selector, day, day, day));
        hashpower.fundDay(fleet, day, 1); // bought today: the ledger stands here
        vm.expectRevert(abi.encodeWithSelector(Errors.DayNotFundable.selector, day + 1, day, day));
        hashpower.fundDay(fleet, day + 1, 1);
        vm.stopPrank();
        nextDay();
        vm.prank(carol);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.DayFunded(fleet, day + 1, carol, 600);
        hashpower.fundDay(fleet, day + 1, 600);
        vm.prank(carol);
        hashpower.fundDay(fleet, day + 1, 400);
        assertEq(hashpower.paidOn(fleet, day + 1), 1_000);
        assertEq(fleetOf(fleet).pending, 1_000);
        assertEq(fleetOf(fleet).fundedTotal, 1_000);
        assertEq(wbtc.balanceOf(address(hashpower)), 1_000);
        vm.expectRevert(Errors.ZeroAmount.selector);
        hashpower.fundDay(fleet, day + 1, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownFleet.selector, 99));
        hashpower.fundDay(99, day + 1, 1);
    }

    function test_FundsManyDaysOrManyFleetsAtOnce() public {
        uint32 other = makeFleet(miner, address(wbtc), address(usdt), 3);
        nextDays(2);
        uint32 day = today();
        wbtc.mint(carol, 1_000);
        vm.startPrank(carol);
        wbtc.approve(address(hashpower), 1_000);
        uint32[] memory days_ = new uint32[](2);
        uint256[] memory amounts = new uint256[](2);
        (days_[0], days_[1], amounts[0], amounts[1]) = (day - 1, day, 100, 200);
        hashpower.fundDays(fleet, days_, amounts);
        assertEq(hashpower.paidOn(fleet, day - 1), 100);
        assertEq(hashpower.paidOn(fleet, day), 200);
        uint32[] memory fleets = new uint32[](2);
        (fleets[0], fleets[1]) = (fleet, other);
        hashpower.fundMany(fleets, day, amounts);
        assertEq(hashpower.paidOn(fleet, day), 300);
        assertEq(hashpower.paidOn(other, day), 200);

        fleets[1] = short;
        vm.expectRevert(abi.encodeWithSelector(Errors.RewardTokenNotListed.selector, address(btcb)));
        hashpower.fundMany(fleets, day, amounts);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 64));
        hashpower.fundMany(new uint32[](0), day, amounts);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 1, 64));
        hashpower.fundDays(fleet, new uint32[](1), amounts);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 65, 64));
        hashpower.fundDays(fleet, new uint32[](65), new uint256[](65));
        amounts[0] = 0;
        vm.expectRevert(Errors.ZeroAmount.selector);
        hashpower.fundDays(fleet, days_, amounts);
    }

    function testFuzz_AFeeOfTheTokenIsSpreadOverTheDays(uint16 feeBps, uint64 first, uint64 second) public {
        FeeToken token = new FeeToken(8, bound(feeBps, 0, 9_000));
        (uint32 f,) = hostileFleet(address(token), address(usdt), 10, 1e6);
        nextDays(2);
        uint32[] memory days_ = new uint32[](2);
        uint256[] memory amounts = new uint256[](2);
        (days_[0], days_[1]) = (today() - 1, today());
        (amounts[0], amounts[1]) = (bound(first, 1e4, 1e16), bound(second, 1e4, 1e16));
        token.mint(carol, amounts[0] + amounts[1]);
        vm.startPrank(carol);
        token.approve(address(hashpower), type(uint256).max);
        hashpower.fundDays(f, days_, amounts);
        uint256 arrived = token.balanceOf(address(hashpower));
        assertEq(fleetOf(f).fundedTotal, arrived, "what counts is what arrives");
        assertEq(hashpower.paidOn(f, days_[0]) + hashpower.paidOn(f, days_[1]), arrived);
        assertEq(hashpower.paidOn(f, days_[0]), amounts[0] * arrived / (amounts[0] + amounts[1]));
    }

    function test_ALedgersLifetimeFundingIsBounded() public {
        uint256 limit = uint256(type(uint128).max) / 1e22;
        nextDay();
        fundAs(carol, fleet, today(), limit - 1);
        wbtc.mint(carol, 2);
        vm.startPrank(carol);
        wbtc.approve(address(hashpower), 2);
        uint32 day = today();
        vm.expectRevert(abi.encodeWithSelector(Errors.FundingLimit.selector, fleet));
        hashpower.fundDay(fleet, day, 2);
        hashpower.fundDay(fleet, day, 1);
        vm.stopPrank();
        settleNext(fleet);
        assertLe(hashpower.claimable(id), limit);
        assertGe(hashpower.claimable(id), limit - 1, "settling works at the bound");
    }

    // ---- settling

    function test_APaidDaySettlesOnceItsBenchmarkIsFinal() public {
        uint32 day = today() + 1;
        nextDay();
        uint256 paid = deliver(fleet, day, WHOLE);
        vm.expectRevert(abi.encodeWithSelector(Errors.DayNotSettleable.selector, fleet, day));
        hashpower.settleDay(fleet); // today is never over
        vm.warp((uint256(day) + 1) * 1 days + 12 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DayNotSettleable.selector, fleet, day));
        hashpower.settleDay(fleet);
        (bool yes,) = hashpower.settleable(fleet);
        assertFalse(yes);
        vm.warp((uint256(day) + 1) * 1 days + 12 hours);
        (yes,) = hashpower.settleable(fleet);
        assertTrue(yes);
        (uint256 needed,) = benchmark.preview(BTC, day);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.DaySettled(fleet, day, paid, uint96(WHOLE), needed, true, false, 0);
        hashpower.settleDay(fleet);
        IHashpowerTypes.Checkpoint memory c = hashpower.checkpointOf(fleet, day);
        assertEq(c.acc, paid * 1e22 / WHOLE);
        assertEq(c.units, WHOLE);
        assertEq(c.earned, 1);
        assertEq(fleetOf(fleet).minerDue, infoOf(id).q);
        assertEq(fleetOf(fleet).rem, paid * 1e22 % WHOLE);
        assertEq(fleetOf(fleet).pending, 0);
    }

    function test_AShortDayWaitsForTheGraceAndThenCountsAsMissed() public {
        uint32 day = today() + 1;
        nextDays(2);
        fundAs(carol, fleet, day, required(day) - 2);
        (bool yes,) = hashpower.settleable(fleet);
        assertFalse(yes);
        vm.warp((uint256(day) + 3) * 1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DayNotSettleable.selector, fleet, day));
        hashpower.settleDay(fleet);
        vm.warp((uint256(day) + 3) * 1 days);
        hashpower.settleDay(fleet);
        IHashpowerTypes.Fleet memory f = fleetOf(fleet);
        assertEq(f.missStreak, 1);
        assertEq(f.missBits, 1);
        assertEq(f.minerDue, 0);
        assertEq(hashpower.checkpointOf(fleet, day).earned, 0);
        assertApproxEqAbs(hashpower.claimable(id), required(day) - 2, 1, "a short day's money is the holders' too");
    }

    function test_ADayNobodyPaidForIsMissed() public {
        missDays(fleet, 3);
        assertEq(fleetOf(fleet).missStreak, 3);
        assertEq(fleetOf(fleet).missBits, 7);
        goodDay(fleet);
        assertEq(fleetOf(fleet).missStreak, 0);
        assertEq(fleetOf(fleet).missBits, 14);
    }

    function test_OnlyThirtyDaysAreRemembered() public {
        missDays(fleet, 1);
        goodDays(fleet, 29);
        assertEq(fleetOf(fleet).missBits, 1 << 29);
        goodDay(fleet);
        assertEq(fleetOf(fleet).missBits, 0);
    }

    function testFuzz_ADayIsDeliveredFromFourFifthsOfTheBenchmark(uint256 paid) public {
        uint32 day = today() + 1;
        uint256 enough = required(day);
        paid = bound(paid, 1, enough * 2);
        nextDays(2);
        fundAs(carol, fleet, day, paid);
        skipTime(2 days);
        hashpower.settleDay(fleet);
        (uint256 needed,) = benchmark.preview(BTC, day);
        bool ok = paid * 1e22 * 10_000 >= needed * WHOLE;
        assertEq(ok, paid >= enough);
        assertEq(hashpower.checkpointOf(fleet, day).earned, ok ? 1 : 0);
        assertEq(fleetOf(fleet).minerDue, ok ? infoOf(id).q : 0);
        assertLe(paid - hashpower.claimable(id), 1, "credited in both cases");
    }

    function test_SettlesSeveralDaysAndSaysHowMany() public {
        vm.expectRevert(outOfBounds(0, 1, 64));
        hashpower.settleDays(fleet, 0);
        vm.expectRevert(outOfBounds(65, 1, 64));
        hashpower.settleDays(fleet, 65);
        assertEq(hashpower.settleDays(fleet, 64), 0, "zero is not an error");
        skipTime(10 days);
        assertEq(hashpower.settleDays(fleet, 5), 5);
        assertEq(hashpower.settleDays(fleet, 64), 2, "the last two are in their grace");
    }

    // ---- benchmark outages

    function test_AMissingBenchmarkLeavesTheDayPendingAndAfterFiveDaysNeutral() public {
        goodDay(fleet);
        missDays(fleet, 1);
        catchUp(fleet);
        address silent = address(new SilentDifficulty());
        vm.prank(address(timelock));
        benchmark.setDifficultySource(silent);
        uint32 day = settledOf(fleet) + 1;
        uint32 bits = fleetOf(fleet).missBits;
        vm.warp((uint256(day) + 6) * 1 days - 1);
        (bool yes,) = hashpower.settleable(fleet);
        assertFalse(yes, "pending, however long the grace is over");
        assertEq(hashpower.settleDays(fleet, 10), 0);
        vm.warp((uint256(day) + 6) * 1 days);
        (uint256 needed,) = benchmark.preview(BTC, day);
        assertGt(needed, 0);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.DaySettled(fleet, day, 0, uint96(WHOLE), needed, false, true, 0);
        hashpower.settleDay(fleet);
        assertEq(fleetOf(fleet).missStreak, 0, "never a miss");
        assertEq(fleetOf(fleet).missBits, bits);
        assertEq(fleetOf(fleet).minerDue, uint256(infoOf(id).q) * hashpower.checkpointOf(fleet, day).earned);
    }

    function test_ANeutralDayThatWasPaidIsDeliveredButClearsNoMiss() public {
        goodDay(fleet);
        missDays(fleet, 1);
        address silent = address(new SilentDifficulty());
        vm.prank(address(timelock));
        benchmark.setDifficultySource(silent);
        uint32 day = settledOf(fleet) + 1;
        // Days decided before the outage settle as ever.
        while (true) {
            vm.warp((uint256(day) + 6) * 1 days);
            (, uint128 due) = (0, fleetOf(fleet).minerDue);
            deliver(fleet, day, WHOLE);
            hashpower.settleDay(fleet);
            assertEq(fleetOf(fleet).minerDue, due + infoOf(id).q, "delivered");
            if (benchmark.dayOf(BTC, day).powMin == 0) break;
            ++day;
        }
        uint32 bits = fleetOf(fleet).missBits;
        assertNotEq(bits, 0);
    }

    function test_AfterALongSilenceSettleDaysMovesTheBenchmarkOnUntilTheDayIsThere() public {
        goodDay(fleet);
        uint32 own = makeFleet(miner, address(wbtc), address(dai), 8);
        uint32 s = makeSeries(miner, own, 1_000, 30, 1e18);
        uint32 begun = today();
        skipTime(100 days);
        buyAs(bob, s, 10, NOBODY);
        nextDays(2);
        deliver(own, today() - 1, 10);
        vm.expectRevert(abi.encodeWithSelector(Errors.DayNotSettleable.selector, own, today() - 1));
        hashpower.settleDay(own); // the benchmark has 100 days to decide, 32 a call
        uint256 count;
        for (uint256 calls; count == 0; ++calls) {
            assertLe(calls, (today() - begun) / 32 + 1);
            count = hashpower.settleDays(own, 1);
        }
        assertEq(fleetOf(own).missStreak, 0);
    }

    // ---- release

    function test_ReleasesDeliveredSlicesLessTheFee() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToRelease.selector, fleet));
        hashpower.release(fleet);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownFleet.selector, 99));
        hashpower.release(99);
        goodDays(fleet, 2);
        missDays(fleet, 1);
        uint256 due = 2 * uint256(infoOf(id).q);
        uint256 fee = (due * 500 + 9_999) / 10_000;
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Released(fleet, minerPayout, due - fee, fee);
        vm.prank(carol);
        assertEq(hashpower.release(fleet), due - fee);
        assertEq(usdt.balanceOf(minerPayout), due - fee);
        assertEq(fleetOf(fleet).feeAccrued, fee);
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToRelease.selector, fleet));
        hashpower.release(fleet);
    }

    // ---- termination

    function test_AVoteTerminatesFromSevenMissesInARow() public {
        missDays(fleet, 6);
        vm.prank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTerminable.selector, fleet, 6, 6));
        hashpower.terminate(fleet);
        missDays(fleet, 1);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTerminable.selector, fleet, 7, 7));
        hashpower.terminate(fleet);
        uint32 last = settledOf(fleet) + 1;
        fundAs(carol, fleet, today(), 1_000_000);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Terminated(fleet, last, true, uint96(WHOLE));
        vm.prank(address(timelock));
        hashpower.terminate(fleet);
        IHashpowerTypes.Fleet memory f = fleetOf(fleet);
        assertEq(uint8(f.status), uint8(IHashpowerTypes.FleetStatus.Terminated));
        assertEq(f.terminatedOn, last);
        assertEq(f.unitsAtTermination, WHOLE);
        assertEq(f.pending, 0);
        assertEq(hashpower.refundable(id), 0.106e6 * WHOLE, "nothing was delivered");
        assertApproxEqAbs(hashpower.claimable(id), 1_000_000, 1, "what was funded for unsettled days is credited");
        assertEq(registry.minerOf(minerId).openIncidents, 1);
    }

    function test_AVoteTerminatesFromTenMissesInThirtyDays() public {
        for (uint256 i; i < 9; ++i) {
            missDays(fleet, 1);
            goodDay(fleet);
        }
        catchUp(fleet);
        vm.prank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTerminable.selector, fleet, 0, 9));
        hashpower.terminate(fleet);
        missDays(fleet, 1);
        goodDay(fleet);
        vm.prank(address(timelock));
        hashpower.terminate(fleet); // one late payment does not void it
        assertEq(fleetOf(fleet).missStreak, 0);
    }

    function test_AnyoneTerminatesFromTwentyFourMissesInThirty() public {
        missDays(fleet, 23);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTerminable.selector, fleet, 23, 23));
        hashpower.terminate(fleet);
        missDays(fleet, 1);
        vm.expectEmit(true, false, false, false, address(hashpower));
        emit IHashpowerTypes.Terminated(fleet, 0, false, 0);
        vm.prank(carol);
        hashpower.terminate(fleet);
    }

    function test_TerminatingSettlesFirstSoThatAGoodDayVoidsTheVote() public {
        missDays(fleet, 7);
        uint32 day = settledOf(fleet) + 1;
        deliver(fleet, day, WHOLE);
        vm.prank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTerminable.selector, fleet, 0, 7));
        hashpower.terminate(fleet);
        assertEq(fleetOf(fleet).missStreak, 7, "as a revert leaves it");
    }

    function test_ALongBacklogIsSettledBeforeATermination() public {
        skipTime(120 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.SettleFirst.selector, fleet, settledOf(fleet) + 65));
        hashpower.terminate(fleet);
        hashpower.settleDays(fleet, 64);
        hashpower.terminate(fleet);
    }

    function test_AFleetWhoseTermsAreOverCannotBeTerminated() public {
        buyShort(bob, 10);
        missDays(short, 6);
        vm.prank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTerminable.selector, short, 6, 6));
        hashpower.terminate(short);
        uint32 own = makeFleet(miner, address(wbtc), address(dai), 8);
        uint32 week = makeSeries(miner, own, 1_000, 7, 1e18);
        buyAs(bob, week, 10, NOBODY);
        missDays(own, 7);
        vm.prank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotTerminable.selector, own, 7, 7));
        hashpower.terminate(own);
    }

    function test_MoneyOfATerminatedFleetWithoutActiveUnitsGoesBackToThePayer() public {
        uint32 own = makeFleet(miner, address(wbtc), address(dai), 8);
        uint32 s = makeSeries(miner, own, 1_000, 30, 1e18);
        buyAs(bob, s, 10, NOBODY);
        // 24 misses and then deliveries: anyone may terminate, yet sales go on.
        missDays(own, 24);
        while (settledOf(own) + 1 < today()) goodDay(own);
        uint32 end = fleetOf(own).lastEnd;
        while (settledOf(own) < end - 1) goodDay(own);
        while (today() < end + 3) nextDay();
        deliver(own, end, 10);
        fundAs(carol, own, today() - 1, 777); // a day on which nobody is active
        buyAs(alice, s, 10, NOBODY); // active from tomorrow
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Credited(0, minerPayout, address(wbtc), 777);
        hashpower.terminate(own);
        assertEq(hashpower.credit(address(wbtc), minerPayout), 777);
        assertEq(fleetOf(own).unitsAtTermination, 0);
        assertEq(hashpower.refundable(uint256(s) << 32 | 2), 10e18, "a term that never began is refunded whole");
    }
}
