// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {SelfPermit} from "../payments/SelfPermit.sol";
import {IPrimarySale} from "../sale/IPrimarySale.sol";
import {MachineDesk} from "./MachineDesk.sol";
import {IIncomeSale} from "./IIncomeSale.sol";
import {IncomeSale} from "./IncomeSale.sol";
import {IJointMiningPool} from "./IJointMiningPool.sol";
import {JointMiningMath} from "./JointMiningMath.sol";
import {WithdrawalQueue} from "./WithdrawalQueue.sol";

/// @title Storage of a joint-mining pool, its shares, and its clocks
/// @dev Liquidity is counted, never read from a balance: a donation moves nothing.
abstract contract MineBase is IJointMiningPool, SelfPermit, Ownable, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;
    using WithdrawalQueue for WithdrawalQueue.Queue;

    // ---- types

    struct Position {
        uint128 shares; // free and queued
        uint128 queued;
        uint256 acc; // of `_acc`, up to which income was credited
        uint128 due; // income and paid tickets, the asset
        uint64 depositBlock;
    }

    struct DayIncome {
        uint128 income; // mined, the asset
        uint128 unitDays;
    }

    // ---- constants

    uint256 internal constant BPS = 10_000;
    uint256 internal constant WEEK = 7;
    uint256 internal constant WINDFALL_DAYS = 30;

    // ---- storage

    IHashpower internal immutable HASHPOWER;
    MachineDesk internal immutable DESK;
    IIncomeSale internal immutable INCOME_SALE; // zero where the asset is earned
    IERC20 internal immutable ASSET;
    IERC20 internal immutable REWARD;
    uint256 internal immutable WHOLE; // one whole asset

    uint128 internal _liquidity; // L
    uint128 internal _toRepay; // M
    uint128 internal _cost; // C
    uint128 internal _totalShares;
    uint176 internal _principalSeconds; // since _settledAt, up to _clock
    uint40 internal _clock;
    uint40 internal _settledAt;
    uint128 internal _streamLeft;
    uint40 internal _streamAt;
    uint40 internal _streamEnd;
    uint32 internal _throughDay; // last day whose income was collected
    uint256 internal _acc; // income per share, ever, x ACC_SCALE
    uint128 internal _feeOwed;
    uint128 internal _windfall; // refunds beyond all debt, income of machines that left
    uint128 internal _windfallDaily; // of it, joins the income of a settled day
    uint40 internal _heldSince;
    bool public paused;
    Parameters internal _params;
    Purchase internal _purchase;
    uint256[] internal _ids; // machines in the order of repayment
    mapping(uint256 id => Machine) internal _machineOf;
    DayIncome[7] internal _recent; // by day % 7
    WithdrawalQueue.Queue internal _queue;
    mapping(address account => Position) internal _positions;

    // ---- constructor

    constructor(address owner_, IHashpower hashpower_, IPrimarySale sale_, IERC20 asset_, IERC20 reward_) Ownable(owner_) {
        if (address(hashpower_) == address(0) || address(sale_) == address(0)) revert Errors.ZeroAddress();
        (HASHPOWER, ASSET, REWARD) = (hashpower_, asset_, reward_);
        DESK = new MachineDesk(hashpower_, sale_);
        if (address(asset_) != address(reward_)) INCOME_SALE = new IncomeSale(owner_, asset_, reward_);
        WHOLE = 10 ** IERC20Metadata(address(asset_)).decimals();
        (_clock, _settledAt) = (_now(), _now());
    }

    // ---- internals: principal and shares

    function _principal() internal view virtual returns (uint256) {
        return uint256(_liquidity) + _toRepay;
    }

    function _toShares(uint256 assets) internal view virtual returns (uint256) {
        return JointMiningMath.toSharesDown(assets, _principal(), _totalShares);
    }

    function _valueOf(uint256 shares) internal view virtual returns (uint256) {
        return JointMiningMath.toAssetsDown(shares, _principal(), _totalShares);
    }

    /// @dev Adds P x seconds, and lets the stream flow up to now. Call before principal or shares change.
    function _advance() internal {
        (_principalSeconds, _clock) = (_principalSecondsNow(), _now());
        _flow();
    }

    function _principalSecondsNow() internal view virtual returns (uint176) {
        return (uint256(_principalSeconds) + _principal() * (block.timestamp - _clock)).toUint176();
    }

    // ---- internals: the stream

    function _accNow() internal view returns (uint256 acc, uint256 left) {
        (acc, left) = (_acc, _streamLeft);
        if (left == 0 || _totalShares == 0) return (acc, left);
        uint256 amount = JointMiningMath.flowed(left, block.timestamp - _streamAt, _streamEnd - _streamAt);
        acc += amount * JointMiningMath.ACC_SCALE / _totalShares;
        left -= amount;
    }

    /// @dev Lets the stream flow up to now. Call before shares change.
    function _flow() internal {
        uint256 left;
        (_acc, left) = _accNow();
        (_streamLeft, _streamAt) = (uint128(left), _now());
    }

    /// @dev Adds income to the stream. What still flows keeps at least its time: a backlog can't be squeezed into the next day.
    /// Half of the new days is added to it: else each later day would flow faster than the one before, for who joins at the end.
    function _pour(uint256 amount, uint256 duration) internal virtual {
        _streamLeft = (_streamLeft + amount).toUint128();
        _streamEnd = uint40(Math.max(_streamEnd + duration / 2, block.timestamp + duration));
    }

    /// @dev Puts aside what belongs to no day, to be shared over `WINDFALL_DAYS`: at once, who joined for a day could take a part.
    function _putAside(uint256 amount) internal {
        uint256 rest = _windfall;
        uint256 daily = Math.ceilDiv(rest + amount, WINDFALL_DAYS);
        _windfallDaily = (rest == 0 ? daily : Math.max(daily, _windfallDaily)).toUint128();
        _windfall = (rest + amount).toUint128();
    }

    /// @dev What of it joins the income of so many settled days.
    function _windfallPart(uint256 daysCount) internal view virtual returns (uint256) {
        return Math.min(_windfall, _windfallDaily * daysCount);
    }

    function _incomeOf(Position storage position, uint256 acc) internal view returns (uint256) {
        return uint256(position.shares) * (acc - position.acc) / JointMiningMath.ACC_SCALE;
    }

    /// @dev Credits an account's income. Call after `_flow`, before its shares change.
    function _credit(address account) internal returns (Position storage position) {
        position = _positions[account];
        uint256 income = _incomeOf(position, _acc);
        if (income != 0) position.due = (position.due + income).toUint128();
        position.acc = _acc;
    }

    // ---- internals: small things

    function _requireCaller(bool allowed, address expected) internal view {
        if (!allowed) revert Errors.NotAllowed(msg.sender, expected);
    }

    function _requireWithin(uint256 value, uint256 min, uint256 max) internal pure {
        if (value < min || value > max) revert Errors.OutOfBounds(value, min, max);
    }

    function _sellsIncome() internal view returns (bool) {
        return address(INCOME_SALE) != address(0);
    }

    /// @dev The machines, for the reader.
    function _list() internal view returns (Machine[] memory list) {
        list = new Machine[](_ids.length);
        for (uint256 i; i < list.length; ++i) list[i] = _machineOf[_ids[i]];
    }

    function _today() internal view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }

    function _now() internal view returns (uint40) {
        return uint40(block.timestamp);
    }

    /// @dev What arrived of an amount that was sent here: a fee counts against it, a donation for nothing.
    function _arrived(IERC20 token, uint256 before, uint256 sent) internal view returns (uint256) {
        uint256 balance = token.balanceOf(address(this));
        return balance <= before ? 0 : Math.min(balance - before, sent);
    }
}
