// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {AuctionHandler} from "./AuctionHandler.sol";
import {AuctionInvariantTest} from "./AuctionInvariant.t.sol";
import {Lack, WeakHouse} from "./WeakHouses.sol";

/// @dev Random people in a house that lacks one defence.
contract WeakAuctionHandler is AuctionHandler {
    Lack internal immutable LACK;

    constructor(Lack lack) {
        LACK = lack;
    }

    function makeHouse() internal override returns (AuctionHouse) {
        if (LACK == Lack.Nothing) return super.makeHouse();
        return new WeakHouse(LACK, address(timelock), hashpower, guardian, feeTaker);
    }
}

/// @dev The campaign against it. Its constructor takes an argument, so that it does not run by itself.
contract WeakAuctionCampaign is AuctionInvariantTest {
    Lack internal immutable LACK;

    constructor(Lack lack) {
        LACK = lack;
    }

    function makeHandler() internal override returns (AuctionHandler) {
        return new WeakAuctionHandler(LACK);
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
