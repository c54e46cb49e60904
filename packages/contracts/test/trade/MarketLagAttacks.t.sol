// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {Market} from "../../src/trade/Market.sol";
import {TradeTest} from "./TradeTest.sol";

/// @dev Believes the ledger as it stands, however late it is.
contract BelievingMarket is Market {
    constructor(address owner_, IHashpower hashpower_, address guardian_, address fees)
        Market(owner_, hashpower_, guardian_, fees)
    {}

    function _refundNow(IHashpowerTypes.Info memory info) internal pure override returns (uint256) {
        return info.refundFloor;
    }
}

/// @dev Sales into offers while the ledger lags behind.
contract MarketLagAttacksTest is TradeTest {
    bool internal believing;

    function makeMarket() internal override returns (Market) {
        if (!believing) return super.makeMarket();
        return new BelievingMarket(address(timelock), hashpower, guardian, tradeFees);
    }

    /// @dev Days were delivered and paid, but nobody settled them: their slices are the miner's as soon as anybody does.
    function test_Attack_SellDeliveredDaysAsRefundable() public {
        uint256 begin = vm.snapshotState();
        assertFalse(_sellUnsettled(), "the market must withstand");
        vm.revertToState(begin);
        believing = true;
        market = makeMarket();
        _ready();
        assertTrue(_sellUnsettled(), "the weakened copy must not");
    }

    function _sellUnsettled() private returns (bool) {
        goodDay(fleet);
        IMarket.SeriesTerms memory terms = seriesTerms(10 * TH, TH);
        uint256 slice = infoOf(machine).q / 88_500; // a unit's, a day
        terms.minRefundPerUnit = uint96(slice * 535); // of 540
        uint256 offer = seriesOfferAs(bob, terms, 1_000e6);
        for (uint256 i; i < 20; ++i) {
            nextDay();
            deliver(fleet, today() - 1, unitsOn(fleet, settledOf(fleet) + 1));
        }
        vm.prank(alice);
        (bool done, bytes memory answer) =
            address(market).call(abi.encodeCall(market.acceptOffer, (offer, machine, TH, 0)));
        if (!done) {
            assertEq(bytes4(answer), Errors.OfferTermsNotMet.selector);
            return false;
        }
        benchmark.advance(BTC, 32);
        hashpower.settleDays(fleet, 64);
        return infoOf(abi.decode(answer, (uint256))).refundFloor < uint256(terms.minRefundPerUnit) * TH;
    }

    /// @dev The bound is exact: what it lets pass holds after the ledger was settled.
    function testFuzz_Attack_ARefundBoundDoesNotHoldAfterSettling(uint8 settled, uint8 late, uint16 bound_) public {
        settled = uint8(bound(settled, 0, 12));
        late = uint8(bound(late, 0, 12));
        goodDays(fleet, settled);
        IMarket.SeriesTerms memory terms = seriesTerms(10 * TH, TH);
        uint256 slice = infoOf(machine).q * TH / 88_500; // of a part of TH, a day
        terms.minRefundPerUnit = uint96(slice * bound(bound_, 500, 540) / TH);
        uint256 offer = seriesOfferAs(bob, terms, 1_000e6);
        uint32 first = settledOf(fleet) + 1;
        for (uint256 i; i < late; ++i) {
            nextDay();
            if (today() > first) deliver(fleet, today() - 1, 88_500);
        }
        vm.prank(alice);
        (bool done, bytes memory answer) =
            address(market).call(abi.encodeCall(market.acceptOffer, (offer, machine, TH, 0)));
        benchmark.advance(BTC, 32);
        hashpower.settleDays(fleet, 64);
        uint256 asked = uint256(terms.minRefundPerUnit) * TH;
        if (done) {
            assertGe(infoOf(abi.decode(answer, (uint256))).refundFloor, asked);
        } else if (settledOf(fleet) + 1 == today()) {
            uint256 part = splitAs(alice, machine, TH, alice);
            assertLt(infoOf(part).refundFloor, asked, "and nothing is refused that would hold");
        }
    }

    /// @dev Days before an NFT's first are none of its own, however late the ledger.
    function test_AnNftBoughtWhileTheLedgerWasLateKeepsItsDays() public {
        for (uint256 i; i < 4; ++i) nextDay();
        uint256 late = buy(alice, TH);
        assertLt(settledOf(fleet) + 1, infoOf(late).startDay);
        for (uint256 i; i < 3; ++i) nextDay(); // two of its days are over
        IMarket.SeriesTerms memory terms = seriesTerms(TH, TH);
        terms.minRefundPerUnit = uint96((infoOf(late).refundFloor - 2 * infoOf(late).q) / TH) + 1;
        uint256 offer = seriesOfferAs(bob, terms, 100e6);
        vm.expectPartialRevert(Errors.OfferTermsNotMet.selector);
        acceptAs(alice, offer, late, TH);
        terms.minRefundPerUnit -= 1;
        acceptAs(alice, seriesOfferAs(bob, terms, 100e6), late, TH);
        assertEq(hashpower.ownerOf(late), bob);
    }

    function test_HashpowerIsForSaleOnItsLastDay() public {
        uint256 old = buyShort(alice, TH);
        uint256 end = infoOf(old).endDay;
        vm.warp(end * 1 days);
        listWhole(old, 1e6);
        takeAs(bob, old);
        assertEq(hashpower.ownerOf(old), bob);
        vm.warp((end + 1) * 1 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermIsOver.selector, old, end));
        vm.prank(bob);
        market.list(old, address(money), 1e6, 0, uint40(block.timestamp + 1 days), address(0));
    }

    /// @dev An offer's money lies in the market: it must not pay for a part that nobody paid for.
    function test_Attack_APartIsPaidWithAnothersOffer() public {
        offerAs(carol, machine, 88_500, PRICE);
        listParts(machine, PRICE, TH);
        give(bob, PRICE);
        IMarket.Listing memory listing = market.listingOf(machine);
        vm.prank(bob);
        market.buyUnits(machine, 10 * TH, listing.payToken, listing.price, listing.order, block.timestamp);
        assertEq(money.balanceOf(bob), PRICE - 1_060e6);
        (uint256 fees, uint256 royalties) = market.feesOf(address(money), series);
        assertEq(money.balanceOf(address(market)), PRICE + fees + royalties);
    }
}
