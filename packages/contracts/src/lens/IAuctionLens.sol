// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAuctionHouse} from "../auction/IAuctionHouse.sol";
import {ILensTypes} from "./ILensTypes.sol";

/// @title Lens for auctions
/// @notice What a page shows of auctions, each in one call and all of one block. Like `ILens`, it holds nothing.
interface IAuctionLens is ILensTypes {
    /// @notice Where an auction stands, for people.
    enum Stage {
        Waiting, // begins later
        Running, // can be bid on or taken, unless `blocker` says why not
        Ended, // its time is over and it has a bid: `settle` is due
        Unsold, // its time is over without a bid
        Failed, // it has a bid, and what is sold can't be delivered any more: `settle` pays the bidder back
        Sold,
        Cancelled,
        Void
    }

    /// @notice What `settle` would do now.
    enum Settlement {
        None,
        Sell,
        PayBack
    }

    /// @notice What a lot is of: the series, and how its miner does.
    struct LotView {
        uint32 fleetId;
        uint32 minerId;
        Token reward; // what its units earn
        uint16 termDays;
        uint88 left; // units of the series that are neither sold nor promised to another lot's bidder
        uint16 missStreak; // days missed in a row
        bool minerActive;
        bytes32 documentHash;
        string uri; // where the disclosure document is
    }

    /// @notice An auction with all that its card shows.
    struct AuctionView {
        uint256 auctionId;
        IAuctionHouse.Auction auction;
        Token pay; // what is bid
        Stage stage;
        uint256 minNextBid; // English: the least next bid. Dutch: the price now
        uint256 secondsLeft; // until it begins while waiting, until it ends while running; 0 otherwise
        bytes4 blocker; // selector of the error that a bid, or taking it, would meet now; 0 for none
        bool canBuyNow; // English: whether the buy-now price is open
        Settlement settlement;
        HashpowerView[] power; // the NFT; none for a lot, or when it was burned
        LotView[] lot; // the lot; none for an NFT
    }

    /// @notice Which auctions a page lists; a zero or false field does not filter.
    struct AuctionFilter {
        address seller;
        address bidder; // the highest bidder, or who won
        uint32 seriesId;
        bool openOnly; // neither sold, cancelled, void, unsold, nor ended by a change of the NFT
    }

    /// @notice Auctions by id. At most 50.
    function auctions(uint256[] calldata auctionIds)
        external
        view
        returns (At memory at, AuctionView[] memory items);

    /// @notice A page of auctions, newest first. Pass cursor 0 first, then the `next` of the page before, which is 0 on the last. At most 50 a page.
    /// @param maxScan Most auctions looked at, so that a call stays inside any provider's gas limit.
    function listAuctions(AuctionFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, AuctionView[] memory items, uint256 next);
}
