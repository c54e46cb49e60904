// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {ProtocolTest, TestLocker} from "../base/ProtocolTest.sol";

/// @dev A source of difficulty that knows nothing.
contract NoDifficulty {
    function rangeOf(uint32) external pure returns (bool, uint256, uint256, uint64, uint64) {
        return (false, 0, 0, 0, 0);
    }
}

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
    uint256 public slashCredited;
    uint256 public slashPaid;
    uint256 public calls;
    mapping(string state => uint256) public reached; // how often the campaign came through a state worth testing
    address internal silent;
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
        silent = address(new NoDifficulty());
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
        IHashpowerTypes.Fleet memory fleet = _fleet(which);
        bool idle = fleet.lastEnd != 0 && fleet.settled >= fleet.lastEnd;
        if (_ids.length >= (idle ? 32 : 24)) return;
        address holder = holders[who % 4];
        units = bound(units, 1, 200_000);
        if (fleet.status != IHashpowerTypes.FleetStatus.Live) return;
        address ref = referrer % 3 == 0 ? holders[(who + 1) % 4] : address(0);
        uint256 before = _pay(which).balanceOf(address(hashpower));
        (bool done, uint256 id) = tryBuy(holder, seriesIds[which], uint88(units), ref);
        if (!done) return;
        if (idle) ++reached["idle ledger sold again"];
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
        _settle(which, 8);
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
        _settle(which, bound(count, 1, 5));
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

    function claim(uint256 pick, uint256 byOther) external {
        uint256 id = _pick(pick);
        address earner = hashpower.beneficiaryOf(id);
        if (earner == address(locker)) {
            ++reached["income collected by a locker"];
            _track(id, address(locker), 0);
            return;
        }
        _track(id, earner, byOther % 2 == 0 ? 2 : 1);
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
        ++reached["split"];
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
            ++reached["merge"];
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

    function lock(uint256 pick, uint256 collects) external {
        uint256 id = _pick(pick);
        if (hashpower.locked(id)) return;
        address owner = hashpower.ownerOf(id);
        vm.prank(owner);
        hashpower.approve(address(locker), id);
        locker.lock(id, collects % 2 == 0);
        lockedOwner[id] = owner;
        ++calls;
    }

    function unlock(uint256 pick, uint256 collectFirst, uint256 seize, uint256 to) external {
        uint256 id = _pick(pick);
        if (!hashpower.locked(id)) return;
        if (collectFirst % 2 == 0 && hashpower.beneficiaryOf(id) == address(locker)) _track(id, address(locker), 0);
        if (seize % 2 == 0) {
            ++reached["seizure"];
            locker.seize(id, holders[to % 4]);
        } else {
            locker.unlock(id);
        }
        ++calls;
    }

    function refund(uint256 pick) external {
        uint256 id = _pick(pick);
        IHashpowerTypes.Info memory info = hashpower.infoOf(id);
        if (!_refundOpen(info) || (info.refunded && !_slashDue(info))) return;
        uint256 which = info.fleetId == fleets[0] ? 0 : 1;
        uint256 before = _pay(which).balanceOf(address(hashpower));
        uint256 bonds = dmc.balanceOf(address(hashpower));
        if (info.locker != address(0)) {
            ++reached["refund through a locker"];
            locker.refund(id);
        } else {
            ++reached["refund to an owner"];
            vm.prank(info.owner);
            hashpower.refund(id);
        }
        bool live = _fleet(which).status == IHashpowerTypes.FleetStatus.Live;
        ++reached[live ? "refund at the end of a term" : "refund after a termination"];
        refunded[which] += before - _pay(which).balanceOf(address(hashpower));
        bonds -= dmc.balanceOf(address(hashpower));
        if (bonds != 0) ++reached["slash paid"];
        slashPaid += bonds;
        ++calls;
    }

    function slash(uint256 which, uint256 amount) external {
        which %= 2;
        IHashpowerTypes.Fleet memory fleet = _fleet(which);
        if (fleet.terminatedOn == 0 || fleet.slashPerUnit != 0 || fleet.unitsAtTermination == 0) return;
        uint256 before = dmc.balanceOf(address(hashpower));
        vm.prank(address(timelock));
        registry.slash(minerId, fleets[which], bound(amount, 1, 10_000e18), 10_000);
        slashCredited += dmc.balanceOf(address(hashpower)) - before;
        ++calls;
    }

    /// @dev The benchmark's source falls silent, or speaks again.
    function outage(uint256 dice) external {
        address source = dice % 3 == 0 ? silent : address(difficulty);
        vm.prank(address(timelock));
        benchmark.setDifficultySource(source);
        ++calls;
    }

    function terminate(uint256 which, uint256 vote) external {
        which %= 2;
        bool byVote = vote % 3 == 0;
        vm.prank(byVote ? address(timelock) : holders[0]);
        try hashpower.terminate(fleets[which]) {
            ++reached[byVote ? "termination by vote" : "termination by anyone"];
            ++calls;
        } catch {}
    }

    /// @dev A miner that stops for good: the way to terminations and refunds within a run.
    function abandon(uint256 which, uint256 days_) external {
        which %= 2;
        if (calls < 150) return; // or no run would see a long life
        skipTime(bound(days_, 8, 26) * 1 days);
        if (_fleet(which).status == IHashpowerTypes.FleetStatus.Live) _settle(which, 64);
        ++calls;
    }

    function takeFees(uint256 which, uint256 pick) external {
        which %= 2;
        uint256 before = _pay(which).balanceOf(address(hashpower));
        try hashpower.collectFees(fleets[which]) {
            ++reached["fees collected"];
        } catch {}
        feesOut[which] += before - _pay(which).balanceOf(address(hashpower));
        uint256 id = _pick(pick);
        (, uint256 due,) = hashpower.referralOf(id);
        if (due == 0) return;
        hashpower.payReferral(id); // what a referrer is due is always there, whatever was collected
        ++reached["referral paid"];
        feesOut[id >> 32 == seriesIds[0] ? 0 : 1] += due;
        ++calls;
    }

    // ---- internals

    /// @dev Day by day, to see what each became.
    function _settle(uint256 which, uint256 count) private {
        for (uint256 i; i < count; ++i) {
            IHashpowerTypes.Fleet memory before = _fleet(which);
            if (hashpower.settleDays(fleets[which], 1) == 0) return;
            IHashpowerTypes.Fleet memory fleet = _fleet(which);
            IHashpowerTypes.Checkpoint memory day = hashpower.checkpointOf(fleets[which], fleet.settled);
            bool ok = day.earned != hashpower.checkpointOf(fleets[which], before.settled).earned;
            if (day.units == 0) ++reached["day without units"];
            else if (fleet.missStreak > before.missStreak) ++reached["missed day"];
            else if (!ok) ++reached["neutral day"];
            else ++reached["delivered day"];
        }
    }

    function _slashDue(IHashpowerTypes.Info memory info) private view returns (bool) {
        IHashpowerTypes.Fleet memory fleet = hashpower.fleetOf(info.fleetId);
        return fleet.slashPerUnit != 0 && !info.slashPaid && info.startDay <= fleet.terminatedOn
            && fleet.terminatedOn <= info.endDay;
    }

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
            && x.beneficiary == x.owner && y.beneficiary == y.owner && x.refunded == y.refunded && x.slashPaid == y.slashPaid;
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
