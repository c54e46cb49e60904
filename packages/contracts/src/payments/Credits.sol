// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Errors} from "../Errors.sol";
import {ICredits} from "./ICredits.sol";

/// @title Payments that are tried, else credited
/// @dev The contract's balance of a token must cover its credits and whatever else it keeps: a caller pays out only what
/// arrived. Entry points that pay are `nonReentrant`.
abstract contract Credits is ICredits, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    // ---- constants

    /// @dev Enough for any honest token, too little to burn a transaction; nothing of what it returns beyond a word is copied.
    uint256 internal constant PAY_GAS = 150_000;
    /// @dev What must be left so that PAY_GAS is really passed on: else a caller could make any payment fail.
    uint256 internal constant PAY_GAS_LEFT = PAY_GAS * 64 / 63 + 5_000;

    // ---- storage

    mapping(address token => mapping(address account => uint256)) internal _credits;

    // ---- entry points

    /// @inheritdoc ICredits
    function withdrawCredit(address token, address to) external nonReentrant returns (uint256 amount) {
        return _withdraw(token, msg.sender, to);
    }

    /// @inheritdoc ICredits
    function withdrawCreditFor(address account, address token) external nonReentrant returns (uint256 amount) {
        return _withdraw(token, account, account);
    }

    // ---- views

    /// @inheritdoc ICredits
    function creditOf(address token, address account) external view returns (uint256) {
        return _credits[token][account];
    }

    // ---- internals

    function _pay(address token, address account, uint256 amount) internal virtual {
        if (amount != 0 && !_tryTransfer(token, account, amount)) _addCredit(token, account, amount);
    }

    function _addCredit(address token, address account, uint256 amount) internal {
        _credits[token][account] += amount;
        emit Credited(account, token, amount);
    }

    /// @dev True when the token moved: no revert, and nothing or `true` returned. What is owed to this contract can't leave it.
    function _tryTransfer(address token, address to, uint256 amount) internal virtual returns (bool ok) {
        if (to == address(this)) return false;
        if (gasleft() < PAY_GAS_LEFT) revert Errors.MoreGasNeeded(PAY_GAS_LEFT);
        bytes memory data = abi.encodeCall(IERC20.transfer, (to, amount));
        assembly ("memory-safe") {
            mstore(0, 0)
            ok := call(PAY_GAS, token, 0, add(data, 32), mload(data), 0, 32)
            ok := and(ok, or(iszero(returndatasize()), and(gt(returndatasize(), 31), eq(mload(0), 1))))
        }
    }

    /// @dev With all gas: who withdraws pays for it, and a token that needs more than PAY_GAS would keep its credits for ever.
    function _sendCredit(address token, address to, uint256 amount) internal virtual returns (bool ok) {
        return IERC20(token).trySafeTransfer(to, amount);
    }

    function _withdraw(address token, address account, address to) private returns (uint256 amount) {
        amount = _credits[token][account];
        if (amount == 0) revert Errors.NothingToPay();
        if (to == address(0) || to == address(this)) revert Errors.TransferFailed(token, to);
        _credits[token][account] = 0;
        emit CreditWithdrawn(account, token, to, amount);
        if (!_sendCredit(token, to, amount)) revert Errors.TransferFailed(token, to);
    }
}
