// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IPrimarySale} from "../sale/IPrimarySale.sol";
import {LensBase} from "./LensBase.sol";

/// @title Views of series, their sale, and fleets
abstract contract LensSeries is LensBase {
    // ---- constants

    uint256 internal constant MAX_SERIES = 100;
    uint32 internal constant MAX_LAG = 7; // as in the ledger: days it may lag behind for a purchase

    // ---- series

    function seriesPage(SeriesFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, SeriesView[] memory items, uint256 next)
    {
        _requireCount(limit, MAX_SERIES);
        at = _at();
        SeriesView[] memory found = new SeriesView[](limit);
        uint256 count;
        uint256 last = Math.min(HASHPOWER.seriesCount(), Math.saturatingAdd(cursor, maxScan));
        while (cursor < last && count < limit) {
            SeriesView memory item = _seriesView(uint32(++cursor));
            if (_matches(filter, item)) found[count++] = item;
        }
        assembly ("memory-safe") {
            mstore(found, count)
        }
        items = found;
        next = cursor < HASHPOWER.seriesCount() ? cursor : 0;
    }

    function series(uint32[] calldata seriesIds) external view returns (At memory at, SeriesView[] memory items) {
        _requireCount(seriesIds.length, MAX_SERIES);
        at = _at();
        items = new SeriesView[](seriesIds.length);
        for (uint256 i; i < seriesIds.length; ++i) items[i] = _seriesView(seriesIds[i]);
    }

    function quote(uint32 seriesId, uint88 units, address account)
        external
        view
        returns (At memory at, Quote memory result)
    {
        at = _at();
        SeriesView memory item = _seriesView(seriesId);
        uint88 bought = SALE.boughtBy(seriesId, account);
        uint88 cap = item.terms.walletCap;
        uint16 termDays = item.series.termDays;
        result.pay = item.fleet.pay;
        (, result.price, result.cost, result.termsVersion) = SALE.quote(seriesId, units);
        result.left = item.left;
        result.walletLeft = cap == 0 ? item.left : uint88(Math.min(Math.saturatingSub(cap, bought), item.left));
        result.needsProof = item.terms.allowRoot != 0;
        result.startDay = at.today + 1;
        result.endDay = at.today + termDays;
        result.q = uint96(result.cost / termDays);
        result.r = uint32(result.cost % termDays);
        result.balance = IERC20(item.fleet.pay.token).balanceOf(account);
        result.allowance = IERC20(item.fleet.pay.token).allowance(account, address(SALE));
        result.blocker = item.blocker;
        if (result.blocker != 0) return (at, result);
        if (units == 0) result.blocker = Errors.ZeroAmount.selector;
        else if (units > result.left) result.blocker = Errors.SoldOut.selector;
        else if (units > result.walletLeft) result.blocker = Errors.WalletCapReached.selector;
    }

    // ---- fleets

    function fleetsPage(uint32 minerId, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, FleetView[] memory items, uint256 next)
    {
        _requireCount(limit, MAX_SERIES);
        at = _at();
        FleetView[] memory found = new FleetView[](limit);
        uint256 count;
        uint256 last = Math.min(HASHPOWER.fleetCount(), Math.saturatingAdd(cursor, maxScan));
        while (cursor < last && count < limit) {
            uint32 fleetId = uint32(++cursor);
            if (minerId == 0 || HASHPOWER.fleetOf(fleetId).minerId == minerId) found[count++] = _fleetView(fleetId);
        }
        assembly ("memory-safe") {
            mstore(found, count)
        }
        items = found;
        next = cursor < HASHPOWER.fleetCount() ? cursor : 0;
    }

    function fleets(uint32[] calldata fleetIds) external view returns (At memory at, FleetView[] memory items) {
        _requireCount(fleetIds.length, MAX_SERIES);
        at = _at();
        items = new FleetView[](fleetIds.length);
        for (uint256 i; i < fleetIds.length; ++i) items[i] = _fleetView(fleetIds[i]);
    }

    // ---- internals

    function _matches(SeriesFilter calldata filter, SeriesView memory item) private pure returns (bool) {
        return (filter.fleetId == 0 || filter.fleetId == item.fleet.fleetId)
            && (filter.minerId == 0 || filter.minerId == item.fleet.minerId)
            && (filter.rewardToken == address(0) || filter.rewardToken == item.fleet.reward.token)
            && (!filter.buyableOnly || item.blocker == 0);
    }

    function _seriesView(uint32 seriesId) private view returns (SeriesView memory item) {
        item.seriesId = seriesId;
        item.series = HASHPOWER.seriesOf(seriesId);
        item.uri = HASHPOWER.seriesURI(seriesId);
        (item.terms, item.termsVersion) = SALE.saleOf(seriesId);
        item.fleet = _fleetView(item.series.fleetId);
        item.left = item.series.open ? item.series.cap - item.series.sold : 0;
        (, item.price,,) = SALE.quote(seriesId, 1);
        item.blocker = _blocker(item);
    }

    function _inTime(IPrimarySale.SaleTerms memory terms) private view returns (bool) {
        return terms.startPrice != 0 && block.timestamp >= terms.opensAt
            && (terms.closesAt == 0 || block.timestamp <= terms.closesAt);
    }

    /// @dev The first of the checks of `PrimarySale.buy` and `Hashpower.mint` that fails.
    function _blocker(SeriesView memory item) private view returns (bytes4) {
        IHashpowerTypes.Fleet memory ledger = item.fleet.ledger;
        if (SALE.paused()) return Errors.SalesPaused.selector;
        if (!_inTime(item.terms)) return Errors.SaleNotOpen.selector;
        if (ledger.status == IHashpowerTypes.FleetStatus.Terminated) return Errors.FleetTerminated.selector;
        if (!item.series.open) return Errors.SeriesIsClosed.selector;
        if (item.left == 0) return Errors.SoldOut.selector;
        if (!item.fleet.minerActive) return Errors.MinerNotActive.selector;
        if (ledger.missStreak != 0) return Errors.MinerMissedDays.selector;
        bool idle = ledger.settled >= ledger.lastEnd;
        if (!idle && _today() - ledger.settled > MAX_LAG) return Errors.FleetBehind.selector;
        return 0;
    }
}
