// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Errors} from "../../src/Errors.sol";
import {IIncomeFeed} from "../../src/mine/IIncomeFeed.sol";
import {IIncomeSale} from "../../src/mine/IIncomeSale.sol";
import {IncomeOracle} from "../../src/mine/IncomeOracle.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {TestFeed} from "../../src/testing/TestFeed.sol";
import {HookToken, OpenToken} from "../mocks/HostileTokens.sol";
import {MineTest} from "./MineTest.sol";

/// @dev An account that leaves when its token tells it to.
contract Leaver {
    JointMiningPool internal immutable POOL;

    constructor(JointMiningPool pool_) {
        POOL = pool_;
    }

    function join(IERC20 token, uint256 amount) external {
        token.approve(address(POOL), amount);
        POOL.deposit(amount, 0);
    }

    function leave() external {
        POOL.withdraw(POOL.accountOf(address(this)).shares);
    }
}

/// @dev A pool of a dollar that earns bitcoin and sells it.
contract IncomeSaleTest is MineTest {
    IIncomeSale internal shop;
    IncomeOracle internal oracle;
    TestFeed internal btcUsd;
    TestFeed internal usdUsd;

    function setUp() public override {
        super.setUp();
        _sellingPool(address(usdt), 4);
    }

    function _sellingPool(address asset, uint32 farm) private {
        money = OpenToken(asset);
        vm.prank(address(timelock));
        hashpower.setPayToken(asset, true);
        fleet = makeFleet(miner, address(wbtc), asset, farm);
        series = makeSeries(miner, fleet, 1_000_000, 1080, uint128(10 * USD));
        pool = _ready(
            new JointMiningPool(
                address(timelock), hashpower, sale, IERC20(asset), IERC20(address(wbtc)), router, guardian
            )
        );
        shop = IIncomeSale(pool.incomeSale());
        btcUsd = new TestFeed(8, 60_000e8);
        usdUsd = new TestFeed(8, 1e8);
        oracle = new IncomeOracle(address(wbtc), asset, btcUsd, usdUsd, IIncomeFeed(address(0)), 26 hours);
        vm.prank(address(timelock));
        shop.setOracle(address(oracle), 9_700);
    }

    /// @dev 0.01 BTC: 600 dollars.
    function _open() private returns (uint256 lotId) {
        startWith(10);
        mineDay(0.01e8);
        btcUsd.set(60_000e8, block.timestamp);
        usdUsd.set(1e8, block.timestamp);
        return shop.lot().id;
    }

    function _buy(address who, uint256 lotId) private returns (uint256 cost) {
        cost = shop.lotPrice();
        money.mint(who, cost);
        vm.startPrank(who);
        money.approve(address(shop), cost);
        assertEq(shop.buyIncome(lotId, cost, block.timestamp), cost);
        vm.stopPrank();
    }

    function test_IncomeIsSoldWholeAtAFallingPriceAndSharedOut() public {
        uint256 lotId = _open();
        assertEq(lotId, 1);
        assertEq(shop.lotPrice(), 630 * USD, "105% at first");
        vm.warp(block.timestamp + 3 hours);
        assertEq(shop.lotPrice(), 606 * USD, "101% half way");
        uint256 cost = _buy(bob, lotId);
        assertEq(wbtc.balanceOf(bob), 0.01e8);
        assertEq(state().streamLeft, cost, "s = 1: all of it to users");
        assertEq(state().recentIncome, cost, "and it counts as mined");
        vm.warp(block.timestamp + 1 days);
        assertEq(claimableOf(people[0]), cost / 10);
        assertFalse(shop.isOpen());
    }

    function test_ThePriceNeverFallsBelowTheFloorOfTheOracle() public {
        _open();
        vm.warp(block.timestamp + 20 hours);
        assertEq(shop.lotPrice(), 582 * USD);
        btcUsd.set(70_000e8, block.timestamp);
        assertEq(shop.lotPrice(), 679 * USD, "the floor follows the market");
    }

    function test_RevertWhen_PricesAreStaleOrWrongAndExitsStillWork() public {
        uint256 lotId = _open();
        deposit(alice, 100 * USD);
        vm.warp(block.timestamp + 26 hours + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(btcUsd)));
        shop.buyIncome(lotId, type(uint256).max, block.timestamp);
        (uint256 paid,) = withdrawAll(alice);
        assertEq(paid, 100 * USD, "exits need no price");
        btcUsd.set(0, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(btcUsd)));
        shop.lotPrice();
        btcUsd.set(60_000e8, block.timestamp + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(btcUsd)));
        shop.lotPrice();
        btcUsd.set(60_000e8, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(usdUsd)));
        shop.lotPrice();
    }

    function test_TheOracleMindsEveryDecimalAndRoundsUp() public {
        TestFeed five = new TestFeed(18, 5e18); // $5 a whole reward of 18 decimals
        TestFeed half = new TestFeed(6, 0.5e6); // the asset, of 6, at half a dollar
        IIncomeFeed none = IIncomeFeed(address(0));
        IncomeOracle direct = new IncomeOracle(address(btcb), address(usdt), five, none, none, 1 hours);
        assertEq(direct.value(3e18), 15 * USD);
        assertEq(direct.value(1), 1, "never nothing");
        IncomeOracle crossed = new IncomeOracle(address(btcb), address(usdt), five, half, none, 1 hours);
        assertEq(crossed.value(3e18), 30 * USD);
        IncomeOracle back = new IncomeOracle(address(usdt), address(btcb), half, five, none, 1 hours);
        assertEq(back.value(30 * USD), 3e18, "the other way round");
    }

    function test_RevertWhen_TheSequencerWasDownWithinTheHour() public {
        TestFeed up = new TestFeed(0, 0);
        IncomeOracle l2 = new IncomeOracle(address(wbtc), address(usdt), btcUsd, usdUsd, up, 26 hours);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(up)));
        l2.value(1e8);
        vm.warp(block.timestamp + 1 hours + 1);
        assertEq(l2.value(1e8), 60_000 * USD);
        up.set(1, block.timestamp - 2 hours);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(up)));
        l2.value(1e8);
    }

    function test_RevertWhen_TheLotIsAnotherOrTooDearOrTheCallIsLate() public {
        uint256 lotId = _open();
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchLot.selector, 2));
        shop.buyIncome(2, type(uint256).max, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.LotTooDear.selector, 630 * USD, 630 * USD - 1));
        shop.buyIncome(lotId, 630 * USD - 1, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, 1, block.timestamp));
        shop.buyIncome(lotId, type(uint256).max, 1);
        _buy(bob, lotId);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchLot.selector, lotId));
        shop.buyIncome(lotId, type(uint256).max, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchLot.selector, lotId));
        shop.lotPrice();
    }

    function test_DaysThatPassWhileALotIsOnSaleGoIntoTheNext() public {
        uint256 lotId = _open();
        ledgerDay(fleet, 0.01e8);
        vm.expectRevert(Errors.LotOnSale.selector);
        pool.settle();
        ledgerDay(fleet, 0.02e8);
        btcUsd.set(60_000e8, block.timestamp);
        usdUsd.set(1e8, block.timestamp);
        _buy(bob, lotId);
        nextDay();
        pool.settle();
        assertEq(shop.lot().amount, 0.03e8);
        assertEq(shop.lot().daysCount, 2);
    }

    function test_ALotNobodyIsLeftForGoesToTheRouter() public {
        startWith(10);
        mineDay(0.01e8);
        btcUsd.set(60_000e8, block.timestamp);
        usdUsd.set(1e8, block.timestamp);
        _buy(bob, 1);
        for (uint256 i = 10; i < 20; ++i) deposit(people[i], 1_000 * USD);
        mineDay(0.5e8); // $30,000
        btcUsd.set(60_000e8, block.timestamp);
        usdUsd.set(1e8, block.timestamp);
        _buy(bob, 2);
        mineDay(0.01e8);
        for (uint256 i; i < 20; ++i) withdrawAll(people[i]);
        assertEq(state().totalShares, 0);
        pool.handOver();
        assertEq(wbtc.balanceOf(router), 0.01e8);
        assertFalse(shop.isOpen());
    }

    /// @dev A machine that left has income in the lot, which belongs to no day: with nobody left it may not wait for the next to join.
    function test_Attack_LastOneInInheritsWhatALotBroughtForMachinesThatLeft() public {
        uint256 id = startWith(10);
        mineDay(0.01e8);
        _atPrices();
        _buy(bob, 1);
        for (uint256 i = 10; i < 20; ++i) deposit(people[i], 1_000 * USD);
        mineDay(0.5e8); // $30,000
        _atPrices();
        _buy(bob, 2);
        ledgerDay(fleet, 0.01e8);
        terminateFleet();
        pool.retire(id);
        for (uint256 i; i < 20; ++i) withdrawAll(people[i]);
        assertEq(state().totalShares, 0);
        nextDay();
        pool.settle();
        assertEq(shop.lot().credited, 0.01e8);
        _atPrices();
        uint256 owed = state().feeOwed;
        uint256 cost = _buy(bob, 3);
        assertEq(state().windfall, 0);
        assertEq(state().feeOwed, owed + cost);
    }

    function _atPrices() private {
        btcUsd.set(60_000e8, block.timestamp);
        usdUsd.set(1e8, block.timestamp);
    }

    function test_RevertWhen_TheOracleOrItsFloorIsWrong() public {
        IncomeOracle other = new IncomeOracle(address(btcb), address(usdt), btcUsd, usdUsd, IIncomeFeed(address(0)), 1 hours);
        vm.startPrank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongTokens.selector, address(usdt), address(btcb)));
        shop.setOracle(address(other), 9_700);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 8_999, 9_000, 10_000));
        shop.setOracle(address(oracle), 8_999);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 27 hours, 10 minutes, 26 hours));
        new IncomeOracle(address(wbtc), address(usdt), btcUsd, usdUsd, IIncomeFeed(address(0)), 27 hours);
        vm.stopPrank();
        vm.expectRevert();
        shop.setOracle(address(oracle), 9_700);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), address(pool)));
        shop.cancel(address(this));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), address(pool)));
        shop.open(1, 0, 1, 1, 1);
    }

    /// @dev The buyer's token calls the pool while the lot is being paid: settling meanwhile would make the next elapsed time zero.
    function test_Attack_SettleFromWithinThePurchaseOfALot() public {
        _sellingPool(address(new HookToken(6)), 6);
        uint256 lotId = _open();
        ledgerDay(fleet, 0.01e8);
        btcUsd.set(60_000e8, block.timestamp);
        usdUsd.set(1e8, block.timestamp);
        uint256 cost = shop.lotPrice();
        money.mint(bob, cost);
        vm.prank(bob);
        money.approve(address(shop), cost);
        HookToken(address(money)).setHook(address(pool), abi.encodeCall(JointMiningPool.settle, ()), true, 1);
        vm.prank(bob);
        shop.buyIncome(lotId, cost, block.timestamp);
        assertFalse(HookToken(address(money)).lastSuccess(), "settled twice in one moment");
        assertEq(shop.lot().id, lotId);
    }

    /// @dev The buyer's token lets somebody leave while the lot is being paid: the pool's balance grows by less than what came.
    function test_Attack_LeaveFromWithinThePurchaseOfALot() public {
        _sellingPool(address(new HookToken(6)), 7);
        startWith(10);
        mineDay(0.01e8);
        Leaver leaver = new Leaver(pool);
        money.mint(address(leaver), 400 * USD);
        leaver.join(IERC20(address(money)), 400 * USD);
        vm.roll(vm.getBlockNumber() + 1);
        btcUsd.set(60_000e8, block.timestamp);
        usdUsd.set(1e8, block.timestamp);
        uint256 cost = shop.lotPrice();
        money.mint(bob, cost);
        vm.prank(bob);
        money.approve(address(shop), cost);
        HookToken(address(money)).setHook(address(leaver), abi.encodeCall(Leaver.leave, ()), true, 1);
        vm.prank(bob);
        shop.buyIncome(1, cost, block.timestamp);
        assertEq(state().streamLeft + state().liquidity - 400 * USD * (sharesOf(address(leaver)) == 0 ? 0 : 1), cost, "all that was paid");
    }
}
