// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {Payments} from "../payments/Payments.sol";
import {IPrimarySale} from "../sale/IPrimarySale.sol";
import {JointMiningMath} from "./JointMiningMath.sol";
import {MineBase} from "./MineBase.sol";
import {MineExits} from "./MineExits.sol";
import {MineGovernance} from "./MineGovernance.sol";
import {WithdrawalQueue} from "./WithdrawalQueue.sol";

/// @title A joint-mining pool
/// @dev Machines are held, never lent out or approved to anybody. The owner (the timelock) plans purchases, and sets parameters
/// within their bounds; it can't move principal or income otherwise.
contract JointMiningPool is MineExits, MineGovernance {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;
    using WithdrawalQueue for WithdrawalQueue.Queue;

    // ---- constants

    uint256 internal constant MAX_LEVERAGE = 4; // P <= 4C
    uint256 internal constant MIN_INTERVAL = 12 hours; // between settlements: the time over which P is a mean
    uint256 internal constant MAX_LOSS = 1000; // deposits end when a share is worth a thousandth of its first price

    // ---- constructor

    /// @param asset_ What is deposited; machines are paid in it.
    /// @param reward_ What machines earn; the asset itself, or a token that is sold for it (then set the feeds).
    /// @param router_ Receives its part of the income, and machines without owners.
    constructor(
        address owner_,
        IHashpower hashpower_,
        IPrimarySale sale_,
        IERC20 asset_,
        IERC20 reward_,
        address router_,
        address guardian_
    ) MineBase(owner_, hashpower_, sale_, asset_, reward_) {
        _setParameters(Parameters(uint128(WHOLE), MAX_FEE_BPS, 0, router_, guardian_));
        _throughDay = _today();
    }

    // ---- entry points: people

    function deposit(uint256 amount, uint256 minShares) external nonReentrant returns (uint256 shares) {
        _requireHealthy();
        if (_abandoned()) revert Errors.HandOverFirst();
        uint256 received = Payments.pull(address(ASSET), msg.sender, address(this), amount);
        _requireRoom(received);
        _advance();
        shares = _toShares(received);
        if (shares < minShares) revert Errors.TooFewShares(shares, minShares);

        Position storage position = _credit(msg.sender);
        position.shares += shares.toUint128();
        position.depositBlock = uint64(block.number);
        _totalShares += uint128(shares);
        _liquidity += received.toUint128();
        emit Deposited(msg.sender, received, shares);
        _payTickets(PAY_PER_CALL);
    }

    // ---- entry points: anybody

    function settle() external nonReentrant returns (uint32 throughDay) {
        if (_lotOpen()) revert Errors.LotOnSale();
        if (block.timestamp < _nextSettlement()) revert Errors.SettledRecently(_nextSettlement());
        Standing memory s = _standing();
        throughDay = s.throughDay;
        if (!_hasNews(throughDay)) revert Errors.NothingToSettle(_throughDay);
        uint256 daysCount = throughDay - _throughDay;
        _throughDay = throughDay;
        (uint256 mined, uint256 credited) = _collect(throughDay);
        if (_sellsIncome() && mined + credited != 0) {
            REWARD.safeTransfer(address(INCOME_SALE), mined + credited);
            INCOME_SALE.open(mined, credited, s.unitDays, daysCount, throughDay);
        } else {
            _remember(mined, s.unitDays, daysCount, throughDay);
            _share(mined, credited, daysCount, s.unitDaysLeft);
        }
    }

    function incomeSold(uint256 income, uint256 mined, uint256 unitDays, uint256 daysCount, uint32 throughDay)
        external
        nonReentrant
    {
        _requireCaller(msg.sender == address(INCOME_SALE), address(INCOME_SALE));
        // Pulled behind the pool's own lock: else a hook of the asset could let somebody leave meanwhile, and blur what came.
        income = Payments.pull(address(ASSET), msg.sender, address(this), income);
        mined = Math.min(mined, income);
        _remember(mined, unitDays, daysCount, throughDay);
        _share(mined, income - mined, daysCount, _standing().unitDaysLeft);
    }

    function executePurchase() external nonReentrant returns (uint256 id) {
        _requireHealthy();
        if (_plannedCost() == 0) revert Errors.NoPurchase();
        _advance();
        _payTickets(PAY_PER_CALL);
        if (!_queue.isEmpty()) revert Errors.QueueFirst(_queue.shares);
        (uint32 seriesId, uint88 units, uint128 maxPrice) = (_purchase.seriesId, _purchase.units, _purchase.maxPrice);
        delete _purchase;
        uint256 cost;
        (id, cost) = _buy(seriesId, units, maxPrice);
        emit MachineBought(id, seriesId, units, cost);
    }

    function retire(uint256 id) external nonReentrant returns (uint256 refund, uint256 loss) {
        if (_abandoned()) revert Errors.HandOverFirst();
        _advance();
        (refund, loss) = _retire(id);
        if (!_held()) _payTickets(PAY_PER_CALL);
    }

    function handOver() external nonReentrant {
        if (!_abandoned()) revert Errors.NothingToHandOver();
        address router = _params.router;
        (uint256 mined, uint256 credited) = _collect(type(uint32).max);
        uint256 left = mined + credited;
        if (!_sellsIncome()) _feeOwed = (_feeOwed + left).toUint128();
        uint256[] memory ids = _ids;
        delete _ids;
        emit HandedOver(router, ids.length);
        for (uint256 i; i < ids.length; ++i) _sendAway(ids[i]);
        if (!_sellsIncome()) return;
        INCOME_SALE.cancel(router);
        if (left != 0) REWARD.safeTransfer(router, left);
    }

    // ---- views

    function stateOf() external view returns (State memory s) {
        (s.liquidity, s.toRepay, s.cost) = (_liquidity, _toRepay, _cost);
        (s.totalShares, s.queuedShares) = (_totalShares, _queue.shares);
        s.queued = _valueOf(_queue.shares);
        (s.queueHead, s.queueTail) = (_queue.head, _queue.tail);
        (, s.streamLeft) = _accNow();
        s.streamEnd = _streamEnd;
        s.principalSeconds = _principalSecondsNow();
        (s.settledAt, s.throughDay) = (_settledAt, _throughDay);
        (s.feeOwed, s.windfall) = (_feeOwed, _windfall);
        (s.recentIncome, s.recentUnitDays) = _recentWeek();
    }

    function parameters() external view returns (Parameters memory) {
        return _params;
    }

    function accountOf(address account) external view returns (Account memory a) {
        Position storage position = _positions[account];
        (uint256 acc,) = _accNow();
        a.shares = position.shares;
        a.queuedShares = position.queued;
        a.value = _valueOf(position.shares);
        a.claimable = position.due + _incomeOf(position, acc);
        a.depositBlock = position.depositBlock;
    }

    function machines() external view returns (Machine[] memory) {
        return _list();
    }

    function ticketOf(uint256 ticketId) external view returns (address account, uint256 shares) {
        WithdrawalQueue.Ticket storage ticket = _queue.tickets[ticketId];
        return (ticket.account, ticket.shares);
    }

    function scheduled() external view returns (Purchase memory) {
        return _purchase;
    }

    function isHeld() external view returns (bool) {
        return _ailing() && (_heldSince == 0 || block.timestamp < _heldSince + MAX_HOLD);
    }

    function settleable() external view returns (bool yes, uint32 throughDay) {
        Standing memory s = _standing();
        yes = !_lotOpen() && block.timestamp >= _nextSettlement() && _hasNews(s.throughDay);
        throughDay = s.throughDay;
    }

    function incomeSale() external view returns (address) {
        return address(INCOME_SALE);
    }

    function asset() external view returns (address) {
        return address(ASSET);
    }

    function rewardToken() external view returns (address) {
        return address(REWARD);
    }

    // ---- internals: joining

    function _requireRoom(uint256 received) private view {
        uint256 planned = _plannedCost();
        if (_toRepay == 0 && planned == 0) revert Errors.NothingToMine();
        if (received < _params.minDeposit) revert Errors.DepositTooSmall(received, _params.minDeposit);
        uint256 principal = _principal();
        uint256 limit = MAX_LEVERAGE * (_cost + planned);
        if (principal + received > limit) revert Errors.PoolFull(limit - Math.min(limit, principal));
        uint256 worth = (principal + 1) * JointMiningMath.VIRTUAL_SHARES * MAX_LOSS;
        if (worth < _totalShares + JointMiningMath.VIRTUAL_SHARES) revert Errors.PoolExhausted();
    }

    function _plannedCost() private view returns (uint256) {
        return block.timestamp > _purchase.expiresAt ? 0 : uint256(_purchase.units) * _purchase.maxPrice;
    }

    /// @dev Everybody left, and what they left is not handed over: who joined now would get it.
    function _abandoned() internal view virtual returns (bool) {
        return _totalShares == 0 && (_ids.length != 0 || _lotOpen() || _hasCredit());
    }

    /// @dev Income of machines that left waits in the ledger.
    function _hasCredit() private view returns (bool) {
        return HASHPOWER.credit(address(REWARD), address(this)) != 0;
    }

    function _lotOpen() private view returns (bool) {
        return _sellsIncome() && INCOME_SALE.isOpen();
    }

    // ---- internals: sharing income

    function _nextSettlement() internal view virtual returns (uint256) {
        return _settledAt + MIN_INTERVAL;
    }

    function _hasNews(uint32 throughDay) private view returns (bool) {
        bool something = _ids.length != 0 || _windfall != 0 || _hasCredit();
        return something && throughDay > _throughDay;
    }

    /// @dev The rule. Users get what does not repay machines, less the router's part, over as many days as were settled.
    function _share(uint256 income, uint256 credited, uint256 daysCount, uint256 unitDaysLeft) private {
        _putAside(credited);
        // With nobody left it is the router's: the next to join would inherit it.
        uint256 part = _totalShares == 0 ? _windfall : _windfallPart(daysCount);
        _windfall -= uint128(part);
        income += part;
        _advance();
        uint256 repaid = _repaymentOf(income, unitDaysLeft);
        uint256 users = income - repaid;
        uint256 fee = _totalShares == 0 ? users : users * _params.feeBps / BPS;
        _feeOwed = (_feeOwed + fee).toUint128();
        if (users != fee) _pour(users - fee, daysCount * 1 days);
        (_principalSeconds, _settledAt) = (0, _now());
        _repay(repaid);
        emit Settled(_throughDay, daysCount, income, repaid, users - fee, fee);
        if (!_held()) _payTickets(PAY_PER_CALL);
    }

    function _repaymentOf(uint256 income, uint256 unitDaysLeft) internal view virtual returns (uint256) {
        (uint256 recentIncome, uint256 recentUnitDays) = _recentWeek();
        return JointMiningMath.repayment(
            income,
            _cost,
            _toRepay,
            _valueOf(_queue.shares),
            _principalSeconds,
            block.timestamp - _settledAt,
            JointMiningMath.guardedPart(income, _toRepay, recentIncome, recentUnitDays, unitDaysLeft)
        );
    }

    /// @dev Notes what was mined, as equal days; the remainders belong to the last.
    function _remember(uint256 mined, uint256 unitDays, uint256 daysCount, uint32 throughDay) private {
        (uint256 perDay, uint256 unitsPerDay) = (mined / daysCount, unitDays / daysCount);
        for (uint256 i; i < daysCount && i < WEEK; ++i) {
            (uint256 more, uint256 moreUnits) = i == 0 ? (mined % daysCount, unitDays % daysCount) : (0, 0);
            _recent[(throughDay - i) % WEEK] =
                DayIncome((perDay + more).toUint128(), (unitsPerDay + moreUnits).toUint128());
        }
    }

    function _recentWeek() private view returns (uint256 income, uint256 unitDays) {
        for (uint256 i; i < WEEK; ++i) {
            DayIncome storage day = _recent[i];
            income += day.income;
            unitDays += day.unitDays;
        }
    }
}
