// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IBenchmarkCore} from "../benchmark/IBenchmarkCore.sol";
import {Payments} from "../payments/Payments.sol";
import {HashpowerBase} from "./HashpowerBase.sol";
import {IHashpowerLedger} from "./IHashpowerLedger.sol";

/// @title The fleet day ledger: income, escrow, release and termination
/// @dev One checkpoint a fleet and day serves any number of NFTs: income and refund are differences of two checkpoints.
abstract contract FleetLedger is IHashpowerLedger, HashpowerBase {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ---- types

    /// @dev What settling one day works with.
    struct Day {
        uint96 units;
        uint128 daily;
        uint256 paid; // reward token
        uint256 t; // the same, scaled
        uint256 required; // scaled x 10^4 per unit
        bool ok;
        bool neutral;
    }

    // ---- constants

    uint256 internal constant GRACE = 48 hours; // after a short day's end, before it counts as missed
    uint32 internal constant MAX_SETTLE = 64;
    uint256 internal constant MAX_FUND = 64;
    uint32 internal constant MISS_MASK = uint32((1 << 30) - 1);

    // ---- entry points: miners

    function createFleet(uint32 minerId, address rewardToken, address payToken, uint32 farm)
        external
        returns (uint32 fleetId)
    {
        _requireOperator(minerId, msg.sender);
        if (!REGISTRY.isActive(minerId)) revert Errors.MinerNotActive(minerId);
        if (!_payTokens[payToken]) revert Errors.PayTokenNotListed(payToken);
        uint16 assetId = BENCHMARK.assetOf(rewardToken);
        if (assetId == 0 || !BENCHMARK.hasValue(assetId)) revert Errors.RewardTokenNotListed(rewardToken);
        bytes32 key = _fleetKey(rewardToken, payToken, minerId, farm);
        if (_fleetIds[key] != 0) revert Errors.FleetExists(_fleetIds[key]);
        fleetId = ++_fleetCount;
        _fleetIds[key] = fleetId;

        uint8 decimals = IERC20Metadata(rewardToken).decimals();
        if (decimals > 30) revert Errors.OutOfBounds(decimals, 0, 30);
        Fleet storage fleet = _fleets[fleetId];
        fleet.rewardToken = rewardToken;
        fleet.settled = _today();
        fleet.status = FleetStatus.Live;
        fleet.rewardDecimals = decimals;
        fleet.payToken = payToken;
        fleet.minerId = minerId;
        fleet.assetId = assetId;
        (fleet.feeBps, fleet.referralBps) = (_feeBps, _referralBps);
        fleet.farm = farm;
        emit FleetCreated(fleetId, minerId, rewardToken, payToken, farm, assetId);
    }

    function fundDay(uint32 fleetId, uint32 day, uint256 amount) external nonReentrant {
        Fleet storage fleet = _liveFleet(fleetId);
        _fund(fleet, fleetId, day, Payments.pull(fleet.rewardToken, msg.sender, address(this), amount));
    }

    function fundDays(uint32 fleetId, uint32[] calldata days_, uint256[] calldata amounts) external nonReentrant {
        Fleet storage fleet = _liveFleet(fleetId);
        (uint256 asked, uint256 received) = _pullSum(fleet.rewardToken, days_.length, amounts);
        uint256 left = received;
        for (uint256 i; i < amounts.length; ++i) {
            uint256 part = i + 1 == amounts.length ? left : Math.mulDiv(amounts[i], received, asked);
            left -= part;
            _fund(fleet, fleetId, days_[i], part);
        }
    }

    function fundMany(uint32[] calldata fleetIds, uint32 day, uint256[] calldata amounts) external nonReentrant {
        if (fleetIds.length == 0) revert Errors.BadArrays(0, MAX_FUND);
        address token = _liveFleet(fleetIds[0]).rewardToken;
        (uint256 asked, uint256 received) = _pullSum(token, fleetIds.length, amounts);
        uint256 left = received;
        for (uint256 i; i < amounts.length; ++i) {
            Fleet storage fleet = _liveFleet(fleetIds[i]);
            if (fleet.rewardToken != token) revert Errors.RewardTokenNotListed(fleet.rewardToken);
            uint256 part = i + 1 == amounts.length ? left : Math.mulDiv(amounts[i], received, asked);
            left -= part;
            _fund(fleet, fleetIds[i], day, part);
        }
    }

    function settleDay(uint32 fleetId) external nonReentrant {
        Fleet storage fleet = _liveFleet(fleetId);
        if (!_settleNext(fleetId, fleet)) revert Errors.DayNotSettleable(fleetId, fleet.settled + 1);
    }

    function settleDays(uint32 fleetId, uint32 maxDays) external nonReentrant returns (uint32 count) {
        if (maxDays == 0 || maxDays > MAX_SETTLE) revert Errors.OutOfBounds(maxDays, 1, MAX_SETTLE);
        Fleet storage fleet = _liveFleet(fleetId);
        while (count < maxDays && _settleNext(fleetId, fleet)) ++count;
    }

    function release(uint32 fleetId) external nonReentrant returns (uint256 amount) {
        Fleet storage fleet = _fleets[fleetId];
        if (fleet.minerDue == 0) {
            _knownFleet(fleetId); // looked at only now: what is due proves that a fleet exists
            revert Errors.NothingToRelease(fleetId);
        }
        return _release(fleetId, fleet);
    }

    function terminate(uint32 fleetId) external nonReentrant {
        Fleet storage fleet = _liveFleet(fleetId);
        for (uint256 i; _settleNext(fleetId, fleet); ++i) {
            if (i == MAX_SETTLE) revert Errors.SettleFirst(fleetId, fleet.settled);
        }

        bool byVote = msg.sender == owner();
        uint8 misses = _popCount(fleet.missBits);
        bool may = misses >= 24 || (byVote && (fleet.missStreak >= 7 || misses >= 10));
        if (!may || fleet.settled >= fleet.lastEnd) {
            revert Errors.NotTerminable(fleetId, fleet.missStreak, misses);
        }
        _closeLedger(fleetId, fleet, byVote);
        REGISTRY.openIncident(fleet.minerId, fleetId);
    }

    // ---- views

    /// @notice Whether `settleDay` would succeed now, and for which day.
    function settleable(uint32 fleetId) external view returns (bool yes, uint32 day) {
        Fleet storage fleet = _fleets[fleetId];
        day = fleet.settled + 1;
        if (fleet.status != FleetStatus.Live || day > fleet.lastEnd || day >= _today()) return (false, day);
        (uint96 units,) = _activeOn(fleetId, fleet, day);
        if (units == 0) return (true, day);
        (uint256 required, IBenchmarkCore.State state) = BENCHMARK.preview(fleet.assetId, day);
        if (state == IBenchmarkCore.State.Pending) return (false, day);
        yes = _graceOver(day) || _delivered(_paid[fleetId][day] * _scale(fleet), required, units);
    }

    // ---- internals: funding

    function _pullSum(address token, uint256 count, uint256[] calldata amounts)
        private
        returns (uint256 asked, uint256 received)
    {
        if (count == 0 || count != amounts.length || count > MAX_FUND) revert Errors.BadArrays(count, MAX_FUND);
        for (uint256 i; i < count; ++i) asked += amounts[i];
        received = Payments.pull(token, msg.sender, address(this), asked);
    }

    function _fund(Fleet storage fleet, uint32 fleetId, uint32 day, uint256 amount) private {
        uint32 today = _today();
        if (day <= fleet.settled || day > today) revert Errors.DayNotFundable(day, fleet.settled, today);
        if (amount == 0) revert Errors.ZeroAmount();
        // The only bound on income, here and not in settleDay: beyond it an accumulator could overflow and freeze the ledger.
        uint256 total = fleet.fundedTotal + amount;
        if (total > type(uint128).max / _scale(fleet)) revert Errors.FundingLimit(fleetId);
        (fleet.pending, fleet.fundedTotal) = (fleet.pending + uint128(amount), uint128(total));
        _paid[fleetId][day] += amount;
        emit DayFunded(fleetId, day, msg.sender, amount);
    }

    // ---- internals: settling

    function _activeOn(uint32 fleetId, Fleet storage fleet, uint32 day) private view returns (uint96 units, uint128 daily) {
        Delta storage delta = _deltas[fleetId][day];
        units = uint96(int96(_checkpoints[fleetId][day - 1].units) + delta.units);
        daily = uint128(int128(fleet.daily) + delta.q);
    }

    function _graceOver(uint32 day) private view returns (bool) {
        return block.timestamp >= (uint256(day) + 1) * 1 days + GRACE;
    }

    /// @dev Whether scaled income `t` covers `required` (x 10^4) per unit. Both sides stay far below 2^256.
    function _delivered(uint256 t, uint256 required, uint96 units) private pure returns (bool) {
        return t != 0 && t * BPS >= required * units;
    }

    /// @dev Settles the day after the last one, or returns false when that can't be done yet. Reverts for no amount and no
    /// benchmark: a revert here would freeze the fleet's later days and its escrow.
    function _settleNext(uint32 fleetId, Fleet storage fleet) private returns (bool) {
        uint32 day = fleet.settled + 1;
        if (day > fleet.lastEnd || day >= _today()) return false;
        Day memory d;
        (d.units, d.daily) = _activeOn(fleetId, fleet, day);
        d.paid = _paid[fleetId][day];
        d.t = d.paid * _scale(fleet);
        d.neutral = d.units == 0; // nothing was owed to anybody
        if (!d.neutral) {
            IBenchmarkCore.State state;
            (d.required, state) = BENCHMARK.resolve(fleet.assetId, day);
            if (state == IBenchmarkCore.State.Pending) return false;
            d.ok = _delivered(d.t, d.required, d.units);
            if (!d.ok && !_graceOver(day)) return false;
            d.neutral = state == IBenchmarkCore.State.Fallback;
        }
        if (d.paid != 0) fleet.pending -= uint128(d.paid);
        _countDay(fleet, day, d);
        _creditDay(fleetId, fleet, day, d.units, d.t, d.ok);
        emit DaySettled(fleetId, day, d.paid, d.units, d.required, d.ok, d.neutral, fleet.missStreak);
        return true;
    }

    function _countDay(Fleet storage fleet, uint32 day, Day memory d) private {
        fleet.settled = day;
        if (!d.neutral) {
            fleet.missStreak = d.ok ? 0 : uint16(Math.min(uint256(fleet.missStreak) + 1, type(uint16).max));
            fleet.missBits = (fleet.missBits << 1 | (d.ok ? 0 : 1)) & MISS_MASK;
        }
        (fleet.daily, fleet.minerDue) = (d.daily, d.ok ? fleet.minerDue + d.daily : fleet.minerDue);
    }

    /// @dev Credits income in both cases: a short day's money belongs to the holders too.
    function _creditDay(uint32 fleetId, Fleet storage fleet, uint32 day, uint96 units, uint256 t, bool ok) private {
        Checkpoint storage last = _checkpoints[fleetId][day - 1];
        uint256 acc = last.acc;
        t += fleet.rem;
        if (units != 0) {
            acc += t / units;
            t %= units;
        }
        fleet.rem = uint128(t);
        _checkpoints[fleetId][day] = Checkpoint(uint128(acc), units, last.earned + (ok ? 1 : 0));
    }

    // ---- internals: release and termination

    /// @dev The fee is taken here, on delivered days only, rounded up so that referrers' parts are always covered.
    function _release(uint32 fleetId, Fleet storage fleet) private returns (uint256 amount) {
        uint256 due = fleet.minerDue;
        uint256 fee = _feeOn(fleet, due);
        amount = due - fee;
        fleet.minerDue = 0;
        fleet.feeAccrued += uint128(fee);
        address payout = REGISTRY.payoutOf(fleet.minerId);
        emit Released(fleetId, payout, amount, fee);
        IERC20(fleet.payToken).safeTransfer(payout, amount);
    }

    function _feeOn(Fleet storage fleet, uint256 slices) internal view returns (uint256) {
        return Math.ceilDiv(slices * fleet.feeBps, BPS);
    }

    /// @dev Credits what was funded for days that will not settle to the units of one last day.
    function _closeLedger(uint32 fleetId, Fleet storage fleet, bool byVote) private {
        uint32 day = fleet.settled + 1;
        (uint96 units, uint128 daily) = _activeOn(fleetId, fleet, day);
        uint256 t = uint256(fleet.pending) * _scale(fleet);
        if (units == 0 && t + fleet.rem != 0) {
            // Nobody is there to earn it: back to who pays the income.
            address payout = REGISTRY.payoutOf(fleet.minerId);
            uint256 amount = (t + fleet.rem) / _scale(fleet);
            _credit[fleet.rewardToken][payout] += amount;
            emit Credited(0, payout, fleet.rewardToken, amount);
            (t, fleet.rem) = (0, 0);
        }
        _creditDay(fleetId, fleet, day, units, t, false);
        fleet.pending = 0;
        fleet.settled = day;
        fleet.daily = daily;
        fleet.status = FleetStatus.Terminated;
        fleet.terminatedOn = day;
        fleet.unitsAtTermination = units;
        emit Terminated(fleetId, day, byVote, units);
    }

    // ---- internals: checks

    function _requireOperator(uint32 minerId, address caller) internal view {
        (address operator,) = REGISTRY.partiesOf(minerId);
        if (caller != operator) revert Errors.NotAllowed(caller, operator);
    }

    function _fleetKey(address rewardToken, address payToken, uint32 minerId, uint32 farm) internal pure returns (bytes32) {
        return keccak256(abi.encode(rewardToken, payToken, minerId, farm));
    }

    function _popCount(uint32 bits) private pure returns (uint8 count) {
        for (; bits != 0; bits &= bits - 1) ++count;
    }
}
