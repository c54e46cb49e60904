// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The arithmetic of lending
/// @notice Every number of a loan as a pure function: rate, interest, value, auction price. Rounding is in the names.
/// @dev Rates and utilisation are x 10^9. Amounts are base units of the asset, below 2^128, unless said otherwise.
library LoanMath {
    // ---- constants

    uint256 internal constant BPS = 10_000;
    uint256 internal constant RATE_SCALE = 1e9;
    /// @dev Principal x rate x seconds over this is interest: 10^9 x a year of 365 days.
    uint256 internal constant INTEREST_SCALE = 1e9 * 365 days;
    /// @dev Prices are of this many whole reward tokens, so that a cheap token's price keeps its digits.
    uint256 internal constant PRICE_COINS = 1e9;
    /// @dev Benchmark figures are x 10^30.
    uint256 internal constant BENCHMARK_SCALE = 1e30;
    uint256 internal constant HALF_LIFE = 6 hours;

    // ---- rate

    /// @notice Debt over idle money and debt, x 10^9, rounded up.
    function utilisationUp(uint256 debt, uint256 total) internal pure returns (uint256) {
        return total == 0 ? 0 : Math.ceilDiv(debt * RATE_SCALE, total);
    }

    /// @notice The kinked curve: `base + slope1 * u / kink` up to the kink, `base + slope1 + slope2 * (u - kink) / (1 - kink)` above, each
    /// quotient rounded up.
    /// @param utilisation x 10^9, at most 10^9.
    /// @return Yearly rate x 10^9.
    function rateUp(uint256 utilisation, uint256 kinkBps, uint256 baseBps, uint256 slope1Bps, uint256 slope2Bps)
        internal
        pure
        returns (uint256)
    {
        uint256 unit = RATE_SCALE / BPS;
        uint256 kink = kinkBps * unit;
        if (utilisation <= kink) return baseBps * unit + Math.ceilDiv(slope1Bps * unit * utilisation, kink);
        uint256 steep = Math.ceilDiv(slope2Bps * unit * (utilisation - kink), RATE_SCALE - kink);
        return (baseBps + slope1Bps) * unit + steep;
    }

    // ---- interest

    /// @notice Simple interest on `principal` for `elapsed` seconds, rounded up.
    function interestUp(uint256 principal, uint256 rate, uint256 elapsed) internal pure returns (uint256) {
        return Math.ceilDiv(principal * rate * elapsed, INTEREST_SCALE);
    }

    // ---- value

    /// @notice Days `first` to `last`, both counted, in halves: two before `halvingDay`, one from it on.
    function halfDays(uint256 first, uint256 last, uint256 halvingDay) internal pure returns (uint256) {
        if (last < first) return 0;
        uint256 count = last - first + 1;
        return count + Math.min(count, Math.saturatingSub(halvingDay, first));
    }

    /// @notice `units * b * days * price * bps`, rounded down once.
    /// @param benchmark b, reward asset x 10^30 per unit and day.
    /// @param halves Days in halves, see `halfDays`.
    /// @param price Of 10^9 whole reward tokens.
    /// @param bps The part that counts.
    function incomeValueDown(uint256 units, uint256 benchmark, uint256 halves, uint256 price, uint256 bps)
        internal
        pure
        returns (uint256)
    {
        return Math.mulDiv(units * benchmark * halves, price * bps, 2 * BENCHMARK_SCALE * PRICE_COINS * BPS);
    }

    /// @notice RF: what the escrow still holds for an NFT on `day` if every day of its term that has not settled by then is delivered.
    /// @dev `q * (endDay - day + missed) + r`: what is undelivered now less a slice for each unsettled day up to `day`.
    /// @param undelivered `q * (term - earned days) + r`, what a refund would be now.
    /// @param settled Last settled day of its fleet.
    /// @param day Not after `endDay` counts as `endDay`.
    function refundFloorDown(uint256 undelivered, uint256 q, uint256 settled, uint256 startDay, uint256 endDay, uint256 day)
        internal
        pure
        returns (uint256)
    {
        uint256 from = Math.max(settled, startDay - 1);
        uint256 open = Math.saturatingSub(Math.min(day, endDay), from);
        return Math.saturatingSub(undelivered, q * open);
    }

    // ---- auction

    /// @notice What an auction starts at: 110% of the greater of the income left and the refund, rounded up.
    function startPriceUp(uint256 income, uint256 refundNow) internal pure returns (uint256) {
        return Math.ceilDiv(Math.max(income, refundNow) * 11, 10);
    }

    /// @notice A price that halves every six hours, linear between, rounded up once.
    function fallingPriceUp(uint256 startPrice, uint256 elapsed) internal pure returns (uint256) {
        uint256 halvings = elapsed / HALF_LIFE;
        if (halvings > 127) return startPrice == 0 ? 0 : 1;
        uint256 left = 2 * HALF_LIFE - elapsed % HALF_LIFE;
        return Math.ceilDiv(startPrice * left, 2 * HALF_LIFE << halvings);
    }

    /// @notice The least an auction asks: a quarter of the refund of today, at least one base unit, rounded up.
    function floorPriceUp(uint256 refundNow) internal pure returns (uint256) {
        return Math.max(1, Math.ceilDiv(refundNow, 4));
    }
}
