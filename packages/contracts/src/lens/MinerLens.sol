// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBenchmark} from "../benchmark/IBenchmark.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IMinerRegistry} from "../miners/IMinerRegistry.sol";
import {IMinerLens} from "./IMinerLens.sol";
import {LensCommon} from "./LensCommon.sol";

/// @title Lens for miners and the market average they are measured by
/// @dev No storage, no owner, no money.
contract MinerLens is LensCommon, IMinerLens {
    // ---- constants

    uint256 internal constant MAX_MINERS = 100;

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

    // ---- internals

    function _minerView(uint32 minerId) private view returns (MinerView memory item) {
        item.minerId = minerId;
        item.miner = REGISTRY.minerOf(minerId);
        item.disclosure = REGISTRY.disclosureOf(minerId);
        item.requiredBond = REGISTRY.requiredBond(item.miner.reservedUnits);
        item.withdrawableBond = REGISTRY.withdrawableBond(minerId);
        item.availableUnits = REGISTRY.availableUnits(minerId);
    }
}
