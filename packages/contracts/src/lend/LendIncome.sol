// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {Payments} from "../payments/Payments.sol";
import {ILendAuctions} from "./ILendAuctions.sol";
import {LendBase} from "./LendBase.sol";

/// @title What pledged and kept hashpower earns for the debt
/// @dev A lot belongs to one loan by `loan.lotId`: once the loan is closed its key may be another's, and the lot is nobody's or lenders'.
abstract contract LendIncome is ILendAuctions, LendBase {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ---- entry points

    function setAutoRepay(uint256 id, bool autoRepay) external nonReentrant {
        LoanData storage loan = _openLoan(id);
        address borrower = HASHPOWER.ownerOf(id);
        if (msg.sender != borrower) revert Errors.NotAllowed(msg.sender, borrower);
        if (loan.flags & IN_AUCTION != 0) revert Errors.InAuction(id);
        if (autoRepay == (loan.flags & AUTO_REPAY != 0)) return;
        if (!autoRepay) {
            _collect(id, loan);
            if (loan.flags == 0) return; // that paid it all
        }
        loan.flags = autoRepay ? AUTO_REPAY : 0;
        emit AutoRepaySet(id, autoRepay);
        HASHPOWER.setCollectsIncome(id, autoRepay);
    }

    function collectIncome(uint256 id) external nonReentrant returns (uint256 amount) {
        LoanData storage loan = _loans[id];
        if (loan.flags == 0) revert Errors.IncomeNotPledged(id);
        return _collect(id, loan);
    }

    function buyIncome(uint32 lotId, uint256 maxCost, uint256 deadline) external nonReentrant returns (uint256 cost) {
        _requireDeadline(deadline);
        Lot storage lot = _lots[lotId];
        (uint256 amount, uint256 id) = (lot.amount, lot.id);
        if (amount == 0) revert Errors.NoSuchLot(lotId);
        cost = lotPrice(lotId);
        if (cost > maxCost) revert Errors.LotTooDear(cost, maxCost);
        lot.amount = 0;
        emit LotSold(lotId, msg.sender, amount, cost);
        uint256 received = Payments.pull(address(ASSET), msg.sender, address(this), cost);
        LoanData storage loan = _loans[id];
        bool ofLoan = loan.lotId == lotId;
        if (ofLoan) loan.lotId = 0;
        _earn(id, loan, received, ofLoan);
        IERC20(lot.reward).safeTransfer(msg.sender, amount);
    }

    // ---- views

    function lotPrice(uint32 lotId) public view returns (uint256) {
        Lot storage lot = _lots[lotId];
        if (lot.amount == 0) revert Errors.NoSuchLot(lotId);
        return DESK.lotPrice(lot.reward, lot.amount, lot.openedAt, _params.saleFloorBps);
    }

    // ---- internals

    /// @dev Collects what an NFT earned for the debt, or for lenders once it is kept. Counts what arrives.
    function _collect(uint256 id, LoanData storage loan) internal returns (uint256 amount) {
        address reward = HASHPOWER.rewardTokenOf(id);
        uint256 before = IERC20(reward).balanceOf(address(this));
        uint256[] memory ids = new uint256[](1);
        ids[0] = id;
        amount = HASHPOWER.collect(ids, type(uint32).max)[0];
        amount = Math.min(amount, Math.saturatingSub(IERC20(reward).balanceOf(address(this)), before));
        if (amount == 0) return 0;
        emit IncomeCollected(id, reward, amount);
        if (reward == address(ASSET)) _earn(id, loan, amount, true);
        else _putOnSale(id, loan, reward, amount);
    }

    /// @dev The same in a call of its own, so that a reward token that refuses to move holds up neither a sale, its end nor a refund. Who gives
    /// too little gas for it has too little for what follows.
    function _tryCollect(uint256 id) internal virtual {
        try this.collectWithin(id) {} catch {}
    }

    /// @notice The part of `take`, `cancelAuction`, `keep` and `settleRefund` that may fail. Only this contract.
    function collectWithin(uint256 id) external {
        if (msg.sender != address(this)) revert Errors.NotAllowed(msg.sender, address(this));
        _collect(id, _loans[id]);
    }

    /// @dev Money that an NFT brought: for its loan, else for lenders.
    function _earn(uint256 id, LoanData storage loan, uint256 amount, bool ofLoan) private {
        if (!ofLoan || loan.flags & KEPT != 0) return _recover(id, amount);
        _apply(id, loan, address(this), amount);
    }

    function _putOnSale(uint256 id, LoanData storage loan, address reward, uint256 amount) private {
        uint32 lotId = loan.lotId;
        if (lotId == 0) {
            lotId = ++_lotCount;
            loan.lotId = lotId;
            _lots[lotId] = Lot(reward, uint40(block.timestamp), 0, uint64(id));
            emit LotOpened(lotId, id, reward);
        }
        _lots[lotId].amount = (_lots[lotId].amount + amount).toUint128();
    }
}
