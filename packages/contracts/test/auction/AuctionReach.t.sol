// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {AuctionHandler} from "./AuctionHandler.sol";
import {WeakAuctionCampaign} from "./WeakAuctionCampaign.sol";
import {Lack} from "./WeakHouses.sol";

/// @dev A campaign that never reaches the interesting states proves nothing about them, nor one that finds nothing wrong with a house
/// that is broken.
contract AuctionReachTest is Test {
    function test_TheCampaignReachesEveryState() public {
        AuctionHandler handler = new AuctionHandler();
        handler.begin();
        for (uint256 i; i < 2_000; ++i) {
            handler.step(uint256(keccak256(abi.encode(i))));
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

    // ---- what it notices

    function test_TheCampaignFindsNothingWrongWithTheHouse() public {
        assertFalse(_notices(Lack.Nothing, 600));
    }

    function test_TheCampaignNoticesThatAnNftChanged() public {
        assertTrue(_notices(Lack.Freshness, 3_000));
    }

    function test_TheCampaignNoticesThatAFleetIsOver() public {
        assertTrue(_notices(Lack.Over, 3_000));
    }

    function test_TheCampaignNoticesThatMoneyIsMissing() public {
        assertTrue(_notices(Lack.RoundingDown, 1_000));
    }

    function test_TheCampaignNoticesABrokenPromise() public {
        assertTrue(_notices(Lack.Promise, 1_000));
    }

    function _notices(Lack lack, uint256 steps) private returns (bool) {
        WeakAuctionCampaign campaign = new WeakAuctionCampaign(lack);
        campaign.setUp();
        return campaign.run(steps, 0);
    }
}
