// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";

contract ManyDecimalsToken is OpenToken {
    constructor(uint8 decimals_) OpenToken("Many", decimals_) {}
}

/// @dev Opening fleets and series, selling into them, idle ledgers.
contract FleetsTest is CoreTest {
    // ---- fleets

    function test_OpensAFleetForItsMiner() public {
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.FleetCreated(3, minerId, address(wbtc), address(dai), 5, BTC);
        uint32 id = makeFleet(miner, address(wbtc), address(dai), 5);
        IHashpowerTypes.Fleet memory f = fleetOf(id);
        assertEq(f.rewardToken, address(wbtc));
        assertEq(f.payToken, address(dai));
        assertEq(f.settled, today());
        assertEq(f.rewardDecimals, 8);
        assertEq(f.feeBps, 500);
        assertEq(f.referralBps, 2000);
        assertEq(uint8(f.status), uint8(IHashpowerTypes.FleetStatus.Live));
        assertEq(hashpower.fleetCount(), 3);
        assertEq(hashpower.fleetIdOf(address(wbtc), address(dai), minerId, 5), 3);
        assertEq(hashpower.fleetIdOf(address(wbtc), address(dai), minerId, 6), 0);
        assertEq(hashpower.registry(), address(registry));
        assertEq(hashpower.benchmark(), address(benchmark));
    }

    function test_ASecondLedgerForTheSameFarmIsRefused() public {
        vm.prank(miner);
        vm.expectRevert(abi.encodeWithSelector(Errors.FleetExists.selector, fleet));
        hashpower.createFleet(minerId, address(wbtc), address(usdt), 0);
    }

    function test_OnlyTheOperatorOfAnActiveMinerOpensFleets() public {
        vm.prank(alice);
        vm.expectRevert(notAllowed(alice, miner));
        hashpower.createFleet(minerId, address(wbtc), address(usdt), 2);
        vm.prank(address(timelock));
        registry.suspend(minerId);
        vm.prank(miner);
        vm.expectRevert(abi.encodeWithSelector(Errors.MinerNotActive.selector, minerId));
        hashpower.createFleet(minerId, address(wbtc), address(usdt), 2);
    }

    function test_OnlyListedTokensWithABenchmark() public {
        vm.startPrank(miner);
        vm.expectRevert(abi.encodeWithSelector(Errors.PayTokenNotListed.selector, address(wbtc)));
        hashpower.createFleet(minerId, address(wbtc), address(wbtc), 2);
        vm.expectRevert(abi.encodeWithSelector(Errors.RewardTokenNotListed.selector, address(usdt)));
        hashpower.createFleet(minerId, address(usdt), address(usdt), 2);
        vm.stopPrank();
        vm.startPrank(address(timelock));
        benchmark.addAsset(9, "FIL", false);
        benchmark.setRewardToken(address(usdt), 9);
        vm.stopPrank();
        vm.prank(miner);
        vm.expectRevert(abi.encodeWithSelector(Errors.RewardTokenNotListed.selector, address(usdt)));
        hashpower.createFleet(minerId, address(usdt), address(usdt), 2);
    }

    function test_RewardTokensHaveAtMostThirtyDecimals() public {
        address token = address(new ManyDecimalsToken(31));
        vm.prank(address(timelock));
        benchmark.setRewardToken(token, BTC);
        vm.prank(miner);
        vm.expectRevert(outOfBounds(31, 0, 30));
        hashpower.createFleet(minerId, token, address(usdt), 2);
    }

    // ---- series

    function test_ASeriesReservesBondAndShowsItsTerms() public {
        uint96 before = registry.minerOf(minerId).reservedUnits;
        vm.prank(address(timelock));
        hashpower.setMinter(bob, true);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.SeriesCreated(3, fleet, 1_000, 1080, 1000, keccak256("d"), "ipfs://d");
        vm.prank(bob);
        uint32 id = hashpower.createSeries(miner, fleet, 1_000, 1080, 1000, keccak256("d"), "ipfs://d");
        assertEq(registry.minerOf(minerId).reservedUnits, before + 1_000);
        IHashpowerTypes.Series memory s = hashpower.seriesOf(id);
        assertTrue(s.open);
        assertEq(s.fleetId, fleet);
        assertEq(s.termDays, 1080);
        assertEq(s.cap, 1_000);
        assertEq(s.royaltyBps, 1000);
        assertEq(s.documentHash, keccak256("d"));
        assertEq(hashpower.seriesURI(id), "ipfs://d");
        assertEq(hashpower.seriesCount(), 3);
        (address payToken, uint32 fleetId) = hashpower.payTokenOf(id);
        assertEq(payToken, address(usdt));
        assertEq(fleetId, fleet);
    }

    function test_ASeriesNeedsAMinterItsOperatorAndSaneTerms() public {
        vm.expectRevert(notAllowed(address(this), NOBODY));
        hashpower.createSeries(miner, fleet, 1, 1, 0, 0, "");
        vm.startPrank(address(sale));
        vm.expectRevert(notAllowed(alice, miner));
        hashpower.createSeries(alice, fleet, 1, 1, 0, 0, "");
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownFleet.selector, 99));
        hashpower.createSeries(miner, 99, 1, 1, 0, 0, "");
        vm.expectRevert(Errors.ZeroAmount.selector);
        hashpower.createSeries(miner, fleet, 0, 1, 0, 0, "");
        vm.expectRevert(outOfBounds(0, 1, 3650));
        hashpower.createSeries(miner, fleet, 1, 0, 0, 0, "");
        vm.expectRevert(outOfBounds(3651, 1, 3650));
        hashpower.createSeries(miner, fleet, 1, 3651, 0, 0, "");
        vm.expectRevert(outOfBounds(1001, 0, 1000));
        hashpower.createSeries(miner, fleet, 1, 1, 1001, 0, "");
        vm.stopPrank();
        vm.prank(address(timelock));
        registry.suspend(minerId);
        vm.prank(address(sale));
        vm.expectRevert(abi.encodeWithSelector(Errors.MinerNotActive.selector, minerId));
        hashpower.createSeries(miner, fleet, 1, 1, 0, 0, "");
    }

    function test_ATerminatedFleetTakesNoSeriesMoneyOrPurchase() public {
        buy(alice, 1_000);
        terminateByVote(fleet);
        bytes memory dead = abi.encodeWithSelector(Errors.FleetTerminated.selector, fleet);
        vm.prank(address(sale));
        vm.expectRevert(dead);
        hashpower.createSeries(miner, fleet, 1, 1, 0, 0, "");
        vm.prank(address(sale));
        vm.expectRevert(dead);
        hashpower.mint(series, alice, 1, 1, NOBODY);
        vm.expectRevert(dead);
        hashpower.fundDay(fleet, today(), 1);
        vm.expectRevert(dead);
        hashpower.settleDay(fleet);
        vm.expectRevert(dead);
        hashpower.terminate(fleet);
        (bool yes,) = hashpower.settleable(fleet);
        assertFalse(yes);
    }

    function test_ClosingASeriesFreesTheBondBehindUnsoldUnits() public {
        buy(alice, 1_000);
        uint96 before = registry.minerOf(minerId).reservedUnits;
        vm.prank(bob);
        vm.expectRevert(notAllowed(bob, miner));
        hashpower.closeSeries(series);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.SeriesClosed(series, 1_000);
        vm.prank(miner);
        hashpower.closeSeries(series);
        assertEq(registry.minerOf(minerId).reservedUnits, before - (100_000_000 - 1_000));
        vm.prank(miner);
        vm.expectRevert(abi.encodeWithSelector(Errors.SeriesIsClosed.selector, series));
        hashpower.closeSeries(series);
        vm.prank(address(sale));
        vm.expectRevert(abi.encodeWithSelector(Errors.SeriesIsClosed.selector, series));
        hashpower.mint(series, alice, 1, 1, NOBODY);
    }

    function test_AFinishedSeriesFreesTheRestThirtyDaysAfterItsLastTerm() public {
        buyShort(alice, 1_000);
        uint32 from = hashpower.seriesOf(shortSeries).lastEnd + 30;
        bytes memory early = abi.encodeWithSelector(Errors.SeriesNotFinished.selector, shortSeries, from);
        vm.expectRevert(early);
        hashpower.finishSeries(shortSeries); // open
        vm.prank(miner);
        hashpower.closeSeries(shortSeries);
        goodDays(short, 6);
        vm.expectRevert(early);
        hashpower.finishSeries(shortSeries); // too early
        vm.warp((uint256(from) - 1) * 1 days + 86_399);
        vm.expectRevert(early);
        hashpower.finishSeries(shortSeries);
        vm.warp(uint256(from) * 1 days);
        uint96 before = registry.minerOf(minerId).reservedUnits;
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.SeriesFinished(shortSeries, 1_000);
        hashpower.finishSeries(shortSeries);
        assertEq(registry.minerOf(minerId).reservedUnits, before - 1_000);
        assertTrue(hashpower.seriesOf(shortSeries).finished);
        vm.expectRevert(early);
        hashpower.finishSeries(shortSeries); // once
    }

    function test_AnUnsettledSeriesIsNotFinishedHoweverLateItIs() public {
        buyShort(alice, 1_000);
        vm.prank(miner);
        hashpower.closeSeries(shortSeries);
        skipTime(100 days);
        uint32 from = hashpower.seriesOf(shortSeries).lastEnd + 30;
        vm.expectRevert(abi.encodeWithSelector(Errors.SeriesNotFinished.selector, shortSeries, from));
        hashpower.finishSeries(shortSeries);
        hashpower.settleDays(short, 64);
        hashpower.finishSeries(shortSeries);
    }

    // ---- selling

    function test_APurchaseIsActiveFromTomorrowForItsTerm() public {
        uint32 day = today();
        vm.prank(address(sale));
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Minted(uint256(series) << 32 | 1, series, alice, 7, 5_401, 10, 1, day + 1);
        uint256 id = hashpower.mint(series, alice, 7, 5_401, NOBODY);
        IHashpowerTypes.Info memory info = infoOf(id);
        assertEq(info.startDay, day + 1);
        assertEq(info.endDay, day + 540);
        assertEq(info.q, 10);
        assertEq(info.r, 1);
        assertEq(info.units, 7);
        assertEq(info.acquiredDay, day);
        assertEq(info.seriesId, series);
        assertEq(info.fleetId, fleet);
        assertEq(info.refundFloor, 5_401);
        assertEq(info.refundable, 0);
        (int96 units, int128 q) = hashpower.deltaOf(fleet, day + 1);
        assertEq(units, 7);
        assertEq(q, 10);
        (units, q) = hashpower.deltaOf(fleet, day + 541);
        assertEq(units, -7);
        assertEq(q, -10);
        assertEq(hashpower.seriesOf(series).deposited, 5_401);
        assertTrue(hashpower.exists(id));
        assertFalse(hashpower.exists(id + 1));
    }

    function testFuzz_WholeSlicesAndARemainderMakeUpThePrice(uint96 paid, uint16 term, uint88 units) public {
        term = uint16(bound(term, 1, 3650));
        units = uint88(bound(units, 1, 1_000_000));
        uint32 id = makeSeries(miner, fleet, 1_000_000, term, 1);
        vm.prank(address(sale));
        IHashpowerTypes.Info memory info = infoOf(hashpower.mint(id, alice, units, paid, NOBODY));
        assertEq(uint256(info.q) * term + info.r, paid);
        assertLt(info.r, term);
        assertEq(info.endDay - info.startDay + 1, term);
    }

    function test_MintingIsForMintersAndWithinTheCap() public {
        vm.expectRevert(notAllowed(address(this), address(hashpower)));
        hashpower.mint(series, alice, 1, 1, NOBODY);
        vm.startPrank(address(sale));
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownSeries.selector, 77));
        hashpower.mint(77, alice, 1, 1, NOBODY);
        vm.expectRevert(Errors.ZeroAmount.selector);
        hashpower.mint(series, alice, 0, 1, NOBODY);
        hashpower.mint(series, alice, 99_999_999, 1, NOBODY);
        vm.expectRevert(abi.encodeWithSelector(Errors.SoldOut.selector, series, 2, 1));
        hashpower.mint(series, alice, 2, 1, NOBODY);
        hashpower.mint(series, alice, 1, 1, NOBODY);
        vm.stopPrank();
        vm.prank(address(timelock));
        registry.suspend(minerId);
        vm.prank(address(sale));
        vm.expectRevert(abi.encodeWithSelector(Errors.MinerNotActive.selector, minerId));
        hashpower.mint(shortSeries, alice, 1, 1, NOBODY);
    }

    function test_NobodyBuysFromAMinerThatMissedItsLatestDay() public {
        buy(alice, 1_000);
        missDays(fleet, 1);
        vm.prank(address(sale));
        vm.expectRevert(abi.encodeWithSelector(Errors.MinerMissedDays.selector, fleet, 1));
        hashpower.mint(series, bob, 1, 1, NOBODY);
        goodDay(fleet);
        vm.prank(address(sale));
        hashpower.mint(series, bob, 1, 1, NOBODY);
    }

    function test_NobodyBuysIntoALedgerThatLagsMoreThanAWeek() public {
        buy(alice, 1_000);
        uint32 settled = settledOf(fleet);
        skipTime(7 days);
        buy(bob, 1);
        skipTime(1 days);
        vm.prank(address(sale));
        vm.expectRevert(abi.encodeWithSelector(Errors.FleetBehind.selector, fleet, settled, today()));
        hashpower.mint(series, bob, 1, 1, NOBODY);
    }

    function test_TheIdSpaceOfASeriesEnds() public {
        buy(alice, 1_000);
        // `_series` is the 5th word of the layout that both halves share: sequence lies after sold (88 bits).
        bytes32 slot = _seriesSlot();
        uint256 word = uint256(vm.load(address(hashpower), slot));
        vm.store(address(hashpower), slot, bytes32(word | uint256(type(uint32).max) << 88));
        assertEq(hashpower.seriesOf(series).sequence, type(uint32).max);
        vm.prank(address(sale));
        vm.expectRevert(abi.encodeWithSelector(Errors.SeriesIdsUsedUp.selector, series));
        hashpower.mint(series, alice, 1, 1, NOBODY);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.SeriesIdsUsedUp.selector, series));
        hashpower.split(uint256(series) << 32 | 1, piece(1), alice);
    }

    function _seriesSlot() private view returns (bytes32 slot) {
        for (uint256 at; at < 12; ++at) {
            slot = keccak256(abi.encode(uint256(series), at));
            if (uint88(uint256(vm.load(address(hashpower), slot))) == hashpower.seriesOf(series).sold) return slot;
        }
        revert("series not found");
    }

    // ---- idle ledgers

    function test_APurchaseMovesAnIdleLedgerToTodayAndCarriesItsMoneyForward() public {
        skipTime(40 days);
        fundAs(carol, fleet, today() - 3, 1_000);
        fundAs(carol, fleet, today(), 500);
        uint256 id = buy(alice, 10);
        IHashpowerTypes.Fleet memory f = fleetOf(fleet);
        assertEq(f.settled, today());
        assertEq(f.pending, 0);
        assertEq(f.rem, 1_500e22);
        goodDay(fleet);
        uint256 paid = hashpower.paidOn(fleet, settledOf(fleet));
        assertEq(hashpower.claimable(id), 1_500 + paid, "carried to the first who earn");
    }

    function test_AnExpiredFleetSellsAgainWithoutAHole() public {
        uint256 first = buyShort(alice, 500);
        goodDays(short, 6);
        (bool yes,) = hashpower.settleable(short);
        assertFalse(yes, "nothing to settle once nobody is active");
        vm.expectRevert(abi.encodeWithSelector(Errors.DayNotSettleable.selector, short, settledOf(short) + 1));
        hashpower.settleDay(short);
        skipTime(30 days);
        uint256 second = buyShort(bob, 300);
        assertEq(fleetOf(short).daily, 0);
        goodDays(short, 6);
        assertEq(hashpower.refundable(first), infoOf(first).r);
        assertEq(hashpower.refundable(second), infoOf(second).r);
        uint256 both = claimAs(alice, first) + claimAs(bob, second);
        assertApproxEqAbs(both, fleetOf(short).fundedTotal, 3);
        assertEq(hashpower.checkpointOf(short, settledOf(short)).units, 300);
    }

    function test_DaysWithoutUnitsBetweenTwoTermsAreNeitherEarnedNorMissed() public {
        buyShort(alice, 500);
        uint32 lastEnd = fleetOf(short).lastEnd;
        goodDays(short, 3);
        while (today() < lastEnd + 3) nextDay();
        buyShort(bob, 300); // the ledger still lags behind: no skip
        while (settledOf(short) < lastEnd) goodDay(short);
        uint32 earned = hashpower.checkpointOf(short, lastEnd).earned;
        (bool yes, uint32 day) = hashpower.settleable(short);
        assertTrue(yes, "needs no benchmark");
        assertEq(day, lastEnd + 1);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.DaySettled(short, lastEnd + 1, 0, 0, 0, false, true, 0);
        hashpower.settleDay(short);
        assertEq(hashpower.checkpointOf(short, lastEnd + 1).earned, earned);
        assertEq(fleetOf(short).missStreak, 0);
    }
}
