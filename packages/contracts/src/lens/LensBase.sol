// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IMinerRegistry} from "../miners/IMinerRegistry.sol";
import {IBenchmark} from "../benchmark/IBenchmark.sol";
import {IPrimarySale} from "../sale/IPrimarySale.sol";
import {ILens} from "./ILens.sol";
import {LensCommon} from "./LensCommon.sol";

/// @title What the views of the market's lens share
abstract contract LensBase is ILens, LensCommon {
    // ---- constants

    IPrimarySale internal immutable SALE;
    IMinerRegistry internal immutable REGISTRY;
    IBenchmark internal immutable BENCHMARK;

    // ---- constructor

    constructor(IHashpower hashpower_, IPrimarySale sale_) LensCommon(hashpower_) {
        SALE = sale_;
        REGISTRY = IMinerRegistry(hashpower_.registry());
        BENCHMARK = IBenchmark(hashpower_.benchmark());
    }

    // ---- internals

    function _fleetView(uint32 fleetId) internal view returns (FleetView memory result) {
        IHashpowerTypes.Fleet memory ledger = HASHPOWER.fleetOf(fleetId);
        IHashpowerTypes.Checkpoint memory last = HASHPOWER.checkpointOf(fleetId, ledger.settled);
        result.fleetId = fleetId;
        result.minerId = ledger.minerId;
        (result.operator,) = REGISTRY.partiesOf(ledger.minerId);
        result.minerActive = REGISTRY.isActive(ledger.minerId);
        result.reward = _token(ledger.rewardToken);
        result.pay = _token(ledger.payToken);
        result.ledger = ledger;
        (result.units, result.earned) = (last.units, last.earned);
        for (uint32 bits = ledger.missBits; bits != 0; bits &= bits - 1) ++result.missesIn30;
        (result.settleable, result.nextDay) = HASHPOWER.settleable(fleetId);
    }
}
