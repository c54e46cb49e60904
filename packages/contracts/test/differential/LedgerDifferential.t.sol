// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LedgerReplay} from "./LedgerReplay.sol";

/// @dev Random histories of the day ledger: income and escrow, equal to the wei.
contract LedgerDifferential is LedgerReplay {
    function test_HistoriesOfTheLedger() public {
        replayAll("ledger", 0, 250);
    }

    function test_MoreHistoriesOfTheLedger() public {
        replayAll("ledger", 250, 250);
    }

    function test_AFeeRoundedDownIsNoticed() public {
        assertWrong("wrong-fee", 20);
    }

    function test_AReleaseByTheCalendarIsNoticed() public {
        assertWrong("wrong-release", 20);
    }

    function test_EarningOnTheDayOfPurchaseIsNoticed() public {
        assertWrong("wrong-first-day", 20);
    }
}
