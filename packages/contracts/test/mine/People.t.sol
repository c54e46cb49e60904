// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Errors} from "../../src/Errors.sol";
import {IJointMiningTypes} from "../../src/mine/IJointMiningTypes.sol";
import {MachineDesk} from "../../src/mine/MachineDesk.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {FeeToken} from "../mocks/HostileTokens.sol";
import {MineTest} from "./MineTest.sol";

/// @dev Joining, leaving, waiting and being paid; and what governance may and may not.
contract PeopleTest is MineTest {
    // ---- joining

    function test_RevertWhen_NothingIsToBeRepaidOrBought() public {
        _expectDeposit(10 * USD, abi.encodeWithSelector(Errors.NothingToMine.selector));
        schedule(series, MACHINE, uint128(10 * USD));
        vm.warp(block.timestamp + 31 days);
        _expectDeposit(10 * USD, abi.encodeWithSelector(Errors.NothingToMine.selector));
    }

    function test_PrincipalStopsAtFourTimesTheCost() public {
        schedule(series, MACHINE, uint128(10 * USD));
        deposit(alice, 40_000 * USD);
        _expectDeposit(1 * USD, abi.encodeWithSelector(Errors.PoolFull.selector, 0));
        pool.executePurchase();
        _expectDeposit(1 * USD, abi.encodeWithSelector(Errors.PoolFull.selector, 0));
    }

    function test_RevertWhen_TheDepositIsTooSmallOrBringsTooFewShares() public {
        schedule(series, MACHINE, uint128(10 * USD));
        _expectDeposit(USD - 1, abi.encodeWithSelector(Errors.DepositTooSmall.selector, USD - 1, USD));
        money.mint(bob, USD);
        vm.startPrank(bob);
        money.approve(address(pool), USD);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooFewShares.selector, USD * 1e6, USD * 1e6 + 1));
        pool.deposit(USD, USD * 1e6 + 1);
    }

    function test_ATokensFeeCountsAgainstTheDeposit() public {
        FeeToken fee = new FeeToken(6, 100);
        _listAsset(address(fee), 2, 1080);
        pool = _ready(makePool());
        schedule(series, MACHINE, uint128(10 * USD));
        assertEq(deposit(alice, 1_000 * USD), 990 * USD * 1e6);
        assertEq(state().liquidity, 990 * USD);
        withdrawAll(alice);
        assertEq(money.balanceOf(alice), 990 * USD * 99 / 100);
        assertEq(money.balanceOf(address(pool)), 0);
    }

    // ---- leaving

    function test_RevertWhen_SharesAreZeroTooManyOrJustBought() public {
        startWith(10);
        vm.startPrank(people[0]);
        vm.expectRevert(abi.encodeWithSelector(Errors.DepositedThisBlock.selector, people[0]));
        pool.withdraw(1);
        vm.roll(vm.getBlockNumber() + 1);
        vm.expectRevert(Errors.ZeroAmount.selector);
        pool.withdraw(0);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotEnoughShares.selector, 1e15 + 1, 1e15));
        pool.withdraw(1e15 + 1);
        pool.withdraw(1e15);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotEnoughShares.selector, 1, 0));
        pool.withdraw(1); // queued shares are on their way out
    }

    function test_RevertWhen_AWithdrawalOrItsRestIsDust() public {
        startWith(10);
        vm.roll(vm.getBlockNumber() + 1);
        vm.startPrank(people[0]);
        vm.expectRevert(abi.encodeWithSelector(Errors.TicketTooSmall.selector, USD));
        pool.withdraw(USD * 1e6 - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TicketTooSmall.selector, USD));
        pool.withdraw(1e15 - USD * 1e6 + 1);
        pool.withdraw(USD * 1e6); // exactly the least
        pool.withdraw(1e15 - 2 * USD * 1e6); // leaving exactly the least
    }

    function test_TheQueueIsPaidInOrderAsLiquidityGrowsAndEarnsMeanwhile() public {
        startWith(10);
        for (uint256 i; i < 3; ++i) withdrawAll(people[i]);
        deposit(alice, 1_500 * USD);
        assertEq(claimableOf(people[0]), 1_000 * USD, "the first whole");
        assertEq(claimableOf(people[1]), 500 * USD, "the second in part");
        assertEq(claimableOf(people[2]), 0);
        (address who, uint256 left) = pool.ticketOf(1);
        assertEq(who, people[1]);
        assertEq(left, 500 * USD * 1e6);
        mineDay(100 * USD); // repays min(Q, 50): the queue gets it
        assertEq(claimableOf(people[1]), 550 * USD);
        vm.warp(block.timestamp + 1 days);
        assertEq(claim(people[1]), 550 * USD + uint256(50 * USD) * 450 / 9_950, "its last shares earned");
        assertGt(claimableOf(people[2]), 4 * USD, "who waits earns");
        assertEq(claim(people[0]), 1_000 * USD);
    }

    function test_WithdrawalsBehindAQueueWaitTheirTurn() public {
        startWith(10);
        for (uint256 i; i < 12; ++i) if (i < 10) withdrawAll(people[i]);
        deposit(alice, 10_000 * USD); // pays ten tickets on the way
        assertEq(state().queuedShares, 0);
        (uint256 paid,) = withdrawAll(alice);
        assertEq(paid, 0);
    }

    function test_PayQueueServesMoreThanOthersCallsDo() public {
        _fifteenWaiting();
        assertGt(state().queuedShares, 0, "ten on the way");
        vm.expectRevert();
        pool.payQueue(101);
        assertEq(pool.payQueue(100), 5);
        assertEq(state().queuedShares, 0);
        for (uint256 i; i < 15; ++i) assertGe(claimableOf(people[i]), 1_000 * USD);
    }

    function _fifteenWaiting() private {
        startWith(20);
        for (uint256 i; i < 15; ++i) withdrawAll(people[i]);
        deposit(alice, 15_000 * USD);
    }

    function test_ClaimsGoWhereTheAccountSays() public {
        startWith(10);
        mineDay(100 * USD);
        vm.warp(block.timestamp + 1 days);
        vm.startPrank(people[0]);
        vm.expectRevert(Errors.ZeroAddress.selector);
        pool.claim(address(0));
        assertEq(pool.claim(bob), 10 * USD);
        assertEq(money.balanceOf(bob), 10 * USD);
        vm.expectRevert(Errors.NothingToPay.selector);
        pool.claim(bob);
    }

    // ---- settling

    function test_RevertWhen_SettledTooEarlyOrWithoutNews() public {
        startWith(10);
        vm.expectRevert(abi.encodeWithSelector(Errors.SettledRecently.selector, block.timestamp + 12 hours));
        pool.settle();
        vm.warp(block.timestamp + 13 hours);
        vm.expectRevert(abi.encodeWithSelector(Errors.NothingToSettle.selector, state().throughDay));
        pool.settle();
    }

    function test_SeveralDaysAreStreamedOverAsManyAndABacklogKeepsItsTime() public {
        startWith(10);
        mineDay(100 * USD);
        for (uint256 i; i < 4; ++i) ledgerDay(fleet, 100 * USD);
        pool.settle();
        uint256 from = block.timestamp;
        assertEq(state().streamLeft, 400 * USD);
        assertEq(state().streamEnd, from + 4 days);
        vm.warp(from + 1 days);
        assertEq(claimableOf(people[0]), 20 * USD, "the first day's 10, and a quarter of 40");
        mineDay(100 * USD);
        assertEq(state().streamEnd, from + 4 days + 12 hours, "three days' worth is not squeezed into one");
    }

    function test_ALongBacklogCountsAsEqualDaysOfWhichTheLastSevenAreRemembered() public {
        startWith(10);
        mineDay(100 * USD);
        for (uint256 i; i < 9; ++i) ledgerDay(fleet, i == 0 ? 100 * USD + 5 : 100 * USD);
        pool.settle();
        assertEq(state().recentIncome, 700 * USD + 5, "the remainder belongs to the last day");
        assertEq(state().recentUnitDays, 7 * uint256(MACHINE));
        mineDay(200 * USD);
        assertEq(state().recentIncome, 800 * USD + 5);
    }

    function test_TheMeanOfPrincipalBeginsWithTheFirstMachine() public {
        schedule(series, MACHINE, uint128(10 * USD));
        deposit(alice, 1_000 * USD);
        nextDays(20);
        deposit(bob, 19_000 * USD);
        pool.executePurchase();
        mineDay(100 * USD);
        assertEq(state().toRepay, 9_950 * USD, "s = 50%: what lay there before mined nothing");
        assertEq(state().streamLeft, 50 * USD, "of one day");
        assertEq(state().streamEnd, block.timestamp + 1 days);
    }

    // ---- governance

    function test_RevertWhen_ParametersAreOutOfBounds() public {
        IJointMiningTypes.Parameters memory p = pool.parameters();
        p.feeBps = 2_501;
        _expectParameters(p, abi.encodeWithSelector(Errors.OutOfBounds.selector, 2_501, 0, 2_500));
        p.feeBps = 2_500;
        p.reserveBps = 5_001;
        _expectParameters(p, abi.encodeWithSelector(Errors.OutOfBounds.selector, 5_001, 0, 5_000));
        p.reserveBps = 5_000;
        p.minDeposit = 100;
        _expectParameters(p, abi.encodeWithSelector(Errors.OutOfBounds.selector, 100, 101, 100 * USD));
        p.minDeposit = uint128(100 * USD + 1);
        _expectParameters(p, abi.encodeWithSelector(Errors.OutOfBounds.selector, 100 * USD + 1, 101, 100 * USD));
        p.minDeposit = 101;
        p.router = address(0);
        _expectParameters(p, abi.encodeWithSelector(Errors.ZeroAddress.selector));
        p.router = address(pool);
        _expectParameters(p, abi.encodeWithSelector(Errors.ZeroAddress.selector));
        p.router = bob;
        vm.prank(address(timelock));
        pool.setParameters(p);
        assertEq(pool.parameters().router, bob);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        pool.setParameters(p);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        pool.schedulePurchase(IJointMiningTypes.Purchase(series, 1, type(uint40).max, 1));
    }

    function test_APauseStopsJoiningAndBuyingAndNothingElse() public {
        startWith(10);
        mineDay(100 * USD);
        deposit(alice, 1_000 * USD);
        schedule(series, 10, uint128(10 * USD));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), guardian));
        pool.setPaused(true);
        vm.prank(guardian);
        pool.setPaused(true);
        _expectDeposit(10 * USD, abi.encodeWithSelector(Errors.DepositsPaused.selector));
        vm.expectRevert(Errors.DepositsPaused.selector);
        pool.executePurchase();
        mineDay(100 * USD);
        (uint256 paid, uint256 ticket) = withdrawAll(alice);
        assertEq(paid, 1_000 * USD);
        assertEq(ticket, ALL_PAID);
        vm.expectRevert(Errors.NothingToPay.selector);
        pool.collectFees();
        withdrawAll(people[0]);
        pool.payQueue(10);
        assertGt(claim(people[0]), 0);
        vm.prank(address(timelock));
        pool.setPaused(false);
        deposit(bob, 10 * USD);
    }

    function test_RevertWhen_SomebodyElseReportsASaleOrBuysAtTheDesk() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), address(0)));
        pool.incomeSold(1, 1, 1, 1, 1);
        address desk = vm.computeCreateAddress(address(pool), 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), address(pool)));
        MachineDesk(desk).buy(series, 1, 1, 1, IERC20(address(money)), address(money));
    }

    // ---- helpers

    function _expectDeposit(uint256 amount, bytes memory error) private {
        money.mint(bob, amount);
        vm.startPrank(bob);
        money.approve(address(pool), amount);
        vm.expectRevert(error);
        pool.deposit(amount, 0);
        vm.stopPrank();
    }

    function _expectParameters(IJointMiningTypes.Parameters memory p, bytes memory error) private {
        vm.prank(address(timelock));
        vm.expectRevert(error);
        pool.setParameters(p);
    }
}
