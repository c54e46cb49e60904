// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Errors} from "../../src/Errors.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {Market} from "../../src/trade/Market.sol";
import {BlacklistToken, NoReturnToken, OpenToken} from "../mocks/HostileTokens.sol";
import {TradeTest} from "./TradeTest.sol";

contract TradeGovernanceTest is TradeTest {
    // ---- fees and royalties

    function test_AnybodySendsFeesAndRoyaltiesToWhomTheyBelong() public {
        listWhole(machine, PRICE);
        takeAs(bob, machine);
        vm.expectEmit(address(market));
        emit IMarket.FeesCollected(address(money), series, tradeFees, 93.81e6, minerPayout, 234.525e6);
        market.collectFees(address(money), series);
        assertEq(money.balanceOf(tradeFees), 93.81e6);
        assertEq(money.balanceOf(minerPayout), 234.525e6);
        assertEq(money.balanceOf(address(market)), 0);
        vm.expectRevert(Errors.NothingToPay.selector);
        market.collectFees(address(money), series);
    }

    function test_FeesWaitForTheNextSaleToo() public {
        listParts(machine, PRICE, TH);
        takeUnitsAs(bob, machine, TH);
        market.collectFees(address(money), series);
        takeUnitsAs(bob, machine, TH);
        (uint256 fees, uint256 royalties) = market.feesOf(address(money), series);
        assertEq(fees, 1.06e6);
        assertEq(royalties, 2.65e6, "the series' royalty is known by now");
    }

    function test_WhoCantReceiveItsFeeIsCreditedAndHoldsUpNobody() public {
        BlacklistToken token = new BlacklistToken(6);
        _payIn(address(token));
        token.setBlacklisted(tradeFees, true);
        listWhole(machine, PRICE);
        takeAs(bob, machine);
        market.collectFees(address(money), series);
        assertEq(money.balanceOf(minerPayout), 234.525e6);
        assertEq(market.creditOf(address(money), tradeFees), 93.81e6);
        vm.expectRevert(Errors.NothingToPay.selector);
        market.withdrawCredit(address(money), alice);
        vm.startPrank(tradeFees);
        vm.expectRevert(abi.encodeWithSelector(Errors.TransferFailed.selector, address(money), tradeFees));
        market.withdrawCredit(address(money), tradeFees);
        assertEq(market.withdrawCredit(address(money), carol), 93.81e6);
        assertEq(money.balanceOf(carol), 93.81e6);
    }

    function test_OnlyGovernanceSetsTheFeeWithinItsBound() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, alice));
        vm.prank(alice);
        market.setFee(0, alice);
        vm.startPrank(address(timelock));
        vm.expectRevert(outOfBounds(501, 0, 500));
        market.setFee(501, alice);
        vm.expectRevert(Errors.ZeroAddress.selector);
        market.setFee(500, address(0));
        vm.expectEmit(address(market));
        emit IMarket.FeeSet(500, carol);
        market.setFee(500, carol);
        vm.stopPrank();
        (uint16 feeBps, address recipient) = market.fee();
        assertEq(feeBps, 500);
        assertEq(recipient, carol);
        listWhole(machine, PRICE);
        takeAs(bob, machine);
        (uint256 fees,) = market.feesOf(address(money), series);
        assertEq(fees, 469.05e6);
    }

    function test_ASaleWithoutFeeAndRoyaltyPaysTheSellerAll() public {
        vm.prank(address(timelock));
        market.setFee(0, tradeFees);
        vm.prank(miner);
        uint32 free = sale.createSeries(_noRoyalty(), _price());
        uint256 id = buyAs(alice, free, 1_000, NOBODY);
        listWhole(id, 100e6);
        uint256 before = money.balanceOf(alice);
        takeAs(bob, id);
        assertEq(money.balanceOf(alice) - before, 100e6);
        vm.expectRevert(Errors.NothingToPay.selector);
        market.collectFees(address(money), free);
    }

    function _noRoyalty() private view returns (IPrimarySale.SeriesTerms memory) {
        return IPrimarySale.SeriesTerms(fleet, 1_000_000, 540, 0, keccak256("doc"), "");
    }

    function _price() private view returns (IPrimarySale.SaleTerms memory) {
        return IPrimarySale.SaleTerms(0.1e6, 0.1e6, uint40(block.timestamp), 0, 0, 0);
    }

    // ---- payment tokens

    function test_GovernanceListsPaymentTokens() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, alice));
        vm.prank(alice);
        market.setPayToken(address(wbtc), true);
        vm.startPrank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.PayTokenNotListed.selector, address(0)));
        market.setPayToken(address(0), true);
        vm.expectRevert(abi.encodeWithSelector(Errors.PayTokenNotListed.selector, address(hashpower)));
        market.setPayToken(address(hashpower), true); // moves NFTs, not money
        vm.expectEmit(address(market));
        emit IMarket.PayTokenSet(address(wbtc), true);
        market.setPayToken(address(wbtc), true);
        market.setPayToken(address(wbtc), false);
        market.setPayToken(address(wbtc), true);
        vm.stopPrank();
        assertTrue(market.isPayToken(address(wbtc)));
        assertEq(market.payTokens().length, 3, "listed once");
        assertEq(market.payTokens()[2], address(wbtc));
    }

    function test_AtMost32PaymentTokens() public {
        vm.startPrank(address(timelock));
        for (uint256 i; i < 30; ++i) market.setPayToken(address(new NoReturnToken(6)), true);
        address another = address(new NoReturnToken(6));
        vm.expectRevert(abi.encodeWithSelector(Errors.TooManyPayTokens.selector, 32));
        market.setPayToken(another, true);
        market.setPayToken(address(money), false); // the listed ones can still change
    }

    function test_ADelistedTokenIsNotTradedInButGoesBack() public {
        listWhole(machine, PRICE);
        uint256 offer = offerAs(bob, machine, 88_500, PRICE);
        vm.prank(address(timelock));
        market.setPayToken(address(money), false);
        bytes memory no = abi.encodeWithSelector(Errors.PayTokenNotListed.selector, address(money));
        vm.expectRevert(no);
        listAs(alice, machine, PRICE, 0);
        give(carol, PRICE);
        vm.expectRevert(no);
        vm.prank(carol);
        market.buy(machine, address(money), PRICE, 0, block.timestamp);
        vm.expectRevert(no);
        acceptAs(alice, offer, machine, 88_500);
        vm.prank(bob);
        market.cancelOffer(offer);
        assertEq(money.balanceOf(bob), PRICE);
        vm.prank(alice);
        market.cancelListing(machine);
    }

    function test_PaysInATokenThatReturnsNothing() public {
        NoReturnToken token = new NoReturnToken(6);
        money = OpenToken(address(token));
        vm.prank(address(timelock));
        market.setPayToken(address(token), true);
        listWhole(machine, PRICE);
        token.mint(bob, PRICE);
        vm.startPrank(bob);
        token.approve(address(market), PRICE);
        market.buy(machine, address(token), PRICE, 0, block.timestamp);
        assertEq(token.balanceOf(alice), 9_052.665e6);
    }

    // ---- pause

    function test_ThePauseStopsNewTradesAndNothingElse() public {
        listParts(machine, PRICE, TH);
        takeUnitsAs(carol, machine, TH);
        uint256 offer = seriesOfferAs(bob, seriesTerms(88_500, 1), PRICE);
        vm.expectRevert(notAllowed(alice, guardian));
        vm.prank(alice);
        market.setPaused(true);
        vm.expectEmit(address(market));
        emit IMarket.PausedSet(true);
        vm.prank(guardian);
        market.setPaused(true);
        assertTrue(market.paused());

        give(carol, PRICE);
        uint40 soon = uint40(block.timestamp + 1);
        vm.expectRevert(Errors.SalesPaused.selector);
        listAs(alice, machine, PRICE, 0);
        vm.startPrank(carol);
        vm.expectRevert(Errors.SalesPaused.selector);
        market.buy(machine, address(money), PRICE, 1, soon);
        vm.expectRevert(Errors.SalesPaused.selector);
        market.buyUnits(machine, TH, address(money), PRICE, 0, soon);
        vm.expectRevert(Errors.SalesPaused.selector);
        market.makeOffer(machine, 1, address(money), 1, 1, soon);
        vm.expectRevert(Errors.SalesPaused.selector);
        market.makeSeriesOffer(seriesTerms(1, 1), address(money), 1, soon);
        vm.stopPrank();
        vm.expectRevert(Errors.SalesPaused.selector);
        acceptAs(alice, offer, machine, TH);

        vm.prank(address(timelock));
        market.setPayToken(address(wbtc), true); // a token listed meanwhile is paused too
        vm.expectRevert(Errors.SalesPaused.selector);
        vm.prank(alice);
        market.list(machine, address(wbtc), 1, 0, soon, address(0));

        vm.prank(bob);
        market.cancelOffer(offer);
        vm.prank(alice);
        market.cancelListing(machine);
        market.collectFees(address(money), series);

        vm.prank(address(timelock));
        market.setPaused(false);
        listWhole(machine, PRICE);
        takeAs(carol, machine);
        assertEq(hashpower.ownerOf(machine), carol);
    }

    function test_OnlyGovernanceNamesTheGuardian() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, guardian));
        vm.prank(guardian);
        market.setGuardian(guardian);
        vm.expectEmit(address(market));
        emit IMarket.GuardianSet(carol);
        vm.prank(address(timelock));
        market.setGuardian(carol);
        assertEq(market.guardian(), carol);
        vm.expectRevert(notAllowed(guardian, carol));
        vm.prank(guardian);
        market.setPaused(true);
        vm.prank(carol);
        market.setPaused(true);
    }

    // ---- being made

    function test_RevertWhen_AMarketIsMadeWithoutALedger() public {
        vm.expectRevert(Errors.ZeroAddress.selector);
        new Market(address(timelock), IHashpower(address(0)), guardian, tradeFees);
        vm.expectRevert(Errors.ZeroAddress.selector);
        new Market(address(timelock), hashpower, guardian, address(0));
        assertEq(market.hashpower(), address(hashpower));
        assertEq(market.owner(), address(timelock));
    }

    function _payIn(address token) private {
        money = OpenToken(token);
        vm.prank(address(timelock));
        market.setPayToken(token, true);
    }
}
