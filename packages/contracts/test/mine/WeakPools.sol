// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {JointMiningMath} from "../../src/mine/JointMiningMath.sol";
import {IJointMiningPool} from "../../src/mine/IJointMiningPool.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {MineExits} from "../../src/mine/MineExits.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";

/// @dev Which defence a copy of the pool lacks.
enum Lack {
    Nothing,
    CostInTheShare, // the rejected variant: the share falls with the debt
    SameBlockRule,
    CountedLiquidity, // reads its balance
    RoundingDown,
    Stream, // pays income out at once
    Interval, // settles again at once
    MeanPrincipal, // takes P of the moment
    QueueBound, // half of the income while anybody waits
    LeastTicket,
    Hold,
    HandOver,
    PullPayment, // sends tickets
    Order, // claims pay before they count, without a guard
    LastIncome, // leaves a retired machine's last income to the next settlement
    SlowWindfall, // shares a refund out at once
    StreamTail, // lets later days' income end with a backlog's stream
    HoldMark // keeps the mark of a hold that ended
}

/// @dev A copy of the pool that lacks one defence: an attack that works on it, and not on the pool, is stopped by that defence.
contract WeakPool is JointMiningPool {
    using SafeERC20 for IERC20;

    Lack internal immutable LACK;

    constructor(
        Lack lack,
        address owner_,
        IHashpower hashpower_,
        IPrimarySale sale_,
        IERC20 asset_,
        IERC20 reward_,
        address router_,
        address guardian_
    ) JointMiningPool(owner_, hashpower_, sale_, asset_, reward_, router_, guardian_) {
        LACK = lack;
    }

    function claim(address to) external override(IJointMiningPool, MineExits) returns (uint256 amount) {
        _flow();
        Position storage position = _credit(msg.sender);
        amount = position.due;
        if (LACK != Lack.Order) position.due = 0;
        ASSET.safeTransfer(to, amount);
        position.due = 0;
    }

    function _principal() internal view override returns (uint256) {
        if (LACK == Lack.CountedLiquidity) return ASSET.balanceOf(address(this)) + _toRepay;
        return super._principal();
    }

    function _toShares(uint256 assets) internal view override returns (uint256) {
        if (LACK == Lack.RoundingDown) return JointMiningMath.toSharesUp(assets, _principal(), _totalShares) + 1e7;
        if (LACK == Lack.CountedLiquidity) {
            // What the deposit brought is in the balance already.
            uint256 before = _principal() - assets;
            return before == 0 ? assets : assets * _totalShares / before;
        }
        return super._toShares(assets);
    }

    function _valueOf(uint256 shares) internal view override returns (uint256) {
        if (LACK != Lack.CountedLiquidity) return super._valueOf(shares);
        return _totalShares == 0 ? 0 : shares * _principal() / _totalShares;
    }

    function _principalSecondsNow() internal view override returns (uint176) {
        if (LACK == Lack.MeanPrincipal) return uint176(_principal() * (block.timestamp - _settledAt));
        return super._principalSecondsNow();
    }

    function _pour(uint256 amount, uint256 duration) internal override {
        if (LACK == Lack.StreamTail) {
            _streamLeft += uint128(amount);
            _streamEnd = uint40(Math.max(_streamEnd, block.timestamp + duration));
            return;
        }
        if (LACK != Lack.Stream) return super._pour(amount, duration);
        _acc += amount * JointMiningMath.ACC_SCALE / _totalShares;
    }

    function _repaymentOf(uint256 income, uint256 unitDaysLeft) internal view override returns (uint256) {
        uint256 elapsed = block.timestamp - _settledAt;
        if (LACK == Lack.CostInTheShare) {
            return JointMiningMath.repayment(income, _toRepay, _toRepay, 0, _principalSeconds, elapsed, 0);
        }
        uint256 amount = super._repaymentOf(income, unitDaysLeft);
        if (LACK != Lack.QueueBound || _queue.shares == 0) return amount;
        return Math.min(_toRepay, Math.max(amount, Math.ceilDiv(income, 2)));
    }

    function _nextSettlement() internal view override returns (uint256) {
        return LACK == Lack.Interval ? 0 : super._nextSettlement();
    }

    function _requireAged(Position storage position) internal view override {
        if (LACK != Lack.SameBlockRule) super._requireAged(position);
    }

    function _requireServable(uint256 shares, uint256 free) internal view override {
        if (LACK != Lack.LeastTicket) super._requireServable(shares, free);
    }

    function _held() internal override returns (bool) {
        return LACK != Lack.Hold && super._held();
    }

    function _abandoned() internal view override returns (bool) {
        return LACK != Lack.HandOver && super._abandoned();
    }

    function _windfallPart(uint256 daysCount) internal view override returns (uint256) {
        return LACK == Lack.SlowWindfall ? _windfall : super._windfallPart(daysCount);
    }

    function _lastIncome(uint256 id) internal override returns (uint256) {
        return LACK == Lack.LastIncome ? 0 : super._lastIncome(id);
    }

    function _requireHealthy() internal override {
        uint40 mark = _heldSince;
        super._requireHealthy();
        if (LACK == Lack.HoldMark) _heldSince = mark;
    }

    function _sendTicket(Position storage position, address account, uint256 paid) internal override {
        if (LACK != Lack.PullPayment) return super._sendTicket(position, account, paid);
        ASSET.safeTransfer(account, paid);
    }
}
