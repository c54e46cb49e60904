// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICredits} from "../payments/ICredits.sol";

/// @title Market
/// @notice The secondary market of hashpower NFTs: listings, whole or by the unit, and offers for one NFT or for any of a series.
/// @dev A listed NFT stays in its seller's wallet, earns there and can be taken away at any time: the seller approves this
/// contract for it (ERC-721 approval, operator or `permitHashpower`). Every order is bound to the NFT's `stateNonce`: once
/// it was transferred, split, merged, locked, refunded or given another beneficiary, the order is void for good. Prices are
/// base units of the payment token, times unix seconds, units as in `IHashpower`.
interface IMarket is ICredits {
    // ---- types

    /// @notice An NFT for sale. Not listed: `price` is zero.
    struct Listing {
        uint88 price; // for all units that are left
        uint40 expiresAt; // last second; never after the NFT's term
        uint32 stateNonce; // of the NFT; void when the NFT's differs
        uint32 order; // the stateNonce it was listed with: stays the same while parts are sold
        uint24 minUnits; // least units a purchase takes and leaves; 0 = only whole
        uint16 feeBps; // trade fee when it was listed; a lower one since counts
        address payToken;
        address buyer; // the only account that may buy; zero for anybody
    }

    /// @notice Money waiting for hashpower. None: `bidder` is zero.
    struct Offer {
        address bidder;
        address payToken;
        uint96 amount; // escrowed here, for all units that are left
        uint88 units; // still wanted
        uint88 minUnits; // series offers: least units that one sale brings and leaves
        uint40 expiresAt; // last second
        uint256 id; // the NFT wanted; 0 for any of the series
        uint32 seriesId;
        uint32 stateNonce; // token offers: of the NFT; void when the NFT's differs
        uint16 minDaysLeft; // series offers: days that the NFT earns after the day of the sale
        uint96 minRefundPerUnit; // series offers: what a refund would pay per unit if the fleet were terminated; days that are over count as delivered
    }

    /// @notice What a bidder wants of a series.
    struct SeriesTerms {
        uint32 seriesId;
        uint88 units; // all together
        uint88 minUnits; // at least 1
        uint16 minDaysLeft;
        uint96 minRefundPerUnit;
    }

    // ---- events

    /// @notice An NFT was put on sale, or its listing replaced. `expiresAt` is cut to the end of its term.
    event Listed(
        uint256 indexed id, address indexed seller, address indexed buyer, address payToken, uint256 price, uint88 units,
        uint24 minUnits, uint40 expiresAt, uint32 order
    );
    event ListingCancelled(uint256 indexed id, address indexed seller);
    /// @notice A listed NFT was sold. The seller got `price - fee - royalty`.
    event Sold(
        uint256 indexed id, address indexed seller, address indexed buyer, address payToken, uint256 price, uint256 fee, uint256 royalty
    );
    /// @notice A part of a listed NFT was sold: `boughtId` was split off for the buyer. The seller got `price - fee - royalty`.
    event UnitsSold(
        uint256 indexed id, address indexed seller, address indexed buyer, uint256 boughtId, uint88 units, address payToken,
        uint256 price, uint256 fee, uint256 royalty
    );
    /// @notice Money for `units` of a series was escrowed; `id` is the only NFT wanted, or 0 for any.
    event OfferMade(
        uint256 indexed offerId, address indexed bidder, uint32 indexed seriesId, uint256 id, uint88 units, address payToken,
        uint256 amount, uint40 expiresAt
    );
    event OfferCancelled(uint256 indexed offerId, address indexed bidder, uint256 amount);
    /// @notice Units of NFT `id` were sold into an offer; the bidder got `boughtId`.
    event OfferAccepted(
        uint256 indexed offerId, uint256 indexed id, address indexed seller, address bidder, uint256 boughtId, uint88 units,
        address payToken, uint256 price, uint256 fee, uint256 royalty
    );
    event PausedSet(bool paused);
    event GuardianSet(address guardian);
    event PayTokenSet(address indexed token, bool allowed);
    event FeeSet(uint16 feeBps, address recipient);
    /// @notice Trade fees and royalties of a series were sent to the fee recipient and to the miner's payout address.
    event FeesCollected(
        address indexed token, uint32 indexed seriesId, address recipient, uint256 fees, address miner, uint256 royalties
    );

    // ---- sellers

    /// @notice Puts an NFT on sale, or replaces its listing. Only its owner. Refuses what is locked, refunded, terminated or over.
    /// @param price For all of its units.
    /// @param minUnits Least units a purchase takes and leaves; 0 sells it only whole.
    /// @param expiresAt Last second, within 180 days.
    /// @param buyer The only account that may buy; zero for anybody.
    function list(uint256 id, address payToken, uint88 price, uint24 minUnits, uint40 expiresAt, address buyer) external;

