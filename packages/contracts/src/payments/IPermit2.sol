// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The part of Permit2's AllowanceTransfer that the protocol uses
interface IPermit2 {
    /// @notice What an owner allows a spender for one token.
    struct PermitDetails {
        address token;
        uint160 amount;
        uint48 expiration; // unix seconds
        uint48 nonce;
    }

    /// @notice The signed message.
    struct PermitSingle {
        PermitDetails details;
        address spender;
        uint256 sigDeadline; // unix seconds
    }

    /// @notice Records an allowance by the owner's signature.
    function permit(address owner, PermitSingle calldata permitSingle, bytes calldata signature) external;

    /// @notice Moves a token on the allowance the owner gave the caller.
    function transferFrom(address from, address to, uint160 amount, address token) external;

    /// @notice The allowance of a spender, when it expires and the next nonce.
    function allowance(address owner, address token, address spender)
        external
        view
        returns (uint160 amount, uint48 expiration, uint48 nonce);
}
