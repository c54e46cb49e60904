// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LendTest} from "./LendTest.sol";

/// @dev A rate is fixed for months: what it may not depend on is money that is there for a moment.
contract LendRatesTest is LendTest {
    uint256 internal constant LOAN = 500_000 * USD;

    function flash(uint256 amount, uint256 id) internal returns (uint32 rate) {
        uint256 shares = supply(alice, amount);
        rate = borrow(alice, id, 400 * USD, 180);
        vm.prank(alice);
        pool.redeem(shares, alice, alice);
    }

    function test_Attack_ADepositOfAMomentDoesNotLowerARate() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        uint32 fair = pool.rateOf(400 * USD);
        assertEq(flash(100_000_000 * USD, id), fair);
    }

    function test_ADepositCountsForRatesEvenlyOverADay() public {
        // 500,000 of 1,000,000 is 50%: 2% + 8% * 50 / 80.
        assertEq(pool.rateOf(LOAN), 0.07e9);
        supply(alice, 1_000_000 * USD);
        assertEq(pool.rateOf(LOAN), 0.07e9);
        skipTime(12 hours);
        // Half of it counts: a third of 1,500,000.
        assertEq(pool.rateOf(LOAN), 0.02e9 + uint256(0.08e9) * 333_333_334 / 800_000_000 + 1);
        skipTime(12 hours);
        assertEq(pool.rateOf(LOAN), 0.045e9);
    }

    function test_DustPutsOffNothing() public {
        supply(alice, 1_000_000 * USD);
        for (uint256 i; i < 23; ++i) {
            skipTime(1 hours);
            supply(bob, 1);
        }
        skipTime(1 hours);
        assertApproxEqAbs(pool.rateOf(LOAN), 0.045e9, 5_000);
    }

    function test_AWithdrawalTakesTheYoungestMoneyFirst() public {
        uint256 shares = supply(alice, 1_000_000 * USD);
        vm.prank(alice);
        pool.redeem(shares / 2, alice, alice);
        assertEq(pool.rateOf(LOAN), 0.07e9);
        skipTime(1 days);
        // All of 1,500,000 counts now, less a base unit of rounding.
        assertApproxEqAbs(pool.rateOf(LOAN), 0.02e9 + uint256(0.08e9) * 333_333_334 / 800_000_000, 1);
    }

    function testFuzz_DepositsAndWithdrawalsOfAMomentNeverLowerARate(uint80[4] memory amounts) public {
        uint32 fair = pool.rateOf(LOAN);
        for (uint256 i; i < 4; ++i) {
            uint256 shares = supply(alice, uint256(amounts[i]) + 1);
            assertGe(pool.rateOf(LOAN), fair);
            vm.prank(alice);
            pool.redeem(amounts[3 - i] % shares + 1, alice, alice);
            assertGe(pool.rateOf(LOAN), fair);
        }
    }
}
