// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TradeTest} from "./TradeTest.sol";

/// @dev Gas of whole transactions (21,000 and calldata included), in the steady state: everybody has traded before, the market
/// holds fees, income was claimed.
/// forge-config: default.isolate = true
contract TradeGasTest is TradeTest {
    uint256 internal other;

    function setUp() public override {
        super.setUp();
        other = buy(alice, 88_500);
        uint256 bobs = buy(bob, 1_000);
        goodDays(fleet, 3);
        claimAs(alice, machine);
        claimAs(alice, other);
        claimAs(bob, bobs);
        listParts(machine, PRICE, TH);
        takeUnitsAs(bob, machine, 3 * TH);
        give(bob, 20_000e6);
        give(alice, 1e6);
        give(carol, 1e6);
    }

    function test_Gas_List() public {
        vm.prank(alice);
        market.list(other, address(money), PRICE, 0, uint40(block.timestamp + 30 days), address(0));
        _report("list", 90_000);
    }

    function test_Gas_Buy() public {
        listWhole(other, PRICE);
        vm.prank(bob);
        market.buy(other, address(money), PRICE, 0, block.timestamp);
        _report("buy", 115_000);
    }

    function test_Gas_BuyOfWhatHasEarned() public {
        listWhole(other, PRICE);
        goodDay(fleet);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, machine); // she has been credited before
        vm.prank(bob);
        market.buy(other, address(money), PRICE, 0, block.timestamp);
        _report("buy, with income for the seller", 130_000);
    }

    function test_Gas_BuyUnits() public {
        vm.prank(bob);
        market.buyUnits(machine, TH, address(money), 106e6, 0, block.timestamp);
        _report("buy units", 230_000);
    }

    function test_Gas_Offers() public {
        uint40 soon = uint40(block.timestamp + 1 days);
        seriesOfferAs(bob, seriesTerms(TH, TH), 100e6);
        vm.prank(bob);
        market.makeOffer(other, 88_500, address(money), PRICE, 0, soon);
        _report("offer", 140_000);
        vm.prank(bob);
        market.makeSeriesOffer(seriesTerms(10 * TH, TH), address(money), 1_060e6, soon);
        _report("series offer", 150_000);
        vm.prank(alice);
        market.acceptOffer(3, machine, TH, 0);
        _report("accept for a part", 230_000);
        vm.prank(alice);
        market.acceptOffer(2, other, 88_500, 0);
        _report("accept", 130_000);
        vm.prank(bob);
        market.cancelOffer(3);
        _report("cancel an offer", 60_000);
    }

    function test_Gas_CancelAndCollect() public {
        vm.prank(alice);
        market.cancelListing(machine);
        _report("cancel a listing", 35_000);
        market.collectFees(address(money), series);
        _report("collect fees, first ever", 140_000);
    }

    function _report(string memory what, uint256 ceiling) private {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        emit log_named_uint(what, used);
        assertLe(used, ceiling, what);
    }
}
