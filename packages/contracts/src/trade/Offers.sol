// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IMarket} from "./IMarket.sol";
import {MarketBase} from "./MarketBase.sol";

/// @title Offers: money that waits for hashpower
/// @dev Escrowed, not on allowance: an offer that is shown can be accepted, and nobody but its owner ever uses an allowance.
abstract contract Offers is MarketBase {
    using SafeCast for uint256;

    // ---- types

    /// @dev Two slots; a third where a series offer has a floor or a least part.
    struct Bid {
        address bidder;
        uint96 amount;
        uint64 target; // the NFT, or `seriesId << 32` for any of the series: no NFT has sequence 0
        uint88 units;
        uint40 expiresAt;
        uint32 stateNonce;
        uint16 minDaysLeft;
        uint8 payToken;
        uint96 minRefundPerUnit;
        uint88 minUnits;
    }

    // ---- storage

    uint256 public offerCount;
    mapping(uint256 offerId => Bid) internal _bids;

    // ---- entry points: bidders

    /// @inheritdoc IMarket
    function makeOffer(uint256 id, uint88 units, address payToken, uint96 amount, uint32 stateNonce, uint40 expiresAt)
        external
        nonReentrant
        returns (uint256 offerId)
    {
        IHashpowerTypes.Info memory info = _infoOf(id);
        if (info.owner == msg.sender) revert Errors.SelfTrade(msg.sender);
        if (info.stateNonce != stateNonce) revert Errors.OfferNotForThis(offerCount + 1, id);
        if (units > info.units) revert Errors.UnitsNotForSale(units, info.units, 1);
        _requireSellable(id, info);
        uint8 token = _openToken(payToken).index;
        return _place(Bid(msg.sender, amount, uint64(id), units, expiresAt, stateNonce, 0, token, 0, 0), payToken);
    }

    /// @inheritdoc IMarket
    function makeSeriesOffer(SeriesTerms calldata terms, address payToken, uint96 amount, uint40 expiresAt)
        external
        nonReentrant
        returns (uint256 offerId)
    {
        if (terms.seriesId == 0 || terms.seriesId > HASHPOWER.seriesCount()) revert Errors.UnknownSeries(terms.seriesId);
        if (terms.minUnits == 0 || terms.minUnits > terms.units) {
            revert Errors.OutOfBounds(terms.minUnits, 1, terms.units);
        }
        uint64 target = uint64(terms.seriesId) << 32;
        uint8 token = _openToken(payToken).index;
        Bid memory bid = Bid(
            msg.sender,
            amount,
            target,
            terms.units,
            expiresAt,
            0,
            terms.minDaysLeft,
            token,
            terms.minRefundPerUnit,
            terms.minUnits
        );
        return _place(bid, payToken);
    }

    /// @inheritdoc IMarket
    function cancelOffer(uint256 offerId) external virtual nonReentrant returns (uint256 amount) {
        Bid storage bid = _bids[offerId];
        address bidder = bid.bidder;
        if (bidder == address(0)) revert Errors.UnknownOffer(offerId);
        if (msg.sender != bidder) revert Errors.NotAllowed(msg.sender, bidder);
        amount = bid.amount;
        address token = _payTokenList[bid.payToken - 1];
        delete _bids[offerId];
        emit OfferCancelled(offerId, bidder, amount);
        _pay(token, bidder, amount);
    }

    // ---- entry points: sellers

    /// @inheritdoc IMarket
    function acceptOffer(uint256 offerId, uint256 id, uint88 units, uint256 minProceeds)
        external
        nonReentrant
        returns (uint256 boughtId)
    {
        Bid memory bid = _bids[offerId];
        IHashpowerTypes.Info memory info = _infoOf(id);
        _requireAcceptable(offerId, bid, id, info);
        uint256 price = _fill(offerId, bid, units);

        boughtId = units == info.units ? id : _splitTo(id, units, bid.bidder);
        if (boughtId == id) HASHPOWER.transferFrom(msg.sender, bid.bidder, id);
        _requireTerms(offerId, bid, boughtId, units, info.endDay);
        (address token, uint256 tradeFee, uint256 royalty) = _payOut(bid, id, price, minProceeds);
        emit OfferAccepted(offerId, id, msg.sender, bid.bidder, boughtId, units, token, price, tradeFee, royalty);
    }

    // ---- views

    /// @inheritdoc IMarket
    function offerOf(uint256 offerId) external view returns (Offer memory offer) {
        Bid memory bid = _bids[offerId];
        if (bid.bidder == address(0)) return offer;
        return Offer({
            bidder: bid.bidder,
            payToken: _payTokenList[bid.payToken - 1],
            amount: bid.amount,
            units: bid.units,
            minUnits: _isSeries(bid) ? bid.minUnits : bid.units,
            expiresAt: bid.expiresAt,
            id: _isSeries(bid) ? 0 : bid.target,
            seriesId: uint32(bid.target >> 32),
            stateNonce: bid.stateNonce,
            minDaysLeft: bid.minDaysLeft,
            minRefundPerUnit: bid.minRefundPerUnit
        });
    }

    // ---- internals

    function _isSeries(Bid memory bid) internal pure returns (bool) {
        return uint32(bid.target) == 0;
    }

    function _place(Bid memory bid, address payToken) private returns (uint256 offerId) {
        if (bid.units == 0) revert Errors.ZeroAmount();
        _requireExpiry(bid.expiresAt);
        offerId = ++offerCount;
        _bids[offerId] = bid;
        bool series = _isSeries(bid);
        emit OfferMade(
            offerId,
            bid.bidder,
            uint32(bid.target >> 32),
            series ? 0 : bid.target,
            bid.units,
            payToken,
            bid.amount,
            bid.expiresAt
        );
        _pullExactly(payToken, bid.amount);
    }

    /// @dev Whether the caller may sell an NFT into an offer now.
    function _requireAcceptable(uint256 offerId, Bid memory bid, uint256 id, IHashpowerTypes.Info memory info)
        private
        view
    {
        if (bid.bidder == address(0)) revert Errors.UnknownOffer(offerId);
        if (block.timestamp > bid.expiresAt) revert Errors.DeadlinePassed(bid.expiresAt, block.timestamp);
        if (msg.sender != info.owner) revert Errors.NotAllowed(msg.sender, info.owner);
        if (msg.sender == bid.bidder) revert Errors.SelfTrade(msg.sender);
        if (!_isWanted(bid, id, info.stateNonce)) revert Errors.OfferNotForThis(offerId, id);
        _requireSellable(id, info);
    }

    /// @dev One NFT as it was when the bidder looked, or any of a series.
    function _isWanted(Bid memory bid, uint256 id, uint32 stateNonce) internal view virtual returns (bool) {
        return _isSeries(bid) ? id >> 32 == bid.target >> 32 : id == bid.target && stateNonce == bid.stateNonce;
    }

    /// @dev Takes units out of an offer and says what they bring. An offer for one NFT is filled once, whole.
    function _fill(uint256 offerId, Bid memory bid, uint88 units) internal virtual returns (uint256 price) {
        if (units == bid.units) {
            delete _bids[offerId];
            return bid.amount;
        }
        bool part = _isSeries(bid) && units >= bid.minUnits && units < bid.units && bid.units - units >= bid.minUnits;
        if (!part) revert Errors.UnitsNotForSale(units, bid.units, _isSeries(bid) ? bid.minUnits : 0);
        price = uint256(bid.amount) * units / bid.units;
        if (price == 0) revert Errors.ZeroAmount();
        Bid storage rest = _bids[offerId];
        (rest.amount, rest.units) = (uint96(bid.amount - price), bid.units - units);
    }

    /// @dev Pays the caller for what it sold.
    function _payOut(Bid memory bid, uint256 id, uint256 price, uint256 minProceeds)
        private
        returns (address token, uint256 tradeFee, uint256 royalty)
    {
        token = _payTokenList[bid.payToken - 1];
        (tradeFee, royalty) = _shareOut(id, token, price, _openToken(token).feeBps, msg.sender);
        uint256 proceeds = price - tradeFee - royalty;
        if (proceeds < minProceeds) revert Errors.ProceedsTooLow(proceeds, minProceeds);
    }

    /// @dev What a series offer asks for, of the NFT that the bidder really got.
    function _requireTerms(uint256 offerId, Bid memory bid, uint256 id, uint88 units, uint32 endDay)
        internal
        view
        virtual
    {
        if (!_isSeries(bid)) return;
        uint256 daysLeft = endDay - block.timestamp / 1 days; // sellable: its term is not over
        IHashpowerTypes.Info memory info = _infoOf(id);
        uint256 refund = bid.minRefundPerUnit == 0 ? info.refundFloor : _refundNow(info);
        if (daysLeft < bid.minDaysLeft || refund < uint256(bid.minRefundPerUnit) * units) {
            revert Errors.OfferTermsNotMet(offerId, daysLeft, refund);
        }
    }

    /// @dev What termination would leave to refund now. It settles first, so a day that is over counts as delivered: else who lets
    /// the ledger lag sells as refundable what no longer is.
    function _refundNow(IHashpowerTypes.Info memory info) internal view virtual returns (uint256) {
        uint256 settled = Math.max(HASHPOWER.fleetOf(info.fleetId).settled, info.startDay - 1);
        return info.refundFloor - Math.saturatingSub(block.timestamp / 1 days - 1, settled) * info.q;
    }
}
