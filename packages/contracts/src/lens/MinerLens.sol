// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBenchmark} from "../benchmark/IBenchmark.sol";
import {IBenchmarkCore} from "../benchmark/IBenchmarkCore.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IMinerRegistry} from "../miners/IMinerRegistry.sol";
import {IMinerLens} from "./IMinerLens.sol";
import {LensCommon} from "./LensCommon.sol";

/// @title Lens for miners and the market average they are measured by
/// @dev No storage, no owner, no money.
contract MinerLens is LensCommon, IMinerLens {
    // ---- constants

    uint256 internal constant MAX_MINERS = 100;
    uint256 internal constant GRACE = 48 hours; // as in the ledger: for a day that was paid too little

    IMinerRegistry internal immutable REGISTRY;
    IBenchmark internal immutable BENCHMARK;

    // ---- constructor

    constructor(IHashpower hashpower_) LensCommon(hashpower_) {
        REGISTRY = IMinerRegistry(hashpower_.registry());
        BENCHMARK = IBenchmark(hashpower_.benchmark());
    }

    // ---- miners

    function minersPage(uint256 cursor, uint32 limit)
        external
        view
        returns (At memory at, MinerView[] memory items, uint256 next)
    {
        _requireCount(limit, MAX_MINERS);
        at = _at();
        uint256 count = REGISTRY.minerCount();
        uint256 last = Math.min(count, Math.saturatingAdd(cursor, limit));
        items = new MinerView[](Math.saturatingSub(last, cursor));
        for (uint256 i; i < items.length; ++i) items[i] = _minerView(uint32(cursor + i + 1));
        next = last < count ? last : 0;
    }

    function miners(uint32[] calldata minerIds) external view returns (At memory at, MinerView[] memory items) {
        _requireCount(minerIds.length, MAX_MINERS);
        at = _at();
        items = new MinerView[](minerIds.length);
        for (uint256 i; i < minerIds.length; ++i) items[i] = _minerView(minerIds[i]);
    }

    // ---- the market

    function benchmarks(uint16 assetId, uint32 fromDay, uint32 toDay)
        external
        view
        returns (At memory at, BenchmarkDay[] memory items, uint32 latestDay, uint256 latestValue)
    {
        at = _at();
        (latestDay, latestValue) = BENCHMARK.latestOf(assetId);
        if (toDay > at.today) toDay = at.today;
        if (toDay < fromDay) return (at, items, latestDay, latestValue);
        if (toDay - fromDay >= MAX_DAYS) fromDay = toDay - MAX_DAYS + 1;
        items = new BenchmarkDay[](toDay - fromDay + 1);
        for (uint256 i; i < items.length; ++i) {
            BenchmarkDay memory item = items[i];
            item.day = fromDay + uint32(i);
            (item.required, item.state) = BENCHMARK.preview(assetId, item.day);
            item.value = BENCHMARK.valueOf(assetId, item.day);
            if (BENCHMARK.dayOf(assetId, item.day).powMin != 0) {
                (item.powMin, item.powMax) = BENCHMARK.proofOfWorkRange(item.day);
            }
            item.reports = uint8(BENCHMARK.reportsOf(assetId, item.day).length);
        }
    }

    function dueDays(uint32 fleetId, uint32 maxDays)
        external
        view
        returns (At memory at, Token memory reward, DueDay[] memory items)
    {
        _requireCount(maxDays, MAX_DAYS);
        at = _at();
        IHashpowerTypes.Fleet memory fleet = HASHPOWER.fleetOf(fleetId);
        reward = _token(fleet.rewardToken);
        if (fleet.status != IHashpowerTypes.FleetStatus.Live) return (at, reward, items);
        uint256 last = Math.min(Math.min(fleet.lastEnd, at.today), uint256(fleet.settled) + maxDays);
        items = new DueDay[](Math.saturatingSub(last, fleet.settled));
        int256 units = int256(uint256(HASHPOWER.checkpointOf(fleetId, fleet.settled).units));
        uint256 scale = 10 ** (30 - uint256(fleet.rewardDecimals));
        for (uint256 i; i < items.length; ++i) {
            uint32 day = fleet.settled + 1 + uint32(i);
            (int96 joining,) = HASHPOWER.deltaOf(fleetId, day);
            units += joining;
            items[i] = _dueDay(fleetId, fleet.assetId, day, uint256(units), scale);
        }
    }

    // ---- internals

    function _dueDay(uint32 fleetId, uint16 assetId, uint32 day, uint256 units, uint256 scale)
        private
        view
        returns (DueDay memory item)
    {
        item.day = day;
        item.units = uint96(units);
        item.paid = HASHPOWER.paidOn(fleetId, day);
        item.missedFrom = uint64((uint256(day) + 1) * 1 days + GRACE);
        uint256 required;
        (required, item.state) = BENCHMARK.preview(assetId, day);
        if (units == 0 || item.state == IBenchmarkCore.State.Pending) return item;
        item.market = Math.ceilDiv(BENCHMARK.valueOf(assetId, day) * units, scale);
        // As the ledger compares: paid x scale x 10^4 >= required x units, and never nothing at all.
        item.required = Math.max(Math.ceilDiv(required * units, scale * 10_000), 1);
    }

    function _minerView(uint32 minerId) private view returns (MinerView memory item) {
        item.minerId = minerId;
        item.miner = REGISTRY.minerOf(minerId);
        item.disclosure = REGISTRY.disclosureOf(minerId);
        item.requiredBond = REGISTRY.requiredBond(item.miner.reservedUnits);
        item.withdrawableBond = REGISTRY.withdrawableBond(minerId);
        item.availableUnits = REGISTRY.availableUnits(minerId);
    }
}
