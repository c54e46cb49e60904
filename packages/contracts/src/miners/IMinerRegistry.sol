// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMinerRegistryCore} from "./IMinerRegistryCore.sol";

/// @title Miners: who may sell hashpower
/// @notice A miner discloses what it runs, is approved by vote, bonds DMC, and may then sell. The bond covers the units set
/// aside for its series; it is slashed by vote after a termination, to the fleet's holders first.
/// @dev Nobody can prove on-chain that a machine exists. What can be proved is whether its income arrived: that is the ledger's.
interface IMinerRegistry is IMinerRegistryCore {
    /// @notice Where a miner stands.
    enum MinerStatus {
        None,
        Applied, // waits for a vote
        Approved, // voted in; sells once the bond is there
        Active, // voted in and bonded: may sell
        Suspended, // by governance; can't sell
        Banned // by governance, for good
    }

    /// @notice What a miner says of itself.
    struct Disclosure {
        string farm; // name and place, at most 64 bytes
        string company; // legal name, at most 64 bytes
        uint88 totalHashrate; // units
        uint88 effectiveHashrate; // units, at most `totalHashrate`
        uint128 expectedIncome; // reward asset x 10^30 per unit and day
        bytes32 documentHash; // keccak-256 of the disclosure document
        string uri; // where the document is, at most 256 bytes
    }

    /// @notice A miner. `status` is as of now.
    struct Miner {
        MinerStatus status; // slot 0: all that a purchase looks at
        uint16 openIncidents; // terminated fleets that governance has not closed
        uint40 suspendedAt; // unix seconds, 0 while not suspended
        uint96 bond; // DMC wei
        uint96 reservedUnits; // units of its series, sold or still for sale
        address operator; // acts for the miner
        address pendingOperator; // named by the operator, must accept
        address payout; // receives released money
        bytes32 disclosureHash; // what a vote approves
    }

    // ---- events

    /// @notice Somebody applied. `disclosureHash` is what a vote approves.
    event MinerApplied(uint32 indexed minerId, address indexed operator, bytes32 disclosureHash, Disclosure disclosure);
    /// @notice An applicant changed its disclosure; a vote on the old one can't be executed.
    event DisclosureAmended(uint32 indexed minerId, bytes32 disclosureHash, Disclosure disclosure);
    /// @notice Governance voted a miner in.
    event MinerApproved(uint32 indexed minerId, bytes32 disclosureHash);
    /// @notice DMC was added to a miner's bond.
    event MinerBonded(uint32 indexed minerId, address indexed from, uint256 amount, uint256 bond);
    /// @notice A miner took part of its bond out.
    event BondWithdrawn(uint32 indexed minerId, address indexed to, uint256 amount, uint256 bond);
    /// @notice Governance suspended a miner.
    event MinerSuspended(uint32 indexed minerId);
    /// @notice Governance lifted a suspension.
    event MinerReinstated(uint32 indexed minerId);
    /// @notice Governance banned a miner for good.
    event MinerBanned(uint32 indexed minerId);
    /// @notice The operator named a successor, which must accept.
    event OperatorChangeStarted(uint32 indexed minerId, address indexed operator, address indexed pendingOperator);
    /// @notice The successor took over.
    event OperatorChanged(uint32 indexed minerId, address indexed previous, address indexed operator);
    /// @notice The miner's money goes elsewhere from now on.
    event PayoutSet(uint32 indexed minerId, address indexed payout);
    /// @notice Units were set against the bond (`reserved`) or freed.
    event UnitsChanged(uint32 indexed minerId, uint88 units, bool reserved, uint96 reservedUnits);
    /// @notice A fleet was terminated; the bond stays until governance closes the incident.
    event IncidentOpened(uint32 indexed minerId, uint32 indexed fleetId);
    /// @notice Governance closed an incident.
    event IncidentClosed(uint32 indexed minerId, uint32 indexed fleetId);
    /// @notice Part of a bond was slashed: `toHolders` to the units alive at termination, `toFund` to the insurance fund.
    event MinerSlashed(uint32 indexed minerId, uint32 indexed fleetId, uint256 toHolders, uint256 toFund);
    /// @notice The ledger was set, once.
    event LedgerSet(address indexed ledger);
    /// @notice The bond's terms changed, DMC wei.
    event BondTermsSet(uint128 minBond, uint128 bondPerUnit);
    /// @notice The receiver of slashed money changed.
    event FundSet(address indexed fund);

