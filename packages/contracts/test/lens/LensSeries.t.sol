// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {ILens} from "../../src/lens/ILens.sol";
import {ILensTypes} from "../../src/lens/ILensTypes.sol";
import {Lens} from "../../src/lens/Lens.sol";
import {LensCommon} from "../../src/lens/LensCommon.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {IRawHashpower, IRawLens, IRawTypes, Words} from "./RawLens.sol";
import {Bytes32SymbolToken, LongSymbolToken, LyingSymbolToken, NamelessToken} from "./OddTokens.sol";

/// @dev Shows how a lens names tokens.
contract TokenNames is LensCommon {
    constructor() LensCommon(IHashpower(address(0))) {}

    function symbolOf(address token) external view returns (string memory) {
        return _token(token).symbol;
    }
}

contract LensSeriesTest is CoreTest {
    Lens internal quotes;
    IRawLens internal lens;
    IRawHashpower internal real;

    function setUp() public override {
        super.setUp();
        quotes = new Lens(hashpower, sale);
        lens = IRawLens(address(quotes));
        real = IRawHashpower(address(hashpower));
    }

    // ---- series

    function test_SeriesShowsWhatIsSoldAndByWhom() public {
        buy(alice, 500);
        (ILensTypes.At memory at, IRawTypes.RawSeries[] memory items) = lens.series(_ids(series, shortSeries));
        assertEq(at.blockNumber, block.number);
        assertEq(at.timestamp, block.timestamp);
        assertEq(at.today, today());
        IRawTypes.RawSeries memory item = items[0];
        assertEq(item.seriesId, series);
        assertEq(Words.hash(item.series), Words.hash(real.seriesOf(series)));
        assertEq(item.uri, "ipfs://doc");
        (IPrimarySale.SaleTerms memory terms, uint32 version) = sale.saleOf(series);
        assertEq(abi.encode(item.terms), abi.encode(terms));
        assertEq(item.termsVersion, version);
        assertEq(item.price, 0.106e6);
        assertEq(item.left, 100_000_000 - 500);
        assertEq(item.blocker, bytes4(0));
        assertEq(item.fleet.fleetId, fleet);
        assertEq(Words.hash(item.fleet.ledger), Words.hash(real.fleetOf(fleet)));
        assertEq(items[1].seriesId, shortSeries);
        assertEq(items[1].fleet.reward.token, address(btcb));
        assertEq(items[1].fleet.reward.decimals, 18);
        assertEq(items[1].fleet.pay.symbol, "tDAI");
    }

    function test_RevertWhen_ASeriesIsUnknownOrNoneIsNamed() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownSeries.selector, 9));
        lens.series(_ids(series, 9));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 100));
        lens.series(new uint32[](0));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 101, 100));
        lens.series(new uint32[](101));
    }

    function test_PagesListEachSeriesOnce() public {
        for (uint256 i; i < 5; ++i) makeSeries(miner, fleet, 1000, 30, 1);
        uint256 cursor;
        uint32 seen;
        do {
            IRawTypes.RawSeries[] memory items;
            (, items, cursor) = lens.seriesPage(_all(), cursor, 3, 100);
            for (uint256 i; i < items.length; ++i) assertEq(items[i].seriesId, ++seen);
        } while (cursor != 0);
        assertEq(seen, hashpower.seriesCount());
    }

    function test_APageLooksAtNoMoreThanAsked() public {
        for (uint256 i; i < 5; ++i) makeSeries(miner, fleet, 1000, 30, 1);
        ILens.SeriesFilter memory filter = _all();
        filter.fleetId = short; // series 2 only
        (, IRawTypes.RawSeries[] memory items, uint256 next) = lens.seriesPage(filter, 2, 10, 3);
        assertEq(items.length, 0);
        assertEq(next, 5);
        (, items, next) = lens.seriesPage(filter, 0, 1, 100);
        assertEq(items.length, 1);
        assertEq(next, 2);
        (, items, next) = lens.seriesPage(filter, next, 1, 100);
        assertEq(items.length, 0);
        assertEq(next, 0);
        (, items, next) = lens.seriesPage(_all(), type(uint256).max, 1, 100);
        assertEq(items.length + next, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 100));
        lens.seriesPage(filter, 0, 0, 1);
    }

    function test_FiltersPickByFleetMinerTokenAndWhetherItCanBeBought() public {
        address second = makeAddr("second");
        makeMiner(second, second);
        uint32 theirs = makeSeries(second, makeFleet(second, address(wbtc), address(usdt), 0), 1000, 30, 1);
        vm.prank(miner);
        hashpower.closeSeries(series);

        ILens.SeriesFilter memory filter = _all();
        filter.minerId = registry.minerIdOf(second);
        assertEq(_only(filter), theirs);
        filter = _all();
        filter.fleetId = short;
        assertEq(_only(filter), shortSeries);
        filter = _all();
        filter.rewardToken = address(btcb);
        assertEq(_only(filter), shortSeries);
        filter = _all();
        filter.buyableOnly = true;
        (, IRawTypes.RawSeries[] memory items,) = lens.seriesPage(filter, 0, 10, 100);
        assertEq(items.length, 2);
        assertEq(items[0].seriesId, shortSeries);
        assertEq(items[1].seriesId, theirs);
    }

    // ---- what stops a purchase

    function test_BlockerIsTheErrorThatAPurchaseMeets() public {
        vm.prank(makeAddr("guardian"));
        sale.setPaused(true);
        _assertBlocked(Errors.SalesPaused.selector);
        vm.prank(makeAddr("guardian"));
        sale.setPaused(false);

        _setSale(1, 1, uint40(block.timestamp + 10), 0, 0);
        _assertBlocked(Errors.SaleNotOpen.selector);
        _setSale(1, 1, uint40(block.timestamp), uint40(block.timestamp + 10), 0);
        _assertBlocked(bytes4(0));
        skipTime(10);
        _assertBlocked(bytes4(0));
        skipTime(1);
        _assertBlocked(Errors.SaleNotOpen.selector);
        _setSale(1, 1, 0, 0, 0);

        vm.prank(address(timelock));
        registry.suspend(minerId);
        _assertBlocked(Errors.MinerNotActive.selector);
        vm.prank(address(timelock));
        registry.reinstate(minerId);
        _assertBlocked(bytes4(0));
    }

    function test_BlockerKnowsTheLedger() public {
        buy(alice, 100);
        nextDays(8);
        _assertBlocked(Errors.FleetBehind.selector);
        hashpower.settleDays(fleet, 64);
        _assertBlocked(Errors.MinerMissedDays.selector);
        missDays(fleet, 7);
        vm.prank(address(timelock));
        hashpower.terminate(fleet);
        _assertBlocked(Errors.FleetTerminated.selector);
    }

    function test_BlockerKnowsWhatIsLeft() public {
        uint32 small = makeSeries(miner, fleet, 10, 30, 1);
        buyAs(alice, small, 10, NOBODY);
        IRawTypes.RawSeries memory item = _view(small);
        assertEq(item.blocker, Errors.SoldOut.selector);
        assertEq(item.left, 0);
        vm.prank(miner);
        hashpower.closeSeries(series);
        _assertBlocked(Errors.SeriesIsClosed.selector);
        assertEq(_view(series).left, 0);
    }

    // ---- quote

    function test_QuoteIsWhatThePurchaseCosts() public {
        usdt.mint(alice, 5e6);
        vm.prank(alice);
        usdt.approve(address(sale), 3e6);
        (ILensTypes.At memory at, ILens.Quote memory quote) = quotes.quote(series, 1001, alice);
        assertEq(quote.price, 0.106e6);
        assertEq(quote.cost, 1001 * 0.106e6);
        assertEq(quote.balance, 5e6);
        assertEq(quote.allowance, 3e6);
        assertEq(quote.startDay, at.today + 1);
        assertEq(quote.endDay, at.today + 540);
        assertEq(quote.pay.token, address(usdt));
        assertEq(quote.blocker, bytes4(0));
        assertEq(quote.walletLeft, quote.left);
        assertFalse(quote.needsProof);
        IHashpowerTypes.Info memory info = infoOf(buy(alice, 1001));
        assertEq(info.q, quote.q);
        assertEq(info.r, quote.r);
        assertEq(info.startDay, quote.startDay);
        assertEq(info.endDay, quote.endDay);
    }

    function test_QuoteFallsWithTheSaleAndCountsTheWallet() public {
        _setSale(2e6, 1e6, uint40(block.timestamp), uint40(block.timestamp + 100), 50);
        vm.warp(block.timestamp + 50);
        (, ILens.Quote memory quote) = quotes.quote(series, 10, alice);
        assertEq(quote.price, 1.5e6);
        assertEq(quote.walletLeft, 50);
        buy(alice, 45);
        (, quote) = quotes.quote(series, 6, alice);
        assertEq(quote.walletLeft, 5);
        assertEq(quote.blocker, Errors.WalletCapReached.selector);
        (, quote) = quotes.quote(series, 6, bob);
        assertEq(quote.blocker, bytes4(0));
        (, quote) = quotes.quote(series, 0, bob);
        assertEq(quote.blocker, Errors.ZeroAmount.selector);
        (, quote) = quotes.quote(series, 100_000_001, bob);
        assertEq(quote.blocker, Errors.SoldOut.selector);
        _setSale(1e6, 1e6, 0, 0, 40); // less than alice has
        (, quote) = quotes.quote(series, 1, alice);
        assertEq(quote.walletLeft, 0);
        vm.prank(makeAddr("guardian"));
        sale.setPaused(true);
        (, quote) = quotes.quote(series, 0, bob);
        assertEq(quote.blocker, Errors.SalesPaused.selector);
    }

    function test_QuoteSaysThatAProofIsNeeded() public {
        vm.prank(miner);
        sale.setSale(series, IPrimarySale.SaleTerms(1, 1, 0, 0, 0, keccak256("root")));
        (, ILens.Quote memory quote) = quotes.quote(series, 1, alice);
        assertTrue(quote.needsProof);
    }

    // ---- fleets

    function test_FleetShowsItsLedger() public {
        buy(alice, 1000);
        goodDays(fleet, 2);
        missDays(fleet, 1);
        IRawTypes.RawFleet memory item = _fleet(fleet);
        assertEq(Words.hash(item.ledger), Words.hash(real.fleetOf(fleet)));
        assertEq(item.operator, miner);
        assertTrue(item.minerActive);
        assertEq(item.units, 1000);
        assertEq(item.earned, 2);
        assertEq(item.missesIn30, 1);
        (bool yes, uint32 day) = hashpower.settleable(fleet);
        assertEq(item.settleable, yes);
        assertEq(item.nextDay, day);
        assertEq(item.nextDay, settledOf(fleet) + 1);
    }

    function test_FleetsArePagedByMiner() public {
        address second = makeAddr("second");
        makeMiner(second, second);
        uint32 theirs = makeFleet(second, address(wbtc), address(usdt), 0);
        (, IRawTypes.RawFleet[] memory items, uint256 next) = lens.fleetsPage(0, 0, 2, 100);
        assertEq(items.length, 2);
        assertEq(next, 2);
        (, items, next) = lens.fleetsPage(0, next, 2, 100);
        assertEq(items[0].fleetId, theirs);
        assertEq(next, 0);
        (, items, next) = lens.fleetsPage(registry.minerIdOf(second), 0, 2, 100);
        assertEq(items.length, 1);
        assertEq(items[0].fleetId, theirs);
        (, items, next) = lens.fleetsPage(registry.minerIdOf(second), 0, 2, 1);
        assertEq(items.length, 0);
        assertEq(next, 1);
    }

    function test_RevertWhen_AFleetIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownFleet.selector, 7));
        lens.fleets(_ids(fleet, 7));
    }

    // ---- tokens

    function test_TokensAreNamedWhateverTheirSymbolIs() public {
        TokenNames names = new TokenNames();
        assertEq(names.symbolOf(address(usdt)), "tUSDT");
        assertEq(names.symbolOf(address(new Bytes32SymbolToken())), "MKR");
        assertEq(names.symbolOf(address(new NamelessToken())), "");
        assertEq(names.symbolOf(address(new LyingSymbolToken(32))), "");
        assertEq(names.symbolOf(address(new LyingSymbolToken(type(uint256).max))), "");
        assertEq(names.symbolOf(address(new LongSymbolToken())), "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG");
    }

    // ---- internals

    function _assertBlocked(bytes4 blocker) private {
        assertEq(_view(series).blocker, blocker);
        (, uint128 price, uint256 cost, uint32 version) = sale.quote(series, 1);
        usdt.mint(alice, cost);
        vm.startPrank(alice);
        usdt.approve(address(sale), type(uint256).max);
        if (blocker != 0) vm.expectPartialRevert(blocker);
        sale.buy(series, 1, price, version, block.timestamp, NOBODY);
        vm.stopPrank();
    }

    function _setSale(uint128 start, uint128 end, uint40 opensAt, uint40 closesAt, uint88 walletCap) private {
        vm.prank(miner);
        sale.setSale(series, IPrimarySale.SaleTerms(start, end, opensAt, closesAt, walletCap, 0));
    }

    function _view(uint32 seriesId) private view returns (IRawTypes.RawSeries memory) {
        uint32[] memory ids = new uint32[](1);
        ids[0] = seriesId;
        (, IRawTypes.RawSeries[] memory items) = lens.series(ids);
        return items[0];
    }

    function _fleet(uint32 fleetId) private view returns (IRawTypes.RawFleet memory) {
        uint32[] memory ids = new uint32[](1);
        ids[0] = fleetId;
        (, IRawTypes.RawFleet[] memory items) = lens.fleets(ids);
        return items[0];
    }

    function _only(ILens.SeriesFilter memory filter) private view returns (uint32) {
        (, IRawTypes.RawSeries[] memory items, uint256 next) = lens.seriesPage(filter, 0, 10, 100);
        assertEq(items.length, 1);
        assertEq(next, 0);
        return items[0].seriesId;
    }

    function _all() private pure returns (ILens.SeriesFilter memory filter) {}

    function _ids(uint32 a, uint32 b) private pure returns (uint32[] memory ids) {
        ids = new uint32[](2);
        (ids[0], ids[1]) = (a, b);
    }
}
