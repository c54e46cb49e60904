// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {LoanMath} from "../../src/lend/LoanMath.sol";

/// @dev The figures of lending by themselves; the golden ones by hand from the protocol's formulas.
contract LendMathTest is Test {
    // ---- rate

    /// @dev Base 2%, 8% up to 80%, 75% above.
    function test_TheCurveBendsAtItsKink() public pure {
        assertEq(_rate(0), 20_000_000, "2%");
        assertEq(_rate(0.4e9), 60_000_000, "6%");
        assertEq(_rate(0.8e9), 100_000_000, "10%");
        assertEq(_rate(0.9e9), 475_000_000, "47.5%");
        assertEq(_rate(1e9), 850_000_000, "85%");
        assertEq(_rate(1), 20_000_001, "rounded up");
        assertEq(_rate(0.8e9 + 1), 100_000_004, "rounded up");
    }

    function testFuzz_TheCurveNeverFalls(uint256 a, uint256 b) public pure {
        (a, b) = (bound(a, 0, 1e9), bound(b, 0, 1e9));
        if (a > b) (a, b) = (b, a);
        assertLe(_rate(a), _rate(b));
        assertLe(_rate(b), 850_000_000);
    }

    function _rate(uint256 utilisation) private pure returns (uint256) {
        return LoanMath.rateUp(utilisation, 8_000, 200, 800, 7_500);
    }

    function test_UtilisationIsDebtOverEverything() public pure {
        assertEq(LoanMath.utilisationUp(0, 0), 0);
        assertEq(LoanMath.utilisationUp(1, 3), 333_333_334);
        assertEq(LoanMath.utilisationUp(3, 3), 1e9);
    }

    // ---- interest

    function test_InterestIsSimpleAndRoundedUp() public pure {
        assertEq(LoanMath.interestUp(1_000e6, 100_000_000, 365 days), 100e6, "10% a year");
        assertEq(LoanMath.interestUp(1_000e6, 100_000_000, 36.5 days), 10e6);
        assertEq(LoanMath.interestUp(1, 1, 1), 1);
        assertEq(LoanMath.interestUp(1, 1, 0), 0);
    }

    /// @dev Paying often costs a base unit a payment at most, and never gains.
    function testFuzz_PartsOfTimeNeverCostLess(uint256 principal, uint256 rate, uint256 a, uint256 b) public pure {
        (principal, rate) = (bound(principal, 1, type(uint96).max), bound(rate, 1, 3.7e9));
        (a, b) = (bound(a, 0, 400 days), bound(b, 0, 400 days));
        uint256 parts = LoanMath.interestUp(principal, rate, a) + LoanMath.interestUp(principal, rate, b);
        uint256 whole = LoanMath.interestUp(principal, rate, a + b);
        assertGe(parts, whole);
        assertLe(parts, whole + 1);
    }

    // ---- value

    function test_DaysFromTheHalvingOnCountHalf() public pure {
        assertEq(LoanMath.halfDays(100, 109, type(uint32).max), 20, "none in sight");
        assertEq(LoanMath.halfDays(100, 109, 50), 10, "long ago");
        assertEq(LoanMath.halfDays(100, 109, 100), 10);
        assertEq(LoanMath.halfDays(100, 109, 104), 14, "four days before it");
        assertEq(LoanMath.halfDays(100, 109, 110), 20);
        assertEq(LoanMath.halfDays(110, 109, 104), 0, "no days");
    }

    function test_IncomeIsUnitsTimesBenchmarkTimesDaysTimesPrice() public pure {
        // 1,000 units at a ten-millionth of a coin a day, for 100 days, at $60,000 a coin, 60% of it: 0.01 BTC, $600, $360.
        assertEq(LoanMath.incomeValueDown(1_000, 1e23, 200, 60_000e6 * 1e9, 6_000), 360e6);
        assertEq(LoanMath.incomeValueDown(1_000, 1e23, 100, 60_000e6 * 1e9, 6_000), 180e6, "after a halving");
        assertEq(LoanMath.incomeValueDown(1, 1, 1, 1, 10_000), 0, "rounded down");
    }

    function testFuzz_IncomeNeverOverflows(uint88 units, uint128 b, uint256 days_, uint256 price) public pure {
        days_ = bound(days_, 0, 7_300);
        price = bound(price, 0, 1e33);
        if (uint256(units) * b > 1e60) return; // a quintillion coins a day
        LoanMath.incomeValueDown(units, b, days_, price, 10_000);
    }

    /// @dev q = 10, r = 7, a term of days 100 to 199, settled through 119 with 3 misses: 17 earned, 837 undelivered.
    function test_TheRefundFloorCountsUnsettledDaysAsDelivered() public pure {
        assertEq(LoanMath.refundFloorDown(837, 10, 119, 100, 199, 119), 837, "up to date");
        assertEq(LoanMath.refundFloorDown(837, 10, 119, 100, 199, 125), 777, "six open days");
        assertEq(LoanMath.refundFloorDown(837, 10, 119, 100, 199, 155), 477, "q * (199 - 155 + 3) + r");
        assertEq(LoanMath.refundFloorDown(837, 10, 119, 100, 199, 199), 37, "missed days and remainder");
        assertEq(LoanMath.refundFloorDown(837, 10, 119, 100, 199, 500), 37, "no day after the last");
        assertEq(LoanMath.refundFloorDown(1_007, 10, 99, 100, 199, 99), 1_007, "bought today");
        assertEq(LoanMath.refundFloorDown(1_007, 10, 50, 100, 199, 99), 1_007, "days before it don't count");
        assertEq(LoanMath.refundFloorDown(0, 10, 119, 100, 199, 155), 0, "refunded");
    }

    // ---- auction

    function test_TheAuctionsPriceHalvesEverySixHours() public pure {
        assertEq(LoanMath.startPriceUp(1_000, 900), 1_100);
        assertEq(LoanMath.startPriceUp(900, 1_001), 1_102, "rounded up");
        assertEq(LoanMath.fallingPriceUp(1_024, 0), 1_024);
        assertEq(LoanMath.fallingPriceUp(1_024, 6 hours), 512);
        assertEq(LoanMath.fallingPriceUp(1_024, 9 hours), 384);
        assertEq(LoanMath.fallingPriceUp(1_024, 48 hours), 4);
        assertEq(LoanMath.fallingPriceUp(1_024, 61 hours), 1, "rounded up");
        assertEq(LoanMath.fallingPriceUp(1_024, type(uint32).max), 1);
        assertEq(LoanMath.fallingPriceUp(0, type(uint32).max), 0);
        assertEq(LoanMath.floorPriceUp(1_001), 251);
        assertEq(LoanMath.floorPriceUp(0), 1);
    }

    function testFuzz_TheAuctionsPriceNeverRises(uint128 start, uint32 a, uint32 b) public pure {
        if (a > b) (a, b) = (b, a);
        assertGe(LoanMath.fallingPriceUp(start, a), LoanMath.fallingPriceUp(start, b));
    }
}
