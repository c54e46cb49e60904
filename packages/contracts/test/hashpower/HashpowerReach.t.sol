// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {console} from "forge-std/console.sol";
import {HashpowerChecks, campaign} from "./HashpowerInvariant.t.sol";

/// @dev A campaign that never reaches a state proves nothing about it. The same actions at random, from a fixed seed: counted.
contract HashpowerReachTest is HashpowerChecks {
    uint256 internal constant LIVES = 16;
    uint256 internal constant CALLS = 500;

    function _states() private pure returns (string[17] memory) {
        return [
            "delivered day",
            "missed day",
            "neutral day",
            "day without units",
            "idle ledger sold again",
            "split",
            "merge",
            "seizure",
            "income collected by a locker",
            "refund at the end of a term",
            "refund after a termination",
            "refund through a locker",
            "refund to an owner",
            "termination by vote",
            "termination by anyone",
            "referral paid",
            "slash paid"
        ];
    }

    function test_TheCampaignReachesEveryState() public {
        vm.pauseGasMetering();
        _newLife();
        string[17] memory states = _states();
        uint256[17] memory counts;
        uint256[17] memory lives;
        uint256 failed;
        for (uint256 life; life < LIVES; ++life) {
            uint256 start = vm.snapshotState();
            (uint256[17] memory seen, uint256 reverted) = this.live(life);
            vm.revertToStateAndDelete(start);
            failed += reverted;
            for (uint256 i; i < states.length; ++i) {
                counts[i] += seen[i];
                if (seen[i] != 0) ++lives[i];
            }
        }
        for (uint256 i; i < states.length; ++i) {
            console.log("%s: %d times, in %d lives", states[i], counts[i], lives[i]);
            assertGt(counts[i], 0, states[i]);
        }
        assertLt(failed, LIVES * CALLS / 20, "actions that revert test nothing");
    }

    /// @dev One life, in a call of its own so that its memory is freed.
    function live(uint256 life) external returns (uint256[17] memory seen, uint256 reverted) {
        bytes4[] memory actions = campaign(handler);
        for (uint256 i; i < CALLS; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(life, i)));
            bytes memory data = abi.encodeWithSelector(
                actions[dice % actions.length], dice >> 8, dice >> 40, dice >> 80, dice >> 120
            );
            (bool done,) = address(handler).call(data);
            if (!done) ++reverted;
        }
        _checkAll();
        string[17] memory states = _states();
        for (uint256 i; i < states.length; ++i) seen[i] = handler.reached(states[i]);
    }
}
