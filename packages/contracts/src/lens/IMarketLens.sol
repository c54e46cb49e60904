// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMarket} from "../trade/IMarket.sol";
import {ILensTypes} from "./ILensTypes.sol";

/// @title Lens for the market
/// @notice What a page shows of listings and offers, in one call and all of one block. Like `ILens`, it holds nothing.
/// @dev Lists are paged by cursor, as in `ILens`. Listings are found by looking through the NFTs, for the market keeps no list.
interface IMarketLens is ILensTypes {
    /// @notice An NFT for sale, with all that its card shows.
    struct ListingView {
        uint256 id;
        IMarket.Listing listing;
        Token pay; // what is asked for
        uint16 feeBps; // what a purchase now would take of the price: the listing's fee, or a lower one since
        uint16 royaltyBps;
        bytes4 blocker; // selector of the error that a purchase of the whole would meet now, 0 for none; not whether the buyer has the money
        HashpowerView[] power; // the NFT; none when it was burned
    }

    /// @notice An offer, with all that its card shows.
    struct OfferView {
        uint256 offerId;
        IMarket.Offer offer;
        Token pay; // what is offered
        uint16 feeBps; // what a sale now would take of the price
        uint16 royaltyBps;
        bytes4 blocker; // selector of the error that every sale into it would meet now, 0 for none
        HashpowerView[] power; // the NFT wanted; none for a series offer, or when it was burned
    }

    /// @notice Which listings a page has; a zero or false field does not filter.
    struct ListingFilter {
        address seller;
        uint32 seriesId;
        address payToken;
        bool openOnly; // only where `blocker` is 0
    }

    /// @notice Which offers a page has; a zero or false field does not filter. Filled and cancelled offers are gone.
    struct OfferFilter {
        address bidder;
        uint32 seriesId; // for the series, and for its NFTs
        uint256 id; // for this NFT, and for its series
        bool openOnly; // only where `blocker` is 0
    }

    /// @notice What holds for all trades, and what waits for an account.
    struct MarketView {
        bool paused;
        uint16 feeBps;
        address feeRecipient;
        Token[] tokens; // what can be traded in
        Credit[] credits; // what waits for the account asked about, in any token ever listed
    }

    /// @notice What waits for an account in one token.
    struct Credit {
        Token token;
        uint256 amount;
    }

    /// @notice Fee, pause, tokens, and the credits of `account` (zero for nobody's).
    function market(address account) external view returns (At memory at, MarketView memory result);

    /// @notice The listings of the NFTs named, at most 100; of one that is not listed `listing.price` is 0.
    function listings(uint256[] calldata ids) external view returns (At memory at, ListingView[] memory items);

    /// @notice Listings by NFT id.
    /// @param cursor 0, or `next` of the page before. @param limit Listings wanted, at most 100. @param maxScan NFTs looked at;
    /// 2000 stay below 15 million gas.
    function listingsPage(ListingFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, ListingView[] memory items, uint256 next);

    /// @notice The offers named, at most 100; of one that was filled or cancelled `offer.bidder` is 0.
    function offers(uint256[] calldata offerIds) external view returns (At memory at, OfferView[] memory items);

    /// @notice Offers, newest first.
    /// @param cursor 0, or `next` of the page before. @param limit Offers wanted, at most 100. @param maxScan Offers looked at.
    function offersPage(OfferFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, OfferView[] memory items, uint256 next);
}
