// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IIncomeSale} from "../mine/IIncomeSale.sol";
import {IJointMiningPool} from "../mine/IJointMiningPool.sol";
import {IJointMiningTypes} from "../mine/IJointMiningTypes.sol";
import {JointMiningMath} from "../mine/JointMiningMath.sol";
import {MachineDesk} from "../mine/MachineDesk.sol";
import {IPrimarySale} from "../sale/IPrimarySale.sol";
import {IMineLens} from "./IMineLens.sol";
import {LensCommon} from "./LensCommon.sol";

/// @title Lens for joint mining
/// @dev No storage, no owner, no money. Limits that a pool keeps to itself are repeated here; tests compare them.
contract MineLens is LensCommon, IMineLens {
    // ---- constants

    uint256 internal constant MAX_POOLS = 50;
    uint256 internal constant MAX_TICKETS = 200;
    uint256 internal constant SETTLE_INTERVAL = 12 hours;
    uint256 internal constant MAX_LEVERAGE = 4;
    uint256 internal constant MAX_LOSS = 1000;
    uint256 internal constant PAY_PER_CALL = 10;

    /// @dev Asked what the pools ask theirs.
    MachineDesk internal immutable DESK;

    // ---- constructor

    constructor(IHashpower hashpower_, IPrimarySale sale_) LensCommon(hashpower_) {
        DESK = new MachineDesk(hashpower_, sale_);
    }

    // ---- pools

    function pools(IJointMiningPool[] calldata pools_) external view returns (At memory at, PoolView[] memory items) {
        if (pools_.length > MAX_POOLS) revert Errors.BadArrays(pools_.length, MAX_POOLS); // a chain may have none
        at = _at();
        items = new PoolView[](pools_.length);
        for (uint256 i; i < pools_.length; ++i) _poolView(items[i], pools_[i]);
    }

    // ---- people

    function position(IJointMiningPool pool, address account, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, PositionView memory item, TicketView[] memory items, uint256 next)
    {
        at = _at();
        IJointMiningTypes.State memory s = pool.stateOf();
        item.account = pool.accountOf(account);
        item.queuedValue = _valueOf(s, item.account.queuedShares);
        item.withdrawable = Math.min(_valueOf(s, item.account.shares - item.account.queuedShares), _free(pool, s));
        item.aged = item.account.depositBlock != block.number;
        (items, next) = _tickets(pool, s, account, 0, limit, maxScan);
    }

    function tickets(IJointMiningPool pool, address account, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, TicketView[] memory items, uint256 next)
    {
        at = _at();
        (items, next) = _tickets(pool, pool.stateOf(), account, cursor, limit, maxScan);
    }

    // ---- internals: a pool

    function _poolView(PoolView memory item, IJointMiningPool pool) private view {
        item.pool = address(pool);
        item.asset = _token(pool.asset());
        item.reward = _token(pool.rewardToken());
        item.state = pool.stateOf();
        item.parameters = pool.parameters();
        item.scheduled = pool.scheduled();
        item.paused = pool.paused();
        item.held = pool.isHeld();
        (item.settleable, item.settleableThrough) = pool.settleable();
        item.nextSettlement = item.state.settledAt + SETTLE_INTERVAL;
        item.principal = item.state.liquidity + item.state.toRepay;
        _addMachines(item, pool.machines());
        _addRule(item);
        _addSale(item, pool.incomeSale());
        (item.room, item.blocker) = _roomOf(item, pool);
    }

    function _addMachines(PoolView memory item, IJointMiningTypes.Machine[] memory machines) private view {
        item.machines = new MachineView[](machines.length);
        uint256 earning;
        for (uint256 i; i < machines.length; ++i) {
            MachineView memory m = item.machines[i];
            _addMachine(m, machines[i]);
            if (m.earning) earning += machines[i].units;
        }
        if (machines.length != 0) (,, item.unitDaysLeft) = DESK.standing(machines, uint32(item.state.throughDay));
        if (item.state.recentUnitDays != 0) {
            item.incomePerDay = Math.mulDiv(item.state.recentIncome, earning, item.state.recentUnitDays);
        }
    }

    function _addMachine(MachineView memory item, IJointMiningTypes.Machine memory m) private view {
        IHashpowerTypes.Fleet memory fleet = HASHPOWER.fleetOf(m.fleetId);
        bool dead = fleet.status == IHashpowerTypes.FleetStatus.Terminated;
        item.machine = m;
        (item.settled, item.missStreak) = (fleet.settled, fleet.missStreak);
        item.lastDay = dead && fleet.terminatedOn < m.endDay ? fleet.terminatedOn : m.endDay;
        item.earning = !dead && _today() >= m.startDay && _today() <= m.endDay;
        item.over = DESK.isOver(m.fleetId, m.endDay);
        item.refundFloor = HASHPOWER.infoOf(m.id).refundFloor;
    }

    function _addRule(PoolView memory item) private view {
        IJointMiningTypes.State memory s = item.state;
        uint256 elapsed = block.timestamp - s.settledAt;
        item.meanPrincipal = elapsed == 0 ? item.principal : s.principalSeconds / elapsed;
        bool covered = s.toRepay == 0 || item.meanPrincipal <= s.cost;
        item.share = covered ? 1e18 : Math.mulDiv(s.cost, 1e18, item.meanPrincipal);
    }

    function _addSale(PoolView memory item, address sale) private view {
        if (sale == address(0)) return;
        item.incomeSale = sale;
        item.lot = IIncomeSale(sale).lot();
        if (item.lot.amount == 0) return;
        try IIncomeSale(sale).lotPrice() returns (uint256 price) {
            item.lotPrice = price;
        } catch {} // stale
    }

    /// @dev The first of the checks of `deposit` that every deposit would fail, and what it may bring otherwise.
    function _roomOf(PoolView memory item, IJointMiningPool pool) private view returns (uint256 room, bytes4 blocker) {
        IJointMiningTypes.State memory s = item.state;
        uint256 planned =
            block.timestamp > item.scheduled.expiresAt ? 0 : uint256(item.scheduled.units) * item.scheduled.maxPrice;
        uint256 limit = MAX_LEVERAGE * (s.cost + planned);
        bool credited = HASHPOWER.credit(item.reward.token, address(pool)) != 0;
        bool left = item.machines.length != 0 || item.lot.amount != 0 || credited;
        if (item.paused) return (0, Errors.DepositsPaused.selector);
        if (s.totalShares == 0 && left) return (0, Errors.HandOverFirst.selector);
        if (s.toRepay != 0 && DESK.ailing(pool.machines())) return (0, Errors.PoolHeld.selector);
        if (s.toRepay == 0 && planned == 0) return (0, Errors.NothingToMine.selector);
        if (item.principal + item.parameters.minDeposit > limit) return (0, Errors.PoolFull.selector);
        uint256 worth = (item.principal + 1) * JointMiningMath.VIRTUAL_SHARES * MAX_LOSS;
        if (worth < s.totalShares + JointMiningMath.VIRTUAL_SHARES) return (0, Errors.PoolExhausted.selector);
        return (limit - item.principal, 0);
    }

    // ---- internals: people

    function _valueOf(IJointMiningTypes.State memory s, uint256 shares) private pure returns (uint256) {
        return JointMiningMath.toAssetsDown(shares, s.liquidity + s.toRepay, s.totalShares);
    }

    /// @dev Liquidity that nobody in the queue is before. A withdrawal pays so many tickets on the way, and goes behind the others.
    function _free(IJointMiningPool pool, IJointMiningTypes.State memory s) private view returns (uint256) {
        if (s.queueTail - s.queueHead > PAY_PER_CALL || pool.isHeld()) return 0;
        return Math.saturatingSub(s.liquidity, s.queued);
    }

    function _tickets(
        IJointMiningPool pool, IJointMiningTypes.State memory s, address account, uint256 cursor, uint32 limit, uint32 maxScan
    ) private view returns (TicketView[] memory items, uint256 next) {
        _requireCount(limit, MAX_TICKETS);
        items = new TicketView[](limit);
        uint256 count;
        uint256 id = Math.max(uint64(cursor), s.queueHead);
        uint256 sharesAhead = id == s.queueHead ? 0 : cursor >> 64;
        for (; id < s.queueTail && maxScan != 0 && count < limit; (++id, --maxScan)) {
            (address owner, uint256 shares) = pool.ticketOf(id);
            if (account == address(0) || owner == account) {
                uint256 ahead = _valueOf(s, sharesAhead);
                items[count++] = TicketView(id, owner, shares, _valueOf(s, shares), id - s.queueHead, ahead);
            }
            sharesAhead += shares;
        }
        assembly ("memory-safe") {
            mstore(items, count)
        }
        if (id < s.queueTail) next = sharesAhead << 64 | id;
    }
}
