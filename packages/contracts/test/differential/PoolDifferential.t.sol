// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PoolReplay} from "./PoolReplay.sol";

/// @dev Random histories of a joint-mining pool, on ledgers that others use too, equal to the wei.
contract PoolDifferential is PoolReplay {
    function test_HistoriesOfAPool() public {
        replayAll("pool", 0, 150);
    }

    function test_MoreHistoriesOfAPool() public {
        replayAll("pool", 150, 150);
    }

    function test_ShareByOutstandingDebtIsNoticed() public {
        assertWrong("wrong-share", 20);
    }

    function test_ARepaymentRoundedDownIsNoticed() public {
        assertWrong("wrong-repayment", 20);
    }
}
