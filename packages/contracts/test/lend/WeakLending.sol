// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {LendAuctions} from "../../src/lend/LendAuctions.sol";
import {LendBase} from "../../src/lend/LendBase.sol";
import {LendDesk} from "../../src/lend/LendDesk.sol";
import {LendIncome} from "../../src/lend/LendIncome.sol";
import {LendingPool} from "../../src/lend/LendingPool.sol";
import {LendLiquidator} from "../../src/lend/LendLiquidator.sol";
import {LendLoans} from "../../src/lend/LendLoans.sol";
import {LendVault} from "../../src/lend/LendVault.sol";
import {Credits} from "../../src/payments/Credits.sol";
import {Payments} from "../../src/payments/Payments.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";

/// @dev Which defence a copy of the pool lacks.
enum Lack {
    Nothing,
    CountedMoney, // reads its balance, and has no virtual shares
    RoundingDown,
    Lesser, // lends on income alone
    Fitness, // lends on any NFT
    OwnerOnly, // lends to whoever asks, on the owner's approval
    RefundFirst, // sells what the escrow would refund
    NoBonus, // pays a buyer for buying
    ForgottenKey, // leaves a closed loan's lot under its key
    StandingClock, // counts time without data
    Recovery, // gives lenders at once what came after a loss
    PullPayment, // insists on sending surpluses
    TriedCollect, // insists on collecting before a sale
    Guard, // repays without a guard
    Sequencer
}

contract WeakDesk is LendDesk {
    Lack internal immutable LACK;

    constructor(Lack lack, address owner_, IHashpower hashpower_, IPrimarySale sale_, address asset_)
        LendDesk(owner_, hashpower_, sale_, asset_)
    {
        LACK = lack;
    }

    function _lesser(uint256 presentValue, uint256 refundFloor) internal pure override returns (uint256) {
        return refundFloor == 0 ? 0 : presentValue; // only used where the defence lacks
    }

    function _fit(uint256 id, address borrower, uint256 termDays) internal view override returns (Collateral memory) {
        return LACK == Lack.Fitness ? _read(id) : super._fit(id, borrower, termDays);
    }
}

contract WeakLiquidator is LendLiquidator {
    using SafeERC20 for IERC20;

    Lack internal immutable LACK;

    constructor(Lack lack, IHashpower hashpower_, LendDesk desk_) LendLiquidator(hashpower_, desk_) {
        LACK = lack;
    }

    function _requireNoRefund(uint256 id) internal view override returns (uint256 refundNow) {
        if (LACK != Lack.RefundFirst) return super._requireNoRefund(id);
        (, refundNow) = DESK.refundOf(id);
    }

    function _sell(uint256 id, LoanData storage loan, address borrower, uint256 received)
        internal
        override
        returns (uint256)
    {
        if (LACK == Lack.NoBonus) {
            uint256 bonus = received / 20;
            ASSET.safeTransfer(msg.sender, bonus);
            _idle -= uint96(bonus);
        }
        return super._sell(id, loan, borrower, received);
    }

    function _forget(uint256 id, LoanData storage loan, uint256 debt) internal override returns (uint32 lotId) {
        lotId = super._forget(id, loan, debt);
        if (LACK == Lack.ForgottenKey) loan.lotId = lotId;
    }

    function _counted(AuctionData memory a, uint256 fedAt, uint256 upSince) internal view override returns (uint256) {
        if (LACK == Lack.StandingClock) return block.timestamp - a.tickAt;
        return super._counted(a, fedAt, upSince);
    }

    function _recover(uint256 id, uint256 amount) internal override {
        if (LACK != Lack.Recovery) return super._recover(id, amount);
        _idle += uint96(amount);
    }

    function _pay(address token, address account, uint256 amount) internal override {
        if (LACK != Lack.PullPayment) return super._pay(token, account, amount);
        IERC20(token).safeTransfer(account, amount);
    }

    function _tryCollect(uint256 id) internal override {
        if (LACK == Lack.TriedCollect) _collect(id, _loans[id]);
        else super._tryCollect(id);
    }
}

/// @dev A copy of the pool that lacks one defence: an attack that works on it, and not on the pool, is stopped by that defence.
contract WeakPool is LendingPool {
    Lack internal immutable LACK;

    constructor(Lack lack, address owner_, LendLiquidator liquidator_, address router_, address guardian_)
        LendingPool(owner_, liquidator_, router_, guardian_)
    {
        LACK = lack;
    }

    function repayUnguarded(uint256 id, uint256 amount) external returns (uint256 paid) {
        require(LACK == Lack.Guard, "guarded");
        LoanData storage loan = _openLoan(id);
        paid = Payments.pull(address(ASSET), msg.sender, address(this), Math.min(amount, _debtNow(id, loan)));
        _apply(id, loan, msg.sender, paid);
    }

    function totalAssets() public view override(IERC4626, LendVault) returns (uint256) {
        return LACK == Lack.CountedMoney ? ASSET.balanceOf(address(this)) + _debt : super.totalAssets();
    }

    function _convertToShares(uint256 assets, Math.Rounding rounding) internal view override returns (uint256) {
        if (LACK == Lack.CountedMoney) {
            return totalSupply() == 0 ? assets : Math.mulDiv(assets, totalSupply(), totalAssets(), rounding);
        }
        uint256 shares = super._convertToShares(assets, rounding);
        return LACK == Lack.RoundingDown && rounding == Math.Rounding.Floor ? shares + 1e6 : shares;
    }

    function _convertToAssets(uint256 shares, Math.Rounding rounding) internal view override returns (uint256) {
        if (LACK != Lack.CountedMoney) return super._convertToAssets(shares, rounding);
        return totalSupply() == 0 ? shares : Math.mulDiv(shares, totalAssets(), totalSupply(), rounding);
    }

    function _maxBorrow(uint256 id, uint256 termDays) internal override returns (uint256) {
        if (LACK != Lack.OwnerOnly) return super._maxBorrow(id, termDays);
        return DESK.assess(id, HASHPOWER.ownerOf(id), termDays, _params.haircutBps, _params.maxLtvBps);
    }
}
