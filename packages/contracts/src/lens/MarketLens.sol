// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IMarket} from "../trade/IMarket.sol";
import {IMarketLens} from "./IMarketLens.sol";
import {LensCommon} from "./LensCommon.sol";
import {LensScan} from "./LensScan.sol";

/// @title Lens for the market
/// @dev No storage, no owner, no money.
contract MarketLens is LensScan, IMarketLens {
    // ---- constants

    uint256 internal constant MAX_ITEMS = 100;

    IMarket internal immutable MARKET;

    // ---- constructor

    constructor(IMarket market_) LensCommon(IHashpower(market_.hashpower())) {
        MARKET = market_;
    }

    // ---- the market

    function market(address account) external view returns (At memory at, MarketView memory result) {
        at = _at();
        result.paused = MARKET.paused();
        (result.feeBps, result.feeRecipient) = MARKET.fee();
        address[] memory list = MARKET.payTokens();
        result.tokens = new Token[](list.length);
        result.credits = new Credit[](list.length);
        uint256 allowed;
        uint256 credited;
        for (uint256 i; i < list.length; ++i) {
            uint256 amount = MARKET.creditOf(list[i], account);
            if (amount != 0) result.credits[credited++] = Credit(_token(list[i]), amount);
            if (MARKET.isPayToken(list[i])) result.tokens[allowed++] = _token(list[i]);
        }
        (Token[] memory tokens, Credit[] memory credits) = (result.tokens, result.credits);
        assembly ("memory-safe") {
            mstore(tokens, allowed)
            mstore(credits, credited)
        }
    }

    // ---- listings

    function listings(uint256[] calldata ids) external view returns (At memory at, ListingView[] memory items) {
        _requireCount(ids.length, MAX_ITEMS);
        at = _at();
        items = new ListingView[](ids.length);
        for (uint256 i; i < ids.length; ++i) items[i] = _listingView(ids[i], MARKET.listingOf(ids[i]));
    }

    function listingsPage(ListingFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, ListingView[] memory items, uint256 next)
    {
        _requireCount(limit, MAX_ITEMS);
        at = _at();
        items = new ListingView[](limit);
        uint256 count;
        if (cursor == 0) cursor = uint256(filter.seriesId) << 32;
        Scan memory s = _startScan(cursor, maxScan);
        if (filter.seriesId != 0 && filter.seriesId < s.seriesCount) s.seriesCount = filter.seriesId; // ends with the series
        while (count < limit) {
            (bool more, uint256 id) = _step(s);
            if (!more) break;
            if (id == 0) continue;
            IMarket.Listing memory listing = MARKET.listingOf(id);
            if (!_matches(id, listing, filter)) continue;
            ListingView memory item = _listingView(id, listing);
            if (!filter.openOnly || item.blocker == 0) items[count++] = item;
        }
        assembly ("memory-safe") {
            mstore(items, count)
        }
        next = _nextCursor(s);
    }

    // ---- offers

    function offers(uint256[] calldata offerIds) external view returns (At memory at, OfferView[] memory items) {
        _requireCount(offerIds.length, MAX_ITEMS);
        at = _at();
        items = new OfferView[](offerIds.length);
        for (uint256 i; i < offerIds.length; ++i) items[i] = _offerView(offerIds[i], MARKET.offerOf(offerIds[i]));
    }

    function offersPage(OfferFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, OfferView[] memory items, uint256 next)
    {
        _requireCount(limit, MAX_ITEMS);
        at = _at();
        items = new OfferView[](limit);
        uint256 count;
        next = MARKET.offerCount();
        if (cursor != 0 && cursor < next) next = cursor;
        for (; next != 0 && count < limit && maxScan != 0; --next) {
            --maxScan;
            IMarket.Offer memory offer = MARKET.offerOf(next);
            if (!_matches(offer, filter)) continue;
            OfferView memory item = _offerView(next, offer);
            if (!filter.openOnly || item.blocker == 0) items[count++] = item;
        }
        assembly ("memory-safe") {
            mstore(items, count)
        }
    }

    // ---- internals: listings

    function _matches(uint256 id, IMarket.Listing memory listing, ListingFilter calldata filter)
        private
        view
        returns (bool)
    {
        if (listing.price == 0) return false;
        if (filter.payToken != address(0) && filter.payToken != listing.payToken) return false;
        if (filter.seller == address(0)) return true;
        return HASHPOWER.exists(id) && HASHPOWER.ownerOf(id) == filter.seller;
    }

    function _listingView(uint256 id, IMarket.Listing memory listing) private view returns (ListingView memory item) {
        item.id = id;
        item.listing = listing;
        item.power = _power(id);
        item.royaltyBps = HASHPOWER.seriesOf(uint32(id >> 32)).royaltyBps;
        item.blocker = Errors.NotListed.selector;
        if (listing.price == 0) return item;
        (uint16 feeBps,) = MARKET.fee();
        item.feeBps = uint16(Math.min(listing.feeBps, feeBps));
        item.pay = _token(listing.payToken);
        if (item.power.length != 0) item.blocker = _blocker(listing, item.power[0]);
    }

    /// @dev In the order in which the market looks.
    function _blocker(IMarket.Listing memory listing, HashpowerView memory power) private view returns (bytes4) {
        bool isVoid = block.timestamp > listing.expiresAt || power.info.stateNonce != listing.stateNonce;
        if (isVoid) return Errors.NotListed.selector;
        bytes4 closed = _closed(listing.payToken);
        if (closed != 0) return closed;
        bytes4 unsellable = _unsellable(power);
        if (unsellable != 0) return unsellable;
        bool approved = HASHPOWER.isApprovedForAll(power.info.owner, address(MARKET))
            || HASHPOWER.getApproved(power.id) == address(MARKET);
        return approved ? bytes4(0) : IERC721Errors.ERC721InsufficientApproval.selector;
    }

    // ---- internals: offers

    function _matches(IMarket.Offer memory offer, OfferFilter calldata filter) private pure returns (bool) {
        if (offer.bidder == address(0)) return false;
        if (filter.bidder != address(0) && filter.bidder != offer.bidder) return false;
        if (filter.seriesId != 0 && filter.seriesId != offer.seriesId) return false;
        if (filter.id == 0) return true;
        return offer.id == 0 ? offer.seriesId == filter.id >> 32 : offer.id == filter.id;
    }

    function _offerView(uint256 offerId, IMarket.Offer memory offer) private view returns (OfferView memory item) {
        item.offerId = offerId;
        item.offer = offer;
        item.blocker = Errors.UnknownOffer.selector;
        if (offer.bidder == address(0)) return item;
        item.pay = _token(offer.payToken);
        (item.feeBps,) = MARKET.fee();
        item.royaltyBps = HASHPOWER.seriesOf(offer.seriesId).royaltyBps;
        if (offer.id != 0) item.power = _power(offer.id);
        item.blocker = _blocker(offer, item.power);
    }

    function _blocker(IMarket.Offer memory offer, HashpowerView[] memory power) private view returns (bytes4) {
        if (block.timestamp > offer.expiresAt) return Errors.DeadlinePassed.selector;
        if (offer.id != 0) {
            if (power.length == 0 || power[0].info.stateNonce != offer.stateNonce) {
                return Errors.OfferNotForThis.selector;
            }
            bytes4 unsellable = _unsellable(power[0]);
            if (unsellable != 0) return unsellable;
        } else {
            uint32 fleetId = HASHPOWER.seriesOf(offer.seriesId).fleetId;
            bool live = HASHPOWER.fleetOf(fleetId).status == IHashpowerTypes.FleetStatus.Live;
            if (!live) return Errors.FleetTerminated.selector;
        }
        return _closed(offer.payToken);
    }

    // ---- internals

    function _power(uint256 id) private view returns (HashpowerView[] memory power) {
        if (!HASHPOWER.exists(id)) return power;
        power = new HashpowerView[](1);
        power[0] = _hashpowerView(id);
    }

    function _closed(address token) private view returns (bytes4) {
        if (MARKET.paused()) return Errors.SalesPaused.selector;
        return MARKET.isPayToken(token) ? bytes4(0) : Errors.PayTokenNotListed.selector;
    }

    function _unsellable(HashpowerView memory power) private view returns (bytes4) {
        if (power.info.locker != address(0)) return Errors.IsLocked.selector;
        if (power.info.refunded) return Errors.AlreadyRefunded.selector;
        if (_today() > power.info.endDay) return Errors.TermIsOver.selector;
        bool terminated = power.fleetStatus == IHashpowerTypes.FleetStatus.Terminated;
        return terminated ? Errors.FleetTerminated.selector : bytes4(0);
    }
}
