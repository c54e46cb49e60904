// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IRig} from "../../src/rig/IRig.sol";
import {LyingCollection} from "../mocks/HostileItems.sol";
import {RigTest} from "./RigTest.sol";

/// @dev Items that are gone or whose contract fails, and refunds of fleets that ended.
contract RigGoneTest is RigTest {
    LyingCollection internal liar;

    function setUp() public override {
        super.setUp();
        liar = new LyingCollection();
        liar.set(LyingCollection.Lie.None, alice);
    }

    function liarItem() internal view returns (IRig.Item memory) {
        return IRig.Item(IRig.Kind.ERC721, address(liar), 1, address(0), 0);
    }

    // ---- who controls

    function test_ControllerIsNobodyWhateverWayTheCollectionFails() public {
        IRig.Item memory item = liarItem();
        assertEq(rig.controllerOf(item), alice);
        for (uint8 lie = 1; lie <= uint8(LyingCollection.Lie.HugeRevert); ++lie) {
            liar.set(LyingCollection.Lie(lie), alice);
            assertEq(rig.controllerOf(item), address(0), vm.toString(lie));
        }
    }

    function test_ControllerIsNobodyForAccountsWithoutCodeDeadAddressesAndTheRigItself() public {
        IRig.Item memory item = liarItem();
        liar.set(LyingCollection.Lie.None, address(rig));
        assertEq(rig.controllerOf(item), address(0));
        liar.set(LyingCollection.Lie.None, 0x000000000000000000000000000000000000dEaD);
        assertEq(rig.controllerOf(item), address(0));
        item.collection = alice;
        assertEq(rig.controllerOf(item), address(0));
    }

    /// @dev With the 63/64 rule a caller could starve the question, and an owned item would read as gone.
    function test_RevertWhen_TooLittleGasIsLeftToAskTheCollection() public {
        (IRig.Item memory item,) = attachNew(alice, 1, 1_000);
        uint256 needed = uint256(100_000) * 64 / 63 + 5_000;
        bytes memory reason = abi.encodeWithSelector(Errors.MoreGasNeeded.selector, needed);
        vm.expectRevert(reason);
        rig.markOrphan{gas: 100_000}(item);
        vm.expectRevert(reason);
        rig.controllerOf{gas: 100_000}(item);
    }

    // ---- orphans

    function test_DepositorReclaimsThePowerOfABurnedItem() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        sell(1, bob);
        earnDays(2);
        vm.prank(bob);
        swords.burn(1);
        claim(item); // nobody controls it: the income waits
        assertEq(wbtc.balanceOf(alice) + wbtc.balanceOf(bob), 0);
        rig.markOrphan(item);
        uint256 since = block.timestamp;
        assertEq(rig.slotOf(item).orphanSince, since);
        rig.markOrphan(item); // again changes nothing
        assertEq(rig.slotOf(item).orphanSince, since);

        vm.warp(since + 30 days - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOrphan.selector, keyOf(item), since));
        rig.reclaim(item);
        vm.warp(since + 30 days);
        uint256 due = hashpower.claimable(id);
        rig.reclaim(item); // by anybody
        assertEq(hashpower.ownerOf(id), alice);
        assertEq(wbtc.balanceOf(alice), due);
        assertEq(rig.slotOf(item).principal, address(0));
    }

    function test_RevertWhen_ReclaimIsNotDue() public {
        (IRig.Item memory item,) = attachNew(alice, 1, 1_000);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOrphan.selector, keyOf(item), 0));
        rig.reclaim(item);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOrphan.selector, keyOf(item), 0));
        rig.markOrphan(item);
    }

    function test_MarkIsClearedByAnybodyAndByWhatTheControllerDoes() public {
        IRig.Item memory item = liarItem();
        uint256 id = newPower(alice, 1_000);
        vm.prank(alice);
        rig.attach(item, id, 0, 0);
        for (uint256 way; way < 4; ++way) {
            liar.set(LyingCollection.Lie.Revert, alice);
            rig.markOrphan(item);
            uint32 nonce = rig.slotOf(item).nonce;
            liar.set(LyingCollection.Lie.None, alice);
            vm.prank(alice);
            if (way == 0) rig.markOrphan(item);
            else if (way == 1) rig.requestDetach(item);
            else if (way == 2) rig.seal(item, uint40(block.timestamp + 1 days));
            else claim(item);
            assertEq(rig.slotOf(item).orphanSince, 0);
            assertGt(rig.slotOf(item).nonce, nonce);
        }
        // The old mark is no use later.
        vm.warp(block.timestamp + 31 days);
        liar.set(LyingCollection.Lie.Revert, alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOrphan.selector, keyOf(item), 0));
        rig.reclaim(item);
    }

    function test_AcceptingAnOfferClearsTheMark() public {
        IRig.Item memory item = liarItem();
        uint256 id = newPower(bob, 1_000);
        IRig.LendTerms memory offer = IRig.LendTerms(0, today() + 9, false, IRig.OnTransfer.End, 1e6, address(usdt));
        vm.prank(bob);
        rig.lendPower(item, id, offer);
        liar.set(LyingCollection.Lie.Revert, alice);
        rig.markOrphan(item);
        liar.set(LyingCollection.Lie.None, alice);
        uint32 nonce = rig.slotOf(item).nonce;
        usdt.mint(alice, 1e6);
        vm.startPrank(alice);
        usdt.approve(address(rig), 1e6);
        rig.acceptLending(item, nonce);
        assertEq(rig.slotOf(item).orphanSince, 0);
    }

    /// @dev A lender may insist on its share; who once deposited power has none.
    function test_DepositorCannotPushIncomeIntoAContractThatHoldsTheItem() public {
        IRig.Item memory item = liarItem();
        uint256 id = newPower(alice, 1_000);
        vm.prank(alice);
        rig.attach(item, id, 0, 0);
        earnDays(2);
        liar.set(LyingCollection.Lie.Revert, alice);
        rig.markOrphan(item);
        liar.set(LyingCollection.Lie.None, address(swords));
        for (uint256 i; i < 2; ++i) {
            vm.prank(alice); // with the mark, and once it is cleared
            claim(item);
            assertEq(rig.credit(address(wbtc), address(swords)), 0);
        }
        assertGt(hashpower.claimable(id), 0);
    }

    function test_RevertWhen_TheItemCameBackBeforeTheReclaim() public {
        IRig.Item memory item = liarItem();
        uint256 id = newPower(alice, 1_000);
        vm.prank(alice);
        rig.attach(item, id, 0, 0);
        liar.set(LyingCollection.Lie.Revert, alice);
        rig.markOrphan(item);
        uint256 since = block.timestamp;
        vm.warp(since + 31 days);
        liar.set(LyingCollection.Lie.None, bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOrphan.selector, keyOf(item), since));
        rig.reclaim(item);
    }

    function test_SealOutlastsTheOrphanDelay() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        uint40 until = uint40(block.timestamp + 80 days);
        vm.startPrank(alice);
        rig.seal(item, until);
        swords.burn(1);
        vm.stopPrank();
        rig.markOrphan(item);
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.SlotSealed.selector, keyOf(item), until));
        rig.reclaim(item);
        vm.warp(until);
        rig.reclaim(item);
        assertEq(hashpower.ownerOf(id), alice);
    }

    function test_LenderReclaimsFromAnItemThatNobodyHas() public {
        assignTo(studio, "sword", bob);
        IRig.Item memory item = offchain(studio, "sword");
        uint256 id = newPower(alice, 1_000);
        vm.prank(alice);
        rig.lendPower(item, id, lendTerms(0, 300, IRig.OnTransfer.Follow));
        earnDays(2);
        assignTo(studio, "sword", address(0));
        rig.markOrphan(item);
        vm.warp(block.timestamp + 30 days);
        uint256 due = hashpower.claimable(id);
        rig.reclaim(item);
        assertFalse(hashpower.locked(id));
        assertEq(wbtc.balanceOf(alice), due);
    }

    // ---- refunds

    function test_RefundOfABoundPowerGoesToTheItemsController() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        sell(1, bob);
        earnDays(3);
        terminateFleet(fleetId);
        uint256 due = hashpower.refundable(id);
        assertGt(due, 0);
        bytes32 before = rig.stateHash(item);
        uint256 bobBefore = usdt.balanceOf(bob);
        (uint256 amount, uint256 slash) = rig.claimRefund(item); // by anybody
        assertEq(amount, due);
        assertEq(slash, 0);
        assertEq(usdt.balanceOf(bob) - bobBefore, due);
        assertTrue(rig.stateHash(item) != before);
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyRefunded.selector, id));
        rig.claimRefund(item);
    }

    function test_SlashedBondFollowsTheRefund() public {
        (IRig.Item memory item,) = attachNew(alice, 1, 1_000);
        earnDays(3);
        terminateFleet(fleetId);
        uint256 slashed = 1_000e18;
        vm.prank(address(timelock));
        registry.slash(minerId, fleetId, slashed, 10_000);
        (uint256 amount, uint256 slash) = rig.claimRefund(item);
        assertGt(amount, 0);
        assertApproxEqAbs(slash, slashed, 1_000);
        assertEq(dmc.balanceOf(alice), slash);
        assertEq(usdt.balanceOf(alice), amount);
        assertEq(dmc.balanceOf(address(rig)) + usdt.balanceOf(address(rig)), 0);
    }

    function test_RevertWhen_NobodyCanTakeTheRefund() public {
        (IRig.Item memory item,) = attachNew(alice, 1, 1_000);
        earnDays(3);
        terminateFleet(fleetId);
        sell(1, address(swords)); // a contract that never asked to be paid: the refund waits
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOptedIn.selector, address(swords)));
        rig.claimRefund(item);
        vm.prank(address(swords));
        swords.burn(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotController.selector, keyOf(item), address(this), address(0)));
        rig.claimRefund(item);
    }

    function test_RefundOfALentPowerGoesToTheLender() public {
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = newPower(alice, 1_000);
        vm.prank(alice);
        rig.lendPower(item, id, lendTerms(0, 300, IRig.OnTransfer.Follow));
        earnDays(3);
        terminateFleet(fleetId);
        uint256 due = hashpower.refundable(id);
        vm.prank(alice); // not past its locker
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLocker.selector, id, alice));
        hashpower.refund(id);
        rig.claimRefund(item);
        assertEq(usdt.balanceOf(alice), due);
    }

    /// @dev Bond and payment token may be the same.
    function test_RefundAndSlashInOneTokenArePaidOnce() public {
        vm.startPrank(address(timelock));
        hashpower.setPayToken(address(dmc), true);
        vm.stopPrank();
        uint32 fleet = makeFleet(miner, address(wbtc), address(dmc), 9);
        uint32 series = makeSeries(miner, fleet, 1_000, 540, 1e18);
        vm.prank(treasury);
        dmc.transfer(alice, 1_000e18);
        vm.startPrank(alice);
        dmc.approve(address(sale), type(uint256).max);
        uint256 id = sale.buy(series, 1_000, 1e18, 1, block.timestamp, address(0));
        hashpower.setApprovalForAll(address(rig), true);
        vm.stopPrank();
        IRig.Item memory item = newSword(alice, 1);
        vm.prank(alice);
        rig.attach(item, id, 0, 0);
        nextDay();
        terminateFleet(fleet);
        vm.prank(address(timelock));
        registry.slash(minerId, fleet, 500e18, 10_000);
        uint256 due = hashpower.refundable(id);
        (uint256 amount,) = rig.claimRefund(item);
        assertEq(dmc.balanceOf(alice), amount);
        assertApproxEqAbs(amount, due + 500e18, 1_000);
        assertEq(dmc.balanceOf(address(rig)), 0);
    }
}
