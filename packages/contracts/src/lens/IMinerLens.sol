// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IBenchmark} from "../benchmark/IBenchmark.sol";
import {IMinerRegistry} from "../miners/IMinerRegistry.sol";
import {ILensTypes} from "./ILensTypes.sol";

/// @title Lens for miners and the market average they are measured by
/// @notice Like `ILens`, it holds nothing, and every view is of one block.
interface IMinerLens is ILensTypes {
    /// @notice A miner, what it discloses, and what its bond allows.
    struct MinerView {
        uint32 minerId;
        IMinerRegistry.Miner miner;
        IMinerRegistry.Disclosure disclosure;
        uint256 requiredBond; // DMC wei for its units
        uint256 withdrawableBond; // DMC wei
        uint256 availableUnits; // units it could still put on sale
    }

    /// @notice The market average of one day, as it stands now.
    struct BenchmarkDay {
        uint32 day;
        IBenchmark.State state;
        uint256 value; // reward asset x 10^30 per unit, gross; 0 while pending
        uint256 required; // what a miner must pay, reward asset x 10^30 x 10^4 per unit; 0 while pending
        uint256 powMin; // what difficulty and subsidy alone pay, least and most of the day; 0 where there is no such proof
        uint256 powMax;
        uint8 reports; // counted
    }

    /// @notice A day of a fleet that has not settled, and what its miner owes for it.
    struct DueDay {
        uint32 day;
        uint96 units; // active on that day
        IBenchmark.State state; // of its benchmark; amounts are 0 while pending
        uint256 market; // what the market paid for the units, reward token, rounded up
        uint256 required; // least that counts as delivered, reward token; 0 while nobody is active
        uint256 paid; // funded so far, reward token
        uint64 missedFrom; // unix seconds: from then on the day settles as it is
    }

    // ---- miners and the market

    /// @notice Miners by id, oldest first.
    /// @param cursor 0, or `next` of the page before. @param limit Miners wanted, at most 100.
    function minersPage(uint256 cursor, uint32 limit)
        external
        view
        returns (At memory at, MinerView[] memory items, uint256 next);

    /// @notice The miners named. Reverts with `UnknownMiner` for an id that does not exist.
    function miners(uint32[] calldata minerIds) external view returns (At memory at, MinerView[] memory items);

    /// @notice The benchmark of an asset by day, pending days included. Of more than 400 days the last 400.
    /// `latestDay` is the last decided day, `latestValue` its benchmark, reward asset x 10^30 per unit.
    function benchmarks(uint16 assetId, uint32 fromDay, uint32 toDay)
        external
        view
        returns (At memory at, BenchmarkDay[] memory items, uint32 latestDay, uint256 latestValue);

    /// @notice Days of a fleet that have begun and not settled, up to today, oldest first, and what is owed for each.
    /// @param maxDays At most 400. None for a fleet that was terminated, or has no units any more.
    function dueDays(uint32 fleetId, uint32 maxDays)
        external
        view
        returns (At memory at, Token memory reward, DueDay[] memory items);
}
