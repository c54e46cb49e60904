// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IIncomeFeed} from "../mine/IIncomeFeed.sol";

/// @title A price feed for local chains
/// @notice Answers what anybody tells it to: never give it to a pool that holds money.
contract TestFeed is IIncomeFeed {
    uint8 public immutable decimals;
    int192 public answer;
    uint64 public updatedAt;

    /// @param decimals_ Decimals of the answer.
    /// @param answer_ The first answer, of now.
    constructor(uint8 decimals_, int256 answer_) {
        decimals = decimals_;
        set(answer_, block.timestamp);
    }

    /// @notice Sets the answer, and since when it holds, unix seconds. Anyone may.
    function set(int256 answer_, uint256 at) public {
        (answer, updatedAt) = (int192(answer_), uint64(at));
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, answer, updatedAt, updatedAt, 1);
    }
}
