// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";
import {AuctionTest} from "./AuctionTest.sol";
import {Lack, WeakHouse} from "./WeakHouses.sol";

/// @dev Each attack is tried on the house, where it must fail, and on a copy without the one defence that stops it, where it
/// must work: else the test would prove nothing.
abstract contract AttackTest is AuctionTest {
    address internal mallory = makeAddr("mallory");
    Lack internal lack;

    function makeHouse() internal override returns (AuctionHouse) {
        return lack == Lack.Nothing
            ? super.makeHouse()
            : new WeakHouse(lack, address(timelock), hashpower, guardian, feeTaker);
    }

    function _fails(Lack lack_, function() internal returns (bool) attack) internal {
        uint256 begin = vm.snapshotState();
        assertFalse(attack(), "the house must withstand");
        vm.revertToState(begin);
        lack = lack_;
        useHouse(makeHouse());
        assertTrue(attack(), "the weakened copy must not");
    }

    // ---- tools

    /// @dev Lists a token for auctions, and puts alice's machine up in it.
    function putIn(OpenToken token) internal returns (uint256) {
        vm.prank(address(timelock));
        hashpower.setPayToken(address(token), true);
        IAuctionHouse.Terms memory terms = english();
        terms.payToken = address(token);
        return put(terms);
    }

    function bidIn(OpenToken token, address bidder, uint256 id, uint96 amount) internal {
        token.mint(bidder, amount);
        vm.startPrank(bidder);
        token.approve(address(house), amount);
        house.placeBid(id, amount);
        vm.stopPrank();
    }

    function tryBid(OpenToken token, address bidder, uint256 id, uint96 amount, uint256 gas_) internal returns (bool done) {
        token.mint(bidder, amount);
        vm.startPrank(bidder);
        token.approve(address(house), amount);
        (done,) = address(house).call{gas: gas_}(abi.encodeCall(house.placeBid, (id, amount)));
        vm.stopPrank();
    }
}
