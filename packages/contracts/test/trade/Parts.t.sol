// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {TradeTest} from "./TradeTest.sol";

/// @dev Sales by the unit: a buyer takes 3 of 88.5 TH.
contract PartsTest is TradeTest {
    function test_ABuyerTakesThreeOfEightyEightTerahash() public {
        listParts(machine, PRICE, TH);
        give(bob, 318e6);
        vm.expectEmit(address(market));
        emit IMarket.UnitsSold(machine, alice, bob, machine + 1, 3 * TH, address(money), 318e6, 3.18e6, 7.95e6);
        vm.prank(bob);
        uint256 id = market.buyUnits(machine, 3 * TH, address(money), 318e6, 0, block.timestamp);
        assertEq(hashpower.ownerOf(id), bob);
        assertEq(infoOf(id).units, 3 * TH);
        assertEq(infoOf(id).endDay, infoOf(machine).endDay, "the same term");
        assertEq(infoOf(machine).units, 88_500 - 3 * TH);
        assertEq(hashpower.ownerOf(machine), alice);
        IMarket.Listing memory rest = market.listingOf(machine);
        assertEq(rest.price, PRICE - 318e6, "three times 106");
        assertEq(rest.stateNonce, hashpower.stateNonce(machine), "the rest is still on sale");
        assertEq(rest.order, 0);
        takeAs(carol, machine);
        assertEq(hashpower.ownerOf(machine), carol);
        (uint256 fees, uint256 royalties) = market.feesOf(address(money), series);
        assertEq(fees + royalties, 93.81e6 + 234.525e6);
    }

    function test_BuyersOfPartsDoNotStandInEachOthersWay() public {
        listParts(machine, PRICE, TH);
        IMarket.Listing memory seen = market.listingOf(machine); // by both
        give(bob, PRICE);
        give(carol, PRICE);
        vm.prank(bob);
        market.buyUnits(machine, 3 * TH, address(money), 318e6, seen.order, block.timestamp);
        vm.prank(carol);
        market.buyUnits(machine, 5 * TH, address(money), 530e6, seen.order, block.timestamp);
        assertEq(infoOf(machine).units, 80_500);
        vm.expectRevert(abi.encodeWithSelector(Errors.ListingChanged.selector, machine, 2, 0));
        vm.prank(bob); // who wanted it whole gets nothing less
        market.buy(machine, address(money), PRICE, seen.stateNonce, block.timestamp);
    }

    function test_TheIncomeOfAPartSoldIsTheSellersUntilThen() public {
        listParts(machine, PRICE, TH);
        goodDays(fleet, 2);
        uint256 earned = hashpower.claimable(machine);
        uint256 id = takeUnitsAs(bob, machine, 8_850);
        assertEq(hashpower.credit(address(wbtc), alice), earned);
        goodDay(fleet);
        assertApproxEqAbs(hashpower.claimable(id) * 9, hashpower.claimable(machine), 9);
    }

    function test_APartSoldKeepsItsShareOfTheEscrow() public {
        listParts(machine, PRICE, TH);
        uint256 floor = infoOf(machine).refundFloor;
        uint256 id = takeUnitsAs(bob, machine, 8_850);
        assertEq(infoOf(id).refundFloor + infoOf(machine).refundFloor, floor, "nothing is lost");
        assertApproxEqAbs(infoOf(id).refundFloor * 10, floor, 10 * 540, "a slice's fraction a day at most");
    }

    function test_RevertWhen_ThePartIsNotForSale() public {
        listParts(machine, PRICE, TH);
        give(bob, PRICE);
        vm.startPrank(bob);
        uint88[4] memory units = [uint88(0), TH - 1, 88_500 - TH + 1, 88_500];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(abi.encodeWithSelector(Errors.UnitsNotForSale.selector, units[i], 88_500, TH));
            market.buyUnits(machine, units[i], address(money), PRICE, 0, block.timestamp);
        }
        vm.expectRevert(abi.encodeWithSelector(Errors.UnitsNotForSale.selector, 90_000, 88_500, TH));
        market.buyUnits(machine, 90_000, address(money), PRICE, 0, block.timestamp);
        market.buyUnits(machine, TH, address(money), PRICE, 0, block.timestamp);
        market.buyUnits(machine, 88_500 - 2 * TH, address(money), PRICE, 0, block.timestamp);
        assertEq(infoOf(machine).units, TH, "the least that may be left");
    }

    function test_RevertWhen_OnlyTheWholeIsForSale() public {
        listWhole(machine, PRICE);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnitsNotForSale.selector, TH, 88_500, 0));
        vm.prank(bob);
        market.buyUnits(machine, TH, address(money), PRICE, 0, block.timestamp);
    }

    function test_RevertWhen_APartsBuyersLimitsAreNotKept() public {
        listParts(machine, PRICE, TH);
        give(bob, PRICE);
        uint256 now_ = block.timestamp;
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, 106e6, 106e6 - 1));
        market.buyUnits(machine, TH, address(money), 106e6 - 1, 0, now_);
        vm.expectRevert(abi.encodeWithSelector(Errors.ListingChanged.selector, machine, 0, 9));
        market.buyUnits(machine, TH, address(money), 106e6, 9, now_);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongPayToken.selector, address(money), address(dai)));
        market.buyUnits(machine, TH, address(dai), 106e6, 0, now_);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, now_ - 1, now_));
        market.buyUnits(machine, TH, address(money), 106e6, 0, now_ - 1);
    }

    function test_RevertWhen_RoundingWouldLeaveTheRestForNothing() public {
        uint256 id = buy(alice, 3);
        listParts(id, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnitsNotForSale.selector, 1, 3, 1));
        vm.prank(bob);
        market.buyUnits(id, 1, address(money), 1, 0, block.timestamp);
    }

    /// @dev In whatever parts it is sold, an NFT brings its price, to the last base unit, and no part costs less than its share.
    function testFuzz_PartsAddUpToThePrice(uint88 price, uint256 seed) public {
        price = uint88(bound(price, 88_500, type(uint88).max / 2));
        listParts(machine, price, 1);
        uint256 spent;
        uint256 left = 88_500;
        for (uint256 i; i < 5; ++i) {
            uint88 units = uint88(bound(uint256(keccak256(abi.encode(seed, i))), 1, left / 3));
            uint256 before = market.listingOf(machine).price;
            takeUnitsAs(bob, machine, units);
            uint256 cost = before - market.listingOf(machine).price;
            assertGe(cost * left, before * units, "at least its share");
            assertLt((cost - 1) * left, before * units, "and less than a base unit more");
            left -= units;
            spent += cost;
            assertEq(infoOf(machine).units, left);
        }
        uint256 rest = market.listingOf(machine).price;
        takeAs(carol, machine);
        assertEq(spent + rest, price);
    }
}
