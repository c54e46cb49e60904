// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {AuctionTest} from "./AuctionTest.sol";

/// @dev Dutch auctions: the price falls, the first taker wins.
contract DutchAuctionTest is AuctionTest {
    function test_ThePriceFallsLinearly() public {
        uint256 id = put(dutch());
        assertEq(house.dutchPrice(id), 10_000 * USD);
        skipTime(1 hours);
        assertEq(house.dutchPrice(id), 9_400 * USD);
        skipTime(4 hours);
        assertEq(house.dutchPrice(id), 7_000 * USD);
        skipTime(5 hours);
        assertEq(house.dutchPrice(id), 4_000 * USD);
        skipTime(5 hours);
        assertEq(house.dutchPrice(id), 4_000 * USD);
    }

    function test_ThePriceIsRoundedUp() public {
        IAuctionHouse.Terms memory terms = dutch();
        (terms.startPrice, terms.endPrice, terms.duration) = (10, 1, 1 hours);
        uint256 id = put(terms);
        skipTime(399);
        assertEq(house.dutchPrice(id), 10);
        skipTime(1);
        assertEq(house.dutchPrice(id), 9);
    }

    function test_TheFirstTakerGetsTheNftAndTheSellerTheMoney() public {
        uint256 id = put(dutch());
        skipTime(5 hours);
        give(bob, 7_000 * USD);
        vm.expectEmit(true, true, true, true, address(house));
        emit IAuctionHouse.AuctionSettled(id, bob, power, 7_000 * USD, 70 * USD, 175 * USD);
        vm.prank(bob);
        assertEq(house.takeDutch(id, 7_000 * USD), power);
        assertEq(hashpower.ownerOf(power), bob);
        assertEq(usdt.balanceOf(alice), 6_755 * USD);
        assertEq(usdt.balanceOf(address(house)), 0);
        skipTime(1 hours);
        assertEq(house.dutchPrice(id), 7_000 * USD); // what was paid
        give(carol, 7_000 * USD);
        bytes memory reason = closed(id);
        vm.prank(carol);
        vm.expectRevert(reason);
        house.takeDutch(id, 7_000 * USD);
    }

    function test_WhatWasNotSettledIsTheSellers() public {
        IAuctionHouse.Terms memory terms = dutch();
        terms.duration = 10 days;
        uint256 id = put(terms);
        goodDays(fleet, 2);
        uint256 earned = hashpower.claimable(power);
        give(bob, 10_000 * USD);
        vm.prank(bob);
        house.takeDutch(id, 10_000 * USD);
        assertEq(hashpower.credit(address(wbtc), alice), earned);
    }

    function test_RevertWhen_ThePriceIsAboveTheLimit() public {
        uint256 id = put(dutch());
        give(bob, 10_000 * USD);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, 10_000 * USD, 9_999 * USD));
        house.takeDutch(id, 9_999 * USD);
        skipTime(1 hours);
        house.takeDutch(id, 9_999 * USD);
        assertEq(usdt.balanceOf(bob), 600 * USD);
    }

    function test_RevertWhen_OutsideItsTimes() public {
        IAuctionHouse.Terms memory terms = dutch();
        terms.startsAt = uint40(block.timestamp + 1 hours);
        uint256 id = put(terms);
        give(bob, 10_000 * USD);
        assertEq(house.dutchPrice(id), 10_000 * USD);
        bytes memory reason = closed(id);
        vm.startPrank(bob);
        vm.expectRevert(reason);
        house.takeDutch(id, 10_000 * USD);
        vm.warp(terms.startsAt + 10 hours);
        vm.expectRevert(reason);
        house.takeDutch(id, 10_000 * USD);
        vm.warp(terms.startsAt);
        house.takeDutch(id, 10_000 * USD);
    }

    function test_RevertWhen_TheKindIsAnother() public {
        uint256 id = put(dutch());
        uint256 englishId = put(english());
        give(bob, 1e12);
        bytes memory wrong = abi.encodeWithSelector(Errors.WrongAuctionKind.selector, id);
        bytes memory wrongToo = abi.encodeWithSelector(Errors.WrongAuctionKind.selector, englishId);
        vm.startPrank(bob);
        vm.expectRevert(wrong);
        house.placeBid(id, 10_000 * USD);
        vm.expectRevert(wrong);
        house.buyNow(id, 10_000 * USD);
        vm.expectRevert(wrong);
        house.minNextBid(id);
        vm.expectRevert(wrongToo);
        house.takeDutch(englishId, 10_000 * USD);
        vm.expectRevert(wrongToo);
        house.dutchPrice(englishId);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionRunning.selector, id, type(uint256).max));
        house.settle(id);
    }

    function test_RevertWhen_TheNftChangedOrTheFleetIsGone() public {
        IAuctionHouse.Terms memory terms = dutch();
        terms.duration = 30 days;
        uint256 id = put(terms);
        give(bob, 10_000 * USD);
        uint256 begin = vm.snapshotState();
        splitAs(alice, power, 1, alice);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionStale.selector, id));
        house.takeDutch(id, 10_000 * USD);
        vm.revertToState(begin);
        terminateByVote(fleet);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.HashpowerOver.selector, power));
        house.takeDutch(id, 10_000 * USD);
    }

    function testFuzz_ThePriceStaysBetweenItsEndsAndNeverRises(uint96 a, uint96 b, uint32 t, uint32 dt) public {
        IAuctionHouse.Terms memory terms = dutch();
        terms.startPrice = uint96(bound(a, 1, type(uint96).max));
        terms.endPrice = uint96(bound(b, 1, terms.startPrice));
        uint256 id = put(terms);
        vm.warp(block.timestamp + bound(t, 0, 11 hours));
        uint256 early = house.dutchPrice(id);
        vm.warp(block.timestamp + bound(dt, 0, 11 hours));
        uint256 late = house.dutchPrice(id);
        assertLe(late, early);
        assertLe(early, terms.startPrice);
        assertGe(late, terms.endPrice);
    }
}
