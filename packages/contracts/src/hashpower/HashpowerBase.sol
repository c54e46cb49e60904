// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IBenchmarkCore} from "../benchmark/IBenchmarkCore.sol";
import {IMinerRegistryCore} from "../miners/IMinerRegistryCore.sol";
import {IHashpowerTypes} from "./IHashpowerTypes.sol";

/// @title Storage of the hashpower NFT and its ledger, and the arithmetic both share
/// @dev `Hashpower` runs the code of `HashpowerLedger` in its own storage. All state that both touch is here, first in the
/// layout of either; `HashpowerLedger` may declare none of its own.
abstract contract HashpowerBase is IHashpowerTypes, Ownable, ReentrancyGuardTransient {
    using SafeCast for uint256;

    // ---- types

    /// @dev The hot slot: all that a claim needs besides the owner. The series is in the id.
    struct Unit {
        uint32 startDay;
        uint8 flags;
        uint88 units;
        uint128 base; // `acc` up to which income was paid; 0 = not resolved, then checkpoint[startDay - 1].acc
    }

    /// @dev The escrow slot.
    struct Term {
        uint96 q;
        uint32 r;
        uint32 nonce;
        uint32 acquiredDay;
        uint16 eventBits;
    }

    /// @dev Joins and expiries of one fleet-day.
    struct Delta {
        int96 units;
        int128 q;
    }

    /// @dev Kept by purchase, so that splits and sales of the NFT do not touch the referrer.
    struct Referral {
        address referrer;
        uint96 q;
        uint32 startDay;
        uint128 paid;
    }

    struct LockerRights {
        bool listed; // ever: fixes maySeize
        bool allowed;
        bool maySeize;
    }

    // ---- constants

    uint8 internal constant LOCKED = 1;
    uint8 internal constant COLLECTS = 2; // the locker earns
    uint8 internal constant HAS_BENEFICIARY = 4;
    uint8 internal constant HAS_USER = 8;
    uint8 internal constant REFUNDED = 16;
    uint8 internal constant SLASH_PAID = 32;

    uint256 internal constant BPS = 10_000;
    uint16 internal constant MAX_FEE_BPS = 1000;
    uint16 internal constant MAX_REFERRAL_BPS = 5000;

    // ---- storage

    IMinerRegistryCore internal immutable REGISTRY;
    IBenchmarkCore internal immutable BENCHMARK;

    uint32 internal _fleetCount;
    uint32 internal _seriesCount;
    mapping(uint32 fleetId => Fleet) internal _fleets;
    mapping(uint32 seriesId => Series) internal _series;
    mapping(uint256 id => Unit) internal _units;
    mapping(uint256 id => Term) internal _terms;
    mapping(uint32 fleetId => mapping(uint32 day => Checkpoint)) internal _checkpoints;
    mapping(uint32 fleetId => mapping(uint32 day => Delta)) internal _deltas;
    mapping(uint32 fleetId => mapping(uint32 day => uint256)) internal _paid;
    mapping(address token => mapping(address account => uint256)) internal _credit;
    mapping(uint256 id => address) internal _beneficiaries;
    mapping(uint256 id => address) internal _lockers;
    mapping(address account => bool) internal _optIn;
    mapping(address locker => LockerRights) internal _lockerRights;
    mapping(bytes32 key => uint32 fleetId) internal _fleetIds;
    mapping(uint32 seriesId => string) internal _seriesURIs;
    mapping(uint256 id => Referral) internal _referrals;
    mapping(address minter => bool) internal _minters;
    mapping(address token => bool) internal _payTokens;
    uint16 internal _feeBps;
    uint16 internal _referralBps;
    address internal _feeRecipient;

    constructor(address owner_, IMinerRegistryCore registry_, IBenchmarkCore benchmark_)
        Ownable(owner_)
    {
        if (address(registry_) == address(0) || address(benchmark_) == address(0)) revert Errors.ZeroAddress();
        REGISTRY = registry_;
        BENCHMARK = benchmark_;
    }

    // ---- internals: days and ids

    function _today() internal view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }

    function _seriesOfId(uint256 id) internal view returns (Series storage) {
        return _series[uint32(id >> 32)];
    }

    function _endDay(Unit storage unit, Series storage series) internal view returns (uint32) {
        return unit.startDay + series.termDays - 1;
    }

    /// @dev Factor from base units to the scale of `acc`: whole asset x 10^30.
    function _scale(Fleet storage fleet) internal view returns (uint256) {
        return 10 ** (30 - uint256(fleet.rewardDecimals));
    }

    function _knownFleet(uint32 fleetId) internal view returns (Fleet storage fleet) {
        fleet = _fleets[fleetId];
        if (fleet.status == FleetStatus.None) revert Errors.UnknownFleet(fleetId);
    }

    function _liveFleet(uint32 fleetId) internal view returns (Fleet storage fleet) {
        fleet = _knownFleet(fleetId);
        if (fleet.status == FleetStatus.Terminated) revert Errors.FleetTerminated(fleetId);
    }

    function _knownSeries(uint32 seriesId) internal view returns (Series storage series) {
        series = _series[seriesId];
        if (series.fleetId == 0) revert Errors.UnknownSeries(seriesId);
    }

    function _nextId(uint32 seriesId, Series storage series) internal returns (uint256) {
        if (series.sequence == type(uint32).max) revert Errors.SeriesIdsUsedUp(seriesId);
        return uint256(seriesId) << 32 | ++series.sequence;
    }

    // ---- internals: income

    /// @dev What an NFT earned up to `throughDay` and has not been paid, rounded down, and the base that remembers it: the
    /// fraction of a wei stays with the holder (the base rounds up by less than the fraction paid for).
    function _income(uint256 id, uint32 throughDay)
        internal
        view
        returns (uint256 pay, uint128 base, address token)
    {
        Unit storage unit = _units[id];
        Series storage series = _seriesOfId(id);
        uint32 fleetId = series.fleetId;
        Fleet storage fleet = _fleets[fleetId];
        token = fleet.rewardToken;
        base = unit.base;
        uint32 start = unit.startDay;
        uint32 last = uint32(Math.min(Math.min(fleet.settled, _endDay(unit, series)), throughDay));
        if (last < start) return (0, base, token);
        if (base == 0) base = _checkpoints[fleetId][start - 1].acc;
        uint128 acc = _checkpoints[fleetId][last].acc;
        if (acc <= base) return (0, base, token);
        uint256 scale = _scale(fleet);
        uint256 units = unit.units;
        pay = units * (acc - base) / scale;
        if (pay != 0) base += Math.ceilDiv(pay * scale, units).toUint128();
    }

    /// @dev Takes an NFT's income out of the ledger; the caller must pay or credit it.
    function _takeIncome(uint256 id, uint32 throughDay) internal returns (uint256 pay, address token) {
        uint128 base;
        (pay, base, token) = _income(id, throughDay);
        if (pay != 0) _units[id].base = base;
    }

    /// @dev Credits what an NFT earned so far to `account`, without a transfer that could fail.
    function _creditIncome(uint256 id, address account) internal {
        (uint256 pay, address token) = _takeIncome(id, type(uint32).max);
        if (pay == 0) return;
        _credit[token][account] += pay;
        emit Credited(id, account, token, pay);
    }

    // ---- internals: escrow

    /// @dev Days of an NFT's term that its miner delivered.
    function _earnedDays(uint32 fleetId, uint32 start, uint32 end) internal view returns (uint256) {
        uint32 last = uint32(Math.min(_fleets[fleetId].settled, end));
        if (last < start) return 0;
        return _checkpoints[fleetId][last].earned - _checkpoints[fleetId][start - 1].earned;
    }

    /// @dev The slices of an NFT that were not delivered, and the remainder.
    function _undelivered(uint256 id) internal view returns (uint256) {
        Term storage term = _terms[id];
        Series storage series = _seriesOfId(id);
        Unit storage unit = _units[id];
        uint256 earned = _earnedDays(series.fleetId, unit.startDay, _endDay(unit, series));
        return uint256(term.q) * (series.termDays - earned) + term.r;
    }

    /// @dev Whether the refund right of an NFT has come: the fleet was terminated, or its term has settled.
    function _refundOpen(uint256 id) internal view returns (bool) {
        Series storage series = _seriesOfId(id);
        Fleet storage fleet = _fleets[series.fleetId];
        return fleet.status == FleetStatus.Terminated || fleet.settled >= _endDay(_units[id], series);
    }

    // ---- internals: checks

    /// @dev Pushing money is safe to accounts without code (an EIP-7702 delegation, 0xef0100 and an address, counts as
    /// none) and to contracts that asked for it; anything else might not be able to pass it on.
    function _requireMayPush(address account) internal view {
        if (msg.sender == account || account.code.length == 0 || _optIn[account]) return;
        bytes memory code = account.code;
        if (code.length == 23 && code[0] == 0xef && code[1] == 0x01 && code[2] == 0x00) return;
        revert Errors.NotOptedIn(account);
    }

    function _setFees(uint16 feeBps, uint16 referralBps, address recipient) internal {
        if (feeBps > MAX_FEE_BPS) revert Errors.OutOfBounds(feeBps, 0, MAX_FEE_BPS);
        if (referralBps > MAX_REFERRAL_BPS) revert Errors.OutOfBounds(referralBps, 0, MAX_REFERRAL_BPS);
        if (recipient == address(0)) revert Errors.ZeroAddress();
        (_feeBps, _referralBps, _feeRecipient) = (feeBps, referralBps, recipient);
        emit FeesSet(feeBps, referralBps, recipient);
    }
}
