// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRig} from "../../src/rig/IRig.sol";
import {BlacklistToken} from "../mocks/HostileTokens.sol";
import {RigTest} from "./RigTest.sol";

/// @dev Players, lenders and a studio who do at random whatever the rig offers, allowed or not. A small model says of each
/// call whether it may succeed; a call that succeeds when it may not, or fails when it may, is remembered as a violation.
contract RigHandler is RigTest {
    struct Model {
        uint256 powerId;
        address principal;
        bool lent;
        bool offered;
        bool revocable;
        bool follow;
        uint32 endDay;
        uint16 lenderBps;
        bool split; // 10% studio, 5% guild
        address party;
        uint256 readyAt;
        uint256 sealUntil;
        uint256 orphanSince;
    }

    struct Claim {
        address token;
        bool pays;
        bool exact;
        uint256 due;
        uint256[5] shares; // alice, bob, carol, studio, guild
    }

    uint256 public constant ITEMS = 6; // four swords, a potion, an off-chain item
    uint256 public constant POWERS = 8;

    BlacklistToken public shaky;
    uint32 internal shakyFleet;
    address[] public actors;
    uint256[] public powers;
    Model[6] internal models;
    uint32[6] public lastNonce;
    uint32 internal splitTerms;
    uint32 internal lenderTerms;
    string public violation;
    uint256 public calls;
    mapping(bytes32 action => uint256) public done;

    function setUp() public override {
        super.setUp();
        shaky = new BlacklistToken(8);
        uint32 shakySeries;
        (shakyFleet, shakySeries) = fleetIn(address(shaky), 7);
        actors = [alice, bob, carol];
        splitTerms = terms(1_000, 500, 0);
        lenderTerms = terms(1_000, 500, 4_000);
        for (uint256 i; i < POWERS; ++i) {
            powers.push(newPower(actors[i % 3], i % 2 == 0 ? seriesId : shakySeries, 1_000));
        }
        for (uint256 i; i < 4; ++i) swords.mint(actors[i % 3], i);
        potions.mint(alice, 4, 1);
        assignTo(studio, "5", bob);
        for (uint256 i; i < 3; ++i) {
            usdt.mint(actors[i], 1e15);
            vm.prank(actors[i]);
            usdt.approve(address(rig), type(uint256).max);
        }
    }

    // ---- reading

    function item(uint256 i) public view returns (IRig.Item memory) {
        if (i < 4) return sword(i);
        if (i == 4) return potion(4, alice, 0);
        return offchain(studio, "5");
    }

    function controllerOf(uint256 i) public view returns (address) {
        if (i == 4) return potions.balanceOf(alice, 4) != 0 ? alice : address(0);
        if (i == 5) return games.playerOf(studio, uint256(keccak256("5")));
        try swords.ownerOf(i) returns (address owner) {
            return owner == address(rig) ? address(0) : owner;
        } catch {
            return address(0);
        }
    }

    function modelOf(uint256 i) external view returns (Model memory) {
        return models[i];
    }

    function tokenOf(uint256 powerId) public view returns (address) {
        return hashpower.rewardTokenOf(powerId);
    }

    // ---- bound

    function attach(uint256 i, uint256 p, uint256 who, bool split) external {
        (i, p) = (i % ITEMS, powers[p % POWERS]);
        address actor = actors[who % 3];
        bool may = i < 4 && models[i].powerId == 0 && controllerOf(i) == actor && hashpower.ownerOf(p) == actor
            && !hashpower.locked(p);
        if (_try("attach", actor, abi.encodeCall(rig.attach, (item(i), p, split ? splitTerms : 0, 0)), may)) {
            Model memory fresh;
            (fresh.powerId, fresh.principal, fresh.split) = (p, actor, split);
            models[i] = fresh;
        }
    }

    function requestDetach(uint256 i, uint256 who) external {
        i %= ITEMS;
        Model storage m = models[i];
        address actor = actors[who % 3];
        bool may = m.powerId != 0 && !m.lent && controllerOf(i) == actor;
        if (_try("requestDetach", actor, abi.encodeCall(rig.requestDetach, (item(i))), may)) {
            m.party = actor;
            m.readyAt = block.timestamp + 1 days > m.sealUntil ? block.timestamp + 1 days : m.sealUntil;
            m.orphanSince = 0;
        }
    }

    function cancelDetach(uint256 i, uint256 who) external {
        i %= ITEMS;
        Model storage m = models[i];
        address actor = actors[who % 3];
        address controller = controllerOf(i);
        bool may = m.powerId != 0 && !m.lent && m.party != address(0) && (controller == actor || controller != m.party);
        if (_try("cancelDetach", actor, abi.encodeCall(rig.cancelDetach, (item(i))), may)) {
            (m.party, m.readyAt) = (address(0), 0);
        }
    }

    function detach(uint256 i, uint256 who, bool wait) external {
        i %= ITEMS;
        Model storage m = models[i];
        if (wait && m.readyAt > block.timestamp && !m.lent) vm.warp(m.readyAt);
        address actor = actors[who % 3];
        bool may = m.powerId != 0 && !m.lent && controllerOf(i) == actor && m.party == actor
            && block.timestamp >= m.readyAt && block.timestamp <= m.readyAt + 7 days && block.timestamp >= m.sealUntil;
        uint256 id = m.powerId;
        if (_try("detach", actor, abi.encodeCall(rig.detach, (item(i))), may)) {
            _must(hashpower.ownerOf(id) == actor, "detached power went elsewhere");
            delete models[i];
        }
    }

    function seal(uint256 i, uint256 who, uint256 days_) external {
        i %= ITEMS;
        Model storage m = models[i];
        address actor = actors[who % 3];
        uint256 until = block.timestamp + (days_ % 100) * 1 days;
        bool may = m.powerId != 0 && !m.lent && controllerOf(i) == actor && until > block.timestamp
            && until > m.sealUntil && until <= block.timestamp + 90 days;
        if (_try("seal", actor, abi.encodeCall(rig.seal, (item(i), uint40(until))), may)) {
            (m.sealUntil, m.party, m.readyAt, m.orphanSince) = (until, address(0), 0, 0);
        }
    }

    // ---- lent

    function lend(uint256 i, uint256 p, uint256 who, uint256 kind) external {
        (i, p) = (i % ITEMS, powers[p % POWERS]);
        address actor = actors[who % 3];
        Model memory m;
        (m.powerId, m.principal, m.lent) = (p, actor, true);
        (m.offered, m.revocable, m.follow) = (kind % 2 == 0, kind % 3 == 0, kind % 5 < 2);
        m.endDay = today() + uint32(kind % 20);
        (m.split, m.lenderBps) = (true, 4_000);
        IRig.LendTerms memory lending = IRig.LendTerms(
            lenderTerms,
            m.endDay,
            m.revocable,
            m.follow ? IRig.OnTransfer.Follow : IRig.OnTransfer.End,
            m.offered ? 1e6 : 0,
            m.offered ? address(usdt) : address(0)
        );
        address controller = controllerOf(i);
        bool may = models[i].powerId == 0 && hashpower.ownerOf(p) == actor && !hashpower.locked(p)
            && !(m.offered && m.revocable) && (m.offered || controller != address(0) || (i == 5 && m.follow));
        if (_try("lend", actor, abi.encodeCall(rig.lendPower, (item(i), p, lending)), may)) {
            m.party = m.offered ? address(0) : controller;
            models[i] = m;
        }
    }

    function accept(uint256 i, uint256 who) external {
        i %= ITEMS;
        Model storage m = models[i];
        address actor = actors[who % 3];
        // One can't pay oneself.
        bool may = m.offered && controllerOf(i) == actor && today() <= m.endDay && actor != m.principal;
        uint32 nonce = rig.slotOf(item(i)).nonce;
        uint256 before = usdt.balanceOf(m.principal);
        if (_try("accept", actor, abi.encodeCall(rig.acceptLending, (item(i), nonce)), may)) {
            _must(usdt.balanceOf(m.principal) == before + 1e6, "price not paid");
            (m.offered, m.party, m.orphanSince) = (false, actor, 0);
        }
    }

    function endLending(uint256 i, uint256 who) external {
        i %= ITEMS;
        Model storage m = models[i];
        address actor = actors[who % 3];
        address controller = controllerOf(i);
        bool lapsed = !m.follow && controller != m.party;
        bool may = m.lent
            && (controller == actor || today() > m.endDay
                || (actor == m.principal && (m.revocable || m.offered || lapsed)));
        (uint256 id, address lender) = (m.powerId, m.principal);
        if (_try("endLending", actor, abi.encodeCall(rig.endLending, (item(i))), may)) {
            _must(hashpower.ownerOf(id) == lender && !hashpower.locked(id), "lender has it not back");
            delete models[i];
        }
    }

    // ---- items

    function move(uint256 i, uint256 to) external {
        i %= ITEMS;
        address controller = controllerOf(i);
        if (i == 5) {
            assignTo(studio, "5", to % 4 == 3 ? address(0) : actors[to % 3]);
        } else if (i == 4) {
            if (controller == alice) {
                vm.prank(alice);
                potions.burn(alice, 4, 1);
            } else {
                potions.mint(alice, 4, 1);
            }
        } else if (controller == address(0)) {
            if (to % 2 == 0) return;
            try swords.mint(actors[to % 3], i) {} catch {} // made anew after it was burned
        } else {
            vm.startPrank(controller);
            if (to % 8 == 7) swords.burn(i);
            else swords.transferFrom(controller, actors[to % 3], i);
            vm.stopPrank();
        }
        ++calls;
    }

    function markOrphan(uint256 i) external {
        i %= ITEMS;
        Model storage m = models[i];
        bool gone = controllerOf(i) == address(0);
        bool may = m.powerId != 0 && (gone || m.orphanSince != 0);
        if (_try("markOrphan", actors[0], abi.encodeCall(rig.markOrphan, (item(i))), may)) {
            if (!gone) m.orphanSince = 0;
            else if (m.orphanSince == 0) m.orphanSince = block.timestamp;
        }
    }

    function reclaim(uint256 i, uint256 who, bool wait) external {
        i %= ITEMS;
        Model storage m = models[i];
        if (wait && m.orphanSince != 0) skipTime(31 days);
        bool may = m.powerId != 0 && m.orphanSince != 0 && block.timestamp >= m.orphanSince + 30 days
            && controllerOf(i) == address(0) && block.timestamp >= m.sealUntil;
        (uint256 id, address principal) = (m.powerId, m.principal);
        if (_try("reclaim", actors[who % 3], abi.encodeCall(rig.reclaim, (item(i))), may)) {
            _must(hashpower.ownerOf(id) == principal && !hashpower.locked(id), "principal has it not back");
            delete models[i];
        }
    }

    // ---- income

    /// @dev Recomputes every share from the terms and compares what each account got, paid or credited.
    function claim(uint256 i) external {
        i %= ITEMS;
        Model storage m = models[i];
        Claim memory c = _expect(m, controllerOf(i));
        uint256[5] memory before = _wealth(c.token);
        bool may = !(c.pays && shaky.paused() && c.token == address(shaky) && c.due != 0);
        if (!_try("claim", actors[0], abi.encodeCall(rig.claimSlots, (one(item(i)))), may)) return;
        if (c.pays && controllerOf(i) != address(0)) m.orphanSince = 0;
        uint256[5] memory got = _wealth(c.token);
        uint256 sum;
        for (uint256 k; k < 5; ++k) {
            sum += got[k] - before[k];
            if (c.exact || !c.pays) _must(got[k] - before[k] == c.shares[k], "share differs from the terms");
        }
        _must(sum == c.due || (!c.exact && sum + 1 == c.due), "shares do not sum to the income");
    }

    function _expect(Model storage m, address controller) private view returns (Claim memory c) {
        address player = m.lent && !m.follow && controller != m.party ? m.principal : controller;
        c.pays = m.powerId != 0 && !m.offered && player != address(0);
        c.exact = c.pays && !(m.lent && today() > m.endDay); // a late claim is tested by day elsewhere
        c.token = m.powerId == 0 ? address(wbtc) : tokenOf(m.powerId);
        if (!c.pays) return c;
        c.due = hashpower.claimable(m.powerId);
        c.shares[3] = m.split ? c.due / 10 : 0;
        c.shares[4] = m.split ? c.due / 20 : 0;
        uint256 lenders = c.due * m.lenderBps / 10_000;
        c.shares[_index(m.principal)] += lenders;
        c.shares[_index(player)] += c.due - c.shares[3] - c.shares[4] - lenders;
    }

    function claimAll() external {
        IRig.Item[] memory all = new IRig.Item[](ITEMS);
        for (uint256 i; i < ITEMS; ++i) all[i] = item(i);
        try rig.claimSlots(all) {
            for (uint256 i; i < ITEMS; ++i) {
                if (!models[i].offered && controllerOf(i) != address(0)) models[i].orphanSince = 0;
            }
        } catch {
            _must(shaky.paused(), "claimAll");
        }
        ++calls;
    }

    function withdrawCredit(uint256 who, bool wbtcOrShaky) external {
        address account = who % 5 < 3 ? actors[who % 5] : who % 5 == 3 ? studio : guild;
        address token = wbtcOrShaky ? address(wbtc) : address(shaky);
        bool may = rig.credit(token, account) != 0 && !(token == address(shaky) && shaky.paused());
        _try("withdrawCredit", account, abi.encodeCall(rig.withdrawCredit, (token, actors[who % 3])), may);
    }

    function disturbToken(uint256 how) external {
        if (how % 4 == 0) shaky.setPaused(!shaky.paused());
        else if (shaky.paused()) shaky.setPaused(false);
        else shaky.setBlacklisted(studio, !shaky.blacklisted(studio));
        ++calls;
    }

    function day() external {
        nextDay();
        _fund(fleetId);
        if (!shaky.paused()) _fund(shakyFleet);
        ++calls;
    }

    // ---- internals

    function _fund(uint32 fleet) private {
        uint32 yesterday = today() - 1;
        if (yesterday <= hashpower.fleetOf(fleet).settled) return;
        fundAs(miner, fleet, yesterday, DAY_INCOME + block.timestamp % 1_000);
        hashpower.settleDays(fleet, 4);
    }

    /// @dev What everybody has and is owed of a token, except the rig and the ledger.
    function _wealth(address token) private view returns (uint256[5] memory sums) {
        address[5] memory accounts = [alice, bob, carol, studio, guild];
        for (uint256 i; i < 5; ++i) {
            sums[i] = BlacklistToken(token).balanceOf(accounts[i]) + rig.credit(token, accounts[i]);
        }
    }

    function _index(address account) private view returns (uint256) {
        return account == alice ? 0 : account == bob ? 1 : 2;
    }

    function _try(string memory action, address actor, bytes memory call, bool may) private returns (bool ok) {
        vm.prank(actor);
        (ok,) = address(rig).call(call);
        _must(ok == may, action);
        if (ok) ++done[keccak256(bytes(action))];
        ++calls;
    }

    function _must(bool holds, string memory what) private {
        if (!holds && bytes(violation).length == 0) violation = what;
    }
}
