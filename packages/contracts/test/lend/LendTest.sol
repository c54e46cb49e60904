// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ILendingPool} from "../../src/lend/ILendingPool.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {LendDesk} from "../../src/lend/LendDesk.sol";
import {LendingPool} from "../../src/lend/LendingPool.sol";
import {LendLiquidator} from "../../src/lend/LendLiquidator.sol";
import {IIncomeFeed} from "../../src/mine/IIncomeFeed.sol";
import {IncomeOracle} from "../../src/mine/IncomeOracle.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";
import {TestFeed} from "../../src/testing/TestFeed.sol";

/// @dev A pool of tUSDT with a million from carol, after the halving of April 2024 (which made benchmarks late), bitcoin at 60,000.
/// Alice's 88.5 TH/s earn bitcoin; `dollars` is a fleet that earns tUSDT itself.
abstract contract LendTest is CoreTest {
    uint256 internal constant USD = 1e6;
    uint256 internal constant NEVER = type(uint256).max;
    uint32 internal constant ANY_RATE = type(uint32).max;
    int256 internal constant BTC_USD = 60_000e8;

    ILendingPool internal pool;
    LendDesk internal desk;
    LendLiquidator internal liquidator;
    TestFeed internal btcUsd;
    TestFeed internal usdUsd;
    TestFeed internal sequencer;
    address internal router = makeAddr("router");
    address internal guardian = makeAddr("lendGuardian");
    address internal dave = makeAddr("dave");
    uint32 internal dollars; // usdt / usdt
    uint32 internal cheapSeries; // of `fleet` at a cent a unit: its refund is the lesser value
    uint32 internal dollarSeries;

    function setUp() public virtual override {
        super.setUp();
        nextDays(30);
        benchmark.advance(BTC, 32);
        vm.prank(address(timelock));
        benchmark.setRewardToken(address(usdt), BTC);
        dollars = makeFleet(miner, address(usdt), address(usdt), 2);
        cheapSeries = makeSeries(miner, fleet, 100_000_000, 540, 0.01e6);
        dollarSeries = makeSeries(miner, dollars, 100_000_000, 540, 0.01e6);
        btcUsd = new TestFeed(8, BTC_USD);
        usdUsd = new TestFeed(8, 1e8);
        sequencer = new TestFeed(0, 0);
        sequencer.set(0, block.timestamp - 1 days);
        pool = makePool(address(usdt));
        supply(carol, 1_000_000 * USD);
    }

    // ---- the pool

    /// @dev Overridden by a suite of weakened copies.
    function makePool(address asset) internal virtual returns (ILendingPool made) {
        desk = new LendDesk(address(timelock), hashpower, sale, asset);
        liquidator = new LendLiquidator(hashpower, desk);
        made = ILendingPool(address(new LendingPool(address(timelock), liquidator, router, guardian)));
        list(made, asset);
    }

    function list(ILendingPool made, address asset) internal {
        IncomeOracle oracle = new IncomeOracle(address(wbtc), asset, btcUsd, usdUsd, sequencer, 26 hours);
        vm.startPrank(address(timelock));
        hashpower.setLocker(address(made), true, true);
        desk.setOracle(address(wbtc), oracle);
        vm.stopPrank();
    }

    function money() internal view returns (OpenToken) {
        return OpenToken(pool.asset());
    }

    function setParameters(ILendTypes.Parameters memory p) internal {
        vm.prank(address(timelock));
        pool.setParameters(p);
    }

    // ---- people

    function supply(address who, uint256 amount) internal returns (uint256 shares) {
        money().mint(who, amount);
        vm.startPrank(who);
        money().approve(address(pool), amount);
        shares = pool.deposit(amount, who);
        vm.stopPrank();
    }

    function buyCheap(address who, uint88 units) internal returns (uint256) {
        return buyAs(who, cheapSeries, units, NOBODY);
    }

    function buyDollars(address who, uint88 units) internal returns (uint256) {
        return buyAs(who, dollarSeries, units, NOBODY);
    }

    function borrow(address who, uint256 id, uint256 amount, uint16 termDays) internal returns (uint32) {
        return borrowAs(who, id, amount, termDays, false);
    }

    function borrowAs(address who, uint256 id, uint256 amount, uint16 termDays, bool autoRepay)
        internal
        returns (uint32 rate)
    {
        vm.startPrank(who);
        hashpower.approve(address(pool), id);
        rate = pool.borrow(id, uint128(amount), termDays, autoRepay, ANY_RATE, block.timestamp);
        vm.stopPrank();
    }

    function tryBorrow(address who, uint256 id, uint256 amount, uint16 termDays) external {
        borrow(who, id, amount, termDays);
    }

    /// @dev As much as the NFT carries.
    function borrowMost(address who, uint256 id, uint16 termDays) internal returns (uint256 amount) {
        amount = pool.valueOf(id, termDays).maxBorrow;
        borrow(who, id, amount, termDays);
    }

    function repay(address who, uint256 id, uint256 amount) internal returns (uint256 paid, uint256 left) {
        uint256 most = pool.debtOf(id);
        money().mint(who, amount < most ? amount : most);
        vm.startPrank(who);
        money().approve(address(pool), NEVER);
        (paid, left) = pool.repay(id, amount);
        vm.stopPrank();
    }

    function take(address who, uint256 id) internal returns (uint256 price) {
        money().mint(who, pool.liquidationOf(id).price);
        vm.startPrank(who);
        money().approve(address(pool), NEVER);
        price = pool.take(id, NEVER, block.timestamp);
        vm.stopPrank();
    }

    function buyIncome(address who, uint32 lotId) internal returns (uint256 cost) {
        money().mint(who, pool.lotPrice(lotId));
        vm.startPrank(who);
        money().approve(address(pool), NEVER);
        cost = pool.buyIncome(lotId, NEVER, block.timestamp);
        vm.stopPrank();
    }

    // ---- time

    /// @dev All prices are answered now, and benchmarks decided as far as they are due.
    function fresh() internal {
        benchmark.advance(BTC, 32);
        (int256 btc, int256 usd) = (btcUsd.answer(), usdUsd.answer());
        btcUsd.set(btc, block.timestamp);
        usdUsd.set(usd, block.timestamp);
    }

    function wait_(uint256 seconds_) internal {
        skipTime(seconds_);
        fresh();
    }

    /// @dev Days on which the fleet delivers and settles.
    function workDays(uint32 fleetId, uint256 count) internal {
        for (uint256 i; i < count; ++i) {
            goodDay(fleetId);
            benchmark.advance(BTC, 32);
        }
        fresh();
    }

    function overdue(uint256 id) internal {
        uint256 until = uint256(pool.loanOf(id).maturity) + 24 hours + 1;
        while (block.timestamp < until) {
            nextDay();
            benchmark.advance(BTC, 32);
        }
        fresh();
    }

    function setBtc(int256 price) internal {
        btcUsd.set(price, block.timestamp);
    }

    // ---- auctions

    /// @dev 500 dollars against 885 dollars' worth of hashpower, a day past maturity: in auction.
    function _auction() internal returns (uint256 id) {
        id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        catchUpTo(id);
        pool.liquidate(id);
    }

    /// @dev To a day past maturity, with a ledger that is up to date.
    function catchUpTo(uint256 id) internal {
        uint256 until = uint256(loanOf(id).maturity) + 24 hours + 1;
        while (block.timestamp < until) goodDay(fleet);
        fresh();
    }

    function l(uint256 id) internal view returns (ILendTypes.Liquidation memory) {
        return pool.liquidationOf(id);
    }

    // ---- small things

    function loanOf(uint256 id) internal view returns (ILendTypes.Loan memory) {
        return pool.loanOf(id);
    }

    function state() internal view returns (ILendTypes.PoolState memory) {
        return pool.poolState();
    }
}
