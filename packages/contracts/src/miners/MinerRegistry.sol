// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {Payments} from "../payments/Payments.sol";
import {SelfPermit} from "../payments/SelfPermit.sol";
import {IMinerRegistry} from "./IMinerRegistry.sol";
import {IMinerRegistryCore} from "./IMinerRegistryCore.sol";

/// @title Miner registry
/// @dev Units are set against the bond when a series is opened, with its whole cap, so that a purchase needs no look here and no
/// two series can share a bond. They are freed 30 days after a series' last term, which is what holds the bond back.
contract MinerRegistry is IMinerRegistry, SelfPermit, Ownable, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ---- constants

    uint256 internal constant BPS = 10_000;
    uint128 internal constant LEAST_MIN_BOND = 1e18;
    uint128 internal constant MOST_MIN_BOND = 1_000_000e18;
    uint128 internal constant LEAST_BOND_PER_UNIT = 1e12;
    uint128 internal constant MOST_BOND_PER_UNIT = 1e18;
    /// @dev How long a suspension holds a bond that is not needed: governance must find a fault in that time or let go.
    uint256 internal constant SUSPENSION_HOLDS_BOND = 90 days;
    uint256 internal constant MAX_NAME_LENGTH = 64;
    uint256 internal constant MAX_URI_LENGTH = 256;

    // ---- storage

    /// @inheritdoc IMinerRegistryCore
    address public immutable bondToken;
    /// @inheritdoc IMinerRegistry
    address public fund;
    /// @inheritdoc IMinerRegistry
    address public ledger;
    /// @inheritdoc IMinerRegistry
    uint32 public minerCount;
    /// @inheritdoc IMinerRegistry
    uint128 public minBond;
    /// @inheritdoc IMinerRegistry
    uint128 public bondPerUnit;
    /// @dev `status` is never Active in storage: that depends on the bond and its terms.
    mapping(uint32 minerId => Miner) internal _miners;
    mapping(uint32 minerId => Disclosure) internal _disclosures;
    /// @inheritdoc IMinerRegistry
    mapping(address operator => uint32 minerId) public minerIdOf;
    /// @inheritdoc IMinerRegistry
    mapping(uint32 fleetId => uint32 minerId) public incidentOf;

    // ---- constructor

    /// @param owner_ Governance, or a deployer that hands over to it.
    /// @param bondToken_ What miners bond (DMC).
    /// @param fund_ Receives the fund's part of a slash.
    /// @param minBond_ Least bond of an active miner, DMC wei.
    /// @param bondPerUnit_ Bond per unit of its series, DMC wei.
    constructor(address owner_, address bondToken_, address fund_, uint128 minBond_, uint128 bondPerUnit_)
        Ownable(owner_)
    {
        if (bondToken_ == address(0)) revert Errors.ZeroAddress();
        bondToken = bondToken_;
        _setFund(fund_);
        _setBondTerms(minBond_, bondPerUnit_);
    }

    // ---- modifiers

    modifier onlyLedger() {
        if (msg.sender != ledger) revert Errors.NotAllowed(msg.sender, ledger);
        _;
    }

    modifier onlyOperator(uint32 minerId) {
        address operator = _known(minerId).operator;
        if (msg.sender != operator) revert Errors.NotAllowed(msg.sender, operator);
        _;
    }

    // ---- entry points: miners

    /// @inheritdoc IMinerRegistry
    function applyAsMiner(Disclosure calldata disclosure) external returns (uint32 minerId) {
        minerId = ++minerCount;
        _setOperator(minerId, msg.sender);
        Miner storage miner = _miners[minerId];
        miner.payout = msg.sender;
        miner.status = MinerStatus.Applied;
        emit MinerApplied(minerId, msg.sender, _disclose(minerId, disclosure), disclosure);
    }

    /// @inheritdoc IMinerRegistry
    function amendDisclosure(uint32 minerId, Disclosure calldata disclosure) external onlyOperator(minerId) {
        if (_miners[minerId].status != MinerStatus.Applied) revert Errors.BadStatus(minerId);
        emit DisclosureAmended(minerId, _disclose(minerId, disclosure), disclosure);
    }

    /// @inheritdoc IMinerRegistry
    function bond(uint32 minerId, uint256 amount) external nonReentrant {
        Miner storage miner = _known(minerId);
        if (miner.status != MinerStatus.Approved && miner.status != MinerStatus.Suspended) {
            revert Errors.MinerNotApproved(minerId);
        }
        uint256 received = Payments.pull(bondToken, msg.sender, address(this), amount);
        miner.bond += received.toUint96();
        emit MinerBonded(minerId, msg.sender, received, miner.bond);
    }

    /// @inheritdoc IMinerRegistry
    function withdrawBond(uint32 minerId, uint256 amount, address to) external onlyOperator(minerId) nonReentrant {
        if (to == address(0)) revert Errors.ZeroAddress();
        if (amount == 0) revert Errors.ZeroAmount();
        Miner storage miner = _miners[minerId];
        if (miner.openIncidents != 0) revert Errors.IncidentIsOpen(minerId);
        uint256 heldUntil = _heldUntil(miner);
        if (block.timestamp < heldUntil) revert Errors.BondIsHeld(heldUntil);
        uint256 needed = requiredBond(miner.reservedUnits);
        if (miner.bond < needed + amount) revert Errors.BondTooLow(minerId, miner.bond, needed + amount);
        miner.bond -= amount.toUint96();
        emit BondWithdrawn(minerId, to, amount, miner.bond);
        IERC20(bondToken).safeTransfer(to, amount);
    }

    /// @inheritdoc IMinerRegistry
    function setPayout(uint32 minerId, address payout) external onlyOperator(minerId) {
        if (payout == address(0)) revert Errors.ZeroAddress();
        _miners[minerId].payout = payout;
        emit PayoutSet(minerId, payout);
    }

    /// @inheritdoc IMinerRegistry
    function transferOperator(uint32 minerId, address newOperator) external onlyOperator(minerId) {
        _miners[minerId].pendingOperator = newOperator;
        emit OperatorChangeStarted(minerId, msg.sender, newOperator);
    }

    /// @inheritdoc IMinerRegistry
    function acceptOperator(uint32 minerId) external {
        Miner storage miner = _known(minerId);
        if (msg.sender != miner.pendingOperator) revert Errors.NotAllowed(msg.sender, miner.pendingOperator);
        address previous = miner.operator;
        delete minerIdOf[previous];
        delete miner.pendingOperator;
        _setOperator(minerId, msg.sender);
        emit OperatorChanged(minerId, previous, msg.sender);
    }

    // ---- entry points: the ledger

    /// @inheritdoc IMinerRegistryCore
    function reserveUnits(uint32 minerId, uint88 units) external onlyLedger {
        Miner storage miner = _known(minerId);
        if (miner.status != MinerStatus.Approved) revert Errors.MinerNotActive(minerId);
        miner.reservedUnits += units;
        uint256 needed = _neededToSell(miner.reservedUnits);
        if (miner.bond < needed) revert Errors.BondTooLow(minerId, miner.bond, needed);
        emit UnitsChanged(minerId, units, true, miner.reservedUnits);
    }

    /// @inheritdoc IMinerRegistryCore
    function freeUnits(uint32 minerId, uint88 units) external onlyLedger {
        Miner storage miner = _known(minerId);
        miner.reservedUnits -= units;
        emit UnitsChanged(minerId, units, false, miner.reservedUnits);
    }

    /// @inheritdoc IMinerRegistryCore
    /// @dev A second call for a fleet changes nothing: terminating must not fail here.
    function openIncident(uint32 minerId, uint32 fleetId) external onlyLedger {
        Miner storage miner = _known(minerId);
        if (incidentOf[fleetId] != 0) return;
        incidentOf[fleetId] = minerId;
        ++miner.openIncidents;
        emit IncidentOpened(minerId, fleetId);
    }

    // ---- entry points: governance

    /// @inheritdoc IMinerRegistry
    function approve(uint32 minerId, bytes32 disclosureHash) external onlyOwner {
        Miner storage miner = _known(minerId);
        if (miner.status != MinerStatus.Applied) revert Errors.BadStatus(minerId);
        if (miner.disclosureHash != disclosureHash) {
            revert Errors.DisclosureChanged(miner.disclosureHash, disclosureHash);
        }
        miner.status = MinerStatus.Approved;
        emit MinerApproved(minerId, disclosureHash);
    }

    /// @inheritdoc IMinerRegistry
    function suspend(uint32 minerId) external onlyOwner {
        Miner storage miner = _known(minerId);
        if (miner.status != MinerStatus.Approved) revert Errors.BadStatus(minerId);
        miner.status = MinerStatus.Suspended;
        miner.suspendedAt = uint40(block.timestamp);
        emit MinerSuspended(minerId);
    }

    /// @inheritdoc IMinerRegistry
    function reinstate(uint32 minerId) external onlyOwner {
        Miner storage miner = _known(minerId);
        if (miner.status != MinerStatus.Suspended) revert Errors.BadStatus(minerId);
        miner.status = MinerStatus.Approved;
        miner.suspendedAt = 0;
        emit MinerReinstated(minerId);
    }

    /// @inheritdoc IMinerRegistry
    function ban(uint32 minerId) external onlyOwner {
        Miner storage miner = _known(minerId);
        if (miner.status == MinerStatus.Banned) revert Errors.BadStatus(minerId);
        miner.status = MinerStatus.Banned;
        emit MinerBanned(minerId);
    }

    /// @inheritdoc IMinerRegistry
    function slash(uint32 minerId, uint32 fleetId, uint256 amount, uint16 toHoldersBps)
        external
        onlyOwner
        nonReentrant
    {
        Miner storage miner = _known(minerId);
        if (incidentOf[fleetId] != minerId) revert Errors.NoIncident(minerId, fleetId);
        if (amount == 0 || amount > miner.bond) revert Errors.OutOfBounds(amount, 1, miner.bond);
        if (toHoldersBps > BPS) revert Errors.OutOfBounds(toHoldersBps, 0, BPS);
        miner.bond -= amount.toUint96();
        uint256 toHolders = amount * toHoldersBps / BPS;
        if (toHolders != 0) {
            // What does not divide by the units comes back from the ledger and goes to the fund.
            IERC20(bondToken).safeTransfer(ledger, toHolders);
            toHolders = IHashpower(ledger).creditSlash(fleetId, toHolders);
        }
        emit MinerSlashed(minerId, fleetId, toHolders, amount - toHolders);
        if (amount != toHolders) IERC20(bondToken).safeTransfer(fund, amount - toHolders);
    }

    /// @inheritdoc IMinerRegistry
    function closeIncident(uint32 fleetId) external onlyOwner {
        uint32 minerId = incidentOf[fleetId];
        if (minerId == 0) revert Errors.NoIncident(0, fleetId);
        delete incidentOf[fleetId];
        --_miners[minerId].openIncidents;
        emit IncidentClosed(minerId, fleetId);
    }

    /// @inheritdoc IMinerRegistry
    function setBondTerms(uint128 minBond_, uint128 bondPerUnit_) external onlyOwner {
        _setBondTerms(minBond_, bondPerUnit_);
    }

    /// @inheritdoc IMinerRegistry
    function setFund(address fund_) external onlyOwner {
        _setFund(fund_);
    }

    /// @inheritdoc IMinerRegistry
    function setLedger(address ledger_) external onlyOwner {
        if (ledger_ == address(0)) revert Errors.ZeroAddress();
        if (ledger != address(0)) revert Errors.LedgerIsSet(ledger);
        ledger = ledger_;
        emit LedgerSet(ledger_);
    }

    // ---- views

    /// @inheritdoc IMinerRegistryCore
    function isActive(uint32 minerId) public view returns (bool) {
        Miner storage miner = _miners[minerId];
        return miner.status == MinerStatus.Approved && miner.bond >= _neededToSell(miner.reservedUnits);
    }

    /// @inheritdoc IMinerRegistryCore
    function partiesOf(uint32 minerId) external view returns (address operator, address payout) {
        Miner storage miner = _miners[minerId];
        return (miner.operator, miner.payout);
    }

    /// @inheritdoc IMinerRegistryCore
    function payoutOf(uint32 minerId) external view returns (address) {
        return _miners[minerId].payout;
    }

    /// @inheritdoc IMinerRegistry
    function minerOf(uint32 minerId) external view returns (Miner memory miner) {
        miner = _known(minerId);
        if (isActive(minerId)) miner.status = MinerStatus.Active;
    }

    /// @inheritdoc IMinerRegistry
    function disclosureOf(uint32 minerId) external view returns (Disclosure memory) {
        _known(minerId);
        return _disclosures[minerId];
    }

    /// @inheritdoc IMinerRegistry
    function hashDisclosure(Disclosure calldata disclosure) public pure returns (bytes32) {
        return keccak256(abi.encode(disclosure));
    }

    /// @inheritdoc IMinerRegistry
    function requiredBond(uint96 reservedUnits) public view returns (uint256) {
        return uint256(reservedUnits) * bondPerUnit;
    }

    /// @inheritdoc IMinerRegistry
    function withdrawableBond(uint32 minerId) external view returns (uint256) {
        Miner storage miner = _known(minerId);
        if (miner.openIncidents != 0 || block.timestamp < _heldUntil(miner)) return 0;
        return Math.saturatingSub(miner.bond, requiredBond(miner.reservedUnits));
    }

    /// @inheritdoc IMinerRegistry
    function availableUnits(uint32 minerId) external view returns (uint256) {
        if (!isActive(minerId)) return 0;
        Miner storage miner = _miners[minerId];
        return miner.bond / bondPerUnit - miner.reservedUnits;
    }

    // ---- internals

    function _known(uint32 minerId) private view returns (Miner storage miner) {
        miner = _miners[minerId];
        if (miner.status == MinerStatus.None) revert Errors.UnknownMiner(minerId);
    }

    function _setOperator(uint32 minerId, address operator) private {
        uint32 other = minerIdOf[operator];
        if (other != 0) revert Errors.OperatesAnotherMiner(operator, other);
        minerIdOf[operator] = minerId;
        _miners[minerId].operator = operator;
    }

    function _disclose(uint32 minerId, Disclosure calldata disclosure) private returns (bytes32 hash) {
        uint256 farm = bytes(disclosure.farm).length;
        uint256 company = bytes(disclosure.company).length;
        bool complete = farm != 0 && farm <= MAX_NAME_LENGTH && company != 0 && company <= MAX_NAME_LENGTH
            && bytes(disclosure.uri).length <= MAX_URI_LENGTH && disclosure.documentHash != bytes32(0)
            && disclosure.effectiveHashrate != 0 && disclosure.effectiveHashrate <= disclosure.totalHashrate;
        if (!complete) revert Errors.DisclosureIncomplete();
        hash = hashDisclosure(disclosure);
        _disclosures[minerId] = disclosure;
        _miners[minerId].disclosureHash = hash;
    }

    function _neededToSell(uint96 reservedUnits) private view returns (uint256) {
        return Math.max(minBond, requiredBond(reservedUnits));
    }

    function _heldUntil(Miner storage miner) private view returns (uint256) {
        return miner.suspendedAt == 0 ? 0 : miner.suspendedAt + SUSPENSION_HOLDS_BOND;
    }

    function _setBondTerms(uint128 minBond_, uint128 bondPerUnit_) private {
        if (minBond_ < LEAST_MIN_BOND || minBond_ > MOST_MIN_BOND) {
            revert Errors.OutOfBounds(minBond_, LEAST_MIN_BOND, MOST_MIN_BOND);
        }
        if (bondPerUnit_ < LEAST_BOND_PER_UNIT || bondPerUnit_ > MOST_BOND_PER_UNIT) {
            revert Errors.OutOfBounds(bondPerUnit_, LEAST_BOND_PER_UNIT, MOST_BOND_PER_UNIT);
        }
        (minBond, bondPerUnit) = (minBond_, bondPerUnit_);
        emit BondTermsSet(minBond_, bondPerUnit_);
    }

    function _setFund(address fund_) private {
        if (fund_ == address(0)) revert Errors.ZeroAddress();
        fund = fund_;
        emit FundSet(fund_);
    }
}
