// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IBenchmark} from "../../src/benchmark/IBenchmark.sol";
import {IBenchmarkCore} from "../../src/benchmark/IBenchmarkCore.sol";
import {Errors} from "../../src/Errors.sol";
import {BenchmarkTest} from "./BenchmarkTest.sol";

/// @dev Assets without proof, the order of days, and views.
contract BenchmarkAssetsTest is BenchmarkTest {
    uint256 internal pow = powOf(6.25e8, DIFFICULTY);
    uint128 internal constant FIL_VALUE = 1.6e26; // 0.164 FIL per TiB and day, per GiB, x 10^30

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
        for (uint32 i = 1; i <= 6; ++i) {
            benchmark.resolve(FIL, FIRST_DAY + i);
        }
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

    /// @dev Of a backlog it sees what one call would decide, as `valueOf` does.
    function test_MeanSeesThirtyTwoDaysOfABacklog() public {
        decide(FIL, FIRST_DAY, FIL_VALUE, 6);
        warpToDue(FIRST_DAY + 45);
        (uint256 mean, uint8 count) = benchmark.meanOf(FIL, FIRST_DAY + 35, 30);
        assertEq(count, 27);
        assertEq(mean, FIL_VALUE);
        assertEq(benchmark.valueOf(FIL, FIRST_DAY + 32), FIL_VALUE);
        assertEq(benchmark.valueOf(FIL, FIRST_DAY + 33), 0);
        benchmark.advance(FIL, 32);
        (, count) = benchmark.meanOf(FIL, FIRST_DAY + 35, 30);
        assertEq(count, 30);
    }

    function testFuzz_TheMeanIsThatOfTheValues(uint256 seed, uint8 n) public {
        n = uint8(bound(n, 1, 9));
        decide(FIL, FIRST_DAY, FIL_VALUE, 6);
        for (uint32 i = 1; i < 9; ++i) {
            uint256 count = uint256(keccak256(abi.encode(seed, i))) % 8;
            if (count != 0) reportSame(FIL, FIRST_DAY + i, FIL_VALUE + uint128(i * 1e25), count);
            if (seed >> i & 1 == 1) resolveDue(FIL, FIRST_DAY + i);
        }
        warpToDue(FIRST_DAY + 8);
        uint256 sum;
        uint256 final_;
        for (uint32 i; i < n; ++i) {
            uint256 value = benchmark.valueOf(FIL, FIRST_DAY + 8 - i);
            sum += value;
            if (value != 0) ++final_;
        }
        (uint256 mean, uint8 counted) = benchmark.meanOf(FIL, FIRST_DAY + 8, n);
        assertEq(counted, final_);
        assertEq(mean, final_ == 0 ? 0 : sum / final_);
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

    // ---- helpers

    function _days() private view returns (bytes memory packed) {
        for (uint32 i; i <= 6; ++i) {
            packed = abi.encodePacked(packed, abi.encode(benchmark.dayOf(FIL, FIRST_DAY + i)));
        }
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
