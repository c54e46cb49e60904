// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {Payments} from "../../src/payments/Payments.sol";

/// @dev Which defence a copy of the house lacks.
enum Lack {
    Nothing,
    Credit, // a payment that fails fails the call
    BoundedGas, // passes all gas on, and copies whatever comes back
    GasFloor, // tries a payment with whatever gas is left
    Extension, // ends sharp
    ExtensionCap, // may be extended for ever
    Increment, // any higher bid will do
    NoCancelAfterBid,
    Freshness, // sells an NFT in whatever state it is
    Over, // sells what has nothing left but a refund
    FullBid, // does not look at what arrived
    CountedBids, // pays back from its balance
    RoundingDown, // of the parts of a price
    Promise, // promises units twice
    PauseInterval
}

/// @dev A copy of the house that lacks one defence: an attack that works on it, and not on the house, is stopped by that defence.
contract WeakHouse is AuctionHouse {
    using SafeERC20 for IERC20;

    Lack internal immutable LACK;

    constructor(Lack lack, address owner_, IHashpower hashpower_, address guardian_, address feeTaker_)
        AuctionHouse(owner_, hashpower_, guardian_, feeTaker_)
    {
        LACK = lack;
    }

    function _pay(address token, address account, uint256 amount) internal override {
        if (LACK == Lack.Credit) IERC20(token).safeTransfer(account, amount);
        else super._pay(token, account, amount);
    }

    function _tryTransfer(address token, address to, uint256 amount) internal override returns (bool ok) {
        if (LACK == Lack.BoundedGas) {
            (ok,) = token.call(abi.encodeCall(IERC20.transfer, (to, amount)));
        } else if (LACK == Lack.GasFloor) {
            try IERC20(token).transfer{gas: gasleft() < 200_000 ? gasleft() / 10 : PAY_GAS}(to, amount) returns (bool r) {
                ok = r;
            } catch {}
        } else {
            ok = super._tryTransfer(token, to, amount);
        }
    }

    function _extend(Stored storage a, uint256 time) internal override returns (uint40) {
        if (LACK == Lack.Extension) return a.endsAt;
        if (LACK == Lack.ExtensionCap) a.extended = 0;
        return super._extend(a, time);
    }

    function _minNextBid(Stored storage a) internal view override returns (uint256) {
        if (LACK == Lack.Increment) return a.amount + (a.bidder == address(0) ? 0 : 1);
        return super._minNextBid(a);
    }

    function _requireNoBid(uint256 auctionId, Stored storage a) internal view override {
        if (LACK != Lack.NoCancelAfterBid) super._requireNoBid(auctionId, a);
    }

    function _requireFresh(uint256 auctionId, Stored storage a, uint256 powerId) internal view override {
        if (LACK != Lack.Freshness) super._requireFresh(auctionId, a, powerId);
    }

    function _isOver(uint256 powerId) internal view override returns (bool) {
        return LACK != Lack.Over && super._isOver(powerId);
    }

    function _pull(address token, address to, uint96 amount) internal override {
        if (LACK == Lack.FullBid) Payments.pull(token, msg.sender, to, amount);
        else super._pull(token, to, amount);
    }

    function _refundBid(address token, address bidder, uint96 amount) internal override {
        if (LACK != Lack.CountedBids) return super._refundBid(token, bidder, amount);
        uint256 live = _auctions[auctionCount].amount + _auctions[auctionCount - 1].amount;
        super._refundBid(token, bidder, uint96(IERC20(token).balanceOf(address(this)) - live));
    }

    function _payOut(Stored storage a, uint256 powerId, uint256 price) internal override returns (uint256, uint256) {
        if (LACK != Lack.RoundingDown) return super._payOut(a, powerId, price);
        uint256 fee = price * a.feeBps / BPS;
        _pay(a.payToken, a.seller, price - fee);
        _pay(a.payToken, _feeRecipient, fee + 1); // each part rounded up by itself
        return (fee + 1, 0);
    }

    function _promise(uint256 auctionId, Stored storage a) internal override {
        if (LACK == Lack.Promise) promisedUnits[a.seriesId] = 0;
        super._promise(auctionId, a);
        if (LACK == Lack.Promise) promisedUnits[a.seriesId] = type(uint88).max / 2;
    }

    function _nextPause() internal view override returns (uint40) {
        return LACK == Lack.PauseInterval ? 0 : super._nextPause();
    }
}

/// @dev A copy that pays before it writes, without a guard and with all gas.
contract UnorderedHouse is AuctionHouse {
    using SafeERC20 for IERC20;

    constructor(address owner_, IHashpower hashpower_, address guardian_, address feeTaker_)
        AuctionHouse(owner_, hashpower_, guardian_, feeTaker_)
    {}

    function settle(uint256 auctionId) external override returns (bool) {
        Stored storage a = _open(auctionId);
        (, bool ever) = _lotStanding(a.seriesId, a.part);
        require(!ever, "only the way out of a lot");
        IERC20(a.payToken).safeTransfer(a.bidder, a.amount);
        a.state = State.Void;
        return false;
    }
}
