// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {ILendLens} from "../../src/lens/ILendLens.sol";
import {LendLens} from "../../src/lens/LendLens.sol";
import {LendTest} from "../lend/LendTest.sol";

/// @dev Loans: one, and page by page; and income on sale.
contract LendLensLoansTest is LendTest {
    LendLens internal lens;

    function setUp() public override {
        super.setUp();
        lens = new LendLens(hashpower);
    }

    // ---- one loan

    function test_LoanShowsDebtValueAndWhatThePoolSaysOfIt() public {
        uint256 id = _lend(alice, 500 * USD);
        wait_(3 days);
        ILendLens.LoanView memory item = _loan(id);
        assertEq(item.hashpower.id, id);
        assertEq(item.hashpower.info.locker, address(pool));
        assertEq(abi.encode(item.loan), abi.encode(pool.loanOf(id)));
        assertEq(abi.encode(item.liquidation), abi.encode(pool.liquidationOf(id)));
        assertEq(abi.encode(item.value), abi.encode(pool.valueOf(id, 0)));
        assertEq(item.health, item.value.value * 0.85e18 / pool.debtOf(id));
        assertEq(item.blocker, bytes4(0));
        assertFalse(item.kept);
        assertEq(item.lot.amount, 0);
        assertEq(item.lotPrice, 0);
    }

    function test_AnNftWithoutALoanShowsNone() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        ILendLens.LoanView memory item = _loan(id);
        assertEq(item.hashpower.info.owner, alice);
        assertEq(item.loan.borrower, NOBODY);
        assertEq(item.health, 0);
        assertEq(item.value.value, 0);
    }

    /// @dev The health factor is below one exactly where the pool lets anybody liquidate.
    function testFuzz_HealthBelowOneIsWhatCanBeLiquidated(uint256 price) public {
        uint256 id = _lend(alice, 500 * USD);
        setBtc(int256(bound(price, 100e8, 200_000e8)));
        ILendLens.LoanView memory item = _loan(id);
        assertEq(item.health < 1e18, item.liquidation.unhealthy);
        if (item.health >= 1e18) vm.expectRevert(abi.encodeWithSelector(Errors.NotLiquidatable.selector, id));
        pool.liquidate(id);
    }

    function test_WhatIsStaleIsNamedAndTheDebtStaysKnown() public {
        uint256 id = _lend(alice, 500 * USD);
        vm.warp(block.timestamp + 26 hours + 1);
        ILendLens.LoanView memory item = _loan(id);
        assertEq(item.blocker, Errors.StalePrice.selector);
        assertTrue(item.liquidation.stale);
        assertEq(item.health, 0);
        assertEq(item.value.value, 0);
        assertGt(item.loan.debt, 500 * USD);
    }

    function test_AnAuctionShowsItsCurve() public {
        uint256 id = _auction(alice);
        vm.warp(block.timestamp + 7 hours);
        ILendLens.LoanView memory item = _loan(id);
        assertTrue(item.loan.inAuction);
        assertEq(item.liquidation.elapsed, 7 hours);
        assertEq(item.liquidation.price, pool.liquidationOf(id).price);
        uint256 start = item.liquidation.startPrice;
        assertEq(item.liquidation.price, (start * 39_600 + 86_399) / 86_400, "half, less an hour of the next half");
        assertEq(take(bob, id), item.liquidation.price);
        assertEq(_loan(id).loan.borrower, NOBODY);
    }

    function test_AKeptNftIsShownWithItsIncomeOnSale() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrowAs(alice, id, 500 * USD, 90, true);
        workDays(fleet, 3);
        pool.collectIncome(id);
        ILendLens.LoanView memory item = _loan(id);
        assertEq(abi.encode(item.lot), abi.encode(pool.lotOf(1)));
        assertEq(item.lotPrice, pool.lotPrice(1));
        _sellNothing(id);
        item = _loan(id);
        assertTrue(item.kept);
        assertEq(item.loan.borrower, NOBODY);
        assertEq(item.hashpower.info.owner, address(pool));
        assertGt(item.lot.amount, 0);
        vm.warp(block.timestamp + 27 hours);
        assertEq(_loan(id).lotPrice, 0, "stale");
    }

    // ---- pages

    function test_PagesHoldTheLoansOfABorrower() public {
        uint256 first = _lend(alice, 500 * USD);
        uint256 second = _lend(bob, 400 * USD);
        uint256 third = _lend(alice, 300 * USD);
        buyCheap(alice, uint88(WHOLE)); // no loan
        uint256 elsewhere = buyAs(alice, shortSeries, 1_000, NOBODY);
        lockOf(elsewhere, false); // locked by another
        assertEq(_ids(_filter(NOBODY, false)), abi.encode(_three(first, second, third)));
        assertEq(_ids(_filter(alice, false)), abi.encode(two(first, third)));
        assertEq(_ids(_filter(carol, false)), abi.encode(new uint256[](0)));
        repay(bob, first, NEVER);
        assertEq(_ids(_filter(alice, false)), abi.encode(one(third)));
    }

    function test_ActionableAreThoseOnWhichAnybodyCanAct() public {
        uint256 healthy = _lend(alice, 100 * USD);
        uint256 sick = _lend(alice, 500 * USD);
        assertEq(_ids(_filter(NOBODY, true)), abi.encode(new uint256[](0)));
        setBtc(30_000e8);
        assertEq(_ids(_filter(NOBODY, true)), abi.encode(one(sick)));
        pool.liquidate(sick);
        assertEq(_ids(_filter(NOBODY, true)), abi.encode(one(sick)), "in auction");
        terminateByVote(fleet);
        assertEq(_ids(_filter(alice, true)), abi.encode(two(healthy, sick)), "refund open");
    }

    function testFuzz_PagesListEachLoanOnce(uint32 limit, uint32 maxScan) public {
        limit = uint32(bound(limit, 1, 100));
        maxScan = uint32(bound(maxScan, 1, 20));
        for (uint256 i; i < 5; ++i) {
            buyAs(alice, shortSeries, 1_000, NOBODY);
            _lend(alice, 100 * USD);
            buyCheap(bob, 5);
        }
        uint256 found;
        uint256 cursor;
        uint256 last;
        do {
            ILendLens.LoanView[] memory items;
            (, items, cursor) = lens.loansPage(pool, _filter(NOBODY, false), cursor, limit, maxScan);
            assertLe(items.length, limit);
            for (uint256 i; i < items.length; ++i) {
                assertGt(items[i].hashpower.id, last, "in order");
                last = items[i].hashpower.id;
                ++found;
            }
        } while (cursor != 0);
        assertEq(found, 5);
    }

    function test_ManyNftsOfOtherPoolsCostOneLookEach() public {
        for (uint256 i; i < 30; ++i) buyAs(alice, shortSeries, 1_000, NOBODY);
        _lend(alice, 100 * USD);
        // Seven steps: into six series, and the NFT. Without passing over series it takes 30 more.
        (, ILendLens.LoanView[] memory items,) = lens.loansPage(pool, _filter(NOBODY, false), 0, 1, 10);
        assertEq(items.length, 1);
    }

    /// @dev Nodes stop a call at 25 to 50 million.
    function test_AFullPageStaysBelowTwentyFiveMillionGas() public {
        uint256 units = WHOLE / 2;
        for (uint256 i; i < 100; ++i) borrow(alice, buyCheap(alice, uint88(units)), 100 * USD, 90);
        uint256 before = gasleft();
        (, ILendLens.LoanView[] memory items,) = lens.loansPage(pool, _filter(NOBODY, true), 0, 100, 2_000);
        uint256 filtered = before - gasleft();
        assertEq(items.length, 0);
        assertLt(filtered, 10_000_000);
        before = gasleft();
        (, items,) = lens.loansPage(pool, _filter(NOBODY, false), 0, 100, 2_000);
        assertLt(before - gasleft(), 25_000_000);
        assertEq(items.length, 100);
    }

    function test_LookingForWhatToDoIsBoundedToo() public {
        for (uint256 i; i < 5; ++i) _lend(alice, 100 * USD);
        uint256 sick = _lend(alice, 500 * USD);
        setBtc(30_000e8);
        (, ILendLens.LoanView[] memory items, uint256 next) = lens.loansPage(pool, _filter(NOBODY, true), 0, 1, 23);
        assertEq(items.length, 0);
        assertEq(uint32(next), 2, "into three series, and two loans of ten looks each");
        (, items, next) = lens.loansPage(pool, _filter(NOBODY, true), next, 1, 40);
        assertEq(items.length, 1);
        assertEq(items[0].hashpower.id, sick);
    }

    // ---- income on sale

    function test_LotsOnSaleAreListedOldestFirst() public {
        uint256[] memory ids = new uint256[](3);
        for (uint256 i; i < 3; ++i) {
            ids[i] = buyCheap(alice, uint88(WHOLE));
            borrowAs(alice, ids[i], 500 * USD, 90, true);
        }
        assertEq(_lots(0, 100, 100).length, 0);
        workDays(fleet, 3);
        for (uint256 i; i < 3; ++i) pool.collectIncome(ids[i]);
        ILendLens.LotView[] memory lots = _lots(0, 100, 100);
        assertEq(lots.length, 3);
        assertEq(lots[2].lotId, 3);
        assertEq(lots[2].reward.symbol, "tBTC");
        assertEq(abi.encode(lots[2].lot), abi.encode(pool.lotOf(3)));
        assertEq(lots[2].price, pool.lotPrice(3));
        buyIncome(bob, 2);
        lots = _lots(0, 100, 100);
        assertEq(lots.length, 2);
        assertEq(lots[1].lotId, 3);

        uint32 next;
        (, lots, next) = lens.lotsPage(pool, 0, 1, 100);
        assertEq(lots[0].lotId, 1);
        assertEq(next, 1);
        (, lots, next) = lens.lotsPage(pool, next, 1, 100);
        assertEq(lots[0].lotId, 3, "the second is sold");
        assertEq(next, 0);
        (, lots, next) = lens.lotsPage(pool, 0, 100, 2);
        assertEq(lots.length, 1);
        assertEq(next, 2);
        vm.warp(block.timestamp + 27 hours);
        assertEq(_lots(0, 100, 100)[0].price, 0, "stale");
    }

    function test_RevertWhen_TooManyAreAskedFor() public {
        bytes memory none = abi.encodeWithSelector(Errors.BadArrays.selector, 0, 100);
        bytes memory many = abi.encodeWithSelector(Errors.BadArrays.selector, 101, 100);
        vm.expectRevert(none);
        lens.loans(pool, new uint256[](0));
        vm.expectRevert(many);
        lens.loans(pool, new uint256[](101));
        vm.expectRevert(none);
        lens.loansPage(pool, _filter(NOBODY, false), 0, 0, 1);
        vm.expectRevert(many);
        lens.loansPage(pool, _filter(NOBODY, false), 0, 101, 1);
        vm.expectRevert(none);
        lens.lotsPage(pool, 0, 0, 1);
        vm.expectRevert(many);
        lens.lotsPage(pool, 0, 101, 1);
    }

    // ---- helpers

    function _lend(address who, uint256 amount) internal returns (uint256 id) {
        id = buyCheap(who, uint88(WHOLE));
        borrow(who, id, amount, 90);
    }

    function _auction(address who) internal returns (uint256 id) {
        id = _lend(who, 500 * USD);
        setBtc(30_000e8);
        pool.liquidate(id);
    }

    /// @dev Nobody buys it, and the pool keeps it.
    function _sellNothing(uint256 id) internal {
        setBtc(10_000e8);
        pool.liquidate(id);
        wait_(24 hours);
        pool.tick(id);
        wait_(24 hours);
        pool.keep(id);
    }

    function _loan(uint256 id) internal view returns (ILendLens.LoanView memory) {
        (, ILendLens.LoanView[] memory items) = lens.loans(pool, one(id));
        return items[0];
    }

    function _filter(address borrower, bool actionable) internal pure returns (ILendLens.LoanFilter memory) {
        return ILendLens.LoanFilter(borrower, actionable);
    }

    function _ids(ILendLens.LoanFilter memory filter) internal view returns (bytes memory) {
        (, ILendLens.LoanView[] memory items, uint256 next) = lens.loansPage(pool, filter, 0, 100, 1_000);
        assertEq(next, 0);
        uint256[] memory ids = new uint256[](items.length);
        for (uint256 i; i < ids.length; ++i) ids[i] = items[i].hashpower.id;
        return abi.encode(ids);
    }

    function _lots(uint32 cursor, uint32 limit, uint32 maxScan) internal view returns (ILendLens.LotView[] memory lots) {
        (, lots,) = lens.lotsPage(pool, cursor, limit, maxScan);
    }

    function _three(uint256 a, uint256 b, uint256 c) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](3);
        (ids[0], ids[1], ids[2]) = (a, b, c);
    }
}
