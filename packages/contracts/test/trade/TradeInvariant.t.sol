// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {Market} from "../../src/trade/Market.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";
import {TradeHandler} from "./TradeHandler.sol";

/// @dev What must always hold for the market, checked while random people trade.
contract TradeInvariantTest is Test {
    TradeHandler internal handler;
    Market internal market;

    function setUp() public {
        handler = makeHandler();
        handler.begin();
        market = handler.theMarket();
        bytes4[] memory selectors = new bytes4[](13);
        selectors[0] = handler.list.selector;
        selectors[1] = handler.cancelListing.selector;
        selectors[2] = handler.accept.selector;
        selectors[3] = handler.buyListed.selector;
        selectors[4] = handler.buyPart.selector;
        selectors[5] = handler.offer.selector;
        selectors[6] = handler.offerSeries.selector;
        selectors[7] = handler.cancelOffer.selector;
        selectors[8] = handler.withdraw.selector;
        selectors[9] = handler.collectFees.selector;
        selectors[10] = handler.disturb.selector;
        selectors[11] = handler.rule.selector;
        selectors[12] = handler.day.selector;
        targetContract(address(handler));
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
    }

    function makeHandler() internal virtual returns (TradeHandler) {
        return new TradeHandler();
    }

    function invariant_Market() public view {
        if (handler.calls() % 50 == 0) _checkAll();
    }

    function afterInvariant() public view {
        _checkAll();
    }

    function _checkAll() private view {
        check_TheBalanceIsOffersAndCreditsAndFees();
        check_TheMarketHoldsNoHashpower();
        check_EachTradeIsFairToBothSides();
    }

    function check_TheBalanceIsOffersAndCreditsAndFees() internal view {
        for (uint256 t; t < 2; ++t) {
            OpenToken token = handler.tokens(t);
            uint256 owed;
            for (uint256 id = market.offerCount(); id != 0; --id) {
                IMarket.Offer memory offer = market.offerOf(id);
                if (offer.payToken == address(token)) owed += offer.amount;
            }
            for (uint256 i; i < 4; ++i) owed += market.creditOf(address(token), handler.actors(i));
            (address fees, address miner) = handler.recipients();
            owed += market.creditOf(address(token), fees) + market.creditOf(address(token), miner);
            for (uint256 i; i < 3; ++i) owed += _till(token, handler.seriesIds()[i]);
            assertEq(token.balanceOf(address(market)), owed, "balance == live offers + credits + fees");
        }
    }

    function check_TheMarketHoldsNoHashpower() internal view {
        (bool ok, bytes memory answer) =
            market.hashpower().staticcall(abi.encodeWithSignature("balanceOf(address)", address(market)));
        assertTrue(ok);
        assertEq(abi.decode(answer, (uint256)), 0);
    }

    /// @dev The handler looks at each trade: nothing void is sold, seller + fee + royalty == price, units are what was bought.
    function check_EachTradeIsFairToBothSides() internal view {
        assertEq(handler.wrong(), "");
    }

    function _till(OpenToken token, uint32 seriesId) private view returns (uint256) {
        (uint256 fees, uint256 royalties) = market.feesOf(address(token), seriesId);
        return fees + royalties;
    }
}
