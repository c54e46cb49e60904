// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Bitcoin's difficulty and subsidy by day
interface IDifficultySource {
    /// @notice The range of difficulty and block subsidy that held during a UTC day.
    /// @param day UTC day number.
    /// @return known False while the source can't tell yet; the rest is then zero.
    /// @return minDifficulty Lowest difficulty of the day, as an integer.
    /// @return maxDifficulty Highest of the day.
    /// @return minSubsidy Lowest block subsidy of the day, satoshi.
    /// @return maxSubsidy Highest of the day.
    function rangeOf(uint32 day)
        external
        view
        returns (bool known, uint256 minDifficulty, uint256 maxDifficulty, uint64 minSubsidy, uint64 maxSubsidy);
}
