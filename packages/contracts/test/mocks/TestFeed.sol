// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IIncomeFeed} from "../../src/mine/IIncomeFeed.sol";

/// @dev A feed whose answers a test sets.
contract TestFeed is IIncomeFeed {
    uint8 public immutable decimals;
    int256 public answer;
    uint256 public startedAt;
    uint256 public updatedAt;

    constructor(uint8 decimals_, int256 answer_) {
        decimals = decimals_;
        set(answer_, block.timestamp);
    }

    function set(int256 answer_, uint256 at) public {
        (answer, startedAt, updatedAt) = (answer_, at, at);
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, answer, startedAt, updatedAt, 1);
    }
}
