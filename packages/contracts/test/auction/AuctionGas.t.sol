// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AuctionTest} from "./AuctionTest.sol";

/// @dev Gas of whole transactions (21,000 and calldata included), in the steady state: everybody and the house have held tokens
/// before.
/// forge-config: default.isolate = true
contract AuctionGasTest is AuctionTest {
    uint256 internal id;

    function setUp() public override {
        super.setUp();
        usdt.mint(address(house), 1);
        usdt.mint(alice, 1);
        usdt.mint(feeTaker, 1);
        usdt.mint(minerPayout, 1);
        give(bob, 1e12);
        give(carol, 1e12);
        uint256 other = buy(alice, 1_000);
        put(alice, other, english()); // not the first auction
        id = put(withBuyNow(20_000 * USD));
    }

    function test_Gas_CreateAuction() public {
        uint256 fresh = buy(alice, 1_000);
        vm.startPrank(alice);
        hashpower.approve(address(house), fresh);
        house.createAuction(fresh, english());
        _report("create an auction", 230_000);
    }

    function test_Gas_FirstBid() public {
        vm.prank(bob);
        house.placeBid(id, RESERVE);
        _report("first bid, locks", 190_000);
    }

    function test_Gas_Outbid() public {
        vm.prank(bob);
        house.placeBid(id, RESERVE);
        vm.prank(carol);
        house.placeBid(id, 6_000 * USD);
        _report("outbid", 75_000);
    }

    function test_Gas_OutbidLate() public {
        vm.prank(bob);
        house.placeBid(id, RESERVE);
        vm.warp(auction(id).endsAt - 1);
        vm.prank(carol);
        house.placeBid(id, 6_000 * USD);
        _report("outbid, moves the end", 75_000);
    }

    function test_Gas_Settle() public {
        vm.prank(bob);
        house.placeBid(id, RESERVE);
        endOf(id);
        house.settle(id);
        _report("settle", 240_000);
    }

    function test_Gas_BuyNow() public {
        vm.prank(bob);
        house.buyNow(id, 20_000 * USD);
        _report("buy now", 240_000);
    }

    function test_Gas_TakeDutch() public {
        uint256 falling = put(dutch());
        vm.prank(bob);
        house.takeDutch(falling, 10_000 * USD);
        _report("take a Dutch auction", 240_000);
    }

    function test_Gas_SettleLot() public {
        buy(dave, 1_000); // not the first of its day
        uint256 lot = putLot(1_000, english());
        vm.prank(bob);
        house.placeBid(lot, RESERVE);
        endOf(lot);
        buy(dave, 1_000);
        house.settle(lot);
        _report("settle a lot", 240_000);
    }

    function _report(string memory what, uint256 ceiling) private {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        emit log_named_uint(what, used);
        assertLe(used, ceiling, what);
    }
}
