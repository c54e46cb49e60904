// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IBenchmarkCore} from "./IBenchmarkCore.sol";

/// @title Benchmark: what a unit of hashpower earned on a day, market average, gross of pool fees
/// @notice Seven elected attestors, each with a bond in DMC, sign what they saw (EIP-712). Anyone hands the reports in during
/// the 12 hours after the day; the value is the median of all that came. Bitcoin's is clamped into what difficulty and
/// subsidy prove, and without a quorum it is that proof alone.
/// @dev Values are whole reward assets x 10^30 per unit and day. Days are UTC day numbers. The days of an asset are decided
/// in order, each once, so that the result does not depend on who calls when.
interface IBenchmark is IBenchmarkCore {
    /// @notice An asset miners are measured in. One storage slot.
    struct Asset {
        bool listed;
        bool proofOfWork; // Bitcoin: the value is bounded by difficulty and subsidy
        uint32 lastDay; // last decided day, 0 before the first value
        uint128 lastValue; // value of that day
        uint16 lastRatio; // proof-of-work assets: value over the proven range, x 10^4; 10^4 inside the range
    }

    /// @notice One decided day of an asset. One storage slot.
    struct DayValue {
        uint128 value; // 0 while pending
        uint120 powMin; // least that difficulty and subsidy paid on that day; 0 when there is no such proof
        State state;
    }

    /// @notice What an attestor signs, with the signature. EIP-712 type `Report(uint16 asset,uint32 day,uint128 value)`.
    struct SignedReport {
        address attestor;
        uint128 value; // reward asset x 10^30 per unit and day, not zero
        bytes signature; // 65 bytes (r, s, v), or what an ERC-1271 wallet accepts
    }

    /// @notice A report that was counted.
    struct CountedReport {
        uint8 seat;
        address attestor; // who held the seat when the report came
        uint128 value;
    }

    /// @notice An attestor and its bond.
    struct Attestor {
        uint8 seat; // 1 to 7, 0 while not elected
        uint40 removedAt; // unix seconds of the last removal, 0 if never removed
        uint128 bond; // DMC wei
    }

    // ---- events

    /// @notice An asset was listed.
    event AssetAdded(uint16 indexed asset, string symbol, bool proofOfWork);
    /// @notice A reward token was assigned to an asset; asset 0 takes it off the list (fleets that exist go on).
    event RewardTokenSet(address indexed token, uint16 indexed asset);
    /// @notice The source of Bitcoin's difficulty changed.
    event DifficultySourceSet(address indexed source);
    /// @notice A report was counted.
    event Reported(uint16 indexed asset, uint32 indexed day, address indexed attestor, uint128 value);
    /// @notice A day was decided. A `Fallback` of an asset without proof of work counts only from five days after the day.
    event DayDecided(
        uint16 indexed asset, uint32 indexed day, uint128 value, uint120 powMin, State state, uint8 reports
    );
    /// @notice A seat changed hands; the zero address leaves it empty.
    event SeatSet(uint8 indexed seat, address indexed attestor, address indexed previous);
    /// @notice DMC was added to an attestor's bond.
    event AttestorBonded(address indexed attestor, address indexed from, uint256 amount);
    /// @notice An attestor took its bond out.
    event AttestorWithdrawn(address indexed attestor, address indexed to, uint256 amount);
    /// @notice Governance slashed an attestor's bond to the fund.
    event AttestorSlashed(address indexed attestor, uint256 amount);
    /// @notice The least bond with which an attestor's reports count changed, DMC wei.
    event MinBondSet(uint128 minBond);
    /// @notice The receiver of slashed bonds changed.
    event FundSet(address indexed fund);

    // ---- reports

    /// @notice Counts signed reports about a day. Anyone may hand them in, from the end of the day for 12 hours.
    /// A seat whose report is counted already is skipped, so that nobody can make a batch fail by sending part of it first.
    /// @param reports At most seven; each attestor must be elected and bonded now.
    /// @return added How many were counted; reverts when none.
    function submitReports(uint16 assetId, uint32 day, SignedReport[] calldata reports) external returns (uint8 added);

    /// @notice Decides up to `maxDays` (at most 32) further days of an asset that are due. Zero is not an error.
    /// @dev `resolve` decides at most 32 days a call; a longer backlog is worked off here.
    function advance(uint16 assetId, uint32 maxDays) external returns (uint32 decided);

    // ---- attestors

