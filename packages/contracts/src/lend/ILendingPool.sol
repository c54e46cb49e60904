// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ICredits} from "../payments/ICredits.sol";
import {ILendTypes} from "./ILendTypes.sol";

/// @title A lending pool
/// @notice Lenders deposit an asset (ERC-4626). Owners of hashpower that was paid in that asset borrow it for a fixed term at a
/// fixed rate: the NFT is locked in their wallet and goes on earning. What stands behind a loan is income to come and, if the
/// miner stops, the escrow's refund; a loan is a part of the lesser of the two.
/// @dev One pool an asset. One loan an NFT, keyed by its id. Repayment, withdrawal, refund, auction and income are never
/// paused. The pool needs the owner's approval of each NFT (or `permit`) once, to lock it; it never takes custody of one but
/// by liquidation.
interface ILendingPool is ILendTypes, ICredits, IERC4626 {
    // ---- borrowers

    /// @notice Borrows against an NFT of the caller. It is locked in place until the debt is paid.
    /// @param amount Asset, at least `minLoan`, at most `valueOf(id, termDays).maxBorrow` and what is idle.
    /// @param termDays 30, 90 or 180; more than `termDays + 30` days of the NFT must be left.
    /// @param autoRepay Whether the NFT's income pays the debt: interest, then principal.
    /// @param maxRate Highest rate accepted, x 10^9 a year: others' loans may raise it meanwhile.
    /// @param deadline Unix seconds.
    /// @return rate The rate, fixed for the loan's life.
    function borrow(uint256 id, uint128 amount, uint16 termDays, bool autoRepay, uint32 maxRate, uint256 deadline)
        external
        returns (uint32 rate);

    /// @notice Pays a debt, or a part of it; anyone may. Interest first, then principal. Paid in full the NFT is unlocked, an auction of
    /// it ends, and its uncollected income is its owner's.
    /// @param amount Asset to pull from the caller; what exceeds the debt is not pulled.
    /// @return paid Asset pulled.
    /// @return left Still owed.
    function repay(uint256 id, uint256 amount) external returns (uint256 paid, uint256 left);

    /// @notice Switches whether income pays the debt. Only the borrower, not during an auction. What was earned under the old choice
    /// goes where it said.
    function setAutoRepay(uint256 id, bool autoRepay) external;

    /// @notice Borrows against NFTs of the caller and buys more of a series with all of it, in one call. The new NFT is the caller's
    /// and may be pledged in turn: at a loan to value of 70% all rounds together stay below 3.34 times what was there at first.
    /// @param pledges At most 20.
    /// @return newId The new NFT, which stays unlocked.
    /// @return cost What it cost; the rest of the loans, less than one unit's price, is sent to the caller.
    function reinvest(
        Pledge[] calldata pledges, uint16 termDays, bool autoRepay, uint32 maxRate, Purchase calldata purchase, uint256 deadline
    ) external returns (uint256 newId, uint256 cost);

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

    // ---- governance

    function setParameters(Parameters calldata parameters_) external;

    /// @notice Sets where the price of a reward token comes from (see `IIncomeOracle`); zero takes it off the list.
    /// @dev Where the reward token is the asset no oracle is needed; one may be set for its sequencer check.
    function setOracle(address reward, address oracle) external;

    /// @notice Sends reserve to the router, but leaves 2% of all debt in it.
    function collectReserve(uint256 amount) external;

    /// @notice Stops or resumes deposits and loans. The guardian or the owner; nothing else can be paused.
    function setPaused(bool paused_) external;

    // ---- views

    /// @notice A loan; all zero when none is open on the NFT.
    function loanOf(uint256 id) external view returns (Loan memory);
    /// @notice What a full repayment costs now; 0 when no loan is open.
    function debtOf(uint256 id) external view returns (uint256);
    function poolState() external view returns (PoolState memory);
    /// @notice What an NFT is worth after `termDays` (any number; 0 for now). Reverts while data are stale.
    function valueOf(uint256 id, uint16 termDays) external view returns (Value memory);
    /// @notice The rate of a loan of `amount` opened now, x 10^9 a year.
    function rateOf(uint256 amount) external view returns (uint32);
    function liquidationOf(uint256 id) external view returns (Liquidation memory);
    function lotOf(uint32 lotId) external view returns (Lot memory);
    /// @notice What a lot of income costs now. Reverts while prices are stale.
    function lotPrice(uint32 lotId) external view returns (uint256);
    /// @notice Whether the pool keeps an NFT that nobody bought.
    function isKept(uint256 id) external view returns (bool);
    function parameters() external view returns (Parameters memory);
    function oracleOf(address reward) external view returns (address);
    function paused() external view returns (bool);
    function hashpower() external view returns (address);
    /// @notice The contract that reads the core and buys for this pool.
    function desk() external view returns (address);
}
