// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IIncomeOracle} from "../mine/IIncomeOracle.sol";
import {JointMiningMath} from "../mine/JointMiningMath.sol";

/// @title What a lot of mining income costs
/// @notice The oracle's price times a factor that falls from 105% to a floor in six hours: who buys first pays nearest to the
/// market, and nobody gets it below the floor.
library IncomePricing {
    // ---- constants

    uint256 internal constant BPS = 10_000;
    uint256 internal constant START_BPS = 10_500;
    uint256 internal constant SALE_DURATION = 6 hours;
    uint16 internal constant MIN_FLOOR_BPS = 9_000;

    // ---- internals

    /// @notice Price of a lot, rounded up, at least one base unit: a lot is never free. Reverts while prices are stale.
    /// @param oracle Zero is stale.
    /// @param openedAt Unix seconds.
    /// @param floorBps Of the oracle's price.
    function lotPriceUp(IIncomeOracle oracle, uint256 amount, uint256 openedAt, uint256 floorBps)
        internal
        view
        returns (uint256)
    {
        if (address(oracle) == address(0)) revert Errors.StalePrice(address(0));
        uint256 bps = JointMiningMath.fallingBps(block.timestamp - openedAt, START_BPS, floorBps, SALE_DURATION);
        return Math.max(1, Math.mulDiv(oracle.value(amount), bps, BPS, Math.Rounding.Ceil));
    }
}
