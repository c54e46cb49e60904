// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {LensBase} from "./LensBase.sol";
import {LensScan} from "./LensScan.sol";

/// @title Views of what an account holds and earns
abstract contract LensHolder is LensBase, LensScan {
    // ---- constants

    uint256 internal constant MAX_NFTS = 200;

    // ---- holders

    function hashpower(uint256[] calldata ids) external view returns (At memory at, HashpowerView[] memory items) {
        _requireCount(ids.length, MAX_NFTS);
        at = _at();
        items = new HashpowerView[](ids.length);
        for (uint256 i; i < ids.length; ++i) items[i] = _hashpowerView(ids[i]);
    }

    function portfolio(address account, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, HashpowerView[] memory items, uint256 next)
    {
        at = _at();
        uint256[] memory ids;
        (ids, next) = _scan(account, cursor, limit, maxScan, true);
        items = new HashpowerView[](ids.length);
        for (uint256 i; i < ids.length; ++i) items[i] = _hashpowerView(ids[i]);
    }

    function earnings(address account, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, Earning[] memory items, uint256 next)
    {
        at = _at();
        uint256[] memory ids;
        (ids, next) = _scan(account, cursor, limit, maxScan, false);
        uint256 fleets = cursor == 0 ? Math.min(HASHPOWER.fleetCount(), maxScan) : 0;
        items = new Earning[](fleets + ids.length);
        uint256 count;
        for (uint32 fleetId = 1; fleetId <= fleets; ++fleetId) {
            address token = HASHPOWER.fleetOf(fleetId).rewardToken;
            uint256 amount = HASHPOWER.credit(token, account);
            if (amount == 0) continue;
            (Earning memory item, uint256 grown) = _earningIn(items, count, token, ids.length);
            (item.credit, count) = (amount, grown);
        }
        for (uint256 i; i < ids.length; ++i) {
            (Earning memory item, uint256 grown) = _earningIn(items, count, HASHPOWER.rewardTokenOf(ids[i]), ids.length);
            count = grown;
            item.claimable += HASHPOWER.claimable(ids[i]);
            _push(item.ids, ids[i]);
        }
        _truncate(items, count);
    }

    // ---- income

    function incomeHistory(uint32 fleetId, uint88 units, uint32 fromDay, uint32 toDay)
        external
        view
        returns (At memory at, Day[] memory items)
    {
        at = _at();
        items = _days(fleetId, units, fromDay, fromDay, toDay);
    }

    function incomeHistoryOf(uint256 id, uint32 fromDay, uint32 toDay)
        external
        view
        returns (At memory at, Day[] memory items)
    {
        at = _at();
        IHashpowerTypes.Info memory info = HASHPOWER.infoOf(id);
        uint32 from = uint32(Math.max(fromDay, info.startDay));
        items = _days(info.fleetId, info.units, info.startDay, from, uint32(Math.min(toDay, info.endDay)));
    }

    // ---- internals

    /// @dev Ids after `cursor` that an account earns from, or also those it only owns.
    function _scan(address account, uint256 cursor, uint32 limit, uint32 maxScan, bool owned)
        private
        view
        returns (uint256[] memory ids, uint256 next)
    {
        _requireCount(limit, MAX_NFTS);
        ids = new uint256[](limit);
        uint256 count;
        Scan memory s = _startScan(cursor, maxScan);
        while (count < limit) {
            (bool more, uint256 id) = _step(s);
            if (!more) break;
            if (id != 0 && _concerns(id, account, owned)) ids[count++] = id;
        }
        _setLength(ids, count);
        next = _nextCursor(s);
    }

    function _concerns(uint256 id, address account, bool owned) private view returns (bool) {
        if (!HASHPOWER.exists(id)) return false;
        return HASHPOWER.beneficiaryOf(id) == account || (owned && HASHPOWER.ownerOf(id) == account);
    }

    /// @dev The entry of a token, made with room for `capacity` ids if it is new.
    function _earningIn(Earning[] memory items, uint256 count, address token, uint256 capacity)
        private
        view
        returns (Earning memory item, uint256 grown)
    {
        for (uint256 i; i < count; ++i) {
            if (items[i].token.token == token) return (items[i], count);
        }
        item = items[count];
        item.token = _token(token);
        item.ids = new uint256[](capacity);
        _setLength(item.ids, 0);
        return (item, count + 1);
    }

    /// @dev Only for arrays that were made with room for one more.
    function _push(uint256[] memory ids, uint256 id) private pure {
        uint256 length = ids.length;
        _setLength(ids, length + 1);
        ids[length] = id;
    }

    function _setLength(uint256[] memory ids, uint256 length) private pure {
        assembly ("memory-safe") {
            mstore(ids, length)
        }
    }

    function _truncate(Earning[] memory items, uint256 length) private pure {
        assembly ("memory-safe") {
            mstore(items, length)
        }
    }

    /// @dev Amounts count from `startDay`, so that the days of a term add up to what its NFT was credited, to the last wei.
    function _days(uint32 fleetId, uint88 units, uint32 startDay, uint32 fromDay, uint32 toDay)
        private
        view
        returns (Day[] memory items)
    {
        IHashpowerTypes.Fleet memory fleet = HASHPOWER.fleetOf(fleetId);
        if (toDay > fleet.settled) toDay = fleet.settled;
        if (fromDay == 0 || toDay < fromDay) return items;
        if (toDay - fromDay >= MAX_DAYS) fromDay = toDay - MAX_DAYS + 1;
        uint256 scale = 10 ** (30 - uint256(fleet.rewardDecimals));
        uint256 base = HASHPOWER.checkpointOf(fleetId, startDay - 1).acc;
        items = new Day[](toDay - fromDay + 1);
        for (uint256 i; i < items.length; ++i) {
            items[i] = _day(fleetId, fleet.assetId, fromDay + uint32(i), units, base, scale);
        }
    }

    function _day(uint32 fleetId, uint16 assetId, uint32 day, uint88 units, uint256 base, uint256 scale)
        private
        view
        returns (Day memory item)
    {
        IHashpowerTypes.Checkpoint memory end = HASHPOWER.checkpointOf(fleetId, day);
        item.day = day;
        item.units = end.units;
        item.paid = HASHPOWER.paidOn(fleetId, day);
        item.benchmark = BENCHMARK.valueOf(assetId, day);
        (item.required,) = BENCHMARK.preview(assetId, day);
        // While nobody was active days may have been skipped, and have no checkpoint; a day with units follows a settled one.
        if (end.units == 0) return item;
        IHashpowerTypes.Checkpoint memory start = HASHPOWER.checkpointOf(fleetId, day - 1);
        item.ok = end.earned > start.earned;
        item.perUnit = end.acc - start.acc;
        if (start.acc < base) base = start.acc;
        item.amount = units * (end.acc - base) / scale - units * (start.acc - base) / scale;
    }
}
