// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Benchmark} from "../../src/benchmark/Benchmark.sol";
import {DifficultyUpdater} from "../../src/benchmark/DifficultyUpdater.sol";
import {Errors} from "../../src/Errors.sol";
import {BenchmarkTest} from "./BenchmarkTest.sol";

/// @dev What governance may set.
contract BenchmarkGovernanceTest is BenchmarkTest {
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
}
