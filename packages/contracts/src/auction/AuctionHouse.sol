// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {SelfPermit} from "../payments/SelfPermit.sol";
import {AuctionDelivery} from "./AuctionDelivery.sol";

/// @title Auction house
/// @dev It may lock and seize NFTs and mint lots, and holds bids and credits, nothing else. The pause stops new auctions and bids;
/// settling, cancelling and withdrawing always work.
contract AuctionHouse is AuctionDelivery, SelfPermit {
    // ---- constants

    uint40 internal constant MIN_DURATION = 1 hours;
    uint40 internal constant MAX_DURATION = 30 days;
    uint256 internal constant MAX_AHEAD = 30 days;

    // ---- constructor

    constructor(address owner_, IHashpower hashpower_, address guardian_, address feeRecipient_)
        AuctionDelivery(owner_, hashpower_, guardian_, feeRecipient_)
    {}

    // ---- entry points: sellers

    function createAuction(uint256 powerId, Terms calldata terms) external nonReentrant returns (uint256 auctionId) {
        IHashpowerTypes.Info memory info = HASHPOWER.infoOf(powerId);
        if (info.owner != msg.sender) revert Errors.NotAllowed(msg.sender, info.owner);
        if (info.locker != address(0)) revert Errors.IsLocked(powerId, info.locker);
        (bool mayLock, bool maySeize) = HASHPOWER.lockerRights(address(this));
        if (!mayLock || !maySeize) revert Errors.LockerNotAllowed(address(this));
        bool approved = HASHPOWER.getApproved(powerId) == address(this)
            || HASHPOWER.isApprovedForAll(msg.sender, address(this));
        if (!approved) revert Errors.LockNotApproved(powerId, address(this));
        if (!HASHPOWER.isPayToken(terms.payToken)) revert Errors.PayTokenNotListed(terms.payToken);
        uint256 endsAt = Math.max(terms.startsAt, block.timestamp) + terms.duration;
        bool lasts = info.endDay > (endsAt + MAX_EXTENDED) / 1 days;
        if (!lasts || _hasEnded(info)) revert Errors.HashpowerOver(powerId);

        uint88 part = uint88(powerId & type(uint32).max) << 32 | info.stateNonce;
        auctionId = _create(terms, 0, info.seriesId, part, _feeBps);
        emit AuctionCreated(auctionId, msg.sender, powerId, terms, _feeBps);
    }

    function createLot(uint32 seriesId, uint88 units, Terms calldata terms)
        external
        nonReentrant
        returns (uint256 auctionId)
    {
        if (units == 0) revert Errors.ZeroAmount();
        address operator = _operatorOf(seriesId);
        if (msg.sender != operator) revert Errors.NotAllowed(msg.sender, operator);
        (address payToken,) = HASHPOWER.payTokenOf(seriesId);
        if (terms.payToken != payToken) revert Errors.PayTokenNotListed(terms.payToken);
        _requireUnpromised(seriesId, units);

        auctionId = _create(terms, LOT, seriesId, units, 0);
        emit LotCreated(auctionId, msg.sender, seriesId, units, terms);
    }

    function cancelAuction(uint256 auctionId) external nonReentrant {
        Stored storage a = _open(auctionId);
        if (msg.sender != a.seller) revert Errors.NotAllowed(msg.sender, a.seller);
        _requireNoBid(auctionId, a);
        a.state = State.Cancelled;
        emit AuctionCancelled(auctionId);
    }

    function permitPower(uint256 powerId, uint256 deadline, bytes calldata signature) external {
        try HASHPOWER.permit(address(this), powerId, deadline, signature) {}
        catch {
            if (HASHPOWER.getApproved(powerId) != address(this)) revert Errors.BadSignature(HASHPOWER.ownerOf(powerId));
        }
    }

    // ---- entry points: bidders

    function placeBid(uint256 auctionId, uint96 amount) external nonReentrant {
        uint256 time = _runningClock();
        Stored storage a = _open(auctionId);
        if (a.kind & DUTCH != 0) revert Errors.WrongAuctionKind(auctionId);
        (address outbid, uint96 refund) = (a.bidder, a.amount);
        if (time >= a.endsAt || (outbid == address(0) && time < a.startsAt)) _revertNotOpen(auctionId, a);
        uint256 min = _minNextBid(a);
        if (amount < min) revert Errors.BidTooLow(amount, min);

        (a.bidder, a.amount) = (msg.sender, amount);
        uint40 endsAt = _extend(a, time);
        emit BidPlaced(auctionId, msg.sender, amount, endsAt + uint40(block.timestamp - time));

        address token = a.payToken;
        _pull(token, address(this), amount);
        if (outbid != address(0)) _refundBid(token, outbid, refund);
        else if (a.kind & LOT != 0) _promise(auctionId, a);
        else _lockForBid(auctionId, a);
    }

    function buyNow(uint256 auctionId, uint96 maxPrice) external nonReentrant returns (uint256 powerId) {
        uint256 time = _runningClock();
        Stored storage a = _open(auctionId);
        if (a.kind & DUTCH != 0) revert Errors.WrongAuctionKind(auctionId);
        if (time >= a.endsAt || time < a.startsAt) _revertNotOpen(auctionId, a);
        uint96 price = a.endPrice;
        if (price < _minNextBid(a)) revert Errors.NoBuyNow(auctionId);
        return _sellNow(auctionId, a, price, maxPrice);
    }

    function takeDutch(uint256 auctionId, uint96 maxPrice) external nonReentrant returns (uint256 powerId) {
        uint256 time = _runningClock();
        Stored storage a = _open(auctionId);
        if (a.kind & DUTCH == 0) revert Errors.WrongAuctionKind(auctionId);
        if (time >= a.endsAt || time < a.startsAt) _revertNotOpen(auctionId, a);
        return _sellNow(auctionId, a, _dutchPrice(a, time), maxPrice);
    }

    // ---- entry points: anybody

    function settle(uint256 auctionId) external virtual nonReentrant returns (bool sold) {
        Stored storage a = _open(auctionId);
        if (a.bidder == address(0)) revert Errors.AuctionRunning(auctionId, type(uint256).max);
        return a.kind & LOT != 0 ? _settleLot(auctionId, a) : _settlePower(auctionId, a);
    }

    // ---- views

    function auctionOf(uint256 auctionId) external view returns (Auction memory auction) {
        Stored storage a = _known(auctionId);
        uint40 moved = uint40(pausedSeconds());
        auction.kind = a.kind & DUTCH != 0 ? Kind.Dutch : Kind.English;
        (auction.state, auction.isLot, auction.seller, auction.bidder) = (a.state, a.kind & LOT != 0, a.seller, a.bidder);
        (auction.amount, auction.endPrice, auction.step) = (a.amount, a.endPrice, a.step);
        (auction.payToken, auction.startsAt, auction.endsAt) = (a.payToken, a.startsAt + moved, a.endsAt + moved);
        (auction.extended, auction.feeBps, auction.seriesId) = (a.extended, a.feeBps, a.seriesId);
        if (auction.isLot) auction.units = a.part;
        else (auction.powerId, auction.stateNonce) = (_powerIdOf(a), uint32(a.part));
    }

    function minNextBid(uint256 auctionId) external view returns (uint256) {
        Stored storage a = _known(auctionId);
        if (a.kind & DUTCH != 0) revert Errors.WrongAuctionKind(auctionId);
        return _minNextBid(a);
    }

    function dutchPrice(uint256 auctionId) external view returns (uint96) {
        Stored storage a = _known(auctionId);
        if (a.kind & DUTCH == 0) revert Errors.WrongAuctionKind(auctionId);
        return a.state == State.Sold ? a.amount : _dutchPrice(a, _clock());
    }

    function deliverable(uint256 auctionId) external view returns (bool now_, bool ever) {
        Stored storage a = _known(auctionId);
        if (a.state != State.Open) return (false, false);
        if (a.kind & LOT != 0) return _lotStanding(a.seriesId, a.part);
        uint256 powerId = _powerIdOf(a);
        bool unchanged = a.bidder != address(0) || HASHPOWER.stateNonce(powerId) == uint32(a.part);
        now_ = ever = unchanged && !_isOver(powerId);
    }

    // ---- internals: the course of an auction

    function _create(Terms calldata terms, uint8 kind, uint32 seriesId, uint88 part, uint16 feeBps)
        private
        returns (uint256 auctionId)
    {
        _runningClock();
        bool dutch = terms.kind == Kind.Dutch;
        _requireWithin(terms.startPrice, 1, type(uint96).max);
        _requireWithin(terms.duration, MIN_DURATION, MAX_DURATION);
        _requireWithin(terms.step, dutch ? 0 : 1, dutch ? 0 : terms.startPrice);
        if (dutch) _requireWithin(terms.endPrice, 1, terms.startPrice);
        else if (terms.endPrice != 0) _requireWithin(terms.endPrice, terms.startPrice, type(uint96).max);
        uint256 startsAt = Math.max(terms.startsAt, block.timestamp);
        _requireWithin(startsAt, block.timestamp, block.timestamp + MAX_AHEAD);

        startsAt -= pausedSeconds();
        auctionId = ++auctionCount;
        _auctions[auctionId] = Stored({
            bidder: address(0),
            amount: terms.startPrice,
            payToken: terms.payToken,
            endsAt: uint40(startsAt) + terms.duration,
            extended: 0,
            feeBps: feeBps,
            kind: dutch ? kind | DUTCH : kind,
            state: State.Open,
            seller: msg.sender,
            step: terms.step,
            seriesId: seriesId,
            part: part,
            endPrice: terms.endPrice,
            startsAt: uint40(startsAt)
        });
    }

    /// @dev Sells and settles in one call; who had bid is paid back.
    function _sellNow(uint256 auctionId, Stored storage a, uint96 price, uint96 maxPrice)
        private
        returns (uint256 powerId)
    {
        if (price > maxPrice) revert Errors.PriceTooHigh(price, maxPrice);
        (address outbid, uint96 refund) = (a.bidder, a.amount);
        (a.bidder, a.amount, a.state) = (msg.sender, price, State.Sold);
        bool begun = outbid != address(0);
        if (a.kind & LOT != 0) {
            if (begun) promisedUnits[a.seriesId] -= a.part;
            _requireOffered(auctionId, a);
            _pull(a.payToken, address(HASHPOWER), price);
            powerId = _mint(auctionId, a, msg.sender, price, price);
        } else {
            powerId = _powerIdOf(a);
            _pull(a.payToken, address(this), price);
            // Looked at after the payment: a token that calls the seller would let it empty the NFT in between.
            if (!begun) _requireFresh(auctionId, a, powerId);
            if (_isOver(powerId)) revert Errors.HashpowerOver(powerId);
            _sellPower(auctionId, a, msg.sender, price, begun);
        }
        if (begun) _refundBid(a.payToken, outbid, refund);
    }

    function _settlePower(uint256 auctionId, Stored storage a) private returns (bool) {
        uint256 powerId = _powerIdOf(a);
        if (_isOver(powerId)) {
            _void(auctionId, a);
            HASHPOWER.unlock(powerId); // the refund is the seller's again
            return false;
        }
        _requireTime(auctionId, a, 0);
        a.state = State.Sold;
        _sellPower(auctionId, a, a.bidder, a.amount, true);
        return true;
    }

    function _settleLot(uint256 auctionId, Stored storage a) private returns (bool) {
        (bool now_, bool ever) = _lotStanding(a.seriesId, a.part);
        if (ever) {
            _requireTime(auctionId, a, 0);
            if (now_ && _clock() < a.endsAt + LOT_LIMIT) {
                promisedUnits[a.seriesId] -= a.part;
                a.state = State.Sold;
                _mintHeld(auctionId, a);
                return true;
            }
            if (msg.sender != a.bidder) _requireTime(auctionId, a, LOT_GRACE);
        }
        promisedUnits[a.seriesId] -= a.part;
        _void(auctionId, a);
        return false;
    }

    function _promise(uint256 auctionId, Stored storage a) internal virtual {
        _requireOffered(auctionId, a);
        promisedUnits[a.seriesId] += a.part;
    }

    function _void(uint256 auctionId, Stored storage a) private {
        a.state = State.Void;
        emit AuctionVoided(auctionId, a.bidder, a.amount);
        emit AuctionSettled(auctionId, address(0), 0, 0, 0, 0);
        _pay(a.payToken, a.bidder, a.amount);
    }

    function _refundBid(address token, address bidder, uint96 amount) internal virtual {
        _pay(token, bidder, amount);
    }

    // ---- internals: checks

    function _known(uint256 auctionId) private view returns (Stored storage a) {
        a = _auctions[auctionId];
        if (a.state == State.None) revert Errors.UnknownAuction(auctionId);
    }

    function _open(uint256 auctionId) internal view returns (Stored storage a) {
        a = _known(auctionId);
        if (a.state != State.Open) _revertNotOpen(auctionId, a);
    }

    function _revertNotOpen(uint256 auctionId, Stored storage a) private view {
        uint256 moved = pausedSeconds();
        revert Errors.AuctionNotOpen(auctionId, a.startsAt + moved, a.endsAt + moved);
    }

    function _requireNoBid(uint256 auctionId, Stored storage a) internal view virtual {
        if (a.bidder != address(0)) revert Errors.AuctionHasBids(auctionId, a.bidder);
    }

    /// @dev The auction's end, and a grace after it, have passed.
    function _requireTime(uint256 auctionId, Stored storage a, uint256 grace) private view {
        uint256 from = a.endsAt + grace;
        if (_clock() >= from) return;
        if (grace != 0) revert Errors.LotNotDeliverable(auctionId, from + pausedSeconds());
        revert Errors.AuctionRunning(auctionId, from + pausedSeconds());
    }

    function _requireWithin(uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert Errors.OutOfBounds(value, min, max);
    }
}
