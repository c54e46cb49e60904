// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Errors} from "../../src/Errors.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {ILens} from "../../src/lens/ILens.sol";
import {Lens} from "../../src/lens/Lens.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {IRawHashpower, IRawLens, IRawTypes, Words} from "./RawLens.sol";

contract LensHolderTest is CoreTest {
    Lens internal lens;
    IRawLens internal raw;

    function setUp() public override {
        super.setUp();
        lens = new Lens(hashpower, sale);
        raw = IRawLens(address(lens));
    }

    // ---- NFTs

    function test_HashpowerShowsAnNft() public {
        uint256 id = buy(alice, 1000);
        goodDays(fleet, 3);
        (, IRawTypes.RawHashpower[] memory items) = raw.hashpower(one(id));
        IRawTypes.RawHashpower memory item = items[0];
        assertEq(item.id, id);
        assertEq(Words.hash(item.info), Words.hash(IRawHashpower(address(hashpower)).infoOf(id)));
        assertEq(item.reward.symbol, "tBTC");
        assertEq(item.pay.decimals, 6);
        assertEq(item.termDays, 540);
        assertEq(item.settled, settledOf(fleet));
        assertEq(item.fleetStatus, uint8(IHashpowerTypes.FleetStatus.Live));
    }

    function test_RevertWhen_AnNftDoesNotExist() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77));
        raw.hashpower(one(77));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 200));
        raw.hashpower(new uint256[](0));
    }

    // ---- portfolio

    function test_PortfolioHoldsWhatIsOwnedAndWhatIsEarnedFrom() public {
        uint256 mine = buy(alice, 100);
        uint256 lent = buy(bob, 200);
        uint256 burned = buy(alice, 300);
        uint256 given = buyShort(alice, 400);
        buy(bob, 500);
        vm.prank(bob);
        hashpower.setBeneficiary(lent, alice);
        vm.prank(alice);
        hashpower.setBeneficiary(given, carol);
        vm.prank(alice);
        hashpower.merge(two(mine, burned));

        uint256[] memory found = _portfolio(alice, 200, 1000);
        assertEq(found.length, 3);
        assertEq(found[0], mine);
        assertEq(found[1], lent);
        assertEq(found[2], given);
        assertEq(_portfolio(carol, 200, 1000)[0], given);
        assertEq(_portfolio(makeAddr("nobody"), 200, 1000).length, 0);
    }

    function testFuzz_PagesListEachNftOnce(uint32 limit, uint32 maxScan) public {
        limit = uint32(bound(limit, 1, 5));
        maxScan = uint32(bound(maxScan, 1, 7));
        makeSeries(miner, fleet, 1000, 30, 1); // one that sold nothing
        uint256 count;
        for (uint256 i; i < 9; ++i) {
            uint256 id = i % 3 == 0 ? buyShort(alice, 10) : buy(i % 3 == 1 ? alice : bob, 10);
            if (hashpower.ownerOf(id) == alice) ++count;
        }
        uint256[] memory found = _portfolio(alice, limit, maxScan);
        assertEq(found.length, count);
        for (uint256 i = 1; i < found.length; ++i) assertGt(found[i], found[i - 1]);
        for (uint256 i; i < found.length; ++i) assertEq(hashpower.ownerOf(found[i]), alice);
    }

    function test_APageIsBoundedWhereverItStarts() public {
        buy(alice, 1);
        (, IRawTypes.RawHashpower[] memory items, uint256 next) = raw.portfolio(alice, type(uint64).max, 10, 10);
        assertEq(items.length + next, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 201, 200));
        raw.portfolio(alice, 0, 201, 10);
    }

    function test_TwoThousandLooksStayBelowFifteenMillionGas() public {
        for (uint256 i; i < 20; ++i) {
            uint256 id = buy(bob, 101);
            uint88[] memory ones = new uint88[](100);
            for (uint256 j; j < 100; ++j) ones[j] = 1;
            vm.prank(bob);
            hashpower.split(id, ones, bob);
        }
        uint256 before = gasleft();
        (, IRawTypes.RawHashpower[] memory items, uint256 next) = raw.portfolio(alice, 0, 200, 2000);
        assertLt(before - gasleft(), 15_000_000);
        assertEq(items.length, 0);
        assertEq(uint32(next), 1999); // one look found the series
    }

    // ---- earnings

    function test_EarningsAreWhatTheAccountCanTakeOut() public {
        uint256 first = buy(alice, 1000);
        uint256 second = buy(alice, 500);
        uint256 other = buyShort(alice, 700);
        goodDays(fleet, 2);
        goodDays(short, 2);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, second); // its income becomes a credit

        (, ILens.Earning[] memory items, uint256 next) = lens.earnings(alice, 0, 200, 1000);
        assertEq(next, 0);
        assertEq(items.length, 2);
        assertEq(items[0].token.token, address(wbtc));
        assertEq(items[0].credit, hashpower.credit(address(wbtc), alice));
        assertGt(items[0].credit, 0);
        assertEq(items[0].ids.length, 1);
        assertEq(items[0].ids[0], first);
        assertEq(items[1].token.token, address(btcb));
        assertEq(items[1].ids[0], other);
        assertEq(items[1].claimable, hashpower.claimable(other));
        assertEq(items[1].credit, 0);

        assertEq(claimAs(alice, first), items[0].claimable + items[0].credit);
        assertEq(claimAs(alice, other), items[1].claimable);
    }

    function test_EarningsLeaveOutWhatSomebodyElseEarns() public {
        uint256 id = buy(alice, 1000);
        vm.prank(alice);
        hashpower.setBeneficiary(id, bob);
        goodDays(fleet, 1);
        (, ILens.Earning[] memory items,) = lens.earnings(alice, 0, 200, 1000);
        assertEq(items.length, 0);
        (, items,) = lens.earnings(bob, 0, 200, 1000);
        assertEq(items[0].ids[0], id);
        // Credits are in the first page only.
        (, items,) = lens.earnings(bob, id, 200, 1000);
        assertEq(items.length, 0);
    }

    function test_EarningsOfOneTokenFromTwoFleetsAreOneEntry() public {
        uint32 another = makeFleet(miner, address(wbtc), address(dai), 3);
        uint32 anotherSeries = makeSeries(miner, another, 1000, 30, 1e18);
        uint256 first = buy(alice, 1000);
        uint256 second = buyAs(alice, anotherSeries, 100, NOBODY);
        goodDays(fleet, 1);
        goodDays(another, 1);
        (, ILens.Earning[] memory items,) = lens.earnings(alice, 0, 200, 1000);
        assertEq(items.length, 1);
        assertEq(items[0].ids.length, 2);
        assertEq(items[0].claimable, hashpower.claimable(first) + hashpower.claimable(second));
    }

    // ---- income

    function test_IncomeOfTheDaysAddsUpToWhatTheNftEarned() public {
        uint256 id = buy(alice, 777);
        buy(bob, 333);
        goodDays(fleet, 3);
        missDays(fleet, 1);
        catchUp(fleet);
        goodDays(fleet, 2);
        IHashpowerTypes.Info memory info = infoOf(id);
        (, ILens.Day[] memory items) = lens.incomeHistoryOf(id, 0, type(uint32).max);
        assertEq(items.length, settledOf(fleet) - info.startDay + 1);
        uint256 sum;
        uint256 missed;
        for (uint256 i; i < items.length; ++i) {
            assertEq(items[i].day, info.startDay + i);
            assertEq(items[i].units, 1110);
            assertEq(items[i].paid, hashpower.paidOn(fleet, items[i].day));
            assertEq(items[i].benchmark, benchmarkOf(items[i].day));
            assertEq(items[i].required, benchmarkOf(items[i].day) * 8000);
            sum += items[i].amount;
            if (!items[i].ok) ++missed;
        }
        assertEq(sum, hashpower.claimable(id));
        assertEq(missed, 1);
        assertEq(items[3].amount, 0);
    }

    function test_IncomeStaysWithinTheTermAndTheRangeAsked() public {
        uint256 id = buyShort(alice, 100);
        goodDays(short, 6);
        buyShort(bob, 100);
        goodDays(short, 2);
        IHashpowerTypes.Info memory info = infoOf(id);
        (, ILens.Day[] memory items) = lens.incomeHistoryOf(id, 0, type(uint32).max);
        assertEq(items.length, 6);
        assertEq(items[5].day, info.endDay);
        (, items) = lens.incomeHistoryOf(id, info.startDay + 2, info.startDay + 3);
        assertEq(items.length, 2);
        (, items) = lens.incomeHistoryOf(id, info.endDay + 1, type(uint32).max);
        assertEq(items.length, 0);
        (, items) = lens.incomeHistory(short, 100, settledOf(short) + 1, type(uint32).max);
        assertEq(items.length, 0);
    }

    function test_IdleDaysEarnNothingAlsoWhereTheLedgerSkippedThem() public {
        uint32 created = today();
        nextDays(5);
        uint256 id = buy(alice, 100);
        goodDays(fleet, 1);
        (, ILens.Day[] memory items) = lens.incomeHistory(fleet, 100, created, type(uint32).max);
        assertEq(items.length, 7);
        for (uint256 i; i < 6; ++i) assertEq(items[i].amount + items[i].units + items[i].perUnit, 0);
        assertEq(items[6].amount, hashpower.claimable(id));
        assertTrue(items[6].ok);
    }

    function test_OfALongHistoryTheLastDaysAreShown() public {
        uint256 id = buy(alice, 1000);
        goodDays(fleet, 403);
        (, ILens.Day[] memory items) = lens.incomeHistoryOf(id, 0, type(uint32).max);
        assertEq(items.length, 400);
        assertEq(items[399].day, settledOf(fleet));
    }

    function test_RevertWhen_TheHistoryOfNothingIsAsked() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownFleet.selector, 9));
        lens.incomeHistory(9, 1, 1, 2);
    }

    // ---- internals

    function _portfolio(address account, uint32 limit, uint32 maxScan) private view returns (uint256[] memory found) {
        uint256[] memory buffer = new uint256[](100);
        uint256 count;
        uint256 cursor;
        do {
            IRawTypes.RawHashpower[] memory items;
            (, items, cursor) = raw.portfolio(account, cursor, limit, maxScan);
            assertLe(items.length, limit);
            for (uint256 i; i < items.length; ++i) buffer[count++] = items[i].id;
        } while (cursor != 0);
        found = new uint256[](count);
        for (uint256 i; i < count; ++i) found[i] = buffer[i];
    }
}
