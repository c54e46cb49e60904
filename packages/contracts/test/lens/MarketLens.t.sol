// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Errors} from "../../src/Errors.sol";
import {ILensTypes} from "../../src/lens/ILensTypes.sol";
import {IMarketLens} from "../../src/lens/IMarketLens.sol";
import {MarketLens} from "../../src/lens/MarketLens.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {BlacklistToken, OpenToken} from "../mocks/HostileTokens.sol";
import {TradeTest} from "../trade/TradeTest.sol";
import {INFO_OWNER, IRawTypes} from "./RawLens.sol";

/// @dev The lens as the tests see it: as in `RawLens`, listings and offers are arrays of words.
interface IRawMarketLens is IRawTypes {
    struct RawListing {
        uint256 id;
        uint256[8] listing;
        ILensTypes.Token pay;
        uint16 feeBps;
        uint16 royaltyBps;
        bytes4 blocker;
        RawHashpower[] power;
    }

    struct RawOffer {
        uint256 offerId;
        uint256[11] offer;
        ILensTypes.Token pay;
        uint16 feeBps;
        uint16 royaltyBps;
        bytes4 blocker;
        RawHashpower[] power;
    }

    function listings(uint256[] calldata ids)
        external
        view
        returns (ILensTypes.At memory at, RawListing[] memory items);
    function listingsPage(IMarketLens.ListingFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (ILensTypes.At memory at, RawListing[] memory items, uint256 next);
    function offers(uint256[] calldata offerIds)
        external
        view
        returns (ILensTypes.At memory at, RawOffer[] memory items);
    function offersPage(IMarketLens.OfferFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (ILensTypes.At memory at, RawOffer[] memory items, uint256 next);
}

contract MarketLensTest is TradeTest {
    MarketLens internal lens;
    IRawMarketLens internal raw;

    function setUp() public override {
        super.setUp();
        lens = new MarketLens(market);
        raw = IRawMarketLens(address(lens));
    }

    function seeListing(uint256 id) private view returns (IRawMarketLens.RawListing memory) {
        (, IRawMarketLens.RawListing[] memory items) = raw.listings(one(id));
        return items[0];
    }

    function seeOffer(uint256 id) private view returns (IRawMarketLens.RawOffer memory) {
        (, IRawMarketLens.RawOffer[] memory items) = raw.offers(one(id));
        return items[0];
    }

    function anyListing() private pure returns (IMarketLens.ListingFilter memory) {
        return IMarketLens.ListingFilter(address(0), 0, address(0), false);
    }

    function idsOn(IMarketLens.ListingFilter memory filter) private view returns (uint256[] memory ids) {
        (, IRawMarketLens.RawListing[] memory items, uint256 next) = raw.listingsPage(filter, 0, 100, 2_000);
        assertEq(next, 0);
        ids = new uint256[](items.length);
        for (uint256 i; i < ids.length; ++i) ids[i] = items[i].id;
    }

    function offersOn(IMarketLens.OfferFilter memory filter) private view returns (uint256[] memory ids) {
        (, IRawMarketLens.RawOffer[] memory items, uint256 next) = raw.offersPage(filter, 0, 100, 2_000);
        assertEq(next, 0);
        ids = new uint256[](items.length);
        for (uint256 i; i < ids.length; ++i) ids[i] = items[i].offerId;
    }

    function list_(uint256 a) private pure returns (uint256[] memory ids) {
        return one(a);
    }

    // ---- one listing

    function test_AListingWithAllThatItsCardShows() public {
        listParts(machine, PRICE, TH);
        (ILensTypes.At memory at, IRawMarketLens.RawListing[] memory items) = raw.listings(one(machine));
        assertEq(at.blockNumber, block.number);
        assertEq(at.today, today());
        IRawMarketLens.RawListing memory item = items[0];
        assertEq(item.id, machine);
        assertEq(item.listing[0], PRICE);
        assertEq(item.listing[4], TH);
        assertEq(item.pay.token, address(money));
        assertEq(item.pay.decimals, 6);
        assertEq(item.feeBps, 100);
        assertEq(item.royaltyBps, 250);
        assertEq(item.blocker, bytes4(0));
        assertEq(item.power[0].info[INFO_OWNER], uint160(alice));
        assertEq(item.power[0].termDays, 540);
    }

    function test_AFeeLoweredSinceIsTheOneShown() public {
        listWhole(machine, PRICE);
        vm.prank(address(timelock));
        market.setFee(500, tradeFees);
        assertEq(seeListing(machine).feeBps, 100);
        vm.prank(address(timelock));
        market.setFee(30, tradeFees);
        assertEq(seeListing(machine).feeBps, 30);
    }

    function test_WhatIsNotListedSaysSo() public {
        IRawMarketLens.RawListing memory item = seeListing(machine);
        assertEq(item.listing[0], 0);
        assertEq(item.blocker, Errors.NotListed.selector);
        assertEq(item.power.length, 1);
        uint256 burned = splitAs(alice, machine, 100, alice);
        listWhole(burned, 1e6);
        vm.prank(alice);
        hashpower.merge(two(machine, burned));
        item = seeListing(burned);
        assertEq(item.blocker, Errors.NotListed.selector);
        assertEq(item.power.length, 0);
    }

    /// @dev The blocker is the error that a purchase really meets.
    function test_WhyAListingCantBeBoughtNow() public {
        listWhole(machine, PRICE);
        _assertBlocked(bytes4(0));
        uint256 begin = vm.snapshotState();
        vm.prank(alice);
        hashpower.setApprovalForAll(address(market), false);
        _assertBlocked(IERC721Errors.ERC721InsufficientApproval.selector);
        vm.prank(alice);
        hashpower.approve(address(market), machine);
        _assertBlocked(bytes4(0));
        vm.revertToState(begin);
        lockOf(machine, false);
        _assertBlocked(Errors.NotListed.selector);
        vm.revertToState(begin);
        terminateByVote(fleet);
        _assertBlocked(Errors.FleetTerminated.selector);
        vm.revertToState(begin);
        vm.warp(block.timestamp + 31 days);
        _assertBlocked(Errors.NotListed.selector);
        vm.revertToState(begin);
        vm.prank(guardian);
        market.setPaused(true);
        _assertBlocked(Errors.SalesPaused.selector);
        vm.revertToState(begin);
        vm.prank(address(timelock));
        market.setPayToken(address(money), false);
        _assertBlocked(Errors.PayTokenNotListed.selector);
    }

    function _assertBlocked(bytes4 expected) private {
        assertEq(seeListing(machine).blocker, expected);
        give(bob, PRICE);
        uint32 nonce = market.listingOf(machine).stateNonce;
        uint256 begin = vm.snapshotState();
        vm.prank(bob);
        (bool ok, bytes memory reason) = address(market)
            .call(
                abi.encodeCall(market.buy, (machine, address(money), PRICE, nonce, block.timestamp))
            );
        assertEq(ok, expected == 0);
        if (!ok) assertEq(bytes4(reason), expected);
        vm.revertToState(begin);
    }

    // ---- pages of listings

    function test_ListsBySellerSeriesAndToken() public {
        uint256 short_ = buyShort(alice, 1_000);
        uint256 bobs = buy(bob, 1_000);
        uint256 unlisted = buy(bob, 1_000);
        listWhole(machine, PRICE);
        listWhole(bobs, 1e6);
        vm.prank(alice);
        market.list(short_, address(dai), 1e18, 0, uint40(block.timestamp + 1 days), address(0));
        assertGt(unlisted, 0);

        uint256[] memory all = new uint256[](3);
        (all[0], all[1], all[2]) = (machine, bobs, short_);
        assertEq(idsOn(anyListing()), all);
        IMarketLens.ListingFilter memory filter = anyListing();
        filter.seller = alice;
        assertEq(idsOn(filter), two(machine, short_));
        filter.seriesId = series;
        assertEq(idsOn(filter), list_(machine));
        filter = anyListing();
        filter.seriesId = series;
        assertEq(idsOn(filter), two(machine, bobs));
        filter.seriesId = shortSeries;
        assertEq(idsOn(filter), list_(short_));
        filter.seriesId = 99;
        assertEq(idsOn(filter).length, 0);
        filter = anyListing();
        filter.payToken = address(dai);
        assertEq(idsOn(filter), list_(short_));

        lockOf(bobs, false);
        filter = anyListing();
        assertEq(idsOn(filter).length, 3, "void ones too");
        filter.openOnly = true;
        assertEq(idsOn(filter), two(machine, short_));
    }

    function test_PagesListingsByCursor() public {
        uint256[] memory ids = new uint256[](5);
        for (uint256 i; i < 5; ++i) {
            ids[i] = i % 2 == 0 ? buy(alice, 1_000) : buyShort(alice, 1_000);
            listWhole(ids[i], 1e6);
        }
        uint256 cursor;
        uint256 seen;
        uint256 last;
        do {
            IRawMarketLens.RawListing[] memory items;
            (, items, cursor) = raw.listingsPage(anyListing(), cursor, 2, 3);
            assertLe(items.length, 2);
            for (uint256 i; i < items.length; ++i) {
                assertGt(items[i].id, last);
                last = items[i].id;
                ++seen;
            }
        } while (cursor != 0);
        assertEq(seen, 5);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 100));
        lens.listingsPage(anyListing(), 0, 0, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 101, 100));
        lens.listingsPage(anyListing(), 0, 101, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 100));
        lens.listings(new uint256[](0));
    }

    function test_LooksThrough2000NftsBelow15MillionGas() public {
        uint88[] memory pieces = new uint88[](100);
        for (uint256 i; i < 100; ++i) pieces[i] = 1;
        vm.startPrank(alice);
        for (uint256 i; i < 20; ++i) hashpower.split(machine, pieces, alice);
        vm.stopPrank();
        listWhole((uint256(series) << 32) | 2_001, 1e6);
        uint256 gas = gasleft();
        (, IRawMarketLens.RawListing[] memory items,) = raw.listingsPage(anyListing(), 0, 100, 2_002);
        gas -= gasleft();
        emit log_named_uint("2000 NFTs", gas);
        assertEq(items.length, 1);
        assertLt(gas, 15_000_000);
    }

    // ---- offers

    function test_AnOfferWithAllThatItsCardShows() public {
        uint256 offer = offerAs(bob, machine, 3 * TH, 300e6);
        IRawMarketLens.RawOffer memory item = seeOffer(offer);
        assertEq(item.offerId, offer);
        assertEq(item.offer[0], uint160(bob));
        assertEq(item.offer[2], 300e6);
        assertEq(item.pay.token, address(money));
        assertEq(item.feeBps, 100);
        assertEq(item.royaltyBps, 250);
        assertEq(item.blocker, bytes4(0));
        assertEq(item.power[0].id, machine);
        assertEq(seeOffer(seriesOfferAs(bob, seriesTerms(5, 1), 1e6)).power.length, 0);
        assertEq(seeOffer(99).blocker, Errors.UnknownOffer.selector);
    }

    function test_WhyNobodyCanSellIntoAnOfferNow() public {
        uint256 token = offerAs(bob, machine, 3 * TH, 300e6);
        uint256 any = seriesOfferAs(bob, seriesTerms(5 * TH, TH), 500e6);
        assertEq(seeOffer(any).blocker, bytes4(0));
        uint256 begin = vm.snapshotState();
        splitAs(alice, machine, 1, alice);
        assertEq(seeOffer(token).blocker, Errors.OfferNotForThis.selector);
        vm.revertToState(begin);
        terminateByVote(fleet);
        assertEq(seeOffer(token).blocker, Errors.FleetTerminated.selector);
        assertEq(seeOffer(any).blocker, Errors.FleetTerminated.selector);
        vm.revertToState(begin);
        vm.warp(block.timestamp + 31 days);
        assertEq(seeOffer(token).blocker, Errors.DeadlinePassed.selector);
        assertEq(seeOffer(any).blocker, Errors.DeadlinePassed.selector);
        vm.revertToState(begin);
        vm.prank(guardian);
        market.setPaused(true);
        assertEq(seeOffer(token).blocker, Errors.SalesPaused.selector);
        vm.revertToState(begin);
        vm.prank(address(timelock));
        market.setPayToken(address(money), false);
        assertEq(seeOffer(any).blocker, Errors.PayTokenNotListed.selector);
    }

    function test_AnOfferForABurnedNftIsForNothing() public {
        uint256 burned = splitAs(alice, machine, 100, alice);
        uint256 offer = offerAs(bob, burned, 100, 300e6);
        vm.prank(alice);
        hashpower.merge(two(machine, burned));
        assertEq(seeOffer(offer).blocker, Errors.OfferNotForThis.selector);
        assertEq(seeOffer(offer).power.length, 0);
    }

    function test_ListsOffersByBidderSeriesAndNftNewestFirst() public {
        uint256 other = buy(alice, 1_000);
        uint256 first = offerAs(bob, machine, 3 * TH, 300e6);
        uint256 second = offerAs(carol, other, 100, 1e6);
        uint256 third = seriesOfferAs(carol, seriesTerms(5 * TH, TH), 500e6);
        IMarket.SeriesTerms memory terms = seriesTerms(5, 1);
        terms.seriesId = shortSeries;
        uint256 fourth = seriesOfferAs(bob, terms, 1e6);
        uint256 gone = offerAs(bob, machine, 1, 1);
        vm.prank(bob);
        market.cancelOffer(gone);

        IMarketLens.OfferFilter memory filter;
        assertEq(offersOn(filter).length, 4);
        filter.bidder = bob;
        assertEq(offersOn(filter), two(fourth, first));
        filter.bidder = address(0);
        filter.id = machine;
        assertEq(offersOn(filter), two(third, first), "for it, and for any of its series");
        filter.id = 0;
        filter.seriesId = shortSeries;
        assertEq(offersOn(filter), one(fourth));
        filter.seriesId = series;
        filter.bidder = carol;
        assertEq(offersOn(filter), two(third, second));
        splitAs(alice, other, 1, alice);
        filter.openOnly = true;
        assertEq(offersOn(filter), one(third));

        filter = IMarketLens.OfferFilter(address(0), 0, 0, false);
        (, IRawMarketLens.RawOffer[] memory items, uint256 next) = raw.offersPage(filter, 0, 2, 10);
        assertEq(items.length, 2);
        assertEq(items[0].offerId, fourth);
        (, items, next) = raw.offersPage(filter, next, 100, 1);
        assertEq(items.length, 1);
        assertEq(items[0].offerId, second);
        assertEq(next, first);
        (, items, next) = raw.offersPage(filter, next, 100, 100);
        assertEq(items.length, 1);
        assertEq(next, 0);
    }

    // ---- the market

    function test_ShowsWhatHoldsForAllTradesAndWhatWaitsForAnAccount() public {
        BlacklistToken token = new BlacklistToken(6);
        money = OpenToken(address(token));
        vm.startPrank(address(timelock));
        market.setPayToken(address(token), true);
        market.setPayToken(address(dai), false);
        vm.stopPrank();
        listWhole(machine, PRICE);
        token.setBlacklisted(alice, true);
        takeAs(bob, machine);
        (, IMarketLens.MarketView memory view_) = lens.market(alice);
        assertEq(view_.feeBps, 100);
        assertEq(view_.feeRecipient, tradeFees);
        assertFalse(view_.paused);
        assertEq(view_.tokens.length, 2);
        assertEq(view_.tokens[0].token, address(usdt));
        assertEq(view_.tokens[1].token, address(token));
        assertEq(view_.credits.length, 1);
        assertEq(view_.credits[0].token.token, address(token));
        assertEq(view_.credits[0].amount, 9_052.665e6);
        (, view_) = lens.market(bob);
        assertEq(view_.credits.length, 0);
    }
}
