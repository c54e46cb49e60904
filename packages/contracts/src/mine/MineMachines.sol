// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IMinerRegistryCore} from "../miners/IMinerRegistryCore.sol";
import {MineBase} from "./MineBase.sol";

/// @title Machines of a pool: buying, collecting, repaying, retiring
/// @dev Loops run over at most `MAX_MACHINES`.
abstract contract MineMachines is MineBase {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ---- types

    /// @dev Where the ledgers stand: see `MachineDesk.standing`.
    struct Standing {
        uint32 throughDay;
        uint256 unitDays;
        uint256 unitDaysLeft;
    }

    // ---- constants

    uint256 internal constant MAX_MACHINES = 32;
    uint256 internal constant MAX_HOLD = 45 days; // a miner is terminable by anybody after 24 misses

    // ---- internals: buying

    function _buy(uint32 seriesId, uint88 units, uint128 maxPrice) internal returns (uint256 id, uint128 cost) {
        if (_ids.length == MAX_MACHINES) revert Errors.TooManyMachines(MAX_MACHINES);
        cost = DESK.costOf(seriesId, units).toUint128();
        uint256 needed = cost + _principal() * _params.reserveBps / BPS;
        if (needed > _liquidity) revert Errors.ReserveTooLow(_liquidity, needed);
        if (_ids.length == 0) _startClock();
        _liquidity -= cost;
        (_toRepay, _cost) = (_toRepay + cost, _cost + cost);
        ASSET.safeTransfer(address(DESK), cost);
        Machine memory m = DESK.buy(seriesId, units, maxPrice, cost, ASSET, address(REWARD));
        id = m.id;
        _ids.push(id);
        _machineOf[id] = m;
    }

    /// @dev Nothing was mined before the first machine: the mean of P begins with it.
    function _startClock() private {
        (_principalSeconds, _clock, _settledAt) = (0, _now(), _now());
        if (_throughDay < _today()) _throughDay = _today();
        delete _recent; // what machines long gone mined says nothing about this one
    }

    // ---- internals: collecting

    function _standing() internal view returns (Standing memory s) {
        (s.throughDay, s.unitDays, s.unitDaysLeft) = DESK.standing(_list(), _throughDay);
    }

    /// @dev Collects through a day: what was mined, and what was credited when machines left.
    function _collect(uint32 throughDay) internal returns (uint256 mined, uint256 credited) {
        uint256 before = REWARD.balanceOf(address(this));
        uint256[] memory ids = _ids;
        if (ids.length != 0) {
            mined = _arrived(REWARD, before, _collectIncome(ids, throughDay));
            before += mined;
        }
        if (HASHPOWER.credit(address(REWARD), address(this)) != 0) {
            credited = _arrived(REWARD, before, HASHPOWER.withdraw(address(REWARD)));
        }
    }

    function _collectIncome(uint256[] memory ids, uint32 throughDay) private returns (uint256 sum) {
        uint256[] memory amounts = HASHPOWER.collect(ids, throughDay);
        for (uint256 i; i < amounts.length; ++i) sum += amounts[i];
    }

    // ---- internals: repaying

    /// @dev Oldest machine first: C falls by its cost when it is repaid.
    function _repay(uint256 amount) internal {
        _toRepay -= amount.toUint128();
        _liquidity = (_liquidity + amount).toUint128();
        for (uint256 i; amount != 0; ++i) {
            Machine storage m = _machineOf[_ids[i]];
            uint256 part = Math.min(amount, m.outstanding);
            if (part == 0) continue;
            amount -= part;
            m.outstanding -= uint128(part);
            if (m.outstanding != 0) continue;
            _cost -= m.cost;
            emit MachineRepaid(m.id);
        }
    }

    /// @dev Refund and last income first, then the NFT leaves.
    function _retire(uint256 id) internal returns (uint256 refund, uint256 loss) {
        Machine memory m = _machineOf[id];
        if (m.id == 0) revert Errors.UnknownMachine(id);
        if (!DESK.isOver(m.fleetId, m.endDay)) revert Errors.MachineRunning(id);
        _unlist(id);
        refund = _refund(id);
        uint256 repaid = Math.min(refund, m.outstanding);
        loss = m.outstanding - repaid;
        if (m.outstanding != 0) _cost -= m.cost;
        _toRepay -= m.outstanding;
        _liquidity = (_liquidity + repaid).toUint128();
        // The rest is capital too.
        uint256 others = Math.min(refund - repaid, _toRepay);
        _repay(others);
        repaid += others;
        _putAside(refund - repaid);
        emit MachineRetired(id, refund, repaid, loss);
        _sendAway(id);
    }

    /// @dev Gives a machine that is not on the list any more to the router.
    function _sendAway(uint256 id) internal {
        delete _machineOf[id];
        HASHPOWER.transferFrom(address(this), _params.router, id);
    }

    /// @dev The order of repayment stays.
    function _unlist(uint256 id) private {
        uint256 i;
        while (_ids[i] != id) ++i;
        for (++i; i < _ids.length; ++i) _ids[i - 1] = _ids[i];
        _ids.pop();
    }

    /// @dev A slashed bond's share goes to the router, or counts as refund where the bond token is the asset.
    function _refund(uint256 id) private returns (uint256) {
        uint256 before = ASSET.balanceOf(address(this));
        uint256 income = _lastIncome(id);
        (uint256 amount, uint256 slash) = HASHPOWER.refund(id);
        amount += income;
        if (slash != 0) {
            address bond = IMinerRegistryCore(HASHPOWER.registry()).bondToken();
            if (bond == address(ASSET)) amount += slash;
            else IERC20(bond).safeTransfer(_params.router, slash);
        }
        return _arrived(ASSET, before, amount);
    }

    /// @dev What a machine earned and nobody has settled counts as its refund: written off without it, its debt would be paid by who
    /// waits in the queue, to who stays. Where it is another token, the ledger credits it when the NFT leaves: that token may be
    /// broken without keeping anybody from leaving.
    function _lastIncome(uint256 id) internal virtual returns (uint256) {
        if (_sellsIncome()) return 0;
        uint256[] memory ids = new uint256[](1);
        ids[0] = id;
        return _collectIncome(ids, type(uint32).max);
    }

    // ---- internals: dying machines

    /// @dev For who joins or buys, for as long as it lasts: unlike leaving, this is new risk. A hold that has ended is forgotten.
    function _requireHealthy() internal virtual {
        if (paused) revert Errors.DepositsPaused();
        if (_ailing()) revert Errors.PoolHeld();
        _heldSince = 0;
    }

    function _ailing() internal view returns (bool) {
        return _toRepay != 0 && DESK.ailing(_list());
    }

    /// @dev Remembers since when: a hold that nobody can end lapses, so that it never becomes a pause.
    function _held() internal virtual returns (bool) {
        if (!_ailing()) {
            if (_heldSince != 0) _heldSince = 0;
            return false;
        }
        if (_heldSince == 0) _heldSince = _now();
        return block.timestamp < _heldSince + MAX_HOLD;
    }
}
