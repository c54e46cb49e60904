// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ICredits} from "../payments/ICredits.sol";
import {ILendTypes} from "./ILendTypes.sol";

/// @title A lending pool: its lenders, its loans, its parameters
interface ILendLoans is ILendTypes, ICredits, IERC4626 {
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

    /// @notice Borrows against NFTs of the caller and buys more of a series with all of it, in one call. The new NFT is the caller's
    /// and may be pledged in turn: at a loan to value of 70% all rounds together stay below 3.34 times what was there at first.
    /// @param pledges At most 20.
    /// @return newId The new NFT, which stays unlocked.
    /// @return cost What it cost; the rest of the loans, less than one unit's price, is sent to the caller.
    function reinvest(
        Pledge[] calldata pledges, uint16 termDays, bool autoRepay, uint32 maxRate, Purchase calldata purchase, uint256 deadline
    ) external returns (uint256 newId, uint256 cost);

    // ---- governance

    function setParameters(Parameters calldata parameters_) external;

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
    function lotOf(uint32 lotId) external view returns (Lot memory);
    /// @notice Whether the pool keeps an NFT that nobody bought.
    function isKept(uint256 id) external view returns (bool);
    function parameters() external view returns (Parameters memory);
    function oracleOf(address reward) external view returns (address);
    function paused() external view returns (bool);
    function hashpower() external view returns (address);
    /// @notice The contract that reads the core and buys for this pool.
    function desk() external view returns (address);
}
