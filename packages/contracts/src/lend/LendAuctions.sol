// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IMinerRegistryCore} from "../miners/IMinerRegistryCore.sol";
import {Payments} from "../payments/Payments.sol";
import {LendIncome} from "./LendIncome.sol";
import {LoanMath} from "./LoanMath.sol";

/// @title Liquidation: the auction, its clock, what nobody buys, and refunds
abstract contract LendAuctions is LendIncome {
    using SafeCast for uint256;

    // ---- constants

    uint256 internal constant OVERDUE_AFTER = 24 hours;
    uint256 internal constant UNSOLD_AFTER = 48 hours; // of an auction's clock: 1/256 of the start price

    // ---- entry points

    function liquidate(uint256 id) external nonReentrant {
        LoanData storage loan = _openLoan(id);
        if (loan.flags & IN_AUCTION != 0) revert Errors.InAuction(id);
        _requireNoRefund(id);
        bool overdue = _overdue(loan);
        if (!overdue && !_unhealthy(id, loan, _params.liquidationBps)) revert Errors.NotLiquidatable(id);
        if (loan.flags & AUTO_REPAY == 0) HASHPOWER.setCollectsIncome(id, true);
        loan.flags |= IN_AUCTION;
        emit LiquidationStarted(id, msg.sender, _debtNow(id, loan), overdue);
        _tick(id);
    }

    function tick(uint256 id) external nonReentrant {
        _inAuction(id);
        _tick(id);
    }

    function take(uint256 id, uint256 maxPrice, uint256 deadline) external nonReentrant returns (uint256 price) {
        _requireDeadline(deadline);
        LoanData storage loan = _inAuction(id);
        uint256 refundNow = _requireNoRefund(id);
        _tick(id);
        price = _priceOf(_auctions[id], refundNow);
        if (price == 0) revert Errors.StalePrice(address(0));
        if (price > maxPrice) revert Errors.PriceTooHigh(price.toUint128(), uint128(maxPrice));
        _collectForDebt(id, loan);
        address borrower = HASHPOWER.ownerOf(id);
        uint256 received = Payments.pull(address(ASSET), msg.sender, address(this), price);
        uint256 surplus = _sell(id, loan, borrower, received);
        emit AuctionTaken(id, msg.sender, price, surplus);
        HASHPOWER.seize(id, msg.sender);
        _pay(address(ASSET), borrower, surplus);
    }

    function cancelAuction(uint256 id) external nonReentrant {
        LoanData storage loan = _inAuction(id);
        if (_overdue(loan) || _unhealthy(id, loan, _params.maxLtvBps)) revert Errors.AuctionNeeded(id);
        _tryCollect(id);
        if (loan.flags == 0) return; // that paid it all
        loan.flags &= ~IN_AUCTION;
        delete _auctions[id];
        emit AuctionCancelled(id);
        if (loan.flags & AUTO_REPAY == 0) HASHPOWER.setCollectsIncome(id, false);
    }

    function keep(uint256 id) external nonReentrant {
        LoanData storage loan = _inAuction(id);
        _requireNoRefund(id);
        _tick(id);
        uint256 elapsed = _auctions[id].elapsed;
        if (elapsed < UNSOLD_AFTER) revert Errors.AuctionNotOver(id, elapsed, UNSOLD_AFTER);
        _collectForDebt(id, loan);
        _keep(id, loan);
    }

    function settleRefund(uint256 id) external nonReentrant returns (uint256 refund) {
        LoanData storage loan = _loans[id];
        address bondToken = IMinerRegistryCore(HASHPOWER.registry()).bondToken();
        uint256 slash;
        if (loan.flags & KEPT != 0) {
            (refund, slash) = _refund(id, bondToken);
            _recover(id, refund);
            _pay(bondToken, _params.router, slash);
            return refund;
        }
        loan = _openLoan(id);
        address borrower = HASHPOWER.ownerOf(id);
        (refund, slash) = _refund(id, bondToken);
        if (_apply(id, loan, address(this), refund) != 0) {
            if (loan.flags != 0) _tryCollect(id);
            if (loan.principal != 0) {
                _keep(id, loan);
                borrower = _params.router;
            }
        }
        _pay(bondToken, borrower, slash);
    }

    // ---- views

    function liquidationOf(uint256 id) external view returns (Liquidation memory l) {
        LoanData storage loan = _loans[id];
        if (loan.principal == 0) return l;
        uint256 refundNow;
        (l.refundOpen, refundNow) = DESK.refundOf(id);
        l.overdue = _overdue(loan);
        l.floor = LoanMath.floorPriceUp(refundNow);
        try DESK.appraise(id, 0, _params.haircutBps, _params.liquidationBps) returns (Value memory v) {
            l.unhealthy = _debtNow(id, loan) > v.maxBorrow;
        } catch {
            l.stale = true;
        }
        l.inAuction = loan.flags & IN_AUCTION != 0;
        if (!l.inAuction) return l;
        AuctionData memory auction = _clock(id);
        (l.startPrice, l.elapsed) = (auction.startPrice, auction.elapsed);
        l.price = _priceOf(auction, refundNow);
        l.unsold = auction.elapsed >= UNSOLD_AFTER && !l.refundOpen;
    }

    // ---- internals: the clock

    /// @dev An auction as it stands now. While data are stale, or for whatever else they can't be read, its clock stands.
    function _clock(uint256 id) internal view virtual returns (AuctionData memory a) {
        a = _auctions[id];
        uint256 fedAt;
        uint256 staleAt;
        uint256 upSince;
        uint256 staleDay;
        try DESK.freshness(id) returns (uint256 fed, uint256 stale, uint256 up, uint256 day) {
            (fedAt, staleAt, upSince, staleDay) = (fed, stale, up, day);
        } catch {
            return a;
        }
        if (a.startPrice == 0) {
            Value memory v = DESK.appraise(id, 0, _params.haircutBps, BPS);
            a.startPrice = LoanMath.startPriceUp(v.income, v.refundNow).toUint128();
        } else {
            a.elapsed = (a.elapsed + _counted(a, fedAt, upSince)).toUint32();
        }
        (a.tickAt, a.staleAt) = (uint40(block.timestamp), staleAt.toUint40());
        a.staleDays = (staleDay - block.timestamp / 1 days).toUint16();
    }

    /// @dev Seconds since the last tick on which data are proven to have been fresh: all, if the newest price came before those of then
    /// went stale; else until they did, and from the newest price on. None after the benchmark of then went stale: when a later one was
    /// decided nothing tells, and it may have been this moment. A sequencer's restart voids what was before it.
    function _counted(AuctionData memory a, uint256 fedAt, uint256 upSince) internal view virtual returns (uint256) {
        uint256 until = Math.min(block.timestamp, (a.tickAt / 1 days + a.staleDays) * 1 days);
        uint256 from = Math.max(a.tickAt, upSince);
        if (fedAt <= a.staleAt) return Math.saturatingSub(until, from);
        uint256 before = upSince > a.tickAt ? 0 : Math.saturatingSub(Math.min(a.staleAt, until), a.tickAt);
        return before + Math.saturatingSub(until, Math.max(from, fedAt));
    }

    function _tick(uint256 id) internal {
        AuctionData memory a = _clock(id);
        if (_auctions[id].startPrice == 0 && a.startPrice != 0) emit AuctionPriced(id, a.startPrice);
        _auctions[id] = a;
    }

    /// @dev 0 while there is no start price.
    function _priceOf(AuctionData memory a, uint256 refundNow) internal pure returns (uint256) {
        if (a.startPrice == 0) return 0;
        return Math.max(LoanMath.fallingPriceUp(a.startPrice, a.elapsed), LoanMath.floorPriceUp(refundNow));
    }

    // ---- internals: ends

    /// @dev Income up to now pays the debt before the NFT goes. If it pays all of it, there is nothing to sell.
    function _collectForDebt(uint256 id, LoanData storage loan) private {
        _tryCollect(id);
        if (loan.flags & IN_AUCTION == 0) revert Errors.NotInAuction(id);
    }

    /// @dev Ends a loan with what its NFT was sold for. A shortfall is written off in the same transaction.
    function _sell(uint256 id, LoanData storage loan, address borrower, uint256 received)
        internal
        virtual
        returns (uint256 surplus)
    {
        uint256 debt = _fixDebt(id, loan);
        uint256 paid = Math.min(received, debt);
        uint32 lotId = _forget(id, loan, debt);
        _idle = (_idle + paid).toUint96();
        // After a loss what is still on sale is lenders'.
        if (paid < debt) _writeOff(id, debt - paid);
        else _returnLot(lotId, borrower);
        return received - paid;
    }

    /// @dev The pool owns the NFT from here on. Its lot, if any, stays with it.
    function _keep(uint256 id, LoanData storage loan) private {
        uint256 debt = _fixDebt(id, loan);
        uint32 lotId = _forget(id, loan, debt);
        (loan.flags, loan.lotId) = (KEPT, lotId);
        if (debt != 0) _writeOff(id, debt);
        emit Kept(id, debt);
        HASHPOWER.seize(id, address(this));
    }

    function _fixDebt(uint256 id, LoanData storage loan) private returns (uint256) {
        _accrue();
        (uint256 principal, uint256 interest) = _fixInterest(id, loan);
        return principal + interest;
    }

    /// @dev Counts what arrives; asset and bond token may be the same.
    function _refund(uint256 id, address bondToken) private returns (uint256 refund, uint256 slash) {
        uint256 before = ASSET.balanceOf(address(this));
        (refund, slash) = HASHPOWER.refund(id);
        if (bondToken == address(ASSET)) (refund, slash) = (refund + slash, 0);
        refund = Math.min(refund, ASSET.balanceOf(address(this)) - before);
        emit RefundSettled(id, refund, slash);
    }

    // ---- internals: checks

    function _inAuction(uint256 id) internal view returns (LoanData storage loan) {
        loan = _loans[id];
        if (loan.flags & IN_AUCTION == 0) revert Errors.NotInAuction(id);
    }

    function _overdue(LoanData storage loan) internal view returns (bool) {
        return block.timestamp > loan.maturity + OVERDUE_AFTER;
    }

    /// @dev Whether the debt exceeds a part of the NFT's value now. Reverts while data are stale.
    function _unhealthy(uint256 id, LoanData storage loan, uint256 bps) internal view virtual returns (bool) {
        Value memory v = DESK.appraise(id, 0, _params.haircutBps, BPS);
        return _debtNow(id, loan) * BPS > v.value * bps;
    }

    /// @dev Once a refund is open its money pays the debt: who bought the NFT at a fraction of it would take the rest from borrower and lenders.
    function _requireNoRefund(uint256 id) internal view virtual returns (uint256 refundNow) {
        bool open;
        (open, refundNow) = DESK.refundOf(id);
        if (open) revert Errors.RefundIsOpen(id);
    }
}
