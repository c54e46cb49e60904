// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IBenchmark} from "../../src/benchmark/IBenchmark.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {TestToken} from "../../src/testing/TestToken.sol";
import {TestLocker} from "../base/ProtocolTest.sol";
import {Replay} from "./Replay.sol";

/// @dev The steps and observables of `differential/histories/ledger.ts`.
abstract contract LedgerReplay is Replay {
    uint256 internal constant BEGIN = 1_715_000_400; // 2024-05-06 13:00 UTC, past the halving
    uint256 internal constant LOCKER = 4;
    uint256 internal constant WATCHED = 8;
    uint256 internal constant CREDITED = 6;
    uint256 internal constant FLEET_WORDS = 14;
    uint256 internal constant NFT_WORDS = 13;

    TestLocker internal locker;
    TestToken[] internal tokens;
    address[] internal actors; // four people, locker, payout, fee recipient, ledger
    mapping(address => uint256) internal actorNumber; // from 1
    uint32[] internal fleets;
    uint32[] internal series;
    uint256[] internal ids;
    uint256[7] internal attestorKeys;

    function setUp() public virtual override {
        super.setUp();
        while (block.timestamp < BEGIN) nextDay();
        vm.warp(BEGIN);
        benchmark.advance(BTC, 32);
        locker = makeLocker();
        tokens = [wbtc, btcb, usdt, dai];
        vm.prank(address(timelock));
        benchmark.setRewardToken(address(usdt), BTC);
        for (uint256 i; i < 4; ++i) actors.push(makeAddr(string.concat("person", vm.toString(i))));
        actors.push(address(locker));
        actors.push(minerPayout);
        actors.push(feeRecipient);
        actors.push(address(hashpower));
        for (uint256 i; i < actors.length; ++i) actorNumber[actors[i]] = i + 1;
        _electAttestors();
    }

    // ---- steps

    function prepare(uint256[] memory setUp_) internal virtual override {
        for (uint256 i; i < 2; ++i) {
            fleets.push(makeFleet(miner, address(tokens[setUp_[2 * i]]), address(tokens[setUp_[2 * i + 1]]), uint32(i)));
        }
        for (uint256 i = 4; i < 13; i += 3) {
            series.push(makeSeries(miner, fleets[setUp_[i]], 5_000_000, uint16(setUp_[i + 1]), uint128(setUp_[i + 2])));
        }
    }

    function perform(uint8 op, uint256[] memory a) public virtual override {
        if (op == 0) _advance(a[0]);
        else if (op == 1) ids.push(_buy(actors[a[0]], series[a[1]], uint88(a[2])));
        else if (op == 2) _fund(fleets[a[0]], uint32(a[1]), a[2]);
        else if (op == 3) hashpower.settleDay(fleets[a[0]]);
        else if (op == 4) hashpower.settleDays(fleets[a[0]], uint32(a[1]));
        else if (op == 5) hashpower.release(fleets[a[0]]);
        else if (op == 6) hashpower.collectFees(fleets[a[0]]);
        else if (op == 7) _as(a[0]).claim(_rest(a, 1));
        else if (op == 8) _as(a[0]).withdraw(address(tokens[a[1]]));
        else if (op == 9) _as(a[0]).transferFrom(actors[a[0]], actors[a[1]], a[2]);
        else if (op == 10) _as(a[0]).setBeneficiary(a[1], a[2] == 0 ? address(0) : actors[a[2] - 1]);
        else if (op == 11) _lock(a[0], a[1] == 1);
        else if (op == 12) locker.setCollects(a[0], a[1] == 1);
        else if (op == 13) locker.unlock(a[0]);
        else if (op == 14) locker.seize(a[0], actors[a[1]]);
        else if (op == 15) locker.collect(_rest(a, 1), uint32(a[0]));
        else if (op == 16) _split(a);
        else if (op == 17) _as(a[0]).merge(_rest(a, 1));
        else if (op == 18) _refund(a[0], a[1]);
        else if (op == 19) _terminate(fleets[a[0]], a[1] == 1);
        else if (op == 20) _report(uint32(a[0]), _rest(a, 1));
        else revert("unknown step");
    }

    function _advance(uint256 seconds_) private {
        skipTime(seconds_);
        benchmark.advance(BTC, 32);
    }

    function _buy(address buyer, uint32 seriesId, uint88 units) private returns (uint256) {
        (address payToken, uint128 price, uint256 cost, uint32 version) = sale.quote(seriesId, units);
        TestToken(payToken).mint(buyer, cost);
        vm.prank(buyer);
        TestToken(payToken).approve(address(sale), cost);
        vm.prank(buyer);
        return sale.buy(seriesId, units, price, version, block.timestamp, address(0));
    }

    function _fund(uint32 fleetId, uint32 day, uint256 amount) private {
        TestToken token = TestToken(hashpower.fleetOf(fleetId).rewardToken);
        token.mint(address(this), amount);
        token.approve(address(hashpower), amount);
        hashpower.fundDay(fleetId, day, amount);
    }

    function _lock(uint256 id, bool collects) private {
        vm.prank(hashpower.ownerOf(id));
        hashpower.approve(address(locker), id);
        locker.lock(id, collects);
    }

    function _split(uint256[] memory a) private {
        uint88[] memory units = new uint88[](a.length - 3);
        for (uint256 i; i < units.length; ++i) units[i] = uint88(a[3 + i]);
        uint256[] memory made = _as(a[0]).split(a[1], units, actors[a[2]]);
        for (uint256 i; i < made.length; ++i) ids.push(made[i]);
    }

    function _refund(uint256 who, uint256 id) private {
        if (who == LOCKER) locker.refund(id);
        else _as(who).refund(id);
    }

    function _terminate(uint32 fleetId, bool byVote) private {
        if (byVote) vm.prank(address(timelock));
        hashpower.terminate(fleetId);
    }

    function _report(uint32 day, uint256[] memory values) private {
        IBenchmark.SignedReport[] memory reports = new IBenchmark.SignedReport[](values.length);
        for (uint256 i; i < values.length; ++i) {
            uint128 value = uint128(values[i]);
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(attestorKeys[i], benchmark.reportDigest(BTC, day, value));
            reports[i] = IBenchmark.SignedReport(vm.addr(attestorKeys[i]), value, abi.encodePacked(r, s, v));
        }
        benchmark.submitReports(BTC, day, reports);
    }

    // ---- observables

    function observe(uint256) internal view virtual override returns (uint256[] memory seen) {
        seen = new uint256[](fleets.length * FLEET_WORDS + tokens.length * (WATCHED + CREDITED) + ids.length * NFT_WORDS);
        uint256 at;
        for (uint256 i; i < fleets.length; ++i) at = _observeFleet(seen, at, fleets[i]);
        for (uint256 i; i < tokens.length; ++i) {
            for (uint256 k; k < WATCHED; ++k) seen[at++] = tokens[i].balanceOf(actors[k]);
            for (uint256 k; k < CREDITED; ++k) seen[at++] = hashpower.credit(address(tokens[i]), actors[k]);
        }
        for (uint256 i; i < ids.length; ++i) at = _observeNft(seen, at, ids[i]);
    }

    function _observeFleet(uint256[] memory seen, uint256 at, uint32 fleetId) private view returns (uint256) {
        IHashpowerTypes.Fleet memory f = hashpower.fleetOf(fleetId);
        uint256 last = f.terminatedOn == 0 ? f.settled : f.terminatedOn;
        IHashpowerTypes.Checkpoint memory c = hashpower.checkpointOf(fleetId, uint32(last));
        (seen[at], seen[at + 1], seen[at + 2]) = (last, f.missStreak, f.missBits & (2 ** 30 - 1));
        seen[at + 3] = f.status == IHashpowerTypes.FleetStatus.Terminated ? 1 : 0;
        (seen[at + 4], seen[at + 5], seen[at + 6]) = (f.minerDue, f.daily, f.rem);
        (seen[at + 7], seen[at + 8], seen[at + 9], seen[at + 10]) = (f.pending, f.fundedTotal, f.feeAccrued, f.feeTaken);
        (seen[at + 11], seen[at + 12], seen[at + 13]) = (c.acc, c.units, c.earned);
        return at + FLEET_WORDS;
    }

    function _observeNft(uint256[] memory seen, uint256 at, uint256 id) private view returns (uint256) {
        if (!hashpower.exists(id)) return at + NFT_WORDS;
        IHashpowerTypes.Info memory n = hashpower.infoOf(id);
        (seen[at], seen[at + 1], seen[at + 2]) = (id, n.startDay, n.endDay);
        (seen[at + 3], seen[at + 4], seen[at + 5]) = (n.units, n.q, n.r);
        (seen[at + 6], seen[at + 7]) = (actorNumber[n.owner], actorNumber[n.beneficiary]);
        (seen[at + 8], seen[at + 9]) = (actorNumber[n.locker], n.refunded ? 1 : 0);
        (seen[at + 10], seen[at + 11], seen[at + 12]) = (n.claimable, n.refundable, n.refundFloor);
        return at + NFT_WORDS;
    }

    // ---- small things

    function _as(uint256 who) private returns (IHashpower) {
        vm.prank(actors[who]);
        return hashpower;
    }

    function _rest(uint256[] memory a, uint256 from) private pure returns (uint256[] memory rest) {
        rest = new uint256[](a.length - from);
        for (uint256 i; i < rest.length; ++i) rest[i] = a[from + i];
    }

    function _electAttestors() private {
        for (uint8 i; i < 7; ++i) {
            address attestor;
            (attestor, attestorKeys[i]) = makeAddrAndKey(string.concat("attestor", vm.toString(i)));
            vm.prank(treasury);
            dmc.approve(address(benchmark), 10_000e18);
            vm.prank(treasury);
            benchmark.bondAttestor(attestor, 10_000e18);
            vm.prank(address(timelock));
            benchmark.setAttestor(i + 1, attestor);
        }
    }
}
