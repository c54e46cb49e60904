// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Errors} from "../../src/Errors.sol";
import {ILensTypes} from "../../src/lens/ILensTypes.sol";
import {IMineLens} from "../../src/lens/IMineLens.sol";
import {MineLens} from "../../src/lens/MineLens.sol";
import {IIncomeFeed} from "../../src/mine/IIncomeFeed.sol";
import {IIncomeSale} from "../../src/mine/IIncomeSale.sol";
import {IJointMiningPool} from "../../src/mine/IJointMiningPool.sol";
import {IncomeOracle} from "../../src/mine/IncomeOracle.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {TestFeed} from "../../src/testing/TestFeed.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";
import {MineTest} from "../mine/MineTest.sol";

contract MineLensTest is MineTest {
    MineLens internal lens;

    function setUp() public override {
        super.setUp();
        lens = new MineLens(hashpower, sale);
    }

    // ---- pools

    function test_PoolShowsTheRuleMachinesAndIncome() public {
        _twenty();
        (ILensTypes.At memory at, IMineLens.PoolView[] memory items) = lens.pools(_one(pool));
        IMineLens.PoolView memory item = items[0];
        assertEq(at.blockNumber, block.number);
        assertEq(item.pool, address(pool));
        assertEq(item.asset.decimals, 6);
        assertEq(item.reward.symbol, item.asset.symbol);
        assertEq(abi.encode(item.state), abi.encode(state()));
        assertEq(abi.encode(item.parameters), abi.encode(pool.parameters()));
        assertEq(abi.encode(item.scheduled), abi.encode(pool.scheduled()));
        assertEq(item.principal, 20_000 * USD);
        assertEq(item.meanPrincipal, 20_000 * USD, "at the moment of a settlement there is no mean");
        assertEq(item.share, 0.5e18, "C / P");
        assertEq(item.incomePerDay, 100 * USD);
        assertEq(item.unitDaysLeft, 1_079 * uint256(MACHINE), "a day of 1080 has gone");
        assertEq(item.incomeSale, address(0));
        assertEq(item.machines.length, 1);
        assertEq(abi.encode(item.machines[0].machine), abi.encode(pool.machines()[0]));
        assertTrue(item.machines[0].earning);
        assertFalse(item.machines[0].over);
        assertEq(item.machines[0].settled, fleetState().settled);
        assertEq(item.machines[0].lastDay, pool.machines()[0].endDay);
        assertEq(item.machines[0].refundFloor, hashpower.infoOf(pool.machines()[0].id).refundFloor);
    }

    function test_MeanIsOverTheTimeSinceTheLastSettlement() public {
        startWith(10);
        mineDay(100 * USD);
        vm.warp(block.timestamp + 6 hours);
        deposit(alice, 10_000 * USD);
        vm.warp(block.timestamp + 6 hours);
        IMineLens.PoolView memory item = _view();
        assertEq(item.meanPrincipal, 15_000 * USD);
        assertEq(item.share, uint256(10_000e18) / 15_000);
    }

    function test_IncomeEndsWithTermsAndTerminations() public {
        startWith(10);
        mineDay(100 * USD);
        assertEq(_view().incomePerDay, 100 * USD);
        terminateFleet();
        IMineLens.PoolView memory item = _view();
        assertEq(item.incomePerDay, 0);
        assertTrue(item.machines[0].over);
        assertEq(item.machines[0].lastDay, fleetState().terminatedOn);
    }

    function test_SettlementIsPossibleFromTheTimeItNames() public {
        startWith(10);
        mineDay(100 * USD);
        ledgerDay(fleet, 100 * USD);
        pool.settle();
        IMineLens.PoolView memory item = _view();
        assertFalse(item.settleable);
        vm.warp(item.nextSettlement - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.SettledRecently.selector, item.nextSettlement));
        pool.settle();
        ledgerDay(fleet, 100 * USD);
        item = _view();
        assertTrue(item.settleable);
        assertEq(item.settleableThrough, fleetState().settled);
    }

    // ---- room

    function test_RoomIsTheMostThatADepositCanBring() public {
        _twenty();
        uint256 room = _view().room;
        assertEq(room, 20_000 * USD, "P <= 4C");
        money.mint(alice, room + 1);
        vm.startPrank(alice);
        money.approve(address(pool), room + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.PoolFull.selector, room));
        pool.deposit(room + 1, 0);
        pool.deposit(room, 0);
        vm.stopPrank();
        assertEq(_view().room, 0);
        _expectBlocker(Errors.PoolFull.selector);
    }

    function test_BlockerIsTheErrorThatADepositMeets() public {
        _expectBlocker(Errors.NothingToMine.selector);
        schedule(series, MACHINE, uint128(10 * USD));
        _expectBlocker(0);
        assertEq(_view().room, 40_000 * USD, "four times the planned machine");
        startWith(10);
        vm.prank(guardian);
        pool.setPaused(true);
        _expectBlocker(Errors.DepositsPaused.selector);
        vm.prank(guardian);
        pool.setPaused(false);
        missDays(3);
        assertTrue(_view().held);
        assertEq(_view().machines[0].missStreak, 3);
        _expectBlocker(Errors.PoolHeld.selector);
    }

    function test_BlockerOfAPoolThatEverybodyLeft() public {
        startWith(10);
        deposit(alice, 10_000 * USD);
        mineDays(210, 100 * USD);
        withdrawAll(alice);
        for (uint256 i; i < 10; ++i) withdrawAll(people[i]);
        assertEq(state().totalShares, 0);
        _expectBlocker(Errors.HandOverFirst.selector);
    }

    function test_BlockerOfAPoolThatLostNearlyAll() public {
        uint32 short = makeSeries(miner, fleet, 1_000, 3, uint128(10 * USD));
        schedule(short, MACHINE, uint128(10 * USD));
        for (uint256 i; i < 10; ++i) deposit(people[i], 1_000 * USD);
        uint256 id = pool.executePurchase();
        mineDays(2, 1 * USD);
        ledgerDay(fleet, 1 * USD);
        pool.retire(id);
        schedule(series, MACHINE, uint128(10 * USD));
        _expectBlocker(Errors.PoolExhausted.selector);
    }

    // ---- the sale of income

    function test_LotShowsItsPriceUntilThatIsStale() public {
        TestFeed feed = _sellingPool();
        startWith(10);
        mineDay(0.01e8);
        feed.set(60_000e8, block.timestamp);
        IMineLens.PoolView memory item = _view();
        assertEq(item.incomeSale, pool.incomeSale());
        assertEq(item.lot.amount, 0.01e8);
        assertEq(item.lotPrice, 630 * USD, "105% of 600 dollars");
        assertFalse(item.settleable);
        vm.warp(block.timestamp + 27 hours);
        assertEq(_view().lotPrice, 0);
    }

    // ---- people

    function test_PositionShowsWhatLeavingWouldPay() public {
        _twenty();
        mineDays(50, 100 * USD);
        vm.roll(vm.getBlockNumber() + 1);
        (, IMineLens.PositionView memory item,,) = lens.position(pool, people[0], 10, 100);
        assertEq(abi.encode(item.account), abi.encode(pool.accountOf(people[0])));
        assertTrue(item.aged);
        assertEq(item.withdrawable, 1_000 * USD);
        for (uint256 i; i < 12; ++i) withdrawAll(people[i]);
        (, item,,) = lens.position(pool, people[12], 10, 100);
        assertEq(item.withdrawable, 500 * USD, "what liquidity is left");
        (uint256 paid,) = withdrawAll(people[12]);
        assertEq(paid, item.withdrawable);
        (, item,,) = lens.position(pool, people[13], 10, 100);
        assertEq(item.withdrawable, 0);
        (, item,,) = lens.position(pool, people[12], 10, 100);
        assertEq(item.queuedValue, 500 * USD);
        assertEq(item.withdrawable, 0);
        deposit(alice, 1_000 * USD);
        (, item,,) = lens.position(pool, alice, 10, 100);
        assertFalse(item.aged);
    }

    function test_NothingIsPaidAtOnceWhileHeld() public {
        _twenty();
        missDays(3);
        (, IMineLens.PositionView memory item,,) = lens.position(pool, people[0], 10, 100);
        assertEq(item.withdrawable, 0);
    }

    function test_TicketsShowTheirPlaceAndWhatIsBeforeThem() public {
        startWith(10);
        mineDay(100 * USD);
        _queue();
        (, IMineLens.TicketView[] memory items, uint256 next) = lens.tickets(pool, address(0), 0, 100, 100);
        assertEq(items.length, 8);
        assertEq(next, 0);
        for (uint256 i; i < 8; ++i) {
            (address account, uint256 shares) = pool.ticketOf(items[i].ticketId);
            assertEq(items[i].place, i);
            assertEq(items[i].account, account);
            assertEq(items[i].shares, shares);
            assertEq(items[i].value, 500 * USD);
            assertEq(items[i].ahead, i * 500 * USD);
        }
        (, items, next) = lens.tickets(pool, people[1], 0, 100, 100);
        assertEq(items.length, 2);
        assertEq(items[1].place, 5);
        assertEq(items[1].ahead, 5 * 500 * USD);
        IMineLens.PositionView memory item;
        (, item, items, next) = lens.position(pool, people[1], 1, 100);
        assertEq(items.length, 1);
        assertEq(item.queuedValue, 1_000 * USD);
        assertGt(next, 0);
        (, items, next) = lens.tickets(pool, people[1], next, 1, 100);
        assertEq(items[0].place, 5);
        assertEq(items[0].ahead, 5 * 500 * USD);
    }

    function test_PagesOfTicketsJoinToTheWholeQueue() public {
        startWith(10);
        mineDay(100 * USD);
        _queue();
        (, IMineLens.TicketView[] memory whole,) = lens.tickets(pool, address(0), 0, 100, 100);
        uint256 cursor;
        uint256 count;
        do {
            IMineLens.TicketView[] memory page;
            (, page, cursor) = lens.tickets(pool, address(0), cursor, 3, 2);
            assertLe(page.length, 2);
            for (uint256 i; i < page.length; ++i) assertEq(abi.encode(page[i]), abi.encode(whole[count++]));
        } while (cursor != 0);
        assertEq(count, whole.length);
    }

    function test_TicketsBeginWhereTheQueueDoes() public {
        startWith(10);
        mineDay(100 * USD);
        _queue();
        deposit(bob, 1_200 * USD); // pays two tickets and a part of the third
        (, IMineLens.TicketView[] memory items,) = lens.tickets(pool, address(0), 0, 100, 100);
        assertEq(items.length, 6);
        assertEq(items[0].ticketId, 2);
        assertEq(items[0].place, 0);
        assertEq(items[0].value, 300 * USD);
        assertEq(items[1].ahead, 300 * USD);
    }

    function test_AChainMayHaveNoPools() public view {
        (, IMineLens.PoolView[] memory items) = lens.pools(new IJointMiningPool[](0));
        assertEq(items.length, 0);
    }

    function test_RevertWhen_NoneOrTooManyAreAskedFor() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 51, 50));
        lens.pools(new IJointMiningPool[](51));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 200));
        lens.tickets(pool, address(0), 0, 0, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 201, 200));
        lens.position(pool, alice, 201, 1);
    }

    // ---- helpers

    function _one(JointMiningPool pool_) private pure returns (IJointMiningPool[] memory pools) {
        pools = new IJointMiningPool[](1);
        pools[0] = pool_;
    }

    function _view() private view returns (IMineLens.PoolView memory) {
        (, IMineLens.PoolView[] memory items) = lens.pools(_one(pool));
        return items[0];
    }

    function _expectBlocker(bytes4 expected) private {
        assertEq(bytes32(_view().blocker), bytes32(expected));
        money.mint(bob, 10 * USD);
        vm.startPrank(bob);
        money.approve(address(pool), 10 * USD);
        uint256 before = vm.snapshotState();
        (bool ok, bytes memory reason) = address(pool).call(abi.encodeCall(pool.deposit, (10 * USD, 0)));
        vm.revertToState(before);
        vm.stopPrank();
        assertEq(ok, expected == 0);
        if (!ok) assertEq(bytes32(bytes4(reason)), bytes32(expected), "what a deposit meets");
    }

    function _twenty() private {
        startWith(10);
        mineDay(100 * USD);
        for (uint256 i = 10; i < 20; ++i) deposit(people[i], 1_000 * USD);
    }

    /// @dev Eight tickets of $500: of four people, twice.
    function _queue() private {
        for (uint256 i; i < 8; ++i) {
            uint256 half = sharesOf(people[i % 4]) / 2;
            withdraw(people[i % 4], half);
        }
    }

    function _sellingPool() private returns (TestFeed feed) {
        money = OpenToken(address(usdt));
        fleet = makeFleet(miner, address(wbtc), address(usdt), 4);
        series = makeSeries(miner, fleet, 1_000_000, 1080, uint128(10 * USD));
        pool = _ready(
            new JointMiningPool(
                address(timelock), hashpower, sale, IERC20(address(usdt)), IERC20(address(wbtc)), router, guardian
            )
        );
        feed = new TestFeed(8, 60_000e8);
        IIncomeFeed none;
        IncomeOracle oracle = new IncomeOracle(address(wbtc), address(usdt), feed, none, none, 26 hours);
        IIncomeSale shop = IIncomeSale(pool.incomeSale());
        vm.prank(address(timelock));
        shop.setOracle(address(oracle), 9_700);
    }
}
