// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILendTypes} from "./ILendTypes.sol";

/// @title A lending pool: income for the debt, and liquidation
/// @notice The half of a pool that runs at its address from `LendLiquidator`'s code.
interface ILendAuctions is ILendTypes {
    // ---- borrowers

    /// @notice Switches whether income pays the debt. Only the borrower, not during an auction. What was earned under the old choice
    /// goes where it said.
    function setAutoRepay(uint256 id, bool autoRepay) external;

    // ---- anybody: income

    /// @notice Collects the income of an NFT that the debt, or the pool, is entitled to: with `autoRepay`, during an auction, and of an NFT the
    /// pool keeps. Income in the asset pays at once, other income goes on sale.
    /// @return amount Reward token collected.
    function collectIncome(uint256 id) external returns (uint256 amount);

    /// @notice Buys a lot of income at a price that falls from 105% of the oracle's to a floor (97%) in six hours. What it brings pays the
    /// loan; once the loan is closed with a loss, the lenders.
    /// @param maxCost Most of the asset the caller pays: a lot grows when more income is collected.
    /// @param deadline Unix seconds.
    function buyIncome(uint32 lotId, uint256 maxCost, uint256 deadline) external returns (uint256 cost);

    // ---- anybody: liquidation

    /// @notice Puts a pledged NFT up for auction: 24 hours after maturity, or when the debt exceeds 85% of its value now. From here on
    /// its income pays the debt. No reward: who calls gains nothing by it.
    function liquidate(uint256 id) external;

    /// @notice Moves an auction's clock to now, as far as data were fresh, and sets the start price if that was not known yet. Whoever
    /// watches an auction calls it while data are fresh, so that a later gap does not hold back time that counted.
    function tick(uint256 id) external;

    /// @notice Buys an NFT in auction at its present price. The debt is paid first, the borrower gets the surplus; a shortfall is the reserve's,
    /// then the lenders'.
    /// @param maxPrice Most of the asset the caller pays.
    /// @param deadline Unix seconds.
    function take(uint256 id, uint256 maxPrice, uint256 deadline) external returns (uint256 price);

    /// @notice Ends an auction whose reason is gone: the loan is not overdue and the debt is back below the maximum loan to value.
    function cancelAuction(uint256 id) external;

    /// @notice Takes an NFT that nobody bought in 48 hours of the auction's clock: the pool owns it, its income and its refund. The debt is written off.
    function keep(uint256 id) external;

    /// @notice Takes the escrow refund of a pledged or kept NFT whose fleet was terminated or whose term has settled. It pays the debt first,
    /// the rest is the borrower's, and the NFT is unlocked; if it does not suffice, the pool keeps the NFT.
    /// @return refund Asset refunded.
    function settleRefund(uint256 id) external returns (uint256 refund);

    // ---- views

    /// @notice Whether and how a loan can be, or is being, liquidated; all zero when none is open.
    function liquidationOf(uint256 id) external view returns (Liquidation memory);
    /// @notice What a lot of income costs now. Reverts while prices are stale.
    function lotPrice(uint32 lotId) external view returns (uint256);
}
