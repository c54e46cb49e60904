// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IIncomeFeed} from "./IIncomeFeed.sol";
import {IIncomeOracle} from "./IIncomeOracle.sol";

/// @title What a reward token is worth in an asset, by feeds of Chainlink's shape
/// @dev Fixed for good: governance changes prices' source by giving a pool another oracle. Fails closed.
contract IncomeOracle is IIncomeOracle {
    // ---- constants

    uint256 internal constant MIN_AGE = 10 minutes;
    uint256 internal constant MAX_AGE = 26 hours;
    uint256 internal constant SEQUENCER_GRACE = 1 hours;

    // ---- storage

    address public immutable reward;
    address public immutable asset;
    IIncomeFeed public immutable rewardFeed;
    IIncomeFeed public immutable assetFeed;
    IIncomeFeed public immutable sequencerFeed;
    uint256 public immutable maxAge;
    uint256 internal immutable UP;
    uint256 internal immutable DOWN;

    // ---- constructor

    /// @param rewardFeed_ Price of a whole reward token.
    /// @param assetFeed_ Price of a whole asset in the same quote; zero when `rewardFeed_` is quoted in the asset.
    /// @param sequencerFeed_ Uptime of an L2's sequencer; zero elsewhere.
    /// @param maxAge_ Seconds after which an answer is stale, 10 minutes to 26 hours.
    constructor(
        address reward_, address asset_, IIncomeFeed rewardFeed_, IIncomeFeed assetFeed_, IIncomeFeed sequencerFeed_, uint256 maxAge_
    ) {
        if (maxAge_ < MIN_AGE || maxAge_ > MAX_AGE) revert Errors.OutOfBounds(maxAge_, MIN_AGE, MAX_AGE);
        if (address(rewardFeed_) == address(0)) revert Errors.ZeroAddress();
        (reward, asset, maxAge) = (reward_, asset_, maxAge_);
        (rewardFeed, assetFeed, sequencerFeed) = (rewardFeed_, assetFeed_, sequencerFeed_);
        uint256 assetDecimals = address(assetFeed_) == address(0) ? 0 : assetFeed_.decimals();
        UP = 10 ** (IERC20Metadata(asset_).decimals() + assetDecimals);
        DOWN = 10 ** (uint256(IERC20Metadata(reward_).decimals()) + rewardFeed_.decimals());
    }

    // ---- views

    function value(uint256 amount) external view returns (uint256) {
        if (address(sequencerFeed) != address(0)) _requireSequencer();
        (uint256 price,) = _answer(rewardFeed);
        uint256 quote = 1;
        if (address(assetFeed) != address(0)) (quote,) = _answer(assetFeed);
        return Math.mulDiv(amount * price, UP, DOWN * quote, Math.Rounding.Ceil);
    }

    function freshness() external view returns (uint256 fedAt, uint256 staleAt, uint256 upSince) {
        if (address(sequencerFeed) != address(0)) upSince = _requireSequencer();
        (, fedAt) = _answer(rewardFeed);
        staleAt = fedAt + maxAge;
        if (address(assetFeed) == address(0)) return (fedAt, staleAt, upSince);
        (, uint256 quotedAt) = _answer(assetFeed);
        return (Math.max(fedAt, quotedAt), Math.min(fedAt, quotedAt) + maxAge, upSince);
    }

    // ---- internals

    function _answer(IIncomeFeed feed) private view returns (uint256 price, uint256 updatedAt) {
        int256 answer;
        (, answer,, updatedAt,) = feed.latestRoundData();
        bool stale = updatedAt > block.timestamp || block.timestamp - updatedAt > maxAge;
        if (stale || answer <= 0) revert Errors.StalePrice(address(feed));
        return (uint256(answer), updatedAt);
    }

    /// @return since Since when it has been up for an hour: only then bots and people have had time to react.
    function _requireSequencer() private view returns (uint256 since) {
        (, int256 answer, uint256 startedAt,,) = sequencerFeed.latestRoundData();
        bool up = answer == 0 && startedAt != 0 && startedAt + SEQUENCER_GRACE < block.timestamp;
        if (!up) revert Errors.StalePrice(address(sequencerFeed));
        return startedAt + SEQUENCER_GRACE;
    }
}
