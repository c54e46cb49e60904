// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What the day ledger asks the benchmark
interface IBenchmarkCore {
    /// @notice What is known of an asset's market average on a day.
    enum State {
        Pending, // not final yet: the day can't settle
        Quorum, // the median of at least five reports (clamped for Bitcoin)
        ProofOfWork, // no quorum, Bitcoin: what difficulty and subsidy alone pay
        Fallback // nothing for five days: the last final value; such a day is never a miss
    }

    /// @notice The benchmark asset a reward token pays, 0 when the token is not allow-listed.
    function assetOf(address rewardToken) external view returns (uint16 assetId);

    /// @notice Whether an asset ever had a final value. Fleets of an asset without one can't be created.
    function hasValue(uint16 assetId) external view returns (bool);

    /// @notice Finalises a day if that is due, and returns what a miner must have paid on it. Never reverts for a listed asset.
    /// @return required Reward asset x 10^30 x 10^4 per unit.
    /// @return state See `State`; `required` is 0 when Pending.
    function resolve(uint16 assetId, uint32 day) external returns (uint256 required, State state);

    /// @notice The same without writing: what `resolve` would return now.
    function preview(uint16 assetId, uint32 day) external view returns (uint256 required, State state);
}
