// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {Errors} from "../../src/Errors.sol";
import {FeeToken, OpenToken} from "../mocks/HostileTokens.sol";
import {AuctionTest} from "./AuctionTest.sol";

/// @dev What mutants of the house got away with, and the edges they stood on.
contract AuctionEdgeAttacksTest is AuctionTest {
    function bidIn(OpenToken token, address bidder, uint256 id, uint96 amount) private {
        token.mint(bidder, amount);
        vm.startPrank(bidder);
        token.approve(address(house), amount);
        house.placeBid(id, amount);
        vm.stopPrank();
    }

    function test_AnAuctionSaysOfWhichKindItIs() public {
        uint256 rising = put(english());
        uint256 falling = put(dutch());
        assertEq(uint8(auction(rising).kind), uint8(IAuctionHouse.Kind.English));
        assertEq(uint8(auction(falling).kind), uint8(IAuctionHouse.Kind.Dutch));
    }

    /// @dev The second time another bidder's money would pay, and another's promise hide it.
    function test_Attack_ALotIsSettledTwice() public {
        uint256 first = putLot(1_000, english());
        uint256 second = putLot(1_000, english());
        bid(bob, first, RESERVE);
        bid(carol, second, RESERVE);
        endOf(first);
        assertTrue(house.settle(first));
        assertState(first, IAuctionHouse.State.Sold);
        vm.expectRevert(closed(first));
        house.settle(first);
        assertEq(usdt.balanceOf(address(house)), RESERVE);
        assertEq(house.promisedUnits(series), 1_000);
        assertTrue(house.settle(second));
    }

    function test_AfterAPauseErrorsNameTheTimesAsTheyAreNow() public {
        uint256 id = put(english());
        (uint40 start, uint40 end) = (auction(id).startsAt, auction(id).endsAt);
        bid(bob, id, RESERVE);
        vm.prank(guardian);
        house.setPaused(true);
        skip(1 days);
        vm.prank(guardian);
        house.setPaused(false);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionRunning.selector, id, end + 1 days));
        house.settle(id);
        vm.warp(end + 1 days);
        give(carol, 6_000 * USD);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.AuctionNotOpen.selector, id, start + 1 days, end + 1 days)
        );
        vm.prank(carol);
        house.placeBid(id, 6_000 * USD);
        assertTrue(house.settle(id));
    }

    /// @dev A fleet whose last term has just settled has nothing that could be late.
    function test_AFleetBetweenTwoTermsSellsALot() public {
        buyShort(alice, 100);
        goodDays(short, 6);
        assertEq(settledOf(short), fleetOf(short).lastEnd);
        nextDays(20);
        IAuctionHouse.Terms memory terms = english();
        terms.payToken = address(dai);
        vm.prank(miner);
        uint256 id = house.createLot(shortSeries, 100, terms);
        dai.mint(bob, RESERVE);
        vm.startPrank(bob);
        dai.approve(address(house), RESERVE);
        house.placeBid(id, RESERVE);
        vm.stopPrank();
        endOf(id);
        (bool now_,) = house.deliverable(id);
        assertTrue(now_);
        assertTrue(house.settle(id));
    }

    /// @dev The winner has its units, refundable as far as money arrived; nobody else's escrow pays for the fee.
    function test_Attack_ATokenBeginsToTakeAFeeBeforeALotIsSettled() public {
        FeeToken money = new FeeToken(6, 0);
        (, uint32 id) = hostileFleet(address(wbtc), address(money), 540, 1e6);
        IAuctionHouse.Terms memory terms = english();
        terms.payToken = address(money);
        vm.prank(miner);
        uint256 lot = house.createLot(id, 100, terms);
        bidIn(money, bob, lot, RESERVE);
        money.setFeeBps(100);
        endOf(lot);
        assertTrue(house.settle(lot));
        assertEq(hashpower.seriesOf(id).deposited, uint256(RESERVE) * 99 / 100);
        assertEq(money.balanceOf(address(hashpower)), uint256(RESERVE) * 99 / 100);
    }
}
