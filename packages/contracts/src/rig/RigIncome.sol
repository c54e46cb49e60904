// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IMinerRegistryCore} from "../miners/IMinerRegistryCore.sol";
import {IRig} from "./IRig.sol";
import {RigItems} from "./RigItems.sol";
import {RigShares} from "./RigShares.sol";

/// @title Income of slots: whose it is, and how it is collected
abstract contract RigIncome is RigItems, RigShares {
    // ---- views

    /// @inheritdoc IRig
    function claimableOf(Item calldata item) external view returns (Shares memory shares) {
        State memory s = _load(_keyOf(item));
        if (s.powerId == 0 || s.flags & OFFERED != 0) return shares;
        _setPlayer(s, _controllerOf(item));
        shares.token = HASHPOWER.rewardTokenOf(s.powerId);
        shares.total = HASHPOWER.claimable(s.powerId);
        shares.player = s.player;
        uint256 late = _isPast(s) ? _incomeAfter(s.powerId, s.endDay) : 0;
        late = Math.min(late, shares.total);
        (shares.studioAmount, shares.guildAmount, shares.lenderAmount, shares.playerAmount) =
            _sharesOf(_termsOf(s.termsId), shares.total - late);
        shares.lenderAmount += late;
    }

    // ---- internals: whose income

    /// @dev The controller, except where the lending ended with the borrower's control: then the lender.
    function _setPlayer(State memory s, address controller) internal view {
        s.player = _lapsed(s, controller) ? s.principal : controller;
    }

    function _lapsed(State memory s, address controller) internal view returns (bool) {
        if (s.flags & (LENT | FOLLOW) != LENT) return false;
        (address borrower,) = _partyOf(s.key);
        return controller != borrower;
    }

    /// @dev Whether a claim of a slot pays anything now. A player that can't be paid is passed over rather than credited: a
    /// market that holds the item for its seller could never take the credit out. The lender may insist.
    function _due(Item calldata item, State memory s) internal returns (bool) {
        _loadInto(s, _keyOf(item));
        if (s.powerId == 0 || s.flags & OFFERED != 0) return false;
        address controller = _controllerOf(item);
        bool mayInsist;
        if ((s.flags | s.orphanSince) == 0) {
            s.player = controller; // bound and nothing special: the usual case, kept cheap
        } else {
            _setPlayer(s, controller);
            mayInsist = s.flags & LENT != 0 && msg.sender == s.principal;
            if (controller != address(0) && s.orphanSince != 0) {
                _clearOrphan(s);
                _store(s);
            }
        }
        return s.player != address(0) && (mayInsist || _mayPush(s.player));
    }

    function _clearOrphan(State memory s) internal {
        if (s.orphanSince == 0) return;
        s.orphanSince = 0;
        emit OrphanCleared(s.key, s.powerId);
    }

    /// @dev Whether part of what was earned came after the last day of a lending that nobody ended.
    function _isPast(State memory s) internal view returns (bool) {
        return s.flags & LENT != 0 && s.endDay < _today();
    }

    // ---- internals: settling

    /// @dev Claims slots of one reward token with one collect, and one transfer for each account.
    function _claimRun(address token, State[] memory run, uint256 count) internal {
        if (count == 0) return;
        (bool ok, Payouts memory payouts) = _settle(token, run, count, type(uint32).max);
        if (!ok) revert Errors.IncomeNotCollected(token);
        _payAll(payouts);
    }

    /// @dev Settles one slot by its terms, and gives its principal what came after the last day of a lending that nobody
    /// ended. When the token fails nothing is settled. Pays nothing yet.
    function _settleOne(State memory s) internal returns (bool ok, Payouts memory payouts) {
        address token = HASHPOWER.rewardTokenOf(s.powerId);
        State[] memory run = new State[](1);
        run[0] = s;
        bool past = _isPast(s);
        (ok, payouts) = _settle(token, run, 1, past ? uint32(s.endDay) : type(uint32).max);
        if (!ok || !past) return (ok, payouts);
        uint256[] memory ids = new uint256[](1);
        ids[0] = s.powerId;
        uint256[] memory amounts;
        (ok, amounts) = _tryCollect(ids, type(uint32).max, token);
        if (!ok || amounts[0] == 0) return (ok, payouts);
        _addPayout(payouts, s.principal, amounts[0]);
        emit IncomeReturned(s.key, s.powerId, s.principal, token, amounts[0]);
    }

    function _settle(address token, State[] memory run, uint256 count, uint32 throughDay)
        private
        returns (bool ok, Payouts memory payouts)
    {
        uint256[] memory ids = new uint256[](count);
        bytes32[] memory keys = new bytes32[](count);
        address[] memory players = new address[](count);
        for (uint256 i; i < count; ++i) {
            State memory s = run[i];
            (ids[i], keys[i], players[i]) = (s.powerId, s.key, s.player);
        }
        payouts = _newPayouts(token, count);
        uint256[] memory amounts;
        (ok, amounts) = _tryCollect(ids, throughDay, token);
        if (!ok) return (ok, payouts);
        uint256 termsId;
        Terms memory terms;
        for (uint256 i; i < count; ++i) {
            State memory s = run[i];
            if (s.termsId != termsId) {
                termsId = s.termsId;
                terms = _termsOf(termsId);
            }
            _addShares(payouts, s, terms, amounts[i]);
        }
        emit SlotsClaimed(token, keys, players, amounts);
    }

    // ---- internals: collecting

    /// @dev Counts what arrives, not what was sent: a token that takes a fee must not be paid out of other accounts' credits.
    function _tryCollect(uint256[] memory ids, uint32 throughDay, address token)
        private
        returns (bool ok, uint256[] memory amounts)
    {
        bytes memory question = abi.encodeCall(IERC20.balanceOf, (address(this)));
        uint256 before;
        (ok, before) = _ask(token, question);
        if (!ok) return (false, amounts);
        try HASHPOWER.collect(ids, throughDay) returns (uint256[] memory collected) {
            amounts = collected;
        } catch {
            return (false, amounts);
        }
        (, uint256 balance) = _ask(token, question);
        uint256 received = balance > before ? balance - before : 0;
        uint256 sum;
        for (uint256 i; i < amounts.length; ++i) sum += amounts[i];
        if (received >= sum) return (true, amounts);
        uint256 left = received;
        for (uint256 i; i < amounts.length; ++i) {
            amounts[i] = i + 1 == amounts.length ? left : amounts[i] * received / sum;
            left -= amounts[i];
        }
    }

    /// @dev Pays on what arrived of a refund; payment and bond token may be the same.
    function _refund(uint256 powerId, address to) internal returns (uint256 amount, uint256 slash) {
        (address payToken,) = HASHPOWER.payTokenOf(uint32(powerId >> 32));
        address bondToken = IMinerRegistryCore(HASHPOWER.registry()).bondToken();
        uint256 payBefore = _balance(payToken);
        uint256 bondBefore = _balance(bondToken);
        (amount, slash) = HASHPOWER.refund(powerId);
        if (payToken == bondToken) {
            amount += slash;
            slash = 0;
        } else {
            slash = Math.min(slash, _balance(bondToken) - bondBefore);
            _pay(bondToken, to, slash);
        }
        amount = Math.min(amount, _balance(payToken) - payBefore);
        _pay(payToken, to, amount);
    }

    /// @dev What an NFT earned after a day; its fraction of a unit may differ from the claim's.
    function _incomeAfter(uint256 powerId, uint256 day) private view returns (uint256) {
        uint256[8] memory info = _ledgerWords(abi.encodeCall(HASHPOWER.infoOf, (powerId)));
        (uint32 fleetId, uint256 startDay, uint256 endDay, uint256 units) = (uint32(info[1]), info[2], info[3], info[4]);
        uint256[8] memory fleet = _ledgerWords(abi.encodeCall(HASHPOWER.fleetOf, (fleetId)));
        (uint256 settled, uint256 decimals) = (fleet[1], fleet[5]);
        uint256 last = Math.min(settled, endDay);
        uint256 from = Math.max(day, startDay - 1);
        if (last <= from) return 0;
        return units * (_accOf(fleetId, last) - _accOf(fleetId, from)) / 10 ** (30 - decimals);
    }

    function _accOf(uint32 fleetId, uint256 day) private view returns (uint256) {
        return _ledgerWords(abi.encodeCall(HASHPOWER.checkpointOf, (fleetId, uint32(day))))[0];
    }

    /// @dev The first words of a view of the hashpower NFT: decoding its long structs costs kilobytes of code.
    function _ledgerWords(bytes memory data) private view returns (uint256[8] memory words) {
        address target = address(HASHPOWER);
        assembly ("memory-safe") {
            if iszero(staticcall(gas(), target, add(data, 32), mload(data), words, 256)) { revert(0, 0) }
        }
    }
}
