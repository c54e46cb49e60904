// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MineTest} from "./MineTest.sol";

/// @dev Gas of whole transactions (21,000 and calldata included), in the steady state: the person and the pool have moved
/// tokens before, days were settled, a stream flows.
/// forge-config: default.isolate = true
contract MineGasTest is MineTest {
    function setUp() public override {
        super.setUp();
        startWith(10);
        mineDay(100 * USD);
        deposit(alice, 10_000 * USD);
        mineDays(2, 100 * USD);
        withdraw(alice, sharesOf(alice) / 10);
        claim(alice);
        mineDay(100 * USD);
        money.mint(alice, 1_000 * USD);
        vm.prank(alice);
        money.approve(address(pool), type(uint256).max);
    }

    function test_Gas_Deposit() public {
        vm.prank(alice);
        pool.deposit(100 * USD, 0);
        _report("deposit", 170_000);
    }

    function test_Gas_WithdrawAtOnce() public {
        vm.roll(vm.getBlockNumber() + 1);
        vm.prank(alice);
        pool.withdraw(100 * USD * 1e6);
        _report("withdraw at once", 160_000);
    }

    function test_Gas_WithdrawQueued() public {
        withdrawAll(alice); // takes what is liquid
        vm.prank(people[0]);
        pool.withdraw(1_000 * USD * 1e6);
        _report("withdraw, queued", 260_000);
    }

    function test_Gas_Claim() public {
        vm.warp(block.timestamp + 1 hours);
        vm.prank(alice);
        pool.claim(alice);
        _report("claim", 90_000);
    }

    function test_Gas_Settle() public {
        ledgerDay(fleet, 100 * USD);
        pool.settle();
        _report("settle a day, 1 machine", 320_000);
    }

    function test_Gas_SettleAndPayTenTickets() public {
        withdrawAll(alice);
        withdrawAll(people[0]); // and the rest
        for (uint256 i; i < 9; ++i) withdraw(people[1 + i], 100 * USD * 1e6);
        assertEq(state().queueTail - state().queueHead, 10);
        ledgerDay(fleet, 4_000 * USD);
        pool.settle();
        _report("settle a day, 10 tickets paid", 700_000);
    }

    function test_Gas_ExecutePurchase() public {
        schedule(series, 10, uint128(10 * USD));
        pool.executePurchase();
        _report("execute a purchase", 600_000);
    }

    function _report(string memory what, uint256 ceiling) private {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        emit log_named_uint(what, used);
        assertLe(used, ceiling, what);
    }
}
