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
}
