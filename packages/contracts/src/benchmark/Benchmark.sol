// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {Attestors} from "./Attestors.sol";
import {BenchmarkMath} from "./BenchmarkMath.sol";
import {IBenchmark} from "./IBenchmark.sol";
import {IBenchmarkCore} from "./IBenchmarkCore.sol";
import {IDifficultySource} from "./IDifficultySource.sol";
import {Reports} from "./Reports.sol";

/// @title Benchmark
/// @dev A day is due 12 hours after its end. Days are decided in order by whoever asks first, and stored; so yesterday is
/// always decided when today is, whoever calls when. The first value of an asset starts the order: for Bitcoin what
/// difficulty and subsidy prove suffices, another asset needs six reports. Fleets can be created only after it, so the days
/// before are nobody's.
/// Known limit: on a day when fees are more than a quarter of the subsidy, the clamp lets a miner keep the excess.
contract Benchmark is Reports {
    // ---- constants

    uint256 internal constant FALLBACK_AFTER = 5 days;
    uint8 internal constant LARGE_QUORUM = 6; // for a jump, and for the first value
    uint32 internal constant MAX_CATCH_UP = 32; // days decided in one call
    /// @dev The order may start at most this many days back, or somebody could start it years ago and have it catch up.
    uint32 internal constant MAX_FIRST_AGE = 7;
    uint8 internal constant MAX_MEAN_DAYS = 30;
    uint256 internal constant MAX_SYMBOL_LENGTH = 16;

    // ---- storage

    /// @inheritdoc IBenchmark
    address public difficultySource;
    /// @inheritdoc IBenchmarkCore
    mapping(address rewardToken => uint16 assetId) public assetOf;
    uint16[] internal _assetIds;
    mapping(uint16 assetId => Asset) internal _assets;
    mapping(uint16 assetId => string) internal _symbols;
    mapping(uint16 assetId => mapping(uint32 day => DayValue)) internal _days;

    // ---- constructor

    /// @param owner_ Governance.
    /// @param bondToken_ What attestors bond (DMC).
    /// @param fund_ Receives slashed bonds.
    /// @param minBond_ Least bond of an attestor, DMC wei.
    /// @param source Source of Bitcoin's difficulty and subsidy.
    constructor(address owner_, address bondToken_, address fund_, uint128 minBond_, address source)
        Ownable(owner_)
        Attestors(bondToken_, fund_, minBond_)
    {
        _setDifficultySource(source);
    }

    // ---- entry points: deciding

    /// @inheritdoc IBenchmark
    function advance(uint16 assetId, uint32 maxDays) external returns (uint32 decided) {
        Asset memory asset = _listed(assetId);
        if (asset.lastDay == 0) return 0;
        uint32 before = asset.lastDay;
        decided = _decideThrough(assetId, asset, before + uint32(Math.min(maxDays, MAX_CATCH_UP))).lastDay - before;
    }

    /// @inheritdoc IBenchmarkCore
    function resolve(uint16 assetId, uint32 day) external returns (uint256 required, State state) {
        DayValue memory result = _days[assetId][day];
        if (result.state == State.Pending) {
            Asset memory asset = _listed(assetId);
            if (asset.lastDay == 0) {
                if (_mayStart(day)) _decideNext(assetId, asset, day);
            } else if (day > asset.lastDay) {
                _decideThrough(assetId, asset, day);
            }
            result = _days[assetId][day];
        }
        return _outcome(result, day);
    }

    // ---- entry points: governance

    /// @inheritdoc IBenchmark
    function addAsset(uint16 assetId, string calldata symbol, bool proofOfWork) external onlyOwner {
        uint256 length = bytes(symbol).length;
        if (assetId == 0 || _assets[assetId].listed || length == 0 || length > MAX_SYMBOL_LENGTH) {
            revert Errors.BadAsset(assetId);
        }
        _assets[assetId].listed = true;
        _assets[assetId].proofOfWork = proofOfWork;
        _assets[assetId].lastRatio = uint16(BenchmarkMath.BPS);
        _symbols[assetId] = symbol;
        _assetIds.push(assetId);
        emit AssetAdded(assetId, symbol, proofOfWork);
        // What is proven needs no report: its first value is there at once, unless the difficulty is not known yet.
        uint256 sinceFirstDue = Math.saturatingSub(block.timestamp, REPORT_WINDOW);
        if (proofOfWork && sinceFirstDue >= 1 days) {
            _decideNext(assetId, _assets[assetId], uint32(sinceFirstDue / 1 days - 1));
        }
    }

    /// @inheritdoc IBenchmark
    function setRewardToken(address token, uint16 assetId) external onlyOwner {
        if (token == address(0)) revert Errors.ZeroAddress();
        if (assetId != 0) _listed(assetId);
        assetOf[token] = assetId;
        emit RewardTokenSet(token, assetId);
    }

    /// @inheritdoc IBenchmark
    function setDifficultySource(address source) external onlyOwner {
        _setDifficultySource(source);
    }

    // ---- views

    /// @inheritdoc IBenchmarkCore
    function hasValue(uint16 assetId) external view returns (bool) {
        return _assets[assetId].lastDay != 0;
    }

    /// @inheritdoc IBenchmarkCore
    function preview(uint16 assetId, uint32 day) external view returns (uint256 required, State state) {
        return _outcome(_peek(assetId, day), day);
    }

    /// @inheritdoc IBenchmark
    function dayOf(uint16 assetId, uint32 day) public view returns (DayValue memory result) {
        DayValue memory decided = _peek(assetId, day);
        if (_counts(decided, day)) return decided;
    }

    /// @inheritdoc IBenchmark
    function valueOf(uint16 assetId, uint32 day) external view returns (uint256) {
        return dayOf(assetId, day).value;
    }

    /// @inheritdoc IBenchmark
    function latestOf(uint16 assetId) external view returns (uint32 day, uint256 value) {
        Asset memory asset = _listed(assetId);
        for (day = asset.lastDay; day != 0; --day) {
            DayValue memory decided = _days[assetId][day];
            // Ends within six steps: only a fallback of the last five days does not count, and the first value is none.
            if (_counts(decided, day)) return (day, decided.value);
        }
    }

    /// @inheritdoc IBenchmark
    function meanOf(uint16 assetId, uint32 day, uint8 n) external view returns (uint256 mean, uint8 count) {
        if (n == 0 || n > MAX_MEAN_DAYS || n > day) revert Errors.OutOfBounds(n, 1, MAX_MEAN_DAYS);
        Asset memory asset = _listed(assetId);
        uint32 decided = asset.lastDay;
        for (uint32 d = day - n + 1; d <= day; ++d) {
            DayValue memory result = _days[assetId][d];
            // As `dayOf` would say, but in one walk over the undecided days, not one for each.
            if (decided != 0 && d > decided && d - decided <= MAX_CATCH_UP) result = _peekFrom(assetId, asset, d);
            if (!_counts(result, d)) continue;
            mean += result.value;
            ++count;
        }
        if (count != 0) mean /= count;
    }

    /// @inheritdoc IBenchmark
    /// @dev Never reverts, whatever the source answers: a broken source is an unknown difficulty.
    function proofOfWorkRange(uint32 day) public view returns (uint256 powMin, uint256 powMax) {
        (bool answered, bytes memory answer) = _askSource(difficultySource, day);
        if (!answered) return (0, 0);
        (uint256 known, uint256 minDifficulty, uint256 maxDifficulty, uint256 minSubsidy, uint256 maxSubsidy) =
            abi.decode(answer, (uint256, uint256, uint256, uint256, uint256));
        if (known == 0 || minDifficulty == 0 || maxDifficulty < minDifficulty || maxDifficulty >> 200 != 0) {
            return (0, 0);
        }
        if (maxSubsidy < minSubsidy || maxSubsidy > type(uint64).max) return (0, 0);
        powMin = BenchmarkMath.powOf(minSubsidy, maxDifficulty);
        powMax = BenchmarkMath.powOf(maxSubsidy, minDifficulty);
        if (powMin == 0 || powMax > type(uint120).max) return (0, 0);
    }

    /// @inheritdoc IBenchmark
    function assetInfo(uint16 assetId) external view returns (Asset memory asset, string memory symbol) {
        return (_listed(assetId), _symbols[assetId]);
    }

    /// @inheritdoc IBenchmark
    function assetIds() external view returns (uint16[] memory) {
        return _assetIds;
    }

    // ---- internals: deciding

    /// @dev Decides the days after the last decided one, in order, up to `day`; stops where one is not due or still open.
    function _decideThrough(uint16 assetId, Asset memory asset, uint32 day) private returns (Asset memory) {
        uint32 last = uint32(Math.min(day, uint256(asset.lastDay) + MAX_CATCH_UP));
        for (uint32 d = asset.lastDay + 1; d <= last; ++d) {
            if (!_decideNext(assetId, asset, d)) break;
        }
        return asset;
    }

    function _decideNext(uint16 assetId, Asset memory asset, uint32 day) private returns (bool) {
        (DayValue memory result, uint8 reports) = _decide(assetId, asset, day);
        if (result.state == State.Pending) return false;
        _days[assetId][day] = result;
        _assets[assetId] = asset;
        emit DayDecided(assetId, day, result.value, result.powMin, result.state, reports);
        return true;
    }

    /// @dev A day as it is stored, or as it would be decided now, whether it counts yet or not.
    function _peek(uint16 assetId, uint32 day) private view returns (DayValue memory result) {
        Asset memory asset = _listed(assetId);
        result = _days[assetId][day];
        if (result.state != State.Pending) return result;
        if (asset.lastDay == 0) {
            if (_mayStart(day)) (result,) = _decide(assetId, asset, day);
        } else if (day > asset.lastDay && day - asset.lastDay <= MAX_CATCH_UP) {
            result = _peekFrom(assetId, asset, day);
        }
    }

    /// @dev Walks from the last decided day to `day`, as `_decideThrough` would; leaves `asset` where it got to.
    function _peekFrom(uint16 assetId, Asset memory asset, uint32 day) private view returns (DayValue memory result) {
        for (uint32 d = asset.lastDay + 1; d <= day; ++d) {
            (result,) = _decide(assetId, asset, d);
            if (result.state == State.Pending) return result;
        }
    }

    /// @dev Decides one day, the one after `asset.lastDay`, and moves `asset` on. Pending while it can't be decided. Never reverts.
    function _decide(uint16 assetId, Asset memory asset, uint32 day)
        private
        view
        returns (DayValue memory result, uint8 reports)
    {
        (uint256 dayEnd, uint256 due) = reportWindow(day);
        if (block.timestamp < due) return (result, 0);
        uint256 median;
        (median, reports) = _median(assetId, day);
        if (asset.proofOfWork) {
            (uint256 powMin, uint256 powMax) = proofOfWorkRange(day);
            if (powMin != 0) {
                result = _proven(asset, median, reports, powMin, powMax);
                asset.lastRatio = BenchmarkMath.ratioOf(result.value, powMax);
            } else if (block.timestamp >= dayEnd + FALLBACK_AFTER) {
                result = _fallback(asset);
            }
        } else if (_reported(asset, median, reports)) {
            result = DayValue(uint128(median), 0, State.Quorum);
        } else {
            // No further report can come: decided, but it counts only after five days, in which the miner may still pay.
            result = _fallback(asset);
        }
        if (result.state == State.Pending) return (result, reports);
        asset.lastDay = day;
        asset.lastValue = result.value;
    }

    /// @dev The median clamped to what is proven; without a quorum what is proven alone.
    function _proven(Asset memory asset, uint256 median, uint8 reports, uint256 powMin, uint256 powMax)
        private
        pure
        returns (DayValue memory)
    {
        uint256 value = BenchmarkMath.clamp(median, powMin, powMax);
        uint256 bps = BenchmarkMath.BPS;
        bool quorum = reports >= LARGE_QUORUM
            || (reports >= QUORUM
                && !BenchmarkMath.jumps(value, asset.lastRatio * powMin / bps, asset.lastRatio * powMax / bps));
        if (!quorum) return DayValue(uint128(powMin), uint120(powMin), State.ProofOfWork);
        return DayValue(uint128(value), uint120(powMin), State.Quorum);
    }

    function _reported(Asset memory asset, uint256 median, uint8 reports) private pure returns (bool) {
        if (reports >= LARGE_QUORUM) return true;
        // Before the first value ever `lastValue` is zero, and anything is a jump.
        if (reports < QUORUM) return false;
        return !BenchmarkMath.jumps(median, asset.lastValue, asset.lastValue);
    }

    function _fallback(Asset memory asset) private pure returns (DayValue memory result) {
        if (asset.lastDay != 0) result = DayValue(asset.lastValue, 0, State.Fallback);
    }

    /// @dev What `resolve` says of a day that is stored or peeked.
    function _outcome(DayValue memory result, uint32 day) private view returns (uint256 required, State state) {
        if (_counts(result, day)) return (BenchmarkMath.required(result.value, result.powMin), result.state);
    }

    function _counts(DayValue memory result, uint32 day) private view returns (bool) {
        if (result.state != State.Fallback) return result.state != State.Pending;
        (uint256 dayEnd,) = reportWindow(day);
        return block.timestamp >= dayEnd + FALLBACK_AFTER;
    }

    // ---- internals: assets

    function _mayStart(uint32 day) private view returns (bool) {
        return uint256(day) + MAX_FIRST_AGE >= block.timestamp / 1 days;
    }

    function _listed(uint16 assetId) internal view override returns (Asset memory asset) {
        asset = _assets[assetId];
        if (!asset.listed) revert Errors.UnknownAsset(assetId);
    }

    function _setDifficultySource(address source) private {
        (bool answered,) = _askSource(source, uint32(block.timestamp / 1 days));
        if (!answered) revert Errors.BadDifficultySource(source);
        difficultySource = source;
        emit DifficultySourceSet(source);
    }

    /// @dev Five words or nothing: a low-level call, because decoding a typed answer could revert.
    function _askSource(address source, uint32 day) private view returns (bool answered, bytes memory answer) {
        (answered, answer) = source.staticcall(abi.encodeCall(IDifficultySource.rangeOf, (day)));
        answered = answered && answer.length == 160;
    }
}
