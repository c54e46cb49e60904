// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {MineHandler} from "./MineHandler.sol";

/// @dev A campaign that never reaches the interesting states proves nothing about them.
contract MineReachTest is Test {
    function test_TheCampaignReachesEveryState() public {
        bytes32[8] memory states =
            [bytes32("settled"), "bought", "retired", "loss", "held", "terminated", "ticket paid", "handed over"];
        MineHandler handler = _campaign(0);
        for (uint256 i; i < states.length; ++i) {
            emit log_named_uint(string(abi.encodePacked(states[i])), handler.reached(states[i]));
        }
        assertEq(handler.reached("selling"), 0);
        for (uint256 i; i < states.length; ++i) {
            assertGt(handler.reached(states[i]), 0, string(abi.encodePacked(states[i])));
        }
        handler = _campaign(1);
        assertEq(handler.reached("selling"), 1);
        states[4] = "lot sold";
        for (uint256 i; i < states.length; ++i) {
            assertGt(handler.reached(states[i]), 0, string(abi.encodePacked("selling: ", states[i])));
        }
    }

    function _campaign(uint256 sells) private returns (MineHandler handler) {
        handler = new MineHandler();
        handler.begin();
        handler.claim(sells);
        for (uint256 i; i < 3_000; ++i) {
            uint256 r = uint256(keccak256(abi.encode(i)));
            uint256 what = r % 13;
            (uint256 a, uint256 b) = (r >> 8 & 0xffff_ffff_ffff, r >> 64 & 0xffff_ffff);
            if (what == 0) handler.join(a, b);
            else if (what == 1) handler.leave(a, b);
            else if (what == 2) handler.everybodyLeaves();
            else if (what == 3) handler.claim(a);
            else if (what == 4) handler.donate(a);
            else if (what == 5) handler.payQueue(a);
            else if (what == 6) handler.settle();
            else if (what == 7) handler.clean(a);
            else if (what == 8) handler.retire();
            else if (what == 9) handler.buy(a, b);
            else if (what == 10) handler.day(a, b);
            else if (what == 11) handler.outage(a);
            else handler.buyLot(a);
        }
    }
}
