// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {TradeAttackTest} from "./TradeAttackTest.sol";
import {Lack} from "./WeakMarkets.sol";

/// @dev Orders of what is no more, or for another price.
contract TradeAttacksTest is TradeAttackTest {
    // ---- orders of something that is no more

    /// @dev Listed cheaply, moved away, came back: the old price must not.
    function test_Attack_AStaleListingRevivesWhenTheNftReturns() public {
        _fails(Lack.Nonce, _staleListing);
    }

    function _staleListing() private returns (bool) {
        listWhole(machine, 1e6);
        IMarket.Listing memory seen = market.listingOf(machine);
        vm.prank(alice);
        hashpower.transferFrom(alice, carol, machine);
        vm.prank(carol);
        hashpower.transferFrom(carol, alice, machine);
        return _tryBuy(mallory, machine, seen);
    }

    /// @dev The seller keeps 88 TH just before its buyer's purchase, which would then bring 0.5 TH for the price of all.
    function test_Attack_SplitThenFill() public {
        _fails(Lack.Nonce, _splitThenFill);
    }

    function _splitThenFill() private returns (bool) {
        listWhole(machine, PRICE);
        IMarket.Listing memory seen = market.listingOf(machine);
        splitAs(alice, machine, 88_000, alice);
        return _tryBuy(bob, machine, seen) && infoOf(machine).units == 500;
    }

    function test_Attack_RefundThenFill() public {
        _fails(Lack.Nonce, _refundThenFill);
    }

    function _refundThenFill() private returns (bool) {
        listWhole(machine, PRICE);
        IMarket.Listing memory seen = market.listingOf(machine);
        terminateByVote(fleet);
        vm.prank(alice);
        hashpower.refund(machine);
        return _tryBuy(bob, machine, seen);
    }

    /// @dev A buyer of a part counts on the escrow behind each unit; the seller merges in units that cost nearly nothing.
    function test_Attack_WaterTheUnitsThenSellAPart() public {
        _fails(Lack.Nonce, _waterThenSell);
    }

    function _waterThenSell() private returns (bool) {
        uint256 water = _cheapUnits();
        listParts(machine, PRICE, TH);
        IMarket.Listing memory seen = market.listingOf(machine);
        vm.prank(alice);
        hashpower.merge(two(machine, water));
        give(bob, seen.price);
        vm.prank(bob);
        (bool ok, bytes memory answer) = address(market)
            .call(
                abi.encodeCall(
                    market.buyUnits, (machine, 10 * TH, seen.payToken, seen.price, seen.order, block.timestamp)
                )
            );
        if (!ok) return false;
        return infoOf(abi.decode(answer, (uint256))).refundFloor < 600e6; // of 1,060 paid for 10 TH
    }

    /// @dev 88.5 TH of the same series, bought for a hundredth.
    function _cheapUnits() private returns (uint256 id) {
        vm.prank(miner);
        sale.setSale(series, _terms(1_060));
        id = buy(alice, 88_500);
        vm.prank(miner);
        sale.setSale(series, _terms(106_000));
    }

    function _terms(uint128 price) private view returns (IPrimarySale.SaleTerms memory) {
        return IPrimarySale.SaleTerms(price, price, uint40(block.timestamp), 0, 0, 0);
    }

    function test_Attack_SellWhatWasTerminated() public {
        _fails(Lack.Alive, _sellTerminated);
    }

    function _sellTerminated() private returns (bool) {
        listWhole(machine, PRICE);
        IMarket.Listing memory seen = market.listingOf(machine);
        terminateByVote(fleet); // changes nothing about the NFT, nor its nonce
        return _tryBuy(bob, machine, seen);
    }

    // ---- another price

    function test_Attack_RaiseThePriceBeforeTheBuyer() public {
        _fails(Lack.MaxPrice, _raisePrice);
    }

    function _raisePrice() private returns (bool) {
        listWhole(machine, PRICE);
        IMarket.Listing memory seen = market.listingOf(machine);
        listWhole(machine, 10 * PRICE);
        give(bob, 10 * PRICE);
        return _tryBuy(bob, machine, seen);
    }

    function test_Attack_TheSameNumberOfADearerToken() public {
        _fails(Lack.Token, _dearerToken);
    }

    function _dearerToken() private returns (bool) {
        vm.prank(alice);
        market.list(machine, address(dai), PRICE, 0, uint40(block.timestamp + 1 days), address(0));
        IMarket.Listing memory seen = market.listingOf(machine);
        seen.payToken = address(money); // the buyer pays what was dai in tUSDT, or the other way round
        return _tryBuy(bob, machine, seen);
    }

    function test_Attack_FillASeriesOfferWithWhatIsNearlyOver() public {
        _fails(Lack.Terms, _dumpOld);
    }

    function _dumpOld() private returns (bool) {
        uint256 old = buyShort(alice, 1_000);
        IMarket.SeriesTerms memory terms = IMarket.SeriesTerms(shortSeries, 1_000, 1, 5, 0);
        uint256 offer = seriesOfferAs(bob, terms, 100e6);
        vm.warp(block.timestamp + 5 days);
        return _tryAccept(alice, offer, old, 1_000);
    }

    function test_Attack_FillASeriesOfferWithUnitsThatHoldNoEscrow() public {
        _fails(Lack.Terms, _dumpEmpty);
    }

    function _dumpEmpty() private returns (bool) {
        uint256 water = _cheapUnits();
        IMarket.SeriesTerms memory terms = IMarket.SeriesTerms(series, TH, 1, 0, 100_000);
        uint256 offer = seriesOfferAs(bob, terms, 100e6);
        return _tryAccept(alice, offer, water, TH);
    }

    function test_Attack_FillAnOfferWithAnotherNft() public {
        _fails(Lack.Target, _otherNft);
    }

    function _otherNft() private returns (bool) {
        uint256 offer = offerAs(bob, machine, 100, 1_000e6);
        return _tryAccept(alice, offer, buyShort(alice, 100), 100);
    }

    function test_Attack_ChangeTheNftBeforeTheOfferIsFilled() public {
        _fails(Lack.Nonce, _changeBeforeFill);
    }

    function _changeBeforeFill() private returns (bool) {
        uint256 water = _cheapUnits();
        uint256 offer = offerAs(bob, machine, 10 * TH, 1_060e6);
        vm.prank(alice);
        hashpower.merge(two(machine, water));
        return _tryAccept(alice, offer, machine, 10 * TH);
    }

    /// @dev The NFT that an offer is for was merged into another: neither it nor the other can be sold into the offer.
    function test_Attack_AnOfferOnABurnedId() public {
        _fails(Lack.Target, _burnedId);
    }

    function _burnedId() private returns (bool) {
        uint256 piece_ = splitAs(alice, machine, 100, alice);
        uint256 offer = offerAs(bob, piece_, 100, 1_000e6);
        vm.prank(alice);
        hashpower.merge(two(machine, piece_));
        assertFalse(_tryAccept(alice, offer, piece_, 100), "burned");
        bool taken = _tryAccept(alice, offer, machine, 100);
        if (taken) return true;
        vm.prank(bob);
        market.cancelOffer(offer);
        assertEq(money.balanceOf(bob), 1_000e6, "its money goes back");
        return false;
    }
}
