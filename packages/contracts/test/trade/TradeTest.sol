// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMarket} from "../../src/trade/IMarket.sol";
import {Market} from "../../src/trade/Market.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";

/// @dev A market that trades in tUSDT and tDAI, a seller with a machine of 88.5 TH/s, and buyers with money.
abstract contract TradeTest is CoreTest {
    uint256 internal constant USD = 1e6;
    uint88 internal constant PRICE = 9_381e6; // what the primary sale asks for the machine: 106 USDT per TH
    uint24 internal constant TH = 1_000;

    Market internal market;
    OpenToken internal money; // tUSDT
    uint256 internal machine; // alice's
    address internal guardian = makeAddr("marketGuardian");
    address internal tradeFees = makeAddr("tradeFees");

    function setUp() public virtual override {
        super.setUp();
        money = OpenToken(address(usdt));
        market = makeMarket();
        _ready();
        machine = buy(alice, 88_500);
    }

    /// @dev The market under test; a suite of weakened copies overrides it.
    function makeMarket() internal virtual returns (Market) {
        return new Market(address(timelock), hashpower, guardian, tradeFees);
    }

    function _ready() internal {
        vm.startPrank(address(timelock));
        market.setPayToken(address(usdt), true);
        market.setPayToken(address(dai), true);
        vm.stopPrank();
        for (uint256 i; i < 3; ++i) {
            vm.prank([alice, bob, carol][i]);
            hashpower.setApprovalForAll(address(market), true);
        }
    }

    // ---- sellers

    function listWhole(uint256 id, uint88 price) internal {
        listAs(hashpower.ownerOf(id), id, price, 0);
    }

    function listParts(uint256 id, uint88 price, uint24 minUnits) internal {
        listAs(hashpower.ownerOf(id), id, price, minUnits);
    }

    function listAs(address seller, uint256 id, uint88 price, uint24 minUnits) internal {
        vm.prank(seller);
        market.list(id, address(money), price, minUnits, uint40(block.timestamp + 30 days), address(0));
    }

    function acceptAs(address seller, uint256 offerId, uint256 id, uint88 units) internal returns (uint256) {
        vm.prank(seller);
        return market.acceptOffer(offerId, id, units, 0);
    }

    // ---- buyers

    function give(address who, uint256 amount) internal {
        money.mint(who, amount);
        vm.prank(who);
        money.approve(address(market), type(uint256).max);
    }

    /// @dev Buys at what the listing says.
    function takeAs(address buyer, uint256 id) internal {
        IMarket.Listing memory listing = market.listingOf(id);
        give(buyer, listing.price);
        vm.prank(buyer);
        market.buy(id, listing.payToken, listing.price, listing.stateNonce, block.timestamp);
    }

    function takeUnitsAs(address buyer, uint256 id, uint88 units) internal returns (uint256) {
        IMarket.Listing memory listing = market.listingOf(id);
        give(buyer, listing.price);
        vm.prank(buyer);
        return market.buyUnits(id, units, listing.payToken, listing.price, listing.order, block.timestamp);
    }

    function offerAs(address bidder, uint256 id, uint88 units, uint96 amount) internal returns (uint256) {
        give(bidder, amount);
        uint32 nonce = hashpower.stateNonce(id);
        vm.prank(bidder);
        return market.makeOffer(id, units, address(money), amount, nonce, uint40(block.timestamp + 30 days));
    }

    function seriesTerms(uint88 units, uint88 minUnits) internal view returns (IMarket.SeriesTerms memory) {
        return IMarket.SeriesTerms(series, units, minUnits, 0, 0);
    }

    function seriesOfferAs(address bidder, IMarket.SeriesTerms memory terms, uint96 amount) internal returns (uint256) {
        give(bidder, amount);
        vm.prank(bidder);
        return market.makeSeriesOffer(terms, address(money), amount, uint40(block.timestamp + 30 days));
    }
}
