// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {TradeHandler} from "./TradeHandler.sol";

/// @dev A campaign that never reaches the interesting states proves nothing about them.
contract TradeReachTest is Test {
    function test_TheCampaignReachesEveryState() public {
        TradeHandler handler = new TradeHandler();
        handler.begin();
        for (uint256 i; i < 1_500; ++i) {
            uint256 r = uint256(keccak256(abi.encode(i)));
            uint256 what = r % 13;
            (uint256 a, uint256 b, uint256 c) = (r >> 8 & 0xffff_ffff_ffff, r >> 64 & 0xffff_ffff, r >> 128);
            if (what == 0) handler.list(a, uint88(b), uint24(c), b);
            else if (what == 1) handler.cancelListing(a);
            else if (what == 2) handler.accept(a, b, c);
            else if (what == 3) handler.buyListed(a, b);
            else if (what == 4) handler.buyPart(a, b, uint88(c));
            else if (what == 5) handler.offer(a, b, uint96(c), uint88(b));
            else if (what == 6) handler.offerSeries(a, uint96(c), uint88(b), uint16(a));
            else if (what == 7) handler.cancelOffer(a);
            else if (what == 8) handler.withdraw(a);
            else if (what == 9) handler.collectFees(a);
            else if (what == 10) handler.disturb(a, b, c);
            else if (what == 11) handler.rule(a, b);
            else handler.day(a);
        }
        assertEq(handler.wrong(), "");
        bytes32[13] memory states = [
            bytes32("listed"),
            "cancelled",
            "accepted",
            "series accepted",
            "bought",
            "part bought",
            "offered",
            "series offered",
            "offer cancelled",
            "withdrawn",
            "fees collected",
            "refunded",
            "terminated"
        ];
        for (uint256 i; i < states.length; ++i) {
            emit log_named_uint(string(abi.encodePacked(states[i])), handler.reached(states[i]));
        }
        for (uint256 i; i < states.length; ++i) {
            assertGt(handler.reached(states[i]), 0, string(abi.encodePacked(states[i])));
        }
    }
}
