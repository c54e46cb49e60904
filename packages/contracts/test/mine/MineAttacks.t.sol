// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {BlacklistToken, HookToken} from "../mocks/HostileTokens.sol";
import {MineDefence} from "./MineDefence.sol";
import {Lack} from "./WeakPools.sol";

/// @dev An account whose token calls it back, and who then claims again.
contract Greedy {
    JointMiningPool internal immutable POOL;

    constructor(JointMiningPool pool_) {
        POOL = pool_;
    }

    function join(IERC20 token, uint256 amount) external {
        token.approve(address(POOL), amount);
        POOL.deposit(amount, 0);
    }

    function claim() external {
        POOL.claim(address(this));
    }
}

contract MineAttacksTest is MineDefence {
    // ---- deposits that last a moment

    function test_Attack_FlashDeposit() public {
        _fails(Lack.SameBlockRule, _flashDeposit);
    }

    function _flashDeposit() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        uint256 shares = deposit(mallory, 10_000 * USD);
        vm.prank(mallory);
        try pool.withdraw(shares) {
            return true; // a loan of one transaction could do it
        } catch {
            return false;
        }
    }

    function test_Attack_DepositJustBeforeTheSettlementTakesTheDay() public {
        _fails(Lack.Stream, _jumpIn);
    }

    function _jumpIn() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        ledgerDay(fleet, 100 * USD);
        deposit(mallory, 10_000 * USD);
        pool.settle();
        vm.warp(block.timestamp + 12);
        (uint256 paid,) = withdrawAll(mallory);
        uint256 earned = claimableOf(mallory) == 0 ? 0 : claim(mallory);
        return paid + earned > 10_001 * USD;
    }

    function test_Attack_DepositJustBeforeTheSettlementMovesTheSplit() public {
        _fails(Lack.MeanPrincipal, _moveTheSplit);
    }

    function _moveTheSplit() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        ledgerDay(fleet, 100 * USD);
        deposit(mallory, 30_000 * USD);
        pool.settle();
        return state().toRepay < 9_999 * USD;
    }

    function test_Attack_TwoSettlementsAroundAMomentMoveTheSplit() public {
        _fails(Lack.Interval, _settleTwice);
    }

    function _settleTwice() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        uint32 day = fleetState().settled + 1;
        nextDays(3);
        for (uint32 i; i < 2; ++i) fundAs(miner, fleet, day + i, 100 * USD);
        hashpower.settleDay(fleet);
        pool.settle();
        deposit(mallory, 30_000 * USD);
        vm.warp(block.timestamp + 12);
        hashpower.settleDay(fleet);
        try pool.settle() {} catch {}
        return state().toRepay < 9_999 * USD;
    }

    // ---- donations and rounding

    function test_Attack_DonationInflatesTheShare() public {
        _fails(Lack.CountedLiquidity, _donate);
    }

    function _donate() internal returns (bool) {
        schedule(series, MACHINE, uint128(10 * USD));
        deposit(mallory, 1 * USD);
        money.mint(address(pool), 10_000 * USD);
        uint256 brought = 10_001 * 100_000 - 1; // nearly a whole inflated share more than it gets
        deposit(alice, brought);
        return pool.accountOf(alice).value + 5_000 < brought;
    }

    function test_Attack_ManySmallDepositsGainByRounding() public {
        _fails(Lack.RoundingDown, _nibble);
    }

    function _nibble() internal returns (bool) {
        schedule(series, MACHINE, uint128(10 * USD));
        deposit(alice, 1_000 * USD);
        uint256 spent;
        uint256 got;
        for (uint256 i; i < 100; ++i) {
            uint256 amount = 1 * USD + i * 7;
            spent += amount;
            deposit(mallory, amount);
            (uint256 paid,) = withdrawAll(mallory);
            got += paid;
        }
        return got > spent;
    }

    // ---- the queue

    function test_Attack_OneWeiInTheQueueHalvesEverybodysIncome() public {
        _fails(Lack.QueueBound, _oneWeiQueue);
    }

    function _oneWeiQueue() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        deposit(alice, 1_000 * USD - 1);
        (uint256 paid, uint256 ticket) = withdrawAll(people[0]);
        assertEq(paid, 1_000 * USD - 1);
        (, uint256 shares) = pool.ticketOf(ticket);
        assertEq(shares, 1e6, "one wei waits");
        uint256 before = state().toRepay;
        mineDay(100 * USD);
        return before - state().toRepay > 1 * USD;
    }

    function test_Attack_DustTicketsHoldUpTheQueue() public {
        _fails(Lack.LeastTicket, _dustTickets);
    }

    function _dustTickets() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        vm.roll(vm.getBlockNumber() + 1);
        vm.startPrank(people[0]);
        for (uint256 i; i < 30; ++i) try pool.withdraw(1e6) {} catch {}
        vm.stopPrank();
        withdrawAll(people[1]);
        deposit(carol, 5_000 * USD);
        return pool.accountOf(people[1]).queuedShares != 0;
    }

    function test_Attack_WhoCantReceiveBlocksTheQueue() public {
        _listAsset(address(new BlacklistToken(6)), 1, 1080);
        _fails(Lack.PullPayment, _blockTheQueue);
    }

    function _blockTheQueue() internal returns (bool) {
        startWith(10);
        withdrawAll(people[0]);
        withdrawAll(people[1]);
        BlacklistToken(address(money)).setBlacklisted(people[0], true);
        money.mint(carol, 5_000 * USD);
        vm.startPrank(carol);
        money.approve(address(pool), 5_000 * USD);
        try pool.deposit(5_000 * USD, 0) {} catch {}
        vm.stopPrank();
        return pool.accountOf(people[1]).queuedShares != 0;
    }

    // ---- losses and leavings

    function test_Attack_LeaveBeforeTheWriteDown() public {
        _fails(Lack.Hold, _leaveEarly);
    }

    function _leaveEarly() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        deposit(mallory, 5_000 * USD);
        missDays(3);
        (uint256 paid,) = withdrawAll(mallory);
        return paid == 5_000 * USD;
    }

    function test_Attack_LastOneInInheritsTheMachine() public {
        _fails(Lack.HandOver, _inherit);
    }

    function _inherit() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        for (uint256 i = 10; i < 20; ++i) deposit(people[i], 1_000 * USD);
        mineDay(30_000 * USD); // repaid at once
        for (uint256 i; i < 20; ++i) withdrawAll(people[i]);
        assertEq(state().totalShares, 0);
        schedule(series, MACHINE, uint128(10 * USD));
        money.mint(mallory, 1 * USD);
        vm.startPrank(mallory);
        money.approve(address(pool), 1 * USD);
        try pool.deposit(1 * USD, 0) {} catch {}
        vm.stopPrank();
        mineDay(100 * USD);
        vm.warp(block.timestamp + 1 days);
        return claimableOf(mallory) > 50 * USD;
    }

    /// @dev As above, but the machine is retired rather than handed over: its last income waits in the ledger.
    function test_Attack_LastOneInInheritsARetiredMachinesIncome() public {
        _fails(Lack.HandOver, _inheritRetired);
    }

    function _inheritRetired() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        for (uint256 i = 10; i < 20; ++i) deposit(people[i], 1_000 * USD);
        mineDay(30_000 * USD);
        ledgerDay(fleet, 500 * USD);
        terminateFleet();
        for (uint256 i; i < 20; ++i) withdrawAll(people[i]);
        uint256 id = pool.machines()[0].id;
        try pool.retire(id) {} catch {}
        fleet = makeFleet(miner, address(usdt), address(usdt), 8);
        series = makeSeries(miner, fleet, 1_000_000, 1080, uint128(10 * USD));
        schedule(series, MACHINE, uint128(10 * USD));
        money.mint(mallory, 1 * USD);
        vm.startPrank(mallory);
        money.approve(address(pool), 1 * USD);
        try pool.deposit(1 * USD, 0) {} catch {}
        vm.stopPrank();
        nextDays(2);
        try pool.settle() {} catch {}
        vm.warp(block.timestamp + 60 days);
        return claimableOf(mallory) > 50 * USD;
    }

    /// @dev Nobody settles the ledger while the miner is silent, so that no miss is counted yet.
    function test_Attack_LeaveWhileTheLedgerSleeps() public {
        _fails(Lack.Hold, _leaveAsleep);
    }

    function _leaveAsleep() internal returns (bool) {
        startWith(10);
        mineDay(100 * USD);
        deposit(mallory, 5_000 * USD);
        nextDays(20);
        (uint256 paid,) = withdrawAll(mallory);
        return paid == 5_000 * USD;
    }

    // ---- tokens that call back

    function test_Attack_ClaimAgainFromWithinAClaim() public {
        _listAsset(address(new HookToken(6)), 1, 1080);
        _fails(Lack.Order, _claimTwice);
    }

    function _claimTwice() internal returns (bool) {
        schedule(series, 200, uint128(10 * USD));
        Greedy greedy = new Greedy(pool);
        money.mint(address(greedy), 1_000 * USD);
        greedy.join(IERC20(address(money)), 1_000 * USD);
        deposit(alice, 1_000 * USD);
        pool.executePurchase();
        mineDay(100 * USD);
        vm.warp(block.timestamp + 1 days);
        HookToken(address(money)).setHook(address(greedy), abi.encodeCall(Greedy.claim, ()), false, 1);
        greedy.claim();
        return money.balanceOf(address(greedy)) > 50 * USD;
    }
}
