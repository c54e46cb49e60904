// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IMarket} from "./IMarket.sol";
import {MarketBase} from "./MarketBase.sol";

/// @title Listings: what owners put on sale
abstract contract Listings is MarketBase {
    // ---- types

    /// @dev One slot. The seller is the NFT's owner: who else it was would have changed the nonce.
    struct Ask {
        uint88 price;
        uint40 expiresAt;
        uint32 stateNonce;
        uint32 order;
        uint24 minUnits;
        uint16 feeBps;
        uint8 payToken;
        bool isPrivate;
        bool unescrowed; // nothing is left to refund: whether the fleet is terminated, only the ledger knows
    }

    // ---- storage

    mapping(uint256 id => Ask) internal _asks;
    mapping(uint256 id => address) internal _allowedBuyers;

    // ---- entry points: sellers

    /// @inheritdoc IMarket
    function list(uint256 id, address payToken, uint88 price, uint24 minUnits, uint40 expiresAt, address buyer)
        external
    {
        IHashpowerTypes.Info memory info = _infoOf(id);
        if (msg.sender != info.owner) revert Errors.NotAllowed(msg.sender, info.owner);
        if (buyer == msg.sender) revert Errors.SelfTrade(buyer);
        if (price == 0) revert Errors.ZeroAmount();
        _requireExpiry(expiresAt);
        _requireSellable(id, info);
        expiresAt = uint40(Math.min(expiresAt, (uint256(info.endDay) + 1) * 1 days - 1));
        PayToken memory token = _openToken(payToken);
        uint32 nonce = info.stateNonce;
        _asks[id] = Ask(
            price, expiresAt, nonce, nonce, minUnits, token.feeBps, token.index, buyer != address(0), info.refundFloor == 0
        );
        if (buyer != address(0)) _allowedBuyers[id] = buyer;
        emit Listed(id, msg.sender, buyer, payToken, price, info.units, minUnits, expiresAt, nonce);
    }

    /// @inheritdoc IMarket
    function cancelListing(uint256 id) external {
        address seller = HASHPOWER.ownerOf(id);
        if (msg.sender != seller) revert Errors.NotAllowed(msg.sender, seller);
        if (_asks[id].price == 0) revert Errors.NotListed(id);
        delete _asks[id];
        emit ListingCancelled(id, seller);
    }

    /// @inheritdoc IMarket
    function permitHashpower(uint256 id, uint256 deadline, bytes calldata signature) external {
        try HASHPOWER.permit(address(this), id, deadline, signature) {}
        catch {
            if (HASHPOWER.getApproved(id) != address(this)) revert Errors.BadSignature(HASHPOWER.ownerOf(id));
        }
    }

    // ---- entry points: buyers

    /// @inheritdoc IMarket
    function buy(uint256 id, address payToken, uint256 maxPrice, uint32 stateNonce, uint256 deadline)
        external
        nonReentrant
    {
        Ask memory ask = _asks[id];
        address seller = HASHPOWER.ownerOf(id);
        uint256 feeBps = _requireOpen(id, ask, seller, payToken, deadline);
        if (ask.stateNonce != stateNonce) revert Errors.ListingChanged(id, ask.stateNonce, stateNonce);
        _requirePrice(ask.price, maxPrice);
        _requireAlive(id, ask.unescrowed);
        delete _asks[id];

        HASHPOWER.transferFrom(seller, msg.sender, id);
        _pullExactly(payToken, ask.price);
        (uint256 tradeFee, uint256 royalty) = _shareOut(id, payToken, ask.price, feeBps, seller);
        emit Sold(id, seller, msg.sender, payToken, ask.price, tradeFee, royalty);
    }

    /// @inheritdoc IMarket
    function buyUnits(uint256 id, uint88 units, address payToken, uint256 maxPrice, uint32 order, uint256 deadline)
        external
        nonReentrant
        returns (uint256 boughtId)
    {
        Ask memory ask = _asks[id];
        IHashpowerTypes.Info memory info = _infoOf(id);
        uint256 feeBps = _requireOpen(id, ask, info.owner, payToken, deadline);
        if (ask.order != order) revert Errors.ListingChanged(id, ask.order, order);
        _requireSellable(id, info);
        uint256 price = _take(id, ask, units, info.units);
        _requirePrice(price, maxPrice);

        boughtId = _splitTo(id, units, msg.sender);
        _pullExactly(payToken, price);
        _payForUnits(id, boughtId, units, payToken, price, feeBps, info.owner);
    }

    // ---- views

    /// @inheritdoc IMarket
    function listingOf(uint256 id) external view returns (Listing memory listing) {
        Ask memory ask = _asks[id];
        if (ask.price == 0) return listing;
        address buyer = ask.isPrivate ? _allowedBuyers[id] : address(0);
        address token = _payTokenList[ask.payToken - 1];
        return Listing(
            ask.price, ask.expiresAt, ask.stateNonce, ask.order, ask.minUnits, ask.feeBps, token, buyer
        );
    }

    // ---- internals

    /// @dev Whether the caller may buy from a listing now, and for what fee.
    function _requireOpen(uint256 id, Ask memory ask, address seller, address payToken, uint256 deadline)
        private
        view
        returns (uint256 feeBps)
    {
        if (block.timestamp > deadline) revert Errors.DeadlinePassed(deadline, block.timestamp);
        if (ask.price == 0 || block.timestamp > ask.expiresAt || !_isUnchanged(id, ask)) revert Errors.NotListed(id);
        PayToken memory token = _openToken(payToken);
        if (!_isPricedIn(ask, token)) revert Errors.WrongPayToken(_payTokenList[ask.payToken - 1], payToken);
        if (msg.sender == seller) revert Errors.SelfTrade(msg.sender);
        if (ask.isPrivate && msg.sender != _allowedBuyers[id]) {
            revert Errors.NotAllowed(msg.sender, _allowedBuyers[id]);
        }
        return Math.min(ask.feeBps, token.feeBps);
    }

    /// @dev A listing is of the NFT as it was: transferred, split, merged, locked or refunded since, it is another thing.
    function _isUnchanged(uint256 id, Ask memory ask) internal view virtual returns (bool) {
        return HASHPOWER.stateNonce(id) == ask.stateNonce;
    }

    /// @dev The same number of another token would be another price.
    function _isPricedIn(Ask memory ask, PayToken memory token) internal view virtual returns (bool) {
        return ask.payToken == token.index;
    }

    function _requirePrice(uint256 price, uint256 maxPrice) internal view virtual {
        if (price > maxPrice) revert Errors.PriceTooHigh(uint128(price), uint128(maxPrice));
    }

    /// @dev An NFT whose nonce is the listing's is neither locked nor refunded, and within its term until the listing expires: all
    /// that can have happened since is that its fleet was terminated, which makes it refundable if there is anything to refund.
    function _requireAlive(uint256 id, bool unescrowed) internal view virtual {
        if (unescrowed) return _requireSellable(id, _infoOf(id));
        if (HASHPOWER.refundable(id) != 0) revert Errors.FleetTerminated(_infoOf(id).fleetId);
    }

    function _payForUnits(
        uint256 id, uint256 boughtId, uint88 units, address payToken, uint256 price, uint256 feeBps, address seller
    ) private {
        (uint256 tradeFee, uint256 royalty) = _shareOut(id, payToken, price, feeBps, seller);
        emit UnitsSold(id, seller, msg.sender, boughtId, units, payToken, price, tradeFee, royalty);
    }

    /// @dev Takes a part out of a listing and says what it costs. The rest stays listed under the nonce that splitting gives the
    /// NFT: should it be another, the listing is void.
    function _take(uint256 id, Ask memory ask, uint88 units, uint88 left) internal virtual returns (uint256 price) {
        bool part = ask.minUnits != 0 && units >= ask.minUnits && units < left && left - units >= ask.minUnits;
        if (!part) revert Errors.UnitsNotForSale(units, left, ask.minUnits);
        price = Math.ceilDiv(uint256(ask.price) * units, left);
        // A rest that rounding leaves without a price would be given away.
        if (price >= ask.price) revert Errors.UnitsNotForSale(units, left, ask.minUnits);
        Ask storage rest = _asks[id];
        (rest.price, rest.stateNonce) = (uint88(ask.price - price), ask.stateNonce + 1);
    }
}
