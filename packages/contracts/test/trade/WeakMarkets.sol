// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {Payments} from "../../src/payments/Payments.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {Market} from "../../src/trade/Market.sol";
import {Offers} from "../../src/trade/Offers.sol";

/// @dev Which defence a copy of the market lacks.
enum Lack {
    Nothing,
    Nonce, // listings and offers are of an id, not of a state
    MaxPrice,
    Token, // a price is a number of anything
    Alive, // sells what was terminated since
    Terms, // series offers take any NFT of the series
    Target, // token offers take any NFT
    PullPayment, // a payment that fails reverts
    GasBound, // whoever pays may burn all gas
    GasFloor, // a caller may starve a payment
    ExactMoney, // counts what was sent, not what arrived
    RoundingUp,
    Order // pays before it counts, without a guard or a bound of gas
}

/// @dev A copy of the market that lacks one defence: an attack that works on it, and not on the market, is stopped by that
/// defence.
contract WeakMarket is Market {
    using SafeERC20 for IERC20;

    Lack internal immutable LACK;

    constructor(Lack lack, address owner_, IHashpower hashpower_, address guardian_, address fees)
        Market(owner_, hashpower_, guardian_, fees)
    {
        LACK = lack;
    }

    function cancelOffer(uint256 offerId) external override(IMarket, Offers) returns (uint256 amount) {
        Bid storage bid = _bids[offerId];
        require(bid.bidder == msg.sender, "bidder");
        amount = bid.amount;
        address token = _payTokenList[bid.payToken - 1];
        if (LACK != Lack.Order) delete _bids[offerId];
        _pay(token, msg.sender, amount);
        delete _bids[offerId];
    }

    function _isUnchanged(uint256 id, Ask memory ask) internal view override returns (bool) {
        return LACK == Lack.Nonce || super._isUnchanged(id, ask);
    }

    function _requirePrice(uint256 price, uint256 maxPrice) internal view override {
        if (LACK != Lack.MaxPrice) super._requirePrice(price, maxPrice);
    }

    function _isPricedIn(Ask memory ask, PayToken memory token) internal view override returns (bool) {
        return LACK == Lack.Token || super._isPricedIn(ask, token);
    }

    function _requireAlive(uint256 id, bool unescrowed) internal view override {
        if (LACK != Lack.Alive) super._requireAlive(id, unescrowed);
    }

    function _requireSellable(uint256 id, IHashpowerTypes.Info memory info) internal view override {
        if (LACK != Lack.Alive) super._requireSellable(id, info);
    }

    function _requireTerms(uint256 offerId, Bid memory bid, uint256 id, uint88 units, uint32 endDay)
        internal
        view
        override
    {
        if (LACK != Lack.Terms) super._requireTerms(offerId, bid, id, units, endDay);
    }

    function _isWanted(Bid memory bid, uint256 id, uint32 stateNonce) internal view override returns (bool) {
        if (LACK == Lack.Target) return true;
        if (LACK == Lack.Nonce) stateNonce = bid.stateNonce;
        return super._isWanted(bid, id, stateNonce);
    }

    function _pay(address token, address account, uint256 amount) internal override {
        if (LACK != Lack.PullPayment) return super._pay(token, account, amount);
        if (amount != 0) IERC20(token).safeTransfer(account, amount);
    }

    function _tryTransfer(address token, address to, uint256 amount) internal override returns (bool ok) {
        if (LACK == Lack.GasBound || LACK == Lack.Order) {
            bytes memory data;
            (ok, data) = token.call(abi.encodeCall(IERC20.transfer, (to, amount)));
            return ok && (data.length == 0 || abi.decode(data, (bool)));
        }
        if (LACK == Lack.GasFloor) {
            (ok,) = token.call{gas: gasleft() > 60_000 ? gasleft() - 60_000 : 0}(
                abi.encodeCall(IERC20.transfer, (to, amount))
            );
            return ok;
        }
        return super._tryTransfer(token, to, amount);
    }

    function _pullExactly(address token, uint256 amount) internal override {
        if (LACK == Lack.ExactMoney) Payments.pull(token, msg.sender, address(this), amount);
        else super._pullExactly(token, amount);
    }

    function _take(uint256 id, Ask memory ask, uint88 units, uint88 left) internal override returns (uint256 price) {
        price = super._take(id, ask, units, left);
        if (LACK != Lack.RoundingUp) return price;
        uint256 down = uint256(ask.price) * units / left;
        _asks[id].price += uint88(price - down);
        return down;
    }

    function _fill(uint256 offerId, Bid memory bid, uint88 units) internal override returns (uint256 price) {
        price = super._fill(offerId, bid, units);
        if (LACK != Lack.RoundingUp || units == bid.units) return price;
        _bids[offerId].amount = bid.amount - uint96(++price);
    }
}
