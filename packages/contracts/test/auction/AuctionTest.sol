// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {Errors} from "../../src/Errors.sol";
import {CoreTest} from "../base/CoreTest.sol";

/// @dev The auction house as it is deployed, and a machine of alice's that she may put up.
abstract contract AuctionTest is CoreTest {
    uint96 internal constant USD = 1e6;
    uint96 internal constant RESERVE = 5_000 * USD;
    uint16 internal constant FEE_BPS = 100;

    AuctionHouse internal house;
    address internal guardian = makeAddr("house guardian");
    address internal feeTaker = makeAddr("feeTaker");
    address internal dave = makeAddr("dave");
    uint256 internal power;

    function setUp() public virtual override {
        super.setUp();
        useHouse(makeHouse());
        power = buy(alice, uint88(WHOLE));
    }

    function makeHouse() internal virtual returns (AuctionHouse) {
        return new AuctionHouse(address(timelock), hashpower, guardian, feeTaker);
    }

    function useHouse(AuctionHouse house_) internal {
        house = house_;
        vm.startPrank(address(timelock));
        hashpower.setLocker(address(house_), true, true);
        hashpower.setMinter(address(house_), true);
        vm.stopPrank();
    }

    // ---- terms

    function english() internal view returns (IAuctionHouse.Terms memory) {
        return IAuctionHouse.Terms(IAuctionHouse.Kind.English, address(usdt), RESERVE, 0, 10 * USD, 0, 3 days);
    }

    function withBuyNow(uint96 price) internal view returns (IAuctionHouse.Terms memory terms) {
        terms = english();
        terms.endPrice = price;
    }

    /// @dev From 10,000 to 4,000 in 10 hours: 600 an hour.
    function dutch() internal view returns (IAuctionHouse.Terms memory) {
        return
            IAuctionHouse.Terms(IAuctionHouse.Kind.Dutch, address(usdt), 10_000 * USD, 4_000 * USD, 0, 0, 10 hours);
    }

    // ---- actions

    function put(address seller, uint256 id, IAuctionHouse.Terms memory terms) internal returns (uint256 auctionId) {
        vm.startPrank(seller);
        hashpower.approve(address(house), id);
        auctionId = house.createAuction(id, terms);
        vm.stopPrank();
    }

    function put(IAuctionHouse.Terms memory terms) internal returns (uint256) {
        return put(alice, power, terms);
    }

    function putLot(uint88 units, IAuctionHouse.Terms memory terms) internal returns (uint256) {
        vm.prank(miner);
        return house.createLot(series, units, terms);
    }

    function give(address to, uint256 amount) internal {
        usdt.mint(to, amount);
        vm.prank(to);
        usdt.approve(address(house), type(uint256).max);
    }

    function bid(address bidder, uint256 auctionId, uint96 amount) internal {
        give(bidder, amount);
        vm.prank(bidder);
        house.placeBid(auctionId, amount);
    }

    function bidNext(address bidder, uint256 auctionId) internal returns (uint96 amount) {
        amount = uint96(house.minNextBid(auctionId));
        bid(bidder, auctionId, amount);
    }

    function endOf(uint256 auctionId) internal {
        vm.warp(house.auctionOf(auctionId).endsAt);
    }

    // ---- what is

    function auction(uint256 auctionId) internal view returns (IAuctionHouse.Auction memory) {
        return house.auctionOf(auctionId);
    }

    function assertState(uint256 auctionId, IAuctionHouse.State expected) internal view {
        assertEq(uint8(house.auctionOf(auctionId).state), uint8(expected), "state");
    }

    function credited(address account) internal view returns (uint256) {
        return house.creditOf(address(usdt), account);
    }

    /// @dev With the series' royalty of 2.5%.
    function sellerPart(uint256 price) internal pure returns (uint256) {
        return price - price * FEE_BPS / 10_000 - price * 250 / 10_000;
    }

    function closed(uint256 auctionId) internal view returns (bytes memory) {
        IAuctionHouse.Auction memory a = house.auctionOf(auctionId);
        return abi.encodeWithSelector(Errors.AuctionNotOpen.selector, auctionId, a.startsAt, a.endsAt);
    }
}
