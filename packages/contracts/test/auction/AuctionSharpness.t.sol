// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {WeakCampaign} from "./WeakCampaign.sol";
import {Lack} from "./WeakHouses.sol";

/// @dev What must always hold proves nothing if it also holds in a house that is broken.
contract AuctionSharpnessTest is Test {
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
        WeakCampaign campaign = new WeakCampaign(lack);
        campaign.setUp();
        return campaign.run(steps, 0);
    }
}
