// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {LendTest} from "./LendTest.sol";

/// @dev Liquidation: when, at what price, who gets what, and how it ends.
contract LendAuctionsTest is LendTest {
    // ---- when

    function test_ALoanIsLiquidatedADayPastItsMaturity() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 300 * USD, 90);
        uint256 maturity = loanOf(id).maturity;
        while (block.timestamp < maturity) goodDay(fleet);
        vm.warp(maturity + 24 hours);
        fresh();
        assertFalse(l(id).overdue);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLiquidatable.selector, id));
        pool.liquidate(id);
        vm.warp(maturity + 24 hours + 1);
        assertTrue(l(id).overdue);
        pool.liquidate(id);
        assertTrue(loanOf(id).inAuction);
        vm.expectRevert(abi.encodeWithSelector(Errors.InAuction.selector, id));
        pool.liquidate(id);
    }

    /// @dev PV now of 885 dollars' worth is 879,428,316 at 60,000: a debt of 500 is 85% of 588.235.
    function test_ALoanIsLiquidatedWhenItsDebtPasses85PercentOfItsValueNow() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        setBtc(40_133e8); // V = 588,23x
        assertApproxEqAbs(pool.valueOf(id, 0).value, 588_235_294, 1e6);
        setBtc(40_140e8);
        assertFalse(l(id).unhealthy);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLiquidatable.selector, id));
        pool.liquidate(id);
        setBtc(40_100e8);
        assertTrue(l(id).unhealthy);
        pool.liquidate(id);
    }

    function test_StaleDataLiquidateNobodyForHealth() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        setBtc(30_000e8);
        vm.warp(block.timestamp + 26 hours + 1);
        assertTrue(l(id).stale);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(btcUsd)));
        pool.liquidate(id);
    }

    function test_RevertWhen_NothingIsInAuction() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.expectRevert(abi.encodeWithSelector(Errors.NoLoan.selector, id));
        pool.liquidate(id);
        borrow(alice, id, 500 * USD, 90);
        bytes memory notYet = abi.encodeWithSelector(Errors.NotInAuction.selector, id);
        vm.expectRevert(notYet);
        pool.tick(id);
        vm.expectRevert(notYet);
        pool.take(id, NEVER, block.timestamp);
        vm.expectRevert(notYet);
        pool.keep(id);
        vm.expectRevert(notYet);
        pool.cancelAuction(id);
        assertEq(l(id).price, 0);
        assertEq(l(uint256(1)).floor, 0, "no loan, no figures");
    }

    // ---- the price

    function test_TheAuctionStartsAt110PercentAndHalvesEverySixHours() public {
        uint256 id = _auction();
        ILendTypes.Value memory v = pool.valueOf(id, 0);
        assertGt(v.income, v.refundNow, "income is the greater");
        uint256 start = (v.income * 11 + 9) / 10;
        assertEq(l(id).startPrice, start);
        assertEq(l(id).price, start);
        vm.warp(block.timestamp + 6 hours);
        assertEq(l(id).price, (start + 1) / 2);
        vm.warp(block.timestamp + 3 hours);
        assertEq(l(id).price, (start * 3 + 7) / 8, "linear between halvings");
        vm.warp(block.timestamp + 3 hours);
        assertEq(l(id).price, (start + 3) / 4);
    }

    function test_ThePriceEndsAtAQuarterOfTheRefund() public {
        uint256 id = _auction();
        wait_(24 hours);
        wait_(24 hours);
        uint256 refundNow = pool.valueOf(id, 0).refundNow;
        assertEq(l(id).floor, (refundNow + 3) / 4);
        assertEq(l(id).price, (refundNow + 3) / 4);
        assertLt(l(id).price, pool.debtOf(id), "below the debt");
    }

    // ---- who gets what

    function test_TheBuyerPaysTheDebtAndTheBorrowerGetsTheRest() public {
        uint256 id = _auction();
        uint256 debt = pool.debtOf(id);
        uint256 assets = pool.totalAssets();
        uint256 price = take(bob, id);
        assertGt(price, debt);
        assertEq(hashpower.ownerOf(id), bob);
        assertEq(hashpower.lockerOf(id), NOBODY);
        assertEq(usdt.balanceOf(alice), 500 * USD + price - debt);
        assertEq(state().debt, 0);
        assertEq(state().badDebt, 0);
        assertApproxEqAbs(pool.totalAssets(), assets, 1);
        assertEq(l(id).startPrice, 0);
    }

    function test_IncomeOfTheAuctionIsForTheDebt() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        goodDays(fleet, 88);
        overdue(id);
        pool.liquidate(id);
        uint256 hers = hashpower.credit(address(wbtc), alice);
        assertGt(hers, 0, "what came before is hers");
        goodDay(fleet); // a day before the auction that settles now
        uint256 mined = hashpower.claimable(id);
        assertGt(mined, 0);
        take(bob, id); // far above the debt: the lot is hers again
        assertEq(wbtc.balanceOf(alice), mined);
        assertEq(hashpower.credit(address(wbtc), alice), hers);
        assertEq(hashpower.claimable(id), 0, "nothing of it is the buyer's");
    }

    function test_AShortfallIsTheReservesThenTheSharesPrice() public {
        uint256 big = buyCheap(dave, 88_500_000);
        borrow(dave, big, 20_000 * USD, 180); // brings a small reserve
        uint256 id = _auction();
        for (uint256 i; i < 3; ++i) wait_(12 hours);
        uint256 debt = pool.debtOf(id);
        ILendTypes.PoolState memory before = state();
        uint256 price = take(bob, id);
        uint256 loss = debt - price;
        assertGt(before.reserve, 0);
        assertLt(before.reserve, loss);
        assertEq(state().reserve, 0);
        assertEq(state().badDebt, loss);
        assertApproxEqAbs(pool.totalAssets(), before.totalAssets - (loss - before.reserve), 1);
        assertEq(usdt.balanceOf(alice), 500 * USD, "and she owes nothing more");
        assertEq(loanOf(id).borrower, NOBODY);
    }

    function test_IncomeOnSaleAfterALossIsLenders() public {
        uint256 id = _auction();
        workDays(fleet, 1);
        pool.collectIncome(id);
        uint32 lotId = loanOf(id).lotId;
        for (uint256 i; i < 3; ++i) wait_(12 hours);
        take(bob, id);
        // Bob pledges it again: the old lot is no business of his loan.
        goodDays(fleet, 1);
        catchUp(fleet);
        fresh();
        borrow(bob, id, 100 * USD, 90);
        uint256 assets = pool.totalAssets();
        uint256 cost = buyIncome(dave, lotId);
        assertEq(loanOf(id).principal, 100 * USD);
        assertEq(pool.totalAssets(), assets, "it flows to them over a week");
        assertEq(state().recovering, cost);
        vm.warp(block.timestamp + 3.5 days);
        assertApproxEqAbs(state().recovering, cost / 2, 1);
        vm.warp(block.timestamp + 3.5 days);
        assertEq(state().recovering, 0);
        assertGt(pool.totalAssets(), assets + cost - 1);
    }

    function test_RepayingEndsAnAuction() public {
        uint256 id = _auction();
        repay(alice, id, 100 * USD);
        assertTrue(loanOf(id).inAuction, "a part does not");
        repay(alice, id, NEVER);
        assertEq(hashpower.lockerOf(id), NOBODY);
        assertEq(hashpower.ownerOf(id), alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotInAuction.selector, id));
        pool.take(id, NEVER, block.timestamp);
    }

    function test_AnAuctionEndsWhenItsReasonIsGone() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        setBtc(40_000e8);
        pool.liquidate(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionNeeded.selector, id));
        pool.cancelAuction(id);
        repay(alice, id, 100 * USD); // 400 of 586: below 70%
        workDays(fleet, 2);
        setBtc(40_000e8);
        uint256 forDebt = hashpower.claimable(id);
        pool.cancelAuction(id);
        assertFalse(loanOf(id).inAuction);
        assertEq(pool.lotOf(1).amount, forDebt);
        workDays(fleet, 1);
        assertGt(claimAs(alice, id), 0, "her income again");
        overdue(id);
        pool.liquidate(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionNeeded.selector, id));
        pool.cancelAuction(id);
    }

    function test_RevertWhen_TheBuyerIsLateOrThePriceTooHigh() public {
        uint256 id = _auction();
        uint256 price = l(id).price;
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, price, price - 1));
        pool.take(id, price - 1, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, block.timestamp - 1, block.timestamp));
        pool.take(id, price, block.timestamp - 1);
    }

    // ---- the clock

    function test_TheClockStandsWhileDataAreStale() public {
        uint256 id = _auction();
        uint256 start = l(id).startPrice;
        vm.warp(block.timestamp + 26 hours + 1);
        benchmark.advance(BTC, 32);
        assertTrue(l(id).stale);
        assertEq(l(id).price, start, "it stands");
        assertEq(take(bob, id), start, "at which it can be bought");
    }

    function test_TimeThatSomebodyTickedCounts() public {
        uint256 id = _auction();
        uint256 start = l(id).startPrice;
        vm.warp(block.timestamp + 6 hours);
        pool.tick(id);
        assertEq(l(id).elapsed, 6 hours);
        assertEq(l(id).price, (start + 1) / 2);
        vm.warp(block.timestamp + 20 hours + 1);
        assertTrue(l(id).stale);
        assertEq(l(id).elapsed, 6 hours, "what was ticked stays");
    }

    function test_TimeBeforeDataCouldGoStaleCounts() public {
        uint256 id = _auction();
        vm.warp(block.timestamp + 30 hours);
        fresh();
        vm.warp(block.timestamp + 1 hours);
        assertEq(l(id).elapsed, 26 hours + 1 hours, "until the first answer had to go stale, and from the newest on");
    }

    function test_AnswersInTimeLeaveNoGap() public {
        uint256 id = _auction();
        vm.warp(block.timestamp + 20 hours);
        fresh();
        assertEq(l(id).elapsed, 20 hours);
    }

    function test_TheSequencersDowntimeIsNotCounted() public {
        uint256 id = _auction();
        vm.warp(block.timestamp + 10 hours);
        sequencer.set(0, block.timestamp); // it was down until now
        vm.warp(block.timestamp + 2 hours);
        assertEq(l(id).elapsed, 1 hours, "from an hour after it came back");
    }

    function test_AnOverdueLoanIsLiquidatedWithoutPricesAndPricedLater() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        nextDays(91);
        vm.warp(block.timestamp + 2 days); // nothing is fresh
        pool.liquidate(id);
        assertEq(l(id).startPrice, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(0)));
        pool.take(id, NEVER, block.timestamp);
        skipTime(1 days);
        for (uint256 i; i < 4; ++i) fresh();
        uint256 start = l(id).startPrice;
        assertGt(start, 0);
        pool.tick(id);
        vm.warp(block.timestamp + 6 hours);
        assertEq(l(id).price, (start + 1) / 2);
    }
}
