// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LoanReplay} from "./LoanReplay.sol";

/// @dev Random histories of a lending pool: values, debts, rates, auctions and the price of shares, equal to the wei.
contract LoanDifferential is LoanReplay {
    function test_HistoriesOfLoans() public {
        replayAll("loans", 0, 100);
    }

    function test_MoreHistoriesOfLoans() public {
        replayAll("loans", 100, 100);
    }

    function test_TheRefundOfTodayInsteadOfMaturityIsNoticed() public {
        assertWrong("wrong-refund", 20);
    }
}
