// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {ILendingPool} from "../../src/lend/ILendingPool.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {LendDesk} from "../../src/lend/LendDesk.sol";
import {LendLiquidator} from "../../src/lend/LendLiquidator.sol";
import {LendingPool} from "../../src/lend/LendingPool.sol";
import {IncomeOracle} from "../../src/mine/IncomeOracle.sol";
import {BlacklistToken} from "../mocks/HostileTokens.sol";
import {LendTest} from "./LendTest.sol";

/// @dev A copy that believes a benchmark was decided as soon as it could be, and insists on collecting.
contract GullibleLiquidator is LendLiquidator {
    constructor(IHashpower hashpower_, LendDesk desk_) LendLiquidator(hashpower_, desk_) {}

    function _counted(AuctionData memory a, uint256 fedAt, uint256 upSince) internal view override returns (uint256) {
        uint256 bench = (a.tickAt / 1 days + a.staleDays) * 1 days;
        (uint256 day,) = _latest();
        fedAt = Math.max(fedAt, (day + 1) * 1 days + 12 hours);
        uint256 staleAt = Math.min(a.staleAt, bench);
        uint256 from = Math.max(a.tickAt, upSince);
        if (fedAt <= staleAt) return Math.saturatingSub(block.timestamp, from);
        uint256 before = Math.saturatingSub(staleAt, a.tickAt);
        return (upSince > a.tickAt ? 0 : before) + block.timestamp - Math.max(from, fedAt);
    }

    function _tryCollect(uint256 id) internal override {
        _collect(id, _loans[id]);
    }

    function _latest() private view returns (uint256 day, uint256 value) {
        (bool ok, bytes memory answer) = HASHPOWER.benchmark().staticcall(abi.encodeWithSignature("latestOf(uint16)", 1));
        require(ok, "no benchmark");
        return abi.decode(answer, (uint256, uint256));
    }
}

