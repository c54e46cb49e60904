// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {ProtocolTest, TestLocker} from "../base/ProtocolTest.sol";

/// @dev Random traders, miners and keepers over two fleets: reward tokens of 8 and 18 decimals, payment tokens of 6 and 18,
/// terms of 540 and 6 days. Every action is one a user can take; what can't be taken now is skipped, not faked.
contract LedgerHandler is ProtocolTest {
    uint32[2] public fleets;
    uint32[2] public seriesIds;
    uint256[] internal _ids;
    address[] public holders;
    TestLocker public locker;
    mapping(uint256 id => address) public lockedOwner;

    uint256[2] public funded;
    uint256[2] public incomePaid; // reward tokens that left
    uint256[2] public deposited;
    uint256[2] public released; // to the miner
    uint256[2] public feesOut; // to the recipient and referrers
    uint256[2] public refunded;
    uint256 public calls;
    uint256 public burned; // NFTs merged away, each of which may leave a fraction of a wei

    function setUp() public override {
        super.setUp();
        fleets[0] = makeFleet(miner, address(wbtc), address(usdt), 0);
        fleets[1] = makeFleet(miner, address(btcb), address(dai), 1);
        seriesIds[0] = makeSeries(miner, fleets[0], 10_000_000, 540, 0.106e6);
        seriesIds[1] = makeSeries(miner, fleets[1], 10_000_000, 6, 0.106e18);
        for (uint256 i; i < 4; ++i) {
            address holder = makeAddr(string.concat("holder", vm.toString(i)));
            holders.push(holder);
            usdt.mint(holder, 1e15);
            dai.mint(holder, 1e27);
        }
        locker = makeLocker();
        buy(0, 0, 88_500, 1);
        buy(1, 1, 5_000, 2);
    }

    function idCount() external view returns (uint256) {
        return _ids.length;
    }

    function idAt(uint256 i) external view returns (uint256) {
        return _ids[i];
    }

    // ---- actions

    function buy(uint256 which, uint256 who, uint256 units, uint256 referrer) public {
        which %= 2;
        if (_ids.length >= 24) return;
        address holder = holders[who % 4];
        units = bound(units, 1, 200_000);
        if (_fleet(which).status != IHashpowerTypes.FleetStatus.Live) return;
        address ref = referrer % 3 == 0 ? holders[(who + 1) % 4] : address(0);
        uint256 before = _pay(which).balanceOf(address(hashpower));
        (bool done, uint256 id) = tryBuy(holder, seriesIds[which], uint88(units), ref);
        if (!done) return;
        deposited[which] += _pay(which).balanceOf(address(hashpower)) - before;
        _add(id);
        ++calls;
    }

    function fundOne(uint256 which, uint256 daysBack, uint256 share) external {
        which %= 2;
        IHashpowerTypes.Fleet memory fleet = _fleet(which);
        if (fleet.status != IHashpowerTypes.FleetStatus.Live) return;
        uint32 day = today() - uint32(daysBack % 3);
        if (day <= fleet.settled) return;
        uint256 amount = 1;
        uint256 units = hashpower.checkpointOf(fleets[which], fleet.settled).units + 1;
        uint256 full = _scaleDown(which, units * benchmarkOf(day));
        share %= 6;
        if (share == 1) amount = full * 7_900 / 10_000 + 1;
        if (share == 2) amount = full * 8_001 / 10_000 + 1;
        if (share >= 3) amount = full + full / 50 + 1;
        fundAs(miner, fleets[which], day, amount);
        funded[which] += amount;
        ++calls;
    }

    /// @dev A good miner's routine: pays every day that waits, in full, and settles.
    function deliverAll(uint256 which) external {
        which %= 2;
        IHashpowerTypes.Fleet memory fleet = _fleet(which);
        if (fleet.status != IHashpowerTypes.FleetStatus.Live) return;
        skipTime(1 days);
        for (uint32 day = fleet.settled + 1; day < today() && day <= fleet.settled + 8; ++day) {
            uint256 units = uint256(handlerUnits(which)) + 1;
            uint256 amount = _scaleDown(which, units * benchmarkOf(day)) + 1;
            fundAs(miner, fleets[which], day, amount);
            funded[which] += amount;
        }
        hashpower.settleDays(fleets[which], 8);
        ++calls;
    }

    /// @dev Units ever sold: at least what is active.
    function handlerUnits(uint256 which) public view returns (uint88) {
        return hashpower.seriesOf(seriesIds[which]).sold;
    }

    function advance(uint256 hours_) external {
        skipTime(bound(hours_, 1, 60) * 1 hours);
        ++calls;
    }

    function settle(uint256 which, uint256 count) external {
        which %= 2;
        if (_fleet(which).status != IHashpowerTypes.FleetStatus.Live) return;
        hashpower.settleDays(fleets[which], uint32(bound(count, 1, 5)));
        ++calls;
    }

    function release(uint256 which) external {
        which %= 2;
        if (_fleet(which).minerDue == 0) return;
        uint256 before = _pay(which).balanceOf(minerPayout);
        hashpower.release(fleets[which]);
        released[which] += _pay(which).balanceOf(minerPayout) - before;
        ++calls;
    }

    function claim(uint256 pick, bool byOther) external {
        uint256 id = _pick(pick);
        address earner = hashpower.beneficiaryOf(id);
        if (earner == address(locker)) {
            _track(id, address(locker), 0);
            return;
        }
        _track(id, earner, byOther ? 2 : 1);
        ++calls;
    }

    function withdraw(uint256 who, uint256 which) external {
        which %= 2;
        address holder = holders[who % 4];
        if (hashpower.credit(address(_reward(which)), holder) == 0) return;
        uint256 before = _reward(which).balanceOf(holder);
        vm.prank(holder);
        hashpower.withdraw(address(_reward(which)));
        incomePaid[which] += _reward(which).balanceOf(holder) - before;
        ++calls;
    }

    function transfer(uint256 pick, uint256 to) external {
        uint256 id = _pick(pick);
        if (hashpower.locked(id)) return;
        address owner = hashpower.ownerOf(id);
        vm.prank(owner);
        hashpower.transferFrom(owner, holders[to % 4], id);
        ++calls;
    }

    function split(uint256 pick, uint256 units, uint256 to) external {
        uint256 id = _pick(pick);
        IHashpowerTypes.Info memory info = hashpower.infoOf(id);
        if (info.locker != address(0) || info.units < 2 || _ids.length >= 24) return;
        uint88[] memory parts = new uint88[](1);
        parts[0] = uint88(bound(units, 1, info.units - 1));
        vm.prank(info.owner);
        _add(hashpower.split(id, parts, to % 2 == 0 ? info.owner : holders[to % 4])[0]);
        ++calls;
    }

    function merge(uint256 pick) external {
        uint256 id = _pick(pick);
        for (uint256 i; i < _ids.length; ++i) {
            uint256 other = _ids[i];
            if (other == id || other >> 32 != id >> 32 || !_mergeable(id, other)) continue;
            uint256[] memory ids = new uint256[](2);
            (ids[0], ids[1]) = (id, other);
            vm.prank(hashpower.ownerOf(id));
            hashpower.merge(ids);
            _remove(other);
            ++burned;
            ++calls;
            return;
        }
    }

    function setBeneficiary(uint256 pick, uint256 who) external {
        uint256 id = _pick(pick);
        if (hashpower.locked(id)) return;
        vm.prank(hashpower.ownerOf(id));
        hashpower.setBeneficiary(id, who % 3 == 0 ? address(0) : holders[who % 4]);
        ++calls;
    }

    function lock(uint256 pick, bool collects) external {
        uint256 id = _pick(pick);
        if (hashpower.locked(id)) return;
        address owner = hashpower.ownerOf(id);
        vm.prank(owner);
        hashpower.approve(address(locker), id);
        locker.lock(id, collects);
        lockedOwner[id] = owner;
        ++calls;
    }

    function unlock(uint256 pick, bool collectFirst, bool seize, uint256 to) external {
        uint256 id = _pick(pick);
        if (!hashpower.locked(id)) return;
        if (collectFirst && hashpower.beneficiaryOf(id) == address(locker)) _track(id, address(locker), 0);
        if (seize) locker.seize(id, holders[to % 4]);
        else locker.unlock(id);
        ++calls;
    }

    function refund(uint256 pick) external {
        uint256 id = _pick(pick);
        IHashpowerTypes.Info memory info = hashpower.infoOf(id);
        if (info.refunded || !_refundOpen(info)) return;
        uint256 which = info.fleetId == fleets[0] ? 0 : 1;
        uint256 before = _pay(which).balanceOf(address(hashpower));
        if (info.locker != address(0)) {
            locker.refund(id);
        } else {
            vm.prank(info.owner);
            hashpower.refund(id);
        }
        refunded[which] += before - _pay(which).balanceOf(address(hashpower));
        ++calls;
    }

    function terminate(uint256 which, bool byVote) external {
        which %= 2;
        vm.prank(byVote ? address(timelock) : holders[0]);
        try hashpower.terminate(fleets[which]) {
            ++calls;
        } catch {}
    }

    /// @dev A miner that stops for good: the way to terminations and refunds within a run.
    function abandon(uint256 which, uint256 days_) external {
        which %= 2;
        if (calls < 250) return; // or no run would see a long life
        skipTime(bound(days_, 8, 12) * 1 days);
        if (_fleet(which).status == IHashpowerTypes.FleetStatus.Live) hashpower.settleDays(fleets[which], 64);
        ++calls;
    }

    function takeFees(uint256 which, uint256 pick) external {
        which %= 2;
        uint256 before = _pay(which).balanceOf(address(hashpower));
        uint256 releasedBefore = _pay(which).balanceOf(minerPayout);
        if (pick % 2 == 0) {
            try hashpower.collectFees(fleets[which]) {} catch {}
        } else {
            uint256 id = _pick(pick);
            (, uint256 due,) = hashpower.referralOf(id);
            if (due == 0 || (id >> 32 == seriesIds[0] ? 0 : 1) != which) return;
            hashpower.payReferral(id); // what a referrer is due is always there
        }
        uint256 toMiner = _pay(which).balanceOf(minerPayout) - releasedBefore;
        released[which] += toMiner;
        feesOut[which] += before - _pay(which).balanceOf(address(hashpower)) - toMiner;
        ++calls;
    }

    // ---- internals

    function _track(uint256 id, address earner, uint256 mode) private {
        uint256 which = hashpower.infoOf(id).fleetId == fleets[0] ? 0 : 1;
        uint256 before = _reward(which).balanceOf(earner);
        uint256[] memory ids = new uint256[](1);
        ids[0] = id;
        if (mode == 0) {
            locker.collect(ids, type(uint32).max);
        } else if (mode == 1) {
            vm.prank(earner);
            hashpower.claim(ids);
        } else {
            hashpower.claimFor(earner, ids);
        }
        incomePaid[which] += _reward(which).balanceOf(earner) - before;
    }

    function _mergeable(uint256 a, uint256 b) private view returns (bool) {
        IHashpowerTypes.Info memory x = hashpower.infoOf(a);
        IHashpowerTypes.Info memory y = hashpower.infoOf(b);
        return x.owner == y.owner && x.startDay == y.startDay && x.locker == address(0) && y.locker == address(0)
            && x.beneficiary == x.owner && y.beneficiary == y.owner && x.refunded == y.refunded;
    }

    function _refundOpen(IHashpowerTypes.Info memory info) private view returns (bool) {
        IHashpowerTypes.Fleet memory fleet = hashpower.fleetOf(info.fleetId);
        return fleet.status == IHashpowerTypes.FleetStatus.Terminated || fleet.settled >= info.endDay;
    }

    function _pick(uint256 pick) private view returns (uint256) {
        return _ids[pick % _ids.length];
    }

    function _add(uint256 id) private {
        _ids.push(id);
    }

    function _remove(uint256 id) private {
        for (uint256 i; i < _ids.length; ++i) {
            if (_ids[i] != id) continue;
            _ids[i] = _ids[_ids.length - 1];
            _ids.pop();
            return;
        }
    }

    function _fleet(uint256 which) private view returns (IHashpowerTypes.Fleet memory) {
        return hashpower.fleetOf(fleets[which]);
    }

    function _reward(uint256 which) private view returns (IERC20) {
        return which == 0 ? IERC20(address(wbtc)) : IERC20(address(btcb));
    }

    function _pay(uint256 which) private view returns (IERC20) {
        return which == 0 ? IERC20(address(usdt)) : IERC20(address(dai));
    }

    function _scaleDown(uint256 which, uint256 scaled) private pure returns (uint256) {
        return scaled / (which == 0 ? 1e22 : 1e12);
    }
}
