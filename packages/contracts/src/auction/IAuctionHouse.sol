// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICredits} from "../payments/ICredits.sol";

/// @title Auction house
/// @notice English and Dutch auctions of hashpower NFTs, and of lots: units of a series that its miner has not minted yet, whose
/// price goes into the escrow. An NFT stays in its seller's wallet and is locked there from the first bid; the seller goes on
/// earning until the auction is settled, and risk passes with settlement: a fleet terminated before gives the bidder the
/// money back and the seller the NFT with its refund.
/// @dev Amounts are base units of the auction's payment token, times unix seconds. Times of an auction move on by as long as
/// bidding was paused.
interface IAuctionHouse is ICredits {
    // ---- types

    enum Kind {
        English, // the highest bid wins
        Dutch // the first taker wins, the price falls linearly
    }

    /// @notice Where an auction stands. `Open` also when its time is over and nobody settled it yet.
    enum State {
        None,
        Open,
        Sold,
        Cancelled, // by the seller, before any bid
        Void // what was sold ceased to exist before settlement; the bidder has the money back
    }

    /// @notice What a seller asks for.
    struct Terms {
        Kind kind;
        address payToken; // on the list of the hashpower contract; for a lot the one that its series is sold for
        uint96 startPrice; // English: the least first bid. Dutch: the price at `startsAt`. At least 1
        uint96 endPrice; // English: buy-now price, 0 for none, else at least `startPrice`. Dutch: the price at the end, 1 to `startPrice`
        uint96 step; // English: the least raise, 1 to `startPrice`; 5% of the highest bid if that is more. Dutch: 0
        uint40 startsAt; // unix seconds, at most 30 days ahead; 0 or past for now
        uint40 duration; // seconds, 1 hour to 30 days
    }

    /// @notice Everything about one auction at the current block.
    struct Auction {
        Kind kind;
        State state;
        bool isLot; // units to be minted, instead of an NFT
        address seller;
        address bidder; // highest bidder, or who took it; zero before the first bid
        uint96 amount; // the highest bid, or what was paid; before the first bid `startPrice` of the terms
        uint96 endPrice; // as in the terms
        uint96 step;
        address payToken;
        uint40 startsAt;
        uint40 endsAt;
        uint24 extended; // seconds that late bids have moved the end, at most 24 hours
        uint16 feeBps; // platform fee in basis points of the price; lots pay theirs on delivered days
        uint32 seriesId;
        uint256 powerId; // the NFT; 0 for a lot
        uint32 stateNonce; // of the NFT when the auction was created: any change before the first bid ends the auction
        uint88 units; // of a lot; 0 for an NFT
    }

    // ---- events

    /// @notice An NFT was put up. Nothing is locked before the first bid.
    event AuctionCreated(uint256 indexed auctionId, address indexed seller, uint256 indexed powerId, Terms terms, uint16 feeBps);
    /// @notice A miner put up units of a series that are not minted yet.
    event LotCreated(uint256 indexed auctionId, address indexed seller, uint32 indexed seriesId, uint88 units, Terms terms);
    /// @notice A bid is the highest one. The auction ends at `endsAt` unless it is outbid.
    event BidPlaced(uint256 indexed auctionId, address indexed bidder, uint96 amount, uint40 endsAt);
    /// @notice Sold for `price`, of which the seller got `price - fee - royalty`, or the escrow all of a lot's. With no winner nothing was
    /// sold, and `AuctionVoided` says who was paid back.
    event AuctionSettled(
        uint256 indexed auctionId, address indexed winner, uint256 indexed powerId, uint96 price, uint256 fee, uint256 royalty
    );
    event AuctionCancelled(uint256 indexed auctionId);
    /// @notice What was sold ceased to exist; `bidder` has `amount` back.
    event AuctionVoided(uint256 indexed auctionId, address indexed bidder, uint96 amount);
    /// @notice New auctions and bids are refused until `until`, or possible again when that is now or past.
    event PausedUntil(uint40 until);
    event GuardianSet(address guardian);
    event FeesSet(uint16 feeBps, address recipient);

    // ---- sellers

