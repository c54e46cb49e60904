// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IDifficultySource} from "./IDifficultySource.sol";

/// @title Bitcoin's difficulty epochs, pushed by one account inside Bitcoin's own rules
/// @notice Each push is one epoch of 2016 blocks: where it began and its difficulty. The retarget rule ties the two together
/// (new difficulty = old x 14 days / duration of the old epoch), and that is checked, so that a lying updater can't move
/// the difficulty without moving time, which it does not control. Halvings are pushed with the time of their block.
/// @dev A false push can't be undone here: governance replaces the updater, or the source in the benchmark. Days that the
/// benchmark has decided never change. To be replaced by a relay of block headers behind the same `IDifficultySource`.
interface IDifficultyUpdater is IDifficultySource {
    // ---- events

    /// @notice An epoch was pushed. Its first block has height `firstHeight` and the timestamp `startTime`.
    event EpochPushed(uint32 indexed firstHeight, uint48 startTime, uint208 difficulty);
    /// @notice The subsidy halved with the block at `height`.
    event HalvingPushed(uint32 indexed height, uint48 time, uint64 subsidy);
    /// @notice The account that pushes changed.
    event UpdaterSet(address indexed updater);

    // ---- updater

    /// @notice Adds the next epoch. Only the updater. A halving inside the current epoch must be pushed before.
    /// @param startTime Unix seconds of the epoch's first block: at least 3 days after the last epoch's, not in the future.
    /// @param difficulty Integer part of the difficulty: within a factor of 4 of the last epoch's, and within 25% of what
    /// the duration of the last epoch implies.
    function pushEpoch(uint48 startTime, uint208 difficulty) external;

    /// @notice Says when the halving block of the current epoch came. Only the updater.
    /// @param time Unix seconds of the block: inside the current epoch, not in the future.
    function pushHalving(uint48 time) external;

    // ---- governance

    /// @notice Names the account that pushes. Only governance.
    function setUpdater(address updater_) external;

    // ---- views

    /// @notice The account that pushes.
    function updater() external view returns (address);
    /// @notice The current epoch.
    /// @return firstHeight Height of its first block.
    function latestEpoch() external view returns (uint32 firstHeight, uint48 startTime, uint208 difficulty);
    /// @notice How many epochs are known.
    function epochCount() external view returns (uint256);
    /// @notice An epoch by its order of arrival, 0 the first.
    function epochAt(uint32 index) external view returns (uint32 firstHeight, uint48 startTime, uint208 difficulty);
    /// @notice The block subsidy that held at a time, satoshi; 0 before the first epoch.
    function subsidyAt(uint48 time) external view returns (uint64);
    /// @notice The halving that must be pushed before the next epoch; false when there is none in the current epoch.
    function pendingHalving() external view returns (bool pending, uint32 height);
}
