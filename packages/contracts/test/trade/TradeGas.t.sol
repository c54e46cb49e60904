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

    function _report(string memory what, uint256 ceiling) private {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        emit log_named_uint(what, used);
        assertLe(used, ceiling, what);
    }
}
