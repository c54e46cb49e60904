// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {DifficultyUpdater} from "../../src/benchmark/DifficultyUpdater.sol";
import {IDifficultyUpdater} from "../../src/benchmark/IDifficultyUpdater.sol";
import {Errors} from "../../src/Errors.sol";

/// @dev Bitcoin's epochs around the halving of 2024-04-20 (block 840,000).
contract DifficultyUpdaterTest is Test {
    uint48 internal constant START_836640 = 1_711_616_160; // 2024-03-28 08:56 UTC
    uint208 internal constant DIFFICULTY_836640 = 83_126_997_340_024;
    uint48 internal constant START_838656 = 1_712_780_640; // 2024-04-10 20:24 UTC
    uint208 internal constant DIFFICULTY_838656 = 86_388_558_925_171;
    uint48 internal constant START_840672 = 1_713_967_260; // 2024-04-24 14:01 UTC
    uint208 internal constant DIFFICULTY_840672 = 88_104_191_118_793;
    uint48 internal constant START_842688 = 1_715_249_640; // 2024-05-09 10:14 UTC
    uint208 internal constant DIFFICULTY_842688 = 83_148_355_189_239;
    uint48 internal constant HALVING = 1_713_571_767; // 2024-04-20 00:09:27 UTC

    DifficultyUpdater internal updater;
    address internal owner = makeAddr("timelock");
    address internal pusher = makeAddr("pusher");

    function setUp() public {
        vm.warp(START_836640 + 1 hours);
        updater = new DifficultyUpdater(owner, pusher, 836_640, START_836640, DIFFICULTY_836640);
    }

    // ---- epochs

    function test_KeepsTheEpochsPushed() public {
        _push(START_838656, DIFFICULTY_838656);
        (uint32 height, uint48 start, uint208 difficulty) = updater.latestEpoch();
        assertEq(height, 838_656);
        assertEq(start, START_838656);
        assertEq(difficulty, DIFFICULTY_838656);
        assertEq(updater.epochCount(), 2);
        (height, start, difficulty) = updater.epochAt(0);
        assertEq(height, 836_640);
        assertEq(start, START_836640);
        assertEq(difficulty, DIFFICULTY_836640);
        (height,,) = updater.epochAt(1);
        assertEq(height, 838_656);
    }

    function test_EmitsEachPush() public {
        vm.warp(START_838656);
        vm.expectEmit(address(updater));
        emit IDifficultyUpdater.EpochPushed(838_656, START_838656, DIFFICULTY_838656);
        vm.prank(pusher);
        updater.pushEpoch(START_838656, DIFFICULTY_838656);
    }

    function test_RevertWhen_AnybodyElsePushes() public {
        vm.warp(START_840672);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), pusher));
        updater.pushEpoch(START_838656, DIFFICULTY_838656);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), pusher));
        updater.pushHalving(HALVING);
    }

    function test_RevertWhen_TheEpochBeginsInTheFuture() public {
        vm.warp(START_838656 - 1);
        vm.prank(pusher);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.OutOfBounds.selector, START_838656, uint256(START_836640) + 3 days, START_838656 - 1
            )
        );
        updater.pushEpoch(START_838656, DIFFICULTY_838656);
    }

    function test_RevertWhen_TheEpochTookLessThanThreeDays() public {
        vm.warp(START_838656);
        uint48 start = START_836640 + 3 days - 1;
        vm.prank(pusher);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.OutOfBounds.selector, start, uint256(START_836640) + 3 days, START_838656)
        );
        updater.pushEpoch(start, DIFFICULTY_836640 * 4);
    }

    function test_AcceptsTheFastestEpoch_AFactorOfFour() public {
        vm.warp(START_838656);
        vm.prank(pusher);
        updater.pushEpoch(START_836640 + 3.5 days, DIFFICULTY_836640 * 4);
        (,, uint208 difficulty) = updater.latestEpoch();
        assertEq(difficulty, DIFFICULTY_836640 * 4);
    }

    function test_RevertWhen_MoreThanAFactorOfFour() public {
        vm.warp(START_838656);
        vm.prank(pusher);
        vm.expectRevert(
            abi.encodeWithSelector(
                Errors.OutOfBounds.selector, DIFFICULTY_836640 * 4 + 1, DIFFICULTY_836640 * 3, DIFFICULTY_836640 * 4
            )
        );
        updater.pushEpoch(START_836640 + 3.5 days, DIFFICULTY_836640 * 4 + 1);
    }

    function test_AcceptsTheSlowestEpoch_AQuarter() public {
        vm.warp(START_836640 + 80 days);
        vm.startPrank(pusher);
        vm.expectPartialRevert(Errors.OutOfBounds.selector);
        updater.pushEpoch(START_836640 + 80 days, DIFFICULTY_836640 / 4 - 1);
        updater.pushEpoch(START_836640 + 80 days, DIFFICULTY_836640 / 4);
    }

    /// @dev The most a compromised updater can do: it can't move the difficulty without moving time.
    function test_Attack_UpdaterLiesAboutTheDifficultyOfAFortnight() public {
        uint48 start = START_836640 + 14 days;
        vm.warp(start);
        vm.startPrank(pusher);
        vm.expectPartialRevert(Errors.OutOfBounds.selector);
        updater.pushEpoch(start, DIFFICULTY_836640 * 126 / 100);
        vm.expectPartialRevert(Errors.OutOfBounds.selector);
        updater.pushEpoch(start, DIFFICULTY_836640 * 74 / 100);
        updater.pushEpoch(start, DIFFICULTY_836640 * 125 / 100);
    }

    function testFuzz_ADifficultyIsAcceptedOnlyNearTheRetargetRule(uint256 span, uint256 difficulty) public {
        span = bound(span, 3 days, 100 days);
        difficulty = bound(difficulty, 1, DIFFICULTY_836640 * 8);
        uint256 counted = span < 3.5 days ? 3.5 days : span > 56 days ? 56 days : span;
        uint256 implied = uint256(DIFFICULTY_836640) * 14 days / counted;
        vm.warp(START_836640 + span);
        vm.prank(pusher);
        (bool accepted,) =
            address(updater).call(abi.encodeCall(updater.pushEpoch, (uint48(START_836640 + span), uint208(difficulty))));
        if (accepted) {
            assertLe(difficulty * 100, implied * 125 + 100);
            assertGe(difficulty * 100 + 100, implied * 75);
            assertLe(difficulty, DIFFICULTY_836640 * 4);
            assertGe(difficulty, DIFFICULTY_836640 / 4);
        } else {
            bool near = difficulty * 100 <= implied * 124 && difficulty * 100 >= implied * 76
                && difficulty <= DIFFICULTY_836640 * 4 && difficulty >= DIFFICULTY_836640 / 4;
            assertFalse(near, "an honest retarget was refused");
        }
    }

    // ---- halving

    function test_TheHalvingIsPushedInsideItsEpoch() public {
        (bool pending, uint32 height) = updater.pendingHalving();
        assertFalse(pending);
        assertEq(height, 840_000);
        _push(START_838656, DIFFICULTY_838656);
        (pending, height) = updater.pendingHalving();
        assertTrue(pending);
        assertEq(height, 840_000);
        vm.warp(HALVING);
        vm.expectEmit(address(updater));
        emit IDifficultyUpdater.HalvingPushed(840_000, HALVING, 312_500_000);
        vm.prank(pusher);
        updater.pushHalving(HALVING);
        assertEq(updater.subsidyAt(HALVING - 1), 625_000_000);
        assertEq(updater.subsidyAt(HALVING), 312_500_000);
        assertEq(updater.subsidyAt(START_836640 - 1), 0);
    }

    function test_RevertWhen_NoHalvingLiesInTheEpoch() public {
        vm.prank(pusher);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadHeight.selector, 840_000));
        updater.pushHalving(START_836640 + 1);
    }

    function test_RevertWhen_TheHalvingIsPushedTwice() public {
        _push(START_838656, DIFFICULTY_838656);
        _halve();
        vm.prank(pusher);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadHeight.selector, 1_050_000));
        updater.pushHalving(HALVING);
    }

    function test_RevertWhen_TheHalvingLiesOutsideItsEpochOrInTheFuture() public {
        _push(START_838656, DIFFICULTY_838656);
        vm.startPrank(pusher);
        vm.expectPartialRevert(Errors.OutOfBounds.selector);
        updater.pushHalving(START_838656);
        vm.expectPartialRevert(Errors.OutOfBounds.selector);
        updater.pushHalving(uint48(block.timestamp) + 1);
    }

    function test_RevertWhen_TheNextEpochComesBeforeTheHalving() public {
        _push(START_838656, DIFFICULTY_838656);
        vm.warp(START_840672);
        vm.prank(pusher);
        vm.expectRevert(abi.encodeWithSelector(Errors.HalvingMissing.selector, 840_000));
        updater.pushEpoch(START_840672, DIFFICULTY_840672);
        _halve();
        vm.warp(START_840672);
        vm.prank(pusher);
        updater.pushEpoch(START_840672, DIFFICULTY_840672);
    }

    function test_RevertWhen_TheNextEpochBeginsBeforeTheHalving() public {
        _push(START_838656, DIFFICULTY_838656);
        _halve();
        vm.warp(START_840672);
        vm.prank(pusher);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, HALVING - 1, HALVING, START_840672));
        updater.pushEpoch(HALVING - 1, DIFFICULTY_838656);
    }

    /// @dev Every 1,260,000 blocks the halving block begins an epoch: it comes with it.
    function test_AHalvingOnTheFirstBlockOfAnEpochComesWithIt() public {
        updater = new DifficultyUpdater(owner, pusher, 1_260_000 - 2016, START_836640, DIFFICULTY_836640);
        (bool pending,) = updater.pendingHalving();
        assertFalse(pending);
        vm.warp(START_836640 + 14 days);
        vm.prank(pusher);
        updater.pushEpoch(START_836640 + 14 days, DIFFICULTY_836640);
        assertEq(updater.subsidyAt(START_836640), 50e8 >> 5);
        assertEq(updater.subsidyAt(START_836640 + 14 days), 50e8 >> 6);
        (pending,) = updater.pendingHalving();
        assertFalse(pending);
    }

    // ---- days

    function test_ADayInsideAnEpochHasOneDifficulty() public {
        _push(START_838656, DIFFICULTY_838656);
        _assertRange(uint32(START_838656 / 1 days) - 1, DIFFICULTY_836640, DIFFICULTY_836640, 6.25e8, 6.25e8);
    }

    function test_ARetargetDayHasBothDifficulties() public {
        _push(START_838656, DIFFICULTY_838656);
        vm.warp(START_838656 + 1 days);
        _assertRange(uint32(START_838656 / 1 days), DIFFICULTY_836640, DIFFICULTY_838656, 6.25e8, 6.25e8);
    }

    function test_TheHalvingDayHasBothSubsidies() public {
        _push(START_838656, DIFFICULTY_838656);
        _halve();
        vm.warp(HALVING + 2 days);
        uint32 day = uint32(HALVING / 1 days);
        assertEq(day, 19_833);
        _assertRange(day - 1, DIFFICULTY_838656, DIFFICULTY_838656, 6.25e8, 6.25e8);
        _assertRange(day, DIFFICULTY_838656, DIFFICULTY_838656, 3.125e8, 6.25e8);
        _assertRange(day + 1, DIFFICULTY_838656, DIFFICULTY_838656, 3.125e8, 3.125e8);
    }

    function test_UnknownBeforeTheFirstWholeDay() public {
        vm.warp(START_836640 + 3 days);
        _assertUnknown(uint32(START_836640 / 1 days) - 1);
        _assertUnknown(uint32(START_836640 / 1 days));
        _assertRange(uint32(START_836640 / 1 days) + 1, DIFFICULTY_836640, DIFFICULTY_836640, 6.25e8, 6.25e8);
    }

    function test_UnknownUntilTheDayIsOver() public {
        uint32 day = uint32(START_836640 / 1 days) + 1;
        vm.warp((uint256(day) + 1) * 1 days - 1);
        _assertUnknown(day);
        vm.warp((uint256(day) + 1) * 1 days);
        _assertRange(day, DIFFICULTY_836640, DIFFICULTY_836640, 6.25e8, 6.25e8);
    }

    function test_UnknownWhenTheUpdaterIsSilentForThreeWeeks() public {
        vm.warp(START_836640 + 60 days);
        uint32 lastKnown = uint32((START_836640 + 21 days) / 1 days) - 1;
        _assertRange(lastKnown, DIFFICULTY_836640, DIFFICULTY_836640, 6.25e8, 6.25e8);
        _assertUnknown(lastKnown + 1);
    }

    function test_UnknownWhenTheHalvingIsOverdue() public {
        _push(START_838656, DIFFICULTY_838656);
        vm.warp(START_838656 + 20 days);
        // 1344 blocks of ten minutes after the epoch's start, and a day.
        uint32 lastKnown = uint32((uint256(START_838656) + 1344 * 600 + 1 days) / 1 days) - 1;
        _assertRange(lastKnown, DIFFICULTY_838656, DIFFICULTY_838656, 6.25e8, 6.25e8);
        _assertUnknown(lastKnown + 1);
        vm.prank(pusher);
        updater.pushHalving(HALVING);
        _assertRange(lastKnown + 1, DIFFICULTY_838656, DIFFICULTY_838656, 3.125e8, 3.125e8);
    }

    function test_LooksUpAnyDayOfALongHistory() public {
        uint48 start = START_836640;
        vm.warp(START_836640 + 14 days * 9);
        vm.startPrank(pusher);
        for (uint208 i = 1; i <= 8; ++i) {
            start += 14 days;
            if (i == 2) updater.pushHalving(start - 1 days);
            updater.pushEpoch(start, DIFFICULTY_836640 + i);
        }
        vm.stopPrank();
        for (uint32 i = 1; i <= 8; ++i) {
            uint32 day = uint32((uint256(START_836640) + 14 days * i) / 1 days);
            (bool known, uint256 low, uint256 high,,) = updater.rangeOf(day);
            assertTrue(known);
            assertEq(low, DIFFICULTY_836640 + i - 1);
            assertEq(high, DIFFICULTY_836640 + i);
            (, low, high,,) = updater.rangeOf(day + 1);
            assertEq(low, DIFFICULTY_836640 + i);
            assertEq(high, low);
        }
    }

    // ---- roles and construction

    function test_GovernanceReplacesTheUpdater() public {
        address next = makeAddr("next");
        vm.prank(owner);
        updater.setUpdater(next);
        assertEq(updater.updater(), next);
        vm.warp(START_838656);
        vm.prank(pusher);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, pusher, next));
        updater.pushEpoch(START_838656, DIFFICULTY_838656);
        vm.prank(next);
        updater.pushEpoch(START_838656, DIFFICULTY_838656);
    }

    function test_RevertWhen_TheUpdaterIsReplacedByAnybodyElseOrByNobody() public {
        vm.prank(pusher);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, pusher));
        updater.setUpdater(pusher);
        vm.prank(owner);
        vm.expectRevert(Errors.ZeroAddress.selector);
        updater.setUpdater(address(0));
    }

    function test_RevertWhen_TheFirstEpochIsNone() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadHeight.selector, 836_641));
        new DifficultyUpdater(owner, pusher, 836_641, START_836640, DIFFICULTY_836640);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadHeight.selector, 2016 * 3334));
        new DifficultyUpdater(owner, pusher, 2016 * 3334, START_836640, DIFFICULTY_836640);
        vm.expectRevert(Errors.ZeroAmount.selector);
        new DifficultyUpdater(owner, pusher, 836_640, START_836640, 0);
        vm.expectPartialRevert(Errors.OutOfBounds.selector);
        new DifficultyUpdater(owner, pusher, 836_640, uint48(block.timestamp) + 1, DIFFICULTY_836640);
    }

    // ---- helpers

    function _push(uint48 start, uint208 difficulty) private {
        vm.warp(start + 1 hours);
        vm.prank(pusher);
        updater.pushEpoch(start, difficulty);
    }

    function _halve() private {
        vm.warp(HALVING + 1 hours);
        vm.prank(pusher);
        updater.pushHalving(HALVING);
    }

    function _assertRange(
        uint32 day,
        uint256 minDifficulty,
        uint256 maxDifficulty,
        uint64 minSubsidy,
        uint64 maxSubsidy
    ) private view {
        (bool known, uint256 low, uint256 high, uint64 least, uint64 most) = updater.rangeOf(day);
        assertTrue(known, "known");
        assertEq(low, minDifficulty, "minDifficulty");
        assertEq(high, maxDifficulty, "maxDifficulty");
        assertEq(least, minSubsidy, "minSubsidy");
        assertEq(most, maxSubsidy, "maxSubsidy");
    }

    function _assertUnknown(uint32 day) private view {
        (bool known, uint256 low, uint256 high, uint64 least, uint64 most) = updater.rangeOf(day);
        assertFalse(known, "known");
        assertEq(low + high + least + most, 0, "zero while unknown");
    }
}
