// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IIncomeFeed} from "../../src/mine/IIncomeFeed.sol";
import {IncomeOracle} from "../../src/mine/IncomeOracle.sol";
import {LendTest} from "./LendTest.sol";

/// @dev Gas of whole transactions (21,000 and calldata included), in the steady state: everybody has moved tokens before, the pool
/// has loans and a reserve, the NFT's owner has approved the pool as an operator.
/// forge-config: default.isolate = true
contract LendGasTest is LendTest {
    uint256 internal open; // alice's, with a loan that repays itself
    uint256 internal free;

    function setUp() public override {
        super.setUp();
        open = buyCheap(alice, uint88(WHOLE));
        free = buyCheap(alice, uint88(WHOLE));
        vm.startPrank(alice);
        hashpower.setApprovalForAll(address(pool), true);
        usdt.approve(address(pool), NEVER);
        vm.stopPrank();
        borrowAs(alice, open, 500 * USD, 90, true);
        workDays(fleet, 2);
        // A feed in the asset itself, no sequencer.
        IncomeOracle oracle = new IncomeOracle(
            address(wbtc), address(usdt), btcUsd, IIncomeFeed(address(0)), IIncomeFeed(address(0)), 26 hours
        );
        vm.prank(address(timelock));
        desk.setOracle(address(wbtc), oracle);
        borrowAs(bob, buyCheap(bob, uint88(WHOLE)), 500 * USD, 90, true); // not the first of its day
        usdt.mint(alice, 1_000 * USD);
        usdt.mint(carol, 1_000 * USD);
        vm.prank(carol);
        usdt.approve(address(pool), NEVER);
    }

    function _borrow() private {
        vm.warp(block.timestamp + 1 hours);
        vm.prank(alice);
        pool.borrow(free, uint128(500 * USD), 90, false, ANY_RATE, block.timestamp);
    }

    function test_Gas_Borrow() public {
        _borrow();
        _report("borrow", 200_000);
    }

    function test_Gas_BorrowAgainstIncomeInTheAsset() public {
        uint256 id = buyDollars(alice, 88_500_000);
        workDays(dollars, 2);
        borrowAs(bob, buyCheap(bob, uint88(WHOLE)), 500 * USD, 90, true); // not the first of its day
        vm.warp(block.timestamp + 1 hours);
        vm.prank(alice);
        pool.borrow(id, uint128(10 * USD), 90, false, ANY_RATE, block.timestamp);
        _report("borrow against income in the asset", 200_000);
    }

    function test_Gas_RepayAPart() public {
        vm.prank(alice);
        pool.repay(open, 100 * USD);
        _report("repay a part, the first", 110_000);
        vm.warp(block.timestamp + 1 days);
        vm.prank(alice);
        pool.repay(open, 100 * USD);
        _report("repay a part", 90_000);
    }

    function test_Gas_RepayAll() public {
        _borrow();
        vm.warp(block.timestamp + 1 days);
        vm.prank(alice);
        pool.repay(free, NEVER);
        _report("repay all", 90_000);
    }

    function test_Gas_Deposit() public {
        vm.prank(carol);
        pool.deposit(100 * USD, carol);
        _report("deposit", 120_000);
    }

    function test_Gas_Withdraw() public {
        vm.prank(carol);
        pool.withdraw(100 * USD, carol, carol);
        _report("withdraw", 110_000);
    }

    function test_Gas_CollectIncome() public {
        pool.collectIncome(open);
        _report("collect income, a new lot", 240_000);
        workDays(fleet, 1);
        pool.collectIncome(open);
        _report("collect income into a lot", 130_000);
    }

    function test_Gas_Liquidation() public {
        overdue(open);
        fresh();
        pool.liquidate(open);
        _report("liquidate", 300_000);
        usdt.mint(bob, 10_000 * USD);
        vm.startPrank(bob);
        usdt.approve(address(pool), NEVER);
        pool.take(open, NEVER, block.timestamp);
        _report("take", 480_000);
        vm.stopPrank();
    }

    function _report(string memory what, uint256 ceiling) private {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        emit log_named_uint(what, used);
        assertLe(used, ceiling, what);
    }
}
