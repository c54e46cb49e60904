// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The price of a pool's income
interface IIncomeOracle {
    function reward() external view returns (address);
    function asset() external view returns (address);

    /// @notice Value of `amount` reward token in the asset, rounded up. Reverts with `StalePrice` rather than answer from old data.
    function value(uint256 amount) external view returns (uint256);

    /// @notice How fresh the prices are, in unix seconds. Reverts with `StalePrice` where `value` would.
    /// @return fedAt When the latest of them was answered: all have been fresh since.
    /// @return staleAt Until when none is stale, if no answer comes.
    /// @return upSince Since when the sequencer has been trusted; 0 without one.
    function freshness() external view returns (uint256 fedAt, uint256 staleAt, uint256 upSince);
}
