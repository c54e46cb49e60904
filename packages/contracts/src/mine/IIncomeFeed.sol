// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A price feed, as Chainlink's aggregators answer
interface IIncomeFeed {
    function decimals() external view returns (uint8);

    /// @notice The latest answer. Of a sequencer's feed, `answer` is 0 while it is up and `startedAt` is since when.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
