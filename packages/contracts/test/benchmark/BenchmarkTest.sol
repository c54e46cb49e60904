// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {Benchmark} from "../../src/benchmark/Benchmark.sol";
import {DifficultyUpdater} from "../../src/benchmark/DifficultyUpdater.sol";
import {IBenchmark} from "../../src/benchmark/IBenchmark.sol";
import {IBenchmarkCore} from "../../src/benchmark/IBenchmarkCore.sol";
import {DMC} from "../../src/dmc/DMC.sol";

/// @dev A benchmark with seven bonded attestors, Bitcoin and Filecoin listed, on 2024-04-15 13:00 UTC: five days before the halving.
abstract contract BenchmarkTest is Test {
    uint16 internal constant BTC = 1;
    uint16 internal constant FIL = 2;
    uint48 internal constant EPOCH_START = 1_712_780_640; // block 838,656, 2024-04-10 20:24 UTC
    uint208 internal constant DIFFICULTY = 86_388_558_925_171;
    uint48 internal constant HALVING = 1_713_571_767; // block 840,000, 2024-04-20 00:09:27 UTC
    uint32 internal constant FIRST_DAY = 19_828; // 2024-04-15
    uint128 internal constant MIN_BOND = 10_000e18;

    DMC internal dmc;
    DifficultyUpdater internal difficulty;
    Benchmark internal benchmark;
    address internal owner = makeAddr("timelock");
    address internal fund = makeAddr("fund");
    address internal treasury = makeAddr("treasury");
    address internal pusher = makeAddr("pusher");
    address internal wbtc = makeAddr("wbtc");
    address[7] internal attestors;
    uint256[7] internal keys;

    function setUp() public virtual {
        vm.warp(uint256(FIRST_DAY) * 1 days + 13 hours);
        dmc = new DMC(fund, treasury);
        difficulty = new DifficultyUpdater(owner, pusher, 838_656, EPOCH_START, DIFFICULTY);
        benchmark = new Benchmark(owner, address(dmc), fund, MIN_BOND, address(difficulty));
        vm.startPrank(owner);
        benchmark.addAsset(BTC, "BTC", true);
        benchmark.addAsset(FIL, "FIL", false);
        benchmark.setRewardToken(wbtc, BTC);
        vm.stopPrank();
        vm.startPrank(treasury);
        dmc.approve(address(benchmark), type(uint256).max);
        for (uint8 i; i < 7; ++i) {
            (attestors[i], keys[i]) = makeAddrAndKey(string.concat("attestor", vm.toString(i)));
            benchmark.bondAttestor(attestors[i], MIN_BOND);
        }
        vm.stopPrank();
        vm.startPrank(owner);
        for (uint8 i; i < 7; ++i) {
            benchmark.setAttestor(i + 1, attestors[i]);
        }
        vm.stopPrank();
    }

    // ---- time

    /// @dev To the first second after a day.
    function warpToEnd(uint32 day) internal {
        vm.warp((uint256(day) + 1) * 1 days);
    }

    /// @dev To when a day is due.
    function warpToDue(uint32 day) internal {
        vm.warp((uint256(day) + 1) * 1 days + 12 hours);
    }

    function pushHalving() internal {
        vm.prank(pusher);
        difficulty.pushHalving(HALVING);
    }

    // ---- reports

    function sign(uint256 key, uint16 asset, uint32 day, uint128 value) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, benchmark.reportDigest(asset, day, value));
        return abi.encodePacked(r, s, v);
    }

    function report(uint256 index, uint16 asset, uint32 day, uint128 value)
        internal
        view
        returns (IBenchmark.SignedReport memory)
    {
        return IBenchmark.SignedReport(attestors[index], value, sign(keys[index], asset, day, value));
    }

    function one(IBenchmark.SignedReport memory item) internal pure returns (IBenchmark.SignedReport[] memory list) {
        list = new IBenchmark.SignedReport[](1);
        list[0] = item;
    }

    /// @dev The first `values.length` attestors report in the first second after the day.
    function reportAll(uint16 asset, uint32 day, uint128[] memory values) internal {
        IBenchmark.SignedReport[] memory list = new IBenchmark.SignedReport[](values.length);
        for (uint256 i; i < values.length; ++i) {
            list[i] = report(i, asset, day, values[i]);
        }
        warpToEnd(day);
        benchmark.submitReports(asset, day, list);
    }

    function reportSame(uint16 asset, uint32 day, uint128 value, uint256 count) internal {
        uint128[] memory values = new uint128[](count);
        for (uint256 i; i < count; ++i) {
            values[i] = value;
        }
        reportAll(asset, day, values);
    }

    /// @dev Reports and decides a day.
    function decide(uint16 asset, uint32 day, uint128 value, uint256 count)
        internal
        returns (uint256 required, IBenchmarkCore.State state)
    {
        if (count != 0) reportSame(asset, day, value, count);
        return resolveDue(asset, day);
    }

    /// @dev Resolves a day when it is due, and checks that preview said the same.
    function resolveDue(uint16 asset, uint32 day) internal returns (uint256 required, IBenchmarkCore.State state) {
        warpToDue(day);
        return resolve(asset, day);
    }

    function resolve(uint16 asset, uint32 day) internal returns (uint256 required, IBenchmarkCore.State state) {
        (uint256 previewed, IBenchmarkCore.State previewedState) = benchmark.preview(asset, day);
        IBenchmark.DayValue memory before = benchmark.dayOf(asset, day);
        (required, state) = benchmark.resolve(asset, day);
        assertEq(previewed, required, "preview: required");
        assertEq(uint8(previewedState), uint8(state), "preview: state");
        assertEq(abi.encode(before), abi.encode(benchmark.dayOf(asset, day)), "dayOf before and after");
    }

    function assertState(IBenchmarkCore.State state, IBenchmarkCore.State expected) internal pure {
        assertEq(uint8(state), uint8(expected), "state");
    }

    /// @dev b_pow by the formula of the protocol, written down independently: BTC x 10^30 per GH/s and day.
    function powOf(uint256 subsidy, uint256 difficulty_) internal pure returns (uint256) {
        return 86_400 * 10 ** 9 * subsidy * 10 ** 22 / (difficulty_ * 2 ** 32);
    }

    function toU128(uint256 value) internal pure returns (uint128) {
        require(value <= type(uint128).max, "test value");
        return uint128(value);
    }
}
