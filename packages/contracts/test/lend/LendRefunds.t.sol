// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {LendTest} from "./LendTest.sol";

/// @dev How a loan ends when nobody buys its NFT, or its miner stops.
contract LendRefundsTest is LendTest {
    // ---- what nobody buys

    function test_WhatNobodyBuysThePoolKeepsWithItsIncomeAndRefund() public {
        uint256 id = _auction();
        wait_(24 hours);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionNotOver.selector, id, 24 hours, 48 hours));
        pool.keep(id);
        pool.tick(id);
        wait_(24 hours);
        assertTrue(l(id).unsold);
        uint256 debt = pool.debtOf(id);
        uint256 assets = pool.totalAssets();
        uint256 reserve = state().reserve;
        pool.keep(id);
        assertTrue(pool.isKept(id));
        assertEq(hashpower.ownerOf(id), address(pool));
        assertApproxEqAbs(pool.totalAssets(), assets + reserve - debt, 1);
        catchUp(fleet);
        fresh();
        uint256 mined = pool.collectIncome(id);
        assertGt(mined, 0);
        uint256 cost = buyIncome(bob, 1);
        assertEq(state().recovering, cost);
        terminateByVote(fleet);
        uint256 refund = hashpower.refundable(id);
        uint256 still = state().recovering;
        assertEq(pool.settleRefund(id), refund);
        assertEq(state().recovering, still + refund);
    }

    // ---- refunds

    function test_ATerminationEndsTheAuctionAndTheRefundPaysTheDebtFirst() public {
        uint256 id = _auction();
        terminateByVote(fleet);
        fresh();
        assertTrue(l(id).refundOpen);
        bytes memory refundOpen = abi.encodeWithSelector(Errors.RefundIsOpen.selector, id);
        vm.expectRevert(refundOpen);
        pool.take(id, NEVER, block.timestamp);
        vm.expectRevert(refundOpen);
        pool.keep(id);
        uint256 debt = pool.debtOf(id);
        uint256 refund = hashpower.refundable(id);
        assertGt(refund, debt);
        assertEq(pool.settleRefund(id), refund);
        assertEq(usdt.balanceOf(alice), 500 * USD + refund - debt);
        assertEq(hashpower.lockerOf(id), NOBODY);
        assertEq(hashpower.ownerOf(id), alice);
        assertEq(state().debt, 0);
    }

    function test_ARunningLoanIsRefundedToo() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotRefundable.selector, id));
        pool.settleRefund(id);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLocker.selector, id, alice));
        hashpower.refund(id); // the lender first
        terminateByVote(fleet);
        fresh();
        vm.expectRevert(abi.encodeWithSelector(Errors.RefundIsOpen.selector, id));
        pool.liquidate(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.FleetTerminated.selector, fleet));
        this.tryBorrow(alice, id, 100 * USD, 90);
        pool.settleRefund(id);
        assertEq(hashpower.lockerOf(id), NOBODY);
    }

    function test_ARefundThatDoesNotSufficeLeavesTheNftToThePool() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        // Nobody liquidates: nearly all of the term is delivered before the miner stops.
        while (infoOf(id).endDay - settledOf(fleet) > 60) goodDay(fleet);
        terminateByVote(fleet);
        uint256 debt = pool.debtOf(id);
        uint256 refund = pool.settleRefund(id);
        assertLt(refund, debt);
        assertTrue(pool.isKept(id));
        assertEq(state().badDebt, debt - refund);
        assertGt(hashpower.credit(address(wbtc), alice), 0, "her income was never pledged");
    }

    function test_TheBondsShareIsTheBorrowersOnceTheDebtIsPaid() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        terminateByVote(fleet);
        vm.prank(address(timelock));
        registry.slash(minerId, fleet, 100_000e18, 10_000);
        pool.settleRefund(id);
        assertGt(dmc.balanceOf(alice), 0);
        assertEq(dmc.balanceOf(address(pool)), 0);
    }

    function test_TheBondsShareOfAKeptNftIsTheRouters() public {
        uint256 id = _auction();
        wait_(24 hours);
        pool.tick(id);
        wait_(24 hours);
        pool.keep(id);
        terminateByVote(fleet);
        pool.settleRefund(id);
        vm.prank(address(timelock));
        registry.slash(minerId, fleet, 100_000e18, 10_000);
        pool.settleRefund(id);
        assertGt(dmc.balanceOf(router), 0);
    }
}
