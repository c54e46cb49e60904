// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The arithmetic of joint mining
/// @notice Every number of the rule, as pure functions: shares, repayment, guard, streaming, and the price of a lot of income.
/// @dev Amounts are base units of the pool's asset, below 2^128, unless said otherwise. Nothing is rounded before the last step.
library JointMiningMath {
    // ---- constants

    uint256 internal constant BPS = 10_000;
    /// @dev Shares per base unit at the start, and shares nobody owns: an attacker would have to give a million times what a
    /// victim's rounding could lose (the offset of OpenZeppelin's ERC-4626).
    uint256 internal constant VIRTUAL_SHARES = 1e6;
    /// @dev Scale of the income accumulator: with amounts below 2^128 nothing overflows, and a share loses less than 1e-36.
    uint256 internal constant ACC_SCALE = 1e36;

    // ---- shares

    /// @notice Shares for a deposit of `assets` into a pool of `principal` and `shares`, rounded down.
    function toSharesDown(uint256 assets, uint256 principal, uint256 shares) internal pure returns (uint256) {
        return Math.mulDiv(assets, shares + VIRTUAL_SHARES, principal + 1);
    }

    /// @notice Shares that a payment of `assets` costs, rounded up.
    function toSharesUp(uint256 assets, uint256 principal, uint256 shares) internal pure returns (uint256) {
        return Math.mulDiv(assets, shares + VIRTUAL_SHARES, principal + 1, Math.Rounding.Ceil);
    }

    /// @notice What `part` of the shares are worth, rounded down.
    function toAssetsDown(uint256 part, uint256 principal, uint256 shares) internal pure returns (uint256) {
        return Math.mulDiv(part, principal + 1, shares + VIRTUAL_SHARES);
    }

    // ---- the rule

    /// @notice What of an income `R` repays machines: `min(M, max(ceil(R * (1 - s)), min(Q, ceil(R / 2)), guarded))`, with
    /// `s = P <= C ? 1 : C / P`. Nothing while there is nothing to repay.
    /// @param income R.
    /// @param cost C, the original cost of the machines not repaid yet: with `toRepay` in its place the share would rise as debt falls.
    /// @param toRepay M.
    /// @param queued Q, the value of the shares in the queue.
    /// @param principalSeconds The sum of P x seconds over `elapsed`, so that P is a mean and a deposit around a settlement can't move it.
    /// @param elapsed Seconds.
    /// @param guarded From `guardedPart`.
    function repayment(
        uint256 income, uint256 cost, uint256 toRepay, uint256 queued, uint256 principalSeconds, uint256 elapsed, uint256 guarded
    ) internal pure returns (uint256) {
        if (toRepay == 0) return 0;
        uint256 covered = cost * elapsed;
        uint256 byShare = principalSeconds <= covered
            ? 0
            : Math.mulDiv(income, principalSeconds - covered, principalSeconds, Math.Rounding.Ceil);
        uint256 byQueue = Math.min(queued, Math.ceilDiv(income, 2));
        return Math.min(toRepay, Math.max(Math.max(byShare, byQueue), guarded));
    }

    /// @notice What the guard takes of an income for machines that may not repay within their terms: with
    /// `g = M / (0.8 * 7-day income * days left)`, nothing up to g = 50%, then `ceil(income * min(1, g))`.
    /// @dev Income per unit and day over the last days, times the unit-days to come: with one machine that is exactly the mean
    /// of seven days times the days left, and buying a further one changes nothing about it.
    /// @param recentIncome Mined in the last seven settled days.
    /// @param recentUnitDays Units x days that mined it.
    /// @param unitDaysLeft Units x days that the running machines have left.
    function guardedPart(uint256 income, uint256 toRepay, uint256 recentIncome, uint256 recentUnitDays, uint256 unitDaysLeft)
        internal
        pure
        returns (uint256)
    {
        uint256 owed = 10 * toRepay * recentUnitDays;
        uint256 expected = 8 * recentIncome * unitDaysLeft;
        if (2 * owed <= expected) return 0;
        return owed >= expected ? income : Math.mulDiv(income, owed, expected, Math.Rounding.Ceil);
    }

    // ---- time

    /// @notice What of a stream has flowed after `elapsed` of its remaining `duration`, in seconds, rounded down.
    function flowed(uint256 left, uint256 elapsed, uint256 duration) internal pure returns (uint256) {
        return elapsed >= duration ? left : left * elapsed / duration;
    }

    /// @notice Days of a machine's term `[start, end]` that fall into `(after_, through]`.
    function daysWithin(uint256 start, uint256 end, uint256 after_, uint256 through) internal pure returns (uint256) {
        uint256 first = Math.max(start, after_ + 1);
        uint256 last = Math.min(end, through);
        return last < first ? 0 : last - first + 1;
    }

    // ---- the sale of income

    /// @notice A falling price in basis points of the oracle's: linear from `start` to `floor_` over `duration`, rounded up.
    function fallingBps(uint256 elapsed, uint256 start, uint256 floor_, uint256 duration) internal pure returns (uint256) {
        if (elapsed >= duration) return floor_;
        return start - (start - floor_) * elapsed / duration;
    }
}
