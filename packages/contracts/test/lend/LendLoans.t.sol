// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {IIncomeOracle} from "../../src/mine/IIncomeOracle.sol";
import {LendTest} from "./LendTest.sol";

/// @dev Borrowing and repaying. Figures are the protocol's formulas by hand: 88,500 units, b = 756243769150036400848 (bitcoin's
/// difficulty of April 2024 after the halving), bitcoin at 60,000.
contract LendLoansTest is LendTest {
    // ---- value

    function test_ValueIsTheIncomeWhereThatIsLess() public {
        uint256 id = buy(alice, uint88(WHOLE)); // 9,381 dollars
        ILendTypes.Value memory v = pool.valueOf(id, 90);
        assertEq(v.benchmark, 756243769150036400848, "b");
        assertEq(v.price, 60_000 * USD * 1e9, "of a billion coins");
        assertEq(v.presentValue, 879428316, "365 days of income at 60%");
        assertEq(v.refundFloor, 7817500020, "q * 450 + r");
        assertEq(v.value, 879428316);
        assertEq(v.maxBorrow, 615599821, "70%");
        assertEq(v.income, 2168453383, "540 days, whole");
        assertEq(v.refundNow, 9381000000);
    }

    function test_ValueIsTheRefundWhereThatIsLess() public {
        uint256 id = buyCheap(alice, uint88(WHOLE)); // 885 dollars: q = 1638888, r = 480
        ILendTypes.Value memory v = pool.valueOf(id, 90);
        assertEq(v.presentValue, 879428316);
        assertEq(v.refundFloor, 737500080);
        assertEq(v.value, 737500080);
        assertEq(v.maxBorrow, 516250056);
    }

    function test_ShortRemaindersCountTheirDaysAlone() public {
        uint256 id = buy(alice, uint88(WHOLE));
        // 540 - 180 = 360 days from maturity on: 360/365 of the figure above, before rounding.
        assertEq(pool.valueOf(id, 180).presentValue, 867381353);
    }

    function test_UnsettledDaysCountAsDelivered() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        workDays(fleet, 10);
        uint256 q = infoOf(id).q;
        uint256 open = today() - settledOf(fleet);
        assertGt(open, 0);
        assertEq(pool.valueOf(id, 0).refundNow, infoOf(id).refundFloor - q * open);
        assertEq(pool.valueOf(id, 90).refundFloor, infoOf(id).refundFloor - q * (open + 90));
    }

    function test_MissedDaysStayRefundable() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        missDays(fleet, 3);
        fresh();
        uint256 q = infoOf(id).q;
        // endDay - today slices to come and three missed ones.
        uint256 left = infoOf(id).endDay - today();
        assertEq(pool.valueOf(id, 0).refundNow, q * (left + 3) + infoOf(id).r);
    }

    function test_ALowDayCountsAtOnceAndAHighOneNot() public {
        uint256 id = buy(alice, uint88(WHOLE));
        uint256 before = pool.valueOf(id, 90).presentValue;
        // Twice the difficulty, half the income: the latest day decides although the week's mean is higher.
        (uint32 height, uint48 start,) = difficulty.latestEpoch();
        for (uint32 next = height; next == height; (next, start,) = difficulty.latestEpoch()) nextDay();
        vm.warp(start + 7 days);
        vm.prank(updater);
        difficulty.pushEpoch(uint48(block.timestamp), DIFFICULTY * 2);
        vm.warp(block.timestamp + 2 days + 13 hours);
        fresh();
        ILendTypes.Value memory v = pool.valueOf(id, 90);
        assertApproxEqRel(v.presentValue, before / 2, 0.01e18);
        (uint256 mean,) = benchmark.meanOf(BTC, v.benchmarkDay, 7);
        assertGt(mean, v.benchmark);
    }

    // ---- borrowing

    function test_BorrowingLocksTheNftInPlaceAndItGoesOnEarning() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        uint256 twin = buyCheap(bob, uint88(WHOLE));
        uint32 rate = borrow(alice, id, 500 * USD, 90);
        assertEq(usdt.balanceOf(alice), 500 * USD);
        assertEq(hashpower.ownerOf(id), alice);
        assertEq(hashpower.lockerOf(id), address(pool));
        ILendTypes.Loan memory l = loanOf(id);
        assertEq(l.borrower, alice);
        assertEq(l.principal, 500 * USD);
        assertEq(l.rate, rate);
        assertEq(l.maturity, block.timestamp + 90 days);
        workDays(fleet, 5);
        assertGt(hashpower.claimable(id), 0);
        assertEq(claimAs(alice, id), claimAs(bob, twin), "as its unpledged twin");
    }

    /// @dev 1,000,000 idle; U = 500 / 1,000,000 = 0.05%; rate = 2% + 8% * 0.05% / 80% = 2.005%.
    function test_TheRateIsTheCurveAfterTheLoan() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        assertEq(pool.rateOf(500 * USD), 20_050_000);
        assertEq(borrow(alice, id, 500 * USD, 90), 20_050_000);
    }

    /// @dev 500 dollars at 2.005% for 90 days: 500e6 * 0.02005 * 90 / 365 = 2471917.8, rounded up.
    function test_DebtGrowsBySimpleInterestRoundedUp() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        assertEq(pool.debtOf(id), 500 * USD);
        vm.warp(block.timestamp + 90 days);
        assertEq(pool.debtOf(id), 502_471_918);
    }

    function test_PaidInFullTheNftIsFreeAndTheKeyToo() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        wait_(30 days);
        (uint256 paid, uint256 left) = repay(alice, id, NEVER);
        assertEq(paid, 500_823_973); // 500e6 * 0.02005 * 30 / 365 = 823972.6
        assertEq(left, 0);
        assertEq(hashpower.lockerOf(id), NOBODY);
        assertEq(loanOf(id).borrower, NOBODY);
        assertEq(state().debt, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoLoan.selector, id));
        pool.repay(id, 1);
    }

    function test_APartPaysInterestFirstAndTheRestRunsOnPrincipalAlone() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        vm.warp(block.timestamp + 30 days); // 823,973 of interest
        repay(alice, id, 500_000);
        ILendTypes.Loan memory l = loanOf(id);
        assertEq(l.principal, 500 * USD);
        assertEq(l.interest, 323_973);
        vm.warp(block.timestamp + 30 days);
        assertEq(pool.debtOf(id), 500 * USD + 323_973 + 823_973, "no interest on interest");
        repay(alice, id, 323_973 + 823_973 + 100 * USD);
        assertEq(loanOf(id).principal, 400 * USD);
        assertEq(loanOf(id).interest, 0);
    }

    function test_AnybodyMayPayAndTheOwnerKeepsTheNft() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        repay(bob, id, NEVER);
        assertEq(hashpower.ownerOf(id), alice);
        assertEq(hashpower.lockerOf(id), NOBODY);
        assertEq(usdt.balanceOf(alice), 500 * USD, "the loan is hers");
    }

    function test_RepaymentsAreOpenWhilePausedAndStale() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        vm.prank(guardian);
        pool.setPaused(true);
        skipTime(60 days); // nothing is fresh any more
        repay(alice, id, NEVER);
        assertEq(hashpower.lockerOf(id), NOBODY);
    }

    function test_AnOldLoanKeepsItsRate() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        ILendTypes.Parameters memory p = pool.parameters();
        p.baseBps = 2_000;
        setParameters(p);
        assertEq(loanOf(id).rate, 20_050_000);
        assertEq(pool.rateOf(0), 200_000_000 + 50_000);
    }

    // ---- what is refused

    function test_RevertWhen_TheLoanIsTooLarge() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.expectRevert(abi.encodeWithSelector(Errors.LoanTooLarge.selector, 516250057, 516250056));
        this.tryBorrow(alice, id, 516250057, 90);
    }

    function test_RevertWhen_TheLoanIsTooSmall() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.expectRevert(abi.encodeWithSelector(Errors.LoanTooSmall.selector, 10 * USD - 1, 10 * USD));
        this.tryBorrow(alice, id, 10 * USD - 1, 90);
    }

    function test_RevertWhen_TheTermIsNone() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadLoanTerm.selector, 60));
        this.tryBorrow(alice, id, 100 * USD, 60);
    }

    function test_RevertWhen_SomebodyElseBorrows() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.prank(alice);
        hashpower.setApprovalForAll(address(pool), true);
        vm.prank(bob);
        vm.expectRevert(notAllowed(bob, alice));
        pool.borrow(id, uint128(100 * USD), 90, false, ANY_RATE, block.timestamp);
    }

    function test_RevertWhen_TheRateRoseAboveTheLimit() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.startPrank(alice);
        hashpower.approve(address(pool), id);
        vm.expectRevert(abi.encodeWithSelector(Errors.RateTooHigh.selector, 20_050_000, 20_049_999));
        pool.borrow(id, uint128(500 * USD), 90, false, 20_049_999, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, block.timestamp - 1, block.timestamp));
        pool.borrow(id, uint128(500 * USD), 90, false, ANY_RATE, block.timestamp - 1);
    }

    function test_RevertWhen_TooLittleIsIdle() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.startPrank(carol);
        pool.withdraw(999_600 * USD, carol, carol);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(Errors.TooLittleIdle.selector, 500 * USD, 400 * USD));
        this.tryBorrow(alice, id, 500 * USD, 90);
    }

    function test_RevertWhen_TooFewDaysAreLeft() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        workDays(fleet, 320);
        while (infoOf(id).endDay - today() > 210) workDays(fleet, 1);
        assertEq(infoOf(id).endDay - today(), 210);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooFewDaysLeft.selector, id, 210, 210));
        this.tryBorrow(alice, id, 10 * USD, 180);
        borrow(alice, id, 10 * USD, 90);
    }

    function test_RevertWhen_TheMinerMissedItsLatestDay() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        missDays(fleet, 1);
        fresh();
        vm.expectRevert(abi.encodeWithSelector(Errors.MinerMissedDays.selector, fleet, 1));
        this.tryBorrow(alice, id, 100 * USD, 90);
        workDays(fleet, 1);
        borrow(alice, id, 100 * USD, 90);
    }

    function test_RevertWhen_TheLedgerIsLate() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        uint32 settled = settledOf(fleet);
        nextDays(8);
        fresh();
        vm.expectRevert(abi.encodeWithSelector(Errors.FleetBehind.selector, fleet, settled, today()));
        this.tryBorrow(alice, id, 100 * USD, 90);
    }

    function test_RevertWhen_TheNftWasPaidInAnotherToken() public {
        uint256 id = buyShort(alice, 1000); // in tDAI
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongTokens.selector, address(dai), address(btcb)));
        this.tryBorrow(alice, id, 100 * USD, 90);
    }

    function test_RevertWhen_TheNftIsPledgedAlready() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 100 * USD, 90);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.IsLocked.selector, id, address(pool)));
        pool.borrow(id, uint128(100 * USD), 90, false, ANY_RATE, block.timestamp);
    }

    function test_RevertWhen_DataAreStale() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.warp(block.timestamp + 26 hours + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(btcUsd)));
        this.tryBorrow(alice, id, 100 * USD, 90);
        (uint32 latest,) = benchmark.latestOf(BTC);
        vm.warp(uint256(latest + 4) * 1 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.StaleBenchmark.selector, BTC, latest));
        this.tryBorrow(alice, id, 100 * USD, 90);
        fresh();
        borrow(alice, id, 100 * USD, 90);
    }

    function test_RevertWhen_TheSequencerJustCameBack() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        sequencer.set(1, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(sequencer)));
        this.tryBorrow(alice, id, 100 * USD, 90);
        sequencer.set(0, block.timestamp);
        vm.warp(block.timestamp + 1 hours);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(sequencer)));
        this.tryBorrow(alice, id, 100 * USD, 90);
        vm.warp(block.timestamp + 1);
        borrow(alice, id, 100 * USD, 90);
    }

    function test_RevertWhen_TheRewardHasNoOracle() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.prank(address(timelock));
        desk.setOracle(address(wbtc), IIncomeOracle(address(0)));
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(0)));
        this.tryBorrow(alice, id, 100 * USD, 90);
    }

    function test_IncomeInTheAssetNeedsNoOracle() public {
        uint256 id = buyDollars(alice, uint88(WHOLE));
        ILendTypes.Value memory v = pool.valueOf(id, 90);
        assertEq(v.price, 1e6 * 1e9, "a dollar is a dollar");
        // The ledger measures it as bitcoin: 365 days at 60%, a coin worth a dollar.
        assertEq(v.presentValue, 14657, "1/60000");
    }
}
