// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {AuctionHandler} from "./AuctionHandler.sol";

/// @dev A campaign that never reaches the interesting states proves nothing about them.
contract AuctionReachTest is Test {
    function test_TheCampaignReachesEveryState() public {
        AuctionHandler handler = new AuctionHandler();
        handler.begin();
        for (uint256 i; i < 2_000; ++i) {
            uint256 r = uint256(keccak256(abi.encode(i)));
            uint256 what = r % 13;
            (uint256 a, uint256 b) = (r >> 8 & 0xffff_ffff_ffff, uint256(keccak256(abi.encode(r))));
            if (what == 0) handler.create(a, b);
            else if (what == 1) handler.createLot(b);
            else if (what == 2) handler.cancel(a);
            else if (what == 3) handler.disturb(a, b);
            else if (what == 4) handler.bidOn(a, b, b >> 8);
            else if (what == 5) handler.buyNowOf(a, b);
            else if (what == 6) handler.take(a, b);
            else if (what == 7) handler.settle(a);
            else if (what == 8) handler.withdraw(a, b);
            else if (what == 9) handler.refuse(a, b % 2 == 0);
            else if (what == 10) handler.wait_(b);
            else if (what == 11) handler.pause(b);
            else handler.day(b);
        }
        bytes32[20] memory states = [
            bytes32("created"), "lot created", "cancelled", "first bid", "outbid", "bought over a bid", "bought now",
            "taken", "settled", "void", "lot settled", "lot void", "credited", "credit withdrawn", "credit sent",
            "promised", "paused", "resumed", "terminated", "closed"
        ];
        for (uint256 i; i < states.length; ++i) {
            emit log_named_uint(string(abi.encodePacked(states[i])), handler.reached(states[i]));
        }
        for (uint256 i; i < states.length; ++i) {
            assertGt(handler.reached(states[i]), 0, string(abi.encodePacked(states[i])));
        }
    }
}
