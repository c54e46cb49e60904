// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {TradeHandler} from "./TradeHandler.sol";
import {WeakTradeCampaign} from "./WeakTradeCampaign.sol";
import {Lack} from "./WeakMarkets.sol";

/// @dev A campaign that never reaches the interesting states proves nothing about them, nor one that finds nothing wrong with a market
/// that is broken.
contract TradeReachTest is Test {
    function test_TheCampaignReachesEveryState() public {
        TradeHandler handler = new TradeHandler();
        handler.begin();
        for (uint256 i; i < 1_500; ++i) {
            handler.step(uint256(keccak256(abi.encode(i))));
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

    // ---- what it notices

    function test_TheCampaignFindsNothingWrongWithTheMarket() public {
        assertFalse(_notices(Lack.Nothing, 600));
    }

    function test_TheCampaignNoticesAnOrderThatOutlivedItsState() public {
        assertTrue(_notices(Lack.Nonce, 3_000));
    }

    function test_TheCampaignNoticesASaleOfWhatIsOver() public {
        assertTrue(_notices(Lack.Alive, 3_000));
    }

    function test_TheCampaignNoticesTermsThatAreNotKept() public {
        assertTrue(_notices(Lack.Terms, 3_000));
    }

    function test_TheCampaignNoticesAnotherNft() public {
        assertTrue(_notices(Lack.Target, 3_000));
    }

    function test_TheCampaignNoticesAPriceRoundedTheOtherWay() public {
        assertTrue(_notices(Lack.RoundingUp, 3_000));
    }

    function _notices(Lack lack, uint256 steps) private returns (bool) {
        WeakTradeCampaign campaign = new WeakTradeCampaign(lack);
        campaign.setUp();
        return campaign.run(steps, 0);
    }
}