    /// @notice Adds DMC to an attestor's bond, from the caller, by allowance or Permit2.
    /// @param amount DMC wei.
    function bondAttestor(address attestor, uint256 amount) external;

    /// @notice Leaves the caller's seat. Its bond can be withdrawn 30 days later.
    function resign() external;

    /// @notice Sends the caller its whole bond: when it was never elected, or 30 days after it left its seat.
    /// @return amount DMC wei.
    function withdrawAttestorBond(address to) external returns (uint256 amount);

    // ---- governance

    /// @notice Lists an asset for good. Only governance. A proof-of-work asset gets its first value at once if the difficulty is
    /// known; else, and for any other asset, the first `resolve` that can decide a day of the last seven gives it.
    /// @param assetId Any number but 0 that is not taken.
    /// @param symbol At most 16 bytes, for people.
    /// @param proofOfWork True for Bitcoin only: its formula is the one used.
    function addAsset(uint16 assetId, string calldata symbol, bool proofOfWork) external;

    /// @notice Says which asset a reward token pays; 0 takes it off the list for new fleets. Only governance.
    function setRewardToken(address token, uint16 assetId) external;

    /// @notice Replaces the source of difficulty and subsidy. Decided days stay as they are. Only governance.
    function setDifficultySource(address source) external;

    /// @notice Elects `attestor` to a seat, in place of who holds it; the zero address empties it. Only governance.
    /// @param seat 1 to 7.
    function setAttestor(uint8 seat, address attestor) external;

    /// @notice Takes up to `amount` of an attestor's bond for the fund; also in the 30 days after its removal. Only governance.
    /// @return taken DMC wei.
    function slashAttestor(address attestor, uint256 amount) external returns (uint256 taken);

    /// @notice Sets the least bond with which reports count, 1,000 to 1,000,000 DMC. Only governance.
    function setMinBond(uint128 minBond_) external;

    /// @notice Sets who receives slashed bonds. Only governance.
    function setFund(address fund_) external;

    // ---- views

    /// @notice Seats of attestors: seven.
    function SEATS() external view returns (uint8);
    /// @notice The token attestors bond (DMC).
    function bondToken() external view returns (address);
    /// @notice The source of difficulty and subsidy.
    function difficultySource() external view returns (address);
    /// @notice Who receives slashed bonds.
    function fund() external view returns (address);
    /// @notice The least bond with which an attestor's reports count, DMC wei.
    function minBond() external view returns (uint128);
    /// @notice The EIP-712 hash an attestor signs, for this chain and contract.
    function reportDigest(uint16 assetId, uint32 day, uint128 value) external view returns (bytes32);
    /// @notice An asset's listing and its last decided day.
    function assetInfo(uint16 assetId) external view returns (Asset memory asset, string memory symbol);
    /// @notice All ids ever listed.
    function assetIds() external view returns (uint16[] memory);
    /// @notice A day as `resolve` would leave it now. Reverts for an asset that is not listed.
    function dayOf(uint16 assetId, uint32 day) external view returns (DayValue memory);
    /// @notice The benchmark of a day, reward asset x 10^30 per unit; 0 while pending.
    function valueOf(uint16 assetId, uint32 day) external view returns (uint256);
    /// @notice The last decided day that counts now, and its value; zero before the first.
    function latestOf(uint16 assetId) external view returns (uint32 day, uint256 value);
    /// @notice Mean of the final values among the `n` days that end with `day`, rounded down.
    /// @param n 1 to 30.
    /// @return mean Reward asset x 10^30 per unit.
    /// @return count Days of the `n` that are final.
    function meanOf(uint16 assetId, uint32 day, uint8 n) external view returns (uint256 mean, uint8 count);
    /// @notice What difficulty and subsidy paid per unit on a day, least and most; zeros while unknown.
    function proofOfWorkRange(uint32 day) external view returns (uint256 powMin, uint256 powMax);
    /// @notice The reports counted for a day, by seat.
    function reportsOf(uint16 assetId, uint32 day) external view returns (CountedReport[] memory);
    /// @notice From when and until when reports about a day are taken, unix seconds, end excluded.
    function reportWindow(uint32 day) external pure returns (uint256 from, uint256 until);
    /// @notice Who holds the seven seats; zero address where empty. Entry 0 is seat 1.
    function attestors() external view returns (address[7] memory);
    /// @notice An attestor's seat and bond.
    function attestorOf(address attestor) external view returns (Attestor memory);
    /// @notice Whether an attestor's reports count now: elected and bonded.
    function canReport(address attestor) external view returns (bool);
}
