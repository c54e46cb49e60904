// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMarket} from "../../src/trade/IMarket.sol";
import {Market} from "../../src/trade/Market.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";
import {TradeTest} from "./TradeTest.sol";
import {Lack, WeakMarket} from "./WeakMarkets.sol";

/// @dev Each attack is tried on the market, where it must fail, and on a copy without the one defence that stops it, where it
/// must work: else the test would prove nothing.
abstract contract TradeAttackTest is TradeTest {
    address internal mallory = makeAddr("mallory");
    Lack internal lack;

    function makeMarket() internal override returns (Market) {
        if (lack == Lack.Nothing) return super.makeMarket();
        return new WeakMarket(lack, address(timelock), hashpower, guardian, tradeFees);
    }

    function _fails(Lack lack_, function() internal returns (bool) attack) internal {
        uint256 begin = vm.snapshotState();
        _begin(Lack.Nothing);
        assertFalse(attack(), "the market must withstand");
        vm.revertToState(begin);
        _begin(lack_);
        assertTrue(attack(), "the weakened copy must not");
    }

    function _begin(Lack lack_) internal {
        lack = lack_;
        market = makeMarket();
        _ready();
        vm.prank(address(timelock));
        market.setPayToken(address(money), true);
        vm.prank(mallory);
        hashpower.setApprovalForAll(address(market), true);
    }

    function _payIn(OpenToken token) internal {
        money = token;
    }

    function _tryBuy(address buyer, uint256 id, IMarket.Listing memory seen) internal returns (bool ok) {
        give(buyer, seen.price);
        vm.prank(buyer);
        (ok,) = address(market)
            .call(
                abi.encodeCall(market.buy, (id, seen.payToken, seen.price, seen.stateNonce, block.timestamp))
            );
    }

    function _tryAccept(address seller, uint256 offer, uint256 id, uint88 units) internal returns (bool ok) {
        vm.prank(seller);
        (ok,) = address(market).call(abi.encodeCall(market.acceptOffer, (offer, id, units, 0)));
    }
}
