// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DifficultyUpdater} from "../../src/benchmark/DifficultyUpdater.sol";
import {IBenchmark} from "../../src/benchmark/IBenchmark.sol";
import {IBenchmarkCore} from "../../src/benchmark/IBenchmarkCore.sol";
import {BenchmarkTest} from "./BenchmarkTest.sol";

/// @dev Values that difficulty and subsidy bound.
contract BenchmarkBitcoinTest is BenchmarkTest {
    uint256 internal pow = powOf(6.25e8, DIFFICULTY);

    // ---- what difficulty and subsidy prove

    /// @dev The published check: D = 145 T and 3.125 BTC pay 4.335e-7 BTC per TH/s and day.
    function test_Golden_ProofOfWorkAt145T() public {
        DifficultyUpdater source = new DifficultyUpdater(owner, pusher, 840_672, EPOCH_START, 145e12);
        vm.prank(owner);
        benchmark.setDifficultySource(address(source));
        (uint256 low, uint256 high) = benchmark.proofOfWorkRange(FIRST_DAY - 1);
        assertEq(low, high);
        assertEq(low, powOf(3.125e8, 145e12));
        assertApproxEqRel(low * 1000, 4.335e23, 2e14, "4.335e-7 BTC per TH/s and day");
    }

    function test_AnAssetWithProofHasAFirstValueAtOnce() public view {
        assertTrue(benchmark.hasValue(BTC));
        (uint32 day, uint256 value) = benchmark.latestOf(BTC);
        assertEq(day, FIRST_DAY - 1);
        assertEq(value, pow);
    }

    function test_WithoutReportsBitcoinPaysWhatIsProven() public {
        (uint256 required, IBenchmarkCore.State state) = resolveDue(BTC, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.ProofOfWork);
        assertEq(required, pow * 8000);
        assertEq(benchmark.valueOf(BTC, FIRST_DAY), pow);
    }

    function test_FourReportsAreNoQuorum() public {
        (, IBenchmarkCore.State state) = decide(BTC, FIRST_DAY, toU128(pow * 110 / 100), 4);
        assertState(state, IBenchmarkCore.State.ProofOfWork);
        assertEq(benchmark.valueOf(BTC, FIRST_DAY), pow);
    }

    function test_FiveReportsGiveTheMedian() public {
        uint128[] memory values = new uint128[](5);
        values[0] = toU128(pow * 109 / 100);
        values[1] = toU128(pow * 101 / 100);
        values[2] = toU128(pow * 105 / 100);
        values[3] = toU128(pow * 119 / 100);
        values[4] = toU128(pow * 102 / 100);
        reportAll(BTC, FIRST_DAY, values);
        (uint256 required, IBenchmarkCore.State state) = resolveDue(BTC, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.Quorum);
        assertEq(benchmark.valueOf(BTC, FIRST_DAY), values[2]);
        assertEq(required, uint256(values[2]) * 8000);
    }

    function test_OfAnEvenNumberTheMeanOfTheMiddleTwoRoundedDown() public {
        uint128[] memory values = new uint128[](6);
        values[0] = toU128(pow + 1);
        values[1] = toU128(pow + 100);
        values[2] = toU128(pow + 2);
        values[3] = toU128(pow + 7);
        values[4] = toU128(pow + 4);
        values[5] = toU128(pow + 90);
        reportAll(BTC, FIRST_DAY, values);
        resolveDue(BTC, FIRST_DAY);
        assertEq(benchmark.valueOf(BTC, FIRST_DAY), pow + 5); // (pow + 4 + pow + 7) / 2
    }

    function test_TheMedianIsClampedNeverRejected() public {
        (, IBenchmarkCore.State state) = decide(BTC, FIRST_DAY, 1, 7);
        assertState(state, IBenchmarkCore.State.Quorum);
        assertEq(benchmark.valueOf(BTC, FIRST_DAY), pow);
        (, state) = decide(BTC, FIRST_DAY + 1, type(uint128).max, 7);
        assertState(state, IBenchmarkCore.State.Quorum);
        assertEq(benchmark.valueOf(BTC, FIRST_DAY + 1), pow * 125 / 100);
    }

    function test_RequiredNeverExceedsNinetyPercentOfWhatIsProven() public {
        (uint256 required,) = decide(BTC, FIRST_DAY, toU128(pow * 120 / 100), 7);
        assertEq(required, pow * 9000);
        (required,) = decide(BTC, FIRST_DAY + 1, toU128(pow * 110 / 100), 7);
        assertEq(required, pow * 110 / 100 * 8000);
    }

    function test_ADayIsPendingUntilTwelveHoursAfterItsEnd() public {
        reportSame(BTC, FIRST_DAY, toU128(pow), 7);
        vm.warp((uint256(FIRST_DAY) + 1) * 1 days + 12 hours - 1);
        (uint256 required, IBenchmarkCore.State state) = resolve(BTC, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.Pending);
        assertEq(required, 0);
        vm.warp(block.timestamp + 1);
        (, state) = resolve(BTC, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.Quorum);
    }

    function test_EmitsTheDecision() public {
        reportSame(BTC, FIRST_DAY, toU128(pow), 6);
        warpToDue(FIRST_DAY);
        vm.expectEmit(address(benchmark));
        emit IBenchmark.DayDecided(BTC, FIRST_DAY, toU128(pow), uint120(pow), IBenchmarkCore.State.Quorum, 6);
        benchmark.resolve(BTC, FIRST_DAY);
    }

    function test_ADecidedDayCostsOneReadOfStorage() public {
        resolveDue(BTC, FIRST_DAY);
        vm.record();
        benchmark.resolve(BTC, FIRST_DAY);
        (bytes32[] memory reads, bytes32[] memory writes) = vm.accesses(address(benchmark));
        for (uint256 i; i < reads.length; ++i) {
            assertEq(reads[i], reads[0]);
        }
        assertGt(reads.length, 0);
        assertEq(writes.length, 0);
    }

    // ---- jumps

    function test_AJumpOfFeesNeedsSixReports() public {
        uint128 high = toU128(pow * 121 / 100);
        (, IBenchmarkCore.State state) = decide(BTC, FIRST_DAY, high, 5);
        assertState(state, IBenchmarkCore.State.ProofOfWork);
        (, state) = decide(BTC, FIRST_DAY + 1, high, 6);
        assertState(state, IBenchmarkCore.State.Quorum);
        // Yesterday's premium is remembered: the same value is no jump today, and the way back to none is none either.
        (, state) = decide(BTC, FIRST_DAY + 2, high, 5);
        assertState(state, IBenchmarkCore.State.Quorum);
        (, state) = decide(BTC, FIRST_DAY + 3, toU128(pow), 5);
        assertState(state, IBenchmarkCore.State.Quorum);
    }

    function test_TwentyPercentIsNoJump() public {
        (, IBenchmarkCore.State state) = decide(BTC, FIRST_DAY, toU128(pow * 120 / 100), 5);
        assertState(state, IBenchmarkCore.State.Quorum);
    }

    /// @dev 2024-04-20: the subsidy halved at 00:09:27 UTC. Five reports suffice before, on and after the day.
    function test_TheHalvingIsNoJump() public {
        uint32 halvingDay = uint32(HALVING / 1 days);
        uint256 half = powOf(3.125e8, DIFFICULTY);
        for (uint32 day = FIRST_DAY; day < halvingDay; ++day) {
            (, IBenchmarkCore.State before) = decide(BTC, day, toU128(pow * 105 / 100), 5);
            assertState(before, IBenchmarkCore.State.Quorum);
        }
        warpToEnd(halvingDay);
        pushHalving();
        // Nearly all of the day was mined at half the subsidy.
        (uint256 required, IBenchmarkCore.State state) = decide(BTC, halvingDay, toU128(half * 105 / 100), 5);
        assertState(state, IBenchmarkCore.State.Quorum);
        assertEq(benchmark.valueOf(BTC, halvingDay), half * 105 / 100);
        assertEq(required, half * 105 / 100 * 8000);
        (required, state) = decide(BTC, halvingDay + 1, toU128(half * 105 / 100), 5);
        assertState(state, IBenchmarkCore.State.Quorum);
        assertEq(required, half * 105 / 100 * 8000);
    }

    function test_OnTheHalvingDayTheProofIsARangeAndTheMinerIsHeldToItsLowerEnd() public {
        uint32 halvingDay = uint32(HALVING / 1 days);
        uint256 half = powOf(3.125e8, DIFFICULTY);
        warpToEnd(halvingDay);
        pushHalving();
        (uint256 low, uint256 high) = benchmark.proofOfWorkRange(halvingDay);
        assertEq(low, half);
        assertEq(high, pow);
        (uint256 required, IBenchmarkCore.State state) = decide(BTC, halvingDay, toU128(pow), 5);
        assertState(state, IBenchmarkCore.State.Quorum);
        assertEq(benchmark.valueOf(BTC, halvingDay), pow);
        assertEq(required, half * 9000, "a miner of the day's last block is not failed by its first");
        // Inside the range there is no premium to remember.
        (IBenchmark.Asset memory asset,) = benchmark.assetInfo(BTC);
        assertEq(asset.lastRatio, 10_000);
    }

    function test_ARetargetIsNoJump() public {
        // A new epoch at 1.23 times the difficulty, 11.4 days after the last: on the first whole day b_pow is a fifth less.
        uint48 start = HALVING + 2 days;
        uint208 next = DIFFICULTY * 123 / 100;
        warpToEnd(uint32(HALVING / 1 days));
        pushHalving();
        warpToEnd(uint32(start / 1 days));
        vm.prank(pusher);
        difficulty.pushEpoch(start, next);
        uint32 day = uint32(start / 1 days);
        decide(BTC, day - 1, toU128(powOf(3.125e8, DIFFICULTY)), 0);
        (, IBenchmarkCore.State state) = decide(BTC, day + 1, toU128(powOf(3.125e8, next) * 110 / 100), 5);
        assertState(state, IBenchmarkCore.State.Quorum);
    }

    // ---- unknown difficulty

    function test_BitcoinFallsBackAfterFiveDaysOfUnknownDifficulty() public {
        // The halving was due and nobody pushed it.
        uint32 unknownDay = uint32((uint256(EPOCH_START) + 1344 * 600 + 1 days) / 1 days);
        (, IBenchmarkCore.State state) = decide(BTC, unknownDay - 1, toU128(pow * 110 / 100), 7);
        assertState(state, IBenchmarkCore.State.Quorum);
        (, state) = decide(BTC, unknownDay, toU128(pow), 7);
        assertState(state, IBenchmarkCore.State.Pending);
        vm.warp((uint256(unknownDay) + 1) * 1 days + 5 days);
        uint256 required;
        (required, state) = resolve(BTC, unknownDay);
        assertState(state, IBenchmarkCore.State.Fallback);
        assertEq(required, pow * 110 / 100 * 8000);
        (IBenchmark.Asset memory asset,) = benchmark.assetInfo(BTC);
        assertEq(asset.lastRatio, 10_999, "the premium outlives the gap");
    }

    function test_ALatePushOfDifficultyDecidesTheDayWithinFiveDays() public {
        uint32 unknownDay = uint32((uint256(EPOCH_START) + 1344 * 600 + 1 days) / 1 days);
        (, IBenchmarkCore.State state) = resolveDue(BTC, unknownDay);
        assertState(state, IBenchmarkCore.State.Pending);
        pushHalving();
        (, state) = resolve(BTC, unknownDay);
        assertState(state, IBenchmarkCore.State.ProofOfWork);
        assertEq(benchmark.valueOf(BTC, unknownDay), powOf(3.125e8, DIFFICULTY));
    }

    function test_ADecidedDayNeverChanges() public {
        uint32 halvingDay = uint32(HALVING / 1 days);
        resolveDue(BTC, halvingDay);
        assertEq(benchmark.valueOf(BTC, halvingDay), pow, "decided before the halving was pushed");
        pushHalving();
        (uint256 low,) = benchmark.proofOfWorkRange(halvingDay);
        assertEq(low, powOf(3.125e8, DIFFICULTY));
        (uint256 required,) = resolve(BTC, halvingDay);
        assertEq(required, pow * 8000);
        assertEq(benchmark.valueOf(BTC, halvingDay), pow);
    }

    function test_WithoutDifficultyAProofAssetStartsWithTheFirstResolveThatKnowsIt() public {
        vm.warp(uint256(EPOCH_START) + 30 days);
        vm.startPrank(owner);
        benchmark.addAsset(3, "BCH", true);
        vm.stopPrank();
        assertFalse(benchmark.hasValue(3));
        (, IBenchmarkCore.State state) = resolve(3, uint32(block.timestamp / 1 days) - 6);
        assertState(state, IBenchmarkCore.State.Pending);
        uint48 start = uint48(block.timestamp) - 2 days;
        vm.startPrank(pusher);
        difficulty.pushHalving(HALVING);
        difficulty.pushEpoch(start, DIFFICULTY / 2);
        vm.stopPrank();
        (, state) = resolve(3, uint32(block.timestamp / 1 days) - 8);
        assertState(state, IBenchmarkCore.State.Pending);
        assertFalse(benchmark.hasValue(3), "the order can't be started in the distant past");
        (, state) = resolve(3, uint32(block.timestamp / 1 days) - 7);
        assertState(state, IBenchmarkCore.State.ProofOfWork);
        assertTrue(benchmark.hasValue(3));
    }

    function testFuzz_BitcoinAlwaysLiesInItsProvenRange(uint128[7] memory raw, uint8 count, uint32 step) public {
        uint32 day = FIRST_DAY + step % 6; // the last is the halving's day
        uint128[] memory values = new uint128[](count % 8);
        for (uint256 i; i < values.length; ++i) {
            values[i] = raw[i] == 0 ? 1 : raw[i];
        }
        warpToEnd(day);
        if (block.timestamp > HALVING) pushHalving();
        if (values.length != 0) reportAll(BTC, day, values);
        (uint256 required, IBenchmarkCore.State state) = resolveDue(BTC, day);
        (uint256 low, uint256 high) = benchmark.proofOfWorkRange(day);
        uint256 value = benchmark.valueOf(BTC, day);
        assertGe(value, low);
        assertLe(value, high * 125 / 100);
        assertLe(required, low * 9000);
        assertGe(required, low * 8000);
        if (values.length < 5) assertState(state, IBenchmarkCore.State.ProofOfWork);
    }
}