    /// @notice Puts up an NFT of the caller's, which must have approved this contract for it (ERC-721 approval or operator,
    /// or `permitPower` in the same multicall). Bound to the NFT's `stateNonce`: a transfer, split, merge, refund, lock or
    /// new beneficiary before the first bid ends the auction. The NFT must earn beyond the latest possible end.
    /// @return auctionId Ids count from 1.
    function createAuction(uint256 powerId, Terms calldata terms) external returns (uint256 auctionId);

    /// @notice Puts up units of a series, to be minted to the winner from the day after settlement. Only the operator of the fleet's
    /// miner. All of the price goes to the escrow, and what stops a purchase stops a lot: a closed or sold-out series, a miner that is not
    /// active or missed its latest day, a ledger more than seven days late. Allow-list and wallet cap of the fixed-price sale do not bind a lot.
    function createLot(uint32 seriesId, uint88 units, Terms calldata terms) external returns (uint256 auctionId);

    /// @notice Withdraws an auction that nobody bid on. Only its seller; never paused.
    function cancelAuction(uint256 auctionId) external;

    /// @notice Approves this contract for an NFT by its owner's signature; one that somebody sent first is fine. For a multicall with `createAuction`.
    function permitPower(uint256 powerId, uint256 deadline, bytes calldata signature) external;

    // ---- bidders

    /// @notice Bids on an English auction. The first bid locks the NFT; each further one pays the bidder before back, by transfer or,
    /// if that fails, by credit. In the last 15 minutes a bid moves the end to 15 minutes from now, by at most 24 hours in all.
    /// @param amount The whole bid, at least `minNextBid`.
    function placeBid(uint256 auctionId, uint96 amount) external;

    /// @notice Buys an English auction at its buy-now price, which a next bid must not have passed, and settles it at once.
    /// @param maxPrice The highest price accepted.
    /// @return powerId The NFT.
    function buyNow(uint256 auctionId, uint96 maxPrice) external returns (uint256 powerId);

    /// @notice Buys a Dutch auction at its present price, and settles it at once.
    /// @param maxPrice The highest price accepted.
    /// @return powerId The NFT.
    function takeDutch(uint256 auctionId, uint96 maxPrice) external returns (uint256 powerId);

    // ---- anybody

    /// @notice Ends an English auction with a bid: NFT and money change hands in one call. Anyone may call it once its time is over; never paused.
    /// If the NFT's fleet was terminated or its term is over, or a lot's series closed or sold out or its fleet was terminated, the
    /// bidder gets the money back instead, at any time, and the NFT is unlocked. While the miner of a lot is not active or in
    /// default, or its ledger late, the sale waits for up to three days; its winner can take the money back at once.
    /// @return sold Whether it was sold.
    function settle(uint256 auctionId) external returns (bool sold);

    // ---- guardian and governance

    /// @notice Stops new auctions and bids, or resumes them. The guardian or the owner. A pause lapses after 7 days, the next one can begin 30
    /// days after it began, and all running auctions end later by as long as it lasted.
    function setPaused(bool paused) external;
    function setGuardian(address guardian) external;
    /// @notice Sets the fee of auctions created from now on, at most 500 basis points of the price, and who receives all fees.
    function setFees(uint16 feeBps, address recipient) external;

    // ---- views

    function hashpower() external view returns (address);
    /// @notice How many auctions there have been; their ids are 1 to this.
    function auctionCount() external view returns (uint256);
    function auctionOf(uint256 auctionId) external view returns (Auction memory);
    /// @notice The least that the next bid on an English auction must be.
    function minNextBid(uint256 auctionId) external view returns (uint256);
    /// @notice The price of a Dutch auction now: linear, rounded up.
    function dutchPrice(uint256 auctionId) external view returns (uint96);
    /// @notice Whether what an open auction sells could be delivered now, and whether it ever can: if not, `settle` pays the bidder
    /// back, or nobody can bid any more. Neither when the auction isn't open.
    function deliverable(uint256 auctionId) external view returns (bool now_, bool ever);
    /// @notice Units of a series that running lots with a bid wait for.
    function promisedUnits(uint32 seriesId) external view returns (uint88);
    function fees() external view returns (uint16 feeBps, address recipient);
    function paused() external view returns (bool);
    /// @notice Seconds of all pauses so far, by which auctions that ran since their creation have moved.
    function pausedSeconds() external view returns (uint256);
    function guardian() external view returns (address);
}
