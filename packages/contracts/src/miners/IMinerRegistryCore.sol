// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What the day ledger asks the miner registry
interface IMinerRegistryCore {
    /// @notice Whether a miner may sell: approved, bonded, not suspended or banned.
    function isActive(uint32 minerId) external view returns (bool);

    /// @notice Who acts for a miner, and where its money goes.
    function partiesOf(uint32 minerId) external view returns (address operator, address payout);

    /// @notice Where a miner's money goes.
    function payoutOf(uint32 minerId) external view returns (address);

    /// @notice The token miners bond (DMC).
    function bondToken() external view returns (address);

    /// @notice Sets units of a new series against a miner's bond. Only the ledger. Reverts when the bond is too small.
    function reserveUnits(uint32 minerId, uint88 units) external;

    /// @notice Frees units of a closed or finished series. Only the ledger.
    function freeUnits(uint32 minerId, uint88 units) external;

    /// @notice Opens an incident when a fleet is terminated; the bond can't leave until governance closes it. Only the ledger.
    function openIncident(uint32 minerId, uint32 fleetId) external;
}
