// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";
import {BlacklistToken} from "../mocks/HostileTokens.sol";
import {AuctionTest} from "./AuctionTest.sol";

/// @dev Lots: units that the miner has not minted; their price goes into the escrow.
contract LotsTest is AuctionTest {
    uint88 internal constant UNITS = 88_500;

    // ---- selling

    function test_ALotIsMintedToItsWinnerAndPaidIntoTheEscrow() public {
        uint256 id = putLot(UNITS, english());
        IAuctionHouse.Auction memory a = auction(id);
        assertTrue(a.isLot);
        assertEq(a.units, UNITS);
        assertEq(a.seriesId, series);
        assertEq(a.powerId, 0);
        assertEq(a.feeBps, 0); // the platform's fee is taken of delivered days
        bid(bob, id, 5_400 * USD);
        assertEq(house.promisedUnits(series), UNITS);
        endOf(id);
        uint256 escrowed = usdt.balanceOf(address(hashpower));
        uint256 minted = uint256(series) << 32 | 2;
        vm.expectEmit(true, true, true, true, address(house));
        emit IAuctionHouse.AuctionSettled(id, bob, minted, 5_400 * USD, 0, 0);
        assertTrue(house.settle(id));
        assertEq(hashpower.ownerOf(minted), bob);
        assertEq(infoOf(minted).units, UNITS);
        assertEq(infoOf(minted).q, 10 * USD); // 5,400 in 540 days
        assertEq(infoOf(minted).startDay, today() + 1);
        assertEq(usdt.balanceOf(address(hashpower)) - escrowed, 5_400 * USD);
        assertEq(usdt.balanceOf(address(house)), 0);
        assertEq(usdt.balanceOf(miner) + usdt.balanceOf(minerPayout), 0);
        assertEq(house.promisedUnits(series), 0);
    }

    function test_ALotMaySellAtOnceByBuyNowOrFallingPrice() public {
        uint256 id = putLot(UNITS, withBuyNow(9_000 * USD));
        bid(carol, id, RESERVE);
        give(bob, 20_000 * USD);
        vm.startPrank(bob);
        uint256 first = house.buyNow(id, 9_000 * USD);
        vm.stopPrank();
        assertEq(hashpower.ownerOf(first), bob);
        assertEq(usdt.balanceOf(carol), RESERVE);
        assertEq(house.promisedUnits(series), 0);

        uint256 second = putLot(UNITS, dutch());
        skipTime(5 hours);
        vm.prank(bob);
        uint256 taken = house.takeDutch(second, 7_000 * USD);
        assertEq(hashpower.ownerOf(taken), bob);
        assertEq(usdt.balanceOf(bob), 4_000 * USD);
        assertEq(usdt.balanceOf(address(house)), 0);
        assertEq(house.promisedUnits(series), 0);
    }

    function test_ItsRefundIsThatOfAnyPurchase() public {
        uint256 id = putLot(UNITS, dutch());
        give(bob, 10_000 * USD);
        vm.prank(bob);
        uint256 taken = house.takeDutch(id, 10_000 * USD);
        terminateByVote(fleet);
        vm.prank(bob);
        (uint256 amount,) = hashpower.refund(taken);
        assertEq(amount, 10_000 * USD);
    }

    // ---- creating

    function test_RevertWhen_AnybodyElsePutsUpALot() public {
        vm.expectRevert(notAllowed(address(this), miner));
        house.createLot(series, UNITS, english());
    }

    function test_RevertWhen_ALotCanNotBe() public {
        IAuctionHouse.Terms memory terms = english();
        vm.startPrank(miner);
        vm.expectRevert(Errors.ZeroAmount.selector);
        house.createLot(series, 0, terms);
        uint88 left = 100_000_000 - uint88(WHOLE);
        vm.expectRevert(abi.encodeWithSelector(Errors.SoldOut.selector, series, left + 1, left));
        house.createLot(series, left + 1, terms);
        house.createLot(series, left, terms);
        terms.payToken = address(dai);
        vm.expectRevert(abi.encodeWithSelector(Errors.PayTokenNotListed.selector, address(dai)));
        house.createLot(series, UNITS, terms);
        hashpower.closeSeries(series);
        terms.payToken = address(usdt);
        vm.expectRevert(abi.encodeWithSelector(Errors.SeriesIsClosed.selector, series));
        house.createLot(series, UNITS, terms);
    }

    function test_TheMinerMayWithdrawALotNobodyBidOn() public {
        uint256 id = putLot(UNITS, english());
        vm.prank(miner);
        house.cancelAuction(id);
        assertState(id, IAuctionHouse.State.Cancelled);
    }

    function test_TheAllowListOfTheFixedPriceSaleDoesNotBindALot() public {
        vm.prank(miner);
        sale.setSale(series, IPrimarySale.SaleTerms(1, 1, uint40(block.timestamp), 0, 1, keccak256("list")));
        uint256 id = putLot(UNITS, dutch());
        give(bob, 10_000 * USD);
        vm.prank(bob);
        house.takeDutch(id, 10_000 * USD);
    }

    // ---- what is promised

    function test_RevertWhen_TheUnitsArePromisedToAnotherLotsBidder() public {
        uint88 left = 100_000_000 - uint88(WHOLE);
        uint256 id = putLot(left, english());
        uint256 other = putLot(1, english());
        uint256 falling = putLot(1, dutch());
        bid(bob, id, RESERVE);
        give(carol, 1e12);
        bytes memory none = abi.encodeWithSelector(Errors.SoldOut.selector, series, 1, 0);
        vm.startPrank(carol);
        vm.expectRevert(none);
        house.placeBid(other, RESERVE);
        vm.expectRevert(none);
        house.takeDutch(falling, 10_000 * USD);
        vm.stopPrank();
        vm.prank(miner);
        vm.expectRevert(none);
        house.createLot(series, 1, english());
        endOf(id);
        assertTrue(house.settle(id));
    }

    // ---- when it can't be delivered

    function test_AClosedSeriesGivesTheBidBackAtOnce() public {
        uint256 id = putLot(UNITS, english());
        bid(bob, id, RESERVE);
        vm.prank(miner);
        hashpower.closeSeries(series);
        _voids(id);
    }

    function test_ASoldOutSeriesGivesTheBidBackAtOnce() public {
        uint256 id = putLot(UNITS, english());
        bid(bob, id, RESERVE);
        buy(carol, 100_000_000 - uint88(WHOLE) - UNITS + 1); // the fixed-price sale knows nothing of lots
        _voids(id);
    }

    function test_ATerminatedFleetGivesTheBidBackAtOnce() public {
        IAuctionHouse.Terms memory terms = english();
        terms.duration = 30 days;
        uint256 id = putLot(UNITS, terms);
        bid(bob, id, RESERVE);
        terminateByVote(fleet);
        _voids(id);
    }

    function _voids(uint256 id) private {
        (bool now_, bool ever) = house.deliverable(id);
        assertFalse(now_ || ever);
        vm.prank(dave);
        assertFalse(house.settle(id));
        assertState(id, IAuctionHouse.State.Void);
        assertEq(usdt.balanceOf(bob), RESERVE);
        assertEq(house.promisedUnits(series), 0);
    }

    function test_WhileTheMinerIsInDefaultTheSaleWaitsThreeDaysAtMost() public {
        uint256 id = putLot(UNITS, english());
        bid(bob, id, RESERVE);
        missDays(fleet, 1);
        uint256 end = auction(id).endsAt;
        vm.warp(end);
        (bool now_, bool ever) = house.deliverable(id);
        assertTrue(!now_ && ever);
        vm.expectRevert(abi.encodeWithSelector(Errors.LotNotDeliverable.selector, id, end + 3 days));
        house.settle(id);
        vm.warp(end + 3 days - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.LotNotDeliverable.selector, id, end + 3 days));
        house.settle(id);
        vm.warp(end + 3 days);
        assertFalse(house.settle(id));
        assertEq(usdt.balanceOf(bob), RESERVE);
    }

    function test_TheWinnerNeedNotWaitForAMinerInDefault() public {
        IAuctionHouse.Terms memory terms = english();
        terms.duration = 6 days;
        uint256 id = putLot(UNITS, terms);
        bid(bob, id, RESERVE);
        missDays(fleet, 1);
        uint256 end = auction(id).endsAt;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionRunning.selector, id, end));
        house.settle(id);
        vm.warp(end);
        vm.prank(bob);
        assertFalse(house.settle(id));
        assertEq(usdt.balanceOf(bob), RESERVE);
    }

    function test_AMinerThatDeliversAgainSells() public {
        uint256 id = putLot(UNITS, english());
        bid(bob, id, RESERVE);
        missDays(fleet, 1);
        vm.warp(auction(id).endsAt);
        nextDay();
        catchUp(fleet);
        assertTrue(house.settle(id));
    }

    function test_ALedgerMoreThanSevenDaysLateHoldsTheSaleUp() public {
        IAuctionHouse.Terms memory terms = english();
        terms.duration = 7 days;
        uint256 id = putLot(UNITS, terms);
        bid(bob, id, RESERVE);
        vm.warp((uint256(settledOf(fleet)) + 8) * 1 days - 1);
        (bool now_,) = house.deliverable(id);
        assertTrue(now_);
        vm.warp((uint256(settledOf(fleet)) + 8) * 1 days);
        bool ever;
        (now_, ever) = house.deliverable(id);
        assertTrue(!now_ && ever);
    }

    function test_AnIdleFleetsLedgerIsNeverLate() public {
        uint32 idle = makeFleet(miner, address(wbtc), address(usdt), 5);
        uint32 idleSeries = makeSeries(miner, idle, 1_000, 540, 1);
        vm.prank(miner);
        uint256 id = house.createLot(idleSeries, 1_000, _fallingFor(20 days));
        nextDays(10);
        give(bob, 7_000 * USD);
        give(bob, 3_000 * USD);
        vm.prank(bob);
        house.takeDutch(id, 10_000 * USD);
        assertEq(settledOf(idle), today());
    }

    function _fallingFor(uint40 duration) private view returns (IAuctionHouse.Terms memory terms) {
        terms = dutch();
        terms.duration = duration;
    }

    function test_RevertWhen_TheFirstBidIsOnALotThatCanNotBeDelivered() public {
        IAuctionHouse.Terms memory terms = english();
        terms.duration = 30 days;
        uint256 id = putLot(UNITS, terms);
        uint256 begin = vm.snapshotState();
        missDays(fleet, 1);
        _noBid(id, abi.encodeWithSelector(Errors.LotNotDeliverable.selector, id, 0));
        vm.revertToState(begin);
        vm.prank(address(timelock));
        hashpower.setMinter(address(house), false);
        _noBid(id, abi.encodeWithSelector(Errors.LotNotDeliverable.selector, id, 0));
        vm.revertToState(begin);
        vm.prank(address(timelock));
        registry.suspend(minerId);
        _noBid(id, abi.encodeWithSelector(Errors.LotNotDeliverable.selector, id, 0));
        vm.revertToState(begin);
        bid(bob, id, RESERVE);
    }

    function _noBid(uint256 id, bytes memory reason) private {
        give(bob, RESERVE);
        vm.prank(bob);
        vm.expectRevert(reason);
        house.placeBid(id, RESERVE);
    }

    function test_RevertWhen_TheMinerHasAnotherOperatorByNow() public {
        uint256 id = putLot(UNITS, english());
        uint256 falling = putLot(UNITS, dutch());
        vm.prank(miner);
        registry.transferOperator(minerId, dave);
        vm.prank(dave);
        registry.acceptOperator(minerId);
        _noBid(id, abi.encodeWithSelector(Errors.AuctionStale.selector, id));
        give(bob, 10_000 * USD);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionStale.selector, falling));
        house.takeDutch(falling, 10_000 * USD);
    }

    function test_WhateverStopsTheEscrowTheBidderIsPaidBackInTheEnd() public {
        BlacklistToken money = new BlacklistToken(6);
        (uint32 moneyFleet, uint32 moneySeries) = hostileFleet(address(wbtc), address(money), 540, 1);
        IAuctionHouse.Terms memory terms = english();
        terms.payToken = address(money);
        vm.prank(miner);
        uint256 id = house.createLot(moneySeries, 1_000, terms);
        money.mint(bob, RESERVE);
        vm.startPrank(bob);
        money.approve(address(house), RESERVE);
        house.placeBid(id, RESERVE);
        vm.stopPrank();
        money.setBlacklisted(address(hashpower), true);
        uint256 end = auction(id).endsAt;
        vm.warp(end);
        bytes memory refused = abi.encodeWithSelector(BlacklistToken.Blacklisted.selector, address(hashpower));
        vm.expectRevert(refused);
        house.settle(id);
        vm.warp(end + 30 days - 1);
        assertEq(fleetOf(moneyFleet).lastEnd, 0); // idle, so never late
        vm.prank(bob);
        vm.expectRevert(refused);
        house.settle(id);
        vm.warp(end + 30 days);
        assertFalse(house.settle(id));
        assertEq(money.balanceOf(bob), RESERVE);
    }
}
