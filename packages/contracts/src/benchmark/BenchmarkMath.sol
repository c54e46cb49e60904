// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The figures of the benchmark, free of storage
library BenchmarkMath {
    // ---- constants

    uint256 internal constant BPS = 10_000;
    /// @dev A miner must pay 80% of the benchmark ...
    uint256 internal constant REQUIRED_OF_VALUE = 8_000;
    /// @dev ... but never more than 90% of what the chain itself proves, so that no number of attestors can fail a miner that
    /// pays what the chain pays.
    uint256 internal constant REQUIRED_OF_POW = 9_000;
    uint256 internal constant MOST_OVER_POW = 12_500;
    uint256 internal constant JUMP_DOWN = 8_000;
    uint256 internal constant JUMP_UP = 12_000;
    /// @dev Seconds a day x hashes a second of one unit (1 GH/s) x 10^30 / 10^8 (satoshi to bitcoin).
    uint256 internal constant POW_SCALE = 86_400 * 1e9 * 1e22;

    // ---- internals

    /// @notice What one unit is expected to mine in a day: 86400 * 10^9 * subsidy / (difficulty * 2^32), BTC x 10^30, rounded down.
    /// @param subsidy Satoshi a block.
    /// @param difficulty Not zero, at most 2^200.
    function powOf(uint256 subsidy, uint256 difficulty) internal pure returns (uint256) {
        return POW_SCALE * subsidy / (difficulty << 32);
    }

    /// @notice Fits a value into what difficulty and subsidy prove: at least the least, at most the most and a quarter for fees.
    function clamp(uint256 value, uint256 powMin, uint256 powMax) internal pure returns (uint256) {
        return Math.min(Math.max(value, powMin), powMax * MOST_OVER_POW / BPS);
    }

    /// @notice A value over the proven range, x 10^4: 10^4 inside it. A halving or a retarget moves the range, not the ratio.
    function ratioOf(uint256 value, uint256 powMax) internal pure returns (uint16) {
        return value <= powMax ? uint16(BPS) : uint16(value * BPS / powMax);
    }

    /// @notice Whether a value lies more than 20% from yesterday's.
    /// @param low What stands for yesterday's at the lower end.
    /// @param high The same at the upper end.
    function jumps(uint256 value, uint256 low, uint256 high) internal pure returns (bool) {
        return value * BPS < low * JUMP_DOWN || value * BPS > high * JUMP_UP;
    }

    /// @notice What a miner must have paid, x 10^4 per unit.
    /// @param powMin 0 when nothing is proven.
    function required(uint256 value, uint256 powMin) internal pure returns (uint256 amount) {
        amount = value * REQUIRED_OF_VALUE;
        if (powMin != 0) amount = Math.min(amount, powMin * REQUIRED_OF_POW);
    }

    /// @notice The median of the first `count` values, which it sorts; of an even number the mean of the middle two, rounded down.
    /// @param count 1 to 7.
    function median(uint256[7] memory values, uint256 count) internal pure returns (uint256) {
        for (uint256 i = 1; i < count; ++i) {
            uint256 value = values[i];
            uint256 at = i;
            for (; at != 0 && values[at - 1] > value; --at) {
                values[at] = values[at - 1];
            }
            values[at] = value;
        }
        return (values[(count - 1) / 2] + values[count / 2]) / 2;
    }
}
