// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {LendTest} from "./LendTest.sol";

/// @dev Income that pays the debt: at once in the asset, on sale in another token.
contract LendIncomeTest is LendTest {
    /// @dev Settles a day of `dollars` on which it was paid `amount`.
    function dollarDay(uint256 amount) internal {
        uint32 day = settledOf(dollars) + 1;
        while (today() <= day) nextDay();
        fundAs(miner, dollars, day, amount);
        settleNext(dollars);
        fresh();
    }

    /// @dev An NFT that earns dollars, with a loan of 10 dollars against it, whose income repays.
    function pledgeDollars(bool autoRepay) internal returns (uint256 id) {
        setParameters(smallLoans());
        id = buyDollars(alice, 88_500_000); // worth 14.6 dollars by its benchmark of bitcoin as dollars
        borrowAs(alice, id, 10 * USD, 90, autoRepay);
    }

    function smallLoans() internal view returns (ILendTypes.Parameters memory p) {
        p = pool.parameters();
        p.minLoan = uint96(USD);
    }

    function test_IncomeInTheAssetPaysInterestThenPrincipal() public {
        uint256 id = pledgeDollars(true);
        dollarDay(3 * USD);
        uint256 debt = pool.debtOf(id);
        uint256 mined = hashpower.claimable(id); // a base unit less than was paid
        assertEq(pool.collectIncome(id), mined);
        assertEq(pool.debtOf(id), debt - mined);
        assertEq(loanOf(id).interest, 0);
        assertEq(usdt.balanceOf(alice), 10 * USD, "nothing for her");
    }

    function test_IncomeBeyondTheDebtIsTheBorrowersAndFreesTheNft() public {
        uint256 id = pledgeDollars(true);
        dollarDay(30 * USD);
        (uint256 debt, uint256 mined) = (pool.debtOf(id), hashpower.claimable(id));
        pool.collectIncome(id);
        assertEq(usdt.balanceOf(alice), 10 * USD + mined - debt);
        assertEq(hashpower.lockerOf(id), NOBODY);
        assertEq(state().debt, 0);
    }

    function test_IncomeInAnotherTokenIsSoldForTheDebt() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrowAs(alice, id, 500 * USD, 90, true);
        workDays(fleet, 5);
        uint256 mined = pool.collectIncome(id);
        assertGt(mined, 0);
        ILendTypes.Lot memory lot = pool.lotOf(1);
        assertEq(lot.amount, mined);
        assertEq(lot.reward, address(wbtc));
        assertEq(lot.id, id);
        assertEq(loanOf(id).lotId, 1);
        // 60,000 dollars a coin of 8 decimals: 600 base units each; 105% at first, 101% half way, 97% in the end.
        assertEq(pool.lotPrice(1), mined * 630);
        vm.warp(block.timestamp + 3 hours);
        assertEq(pool.lotPrice(1), mined * 606);
        vm.warp(block.timestamp + 9 hours);
        assertEq(pool.lotPrice(1), mined * 582);
        uint256 debt = pool.debtOf(id);
        assertEq(buyIncome(bob, 1), mined * 582);
        assertEq(wbtc.balanceOf(bob), mined);
        assertEq(pool.debtOf(id), debt - mined * 582);
        assertEq(loanOf(id).lotId, 0);
    }

    function test_MoreIncomeJoinsTheLotAndTheClockGoesOn() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrowAs(alice, id, 500 * USD, 90, true);
        workDays(fleet, 5);
        uint256 first = pool.collectIncome(id);
        uint40 openedAt = pool.lotOf(1).openedAt;
        workDays(fleet, 1);
        uint256 second = pool.collectIncome(id);
        assertEq(pool.lotOf(1).amount, first + second);
        assertEq(pool.lotOf(1).openedAt, openedAt);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.LotTooDear.selector, (first + second) * 582, first * 582));
        pool.buyIncome(1, first * 582, block.timestamp);
    }

    function test_ALotThatIsLeftWhenTheLoanIsPaidGoesToTheBorrower() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrowAs(alice, id, 500 * USD, 90, true);
        workDays(fleet, 5);
        uint256 mined = pool.collectIncome(id);
        workDays(fleet, 1);
        repay(alice, id, NEVER);
        assertEq(wbtc.balanceOf(alice), mined);
        assertGt(claimAs(alice, id), 0, "and what was not collected");
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSuchLot.selector, 1));
        pool.buyIncome(1, NEVER, block.timestamp);
    }

    function test_SwitchingSendsIncomeWhereTheChoiceSaidThen() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        workDays(fleet, 5);
        uint256 hers = hashpower.claimable(id);
        vm.prank(alice);
        pool.setAutoRepay(id, true);
        assertEq(hashpower.credit(address(wbtc), alice), hers);
        assertTrue(loanOf(id).autoRepay);
        workDays(fleet, 2);
        uint256 debts = hashpower.claimable(id);
        vm.prank(alice);
        pool.setAutoRepay(id, false);
        assertEq(pool.lotOf(1).amount, debts);
        workDays(fleet, 1);
        assertGt(claimAs(alice, id), hers);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncomeNotPledged.selector, id));
        pool.collectIncome(id);
    }

    function test_SwitchingOffWhenIncomePaysAllClosesTheLoan() public {
        uint256 id = pledgeDollars(true);
        dollarDay(30 * USD);
        vm.prank(alice);
        pool.setAutoRepay(id, false);
        assertEq(hashpower.lockerOf(id), NOBODY);
    }

    function test_RevertWhen_SomebodyElseSwitches() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        vm.prank(bob);
        vm.expectRevert(notAllowed(bob, alice));
        pool.setAutoRepay(id, true);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncomeNotPledged.selector, id));
        pool.collectIncome(id);
        vm.prank(alice);
        pool.setAutoRepay(id, false); // as it is already
    }

    function test_RevertWhen_ALotIsBoughtLateOrStale() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrowAs(alice, id, 500 * USD, 90, true);
        workDays(fleet, 5);
        pool.collectIncome(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, block.timestamp - 1, block.timestamp));
        pool.buyIncome(1, NEVER, block.timestamp - 1);
        vm.warp(block.timestamp + 26 hours + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.StalePrice.selector, address(btcUsd)));
        pool.buyIncome(1, NEVER, block.timestamp);
    }

    // ---- reinvesting

    function test_ReinvestBorrowsAndBuysMoreInOneCall() public {
        uint256 a = buyCheap(alice, uint88(WHOLE));
        uint256 b = buyCheap(alice, uint88(WHOLE));
        ILendTypes.Pledge[] memory pledges = new ILendTypes.Pledge[](2);
        pledges[0] = ILendTypes.Pledge(a, uint128(500 * USD));
        pledges[1] = ILendTypes.Pledge(b, uint128(400 * USD + 5_000));
        vm.startPrank(alice);
        hashpower.setApprovalForAll(address(pool), true);
        (uint256 id, uint256 cost) = pool.reinvest(
            pledges, 90, true, ANY_RATE, ILendTypes.Purchase(cheapSeries, 90_000, 0.01e6), block.timestamp
        );
        assertEq(cost, 900 * USD);
        assertEq(hashpower.ownerOf(id), alice);
        assertEq(infoOf(id).units, 90_000);
        assertEq(usdt.balanceOf(alice), 5_000, "less than a unit's price is left");
        assertEq(usdt.balanceOf(address(desk)), 0);
        assertTrue(loanOf(a).autoRepay);
        assertEq(loanOf(b).principal, 400 * USD + 5_000);
        // In turn.
        pool.borrow(id, uint128(500 * USD), 90, false, ANY_RATE, block.timestamp);
        vm.stopPrank();
    }

    function test_RevertWhen_ReinvestingBuysTooLittleOrTooDear() public {
        uint256 a = buyCheap(alice, uint88(WHOLE));
        ILendTypes.Pledge[] memory pledges = new ILendTypes.Pledge[](1);
        pledges[0] = ILendTypes.Pledge(a, uint128(500 * USD));
        vm.startPrank(alice);
        hashpower.setApprovalForAll(address(pool), true);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooFewUnits.selector, 50_000, 50_001));
        pool.reinvest(pledges, 90, false, ANY_RATE, ILendTypes.Purchase(cheapSeries, 50_001, 0.01e6), block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, 0.01e6, 0.01e6 - 1));
        pool.reinvest(pledges, 90, false, ANY_RATE, ILendTypes.Purchase(cheapSeries, 1, 0.01e6 - 1), block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongTokens.selector, address(dai), address(0)));
        pool.reinvest(pledges, 90, false, ANY_RATE, ILendTypes.Purchase(shortSeries, 1, 1e18), block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 20));
        pool.reinvest(
            new ILendTypes.Pledge[](0), 90, false, ANY_RATE, ILendTypes.Purchase(cheapSeries, 1, 0.01e6), block.timestamp
        );
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, block.timestamp - 1, block.timestamp));
        pool.reinvest(pledges, 90, false, ANY_RATE, ILendTypes.Purchase(cheapSeries, 1, 0.01e6), block.timestamp - 1);
        vm.stopPrank();
    }

    /// @dev Each round borrows 70% of less than was bought: all rounds stay below 1 / (1 - 0.7).
    function test_LeverageStaysBelowItsMaximum() public {
        ILendTypes.Parameters memory p = smallLoans();
        p.haircutBps = 8_000;
        setParameters(p);
        setBtc(600_000e8); // the refund decides
        uint256 id = buyCheap(alice, uint88(WHOLE));
        uint256 first = 885 * USD;
        uint256 all = first;
        vm.prank(alice);
        hashpower.setApprovalForAll(address(pool), true);
        for (uint256 i; i < 8; ++i) {
            ILendTypes.Pledge[] memory pledges = new ILendTypes.Pledge[](1);
            pledges[0] = ILendTypes.Pledge(id, uint128(pool.valueOf(id, 30).maxBorrow));
            vm.prank(alice);
            uint256 cost;
            (id, cost) = pool.reinvest(
                pledges, 30, false, ANY_RATE, ILendTypes.Purchase(cheapSeries, 1, 0.01e6), block.timestamp
            );
            all += cost;
        }
        assertGt(all, first * 25 / 10);
        assertLt(all, first * 334 / 100);
    }
}