/// @dev Attacks on an auction's clock, on its end, and by too little gas.
contract LendClockAttacksTest is LendTest {
    bool internal weak;

    function makePool(address asset) internal override returns (ILendingPool made) {
        if (!weak) return super.makePool(asset);
        desk = new LendDesk(address(timelock), hashpower, sale, asset);
        liquidator = new GullibleLiquidator(hashpower, desk);
        made = ILendingPool(address(new LendingPool(address(timelock), liquidator, router, guardian)));
        list(made, asset);
    }

    function _fails(function() internal returns (bool) attack) internal {
        uint256 begin = vm.snapshotState();
        assertFalse(attack(), "the pool must withstand");
        vm.revertToState(begin);
        weak = true;
        pool = makePool(address(usdt));
        supply(carol, 1_000_000 * USD);
        assertTrue(attack(), "the weakened copy must not");
    }

    function _works(bytes memory data) internal returns (bool ok) {
        (ok,) = address(pool).call(data);
    }

    // ---- the clock

    function test_Attack_ABenchmarkDecidedLateMakesAnAuctionCheapAtOnce() public {
        _fails(_lateBenchmark);
    }

    /// @dev Nobody decides benchmarks for days, and for two of them they are stale. Who decides just enough of them then finds
    /// the auction over.
    function _lateBenchmark() internal returns (bool) {
        uint256 id = _dollarLoan();
        uint256 day = today();
        vm.warp((day + 2) * 1 days + 11 hours);
        pool.liquidate(id);
        vm.warp((day + 4) * 1 days + 23 hours);
        assertTrue(l(id).stale);
        benchmark.advance(BTC, 2);
        assertFalse(l(id).stale);
        assertGe(l(id).elapsed, 13 hours, "what was proven counts");
        return _works(abi.encodeCall(pool.keep, (id)));
    }

    /// @dev What earns the asset needs no price: the benchmark alone tells its value.
    function _dollarLoan() internal returns (uint256 id) {
        ILendTypes.Parameters memory p = pool.parameters();
        p.minLoan = uint96(USD);
        setParameters(p);
        id = buyDollars(alice, 88_500_000);
        borrow(alice, id, 10 * USD, 30);
        overdue(id);
    }

    function test_AClockThatIsTickedWhileDataAreFreshLosesNothing() public {
        uint256 id = _auction();
        for (uint256 i; i < 4; ++i) {
            wait_(23 hours);
            pool.tick(id);
        }
        assertEq(l(id).elapsed, 92 hours);
    }

    function test_NothingCountsAfterTheBenchmarkOfTheLastTickWentStale() public {
        uint256 id = _dollarLoan();
        pool.liquidate(id);
        (uint32 day,) = benchmark.latestOf(BTC);
        uint256 ticked = block.timestamp;
        for (uint256 i; i < 4; ++i) wait_(23 hours);
        assertEq(l(id).elapsed, (uint256(day) + 4) * 1 days - ticked);
    }

    /// @dev The benchmark of the tick goes stale before its prices do.
    function test_PricesStillFreshProveNothingOfAStaleBenchmark() public {
        uint256 id = _auction();
        uint256 day = today();
        vm.warp((day + 2) * 1 days + 11 hours);
        _answer();
        pool.tick(id);
        uint256 elapsed = l(id).elapsed;
        vm.warp((day + 3) * 1 days + 14 hours); // three hours after they went stale too
        fresh();
        assertEq(l(id).elapsed, elapsed + 13 hours);
    }

    /// @dev Prices are answered now, benchmarks are not decided.
    function _answer() internal {
        btcUsd.set(btcUsd.answer(), block.timestamp);
        usdUsd.set(usdUsd.answer(), block.timestamp);
    }

    // ---- the end

    function test_Attack_ABrokenRewardHoldsUpTheEndOfAnAuction() public {
        _fails(_brokenReward);
    }

    function _brokenReward() internal returns (bool) {
        BlacklistToken reward = new BlacklistToken(8);
        (fleet, cheapSeries) = hostileFleet(address(reward), address(usdt), 540, 0.01e6);
        IncomeOracle oracle =
            new IncomeOracle(address(reward), address(usdt), btcUsd, usdUsd, sequencer, 26 hours);
        vm.prank(address(timelock));
        desk.setOracle(address(reward), oracle);
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        setBtc(40_000e8);
        pool.liquidate(id);
        workDays(fleet, 2);
        repay(alice, id, 200 * USD);
        reward.setPaused(true);
        return !_works(abi.encodeCall(pool.cancelAuction, (id)));
    }

    // ---- too little gas

    /// @dev With a gas that a failing collection survives but the rest does not, and no other, income could be spared the debt.
    function test_Attack_TooLittleGasSparesTheBorrowersIncome() public {
        uint256 id = _auction();
        workDays(fleet, 2);
        uint256 mined = hashpower.claimable(id);
        assertGt(mined, 0);
        money().mint(bob, 10_000 * USD);
        vm.startPrank(bob);
        money().approve(address(pool), NEVER);
        vm.stopPrank();
        bool everWorked;
        for (uint256 gas_ = 100_000; gas_ < 900_000; gas_ += 4_000) {
            uint256 begin = vm.snapshotState();
            vm.prank(bob);
            (bool ok,) = address(pool).call{gas: gas_}(abi.encodeCall(pool.take, (id, NEVER, block.timestamp)));
            if (ok) {
                everWorked = true;
                assertEq(wbtc.balanceOf(alice) + pool.lotOf(1).amount, mined, "collected, whatever the gas");
            }
            vm.revertToState(begin);
        }
        assertTrue(everWorked);
    }

    function test_Attack_TooLittleGasEndsAnAuctionWithItsIncomeUncollected() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        setBtc(40_000e8);
        pool.liquidate(id);
        repay(alice, id, 200 * USD);
        workDays(fleet, 2);
        uint256 mined = hashpower.claimable(id);
        bool everWorked;
        for (uint256 gas_ = 60_000; gas_ < 700_000; gas_ += 4_000) {
            uint256 begin = vm.snapshotState();
            (bool ok,) = address(pool).call{gas: gas_}(abi.encodeCall(pool.cancelAuction, (id)));
            if (ok) {
                everWorked = true;
                assertEq(pool.lotOf(1).amount, mined, "collected, whatever the gas");
            }
            vm.revertToState(begin);
        }
        assertTrue(everWorked);
    }

    // ---- a term that was delivered to the last day

    function test_Attack_ARefundOfNothingLeavesTheLoanOpenForEver() public {
        cheapSeries = makeSeries(miner, fleet, 100_000_000, 120, 0.0216e6); // 180 base units a day and unit: nothing is left over
        uint256 id = buyCheap(alice, 100_000);
        uint256 amount = pool.valueOf(id, 30).maxBorrow;
        borrow(alice, id, amount, 30);
        while (settledOf(fleet) < infoOf(id).endDay) goodDay(fleet);
        fresh();
        assertEq(hashpower.refundable(id), 0);
        uint256 debt = pool.debtOf(id);
        pool.settleRefund(id);
        assertTrue(pool.isKept(id));
        assertEq(state().debt, 0);
        assertEq(state().badDebt, debt);
    }

    // ---- governance

    function test_Attack_PausingAndDelistingShutsPeopleIn() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrowAs(alice, id, 500 * USD, 90, true);
        uint256 other = buyCheap(alice, uint88(WHOLE));
        borrow(alice, other, 500 * USD, 90);
        workDays(fleet, 2);
        vm.prank(guardian);
        pool.setPaused(true);
        vm.startPrank(address(timelock));
        hashpower.setLocker(address(pool), false, true);
        hashpower.setPayToken(address(usdt), false);
        vm.stopPrank();
        pool.collectIncome(id);
        buyIncome(bob, loanOf(id).lotId);
        vm.prank(alice);
        pool.setAutoRepay(id, false);
        repay(alice, id, 100 * USD);
        repay(alice, id, NEVER);
        assertEq(hashpower.lockerOf(id), NOBODY);
        setBtc(30_000e8);
        pool.liquidate(other);
        take(bob, other);
        assertEq(hashpower.ownerOf(other), bob);
        vm.startPrank(carol);
        pool.redeem(pool.balanceOf(carol), carol, carol);
        vm.stopPrank();
        assertGe(money().balanceOf(carol), 1_000_000 * USD);
    }

    /// @dev A loan's rate and term are its own, whatever governance does within its bounds.
    function test_Attack_ParametersChangeARunningLoansRateOrTerm() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        ILendTypes.Loan memory loan = loanOf(id);
        ILendTypes.Parameters memory p = pool.parameters();
        (p.kinkBps, p.baseBps, p.slope1Bps, p.slope2Bps) = (5_000, 2_000, 5_000, 30_000);
        (p.reserveBps, p.maxLtvBps, p.minLoan) = (3_000, 3_000, uint96(1_000 * USD));
        setParameters(p);
        vm.warp(block.timestamp + 80 days);
        assertEq(loanOf(id).rate, loan.rate);
        assertEq(loanOf(id).maturity, loan.maturity);
        uint256 owed = 500 * USD * uint256(loan.rate) * 80 days;
        assertEq(pool.debtOf(id), 500 * USD + Math.ceilDiv(owed, 1e9 * 365 days));
    }

    // ---- dust

    /// @dev Each payment fixes interest, rounded up: paying dust must not cost the borrower more than it pays.
    function test_Attack_DustPaymentsRaiseADebt() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        uint256 begin = vm.snapshotState();
        vm.warp(block.timestamp + 50);
        uint256 alone = pool.debtOf(id);
        vm.revertToState(begin);
        for (uint256 i; i < 50; ++i) {
            vm.warp(block.timestamp + 1);
            repay(bob, id, 1);
        }
        assertLe(pool.debtOf(id), alone);
        repay(alice, id, NEVER);
        assertEq(state().debt, 0, "no trace in the books");
    }

    /// @dev Money of a moment from one lender, while another takes out what had counted.
    function test_Attack_ADepositOfAMomentStandsInForWhatLeaves() public {
        uint256 id = buyCheap(alice, 60_000_000);
        uint256 fair = pool.rateOf(100_000 * USD);
        supply(bob, 9_000_000 * USD);
        assertGe(pool.rateOf(100_000 * USD), fair);
        vm.startPrank(carol);
        pool.withdraw(500_000 * USD, carol, carol);
        vm.stopPrank();
        assertGe(borrow(alice, id, 100_000 * USD, 90), fair, "no lower than before anybody came");
    }

    // ---- losses

    function test_ALossTakesWhatStillRecoversBeforeThePriceOfShares() public {
        uint256 second = buyCheap(alice, uint88(WHOLE));
        borrow(alice, second, 500 * USD, 90);
        uint256 id = _auction();
        pool.liquidate(second);
        workDays(fleet, 1);
        pool.collectIncome(id);
        uint32 lotId = loanOf(id).lotId;
        for (uint256 i; i < 3; ++i) wait_(12 hours);
        take(bob, id);
        uint256 recovering = buyIncome(dave, lotId);
        assertEq(state().recovering, recovering);
        assertEq(state().reserve, 0, "the first loss took it");
        uint256 assets = pool.totalAssets();
        uint256 loss = pool.debtOf(second);
        loss -= take(bob, second);
        assertGt(loss, recovering);
        assertEq(state().recovering, 0);
        assertApproxEqAbs(pool.totalAssets(), assets + recovering - loss, 1);
    }
}
