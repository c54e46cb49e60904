// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MineDefence} from "./MineDefence.sol";
import {Lack} from "./WeakPools.sol";

/// @dev Attacks that need no more than the right moment: before a settlement, before a machine is retired, at the end of a stream.
contract MineTimingTest is MineDefence {
    function test_Attack_RetireBeforeTheSettlementTakesTheIncomeOfThoseWhoWait() public {
        _fails(Lack.LastIncome, _retireFirst);
    }

    /// @dev Nine of ten wait to leave. The machine earned what it cost, but nobody has settled: who retires it first writes the debt
    /// off, pays the nine nothing, and shares the income alone.
    function _retireFirst() internal returns (bool) {
        uint32 short = makeSeries(miner, fleet, 1_000, 20, uint128(10 * USD));
        schedule(short, MACHINE, uint128(10 * USD));
        for (uint256 i; i < 10; ++i) deposit(people[i], 1_000 * USD);
        uint256 id = pool.executePurchase();
        for (uint256 i = 1; i < 10; ++i) withdrawAll(people[i]);
        while (fleetState().settled < pool.machines()[0].endDay) ledgerDay(fleet, 500 * USD);
        pool.retire(id);
        nextDay();
        try pool.settle() {} catch {}
        vm.warp(block.timestamp + 60 days);
        uint256 waited = pool.accountOf(people[1]).claimable;
        return waited < 900 * USD;
    }

    function test_Attack_JoinForADayToShareARefundBeyondAllDebt() public {
        _fails(Lack.SlowWindfall, _shareTheRefund);
    }

    /// @dev A machine that was repaid dies: what its escrow still holds is nobody's principal. A purchase is planned, so that people can join.
    function _shareTheRefund() internal returns (bool) {
        uint256 id = startWith(10);
        mineDay(100 * USD);
        deposit(alice, 5_000 * USD);
        mineDay(60_000 * USD);
        assertEq(state().toRepay, 0);
        terminateFleet();
        vm.warp(block.timestamp + 3 days);
        uint32 second = makeFleet(miner, address(usdt), address(usdt), 3);
        schedule(makeSeries(miner, second, 1_000, 1080, uint128(10 * USD)), MACHINE, uint128(10 * USD));
        pool.settle();
        deposit(mallory, 25_000 * USD);
        pool.retire(id);
        assertGt(state().windfall, 9_000 * USD);
        nextDay();
        pool.settle();
        vm.warp(block.timestamp + 1 days);
        (uint256 paid,) = withdrawAll(mallory);
        return paid + claim(mallory) > 25_500 * USD;
    }

    function test_Attack_JoinAtTheEndOfABacklogsStream() public {
        _fails(Lack.StreamTail, _joinTheTail);
    }

    /// @dev Ten days were settled at once. Each later day's income is poured into what is left of that stream, and flows faster the
    /// nearer its end is: who joins for the last day gets other days' income too.
    function _joinTheTail() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        for (uint256 i; i < 10; ++i) ledgerDay(fleet, 100 * USD);
        pool.settle();
        mineDays(9, 100 * USD);
        uint256 before = claimableOf(people[0]);
        vm.warp(block.timestamp + 1 days);
        // One stream of 100 a day for the backlog and one for each new day: 200 a day, a tenth of it each.
        return claimableOf(people[0]) - before > 20 * USD;
    }

    function test_Attack_AHoldThatEndedUnseenLetsPeopleLeaveTheNextOne() public {
        _fails(Lack.HoldMark, _leaveTheSecondHold);
    }

    /// @dev A first outage was noted and ended while nobody looked. The mark it left may not count for a second one.
    function _leaveTheSecondHold() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        deposit(mallory, 5_000 * USD);
        missDays(3);
        withdraw(mallory, 1 * USD * 1e6); // notes the hold; its ticket waits
        for (uint256 i; i < 46; ++i) ledgerDay(fleet, 100 * USD);
        deposit(carol, 100 * USD);
        missDays(3);
        (uint256 paid,) = withdrawAll(mallory);
        return paid != 0;
    }
}
