// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IJointMiningTypes} from "./IJointMiningTypes.sol";

/// @title The sale of a pool's income
/// @notice For pools that earn another token than they pay out. One lot at a time, whole, at the oracle's price times a factor that
/// falls from 105% to a floor in six hours: who buys first pays nearest to the market, and nobody gets it below the floor. A
/// stale price stops the sale and nothing else. Anyone may buy.
interface IIncomeSale {
    event LotOpened(uint256 indexed lotId, uint32 indexed throughDay, uint256 amount);
    event LotSold(uint256 indexed lotId, address indexed buyer, uint256 amount, uint256 cost);
    event LotCancelled(uint256 indexed lotId, address indexed to, uint256 amount);
    event OracleSet(address indexed oracle, uint16 floorBps);

    /// @notice Buys the lot on sale. What it brings goes to the pool and is shared out at once.
    /// @param lotId The lot the caller looked at.
    /// @param maxCost Most of the asset the caller pays.
    /// @param deadline Unix seconds.
    function buyIncome(uint256 lotId, uint256 maxCost, uint256 deadline) external returns (uint256 cost);

    /// @notice Puts income on sale that the pool has sent here. Only the pool, while nothing is on sale.
    function open(uint256 mined, uint256 credited, uint256 unitDays, uint256 daysCount, uint32 throughDay) external;

    /// @notice Sends the lot on sale elsewhere, when nobody is left to share it. Only the pool.
    function cancel(address to) external;

    /// @notice Sets where prices come from (see `IIncomeOracle`), and the floor: 9000 to 10000 basis points of its price.
    function setOracle(address oracle, uint16 floorBps) external;

    function lot() external view returns (IJointMiningTypes.Lot memory);
    function isOpen() external view returns (bool);
    /// @notice What the lot on sale costs now. Reverts while prices are stale.
    function lotPrice() external view returns (uint256 cost);
    function oracle() external view returns (address);
    function floorBps() external view returns (uint16);
    function pool() external view returns (address);
}
