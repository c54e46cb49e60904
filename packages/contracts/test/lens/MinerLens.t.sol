// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IBenchmarkCore} from "../../src/benchmark/IBenchmarkCore.sol";
import {Errors} from "../../src/Errors.sol";
import {IMinerLens} from "../../src/lens/IMinerLens.sol";
import {ILensTypes} from "../../src/lens/ILensTypes.sol";
import {MinerLens} from "../../src/lens/MinerLens.sol";
import {CoreTest} from "../base/CoreTest.sol";

contract MinerLensTest is CoreTest {
    MinerLens internal lens;

    function setUp() public override {
        super.setUp();
        lens = new MinerLens(hashpower);
    }

    // ---- miners

    function test_MinerShowsBondAndDisclosure() public view {
        uint32[] memory ids = new uint32[](1);
        ids[0] = minerId;
        (ILensTypes.At memory at, IMinerLens.MinerView[] memory items) = lens.miners(ids);
        assertEq(at.today, today());
        assertEq(abi.encode(items[0].miner), abi.encode(registry.minerOf(minerId)));
        assertEq(abi.encode(items[0].disclosure), abi.encode(registry.disclosureOf(minerId)));
        assertEq(items[0].requiredBond, registry.requiredBond(200_000_000));
        assertEq(items[0].withdrawableBond, registry.withdrawableBond(minerId));
        assertEq(items[0].availableUnits, registry.availableUnits(minerId));
        assertGt(items[0].availableUnits, 0);
    }

    function test_RevertWhen_AMinerIsUnknown() public {
        uint32[] memory ids = new uint32[](1);
        ids[0] = 9;
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownMiner.selector, 9));
        lens.miners(ids);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 100));
        lens.miners(new uint32[](0));
    }

    function test_PagesListEachMinerOnce() public {
        makeMiner(makeAddr("second"), bob);
        makeMiner(makeAddr("third"), bob);
        (, IMinerLens.MinerView[] memory items, uint256 next) = lens.minersPage(0, 2);
        assertEq(items.length, 2);
        assertEq(items[1].minerId, 2);
        assertEq(next, 2);
        (, items, next) = lens.minersPage(next, 2);
        assertEq(items.length, 1);
        assertEq(items[0].minerId, 3);
        assertEq(next, 0);
        (, items, next) = lens.minersPage(type(uint256).max, 2);
        assertEq(items.length + next, 0);
    }

    // ---- what a miner owes

    function test_DueDaysSayWhatMakesADayCount() public {
        buy(alice, 777);
        nextDays(2);
        buy(bob, 100); // joins tomorrow
        nextDay();
        (, ILensTypes.Token memory reward, IMinerLens.DueDay[] memory items) = lens.dueDays(fleet, 400);
        assertEq(reward.token, address(wbtc));
        assertEq(items.length, 3);
        assertEq(items[0].day, settledOf(fleet) + 1);
        assertEq(items[0].units, 777);
        assertEq(items[1].units, 777);
        assertEq(items[2].units, 877);
        assertEq(uint8(items[1].state), uint8(IBenchmarkCore.State.ProofOfWork));
        assertEq(uint8(items[2].state), uint8(IBenchmarkCore.State.Pending)); // today
        assertEq(items[2].required + items[2].market, 0);
        uint256 income = benchmarkOf(items[0].day) * 777;
        assertEq(items[0].market, (income + 1e22 - 1) / 1e22);
        assertEq(items[0].missedFrom, (uint256(items[0].day) + 1) * 1 days + 48 hours);

        // One less does not count, and the very amount does.
        fundAs(miner, fleet, items[0].day, items[0].required - 1);
        (bool yes,) = hashpower.settleable(fleet);
        assertFalse(yes);
        fundAs(miner, fleet, items[0].day, 1);
        (,, items) = lens.dueDays(fleet, 1);
        assertEq(items.length, 1);
        assertEq(items[0].paid, items[0].required);
        hashpower.settleDay(fleet);
        assertEq(hashpower.checkpointOf(fleet, items[0].day).earned, 1);
    }

    function test_NothingIsDueWhereNobodyEarns() public {
        (,, IMinerLens.DueDay[] memory items) = lens.dueDays(fleet, 400);
        assertEq(items.length, 0);
        buyShort(alice, 10);
        nextDays(8);
        (,, items) = lens.dueDays(short, 400);
        assertEq(items.length, 6); // its term
        assertEq(items[5].units, 10);
        buy(alice, 10);
        nextDay();
        terminateByVote(fleet);
        (,, items) = lens.dueDays(fleet, 400);
        assertEq(items.length, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 401, 400));
        lens.dueDays(fleet, 401);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownFleet.selector, 9));
        lens.dueDays(9, 1);
    }

    function test_ADayOnWhichNobodyEarnsOwesNothing() public {
        buyShort(alice, 10);
        nextDays(7); // its six days are over, and the seventh has begun
        buyShort(bob, 5);
        nextDays(2);
        (,, IMinerLens.DueDay[] memory items) = lens.dueDays(short, 400);
        assertEq(items.length, 9);
        assertEq(items[5].units, 10);
        assertEq(items[6].units + items[6].required + items[6].market, 0);
        assertEq(uint8(items[6].state), uint8(IBenchmarkCore.State.ProofOfWork));
        assertEq(items[7].units, 5);
        assertGt(items[7].required, 0);
    }

    // ---- benchmark

    function test_BenchmarkShowsDecidedAndPendingDays() public {
        nextDays(3);
        benchmark.advance(BTC, 32);
        uint32 last = today();
        (, IMinerLens.BenchmarkDay[] memory items, uint32 latestDay, uint256 latestValue) =
            lens.benchmarks(BTC, last - 3, last + 100);
        assertEq(items.length, 4);
        assertEq(latestDay, last - 1);
        assertEq(latestValue, benchmarkOf(latestDay));
        assertEq(items[2].day, latestDay);
        assertEq(items[2].value, latestValue);
        assertEq(items[2].required, latestValue * 8000);
        assertEq(uint8(items[2].state), uint8(IBenchmarkCore.State.ProofOfWork));
        (uint256 powMin, uint256 powMax) = benchmark.proofOfWorkRange(latestDay);
        assertEq(items[2].powMin, powMin);
        assertEq(items[2].powMax, powMax);
        assertEq(uint8(items[3].state), uint8(IBenchmarkCore.State.Pending));
        assertEq(items[3].value + items[3].required + items[3].reports, 0);
    }

    function test_BenchmarkOfALongRangeShowsTheLastDays() public view {
        (, IMinerLens.BenchmarkDay[] memory items,,) = lens.benchmarks(BTC, 0, type(uint32).max);
        assertEq(items.length, 400);
        assertEq(items[399].day, today());
        (, items,,) = lens.benchmarks(BTC, today() + 1, today() + 2);
        assertEq(items.length, 0);
    }

    function test_RevertWhen_TheAssetIsUnknown() public {
        uint32 day = today();
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownAsset.selector, 9));
        lens.benchmarks(9, day, day);
    }
}
