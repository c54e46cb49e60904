// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {Payments} from "../payments/Payments.sol";
import {SelfPermit} from "../payments/SelfPermit.sol";
import {ILendLoans} from "./ILendLoans.sol";
import {LendBase} from "./LendBase.sol";
import {LendVault} from "./LendVault.sol";
import {LoanMath} from "./LoanMath.sol";

/// @title Opening loans and paying them
/// @dev The borrower is the NFT's owner: a locked NFT can't change hands, so no loan stores who took it. Only the owner opens one,
/// for itself; nothing here acts on an approval that somebody else gave.
abstract contract LendLoans is ILendLoans, LendVault, SelfPermit {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ---- constants

    uint256 internal constant MAX_PLEDGES = 20;

    // ---- entry points

    function borrow(uint256 id, uint128 amount, uint16 termDays, bool autoRepay, uint32 maxRate, uint256 deadline)
        external
        nonReentrant
        returns (uint32 rate)
    {
        _requireDeadline(deadline);
        rate = _open(id, amount, termDays, autoRepay, maxRate);
        ASSET.safeTransfer(msg.sender, amount);
    }

    function reinvest(
        Pledge[] calldata pledges,
        uint16 termDays,
        bool autoRepay,
        uint32 maxRate,
        Purchase calldata purchase,
        uint256 deadline
    ) external nonReentrant returns (uint256 newId, uint256 cost) {
        _requireDeadline(deadline);
        if (pledges.length == 0 || pledges.length > MAX_PLEDGES) revert Errors.BadArrays(pledges.length, MAX_PLEDGES);
        uint256 money;
        for (uint256 i; i < pledges.length; ++i) {
            _open(pledges[i].id, pledges[i].amount, termDays, autoRepay, maxRate);
            money += pledges[i].amount;
        }
        ASSET.safeTransfer(address(DESK), money);
        uint88 units;
        (newId, units, cost) = DESK.buy(purchase, money, msg.sender);
        emit Reinvested(msg.sender, newId, purchase.seriesId, units, cost);
    }

    function repay(uint256 id, uint256 amount) external nonReentrant returns (uint256 paid, uint256 left) {
        LoanData storage loan = _openLoan(id);
        paid = Payments.pull(address(ASSET), msg.sender, address(this), Math.min(amount, _debtNow(id, loan)));
        left = _apply(id, loan, msg.sender, paid);
    }

    // ---- internals: opening

    function _open(uint256 id, uint128 amount, uint256 termDays, bool autoRepay, uint32 maxRate)
        internal
        returns (uint32 rate)
    {
        if (termDays != 30 && termDays != 90 && termDays != 180) revert Errors.BadLoanTerm(termDays);
        Parameters storage p = _params;
        if (amount < p.minLoan) revert Errors.LoanTooSmall(amount, p.minLoan);
        uint256 max = _maxBorrow(id, termDays);
        if (amount > max) revert Errors.LoanTooLarge(amount, max);
        _accrue();
        (uint256 idle, uint256 debt, uint8 flags) = (_idle, _debt, _flags);
        if (flags & PAUSED != 0) revert Errors.LendingPaused();
        if (amount > idle) revert Errors.TooLittleIdle(amount, idle);
        rate = _rateAfter(idle, debt, amount, flags & YOUNG == 0 ? 0 : _forgetGrown());
        if (rate > maxRate) revert Errors.RateTooHigh(rate, maxRate);
        HASHPOWER.lock(id, autoRepay);
        (_idle, _debt) = (uint96(idle - amount), (debt + amount).toUint96());
        _slope = (_slope + uint256(amount) * rate).toUint128();
        LoanData storage loan = _loans[id];
        uint40 maturity = uint40(block.timestamp + termDays * 1 days);
        (loan.principal, loan.rate, loan.accruedAt) = (uint96(amount), rate, uint40(block.timestamp));
        (loan.maturity, loan.flags) = (maturity, autoRepay ? AUTO_REPAY : 0);
        emit LoanOpened(id, msg.sender, amount, rate, maturity, autoRepay);
    }

    /// @dev What the caller can borrow against an NFT that is its own and fit for a loan.
    function _maxBorrow(uint256 id, uint256 termDays) internal virtual returns (uint256) {
        return DESK.assess(id, msg.sender, termDays, _params.haircutBps, _params.maxLtvBps);
    }

    /// @dev By the money that has been here long enough to count, see `_addYoung`.
    function _rateAfter(uint256 idle, uint256 debt, uint256 amount, uint256 young) internal view returns (uint32) {
        uint256 total = idle + debt;
        if (young != 0) total = Math.max(Math.saturatingSub(total, young), debt + amount);
        uint256 utilisation = LoanMath.utilisationUp(debt + amount, total);
        Parameters storage p = _params;
        return LoanMath.rateUp(utilisation, p.kinkBps, p.baseBps, p.slope1Bps, p.slope2Bps).toUint32();
    }
}
