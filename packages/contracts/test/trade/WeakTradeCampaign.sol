// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Market} from "../../src/trade/Market.sol";
import {TradeHandler} from "./TradeHandler.sol";
import {TradeInvariantTest} from "./TradeInvariant.t.sol";
import {Lack, WeakMarket} from "./WeakMarkets.sol";

/// @dev Random people on a market that lacks one defence.
contract WeakTradeHandler is TradeHandler {
    Lack internal immutable LACK;

    constructor(Lack lack) {
        LACK = lack;
    }

    function makeMarket() internal override returns (Market) {
        if (LACK == Lack.Nothing) return super.makeMarket();
        return new WeakMarket(LACK, address(timelock), hashpower, guardian, tradeFees);
    }
}

/// @dev The campaign against it. Its constructor takes an argument, so that it does not run by itself.
contract WeakTradeCampaign is TradeInvariantTest {
    Lack internal immutable LACK;

    constructor(Lack lack) {
        LACK = lack;
    }

    function makeHandler() internal override returns (TradeHandler) {
        return new WeakTradeHandler(LACK);
    }

    /// @return noticed Whether something that must always hold did not.
    function run(uint256 steps, uint256 seed) external returns (bool noticed) {
        for (uint256 i = 1; i <= steps; ++i) {
            try handler.step(uint256(keccak256(abi.encode(seed, i)))) {} catch {}
            if (i % 25 != 0) continue;
            try this.afterInvariant() {} catch {
                return true;
            }
        }
    }
}
