// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IPermit2} from "../payments/IPermit2.sol";

/// @title Permit2's allowances for local chains
/// @notice An own, minimal implementation of the part of Permit2 that the protocol uses, for chains where the canonical
/// contract is not deployed. Never deploy it where money is: use the canonical one at 0x000000000022D473030F116dDEE9F6B43aC78BA3.
/// @dev No constructor and no immutables: its runtime code works at any address it is placed at. Its errors are those wallets and
/// libraries know from the canonical contract, which is why they are not among the protocol's own.
contract Permit2 is IPermit2 {
    using SafeERC20 for IERC20;

    // ---- errors of the canonical contract

    /// @notice The allowance has expired. Ask the owner for a new one.
    error AllowanceExpired(uint256 deadline);
    /// @notice The allowance is smaller than the amount. Ask the owner for more.
    error InsufficientAllowance(uint256 amount);
    /// @notice The signature has expired. Ask the owner to sign again.
    error SignatureExpired(uint256 signatureDeadline);
    /// @notice The nonce was used or is not the next. Read `allowance` and sign with the nonce there.
    error InvalidNonce();
    /// @notice The signature is not the owner's for this message, chain and contract.
    error InvalidSigner();

    // ---- types and constants

    struct Allowed {
        uint160 amount;
        uint48 expiration;
        uint48 nonce;
    }

    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,uint256 chainId,address verifyingContract)");
    bytes32 internal constant DETAILS_TYPEHASH =
        keccak256("PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)");
    bytes32 internal constant PERMIT_TYPEHASH = keccak256(
        "PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)"
    );

    // ---- storage

    mapping(address owner => mapping(address token => mapping(address spender => Allowed))) internal _allowances;

    // ---- events

    /// @notice An owner allowed a spender directly.
    event Approval(
        address indexed owner, address indexed token, address indexed spender, uint160 amount, uint48 expiration
    );
    /// @notice An owner allowed a spender by signature.
    event Permit(
        address indexed owner,
        address indexed token,
        address indexed spender,
        uint160 amount,
        uint48 expiration,
        uint48 nonce
    );

    // ---- entry points

    /// @notice Allows a spender up to `amount` of the caller's tokens.
    /// @param expiration Unix seconds; 0 means this block only.
    function approve(address token, address spender, uint160 amount, uint48 expiration) external {
        Allowed storage allowed = _allowances[msg.sender][token][spender];
        allowed.amount = amount;
        allowed.expiration = expiration == 0 ? uint48(block.timestamp) : expiration;
        emit Approval(msg.sender, token, spender, amount, expiration);
    }

    /// @inheritdoc IPermit2
    function permit(address owner, PermitSingle calldata permitSingle, bytes calldata signature) external {
        PermitDetails calldata details = permitSingle.details;
        if (block.timestamp > permitSingle.sigDeadline) revert SignatureExpired(permitSingle.sigDeadline);
        if (!SignatureChecker.isValidSignatureNow(owner, _digest(permitSingle), signature)) revert InvalidSigner();
        Allowed storage allowed = _allowances[owner][details.token][permitSingle.spender];
        if (allowed.nonce != details.nonce) revert InvalidNonce();
        allowed.nonce = details.nonce + 1;
        allowed.amount = details.amount;
        allowed.expiration = details.expiration == 0 ? uint48(block.timestamp) : details.expiration;
        emit Permit(owner, details.token, permitSingle.spender, details.amount, details.expiration, details.nonce);
    }

    /// @inheritdoc IPermit2
    function transferFrom(address from, address to, uint160 amount, address token) external {
        Allowed storage allowed = _allowances[from][token][msg.sender];
        if (block.timestamp > allowed.expiration) revert AllowanceExpired(allowed.expiration);
        // The canonical contract, too, treats the largest number as without limit.
        if (allowed.amount != type(uint160).max) {
            if (amount > allowed.amount) revert InsufficientAllowance(allowed.amount);
            allowed.amount -= amount;
        }
        IERC20(token).safeTransferFrom(from, to, amount);
    }

    // ---- views

    /// @inheritdoc IPermit2
    function allowance(address owner, address token, address spender)
        external
        view
        returns (uint160 amount, uint48 expiration, uint48 nonce)
    {
        Allowed memory allowed = _allowances[owner][token][spender];
        return (allowed.amount, allowed.expiration, allowed.nonce);
    }

    /// @notice The EIP-712 domain separator at this address on this chain.
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256("Permit2"), block.chainid, address(this)));
    }

    // ---- internals

    function _digest(PermitSingle calldata permitSingle) private view returns (bytes32) {
        bytes32 details = keccak256(abi.encode(DETAILS_TYPEHASH, permitSingle.details));
        bytes32 message =
            keccak256(abi.encode(PERMIT_TYPEHASH, details, permitSingle.spender, permitSingle.sigDeadline));
        return MessageHashUtils.toTypedDataHash(DOMAIN_SEPARATOR(), message);
    }
}
