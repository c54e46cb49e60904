// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IJointMiningTypes} from "../../src/mine/IJointMiningTypes.sol";
import {MineTest} from "./MineTest.sol";

/// @dev Machines from purchase to retirement: several, dying, ending, left behind.
contract MachinesTest is MineTest {
    // ---- buying

    function test_RevertWhen_NothingIsScheduledOrItExpired() public {
        vm.expectRevert(Errors.NoPurchase.selector);
        pool.executePurchase();
        schedule(series, MACHINE, uint128(10 * USD));
        deposit(alice, 10_000 * USD);
        vm.warp(block.timestamp + 30 days + 1);
        vm.expectRevert(Errors.NoPurchase.selector);
        pool.executePurchase();
        (uint256 paid,) = withdrawAll(alice);
        assertEq(paid, 10_000 * USD, "nothing was risked");
    }

    function test_RevertWhen_LiquidityOrReserveDoesNotAllowThePurchase() public {
        IJointMiningTypes.Parameters memory p = pool.parameters();
        p.reserveBps = 1_000;
        vm.prank(address(timelock));
        pool.setParameters(p);
        schedule(series, MACHINE, uint128(10 * USD));
        deposit(alice, 11_000 * USD);
        vm.expectRevert(abi.encodeWithSelector(Errors.ReserveTooLow.selector, 11_000 * USD, 11_100 * USD));
        pool.executePurchase();
        deposit(alice, 112 * USD);
        pool.executePurchase();
        assertEq(state().toRepay, 10_000 * USD);
    }

    function test_RevertWhen_TheSeriesCostsMoreOrAnotherToken() public {
        schedule(series, MACHINE, uint128(10 * USD - 1));
        deposit(alice, 10_000 * USD);
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, 10 * USD, 10 * USD - 1));
        pool.executePurchase();
        uint32 other = makeFleet(miner, address(wbtc), address(usdt), 5);
        schedule(makeSeries(miner, other, 1_000, 540, uint128(10 * USD)), MACHINE, uint128(10 * USD));
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongTokens.selector, address(usdt), address(wbtc)));
        pool.executePurchase();
    }

    function test_RevertWhen_PeopleWaitToLeave() public {
        startWith(10);
        withdrawAll(people[0]);
        schedule(series, MACHINE, uint128(10 * USD));
        vm.expectRevert(abi.encodeWithSelector(Errors.QueueFirst.selector, 1_000 * USD * 1e6));
        pool.executePurchase();
    }

    function test_MachinesAreRepaidInTheOrderOfPurchaseAndCostFallsWithEach() public {
        startWith(10);
        mineDay(100 * USD);
        schedule(series, MACHINE, uint128(10 * USD));
        for (uint256 i = 10; i < 30; ++i) deposit(people[i], 1_000 * USD);
        pool.executePurchase();
        assertEq(state().cost, 20_000 * USD);
        assertEq(state().liquidity, 10_000 * USD);
        mineDays(2, 100 * USD);
        mineDay(30_000 * USD); // both machines share the fleet: a third repays
        IJointMiningTypes.Machine[] memory list = pool.machines();
        assertEq(list[0].outstanding, 0, "the first one first");
        assertGt(list[1].outstanding, 0);
        assertEq(state().cost, 10_000 * USD);
        assertEq(state().toRepay, list[1].outstanding);
    }

    function test_RevertWhen_ThereAreThirtyTwoMachines() public {
        schedule(series, 1, uint128(10 * USD));
        deposit(alice, 40 * USD);
        deposit2(1000);
        for (uint256 i; i < 32; ++i) buyMachine(series, 1);
        schedule(series, 1, uint128(10 * USD));
        vm.expectRevert(abi.encodeWithSelector(Errors.TooManyMachines.selector, 32));
        pool.executePurchase();
        mineDay(100 * USD);
        assertGt(state().streamLeft + state().liquidity, 0, "and they settle");
    }

    function deposit2(uint256 dollars) private {
        schedule(series, 1_000, uint128(10 * USD));
        deposit(bob, dollars * USD);
    }

    // ---- the guard

    function test_GuardTakesAllWhenAMachineWillNotRepayItself() public {
        startWith(10);
        mineDay(1 * USD); // 0.8 * 1 * 1079 < 10,000
        assertEq(state().toRepay, 9_999 * USD);
        assertEq(state().streamLeft, 0);
    }

    function test_GuardIsProportionalBetweenAHalfAndOne() public {
        startWith(10);
        mineDay(16 * USD); // g = 10,000 / (0.8 * 16 * 1079)
        uint256 rep = (uint256(16 * USD) * 100_000 * USD - 1) / (8 * 16 * USD * 1079) + 1;
        assertEq(10_000 * USD - state().toRepay, rep);
    }

    // ---- dying machines

    function test_ThreeMissesQueueWithdrawalsAndADeliveredDayFreesThem() public {
        _withIdle();
        missDays(2);
        assertFalse(pool.isHeld());
        missDays(1);
        assertTrue(pool.isHeld());
        (uint256 paid,) = withdrawAll(alice);
        assertEq(paid, 0, "waits");
        vm.expectRevert(Errors.PoolHeld.selector);
        pool.payQueue(1);
        vm.expectRevert(Errors.PoolHeld.selector);
        this.depositAs(bob, 10 * USD);
        ledgerDay(fleet, 100 * USD);
        assertFalse(pool.isHeld());
        assertEq(pool.payQueue(1), 1);
        assertEq(claimableOf(alice) / USD, 5_000 + 33, "principal, and what it earned meanwhile");
    }

    function test_ALedgerMoreThanSevenDaysLateHoldsUntilItIsSettled() public {
        _withIdle();
        uint256 settled = fleetState().settled;
        vm.warp((settled + 8) * 1 days - 1);
        assertFalse(pool.isHeld(), "seven days late");
        vm.warp((settled + 8) * 1 days);
        assertTrue(pool.isHeld());
        nextDay();
        uint32 day = uint32(settled + 1);
        for (; day < today(); ++day) fundAs(miner, fleet, day, 100 * USD);
        benchmark.advance(BTC, 32);
        hashpower.settleDays(fleet, 64);
        assertFalse(pool.isHeld());
        (uint256 paid,) = withdrawAll(alice);
        assertEq(paid, 5_000 * USD);
    }

    function test_ADeadMachinesRefundRepaysAndTheRestIsWrittenOffForAllAlike() public {
        uint256 id = _withIdle();
        withdraw(people[0], sharesOf(people[0])); // at once, before
        missDays(3);
        withdrawAll(alice); // queued: no way around the loss
        terminateFleet();
        assertTrue(pool.isHeld());
        uint256 refund = hashpower.refundable(id);
        uint256 outstanding = state().toRepay;
        uint256 liquid = state().liquidity;
        uint256 income = claimableOf(alice);
        (uint256 got, uint256 loss) = pool.retire(id);
        assertEq(got, refund);
        assertEq(loss, outstanding - refund);
        assertEq(state().toRepay, 0);
        assertEq(state().cost, 0);
        assertFalse(pool.isHeld());
        assertEq(hashpower.ownerOf(id), router, "what is left of the NFT is the router's");
        uint256 principal = liquid + refund;
        assertLt(refund, outstanding);
        assertApproxEqAbs(claimableOf(alice) - income, principal * 5_000 / 14_000, 1, "retiring pays the queue");
        assertApproxEqAbs(pool.accountOf(people[1]).value, principal * 1_000 / 14_000, 1, "all alike");
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownMachine.selector, id));
        pool.retire(id);
    }

    function test_RevertWhen_TheMachineStillRuns() public {
        uint256 id = startWith(10);
        mineDay(100 * USD);
        vm.expectRevert(abi.encodeWithSelector(Errors.MachineRunning.selector, id));
        pool.retire(id);
    }

    function test_AHoldThatNobodyCanEndLapsesAfter45Days() public {
        _withIdle();
        missDays(3);
        withdrawAll(alice);
        vm.warp(block.timestamp + 45 days - 1);
        assertTrue(pool.isHeld());
        vm.warp(block.timestamp + 1);
        assertFalse(pool.isHeld());
        vm.expectRevert(Errors.PoolHeld.selector);
        this.depositAs(bob, 10 * USD); // leaving is free again, joining is not
        assertEq(pool.payQueue(1), 1);
    }

    function test_AMachineAtItsEndIsRetiredAndItsLastIncomeArrives() public {
        uint32 short = makeSeries(miner, fleet, 1_000, 3, uint128(10 * USD));
        schedule(short, MACHINE, uint128(10 * USD));
        for (uint256 i; i < 10; ++i) deposit(people[i], 1_000 * USD);
        uint256 id = pool.executePurchase();
        mineDays(2, 100 * USD); // the guard takes all
        assertEq(state().toRepay, 9_800 * USD);
        assertEq(today(), pool.machines()[0].endDay);
        assertFalse(pool.isHeld(), "its last day");
        ledgerDay(fleet, 100 * USD);
        assertTrue(pool.isHeld(), "past its term with debt");
        (uint256 refund, uint256 loss) = pool.retire(id);
        assertEq(refund, 10_000 * USD % 3 + 100 * USD, "every day was delivered: the remainder, and the last day's income");
        assertEq(loss, 9_800 * USD - refund);
        assertEq(pool.machines().length, 0);
        nextDay();
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToSettle.selector, state().throughDay));
        pool.settle();
    }

    function test_RevertWhen_NearlyAllPrincipalWasLost() public {
        uint32 short = makeSeries(miner, fleet, 1_000, 3, uint128(10 * USD));
        schedule(short, MACHINE, uint128(10 * USD));
        for (uint256 i; i < 10; ++i) deposit(people[i], 1_000 * USD);
        uint256 id = pool.executePurchase();
        mineDays(2, 1 * USD);
        ledgerDay(fleet, 1 * USD);
        pool.retire(id);
        schedule(series, MACHINE, uint128(10 * USD));
        vm.expectRevert(Errors.PoolExhausted.selector);
        this.depositAs(bob, 10 * USD);
    }

    function test_ARefundAboveTheDebtIsIncomeOfThirtyDays() public {
        uint256 id = _withIdle();
        mineDay(29_000 * USD); // nearly repaid
        uint256 owed = state().toRepay;
        terminateFleet();
        uint256 refund = hashpower.refundable(id);
        assertGt(refund, owed);
        pool.retire(id);
        assertEq(state().windfall, refund - owed);
        uint256 since = state().throughDay;
        uint256 daily = (refund - owed - 1) / 30 + 1;
        nextDay();
        uint256 part = daily * (pool.settle() - since);
        assertEq(state().windfall, refund - owed - part);
        nextDays(40);
        pool.settle();
        assertEq(state().windfall, 0);
        assertGe(state().streamLeft, refund - owed - part);
    }

    /// @dev Equal parts while it lasts, and the next one by its own size: not by what is left, nor by the larger one before.
    function test_AWindfallIsSharedInEqualPartsAndTheNextOneByItsOwnSize() public {
        uint256 id = _withIdle();
        mineDay(60_000 * USD);
        uint256 gift = buyAs(alice, series, 10, address(0));
        vm.prank(alice);
        hashpower.setBeneficiary(gift, address(pool)); // somebody's present, which comes when the NFT leaves
        ledgerDay(fleet, 100 * USD);
        ledgerDay(fleet, 100 * USD);
        terminateFleet();
        pool.settle();
        pool.retire(id);
        uint256 whole = state().windfall;
        uint256 daily = (whole - 1) / 30 + 1;
        for (uint256 i = 1; i <= 30; ++i) {
            nextDay();
            pool.settle();
            assertEq(state().windfall, i == 30 ? 0 : whole - i * daily);
        }
        vm.prank(alice);
        hashpower.setBeneficiary(gift, address(0));
        uint256 present = hashpower.credit(address(usdt), address(pool));
        nextDay();
        pool.settle();
        assertEq(state().windfall, present - ((present - 1) / 30 + 1));
    }

    /// @dev Else who joined for a day would take most of it from those who owned the machine.
    function test_Attack_JoinForADayToShareARefund() public {
        uint256 id = _withIdle();
        mineDay(29_000 * USD); // nearly repaid
        uint32 second = makeFleet(miner, address(usdt), address(usdt), 3);
        uint32 other = makeSeries(miner, second, 1_000, 1080, uint128(10 * USD));
        schedule(other, MACHINE, uint128(10 * USD));
        pool.executePurchase();
        terminateFleet();
        while (hashpower.fleetOf(second).settled + 1 < today()) ledgerDay(second, 100 * USD);
        pool.settle();
        pool.retire(id);
        deposit(carol, 20_000 * USD);
        ledgerDay(second, 100 * USD);
        pool.settle();
        vm.warp(block.timestamp + 30 days);
        assertLt(claimableOf(carol), 1_000 * USD, "a part of a few days' income, none of the refund");
    }

    function test_ARefundAboveTheDebtRepaysOtherMachinesFirst() public {
        uint256 id = _withIdle();
        mineDay(29_000 * USD);
        uint32 second = makeFleet(miner, address(usdt), address(usdt), 3);
        buyMachine(makeSeries(miner, second, 1_000, 1080, uint128(10 * USD)), MACHINE);
        uint256 principal = state().liquidity + state().toRepay;
        uint256 owed = state().toRepay;
        terminateFleet();
        (uint256 refund, uint256 loss) = pool.retire(id);
        assertEq(loss, 0);
        assertEq(state().toRepay, owed - refund);
        assertEq(state().liquidity + state().toRepay, principal, "principal neither falls nor rises");
        assertEq(state().windfall, 0);
    }

    // ---- last one out

    function test_TheLastOneOutLeavesTheMachinesToTheRouter() public {
        uint256 id = _allGone();
        vm.expectRevert(Errors.HandOverFirst.selector);
        this.depositAs(bob, 10 * USD);
        ledgerDay(fleet, 100 * USD);
        pool.handOver();
        assertEq(hashpower.ownerOf(id), router);
        assertEq(pool.machines().length, 0);
        uint256 fees = pool.collectFees();
        assertGt(fees, 100 * USD, "with the day nobody shared");
        assertEq(money.balanceOf(router), fees);
        vm.expectRevert(Errors.NothingToHandOver.selector);
        pool.handOver();
    }

    function test_APoolLivesAgainAfterTheHandOver() public {
        _allGone();
        pool.handOver();
        schedule(series, MACHINE, uint128(10 * USD));
        assertEq(deposit(bob, 10_000 * USD), 10_000 * USD * 1e6, "at the first price");
        pool.executePurchase();
        ledgerDay(fleet, 100 * USD); // the day of the purchase, not of this machine
        mineDay(100 * USD);
        vm.warp(block.timestamp + 1 days);
        assertEq(claimableOf(bob), 100 * USD / 2, "others' machines share the fleet's income");
    }

    function test_RevertWhen_SharesAreLeft() public {
        startWith(10);
        vm.expectRevert(Errors.NothingToHandOver.selector);
        pool.handOver();
    }

    // ---- several fleets

    function test_TheSlowestLedgerDecidesTheDay() public {
        startWith(10);
        mineDay(100 * USD);
        uint32 second = makeFleet(miner, address(usdt), address(usdt), 3);
        uint32 other = makeSeries(miner, second, 1_000, 1080, uint128(10 * USD));
        for (uint256 i = 10; i < 20; ++i) deposit(people[i], 1_000 * USD);
        buyMachine(other, MACHINE);
        ledgerDay(fleet, 100 * USD);
        ledgerDay(fleet, 100 * USD);
        uint32 done = hashpower.fleetOf(second).settled;
        (bool yes, uint32 through) = pool.settleable();
        assertEq(through, done);
        assertEq(yes, done > state().throughDay);
        while (hashpower.fleetOf(second).settled < fleetState().settled) ledgerDay(second, 100 * USD);
        pool.settle();
        assertEq(state().throughDay, fleetState().settled);
    }

    // ---- helpers

    function depositAs(address who, uint256 amount) external {
        deposit(who, amount);
    }

    /// @dev A machine with $10,000 to repay, and $5,000 idle from Alice.
    function _withIdle() private returns (uint256 id) {
        id = startWith(10);
        mineDay(100 * USD);
        deposit(alice, 5_000 * USD);
    }

    function _allGone() private returns (uint256 id) {
        id = startWith(10);
        mineDay(100 * USD);
        for (uint256 i = 10; i < 20; ++i) deposit(people[i], 1_000 * USD);
        mineDay(30_000 * USD);
        for (uint256 i; i < 20; ++i) withdrawAll(people[i]);
        assertEq(state().totalShares, 0);
        assertEq(state().liquidity, 0);
    }
}
