// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {Errors} from "../../src/Errors.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {AuctionTest} from "./AuctionTest.sol";

/// @dev The pause, the fees, and who may change them.
contract AuctionGovernanceTest is AuctionTest {
    function pause(bool yes) private {
        vm.prank(guardian);
        house.setPaused(yes);
    }

    // ---- the pause

    function test_APauseStopsNewAuctionsAndBidsAndNothingElse() public {
        uint256 id = put(withBuyNow(9_000 * USD));
        uint256 falling = put(dave, buy(dave, 100), dutch());
        uint256 unbid = put(carol, buy(carol, 100), english());
        bid(bob, id, RESERVE);
        endOf(id);
        pause(true);
        assertTrue(house.paused());
        give(bob, 1e12);
        vm.startPrank(bob);
        vm.expectRevert(Errors.AuctionsPaused.selector);
        house.placeBid(id, 6_000 * USD);
        vm.expectRevert(Errors.AuctionsPaused.selector);
        house.buyNow(id, 9_000 * USD);
        vm.expectRevert(Errors.AuctionsPaused.selector);
        house.takeDutch(falling, 10_000 * USD);
        vm.stopPrank();
        vm.prank(miner);
        vm.expectRevert(Errors.AuctionsPaused.selector);
        house.createLot(series, 1, english());
        uint256 another = buy(carol, 100);
        vm.startPrank(carol);
        hashpower.approve(address(house), another);
        vm.expectRevert(Errors.AuctionsPaused.selector);
        house.createAuction(another, english());
        house.cancelAuction(unbid);
        vm.stopPrank();
        house.settle(id);
        assertEq(hashpower.ownerOf(power), bob);
    }

    function test_RunningAuctionsEndLaterByThePause() public {
        uint256 id = put(english());
        bid(bob, id, RESERVE);
        uint256 end = auction(id).endsAt;
        vm.warp(end - 1 hours);
        pause(true);
        vm.warp(end + 1 days);
        assertEq(auction(id).endsAt, end + 1 hours + 1 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionRunning.selector, id, end + 1 hours + 1 days));
        house.settle(id);
        pause(false);
        assertFalse(house.paused());
        assertEq(house.pausedSeconds(), 1 days + 1 hours);
        bidNext(carol, id);
        vm.warp(end + 1 days + 1 hours);
        house.settle(id);
        assertEq(hashpower.ownerOf(power), carol);
    }

    function test_APriceDoesNotFallWhilePaused() public {
        uint256 id = put(dutch());
        skipTime(1 hours);
        pause(true);
        skipTime(5 hours);
        assertEq(house.dutchPrice(id), 9_400 * USD);
        pause(false);
        skipTime(1 hours);
        assertEq(house.dutchPrice(id), 8_800 * USD);
    }

    function test_AnAuctionAfterAPauseRunsItsFullTime() public {
        pause(true);
        skipTime(2 days);
        pause(false);
        uint256 id = put(english());
        assertEq(auction(id).startsAt, block.timestamp);
        assertEq(auction(id).endsAt, block.timestamp + 3 days);
        give(bob, RESERVE);
        vm.expectEmit(true, true, true, true, address(house));
        emit IAuctionHouse.BidPlaced(id, bob, RESERVE, uint40(block.timestamp + 3 days));
        vm.prank(bob);
        house.placeBid(id, RESERVE);
    }

    function test_APauseLapsesAfterSevenDays() public {
        uint256 id = put(english());
        uint256 end = auction(id).endsAt;
        vm.expectEmit(true, true, true, true, address(house));
        emit IAuctionHouse.PausedUntil(uint40(block.timestamp + 7 days));
        pause(true);
        vm.warp(block.timestamp + 7 days - 1);
        assertTrue(house.paused());
        vm.warp(block.timestamp + 1);
        assertFalse(house.paused());
        vm.warp(block.timestamp + 1 days);
        assertEq(auction(id).endsAt, end + 7 days);
        pause(false); // too late to change anything
        assertEq(auction(id).endsAt, end + 7 days);
        bid(bob, id, RESERVE);
    }

    function test_RevertWhen_PausedAgainWithin30Days() public {
        uint256 from = block.timestamp + 30 days;
        pause(true);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(Errors.PausedRecently.selector, from));
        house.setPaused(true);
        skipTime(1 days);
        pause(false);
        vm.warp(from - 1);
        vm.prank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.PausedRecently.selector, from));
        house.setPaused(true);
        vm.warp(from);
        vm.prank(address(timelock));
        house.setPaused(true);
        skipTime(1 hours);
        pause(false);
        assertEq(house.pausedSeconds(), 1 days + 1 hours);
    }

    function test_RevertWhen_AnybodyElsePauses() public {
        vm.prank(bob);
        vm.expectRevert(notAllowed(bob, guardian));
        house.setPaused(true);
    }

    // ---- parameters

    function test_OnlyTheOwnerSetsFeesAndGuardian() public {
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, guardian));
        house.setFees(0, guardian);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, guardian));
        house.setGuardian(bob);
        vm.stopPrank();
        vm.startPrank(address(timelock));
        vm.expectRevert(outOfBounds(501, 0, 500));
        house.setFees(501, feeTaker);
        vm.expectRevert(Errors.ZeroAddress.selector);
        house.setFees(500, address(0));
        vm.expectRevert(Errors.ZeroAddress.selector);
        house.setFees(500, address(house));
        vm.expectEmit(true, true, true, true, address(house));
        emit IAuctionHouse.FeesSet(500, dave);
        house.setFees(500, dave);
        vm.expectEmit(true, true, true, true, address(house));
        emit IAuctionHouse.GuardianSet(bob);
        house.setGuardian(bob);
        vm.stopPrank();
        (uint16 feeBps, address recipient) = house.fees();
        assertEq(feeBps, 500);
        assertEq(recipient, dave);
        assertEq(house.guardian(), bob);
        vm.prank(bob);
        house.setPaused(true);
    }

    function test_RevertWhen_BuiltWithoutHashpower() public {
        vm.expectRevert();
        new AuctionHouse(address(timelock), IHashpower(address(0)), guardian, feeTaker);
    }

    function test_TheHouseNamesTheHashpowerItSells() public view {
        assertEq(house.hashpower(), address(hashpower));
    }
}
