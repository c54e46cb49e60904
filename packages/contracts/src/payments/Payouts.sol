// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Errors} from "../Errors.sol";
import {IPayouts} from "./IPayouts.sol";

/// @title Payments that are tried, else credited
abstract contract Payouts is IPayouts, ReentrancyGuardTransient {
    // ---- constants

    /// @dev For one token transfer: a recipient's hook can't use up a transaction.
    uint256 internal constant PAY_GAS = 150_000;

    // ---- storage

    mapping(address token => mapping(address account => uint256)) public credit;

    // ---- entry points

    function withdrawCredit(address token, address to) external nonReentrant returns (uint256 amount) {
        return _withdrawCredit(token, msg.sender, to);
    }

    function withdrawCreditFor(address account, address token) external nonReentrant returns (uint256 amount) {
        return _withdrawCredit(token, account, account);
    }

    // ---- internals

    /// @dev Never reverts because of the recipient or the token.
    function _pay(address token, address account, uint256 amount) internal virtual {
        if (amount == 0 || _tryTransfer(token, account, amount)) return;
        credit[token][account] += amount;
        emit Credited(account, token, amount);
    }

    /// @dev True when the token moved: no revert, and nothing or `true` returned. Of what it returns one word is read, however
    /// long it is. A caller can't starve the transfer of gas to turn a payment into a credit.
    function _tryTransfer(address token, address to, uint256 amount) internal virtual returns (bool ok) {
        uint256 needed = PAY_GAS * 64 / 63 + 5_000;
        if (gasleft() < needed) revert Errors.MoreGasNeeded(needed);
        bytes memory data = abi.encodeCall(IERC20.transfer, (to, amount));
        assembly ("memory-safe") {
            mstore(0, 0)
            ok := call(PAY_GAS, token, 0, add(data, 32), mload(data), 0, 32)
            ok := and(ok, or(iszero(returndatasize()), and(gt(returndatasize(), 31), eq(mload(0), 1))))
        }
    }

    /// @dev When the token still refuses it reverts, and the credit stays.
    function _withdrawCredit(address token, address account, address to) private returns (uint256 amount) {
        if (to == address(0)) revert Errors.ZeroAddress();
        amount = credit[token][account];
        if (amount == 0) revert Errors.NothingToPay();
        credit[token][account] = 0;
        emit CreditWithdrawn(account, token, to, amount);
        if (!_tryTransfer(token, to, amount)) revert Errors.TransferFailed(token, to);
    }
}
