// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The price of a pool's income
interface IIncomeOracle {
    function reward() external view returns (address);
    function asset() external view returns (address);

    /// @notice Value of `amount` reward token in the asset, rounded up. Reverts with `StalePrice` rather than answer from old data.
    function value(uint256 amount) external view returns (uint256);
}
