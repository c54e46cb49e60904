// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {FleetLedger} from "./FleetLedger.sol";

/// @title Series: what is sold of a fleet, its escrow, and the fees on what is released
abstract contract SeriesBook is FleetLedger {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ---- constants

    uint32 internal constant MAX_LAG = 7; // days a ledger may lag behind for a purchase to be safe
    uint32 internal constant BOND_LINGER = 30; // days a bond stays behind a finished series
    uint16 internal constant MAX_TERM = 3650;
    uint16 internal constant MAX_ROYALTY_BPS = 1000;

    // ---- modifiers

    modifier onlyMinter() {
        if (!_minters[msg.sender]) revert Errors.NotAllowed(msg.sender, address(0));
        _;
    }

    // ---- entry points: miners

    function createSeries(
        address operator,
        uint32 fleetId,
        uint88 cap,
        uint16 termDays,
        uint16 royaltyBps,
        bytes32 documentHash,
        string calldata uri
    ) external onlyMinter returns (uint32 seriesId) {
        Fleet storage fleet = _liveFleet(fleetId);
        _requireOperator(fleet.minerId, operator);
        if (!REGISTRY.isActive(fleet.minerId)) revert Errors.MinerNotActive(fleet.minerId);
        if (cap == 0) revert Errors.ZeroAmount();
        if (termDays == 0 || termDays > MAX_TERM) revert Errors.OutOfBounds(termDays, 1, MAX_TERM);
        if (royaltyBps > MAX_ROYALTY_BPS) revert Errors.OutOfBounds(royaltyBps, 0, MAX_ROYALTY_BPS);
        seriesId = ++_seriesCount;
        Series storage series = _series[seriesId];
        series.open = true;
        series.fleetId = fleetId;
        series.termDays = termDays;
        series.cap = cap;
        series.royaltyBps = royaltyBps;
        series.documentHash = documentHash;
        _seriesURIs[seriesId] = uri;
        emit SeriesCreated(seriesId, fleetId, cap, termDays, royaltyBps, documentHash, uri);
        REGISTRY.reserveUnits(fleet.minerId, cap);
    }

    function closeSeries(uint32 seriesId) external {
        Series storage series = _knownSeries(seriesId);
        uint32 minerId = _fleets[series.fleetId].minerId;
        _requireOperator(minerId, msg.sender);
        if (!series.open) revert Errors.SeriesIsClosed(seriesId);
        series.open = false;
        emit SeriesClosed(seriesId, series.sold);
        REGISTRY.freeUnits(minerId, series.cap - series.sold);
    }

    function finishSeries(uint32 seriesId) external {
        Series storage series = _knownSeries(seriesId);
        Fleet storage fleet = _fleets[series.fleetId];
        uint32 fromDay = series.lastEnd + BOND_LINGER;
        bool over = fleet.settled >= series.lastEnd || fleet.status == FleetStatus.Terminated;
        if (series.open || series.finished || !over || _today() < fromDay) {
            revert Errors.SeriesNotFinished(seriesId, fromDay);
        }
        series.finished = true;
        emit SeriesFinished(seriesId, series.sold);
        REGISTRY.freeUnits(fleet.minerId, series.sold);
    }

    // ---- entry points: minters

    /// @notice The ledger's half of `mint`: schedules the units and escrows what was paid. Only within `Hashpower.mint`.
    /// @dev At the NFT's address `mint` shadows this by checking the minter and the guard first; called there directly it
    /// demands a minter like `mint` does, but no NFT would follow, so it refuses.
    function escrow(uint32 seriesId, address to, uint88 units, uint256 paid, address referrer)
        external
        returns (uint256 id, uint96 q, uint32 r, uint32 start)
    {
        if (!_reentrancyGuardEntered() || !_minters[msg.sender]) revert Errors.NotAllowed(msg.sender, address(this));
        (id, q, r, start) = _escrow(seriesId, units, paid);
        if (referrer != address(0) && referrer != to) _refer(id, seriesId, referrer, q, start);
    }

    // ---- entry points: fees

    function payReferral(uint256 id) external nonReentrant returns (uint256 amount) {
        Referral storage referral = _referrals[id];
        address referrer = referral.referrer;
        (uint32 fleetId, uint256 due) = _referralDue(id, referral);
        amount = due - referral.paid;
        if (referrer == address(0) || amount == 0) revert Errors.NoReferral(id);
        if (msg.sender != referrer) _requireMayPush(referrer);
        Fleet storage fleet = _fleets[fleetId];
        // Always covered, if need be by the fee that the next release will take from `minerDue`: no payout is called here.
        referral.paid = uint128(due);
        fleet.feeTaken += uint128(amount);
        fleet.referralPaid += uint128(amount);
        emit ReferralPaid(id, referrer, amount);
        IERC20(fleet.payToken).safeTransfer(referrer, amount);
    }

    function collectFees(uint32 fleetId) external nonReentrant returns (uint256 amount) {
        Fleet storage fleet = _knownFleet(fleetId);
        // With the fee on what waits for release: a payout address that can't receive holds up only its own money.
        uint256 accrued = fleet.feeAccrued + _feeOn(fleet, fleet.minerDue);
        uint256 owed = Math.min(accrued * fleet.referralBps / BPS, fleet.referredMax);
        uint256 reserve = Math.saturatingSub(owed, fleet.referralPaid);
        amount = Math.saturatingSub(accrued, fleet.feeTaken + reserve);
        if (amount == 0) revert Errors.NothingToPay();
        fleet.feeTaken += uint128(amount);
        emit FeesCollected(fleetId, _feeRecipient, amount);
        IERC20(fleet.payToken).safeTransfer(_feeRecipient, amount);
    }

    // ---- internals: selling

    /// @dev Escrows a purchase: active from tomorrow for the term, so that nobody buys into a past day's income.
    function _escrow(uint32 seriesId, uint88 units, uint256 paid)
        private
        returns (uint256 id, uint96 q, uint32 r, uint32 start)
    {
        Series storage series = _knownSeries(seriesId);
        uint32 fleetId = series.fleetId;
        Fleet storage fleet = _liveFleet(fleetId);
        _requireSaleable(seriesId, series, fleetId, fleet, units);

        q = (paid / series.termDays).toUint96();
        r = uint32(paid % series.termDays);
        start = _today() + 1;
        _schedule(fleetId, fleet, series, units, q, start);
        (series.sold, series.deposited) = (series.sold + units, series.deposited + paid.toUint128());
        id = _nextId(seriesId, series);
        _units[id] = Unit(start, 0, units, 0);
        _terms[id] = Term(q, r, 0, start - 1, 0);
    }

    /// @dev Joins on `start` and expires after the term, in the two days' deltas.
    function _schedule(
        uint32 fleetId,
        Fleet storage fleet,
        Series storage series,
        uint88 units,
        uint96 q,
        uint32 start
    ) private {
        uint32 end = start + series.termDays - 1;
        Delta storage delta = _deltas[fleetId][start];
        (delta.units, delta.q) = (delta.units + int96(uint96(units)), delta.q + int128(uint128(q)));
        delta = _deltas[fleetId][end + 1];
        (delta.units, delta.q) = (delta.units - int96(uint96(units)), delta.q - int128(uint128(q)));
        if (end > fleet.lastEnd) fleet.lastEnd = end;
        if (end > series.lastEnd) series.lastEnd = end;
    }

    function _requireSaleable(uint32 seriesId, Series storage series, uint32 fleetId, Fleet storage fleet, uint88 units)
        private
    {
        if (units == 0) revert Errors.ZeroAmount();
        if (!series.open) revert Errors.SeriesIsClosed(seriesId);
        uint88 left = series.cap - series.sold;
        if (units > left) revert Errors.SoldOut(seriesId, units, left);
        if (!REGISTRY.isActive(fleet.minerId)) revert Errors.MinerNotActive(fleet.minerId);
        if (fleet.missStreak != 0) revert Errors.MinerMissedDays(fleetId, fleet.missStreak);
        uint32 today = _today();
        if (fleet.settled >= fleet.lastEnd) _skipIdle(fleetId, fleet, today);
        else if (today - fleet.settled > MAX_LAG) revert Errors.FleetBehind(fleetId, fleet.settled, today);
    }

    /// @dev Nobody is active and no joins wait: moves the ledger to today in one step, so that no checkpoint a new NFT
    /// starts from is a hole. What was funded meanwhile carries forward.
    function _skipIdle(uint32 fleetId, Fleet storage fleet, uint32 today) private {
        uint32 settled = fleet.settled;
        if (fleet.pending != 0) {
            fleet.rem += (uint256(fleet.pending) * _scale(fleet)).toUint128();
            fleet.pending = 0;
        }
        if (settled == today) return;
        Checkpoint storage last = _checkpoints[fleetId][settled];
        _checkpoints[fleetId][today] = Checkpoint(last.acc, 0, last.earned);
        fleet.settled = today;
        fleet.daily = 0;
    }

    // ---- internals: fees

    function _refer(uint256 id, uint32 seriesId, address referrer, uint96 q, uint32 start) private {
        Series storage series = _series[seriesId];
        Fleet storage fleet = _fleets[series.fleetId];
        _referrals[id] = Referral(referrer, q, start, 0);
        fleet.referredMax += uint128(_referralShare(fleet, uint256(q) * series.termDays));
    }

    /// @dev The referrer's part of the fee on `slices` of payment token, rounded down; the fee itself is rounded up.
    function _referralShare(Fleet storage fleet, uint256 slices) private view returns (uint256) {
        return slices * fleet.feeBps * fleet.referralBps / (BPS * BPS);
    }

    function _referralDue(uint256 id, Referral storage referral) internal view returns (uint32 fleetId, uint256 due) {
        Series storage series = _seriesOfId(id);
        fleetId = series.fleetId;
        uint32 start = referral.startDay;
        if (start == 0) return (fleetId, 0);
        uint256 earned = _earnedDays(fleetId, start, start + series.termDays - 1);
        due = _referralShare(_fleets[fleetId], referral.q * earned);
    }
}
