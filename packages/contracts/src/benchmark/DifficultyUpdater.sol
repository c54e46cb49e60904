// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IDifficultySource} from "./IDifficultySource.sol";
import {IDifficultyUpdater} from "./IDifficultyUpdater.sol";

/// @title Difficulty updater
/// @dev Pushes are bounded, not governed: waiting 48 hours for a difficulty would hold up every settlement.
contract DifficultyUpdater is IDifficultyUpdater, Ownable {
    using Checkpoints for Checkpoints.Trace208;

    // ---- constants

    uint32 internal constant EPOCH_BLOCKS = 2016;
    uint32 internal constant HALVING_BLOCKS = 210_000;
    uint64 internal constant FIRST_SUBSIDY = 50e8; // satoshi
    uint256 internal constant BLOCK_TIME = 600; // seconds
    uint256 internal constant EPOCH_TIME = EPOCH_BLOCKS * BLOCK_TIME; // 14 days
    uint256 internal constant MAX_FACTOR = 4; // Bitcoin's own bound on a retarget
    /// @dev At a factor of four 2016 blocks take 3.5 days; the rest is for block timestamps, which may be hours off.
    uint48 internal constant MIN_EPOCH = 3 days;
    /// @dev How far difficulty x duration may lie from what the retarget rule implies, percent. Real epochs: under 1.
    uint256 internal constant TOLERANCE_PERCENT = 25;
    /// @dev An epoch takes about 14 days. Days later than this after the start of the latest one are not known.
    uint256 internal constant STALE_AFTER = 21 days;
    /// @dev After a halving should have come, its epoch's days are not known until it is pushed.
    uint256 internal constant HALVING_GRACE = 1 days;

    // ---- storage

    address public updater;
    uint32 internal immutable FIRST_HEIGHT;
    uint32 internal _nextHalving;
    /// @dev Start of each epoch, unix seconds -> its difficulty.
    Checkpoints.Trace208 internal _difficulties;
    /// @dev Time of each halving (the first entry: of the first epoch) -> the subsidy from then on.
    Checkpoints.Trace208 internal _subsidies;

    // ---- constructor

    /// @param owner_ Governance.
    /// @param updater_ The account that pushes.
    /// @param firstHeight Height of the first known epoch's first block, a multiple of 2016.
    /// @param startTime Its timestamp, unix seconds, not in the future.
    /// @param difficulty Its difficulty, integer part.
    constructor(address owner_, address updater_, uint32 firstHeight, uint48 startTime, uint208 difficulty)
        Ownable(owner_)
    {
        if (firstHeight % EPOCH_BLOCKS != 0 || firstHeight / HALVING_BLOCKS >= 32) {
            revert Errors.BadHeight(firstHeight);
        }
        if (difficulty == 0) revert Errors.ZeroAmount();
        _requireTime(startTime, 1);
        uint32 era = firstHeight / HALVING_BLOCKS;
        FIRST_HEIGHT = firstHeight;
        // A halving on an epoch's very first block (every 336 epochs) is in `era` already.
        _nextHalving = (era + 1) * HALVING_BLOCKS;
        _subsidies.push(startTime, FIRST_SUBSIDY >> era);
        _append(firstHeight, startTime, difficulty);
        _setUpdater(updater_);
    }

    // ---- modifiers

    modifier onlyUpdater() {
        if (msg.sender != updater) revert Errors.NotAllowed(msg.sender, updater);
        _;
    }

    // ---- entry points: updater

    /// @inheritdoc IDifficultyUpdater
    function pushEpoch(uint48 startTime, uint208 difficulty) external onlyUpdater {
        (uint32 height, uint48 lastStart, uint256 last) = latestEpoch();
        uint32 firstHeight = height + EPOCH_BLOCKS;
        if (_nextHalving < firstHeight) revert Errors.HalvingMissing(_nextHalving);
        (, uint48 lastHalving,) = _subsidies.latestCheckpoint();
        _requireTime(startTime, Math.max(lastStart + MIN_EPOCH, lastHalving));
        _requireRetarget(last, difficulty, startTime - lastStart);
        // A halving on the first block of an epoch comes with the epoch.
        if (_nextHalving == firstHeight) _halve(startTime);
        _append(firstHeight, startTime, difficulty);
    }

    /// @inheritdoc IDifficultyUpdater
    function pushHalving(uint48 time) external onlyUpdater {
        (bool pending, uint32 height) = pendingHalving();
        if (!pending) revert Errors.BadHeight(height);
        (, uint48 start,) = latestEpoch();
        _requireTime(time, uint256(start) + 1);
        _halve(time);
    }

    // ---- entry points: governance

    /// @inheritdoc IDifficultyUpdater
    function setUpdater(address updater_) external onlyOwner {
        _setUpdater(updater_);
    }

    // ---- views

    /// @inheritdoc IDifficultySource
    /// @dev Known once the day is over, from the first whole day of the first epoch, up to 21 days after the latest epoch began,
    /// and not past the time of a halving that was not pushed. A push that comes late can still change the answer; the
    /// benchmark decides a day once and keeps what it read.
    function rangeOf(uint32 day)
        external
        view
        returns (bool known, uint256 minDifficulty, uint256 maxDifficulty, uint64 minSubsidy, uint64 maxSubsidy)
    {
        uint256 begin = uint256(day) * 1 days;
        uint256 end = begin + 1 days;
        if (block.timestamp < end || end > _knownUntil()) return (false, 0, 0, 0, 0);
        // Epochs begin at least three days apart and halvings in different ones: a day sees at most one change of each.
        uint256 first = _difficulties.upperLookupRecent(uint48(begin));
        if (first == 0) return (false, 0, 0, 0, 0);
        uint256 last = _difficulties.upperLookupRecent(uint48(end - 1));
        maxSubsidy = uint64(_subsidies.upperLookupRecent(uint48(begin)));
        minSubsidy = uint64(_subsidies.upperLookupRecent(uint48(end - 1)));
        return (true, Math.min(first, last), Math.max(first, last), minSubsidy, maxSubsidy);
    }

    /// @inheritdoc IDifficultyUpdater
    function latestEpoch() public view returns (uint32 firstHeight, uint48 startTime, uint208 difficulty) {
        (, startTime, difficulty) = _difficulties.latestCheckpoint();
        firstHeight = FIRST_HEIGHT + EPOCH_BLOCKS * uint32(_difficulties.length() - 1);
    }

    /// @inheritdoc IDifficultyUpdater
    function epochCount() external view returns (uint256) {
        return _difficulties.length();
    }

    /// @inheritdoc IDifficultyUpdater
    function epochAt(uint32 index) external view returns (uint32 firstHeight, uint48 startTime, uint208 difficulty) {
        Checkpoints.Checkpoint208 memory epoch = _difficulties.at(index);
        return (FIRST_HEIGHT + EPOCH_BLOCKS * index, epoch._key, epoch._value);
    }

    /// @inheritdoc IDifficultyUpdater
    function subsidyAt(uint48 time) external view returns (uint64) {
        return uint64(_subsidies.upperLookupRecent(time));
    }

    /// @inheritdoc IDifficultyUpdater
    function pendingHalving() public view returns (bool pending, uint32 height) {
        (uint32 firstHeight,,) = latestEpoch();
        height = _nextHalving;
        pending = height < firstHeight + EPOCH_BLOCKS;
    }

    // ---- internals

    /// @dev Bitcoin's retarget: new = old x 14 days / duration, the duration taken as at least 3.5 and at most 56 days.
    function _requireRetarget(uint256 last, uint256 next, uint256 duration) private pure {
        uint256 low = last / MAX_FACTOR;
        uint256 high = last * MAX_FACTOR;
        uint256 counted = Math.min(Math.max(duration, EPOCH_TIME / MAX_FACTOR), EPOCH_TIME * MAX_FACTOR);
        uint256 implied = Math.mulDiv(last, EPOCH_TIME, counted);
        low = Math.max(low, implied - implied * TOLERANCE_PERCENT / 100);
        high = Math.min(high, implied + implied * TOLERANCE_PERCENT / 100);
        if (next < low || next > high || next == 0) revert Errors.OutOfBounds(next, low, high);
    }

    function _knownUntil() private view returns (uint256 until) {
        (uint32 firstHeight, uint48 start,) = latestEpoch();
        until = uint256(start) + STALE_AFTER;
        (bool pending, uint32 height) = pendingHalving();
        if (pending) until = Math.min(until, start + (height - firstHeight) * BLOCK_TIME + HALVING_GRACE);
    }

    function _halve(uint48 time) private {
        uint32 height = _nextHalving;
        uint64 subsidy = FIRST_SUBSIDY >> (height / HALVING_BLOCKS);
        _nextHalving = height + HALVING_BLOCKS;
        _subsidies.push(time, subsidy);
        emit HalvingPushed(height, time, subsidy);
    }

    function _append(uint32 firstHeight, uint48 startTime, uint208 difficulty) private {
        _difficulties.push(startTime, difficulty);
        emit EpochPushed(firstHeight, startTime, difficulty);
    }

    function _setUpdater(address updater_) private {
        if (updater_ == address(0)) revert Errors.ZeroAddress();
        updater = updater_;
        emit UpdaterSet(updater_);
    }

    function _requireTime(uint48 time, uint256 earliest) private view {
        if (time < earliest || time > block.timestamp) revert Errors.OutOfBounds(time, earliest, block.timestamp);
    }
}
