// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Benchmark} from "../../src/benchmark/Benchmark.sol";
import {DifficultyUpdater} from "../../src/benchmark/DifficultyUpdater.sol";
import {IBenchmark} from "../../src/benchmark/IBenchmark.sol";
import {IBenchmarkCore} from "../../src/benchmark/IBenchmarkCore.sol";
import {Errors} from "../../src/Errors.sol";
import {BenchmarkTest} from "./BenchmarkTest.sol";

/// @dev Values, days and views. Reports are in BenchmarkReports.t.sol, attestors in Attestors.t.sol, attacks in BenchmarkAttacks.t.sol.
contract BenchmarkDaysTest is BenchmarkTest {
    uint256 internal pow = powOf(6.25e8, DIFFICULTY);
    uint128 internal constant FIL_VALUE = 1.6e26; // 0.164 FIL per TiB and day, per GiB, x 10^30

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
        assertEq(reads.length, 1);
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

    // ---- assets without proof

    function test_TheFirstValueOfAnotherAssetNeedsSixReports() public {
        assertFalse(benchmark.hasValue(FIL));
        (uint256 required, IBenchmarkCore.State state) = decide(FIL, FIRST_DAY, FIL_VALUE, 5);
        assertState(state, IBenchmarkCore.State.Pending);
        assertEq(required, 0);
        assertFalse(benchmark.hasValue(FIL));
        (required, state) = decide(FIL, FIRST_DAY + 1, FIL_VALUE, 6);
        assertState(state, IBenchmarkCore.State.Quorum);
        assertEq(required, uint256(FIL_VALUE) * 8000);
        assertTrue(benchmark.hasValue(FIL));
        // The day before stays open for ever: no fleet can need it.
        vm.warp(block.timestamp + 30 days);
        (, state) = resolve(FIL, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.Pending);
    }

    function test_AnotherAssetFollowsFiveReportsWithinTwentyPercent() public {
        decide(FIL, FIRST_DAY, FIL_VALUE, 6);
        (, IBenchmarkCore.State state) = decide(FIL, FIRST_DAY + 1, FIL_VALUE * 120 / 100, 5);
        assertState(state, IBenchmarkCore.State.Quorum);
        (, state) = decide(FIL, FIRST_DAY + 2, FIL_VALUE * 96 / 100, 5);
        assertState(state, IBenchmarkCore.State.Quorum);
    }

    function test_AJumpOfAnotherAssetNeedsSixReports() public {
        decide(FIL, FIRST_DAY, FIL_VALUE, 6);
        (, IBenchmarkCore.State state) = decide(FIL, FIRST_DAY + 1, FIL_VALUE * 121 / 100, 5);
        assertState(state, IBenchmarkCore.State.Pending);
        (, state) = decide(FIL, FIRST_DAY + 2, FIL_VALUE * 79 / 100, 5);
        assertState(state, IBenchmarkCore.State.Pending);
        (, state) = decide(FIL, FIRST_DAY + 3, FIL_VALUE * 2, 6);
        assertState(state, IBenchmarkCore.State.Quorum);
        assertEq(benchmark.valueOf(FIL, FIRST_DAY + 3), FIL_VALUE * 2);
    }

    function test_ADayWithoutQuorumFallsBackAfterFiveDays() public {
        decide(FIL, FIRST_DAY, FIL_VALUE, 6);
        (, IBenchmarkCore.State state) = decide(FIL, FIRST_DAY + 1, FIL_VALUE, 4);
        assertState(state, IBenchmarkCore.State.Pending);
        assertEq(benchmark.valueOf(FIL, FIRST_DAY + 1), 0);
        (uint32 latest,) = benchmark.latestOf(FIL);
        assertEq(latest, FIRST_DAY);
        // It holds nothing up: the next day is final at once.
        (, state) = decide(FIL, FIRST_DAY + 2, FIL_VALUE * 110 / 100, 5);
        assertState(state, IBenchmarkCore.State.Quorum);
        vm.warp((uint256(FIRST_DAY) + 2) * 1 days + 5 days - 1);
        (, state) = resolve(FIL, FIRST_DAY + 1);
        assertState(state, IBenchmarkCore.State.Pending);
        vm.warp(block.timestamp + 1);
        uint256 required;
        (required, state) = resolve(FIL, FIRST_DAY + 1);
        assertState(state, IBenchmarkCore.State.Fallback);
        assertEq(required, uint256(FIL_VALUE) * 8000, "the last final value before the day, not one after it");
        assertEq(benchmark.valueOf(FIL, FIRST_DAY + 1), FIL_VALUE);
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

    // ---- order

    function test_ResolvingALaterDayDecidesTheDaysBeforeIt() public {
        resolveDue(BTC, FIRST_DAY + 3);
        for (uint32 day = FIRST_DAY; day <= FIRST_DAY + 3; ++day) {
            assertEq(benchmark.valueOf(BTC, day), pow);
        }
    }

    function test_OneCallDecidesAtMostThirtyTwoDays() public {
        decide(FIL, FIRST_DAY, FIL_VALUE, 6);
        warpToDue(FIRST_DAY + 70);
        (, IBenchmarkCore.State state) = benchmark.preview(FIL, FIRST_DAY + 33);
        assertState(state, IBenchmarkCore.State.Pending);
        (, state) = benchmark.resolve(FIL, FIRST_DAY + 60);
        assertState(state, IBenchmarkCore.State.Pending);
        (IBenchmark.Asset memory asset,) = benchmark.assetInfo(FIL);
        assertEq(asset.lastDay, FIRST_DAY + 32);
        assertEq(benchmark.advance(FIL, 3), 3);
        assertEq(benchmark.advance(FIL, type(uint32).max), 32);
        assertEq(benchmark.advance(FIL, 32), 3);
        assertEq(benchmark.advance(FIL, 32), 0);
        (, state) = benchmark.resolve(FIL, FIRST_DAY + 60);
        assertState(state, IBenchmarkCore.State.Fallback);
    }

    function test_NothingToAdvanceBeforeTheFirstValue() public {
        assertEq(benchmark.advance(FIL, 5), 0);
    }

    /// @dev Whoever asks whichever day first: the outcome is the same.
    function testFuzz_TheOrderOfCallsChangesNothing(uint256 seed) public {
        decide(FIL, FIRST_DAY, FIL_VALUE, 6);
        for (uint32 i = 1; i <= 6; ++i) {
            uint256 count = uint256(keccak256(abi.encode(seed, i))) % 8;
            uint256 percent = 70 + uint256(keccak256(abi.encode(seed, i, "value"))) % 70;
            if (count != 0) reportSame(FIL, FIRST_DAY + i, toU128(FIL_VALUE * percent / 100), count);
        }
        warpToDue(FIRST_DAY + 6);
        uint256 snapshot = vm.snapshotState();
        for (uint32 i = 1; i <= 6; ++i) benchmark.resolve(FIL, FIRST_DAY + i);
        bytes memory inOrder = _days();
        vm.revertToState(snapshot);
        for (uint32 i; i < 6; ++i) {
            uint32 day = FIRST_DAY + 1 + uint32(uint256(keccak256(abi.encode(seed, i, "order"))) % 6);
            benchmark.resolve(FIL, day);
        }
        assertEq(_days(), inOrder);
    }

    /// @dev Against a second implementation: sorts differently, compares in another order.
    function testFuzz_AgreesWithAReferenceModel(uint256 seed) public {
        uint256 last = FIL_VALUE;
        decide(FIL, FIRST_DAY, FIL_VALUE, 6);
        for (uint32 day = FIRST_DAY + 1; day < FIRST_DAY + 9; ++day) {
            uint256 count = uint256(keccak256(abi.encode(seed, day))) % 8;
            uint128[] memory values = new uint128[](count);
            for (uint256 i; i < count; ++i) {
                values[i] = toU128(last * (75 + uint256(keccak256(abi.encode(seed, day, i))) % 60) / 100);
            }
            if (count != 0) reportAll(FIL, day, values);
            (uint256 required, IBenchmarkCore.State state) = resolveDue(FIL, day);
            uint256 median = count < 5 ? 0 : _medianByCounting(values);
            bool calm = median * 5 >= last * 4 && median * 5 <= last * 6;
            if (count >= 6 || (count == 5 && calm)) {
                last = median;
                assertState(state, IBenchmarkCore.State.Quorum);
                assertEq(required, last * 8000);
            } else {
                assertState(state, IBenchmarkCore.State.Pending);
            }
            assertEq(benchmark.valueOf(FIL, day), state == IBenchmarkCore.State.Quorum ? last : 0);
        }
        warpToEnd(FIRST_DAY + 14);
        uint256 lastFinal;
        for (uint32 day = FIRST_DAY; day < FIRST_DAY + 9; ++day) {
            IBenchmark.DayValue memory value = benchmark.dayOf(FIL, day);
            if (value.state == IBenchmarkCore.State.Fallback) assertEq(value.value, lastFinal);
            lastFinal = value.value;
        }
    }

    function testFuzz_BitcoinAlwaysLiesInItsProvenRange(uint128[7] memory raw, uint8 count, uint32 step) public {
        uint32 day = FIRST_DAY + step % 6; // the last is the halving's day
        uint128[] memory values = new uint128[](count % 8);
        for (uint256 i; i < values.length; ++i) values[i] = raw[i] == 0 ? 1 : raw[i];
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

    // ---- views

    function test_MeanOfTheDaysThatAreFinal() public {
        decide(FIL, FIRST_DAY, 100e18, 6);
        decide(FIL, FIRST_DAY + 1, 110e18, 6);
        decide(FIL, FIRST_DAY + 2, 0, 0); // undecided for five days
        decide(FIL, FIRST_DAY + 3, 121e18 + 1, 6);
        (uint256 mean, uint8 count) = benchmark.meanOf(FIL, FIRST_DAY + 3, 7);
        assertEq(count, 3);
        assertEq(mean, (331e18 + 1) / uint256(3));
        (mean, count) = benchmark.meanOf(FIL, FIRST_DAY + 1, 1);
        assertEq(count, 1);
        assertEq(mean, 110e18);
        (mean, count) = benchmark.meanOf(FIL, FIRST_DAY - 1, 3);
        assertEq(count, 0);
        assertEq(mean, 0);
    }

    function test_MeanCountsDaysThatNobodyResolvedYet() public {
        warpToDue(FIRST_DAY + 2);
        (uint256 mean, uint8 count) = benchmark.meanOf(BTC, FIRST_DAY + 2, 7);
        assertEq(count, 4);
        assertEq(mean, pow);
        resolve(BTC, FIRST_DAY + 2);
        (uint256 resolved, uint8 days_) = benchmark.meanOf(BTC, FIRST_DAY + 2, 7);
        assertEq(resolved, mean);
        assertEq(days_, count);
    }

    function test_MeanReachesOverALongBacklog() public {
        decide(FIL, FIRST_DAY, FIL_VALUE, 6);
        warpToDue(FIRST_DAY + 45);
        (uint256 mean, uint8 count) = benchmark.meanOf(FIL, FIRST_DAY + 40, 30);
        assertEq(count, 30);
        assertEq(mean, FIL_VALUE);
    }

    function test_RevertWhen_TheMeanIsOverNoDaysOrTooMany() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 0, 1, 30));
        benchmark.meanOf(BTC, FIRST_DAY, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 31, 1, 30));
        benchmark.meanOf(BTC, FIRST_DAY, 31);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 7, 1, 30));
        benchmark.meanOf(BTC, 6, 7);
    }

    function test_LatestBeforeTheFirstValueIsZero() public view {
        (uint32 day, uint256 value) = benchmark.latestOf(FIL);
        assertEq(day, 0);
        assertEq(value, 0);
    }

    function test_ListsAssetsAndTokens() public view {
        (IBenchmark.Asset memory asset, string memory symbol) = benchmark.assetInfo(BTC);
        assertEq(symbol, "BTC");
        assertTrue(asset.proofOfWork);
        assertEq(benchmark.assetIds().length, 2);
        assertEq(benchmark.assetIds()[1], FIL);
        assertEq(benchmark.assetOf(wbtc), BTC);
        assertEq(benchmark.assetOf(address(dmc)), 0);
    }

    // ---- governance

    function test_AnAssetAddedInTheFirstDayOfTimeHasNoValue() public {
        vm.warp(12 hours);
        DifficultyUpdater source = new DifficultyUpdater(owner, pusher, 838_656, 1, DIFFICULTY);
        Benchmark early = new Benchmark(owner, address(dmc), fund, MIN_BOND, address(source));
        vm.prank(owner);
        early.addAsset(BTC, "BTC", true);
        assertFalse(early.hasValue(BTC));
    }

    function test_RevertWhen_TheAssetIsNoneOrTaken() public {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAsset.selector, 0));
        benchmark.addAsset(0, "X", false);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAsset.selector, BTC));
        benchmark.addAsset(BTC, "BTC", true);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAsset.selector, 3));
        benchmark.addAsset(3, "", false);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadAsset.selector, 3));
        benchmark.addAsset(3, "SEVENTEEN LETTERS", false);
    }

    function test_RevertWhen_TheAssetIsUnknown() public {
        bytes memory unknown = abi.encodeWithSelector(Errors.UnknownAsset.selector, 9);
        vm.expectRevert(unknown);
        benchmark.resolve(9, FIRST_DAY);
        vm.expectRevert(unknown);
        benchmark.preview(9, FIRST_DAY);
        vm.expectRevert(unknown);
        benchmark.advance(9, 1);
        vm.expectRevert(unknown);
        benchmark.latestOf(9);
        vm.expectRevert(unknown);
        benchmark.meanOf(9, FIRST_DAY, 1);
        vm.prank(owner);
        vm.expectRevert(unknown);
        benchmark.setRewardToken(wbtc, 9);
    }

    function test_DelistsARewardToken() public {
        vm.startPrank(owner);
        benchmark.setRewardToken(wbtc, 0);
        assertEq(benchmark.assetOf(wbtc), 0);
        vm.expectRevert(Errors.ZeroAddress.selector);
        benchmark.setRewardToken(address(0), BTC);
    }

    function test_RevertWhen_ASourceDoesNotAnswer() public {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadDifficultySource.selector, fund));
        benchmark.setDifficultySource(fund);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadDifficultySource.selector, address(dmc)));
        benchmark.setDifficultySource(address(dmc));
    }

    function test_RevertWhen_AnybodyButGovernanceSetsParameters() public {
        bytes memory denied = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this));
        vm.expectRevert(denied);
        benchmark.addAsset(3, "X", false);
        vm.expectRevert(denied);
        benchmark.setRewardToken(wbtc, FIL);
        vm.expectRevert(denied);
        benchmark.setDifficultySource(address(difficulty));
        vm.expectRevert(denied);
        benchmark.setAttestor(1, address(this));
        vm.expectRevert(denied);
        benchmark.slashAttestor(attestors[0], 1);
        vm.expectRevert(denied);
        benchmark.setMinBond(MIN_BOND);
        vm.expectRevert(denied);
        benchmark.setFund(address(this));
    }

    // ---- helpers

    function _days() private view returns (bytes memory packed) {
        for (uint32 i; i <= 6; ++i) packed = abi.encodePacked(packed, abi.encode(benchmark.dayOf(FIL, FIRST_DAY + i)));
    }

    /// @dev The k-th smallest has k smaller or equal values before it; no sorting.
    function _medianByCounting(uint128[] memory values) private pure returns (uint256) {
        return (_kthSmallest(values, (values.length + 1) / 2) + _kthSmallest(values, values.length / 2 + 1)) / 2;
    }

    function _kthSmallest(uint128[] memory values, uint256 k) private pure returns (uint256) {
        for (uint256 i; i < values.length; ++i) {
            uint256 less;
            uint256 equal;
            for (uint256 j; j < values.length; ++j) {
                if (values[j] < values[i]) ++less;
                else if (values[j] == values[i]) ++equal;
            }
            if (less < k && k <= less + equal) return values[i];
        }
        revert();
    }
}
