// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Errors} from "../../src/Errors.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {TradeTest} from "./TradeTest.sol";

contract OffersTest is TradeTest {
    // ---- for one NFT

    function test_AnOfferForAMachineIsAccepted() public {
        uint256 offer = offerAs(bob, machine, 88_500, 9_000e6);
        assertEq(money.balanceOf(address(market)), 9_000e6, "escrowed");
        uint256 before = money.balanceOf(alice);
        vm.expectEmit(address(market));
        emit IMarket.OfferAccepted(offer, machine, alice, bob, machine, 88_500, address(money), 9_000e6, 90e6, 225e6);
        vm.prank(alice);
        market.acceptOffer(offer, machine, 88_500, 8_685e6);
        assertEq(hashpower.ownerOf(machine), bob);
        assertEq(money.balanceOf(alice) - before, 8_685e6);
        assertEq(market.offerOf(offer).bidder, address(0), "filled");
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownOffer.selector, offer));
        vm.prank(bob);
        market.cancelOffer(offer);
    }

    function test_AnOfferForAPartOfAMachineSplitsItOff() public {
        uint256 offer = offerAs(bob, machine, 3 * TH, 300e6);
        uint256 id = acceptAs(alice, offer, machine, 3 * TH);
        assertEq(hashpower.ownerOf(id), bob);
        assertEq(infoOf(id).units, 3 * TH);
        assertEq(infoOf(machine).units, 85_500);
        assertEq(market.offerOf(offer).bidder, address(0));
    }

    function test_ShowsAnOffer() public {
        uint256 offer = offerAs(bob, machine, 3 * TH, 300e6);
        IMarket.Offer memory o = market.offerOf(offer);
        assertEq(offer, 1);
        assertEq(market.offerCount(), 1);
        assertEq(o.bidder, bob);
        assertEq(o.payToken, address(money));
        assertEq(o.amount, 300e6);
        assertEq(o.units, 3 * TH);
        assertEq(o.minUnits, 3 * TH, "filled once");
        assertEq(o.expiresAt, block.timestamp + 30 days);
        assertEq(o.id, machine);
        assertEq(o.seriesId, series);
        assertEq(o.stateNonce, hashpower.stateNonce(machine));

        IMarket.SeriesTerms memory terms = IMarket.SeriesTerms(series, 10 * TH, TH, 200, 90_000);
        o = market.offerOf(seriesOfferAs(carol, terms, 1_000e6));
        assertEq(o.id, 0, "any of the series");
        assertEq(o.seriesId, series);
        assertEq(o.units, 10 * TH);
        assertEq(o.minUnits, TH);
        assertEq(o.minDaysLeft, 200);
        assertEq(o.minRefundPerUnit, 90_000);
    }

    function test_ABidderTakesItsMoneyBack() public {
        uint256 offer = offerAs(bob, machine, 88_500, 9_000e6);
        vm.expectRevert(notAllowed(carol, bob));
        vm.prank(carol);
        market.cancelOffer(offer);
        vm.warp(block.timestamp + 60 days); // expired or not
        vm.prank(bob);
        assertEq(market.cancelOffer(offer), 9_000e6);
        assertEq(money.balanceOf(bob), 9_000e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownOffer.selector, offer));
        vm.prank(bob);
        market.cancelOffer(offer);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownOffer.selector, offer));
        acceptAs(alice, offer, machine, 88_500);
    }

    function test_RevertWhen_TheMachineChangedSinceTheOffer() public {
        uint256 offer = offerAs(bob, machine, 3 * TH, 300e6);
        splitAs(alice, machine, 1, alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.OfferNotForThis.selector, offer, machine));
        acceptAs(alice, offer, machine, 3 * TH);
    }

    function test_RevertWhen_AnOffersBidderLookedAtAnotherState() public {
        splitAs(alice, machine, 1, alice);
        give(bob, 100e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.OfferNotForThis.selector, 1, machine));
        vm.prank(bob);
        market.makeOffer(machine, 100, address(money), 100e6, 0, uint40(block.timestamp));
    }

    function test_RevertWhen_AnotherMachineIsSoldIntoAnOffer() public {
        uint256 other = buy(alice, 88_500);
        uint256 offer = offerAs(bob, machine, 88_500, 9_000e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.OfferNotForThis.selector, offer, other));
        acceptAs(alice, offer, other, 88_500);
    }

    function test_RevertWhen_AnOfferMakesNoSense() public {
        give(bob, 1_000e6);
        (uint40 soon, uint256 now_) = (uint40(block.timestamp + 1), block.timestamp);
        vm.startPrank(bob);
        vm.expectRevert(Errors.ZeroAmount.selector);
        market.makeOffer(machine, 0, address(money), 1, 0, soon);
        vm.expectRevert(Errors.ZeroAmount.selector);
        market.makeOffer(machine, 1, address(money), 0, 0, soon);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnitsNotForSale.selector, 88_501, 88_500, 1));
        market.makeOffer(machine, 88_501, address(money), 1, 0, soon);
        vm.expectRevert(abi.encodeWithSelector(Errors.PayTokenNotListed.selector, address(wbtc)));
        market.makeOffer(machine, 1, address(wbtc), 1, 0, soon);
        vm.expectRevert(outOfBounds(now_ - 1, now_, now_ + 180 days));
        market.makeOffer(machine, 1, address(money), 1, 0, uint40(now_ - 1));
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77));
        market.makeOffer(77, 1, address(money), 1, 0, soon);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownSeries.selector, 0));
        market.makeSeriesOffer(IMarket.SeriesTerms(0, 1, 1, 0, 0), address(money), 1, soon);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownSeries.selector, 3));
        market.makeSeriesOffer(IMarket.SeriesTerms(3, 1, 1, 0, 0), address(money), 1, soon);
        vm.expectRevert(outOfBounds(0, 1, 5));
        market.makeSeriesOffer(IMarket.SeriesTerms(series, 5, 0, 0, 0), address(money), 1, soon);
        vm.expectRevert(outOfBounds(6, 1, 5));
        market.makeSeriesOffer(IMarket.SeriesTerms(series, 5, 6, 0, 0), address(money), 1, soon);
        vm.expectRevert(abi.encodeWithSelector(Errors.PayTokenNotListed.selector, address(wbtc)));
        market.makeSeriesOffer(IMarket.SeriesTerms(series, 5, 5, 0, 0), address(wbtc), 1, soon);
        market.makeSeriesOffer(IMarket.SeriesTerms(shortSeries, 5, 5, 0, 0), address(money), 1, soon);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(Errors.SelfTrade.selector, alice));
        vm.prank(alice);
        market.makeOffer(machine, 1, address(money), 1, 0, soon);
    }

    function test_RevertWhen_WhatAnOfferIsForIsNotForSale() public {
        uint256 offer = seriesOfferAs(bob, seriesTerms(88_500, 1), 9_000e6);
        lockOf(machine, false);
        vm.expectRevert(abi.encodeWithSelector(Errors.IsLocked.selector, machine, address(locker)));
        acceptAs(alice, offer, machine, 88_500);
        vm.expectRevert(abi.encodeWithSelector(Errors.IsLocked.selector, machine, address(locker)));
        vm.prank(bob);
        market.makeOffer(machine, 1, address(money), 1, 1, uint40(block.timestamp));
        locker.unlock(machine);
        terminateByVote(fleet);
        vm.expectRevert(abi.encodeWithSelector(Errors.FleetTerminated.selector, fleet));
        acceptAs(alice, offer, machine, 88_500);
        vm.prank(alice);
        hashpower.refund(machine);
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyRefunded.selector, machine));
        acceptAs(alice, offer, machine, 88_500);
    }

    function test_RevertWhen_TheOfferExpired() public {
        uint256 offer = offerAs(bob, machine, 88_500, 9_000e6);
        uint256 last = market.offerOf(offer).expiresAt;
        vm.warp(last + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, last, last + 1));
        acceptAs(alice, offer, machine, 88_500);
        vm.warp(last);
        acceptAs(alice, offer, machine, 88_500);
    }

    function test_RevertWhen_SomebodyElseAccepts() public {
        uint256 offer = seriesOfferAs(bob, seriesTerms(88_500, 1), 9_000e6);
        vm.expectRevert(notAllowed(carol, alice));
        acceptAs(carol, offer, machine, 88_500);
        uint256 own = buy(bob, 1_000);
        vm.expectRevert(abi.encodeWithSelector(Errors.SelfTrade.selector, bob));
        acceptAs(bob, offer, own, 1_000);
    }

    function test_RevertWhen_TheProceedsAreLessThanTheSellerAccepts() public {
        uint256 offer = offerAs(bob, machine, 88_500, 9_000e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.ProceedsTooLow.selector, 8_685e6, 8_685e6 + 1));
        vm.prank(alice);
        market.acceptOffer(offer, machine, 88_500, 8_685e6 + 1);
    }

    // ---- for any of a series

    function test_AnOfferForASeriesIsFilledInPartsBySeveralSellers() public {
        uint256 carols = buy(carol, 5 * TH);
        uint256 offer = seriesOfferAs(bob, seriesTerms(10 * TH, TH), 1_000e6);
        uint256 first = acceptAs(alice, offer, machine, 3 * TH);
        assertEq(infoOf(first).units, 3 * TH);
        assertEq(market.offerOf(offer).units, 7 * TH);
        assertEq(market.offerOf(offer).amount, 700e6);
        uint256 second = acceptAs(carol, offer, carols, 5 * TH);
        assertEq(second, carols, "whole");
        acceptAs(alice, offer, machine, 2 * TH);
        assertEq(market.offerOf(offer).bidder, address(0), "filled");
        assertEq(hashpower.balanceOf(bob), 3);
    }

    function test_WhatIsLeftOfASeriesOfferGoesBack() public {
        uint256 offer = seriesOfferAs(bob, seriesTerms(10 * TH, TH), 1_000e6);
        acceptAs(alice, offer, machine, 3 * TH);
        vm.prank(bob);
        assertEq(market.cancelOffer(offer), 700e6);
        assertEq(money.balanceOf(bob), 700e6);
    }

    function test_RevertWhen_APartIsNotWhatTheBidderTakes() public {
        uint256 offer = seriesOfferAs(bob, seriesTerms(10 * TH, TH), 1_000e6);
        uint88[5] memory units = [uint88(0), TH - 1, 9 * TH + 1, 10 * TH - 1, 10 * TH + 1];
        for (uint256 i; i < 5; ++i) {
            vm.expectRevert(abi.encodeWithSelector(Errors.UnitsNotForSale.selector, units[i], 10 * TH, TH));
            acceptAs(alice, offer, machine, units[i]);
        }
        acceptAs(alice, offer, machine, 9 * TH);
        acceptAs(alice, offer, machine, TH);
        uint256 one_ = offerAs(carol, machine, TH, 100e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnitsNotForSale.selector, TH - 1, TH, 0));
        acceptAs(alice, one_, machine, TH - 1);
    }

    function test_RevertWhen_APartWouldBringNothing() public {
        uint256 offer = seriesOfferAs(bob, seriesTerms(100, 1), 10);
        vm.expectRevert(Errors.ZeroAmount.selector);
        acceptAs(alice, offer, machine, 9);
        acceptAs(alice, offer, machine, 10);
        assertEq(market.offerOf(offer).amount, 9);
    }

    function test_RevertWhen_TheNftIsOfAnotherSeries() public {
        uint256 offer = seriesOfferAs(bob, seriesTerms(100, 1), 10e6);
        uint256 other = buyShort(alice, 100);
        vm.expectRevert(abi.encodeWithSelector(Errors.OfferNotForThis.selector, offer, other));
        acceptAs(alice, offer, other, 100);
    }

    function test_RevertWhen_TooFewDaysAreLeft() public {
        IMarket.SeriesTerms memory terms = seriesTerms(10 * TH, TH);
        terms.minDaysLeft = 540;
        uint256 offer = seriesOfferAs(bob, terms, 1_000e6);
        uint256 begin = vm.snapshotState();
        acceptAs(alice, offer, machine, TH); // 540 from tomorrow
        vm.revertToState(begin);
        vm.warp(block.timestamp + 1 days);
        uint256 floor = infoOf(machine).q * TH / 88_500 * 540;
        vm.expectRevert(abi.encodeWithSelector(Errors.OfferTermsNotMet.selector, offer, 539, floor));
        acceptAs(alice, offer, machine, TH);
    }

    function test_RevertWhen_TooLittleIsRefundable() public {
        IMarket.SeriesTerms memory terms = seriesTerms(10 * TH, TH);
        terms.minRefundPerUnit = 105_000; // of 106,000 paid
        uint256 offer = seriesOfferAs(bob, terms, 1_000e6);
        acceptAs(alice, offer, machine, TH);
        goodDays(fleet, 8); // eight slices were delivered
        (bool ok, bytes memory reason) = _tryAccept(offer, machine, TH);
        assertFalse(ok);
        assertEq(bytes4(reason), Errors.OfferTermsNotMet.selector);
    }

    function _tryAccept(uint256 offer, uint256 id, uint88 units) private returns (bool, bytes memory) {
        vm.prank(alice);
        return address(market).call(abi.encodeCall(market.acceptOffer, (offer, id, units, 0)));
    }

    /// @dev However it is filled, an offer pays what it holds, to the last base unit, and never more than a part's share.
    function testFuzz_PartsOfAnOfferAddUpToItsMoney(uint96 amount, uint256 seed) public {
        amount = uint96(bound(amount, 80_000, 1e27));
        uint256 offer = seriesOfferAs(bob, seriesTerms(80_000, 1), amount);
        uint256 left = 80_000;
        for (uint256 i; i < 5; ++i) {
            uint88 units = uint88(bound(uint256(keccak256(abi.encode(seed, i))), 1, left / 3));
            uint256 before = market.offerOf(offer).amount;
            acceptAs(alice, offer, machine, units);
            uint256 price = before - market.offerOf(offer).amount;
            assertLe(price * left, before * units, "at most its share");
            assertGt((price + 1) * left, before * units, "and less than a base unit less");
            left -= units;
        }
        acceptAs(alice, offer, machine, uint88(left));
        (uint256 fees, uint256 royalties) = market.feesOf(address(money), series);
        assertEq(money.balanceOf(address(market)), fees + royalties, "nothing is left of the offer");
    }
}
