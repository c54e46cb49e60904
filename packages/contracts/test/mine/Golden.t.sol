// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";
import {MineTest} from "./MineTest.sol";
import {Lack, WeakPool} from "./WeakPools.sol";

/// @dev The protocol's own example: ten people, $1,000 each, a machine of $10,000 that earns $100 a day.
contract GoldenTest is MineTest {
    function test_TenPeopleGetTenDollarsADayEachAndNobodyCanLeave() public {
        startWith(10);
        mineDay(100 * USD);
        assertEq(state().liquidity, 0);
        vm.warp(block.timestamp + 1 days);
        for (uint256 i; i < 10; ++i) assertEq(claimableOf(people[i]), 10 * USD, "$10 each");
        (uint256 paid, uint256 ticket) = withdrawAll(people[0]);
        assertEq(paid, 0, "nobody can leave");
        assertEq(ticket, 0);
        assertEq(claim(people[1]), 10 * USD);
    }

    function test_TenMoreHalveTheShareAndTheMachineIsRepaidOnDay200Exactly() public {
        _twenty();
        for (uint256 day = 1; day <= 200; ++day) {
            uint256 before = claimableOf(people[0]);
            mineDay(100 * USD);
            assertEq(state().toRepay, 10_000 * USD - day * 50 * USD, "$50 a day repay");
            if (day > 1) assertEq(claimableOf(people[0]) - before, 2.5e6, "$50 a day to the twenty");
            assertEq(state().toRepay == 0, day == 200, "repaid on day 200 exactly");
        }
        assertEq(state().liquidity, 20_000 * USD);
        assertEq(state().cost, 0);
        vm.warp(block.timestamp + 1 days);
        uint256 last = claimableOf(people[0]);
        mineDay(100 * USD);
        vm.warp(block.timestamp + 1 days);
        assertEq(claimableOf(people[0]) - last, 5 * USD, "s = 1: all of it to the twenty");
        for (uint256 i; i < 20; ++i) {
            (uint256 paid,) = withdrawAll(people[i]);
            assertEq(paid, 1_000 * USD, "everybody can leave");
        }
    }

    function test_ThirtyThousandEarnOneDollarElevenAndFortyThousandSixtyTwoAndAHalfCents() public {
        uint256 begin = vm.snapshotState();
        _crowd(20);
        assertEq(_dayOf(people[0]), 1_111_111, "$1.11 with 30k");
        vm.revertToState(begin);
        _crowd(30);
        assertEq(_dayOf(people[0]), 625_000, "$0.625 with 40k");
    }

    function test_BankRunPaysTwelveAndAHalfThousandAtOnceAndClearsOnDay200() public {
        _twenty();
        mineDays(50, 100 * USD);
        uint256 atOnce;
        for (uint256 i; i < 20; ++i) {
            (uint256 paid,) = withdrawAll(people[i]);
            atOnce += paid;
        }
        assertEq(atOnce, 12_500 * USD, "$12,500 at once");
        assertEq(state().queued, 7_500 * USD, "$7,500 queued");
        for (uint256 day = 51; day <= 200; ++day) {
            assertGt(state().queued, 0, "not before day 200");
            mineDay(100 * USD);
        }
        assertEq(state().queued, 0, "cleared on day 200");
        assertEq(state().totalShares, 0);
        uint256 income = pool.collectFees(); // the last day's: nobody is left to get it
        for (uint256 i; i < 20; ++i) {
            if (i > 12) assertGt(claimableOf(people[i]), 1_000 * USD, "principal waits to be claimed");
            income += claim(people[i]);
        }
        assertApproxEqAbs(atOnce + income, 10_000 * USD + 201 * 100 * USD, 100, "nothing is lost but dust");
    }

    function test_ShareByOutstandingDebtWouldEndOnDay139() public {
        pool = _ready(
            new WeakPool(
                Lack.CostInTheShare, address(timelock), hashpower, sale, IERC20(address(money)), IERC20(address(money)), router, guardian
            )
        );
        _twenty();
        mineDays(138, 100 * USD);
        assertGt(state().toRepay, 0);
        mineDay(100 * USD);
        assertEq(state().toRepay, 0, "the rejected variant");
    }

    function test_RouterGetsAQuarterOfTheUsersPart() public {
        pool = makePool(); // as deployed
        startWith(10);
        mineDay(100 * USD);
        vm.warp(block.timestamp + 1 days);
        assertEq(claimableOf(people[0]), 7.5e6);
        assertEq(pool.collectFees(), 25 * USD);
        assertEq(money.balanceOf(router), 25 * USD);
    }

    function test_TheSameHoldsForEightAndEighteenDecimals() public {
        _halfADay(address(wbtc), 1e8, 11);
        _halfADay(address(btcb), 1e18, 12);
    }

    // ---- helpers

    function _halfADay(address token, uint256 whole, uint32 farm) private {
        money = OpenToken(token);
        vm.prank(address(timelock));
        hashpower.setPayToken(token, true);
        fleet = makeFleet(miner, token, token, farm);
        series = makeSeries(miner, fleet, 1_000_000, 1080, uint128(10 * whole));
        pool = _ready(makePool());
        schedule(series, MACHINE, uint128(10 * whole));
        for (uint256 i; i < 10; ++i) deposit(people[i], 1_000 * whole);
        pool.executePurchase();
        mineDay(100 * whole);
        for (uint256 i = 10; i < 20; ++i) deposit(people[i], 1_000 * whole);
        uint256 before = claimableOf(people[0]);
        mineDay(100 * whole);
        assertEq(claimableOf(people[0]) - before, 5 * whole, "half of the first day's, whose stream they share");
        assertEq(state().toRepay, 9_950 * whole);
        assertEq(state().streamLeft, 50 * whole);
    }

    function _twenty() private {
        startWith(10);
        mineDay(100 * USD); // the twenty begin together, right after a settlement
        for (uint256 i = 10; i < 20; ++i) deposit(people[i], 1_000 * USD);
    }

    function _crowd(uint256 more) private {
        startWith(10);
        mineDay(100 * USD);
        for (uint256 i = 10; i < 10 + more; ++i) deposit(people[i], 1_000 * USD);
        mineDay(100 * USD);
    }

    function _dayOf(address who) private returns (uint256) {
        uint256 before = claimableOf(who);
        vm.warp(block.timestamp + 1 days);
        return claimableOf(who) - before;
    }
}
