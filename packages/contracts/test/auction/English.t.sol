// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {AuctionTest} from "./AuctionTest.sol";

/// @dev English auctions of NFTs, from the first bid to settlement.
contract EnglishAuctionTest is AuctionTest {
    // ---- bidding

    function test_TheFirstBidLocksTheNftInItsSellersWallet() public {
        uint256 id = put(english());
        bid(bob, id, RESERVE);
        assertEq(hashpower.ownerOf(power), alice);
        assertEq(hashpower.lockerOf(power), address(house));
        assertEq(hashpower.beneficiaryOf(power), alice);
        assertEq(usdt.balanceOf(address(house)), RESERVE);
        assertEq(auction(id).bidder, bob);
        assertEq(auction(id).amount, RESERVE);
    }

    function test_ABidRaisesBy5PercentRoundedUpOrTheStep() public {
        IAuctionHouse.Terms memory terms = english();
        (terms.startPrice, terms.step) = (101, 6);
        uint256 id = put(terms);
        assertEq(house.minNextBid(id), 101);
        bid(bob, id, 101);
        assertEq(house.minNextBid(id), 107); // ceil(5.05) = 6
        bid(carol, id, 121);
        assertEq(house.minNextBid(id), 128); // ceil(6.05) = 7
        bid(bob, id, 140);
        assertEq(house.minNextBid(id), 147); // 5% exactly
    }

    function test_TheStepIsTheLeastRaise() public {
        IAuctionHouse.Terms memory terms = english();
        (terms.startPrice, terms.step) = (100 * USD, 50 * USD);
        uint256 id = put(terms);
        bid(bob, id, 100 * USD);
        assertEq(house.minNextBid(id), 150 * USD);
    }

    function test_RevertWhen_TheBidIsTooLow() public {
        uint256 id = put(english());
        give(bob, 100_000 * USD);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.BidTooLow.selector, RESERVE - 1, RESERVE));
        house.placeBid(id, RESERVE - 1);
        house.placeBid(id, RESERVE);
        vm.expectRevert(abi.encodeWithSelector(Errors.BidTooLow.selector, 5_250 * USD - 1, 5_250 * USD));
        house.placeBid(id, 5_250 * USD - 1);
        house.placeBid(id, 5_250 * USD);
    }

    function test_WhoIsOutbidHasTheMoneyBackAtOnce() public {
        uint256 id = put(english());
        bid(bob, id, RESERVE);
        give(carol, 6_000 * USD);
        uint40 end = auction(id).endsAt;
        vm.expectEmit(true, true, true, true, address(house));
        emit IAuctionHouse.BidPlaced(id, carol, 6_000 * USD, end);
        vm.prank(carol);
        house.placeBid(id, 6_000 * USD);
        assertEq(usdt.balanceOf(bob), RESERVE);
        assertEq(usdt.balanceOf(address(house)), 6_000 * USD);
        bid(carol, id, 7_000 * USD); // one may outbid oneself
        assertEq(usdt.balanceOf(carol), 6_000 * USD);
        assertEq(usdt.balanceOf(address(house)), 7_000 * USD);
    }

    function test_BidsCountFromStartToEnd() public {
        IAuctionHouse.Terms memory terms = english();
        terms.startsAt = uint40(block.timestamp + 1 hours);
        uint256 id = put(terms);
        give(bob, 1e12);
        bytes memory reason = closed(id);
        vm.startPrank(bob);
        vm.expectRevert(reason);
        house.placeBid(id, RESERVE);
        vm.warp(terms.startsAt + 3 days);
        vm.expectRevert(reason);
        house.placeBid(id, RESERVE);
        vm.warp(terms.startsAt);
        house.placeBid(id, RESERVE);
        vm.warp(terms.startsAt + 3 days);
        vm.expectRevert(reason);
        house.placeBid(id, 6_000 * USD);
        vm.warp(terms.startsAt + 3 days - 1);
        house.placeBid(id, 6_000 * USD);
    }

    function test_ALateBidLeavesOthers15Minutes() public {
        uint256 id = put(english());
        uint256 end = auction(id).endsAt;
        vm.warp(end - 15 minutes);
        bidNext(bob, id);
        assertEq(auction(id).endsAt, end);
        vm.warp(end - 15 minutes + 1);
        bidNext(carol, id);
        assertEq(auction(id).endsAt, end + 1);
        vm.warp(end);
        bidNext(bob, id);
        assertEq(auction(id).endsAt, end + 15 minutes);
        assertEq(auction(id).extended, 15 minutes);
    }

    function test_LateBidsMoveTheEndBy24HoursAtMost() public {
        IAuctionHouse.Terms memory terms = english();
        (terms.startPrice, terms.step) = (100, 1);
        uint256 id = put(terms);
        uint256 end = auction(id).endsAt;
        for (uint256 i; i < 96; ++i) {
            vm.warp(auction(id).endsAt - 1);
            bidNext(i % 2 == 0 ? bob : carol, id);
        }
        assertEq(auction(id).endsAt, end + 96 * (15 minutes - 1));
        vm.warp(auction(id).endsAt - 1);
        bidNext(bob, id);
        assertEq(auction(id).endsAt, end + 24 hours);
        vm.warp(end + 24 hours - 1);
        bidNext(carol, id);
        assertEq(auction(id).endsAt, end + 24 hours);
        assertEq(auction(id).extended, 24 hours);
        vm.warp(end + 24 hours);
        assertTrue(house.settle(id));
    }

    function test_RevertWhen_NoSuchAuction() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownAuction.selector, 1));
        house.placeBid(1, RESERVE);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownAuction.selector, 0));
        house.auctionOf(0);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownAuction.selector, 9));
        house.settle(9);
    }

    // ---- settling

    function test_SettlementMovesNftAndMoneyInOneCall() public {
        uint256 id = put(english());
        bid(bob, id, 8_000 * USD);
        endOf(id);
        vm.expectEmit(true, true, true, true, address(house));
        emit IAuctionHouse.AuctionSettled(id, bob, power, 8_000 * USD, 80 * USD, 200 * USD);
        vm.prank(dave); // anybody
        assertTrue(house.settle(id));
        assertEq(hashpower.ownerOf(power), bob);
        assertFalse(hashpower.locked(power));
        assertEq(usdt.balanceOf(alice), 7_720 * USD);
        assertEq(usdt.balanceOf(feeTaker), 80 * USD);
        assertEq(usdt.balanceOf(minerPayout), 200 * USD);
        assertEq(usdt.balanceOf(address(house)), 0);
        assertState(id, IAuctionHouse.State.Sold);
        bytes memory reason = closed(id);
        vm.expectRevert(reason);
        house.settle(id);
    }

    function test_RevertWhen_SettlingTooEarlyOrWithoutABid() public {
        uint256 id = put(english());
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionRunning.selector, id, type(uint256).max));
        house.settle(id);
        bid(bob, id, RESERVE);
        uint256 end = auction(id).endsAt;
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionRunning.selector, id, end));
        house.settle(id);
        vm.warp(end);
        house.settle(id);
    }

    function test_TheSellerEarnsUntilSettlement() public {
        uint256 id = put(english());
        bid(bob, id, RESERVE);
        goodDays(fleet, 2);
        uint256 earned = claimAs(alice, power);
        assertGt(earned, 0);
        endOf(id);
        goodDay(fleet);
        uint256 unsettled = hashpower.claimable(power);
        assertGt(unsettled, 0);
        house.settle(id);
        assertEq(hashpower.credit(address(wbtc), alice), unsettled);
        assertEq(hashpower.claimable(power), 0);
        goodDay(fleet);
        assertGt(claimAs(bob, power), 0);
    }

    function test_TheFeeIsThatOfTheTimeTheAuctionWasCreated() public {
        uint256 id = put(english());
        vm.prank(address(timelock));
        house.setFees(500, feeTaker);
        bid(bob, id, 10_000 * USD);
        endOf(id);
        house.settle(id);
        assertEq(usdt.balanceOf(feeTaker), 100 * USD);
    }

    function test_RoundingLeavesTheRestToTheSeller() public {
        IAuctionHouse.Terms memory terms = english();
        (terms.startPrice, terms.step) = (39, 1);
        uint256 id = put(terms);
        bid(bob, id, 39); // 2.5% of it is less than one
        endOf(id);
        house.settle(id);
        assertEq(usdt.balanceOf(alice), 39);
    }

    // ---- when what is sold ceases to exist

    function test_TerminationGivesTheBidBackAndTheRefundToTheSeller() public {
        IAuctionHouse.Terms memory terms = english();
        terms.duration = 30 days;
        uint256 id = put(terms);
        bid(bob, id, RESERVE);
        terminateByVote(fleet);
        (bool now_, bool ever) = house.deliverable(id);
        assertFalse(now_ || ever);
        vm.expectEmit(true, true, true, true, address(house));
        emit IAuctionHouse.AuctionVoided(id, bob, RESERVE);
        assertFalse(house.settle(id)); // long before its end, by anybody
        assertState(id, IAuctionHouse.State.Void);
        assertEq(usdt.balanceOf(bob), RESERVE);
        assertFalse(hashpower.locked(power));
        vm.prank(alice);
        (uint256 amount,) = hashpower.refund(power);
        assertEq(amount, WHOLE * 0.106e6); // no day was delivered
        assertEq(usdt.balanceOf(alice), amount);
        bytes memory reason = closed(id);
        vm.expectRevert(reason);
        house.settle(id);
    }

    function test_NobodyPaysForHashpowerWhoseTermIsOver() public {
        uint256 id = put(alice, buyShort(alice, 1_000), english());
        uint256 shortPower = auction(id).powerId;
        bid(bob, id, RESERVE);
        uint256 lastDay = hashpower.infoOf(shortPower).endDay;
        vm.warp((lastDay + 1) * 1 days - 1);
        (bool now_,) = house.deliverable(id);
        assertTrue(now_);
        vm.warp((lastDay + 1) * 1 days);
        assertFalse(house.settle(id));
        assertEq(usdt.balanceOf(bob), RESERVE);
        assertEq(hashpower.ownerOf(shortPower), alice);
    }

    // ---- buy now

    function test_BuyNowSellsAndSettlesAtOnce() public {
        uint256 id = put(withBuyNow(9_000 * USD));
        give(bob, 9_000 * USD);
        vm.prank(bob);
        assertEq(house.buyNow(id, 9_000 * USD), power);
        assertEq(hashpower.ownerOf(power), bob);
        assertEq(usdt.balanceOf(alice), sellerPart(9_000 * USD));
        assertState(id, IAuctionHouse.State.Sold);
        assertEq(auction(id).bidder, bob);
        assertEq(auction(id).amount, 9_000 * USD);
        assertEq(usdt.balanceOf(address(house)), 0);
    }

    function test_BuyNowPaysTheHighestBidderBack() public {
        uint256 id = put(withBuyNow(9_000 * USD));
        bid(carol, id, RESERVE);
        give(bob, 9_000 * USD);
        vm.prank(bob);
        house.buyNow(id, 9_000 * USD);
        assertEq(hashpower.ownerOf(power), bob);
        assertFalse(hashpower.locked(power));
        assertEq(usdt.balanceOf(carol), RESERVE);
        assertEq(usdt.balanceOf(alice), sellerPart(9_000 * USD));
        assertEq(usdt.balanceOf(address(house)), 0);
    }

    function test_BuyNowIsOpenWhileTheNextBidDoesNotPassIt() public {
        uint256 id = put(withBuyNow(5_250 * USD));
        bid(carol, id, RESERVE);
        give(bob, 5_250 * USD);
        vm.prank(bob);
        house.buyNow(id, 5_250 * USD);
        assertEq(hashpower.ownerOf(power), bob);
    }

    function test_RevertWhen_BidsHavePassedBuyNow() public {
        uint256 id = put(withBuyNow(5_250 * USD));
        bid(carol, id, RESERVE + 1);
        give(bob, 1e12);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoBuyNow.selector, id));
        house.buyNow(id, type(uint96).max);
        vm.stopPrank();
        uint256 none = put(bob, buy(bob, 100), english());
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoBuyNow.selector, none));
        house.buyNow(none, type(uint96).max);
    }

    function test_RevertWhen_BuyNowIsDearerThanTheLimit() public {
        uint256 id = put(withBuyNow(9_000 * USD));
        give(bob, 1e12);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, 9_000 * USD, 9_000 * USD - 1));
        house.buyNow(id, 9_000 * USD - 1);
    }

    function test_RevertWhen_BuyNowIsOutsideItsTimes() public {
        IAuctionHouse.Terms memory terms = withBuyNow(9_000 * USD);
        terms.startsAt = uint40(block.timestamp + 1);
        uint256 id = put(terms);
        give(bob, 1e12);
        bytes memory reason = closed(id);
        vm.startPrank(bob);
        vm.expectRevert(reason);
        house.buyNow(id, 9_000 * USD);
        vm.warp(auction(id).endsAt);
        vm.expectRevert(reason);
        house.buyNow(id, 9_000 * USD);
        vm.warp(terms.startsAt);
        house.buyNow(id, 9_000 * USD);
    }

    // ---- fuzz

    function testFuzz_ThePriceIsSharedOutWhole(uint96 price, uint16 feeBps) public {
        price = uint96(bound(price, 1, 1e26));
        vm.prank(address(timelock));
        house.setFees(uint16(bound(feeBps, 0, 500)), feeTaker);
        IAuctionHouse.Terms memory terms = english();
        (terms.startPrice, terms.step) = (1, 1);
        uint256 id = put(terms);
        bid(bob, id, price);
        endOf(id);
        house.settle(id);
        assertEq(usdt.balanceOf(alice) + usdt.balanceOf(feeTaker) + usdt.balanceOf(minerPayout), price);
        assertEq(usdt.balanceOf(address(house)), 0);
    }

    function testFuzz_TheLeastRaiseIsNeverBelow5Percent(uint96 amount, uint96 step) public {
        IAuctionHouse.Terms memory terms = english();
        terms.startPrice = uint96(bound(amount, 1, type(uint96).max / 4));
        terms.step = uint96(bound(step, 1, terms.startPrice));
        uint256 id = put(terms);
        bid(bob, id, terms.startPrice);
        uint256 raise = house.minNextBid(id) - terms.startPrice;
        assertGe(raise * 20, terms.startPrice);
        assertGe(raise, terms.step);
        assertTrue(raise == terms.step || (raise - 1) * 20 < terms.startPrice);
    }
}
