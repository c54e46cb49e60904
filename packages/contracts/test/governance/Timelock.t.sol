// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {Errors} from "../../src/Errors.sol";
import {BenchmarkTest} from "../benchmark/BenchmarkTest.sol";
import {MinerRegistry} from "../../src/miners/MinerRegistry.sol";

/// @dev Ownership as deployed: the deployer sets up, hands over to the timelock, and has nothing left.
contract TimelockTest is BenchmarkTest {
    TimelockController internal timelock;
    MinerRegistry internal registry;
    address internal safe = makeAddr("safe");

    function setUp() public override {
        super.setUp();
        address[] memory council = new address[](1);
        council[0] = safe;
        timelock = new TimelockController(48 hours, council, council, address(0));
        registry = new MinerRegistry(address(this), address(dmc), fund, 1_000e18, 1e15);
        registry.setLedger(makeAddr("ledger"));
        registry.transferOwnership(address(timelock));
        vm.startPrank(owner);
        benchmark.transferOwnership(address(timelock));
        difficulty.transferOwnership(address(timelock));
        vm.stopPrank();
    }

    function test_Attack_TheDeployerKeepsNoRight() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        registry.setBondTerms(2_000e18, 1e15);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, owner));
        benchmark.setAttestor(1, owner);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, owner));
        difficulty.setUpdater(owner);
    }

    function test_Attack_NothingChangesWithoutTheDelay() public {
        bytes memory call = abi.encodeCall(registry.setBondTerms, (2_000e18, 1e15));
        vm.startPrank(safe);
        vm.expectPartialRevert(TimelockController.TimelockInsufficientDelay.selector);
        timelock.schedule(address(registry), 0, call, 0, 0, 48 hours - 1);
        timelock.schedule(address(registry), 0, call, 0, 0, 48 hours);
        vm.warp(block.timestamp + 48 hours - 1);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        timelock.execute(address(registry), 0, call, 0, 0);
        vm.warp(block.timestamp + 1);
        timelock.execute(address(registry), 0, call, 0, 0);
        assertEq(registry.minBond(), 2_000e18);
    }

    function test_Attack_NoProposalPassesABound() public {
        bytes memory call = abi.encodeCall(benchmark.setMinBond, (1));
        vm.startPrank(safe);
        timelock.schedule(address(benchmark), 0, call, 0, 0, 48 hours);
        vm.warp(block.timestamp + 48 hours);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 1, 1_000e18, 1_000_000e18));
        timelock.execute(address(benchmark), 0, call, 0, 0);
        assertEq(benchmark.minBond(), MIN_BOND);
    }
}