    // ---- miners

    /// @notice Applies as a miner; the caller becomes operator and payout address. One miner an operator.
    /// @return minerId Counted from 1.
    function applyAsMiner(Disclosure calldata disclosure) external returns (uint32 minerId);

    /// @notice Replaces the disclosure while the application waits. Only the operator.
    function amendDisclosure(uint32 minerId, Disclosure calldata disclosure) external;

    /// @notice Adds DMC to a miner's bond, from the caller, by allowance or Permit2. Anyone may help.
    /// @param amount DMC wei.
    function bond(uint32 minerId, uint256 amount) external;

    /// @notice Takes DMC out that the miner's units don't need. Only the operator; not while an incident is open, nor in the
    /// first 90 days of a suspension.
    /// @param amount DMC wei.
    function withdrawBond(uint32 minerId, uint256 amount, address to) external;

    /// @notice Sets where released money goes. Only the operator.
    function setPayout(uint32 minerId, address payout) external;

    /// @notice Names a successor, or none (zero address). Only the operator.
    function transferOperator(uint32 minerId, address newOperator) external;

    /// @notice Takes over as operator. Only who was named, and who operates no other miner.
    function acceptOperator(uint32 minerId) external;

    // ---- governance

    /// @notice Votes a miner in. Only governance.
    /// @param disclosureHash What was voted on; an application amended since is refused.
    function approve(uint32 minerId, bytes32 disclosureHash) external;

    /// @notice Stops a miner's sales. Claims, releases and refunds go on. Only governance.
    function suspend(uint32 minerId) external;

    /// @notice Lifts a suspension. Only governance.
    function reinstate(uint32 minerId) external;

    /// @notice Stops a miner's sales for good. Only governance.
    function ban(uint32 minerId) external;

    /// @notice Slashes a miner's bond for a terminated fleet whose incident is open. Only governance.
    /// @param amount DMC wei, at most the bond.
    /// @param toHoldersBps Part for the units alive at the termination, basis points; the rest goes to the fund. A fleet's
    /// holders can be credited once; pass 0 for a further slash.
    function slash(uint32 minerId, uint32 fleetId, uint256 amount, uint16 toHoldersBps) external;

    /// @notice Closes the incident of a terminated fleet, so that the bond may leave again. Only governance.
    function closeIncident(uint32 fleetId) external;

    /// @notice Sets the least bond (1 to 1,000,000 DMC) and the bond per unit (10^12 to 10^18 wei). Only governance.
    function setBondTerms(uint128 minBond_, uint128 bondPerUnit_) external;

    /// @notice Sets who receives the fund's part of a slash. Only governance.
    function setFund(address fund_) external;

    /// @notice Sets the ledger (Hashpower), once. Only the owner.
    function setLedger(address ledger_) external;

    // ---- views

    /// @notice The ledger; zero until it was set.
    function ledger() external view returns (address);
    /// @notice Who receives the fund's part of a slash.
    function fund() external view returns (address);
    /// @notice The least bond of an active miner, DMC wei.
    function minBond() external view returns (uint128);
    /// @notice The bond per unit, DMC wei.
    function bondPerUnit() external view returns (uint128);
    /// @notice Miners so far; ids are 1 to this.
    function minerCount() external view returns (uint32);
    /// @notice A miner. Reverts for an id that does not exist.
    function minerOf(uint32 minerId) external view returns (Miner memory);
    /// @notice What a miner disclosed. Reverts for an id that does not exist.
    function disclosureOf(uint32 minerId) external view returns (Disclosure memory);
    /// @notice The hash that a vote approves, of a disclosure.
    function hashDisclosure(Disclosure calldata disclosure) external pure returns (bytes32);
    /// @notice The miner an account operates, 0 for none.
    function minerIdOf(address operator) external view returns (uint32);
    /// @notice The bond a miner needs for `reservedUnits`, DMC wei, rounded up.
    function requiredBond(uint96 reservedUnits) external view returns (uint256);
    /// @notice What a miner could withdraw now, DMC wei.
    function withdrawableBond(uint32 minerId) external view returns (uint256);
    /// @notice Units a miner could still put on sale with its bond, 0 unless active.
    function availableUnits(uint32 minerId) external view returns (uint256);
    /// @notice The miner whose fleet was terminated, 0 when no incident is open.
    function incidentOf(uint32 fleetId) external view returns (uint32 minerId);
}
