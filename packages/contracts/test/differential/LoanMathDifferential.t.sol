// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LoanMath} from "../../src/lend/LoanMath.sol";
import {Replay} from "./Replay.sol";

/// @dev The pure functions of a loan, asked at random: also what pools don't come to within their histories, as halvings.
contract LoanMathDifferential is Replay {
    uint256 internal answer;

    function test_PureFunctionsOfALoan() public {
        replayAll("math", 0, 8);
    }

    function prepare(uint256[] memory) internal override {}

    function perform(uint8 op, uint256[] memory a) public override {
        if (op == 0) answer = LoanMath.utilisationUp(a[0], a[1]);
        else if (op == 1) answer = LoanMath.rateUp(a[0], a[1], a[2], a[3], a[4]);
        else if (op == 2) answer = LoanMath.interestUp(a[0], a[1], a[2]);
        else if (op == 3) answer = LoanMath.halfDays(a[0], a[1], a[2]);
        else if (op == 4) answer = LoanMath.incomeValueDown(a[0], a[1], a[2], a[3], a[4]);
        else if (op == 5) answer = LoanMath.refundFloorDown(a[0], a[1], a[2], a[3], a[4], a[5]);
        else if (op == 6) answer = LoanMath.startPriceUp(a[0], a[1]);
        else if (op == 7) answer = LoanMath.fallingPriceUp(a[0], a[1]);
        else answer = LoanMath.floorPriceUp(a[0]);
    }

    function observe(uint256) internal view override returns (uint256[] memory seen) {
        seen = new uint256[](1);
        seen[0] = answer;
    }
}
