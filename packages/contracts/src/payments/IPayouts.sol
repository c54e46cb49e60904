// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Payments that nobody can block
/// @notice A payment is tried with bounded gas; one that fails becomes a credit, which its owner withdraws when it can. So a
/// recipient that is blacklisted, reverts, or burns gas holds up only its own money.
interface IPayouts {
    /// @notice A payment to `account` failed and waits here.
    event Credited(address indexed account, address indexed token, uint256 amount);
    /// @notice A credit of `account` was paid to `to`.
    event CreditWithdrawn(address indexed account, address indexed token, address indexed to, uint256 amount);

    /// @notice Pays the caller's credit to `to`. Never paused.
    function withdrawCredit(address token, address to) external returns (uint256 amount);

    /// @notice Pays the credit of `account` to that account. Anyone may call it; never paused.
    function withdrawCreditFor(address account, address token) external returns (uint256 amount);

    /// @notice What waits here for an account, in base units of a token.
    function credit(address token, address account) external view returns (uint256);
}
