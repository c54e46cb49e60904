// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAuctionHouse} from "../auction/IAuctionHouse.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IMinerRegistryCore} from "../miners/IMinerRegistryCore.sol";
import {IAuctionLens} from "./IAuctionLens.sol";
import {LensCommon} from "./LensCommon.sol";

/// @title Lens for auctions
/// @dev No storage, no owner, no money.
contract AuctionLens is LensCommon, IAuctionLens {
    // ---- constants

    uint256 internal constant MAX_AUCTIONS = 50;
    uint256 internal constant LOT_GRACE = 3 days; // as in the house

    IAuctionHouse internal immutable HOUSE;
    IMinerRegistryCore internal immutable REGISTRY;

    // ---- constructor

    constructor(IAuctionHouse house_) LensCommon(IHashpower(house_.hashpower())) {
        HOUSE = house_;
        REGISTRY = IMinerRegistryCore(IHashpower(house_.hashpower()).registry());
    }

    // ---- auctions

    function auctions(uint256[] calldata auctionIds)
        external
        view
        returns (At memory at, AuctionView[] memory items)
    {
        _requireCount(auctionIds.length, MAX_AUCTIONS);
        at = _at();
        items = new AuctionView[](auctionIds.length);
        for (uint256 i; i < auctionIds.length; ++i) {
            items[i] = _auctionView(auctionIds[i], HOUSE.auctionOf(auctionIds[i]));
        }
    }

    function listAuctions(AuctionFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, AuctionView[] memory items, uint256 next)
    {
        _requireCount(limit, MAX_AUCTIONS);
        if (maxScan == 0) revert Errors.ZeroAmount();
        at = _at();
        items = new AuctionView[](limit);
        uint256 count;
        uint256 id = HOUSE.auctionCount();
        if (cursor != 0 && cursor < id) id = cursor;
        for (uint256 scanned; id != 0 && count < limit && scanned < maxScan; ++scanned) {
            IAuctionHouse.Auction memory a = HOUSE.auctionOf(id);
            if (_matches(a, filter)) items[count++] = _auctionView(id, a);
            --id;
        }
        next = id;
        assembly ("memory-safe") {
            mstore(items, count)
        }
    }

    // ---- internals

    function _matches(IAuctionHouse.Auction memory a, AuctionFilter calldata filter) private view returns (bool) {
        if (filter.seller != address(0) && filter.seller != a.seller) return false;
        if (filter.bidder != address(0) && filter.bidder != a.bidder) return false;
        if (filter.seriesId != 0 && filter.seriesId != a.seriesId) return false;
        if (!filter.openOnly) return true;
        if (a.state != IAuctionHouse.State.Open) return false;
        return a.bidder != address(0) || (block.timestamp < a.endsAt && !_isStale(a));
    }

    function _auctionView(uint256 id, IAuctionHouse.Auction memory a) private view returns (AuctionView memory result) {
        result.auctionId = id;
        result.auction = a;
        result.pay = _token(a.payToken);
        bool bid = a.bidder != address(0);
        (bool now_, bool ever) = HOUSE.deliverable(id);
        result.stage = _stage(a, ever);
        result.minNextBid = a.kind == IAuctionHouse.Kind.Dutch ? HOUSE.dutchPrice(id) : HOUSE.minNextBid(id);
        result.canBuyNow = a.kind == IAuctionHouse.Kind.English && a.endPrice >= result.minNextBid;
        if (result.stage == Stage.Waiting) result.secondsLeft = a.startsAt - block.timestamp;
        else if (result.stage == Stage.Running) result.secondsLeft = a.endsAt - block.timestamp;
        result.blocker = _blocker(a, now_, bid);
        if (result.stage == Stage.Failed) {
            result.settlement = Settlement.PayBack;
        } else if (result.stage == Stage.Ended) {
            if (now_) result.settlement = Settlement.Sell;
            else if (block.timestamp >= a.endsAt + LOT_GRACE) result.settlement = Settlement.PayBack;
        }
        if (a.isLot) {
            result.lot = new LotView[](1);
            result.lot[0] = _lotView(a);
        } else if (HASHPOWER.exists(a.powerId)) {
            result.power = new HashpowerView[](1);
            result.power[0] = _hashpowerView(a.powerId);
        }
    }

    function _stage(IAuctionHouse.Auction memory a, bool ever) private view returns (Stage) {
        if (a.state == IAuctionHouse.State.Sold) return Stage.Sold;
        if (a.state == IAuctionHouse.State.Cancelled) return Stage.Cancelled;
        if (a.state == IAuctionHouse.State.Void) return Stage.Void;
        bool bid = a.bidder != address(0);
        if (bid && !ever) return Stage.Failed;
        if (block.timestamp >= a.endsAt) return bid ? Stage.Ended : Stage.Unsold;
        return block.timestamp < a.startsAt ? Stage.Waiting : Stage.Running;
    }

    /// @dev In the order in which the house looks.
    function _blocker(IAuctionHouse.Auction memory a, bool now_, bool bid) private view returns (bytes4) {
        if (HOUSE.paused()) return Errors.AuctionsPaused.selector;
        bool runs = block.timestamp >= a.startsAt && block.timestamp < a.endsAt;
        if (a.state != IAuctionHouse.State.Open || !runs) return Errors.AuctionNotOpen.selector;
        if (bid) return 0;
        if (_isStale(a)) return Errors.AuctionStale.selector;
        if (a.isLot) {
            if (!HASHPOWER.seriesOf(a.seriesId).open) return Errors.SeriesIsClosed.selector;
            if (a.units > _left(a)) return Errors.SoldOut.selector;
            return now_ ? bytes4(0) : Errors.LotNotDeliverable.selector;
        }
        if (!now_) return Errors.HashpowerOver.selector;
        (bool mayLock,) = HASHPOWER.lockerRights(address(HOUSE));
        if (!mayLock) return Errors.LockerNotAllowed.selector;
        bool approved = HASHPOWER.getApproved(a.powerId) == address(HOUSE)
            || HASHPOWER.isApprovedForAll(a.seller, address(HOUSE));
        return approved ? bytes4(0) : Errors.LockNotApproved.selector;
    }

    /// @dev Whether an auction without a bid can't get one any more.
    function _isStale(IAuctionHouse.Auction memory a) private view returns (bool) {
        if (!a.isLot) return HASHPOWER.stateNonce(a.powerId) != a.stateNonce;
        uint32 fleetId = HASHPOWER.seriesOf(a.seriesId).fleetId;
        (address operator,) = REGISTRY.partiesOf(HASHPOWER.fleetOf(fleetId).minerId);
        return operator != a.seller;
    }

    function _left(IAuctionHouse.Auction memory a) private view returns (uint88) {
        IHashpowerTypes.Series memory series = HASHPOWER.seriesOf(a.seriesId);
        uint256 promised = HOUSE.promisedUnits(a.seriesId);
        if (a.state == IAuctionHouse.State.Open && a.bidder != address(0)) promised -= a.units; // to this one's
        return uint88(Math.saturatingSub(series.cap - series.sold, promised));
    }

    function _lotView(IAuctionHouse.Auction memory a) private view returns (LotView memory lot) {
        IHashpowerTypes.Series memory series = HASHPOWER.seriesOf(a.seriesId);
        IHashpowerTypes.Fleet memory ledger = HASHPOWER.fleetOf(series.fleetId);
        lot.fleetId = series.fleetId;
        lot.minerId = ledger.minerId;
        lot.reward = _token(ledger.rewardToken);
        lot.termDays = series.termDays;
        lot.left = _left(a);
        lot.missStreak = ledger.missStreak;
        lot.minerActive = REGISTRY.isActive(ledger.minerId);
        lot.documentHash = series.documentHash;
        lot.uri = HASHPOWER.seriesURI(a.seriesId);
    }
}
