// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";
import {ProtocolTest, TestLocker} from "./ProtocolTest.sol";

/// @dev Two fleets of one miner (8 and 18 decimals, payment 6 and 18, terms 540 and 6), three people, and days that pass
/// with or without income.
abstract contract CoreTest is ProtocolTest {
    uint256 internal constant WHOLE = 88_500; // a machine of 88.5 TH/s
    address internal constant NOBODY = address(0);

    uint32 internal fleet; // wbtc / usdt
    uint32 internal short; // btcb / dai
    uint32 internal series; // 540 days
    uint32 internal shortSeries; // 6 days
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");
    TestLocker internal locker;

    function setUp() public virtual override {
        super.setUp();
        fleet = makeFleet(miner, address(wbtc), address(usdt), 0);
        short = makeFleet(miner, address(btcb), address(dai), 1);
        series = makeSeries(miner, fleet, 100_000_000, 540, 0.106e6);
        shortSeries = makeSeries(miner, short, 100_000_000, 6, 0.106e18);
        locker = makeLocker();
    }

    // ---- buying

    function buy(address buyer, uint88 units) internal returns (uint256) {
        return buyAs(buyer, series, units, NOBODY);
    }

    function buyShort(address buyer, uint88 units) internal returns (uint256) {
        return buyAs(buyer, shortSeries, units, NOBODY);
    }

    /// @dev A fleet of tokens that governance listed although they misbehave, and a series of `termDays` at `price`.
    function hostileFleet(address reward, address pay, uint16 termDays, uint128 price)
        internal
        returns (uint32 fleetId, uint32 seriesId)
    {
        vm.startPrank(address(timelock));
        benchmark.setRewardToken(reward, BTC);
        hashpower.setPayToken(pay, true);
        vm.stopPrank();
        fleetId = makeFleet(miner, reward, pay, 7);
        seriesId = makeSeries(miner, fleetId, 1_000_000, termDays, price);
    }

    function lockOf(uint256 id, bool collects) internal {
        vm.prank(hashpower.ownerOf(id));
        hashpower.approve(address(locker), id);
        locker.lock(id, collects);
    }

    // ---- days

    function unitsOn(uint32 fleetId, uint32 day) internal view returns (uint256) {
        (int96 joining,) = hashpower.deltaOf(fleetId, day);
        return uint256(int256(uint256(hashpower.checkpointOf(fleetId, day - 1).units)) + joining);
    }

    function settledOf(uint32 fleetId) internal view returns (uint32) {
        return hashpower.fleetOf(fleetId).settled;
    }

    /// @dev The next day is paid in full and settles.
    function goodDay(uint32 fleetId) internal returns (uint256 paid) {
        uint32 day = settledOf(fleetId) + 1;
        while (today() < day) nextDay();
        paid = deliver(fleetId, day, unitsOn(fleetId, day));
        settleNext(fleetId);
    }

    function goodDays(uint32 fleetId, uint256 count) internal {
        for (uint256 i; i < count; ++i) goodDay(fleetId);
    }

    /// @dev The next day settles with what was paid for it, mostly nothing.
    function settleNext(uint32 fleetId) internal {
        for (;;) {
            (bool yes,) = hashpower.settleable(fleetId);
            if (yes) break;
            nextDay();
            benchmark.advance(BTC, 32);
        }
        hashpower.settleDay(fleetId);
    }

    function missDays(uint32 fleetId, uint256 count) internal {
        for (uint256 i; i < count; ++i) settleNext(fleetId);
    }

    /// @dev Pays days still open in full, until the ledger stands at yesterday.
    function catchUp(uint32 fleetId) internal {
        while (settledOf(fleetId) + 1 < today()) goodDay(fleetId);
    }

    function terminateByVote(uint32 fleetId) internal {
        missDays(fleetId, 7);
        vm.prank(address(timelock));
        hashpower.terminate(fleetId);
    }

    // ---- small things

    function two(uint256 a, uint256 b) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](2);
        (ids[0], ids[1]) = (a, b);
    }

    function piece(uint88 units) internal pure returns (uint88[] memory pieces) {
        pieces = new uint88[](1);
        pieces[0] = units;
    }

    function splitAs(address by, uint256 id, uint88 units, address to) internal returns (uint256) {
        vm.prank(by);
        return hashpower.split(id, piece(units), to)[0];
    }

    function claimAs(address by, uint256 id) internal returns (uint256 got) {
        OpenToken token = OpenToken(hashpower.rewardTokenOf(id));
        uint256 before = token.balanceOf(by);
        vm.prank(by);
        hashpower.claim(one(id));
        return token.balanceOf(by) - before;
    }

    function infoOf(uint256 id) internal view returns (IHashpowerTypes.Info memory) {
        return hashpower.infoOf(id);
    }

    function fleetOf(uint32 fleetId) internal view returns (IHashpowerTypes.Fleet memory) {
        return hashpower.fleetOf(fleetId);
    }

    function notAllowed(address caller, address expected) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(Errors.NotAllowed.selector, caller, expected);
    }

    function outOfBounds(uint256 value, uint256 min, uint256 max) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(Errors.OutOfBounds.selector, value, min, max);
    }
}
