// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {JointMiningMath} from "../../src/mine/JointMiningMath.sol";

contract MineMathTest is Test {
    uint256 internal constant MAX = type(uint96).max;

    // ---- shares

    function testFuzz_DepositAndWithdrawalNeverGain(uint256 assets, uint256 principal, uint256 shares) public pure {
        assets = bound(assets, 1, MAX);
        principal = bound(principal, 0, MAX);
        shares = bound(shares, 0, MAX * 1e6);
        uint256 bought = JointMiningMath.toSharesDown(assets, principal, shares);
        assertLe(JointMiningMath.toAssetsDown(bought, principal + assets, shares + bought), assets);
        assertGe(JointMiningMath.toSharesUp(assets, principal, shares), bought, "who is paid gives at least as much");
    }

    function testFuzz_AllSharesAreNeverWorthMoreThanPrincipal(uint256 part, uint256 principal, uint256 assets) public pure {
        principal = bound(principal, 0, MAX);
        assets = bound(assets, principal, MAX);
        uint256 shares = assets * 1e6; // after any loss
        part = bound(part, 0, shares);
        uint256 one = JointMiningMath.toAssetsDown(part, principal, shares);
        assertLe(one + JointMiningMath.toAssetsDown(shares - part, principal, shares), principal);
    }

    function testFuzz_SharesCostAMillionthUntilALoss(uint256 assets, uint256 principal) public pure {
        (assets, principal) = (bound(assets, 0, MAX), bound(principal, 0, MAX));
        assertEq(JointMiningMath.toSharesDown(assets, principal, principal * 1e6), assets * 1e6);
        assertEq(JointMiningMath.toAssetsDown(assets * 1e6, principal, principal * 1e6), assets);
    }

    /// @dev Alone in a pool after a loss, an attacker rounds the price up with deposits and withdrawals, then lets a victim in.
    function test_Attack_RoundingInflatesTheShareOfAnEmptyPool() public pure {
        assertGt(_inflate(0), 1e9, "without virtual shares a victim loses");
        assertLe(_inflate(JointMiningMath.VIRTUAL_SHARES), 1, "with them it loses dust");
    }

    /// @return loss Of a victim that deposits 1.9 times the price of a share, or 1e10 where shares stayed cheap.
    function _inflate(uint256 offset) private pure returns (uint256 loss) {
        (uint256 p, uint256 s) = (3, offset == 0 ? 1 : 10);
        for (uint256 i; i < 100 && p < 1e10; ++i) {
            uint256 price = Math.ceilDiv(p + (offset == 0 ? 0 : 1), s + offset);
            uint256 assets = 2 * price - 1; // one share, at nearly twice its price
            uint256 got = Math.mulDiv(assets, s + offset, p + (offset == 0 ? 0 : 1));
            (p, s) = (p + assets, s + got);
            uint256 out = Math.mulDiv(got, p + (offset == 0 ? 0 : 1), s + offset);
            (p, s) = (p - out, s - got);
        }
        uint256 brought = offset == 0 ? p * 19 / 10 : 1e10;
        uint256 bought = Math.mulDiv(brought, s + offset, p + (offset == 0 ? 0 : 1));
        (p, s) = (p + brought, s + bought);
        return brought - Math.mulDiv(bought, p + (offset == 0 ? 0 : 1), s + offset);
    }

    // ---- the rule

    function test_GoldenShares() public pure {
        assertEq(_rep(100, 10_000, 10_000, 0, 10_000), 0, "s = 1");
        assertEq(_rep(100, 10_000, 10_000, 0, 20_000), 50, "s = 50%");
        assertEq(_rep(9_000, 10_000, 10_000, 0, 30_000), 6_000, "s = 1/3");
        assertEq(_rep(100, 10_000, 10_000, 0, 40_000), 75, "s = 25%");
        assertEq(_rep(100, 10_000, 7_500, 7_500, 7_500), 50, "half while many wait");
        assertEq(_rep(100, 10_000, 7_500, 1, 7_500), 1, "no more than waits");
        assertEq(_rep(101, 10_000, 7_500, 7_500, 7_500), 51, "half, rounded up");
        assertEq(_rep(100, 10_000, 30, 7_500, 20_000), 30, "no more than is owed");
        assertEq(_rep(100, 0, 0, 500, 20_000), 0, "nothing is owed");
    }

    function _rep(uint256 r, uint256 c, uint256 m, uint256 q, uint256 p) private pure returns (uint256) {
        return JointMiningMath.repayment(r, c, m, q, p * 86_400, 86_400, 0);
    }

    function testFuzz_RepaymentNeverExceedsIncomeOrDebtAndKeepsTheShare(
        uint256 income, uint256 cost, uint256 toRepay, uint256 queued, uint256 principal, uint256 elapsed
    ) public pure {
        (income, cost, queued) = (bound(income, 0, MAX), bound(cost, 1, MAX), bound(queued, 0, MAX));
        (toRepay, principal, elapsed) = (bound(toRepay, 0, cost), bound(principal, 1, MAX), bound(elapsed, 12 hours, 400 days));
        uint256 rep = JointMiningMath.repayment(income, cost, toRepay, queued, principal * elapsed, elapsed, 0);
        assertLe(rep, income);
        assertLe(rep, toRepay);
        if (queued == 0 && rep < toRepay && principal > cost) {
            // Users get floor(R * C / P).
            assertEq(income - rep, Math.mulDiv(income, cost, principal));
        }
    }

    function test_GuardBeginsAboveAHalfAndIsProportionalUpToOne() public pure {
        // 1,000 units that mined 700 in seven days and have 100 days left: 0.8 * 100 * 100 = 8,000.
        assertEq(_guard(4_000), 0, "g = 50%");
        assertEq(_guard(4_001), 51, "just above: ceil(100 * 4001 / 8000)");
        assertEq(_guard(6_000), 75);
        assertEq(_guard(8_000), 100);
        assertEq(_guard(50_000), 100, "g is at most 1");
        assertEq(JointMiningMath.guardedPart(100, 1, 700, 7_000, 0), 100, "no days left");
        assertEq(JointMiningMath.guardedPart(100, 1, 0, 7_000, 1_000), 100, "no income");
        assertEq(JointMiningMath.guardedPart(100, 1, 0, 0, 1_000), 0, "not begun");
    }

    function _guard(uint256 toRepay) private pure returns (uint256) {
        return JointMiningMath.guardedPart(100, toRepay, 700, 7_000, 100_000);
    }

    function testFuzz_GuardIsTheProtocolsFormulaForOneMachine(uint256 income, uint256 toRepay, uint256 week, uint256 left)
        public
        pure
    {
        (income, toRepay) = (bound(income, 0, MAX), bound(toRepay, 1, MAX));
        (week, left) = (bound(week, 1, MAX), bound(left, 1, 1080));
        uint256 units = 88_500;
        uint256 got = JointMiningMath.guardedPart(income, toRepay, week, 7 * units, left * units);
        // g = M / (0.8 * week / 7 * left) = 70 M / (8 * week * left)
        (uint256 n, uint256 d) = (70 * toRepay, 8 * week * left);
        if (2 * n <= d) assertEq(got, 0);
        else assertEq(got, n >= d ? income : Math.mulDiv(income, n, d, Math.Rounding.Ceil));
    }

    // ---- time and price

    function testFuzz_TheStreamFlowsWhollyInAnySteps(uint256 left, uint256 a, uint256 b) public pure {
        left = bound(left, 0, MAX);
        (a, b) = (bound(a, 0, 1 days), bound(b, 0, 1 days));
        uint256 first = JointMiningMath.flowed(left, a, 1 days);
        assertLe(first, left);
        if (a == 1 days) assertEq(first, left);
        else assertEq(JointMiningMath.flowed(left - first, 1 days - a, 1 days - a), left - first, "nothing stays behind");
        if (b >= a) assertGe(JointMiningMath.flowed(left, b, 1 days), first);
    }

    function test_DaysOfATermWithinAPeriod() public pure {
        assertEq(JointMiningMath.daysWithin(10, 19, 9, 19), 10);
        assertEq(JointMiningMath.daysWithin(10, 19, 12, 15), 3);
        assertEq(JointMiningMath.daysWithin(10, 19, 0, 9), 0);
        assertEq(JointMiningMath.daysWithin(10, 19, 19, 30), 0);
        assertEq(JointMiningMath.daysWithin(10, 19, 12, 11), 0);
        assertEq(JointMiningMath.daysWithin(10, 19, 12, type(uint32).max), 7);
    }

    function testFuzz_ThePriceFallsAndStaysWithinItsEnds(uint256 a, uint256 b, uint256 floor_) public pure {
        floor_ = bound(floor_, 9_000, 10_000);
        (a, b) = (bound(a, 0, 7 hours), bound(b, 0, 7 hours));
        if (a > b) (a, b) = (b, a);
        uint256 early = JointMiningMath.fallingBps(a, 10_500, floor_, 6 hours);
        uint256 late = JointMiningMath.fallingBps(b, 10_500, floor_, 6 hours);
        assertLe(early, 10_500);
        assertLe(late, early);
        assertGe(late, floor_);
    }
}
