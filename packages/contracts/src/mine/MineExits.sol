// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {JointMiningMath} from "./JointMiningMath.sol";
import {MineMachines} from "./MineMachines.sol";
import {WithdrawalQueue} from "./WithdrawalQueue.sol";

/// @title Ways out of a pool
/// @dev None of them can be paused. Tickets are credited, not sent: an account that can't receive holds up nobody behind it.
abstract contract MineExits is MineMachines {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;
    using WithdrawalQueue for WithdrawalQueue.Queue;

    // ---- constants

    uint256 internal constant PAY_PER_CALL = 10; // tickets that others' calls pay on the way
    uint256 internal constant MAX_PAY = 100;

    // ---- entry points

    function withdraw(uint256 shares) external nonReentrant returns (uint256 paid, uint256 ticketId) {
        if (shares == 0) revert Errors.ZeroAmount();
        _requireAged(_positions[msg.sender]);
        _advance();
        bool held = _held();
        if (!held) _payTickets(PAY_PER_CALL);
        Position storage position = _credit(msg.sender);
        _requireServable(shares, position.shares - position.queued);

        uint256 burned;
        if (!held && _queue.isEmpty()) (paid, burned) = _payFor(shares);
        ticketId = type(uint256).max;
        if (burned != shares) {
            uint128 rest = (shares - burned).toUint128();
            position.queued += rest;
            ticketId = _queue.push(msg.sender, rest);
            emit WithdrawalQueued(ticketId, msg.sender, rest);
        }
        if (burned != 0) {
            _burn(position, burned, paid);
            emit Withdrawn(msg.sender, paid, burned);
        }
        if (paid != 0) ASSET.safeTransfer(msg.sender, paid);
    }

    function claim(address to) external virtual nonReentrant returns (uint256 amount) {
        if (to == address(0)) revert Errors.ZeroAddress();
        _flow();
        Position storage position = _credit(msg.sender);
        amount = position.due;
        if (amount == 0) revert Errors.NothingToPay();
        position.due = 0;
        emit Claimed(msg.sender, to, amount);
        ASSET.safeTransfer(to, amount);
    }

    function payQueue(uint256 max) external nonReentrant returns (uint256 count) {
        _requireWithin(max, 1, MAX_PAY);
        if (_held()) revert Errors.PoolHeld();
        _advance();
        return _payTickets(max);
    }

    function collectFees() external nonReentrant returns (uint256 amount) {
        amount = _feeOwed;
        if (amount == 0) revert Errors.NothingToPay();
        _feeOwed = 0;
        emit FeesCollected(_params.router, amount);
        ASSET.safeTransfer(_params.router, amount);
    }

    // ---- internals

    /// @dev Pays tickets from the front while there is liquidity. Call after `_advance`, and never while held.
    function _payTickets(uint256 max) internal returns (uint256 count) {
        while (count < max && !_queue.isEmpty()) {
            (uint256 id, address account, uint128 shares) = _queue.front();
            (uint256 paid, uint256 burned) = _payFor(shares);
            if (burned == 0) break;
            Position storage position = _credit(account);
            position.queued -= uint128(burned);
            _queue.take(uint128(burned));
            _burn(position, burned, paid);
            _sendTicket(position, account, paid);
            emit WithdrawalPaid(id, account, paid, burned);
            if (burned != shares) break;
            ++count;
        }
    }

    /// @dev What liquidity pays for shares, and how many that uses up: rounded against who leaves.
    function _payFor(uint256 shares) private view returns (uint256 paid, uint256 burned) {
        (paid, burned) = (_valueOf(shares), shares);
        if (paid <= _liquidity) return (paid, burned);
        paid = _liquidity;
        burned = Math.min(shares, JointMiningMath.toSharesUp(paid, _principal(), _totalShares));
    }

    function _burn(Position storage position, uint256 shares, uint256 paid) private {
        position.shares -= uint128(shares);
        _totalShares -= uint128(shares);
        _liquidity -= uint128(paid);
        if (_totalShares == 0) _closeOut();
    }

    function _sendTicket(Position storage position, address, uint256 paid) internal virtual {
        position.due = (position.due + paid).toUint128();
    }

    /// @dev The last share left: what is not theirs any more (the rest of the stream, dust) is the router's, and nothing is owed
    /// to the pool's principal.
    function _closeOut() internal {
        _feeOwed = (uint256(_feeOwed) + _streamLeft + _windfall + _liquidity).toUint128();
        (_streamLeft, _windfall, _liquidity, _toRepay, _cost) = (0, 0, 0, 0, 0);
        for (uint256 i; i < _ids.length; ++i) _machineOf[_ids[i]].outstanding = 0;
    }

    /// @dev Against flash deposits: who joins in a block leaves in a later one.
    function _requireAged(Position storage position) internal view virtual {
        if (position.depositBlock == block.number) revert Errors.DepositedThisBlock(msg.sender);
    }

    /// @dev Against dust: a ticket costs more to make than to serve.
    function _requireServable(uint256 shares, uint256 free) internal view virtual {
        if (shares > free) revert Errors.NotEnoughShares(shares, free);
        uint256 min = _params.minDeposit;
        if (shares == free) return;
        if (_valueOf(shares) < min || _valueOf(free - shares) < min) revert Errors.TicketTooSmall(min);
    }
}
