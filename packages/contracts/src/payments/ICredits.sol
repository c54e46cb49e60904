// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Money that could not be sent
/// @notice A payment is tried; an account that can't receive it is credited instead, so that it holds up nobody else.
interface ICredits {
    /// @notice `amount` of `token` waits for an account: the transfer failed, or fees are collected.
    event Credited(address indexed account, address indexed token, uint256 amount);
    /// @notice An account took out what was credited to it.
    event CreditWithdrawn(address indexed account, address indexed token, address to, uint256 amount);

    /// @notice Sends what was credited to the caller in one token to an address of its choice. Never paused.
    function withdrawCredit(address token, address to) external returns (uint256 amount);

    /// @notice Sends an account what was credited to it in one token. Anyone may call it; never paused.
    function withdrawCreditFor(address account, address token) external returns (uint256 amount);

    /// @notice What waits for an account, base units of the token.
    function creditOf(address token, address account) external view returns (uint256);
}