    /// @notice Takes an NFT off sale. Only its owner. Never paused.
    function cancelListing(uint256 id) external;

    /// @notice Uses the owner's signature to approve this contract for an NFT: `multicall([permitHashpower, list])`. A
    /// signature somebody sent first is fine as long as the approval is there.
    function permitHashpower(uint256 id, uint256 deadline, bytes calldata signature) external;

    /// @notice Sells units of the caller's NFT into an offer, which pays `floor(amount * units / units wanted)`. All of its units,
    /// then the NFT itself changes hands; or a part, then a new NFT is split off for the bidder.
    /// @param minProceeds Least that the caller gets, after fee and royalty.
    /// @return boughtId The NFT that the bidder got.
    function acceptOffer(uint256 offerId, uint256 id, uint88 units, uint256 minProceeds) external returns (uint256 boughtId);

    // ---- buyers

    /// @notice Buys a listed NFT whole, exactly as the caller saw it.
    /// @param payToken The token that the listing names; the caller has approved this contract for it.
    /// @param maxPrice Most that the caller pays.
    /// @param stateNonce `stateNonce` of the listing that the caller agreed to: neither the NFT nor what is left of it is another.
    /// @param deadline Unix seconds after which the purchase reverts.
    /// @dev Plain `transferFrom`: a contract isn't asked whether it can hold NFTs.
    function buy(uint256 id, address payToken, uint256 maxPrice, uint32 stateNonce, uint256 deadline) external;

    /// @notice Buys a part of a listed NFT for `ceil(price * units / units left)`: a new NFT is split off for the caller, and the
    /// listing goes on for the rest. Others may do the same at the same time.
    /// @param units Units of hashpower; at least the listing's `minUnits`, and leaving at least as many.
    /// @param maxPrice Most that the caller pays for these units.
    /// @param order `order` of the listing that the caller agreed to. Sales of other parts don't change it.
    /// @return boughtId The new NFT, of the same series and term.
    function buyUnits(uint256 id, uint88 units, address payToken, uint256 maxPrice, uint32 order, uint256 deadline)
        external
        returns (uint256 boughtId);

    /// @notice Offers `amount` for units of one NFT in its present state. The money is escrowed until it is cancelled or accepted.
    /// @param units All of its units, or a part that is then split off.
    /// @param stateNonce The NFT's, when the caller looked.
    /// @param expiresAt Last second, within 180 days.
    function makeOffer(uint256 id, uint88 units, address payToken, uint96 amount, uint32 stateNonce, uint40 expiresAt)
        external
        returns (uint256 offerId);

    /// @notice Offers `amount` for units of a series, of any of its NFTs that meet the terms. Sellers may fill it in parts.
    function makeSeriesOffer(SeriesTerms calldata terms, address payToken, uint96 amount, uint40 expiresAt)
        external
        returns (uint256 offerId);

    /// @notice Takes an offer back, expired or not, and sends what is left of its money to the bidder. Only the bidder. Never paused.
    function cancelOffer(uint256 offerId) external returns (uint256 amount);

    // ---- anybody

    /// @notice Sends the trade fees and royalties of a series in one token to the fee recipient and to the miner's payout address,
    /// or credits who can't receive. Never paused.
    function collectFees(address token, uint32 seriesId) external returns (uint256 fees, uint256 royalties);

    // ---- guardian and governance

    /// @notice Stops or resumes listing, buying, offering and accepting; never cancelling and withdrawing. The guardian or the owner.
    function setPaused(bool paused) external;
    function setGuardian(address guardian) external;
    /// @notice Lists a payment token, or stops trade in it. At most 32 ever. A token that takes a fee of transfers can't be used.
    function setPayToken(address token, bool allowed) external;
    /// @notice Sets the trade fee, at most 500 basis points of the price, and who it is credited to.
    function setFee(uint16 feeBps, address recipient) external;

    // ---- views

    function hashpower() external view returns (address);
    function paused() external view returns (bool);
    function guardian() external view returns (address);
    function fee() external view returns (uint16 feeBps, address recipient);
    function isPayToken(address token) external view returns (bool);
    /// @notice Every token ever listed, in order.
    function payTokens() external view returns (address[] memory);
    /// @notice Trade fees and royalties of a series in one token that wait to be collected.
    function feesOf(address token, uint32 seriesId) external view returns (uint256 fees, uint256 royalties);
    /// @notice What an NFT is offered for, void or not.
    function listingOf(uint256 id) external view returns (Listing memory);
    /// @notice Offers ever made: ids are 1 to this.
    function offerCount() external view returns (uint256);
    /// @notice An offer, void or not. Zero once it was filled or cancelled.
    function offerOf(uint256 offerId) external view returns (Offer memory);
}
