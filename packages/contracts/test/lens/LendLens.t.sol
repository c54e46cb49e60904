// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {ILendingPool} from "../../src/lend/ILendingPool.sol";
import {IIncomeOracle} from "../../src/mine/IIncomeOracle.sol";
import {ILendLens} from "../../src/lens/ILendLens.sol";
import {LendLens} from "../../src/lens/LendLens.sol";
import {LendTest} from "../lend/LendTest.sol";

/// @dev Pools, who supplies, and what can be borrowed.
contract LendLensTest is LendTest {
    LendLens internal lens;

    function setUp() public override {
        super.setUp();
        lens = new LendLens(hashpower);
    }

    // ---- pools

    function test_PoolShowsItsBooksItsCurveAndItsShares() public {
        _lend(500 * USD);
        wait_(1 days);
        (, ILendLens.PoolView[] memory items) = lens.pools(_pools());
        assertEq(items.length, 1);
        ILendLens.PoolView memory item = items[0];
        assertEq(item.pool, address(pool));
        assertEq(abi.encode(item.state), abi.encode(state()));
        assertEq(abi.encode(item.parameters), abi.encode(pool.parameters()));
        assertEq(item.asset.token, address(usdt));
        assertEq(item.asset.symbol, "tUSDT");
        assertEq(item.share.token, address(pool));
        assertEq(item.share.decimals, 12);
        assertEq(item.sharePrice, pool.convertToAssets(1e12));
        assertGt(item.room, 1e24);
        assertEq(item.blocker, bytes4(0));
    }

    function test_NoPoolsForNone() public view {
        (, ILendLens.PoolView[] memory items) = lens.pools(new ILendingPool[](0));
        assertEq(items.length, 0);
    }

    function test_PausedPoolsTakeNoDeposits() public {
        vm.prank(guardian);
        pool.setPaused(true);
        ILendLens.PoolView memory item = _pool();
        assertEq(item.blocker, Errors.LendingPaused.selector);
        assertEq(item.room, 0);
        money().mint(alice, USD);
        vm.startPrank(alice);
        money().approve(address(pool), USD);
        vm.expectRevert(Errors.LendingPaused.selector);
        pool.deposit(USD, alice);
        vm.stopPrank();
    }

    // ---- rewards

    function test_RewardsAreWhatFleetsPaidForInTheAssetEarn() public {
        ILendLens.RewardView[] memory rewards = _pool().rewards;
        assertEq(rewards.length, 2, "one fleet is paid for in dai");
        assertEq(rewards[0].reward.token, address(usdt));
        assertEq(rewards[0].price, 1e15);
        assertEq(rewards[0].oracle, NOBODY);
        assertEq(rewards[1].reward.token, address(wbtc));
        assertEq(rewards[1].oracle, pool.oracleOf(address(wbtc)));
        assertEq(rewards[1].price, pool.valueOf(buyCheap(alice, uint88(WHOLE)), 0).price);
        (uint32 day,) = benchmark.latestOf(BTC);
        for (uint256 i; i < 2; ++i) {
            assertEq(rewards[i].assetId, BTC);
            assertEq(rewards[i].benchmarkDay, day);
            assertEq(rewards[i].blocker, bytes4(0));
        }
    }

    function test_ASecondFleetOfATokenAddsNoReward() public {
        makeFleet(miner, address(wbtc), address(usdt), 9);
        assertEq(_pool().rewards.length, 2);
    }

    /// @dev For twelve days without a word the lens says exactly what the pool says.
    function test_RewardsAreStaleWhenThePoolFindsThemStale() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        uint256 stale;
        for (uint256 i; i < 24; ++i) {
            bytes4 blocker = _pool().rewards[1].blocker;
            assertEq(blocker == 0, _isValued(id), "as the pool");
            if (blocker != 0) ++stale;
            skipTime(12 hours);
            if (i % 3 == 0) setBtc(60_000e8);
            if (i > 12 && i % 2 == 0) benchmark.resolve(BTC, today() - 1);
        }
        assertGt(stale, 5);
    }

    function test_AStalePriceOrBenchmarkIsNamed() public {
        vm.warp(block.timestamp + 26 hours + 1);
        assertEq(_pool().rewards[1].blocker, Errors.StalePrice.selector);
        assertEq(_pool().rewards[1].price, 0);
        assertEq(_pool().rewards[0].blocker, bytes4(0), "needs no price");
        vm.warp(block.timestamp + 4 days);
        assertEq(_pool().rewards[0].blocker, Errors.StaleBenchmark.selector);
        fresh();
        assertEq(_pool().rewards[0].blocker, bytes4(0));
    }

    function test_ARewardWithoutAnOracleIsNotTaken() public {
        vm.prank(address(timelock));
        desk.setOracle(address(wbtc), IIncomeOracle(NOBODY));
        ILendLens.RewardView memory reward = _pool().rewards[1];
        assertEq(reward.oracle, NOBODY);
        assertEq(reward.blocker, Errors.StalePrice.selector);
    }

    // ---- suppliers

    function test_PositionShowsWhatCanBeWithdrawnAtOnce() public {
        uint256 id = buyAs(alice, series, uint88(40 * WHOLE), NOBODY);
        for (uint256 i; i < 40; ++i) workDays(fleet, 1);
        usdt.mint(carol, 7);
        vm.prank(carol);
        usdt.approve(address(pool), 5);
        vm.prank(carol);
        pool.withdraw(999_000 * USD, carol, carol);
        borrow(alice, id, 400 * USD, 90);
        (, ILendLens.PositionView memory item) = lens.position(pool, carol);
        assertEq(item.shares, pool.balanceOf(carol));
        assertEq(item.assets, 1_000 * USD);
        assertEq(item.maxWithdraw, 600 * USD);
        assertEq(item.maxRedeem, pool.maxRedeem(carol));
        assertEq(item.balance, 999_000 * USD + 7);
        assertEq(item.allowance, 5);
        assertEq(item.credit, pool.creditOf(address(usdt), carol));
    }

    // ---- quotes

    function test_QuoteIsWhatCanBeBorrowedAndNotABaseUnitMore() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        ILendLens.QuoteView memory item = _quote(id, 0, 90);
        assertEq(abi.encode(item.value), abi.encode(pool.valueOf(id, 90)));
        assertEq(item.hashpower.id, id);
        assertEq(item.maxBorrow, item.value.maxBorrow);
        assertEq(item.amount, item.maxBorrow);
        assertEq(item.rate, pool.rateOf(item.amount));
        assertFalse(item.approved);
        assertEq(item.blocker, bytes4(0));
        assertEq(_quote(id, item.maxBorrow + 1, 90).blocker, Errors.LoanTooLarge.selector);
        vm.prank(alice);
        hashpower.approve(address(pool), id);
        assertTrue(_quote(id, 0, 90).approved);
        assertEq(borrow(alice, id, item.amount, 90), item.rate);
        assertEq(_quote(id, 0, 90).blocker, Errors.IsLocked.selector);
    }

    function test_QuotesOfSeveralCountEachOther() public {
        vm.prank(carol);
        pool.withdraw(998_900 * USD, carol, carol);
        ILendTypes.Pledge[] memory pledges = new ILendTypes.Pledge[](3);
        for (uint256 i; i < 3; ++i) pledges[i] = ILendTypes.Pledge(buyCheap(alice, uint88(WHOLE)), uint128(500 * USD));
        pledges[2].amount = 0;
        (, ILendLens.QuoteView[] memory items) = lens.quote(pool, alice, pledges, 90);
        assertEq(items[1].rate, pool.rateOf(1_000 * USD));
        assertGt(items[1].rate, items[0].rate);
        assertEq(items[2].maxBorrow, 100 * USD, "what is left");
        assertEq(items[2].amount, 100 * USD);
        vm.prank(alice);
        hashpower.setApprovalForAll(address(pool), true);
        for (uint256 i; i < 3; ++i) {
            assertTrue(_isApproved(pledges[i].id));
            assertEq(borrow(alice, pledges[i].id, items[i].amount, 90), items[i].rate);
        }
    }

    function test_BlockerIsTheErrorThatTheLoanMeets() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        _expectBlocker(Errors.BadLoanTerm.selector, alice, id, 500 * USD, 31);
        _expectBlocker(Errors.LoanTooSmall.selector, alice, id, 10 * USD - 1, 90);
        _expectBlocker(Errors.NotAllowed.selector, bob, id, 500 * USD, 90);
        _expectBlocker(Errors.LoanTooLarge.selector, alice, id, 900 * USD, 90);
        uint256 other = buyAs(alice, shortSeries, 1_000, NOBODY);
        _expectBlocker(Errors.WrongTokens.selector, alice, other, 500 * USD, 90);
        uint256 tiny = buyCheap(alice, 100);
        _expectBlocker(Errors.LoanTooLarge.selector, alice, tiny, 10 * USD, 90);
        assertEq(_quote(tiny, 0, 90).blocker, Errors.LoanTooSmall.selector);
        vm.prank(carol);
        pool.withdraw(999_600 * USD, carol, carol);
        _expectBlocker(Errors.TooLittleIdle.selector, alice, id, 500 * USD, 90);
        vm.prank(carol);
        pool.withdraw(395 * USD, carol, carol);
        assertEq(_quote(id, 0, 90).blocker, Errors.TooLittleIdle.selector);
        supply(carol, 1_000 * USD);
        vm.prank(address(timelock));
        hashpower.setLocker(address(pool), false, true);
        _expectBlocker(Errors.LockerNotAllowed.selector, alice, id, 500 * USD, 90);
        vm.prank(guardian);
        pool.setPaused(true);
        _expectBlocker(Errors.LendingPaused.selector, alice, id, 500 * USD, 90);
    }

    function test_BlockerIsWhatIsWrongWithTheNftOrItsData() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.warp(block.timestamp + 26 hours + 1);
        _expectBlocker(Errors.StalePrice.selector, alice, id, 500 * USD, 90);
        assertEq(_quote(id, 0, 90).value.value, 0);
        vm.warp(block.timestamp + 4 days);
        _expectBlocker(Errors.StaleBenchmark.selector, alice, id, 500 * USD, 90);
        nextDays(6);
        _expectBlocker(Errors.FleetBehind.selector, alice, id, 500 * USD, 90);
        missDays(fleet, 1);
        _expectBlocker(Errors.MinerMissedDays.selector, alice, id, 500 * USD, 90);
        terminateByVote(fleet);
        _expectBlocker(Errors.FleetTerminated.selector, alice, id, 500 * USD, 90);
    }

    function test_BlockerIsTheTermThatIsTooShort() public {
        uint32 brief = makeSeries(miner, fleet, 1_000_000, 120, 0.01e6);
        uint256 id = buyAs(alice, brief, uint88(WHOLE), NOBODY);
        _expectBlocker(Errors.TooFewDaysLeft.selector, alice, id, 100 * USD, 90);
        assertEq(_quote(id, 0, 30).blocker, bytes4(0));
    }

    function test_WithoutABorrowerTheOwnerIsMeant() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        ILendTypes.Pledge[] memory pledges = new ILendTypes.Pledge[](1);
        pledges[0].id = id;
        (, ILendLens.QuoteView[] memory items) = lens.quote(pool, NOBODY, pledges, 90);
        assertEq(items[0].blocker, bytes4(0));
    }

    function test_RevertWhen_TooManyAreAskedFor() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 21, 20));
        lens.pools(new ILendingPool[](21));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 20));
        lens.quote(pool, alice, new ILendTypes.Pledge[](0), 90);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 21, 20));
        lens.quote(pool, alice, new ILendTypes.Pledge[](21), 90);
    }

    // ---- helpers

    function _lend(uint256 amount) internal returns (uint256 id) {
        id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, amount, 90);
    }

    function _pools() internal view returns (ILendingPool[] memory pools) {
        pools = new ILendingPool[](1);
        pools[0] = pool;
    }

    function _pool() internal view returns (ILendLens.PoolView memory) {
        (, ILendLens.PoolView[] memory items) = lens.pools(_pools());
        return items[0];
    }

    function _quote(uint256 id, uint256 amount, uint16 termDays) internal view returns (ILendLens.QuoteView memory) {
        return _quoteFor(alice, id, amount, termDays);
    }

    function _quoteFor(address who, uint256 id, uint256 amount, uint16 termDays)
        internal
        view
        returns (ILendLens.QuoteView memory)
    {
        ILendTypes.Pledge[] memory pledges = new ILendTypes.Pledge[](1);
        pledges[0] = ILendTypes.Pledge(id, uint128(amount));
        (, ILendLens.QuoteView[] memory items) = lens.quote(pool, who, pledges, termDays);
        return items[0];
    }

    function _isApproved(uint256 id) internal view returns (bool) {
        return _quote(id, 0, 90).approved;
    }

    function _isValued(uint256 id) internal view returns (bool) {
        try pool.valueOf(id, 0) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev The lens names the error that the pool then throws.
    function _expectBlocker(bytes4 expected, address who, uint256 id, uint256 amount, uint16 termDays) internal {
        assertEq(_quoteFor(who, id, amount, termDays).blocker, expected, "the lens");
        vm.prank(hashpower.ownerOf(id));
        hashpower.approve(address(pool), id);
        vm.prank(who);
        vm.expectPartialRevert(expected);
        pool.borrow(id, uint128(amount), termDays, false, ANY_RATE, block.timestamp);
    }
}
