// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpowerTypes} from "./IHashpowerTypes.sol";

/// @title Fleet day ledger and escrow
/// @notice The half of the hashpower contract that serves miners, governance and fees. It runs at the NFT's address (see
/// `Hashpower`), so that both halves share one storage and one balance.
interface IHashpowerLedger is IHashpowerTypes {
    // ---- miners

    /// @notice Opens a day ledger for the caller's miner. Only the operator of an active miner.
    /// @param rewardToken Token the income is paid in; its benchmark asset must have a first final value.
    /// @param payToken Token buyers pay with; must be allow-listed.
    /// @param farm Index of the miner's farm; one ledger per farm and token pair.
    function createFleet(uint32 minerId, address rewardToken, address payToken, uint32 farm) external returns (uint32 fleetId);

    /// @notice Adds a series to a fleet. Only an allow-listed minter, on behalf of `operator`, who must operate the fleet's miner.
    /// @param cap Units that may be sold; reserved against the miner's bond.
    /// @param termDays Days each NFT of the series earns, 1 to 3650.
    /// @param royaltyBps ERC-2981 royalty in basis points, at most 1000.
    function createSeries(
        address operator, uint32 fleetId, uint88 cap, uint16 termDays, uint16 royaltyBps, bytes32 documentHash, string calldata uri
    ) external returns (uint32 seriesId);

    /// @notice Ends the sale of a series for good and frees the bond behind its unsold units. Only its operator.
    function closeSeries(uint32 seriesId) external;

    /// @notice Frees the bond behind a closed series' sold units, from 30 days after its last term. Anyone may call it.
    function finishSeries(uint32 seriesId) external;

    /// @notice Pays income for one day that has not settled, up to today. What counts is what arrives. Anyone may fund.
    /// @param amount Reward token to pull from the caller.
    function fundDay(uint32 fleetId, uint32 day, uint256 amount) external;

    /// @notice Pays several days of one fleet with one transfer. At most 64 days.
    /// @dev A token that takes a fee is spread over the days in proportion, the remainder on the last.
    function fundDays(uint32 fleetId, uint32[] calldata days_, uint256[] calldata amounts) external;

    /// @notice Pays one day of several fleets of the same reward token with one transfer. At most 64 fleets.
    function fundMany(uint32[] calldata fleetIds, uint32 day, uint256[] calldata amounts) external;

    /// @notice Settles the next day of a fleet: credits its income, and makes its slice due to the miner if the income was enough.
    /// Anyone may call it once the day's benchmark is final and it was paid enough, or 48 hours after it ended.
    function settleDay(uint32 fleetId) external;

    /// @notice Settles up to `maxDays` (at most 64) days that can be settled now.
    /// @return count Days settled; zero is not an error.
    function settleDays(uint32 fleetId, uint32 maxDays) external returns (uint32 count);

    /// @notice Sends all delivered slices, less the platform fee, to the miner's payout address. Anyone may call it.
    function release(uint32 fleetId) external returns (uint256 amount);

    /// @notice Ends a fleet whose miner stopped delivering. By the timelock from 7 misses in a row or 10 in 30 days; by anyone
    /// from 24 in 30. Settles what it can first, then credits what was funded for unsettled days. Their slices are refundable.
    function terminate(uint32 fleetId) external;

    // ---- fees

    /// @notice Pays the referrer of a purchase its share of the fees of the days delivered since, released or not. Anyone may call it.
    function payReferral(uint256 id) external returns (uint256 amount);

    /// @notice Sends a fleet's fees on delivered slices, less what referrers may still be owed, to the fee recipient. Anyone may
    /// call it, whether or not the slices were released.
    /// @dev What referrers may be owed is bounded by the days sold to their buyers: of days that were missed or cut off by a
    /// termination, the referrers' part of the fee stays here.
    function collectFees(uint32 fleetId) external returns (uint256 amount);

    // ---- governance and registry

    function setMinter(address minter, bool allowed) external;
    function setPayToken(address token, bool allowed) external;
    /// @notice Sets fees of fleets created from now on: `feeBps` <= 1000 of released slices, `referralBps` <= 5000 of the fee.
    function setFees(uint16 feeBps, uint16 referralBps, address recipient) external;

    /// @notice Fees of fleets created from now on in basis points (of slices, of the fee), and who receives them.
    function fees() external view returns (uint16 feeBps, uint16 referralBps, address recipient);

    // ---- views

    function registry() external view returns (address);
    function benchmark() external view returns (address);
    /// @notice Whether a contract may mint.
    function isMinter(address minter) external view returns (bool);
    /// @notice Whether buyers of fleets created from now on can pay with a token.
    function isPayToken(address token) external view returns (bool);
    function fleetCount() external view returns (uint32);
    function seriesCount() external view returns (uint32);
    function fleetOf(uint32 fleetId) external view returns (Fleet memory);
    function seriesOf(uint32 seriesId) external view returns (Series memory);
    function seriesURI(uint32 seriesId) external view returns (string memory);
    /// @notice What a minter needs: the payment token, and what would stop a purchase now is checked by `mint`.
    function payTokenOf(uint32 seriesId) external view returns (address payToken, uint32 fleetId);
    function fleetIdOf(address rewardToken, address payToken, uint32 minerId, uint32 farm) external view returns (uint32);
    function checkpointOf(uint32 fleetId, uint32 day) external view returns (Checkpoint memory);
    function deltaOf(uint32 fleetId, uint32 day) external view returns (int96 units, int128 q);
    function paidOn(uint32 fleetId, uint32 day) external view returns (uint256);
    /// @notice Whether `settleDay` would succeed now, and for which day.
    function settleable(uint32 fleetId) external view returns (bool yes, uint32 day);
    function referralOf(uint256 id) external view returns (address referrer, uint256 due, uint256 paid);
}
