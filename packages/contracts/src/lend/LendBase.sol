// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {Credits} from "../payments/Credits.sol";
import {ILendTypes} from "./ILendTypes.sol";
import {LendDesk} from "./LendDesk.sol";
import {LoanMath} from "./LoanMath.sol";

/// @title The books of a lending pool
/// @dev `LendingPool` runs the code of `LendLiquidator` in its own storage. All state that both touch is here, first in the layout of
/// either. Money is counted, never read from a balance: a donation moves nothing. At any time `_debt` and `_fraction` together are
/// exactly what all loans owe: `_debt * INTEREST_SCALE + _fraction == sum((principal + interest) * INTEREST_SCALE + principal * rate * seconds)`.
abstract contract LendBase is ILendTypes, Credits {
    using SafeCast for uint256;

    // ---- types

    /// @dev A loan in one slot.
    struct LoanData {
        uint96 principal; // 0 while no loan is open
        uint32 rate;
        uint40 accruedAt;
        uint40 maturity;
        uint8 flags;
        uint32 lotId;
    }

    /// @dev One slot.
    struct AuctionData {
        uint128 startPrice; // 0 until known
        uint32 elapsed; // seconds of its clock at tickAt
        uint40 tickAt;
        uint40 staleAt; // until when the prices of then were fresh without an update
        uint16 staleDays; // until when the benchmark of then was: days from that of tickAt
    }

    // ---- constants

    uint8 internal constant AUTO_REPAY = 1;
    uint8 internal constant IN_AUCTION = 2;
    uint8 internal constant KEPT = 4; // no loan any more: the pool owns the NFT
    uint256 internal constant BPS = 10_000;
    uint8 internal constant PAUSED = 1; // of the pool
    uint8 internal constant YOUNG = 2; // some deposits may not count for rates yet
    uint256 internal constant RECOVERY_TIME = 7 days;

    // ---- storage

    IHashpower internal immutable HASHPOWER;
    LendDesk internal immutable DESK;
    IERC20 internal immutable ASSET;

    // Two slots that every use of the pool writes.
    uint96 internal _idle;
    uint96 internal _debt; // of all loans at _accruedAt
    uint56 internal _fraction; // of a base unit of interest, over INTEREST_SCALE
    uint8 internal _flags; // PAUSED, YOUNG
    uint128 internal _slope; // sum of principal x rate
    uint40 internal _accruedAt;
    uint88 internal _reserve;
    // What deposits and rates use.
    uint96 internal _young; // deposits that don't lower rates yet, at _youngAt
    uint40 internal _youngAt;
    uint40 internal _youngEnd;
    // The rest is written by losses and what comes after them.
    uint128 internal _badDebt;
    uint96 internal _recovering;
    uint40 internal _recoveringAt;
    uint40 internal _recoveringEnd;
    uint32 internal _lotCount;
    Parameters internal _params;
    mapping(uint256 id => LoanData) internal _loans;
    mapping(uint256 id => uint256) internal _unpaid; // interest owed at accruedAt, after a part was paid
    mapping(uint256 id => AuctionData) internal _auctions;
    mapping(uint32 lotId => Lot) internal _lots;

    // ---- constructor

    constructor(IHashpower hashpower_, LendDesk desk_) {
        (HASHPOWER, DESK, ASSET) = (hashpower_, desk_, IERC20(desk_.ASSET()));
    }

    // ---- internals: interest

    function _newInterest() internal view returns (uint256 interest, uint256 fraction) {
        uint256 owed = uint256(_slope) * (block.timestamp - _accruedAt) + _fraction;
        return (owed / LoanMath.INTEREST_SCALE, owed % LoanMath.INTEREST_SCALE);
    }

    /// @dev The reserve with its part of `interest`. What its word can't hold (3 x 10^26 base units) is lenders'.
    function _reserveWith(uint256 interest) internal view returns (uint256) {
        return Math.min(_reserve + interest * _params.reserveBps / BPS, type(uint88).max);
    }

    /// @dev Brings debt and reserve up to now. Call before anything about a loan or a share changes.
    function _accrue() internal {
        if (_accruedAt == block.timestamp) return;
        (uint256 interest, uint256 fraction) = _newInterest();
        (_debt, _fraction) = ((_debt + interest).toUint96(), uint56(fraction));
        (_accruedAt, _reserve) = (uint40(block.timestamp), uint88(_reserveWith(interest)));
    }

    /// @dev What a loan owes now, after `_accrue`. The caller writes it down or forgets the loan: what rounding up adds to it is added to
    /// the pool's debt here.
    function _fixInterest(uint256 id, LoanData storage loan) internal returns (uint256 principal, uint256 interest) {
        principal = loan.principal;
        uint256 owed = principal * loan.rate * (block.timestamp - loan.accruedAt);
        uint256 added = Math.ceilDiv(owed, LoanMath.INTEREST_SCALE);
        uint256 fraction = _fraction + (added * LoanMath.INTEREST_SCALE - owed);
        if (fraction >= LoanMath.INTEREST_SCALE) {
            fraction -= LoanMath.INTEREST_SCALE;
            ++_debt;
        }
        _fraction = uint56(fraction);
        return (principal, added + _unpaid[id]);
    }

    function _debtNow(uint256 id, LoanData storage loan) internal view returns (uint256) {
        uint256 elapsed = block.timestamp - loan.accruedAt;
        return uint256(loan.principal) + _unpaid[id] + LoanMath.interestUp(loan.principal, loan.rate, elapsed);
    }

    // ---- internals: paying

    /// @dev Pays a loan with money that has arrived, interest first; closes it when nothing is left. What exceeds the debt is the borrower's.
    function _apply(uint256 id, LoanData storage loan, address payer, uint256 amount) internal returns (uint256 left) {
        _accrue();
        (uint256 principal, uint256 interest) = _fixInterest(id, loan);
        uint256 toInterest = Math.min(amount, interest);
        uint256 toPrincipal = Math.min(amount - toInterest, principal);
        uint256 paid = toInterest + toPrincipal;
        left = principal + interest - paid;
        (_idle, _debt) = ((_idle + paid).toUint96(), uint96(_debt - paid));
        emit Repaid(id, payer, toInterest, toPrincipal, left);
        if (left != 0) {
            _slope -= uint128(toPrincipal * loan.rate);
            (loan.principal, loan.accruedAt) = (uint96(principal - toPrincipal), uint40(block.timestamp));
            _unpaid[id] = interest - toInterest;
            return left;
        }
        address borrower = HASHPOWER.ownerOf(id);
        uint32 lotId = _forget(id, loan, 0);
        HASHPOWER.unlock(id);
        _returnLot(lotId, borrower);
        _pay(address(ASSET), borrower, amount - paid);
    }

    /// @dev Takes what is left of a loan off the books and deletes it: its key is free for the NFT's next loan.
    function _forget(uint256 id, LoanData storage loan, uint256 debt) internal virtual returns (uint32 lotId) {
        lotId = loan.lotId;
        _slope -= uint128(uint256(loan.principal) * loan.rate);
        _debt = uint96(_debt - debt);
        if (loan.flags & IN_AUCTION != 0) delete _auctions[id];
        delete _loans[id];
        delete _unpaid[id];
        emit LoanClosed(id);
    }

    /// @dev Income still on sale when a loan ends without a loss goes to the borrower.
    function _returnLot(uint32 lotId, address borrower) internal {
        if (lotId == 0) return;
        uint256 amount = _lots[lotId].amount;
        _lots[lotId].amount = 0;
        emit LotReturned(lotId, amount);
        _pay(_lots[lotId].reward, borrower, amount);
    }

    // ---- internals: losses and what comes after them

    function _recoveringNow() internal view returns (uint256) {
        if (block.timestamp >= _recoveringEnd) return 0;
        uint256 elapsed = block.timestamp - _recoveringAt;
        return _recovering - _recovering * elapsed / (_recoveringEnd - _recoveringAt);
    }

    /// @dev Money for lenders that no loan owed flows over a week: at once it would be whose deposit came a moment before.
    function _recover(uint256 id, uint256 amount) internal virtual {
        if (amount == 0) return;
        _recovering = (_recoveringNow() + amount).toUint96();
        (_recoveringAt, _recoveringEnd) = (uint40(block.timestamp), uint40(block.timestamp + RECOVERY_TIME));
        _idle += amount.toUint96();
        emit Recovered(id, amount);
    }

    /// @dev The reserve bears a loss, then what still recovers, then the shares. The debt is off the books already.
    function _writeOff(uint256 id, uint256 loss) internal virtual {
        uint256 fromReserve = Math.min(loss, _reserve);
        _reserve -= uint88(fromReserve);
        uint256 recovering = _recoveringNow();
        _recovering = uint96(recovering - Math.min(loss - fromReserve, recovering));
        _recoveringAt = uint40(block.timestamp);
        _badDebt = (_badDebt + loss).toUint128();
        emit BadDebt(id, loss, fromReserve);
    }

    // ---- internals: deposits and rates

    function _youngNow() internal view returns (uint256) {
        if (block.timestamp >= _youngEnd) return 0;
        uint256 left = _youngEnd - block.timestamp;
        return Math.ceilDiv(_young * left, _youngEnd - _youngAt);
    }

    /// @dev A rate is for months, a deposit may be for a moment: it comes to count over a day. More deposits put the end off by their
    /// weight only, so that dust puts off nothing.
    function _addYoung(uint256 assets) internal {
        uint256 young = _youngNow();
        uint256 left = young == 0 ? 0 : _youngEnd - block.timestamp;
        uint256 sum = young + assets;
        _youngEnd = uint40(block.timestamp + Math.ceilDiv(young * left + assets * 1 days, sum));
        (_young, _youngAt) = (sum.toUint96(), uint40(block.timestamp));
        _flags |= YOUNG;
    }

    function _removeYoung(uint256 assets) internal {
        if (_flags & YOUNG == 0) return;
        uint256 young = Math.saturatingSub(_forgetGrown(), assets);
        (_young, _youngAt) = (uint96(young), uint40(block.timestamp));
    }

    /// @dev What is young now. When nothing is, the next loans need not look.
    function _forgetGrown() internal returns (uint256 young) {
        young = _youngNow();
        if (young == 0) _flags &= ~YOUNG;
    }

    // ---- internals: checks

    function _requireDeadline(uint256 deadline) internal view {
        if (block.timestamp > deadline) revert Errors.DeadlinePassed(deadline, block.timestamp);
    }

    function _openLoan(uint256 id) internal view returns (LoanData storage loan) {
        loan = _loans[id];
        if (loan.principal == 0) revert Errors.NoLoan(id);
    }
}
