// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {LendHandler} from "./LendHandler.sol";

/// @dev A campaign that never reaches the interesting states proves nothing about them.
contract LendReachTest is Test {
    bytes32[16] internal states = [
        bytes32("deposit"), "withdraw", "borrow", "repay", "switched", "collected", "lot bought", "liquidated", "ticked",
        "auction cancelled", "taken", "kept", "refunded", "terminated", "loss", "recovered"
    ];
    uint256[16] internal reached;

    /// @dev Six runs of 500 calls, as the campaign's.
    function test_TheCampaignReachesEveryState() public {
        for (uint256 run; run < 6; ++run) _run(run);
        for (uint256 i; i < states.length; ++i) {
            emit log_named_uint(string(abi.encodePacked(states[i])), reached[i]);
        }
        for (uint256 i; i < states.length; ++i) {
            assertGt(reached[i], 0, string(abi.encodePacked(states[i])));
        }
    }

    function _run(uint256 run) private {
        LendHandler handler = new LendHandler();
        handler.begin();
        for (uint256 i; i < 500; ++i) {
            uint256 r = uint256(keccak256(abi.encode(run, i)));
            _call(handler, r % 18, r >> 8 & 0xffff_ffff_ffff, r >> 64 & 0xffff_ffff, r >> 96 & 0xffff);
        }
        for (uint256 i; i < states.length; ++i) reached[i] += handler.reached(states[i]);
        assertFalse(handler.priceFellWithoutLoss());
        assertFalse(handler.debtFellWithoutPayment());
        assertFalse(handler.earnedLess());
    }

    function _call(LendHandler handler, uint256 what, uint256 a, uint256 b, uint256 c) private {
        if (what == 0) handler.lend(a, b);
        else if (what == 1) handler.leave(a, b);
        else if (what == 2) handler.donate(a);
        else if (what == 3) handler.take_(a, b, c);
        else if (what == 4) handler.pay(a, b, c);
        else if (what == 5) handler.choose(a, b % 2 == 0);
        else if (what == 6) handler.collect(a);
        else if (what == 7) handler.buyLot(a, b);
        else if (what == 8) handler.liquidate(a);
        else if (what == 9) handler.tick(a);
        else if (what == 10) handler.cancel(a);
        else if (what == 11) handler.buy_(a, b);
        else if (what == 12) handler.keep(a);
        else if (what == 13) handler.refund(a);
        else if (what == 14) handler.day(a);
        else if (what == 15) handler.hours_(a);
        else if (what == 16) handler.outage(a);
        else handler.price(a);
    }
}
