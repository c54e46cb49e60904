// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IMinerRegistry} from "../../src/miners/IMinerRegistry.sol";
import {RegistryTest} from "./RegistryTest.sol";

/// @dev What miners do.
contract MinerRegistryTest is RegistryTest {
    // ---- applying

    function test_AppliesWithADisclosure() public {
        IMinerRegistry.Disclosure memory disclosure = _disclosure();
        bytes32 hash = registry.hashDisclosure(disclosure);
        vm.expectEmit(address(registry));
        emit IMinerRegistry.MinerApplied(1, operator, hash, disclosure);
        vm.prank(operator);
        assertEq(registry.applyAsMiner(disclosure), 1);
        assertEq(registry.minerCount(), 1);
        assertEq(registry.minerIdOf(operator), 1);
        IMinerRegistry.Miner memory miner = registry.minerOf(1);
        assertEq(miner.operator, operator);
        assertEq(miner.payout, operator);
        assertEq(miner.disclosureHash, hash);
        _assertStatus(IMinerRegistry.MinerStatus.Applied);
        assertEq(abi.encode(registry.disclosureOf(1)), abi.encode(disclosure));
        assertFalse(registry.isActive(1));
    }

    function test_RevertWhen_TheDisclosureIsIncomplete() public {
        IMinerRegistry.Disclosure memory disclosure = _disclosure();
        disclosure.farm = "";
        _assertIncomplete(disclosure);
        disclosure.farm = _long(65);
        _assertIncomplete(disclosure);
        disclosure = _disclosure();
        disclosure.company = "";
        _assertIncomplete(disclosure);
        disclosure.company = _long(65);
        _assertIncomplete(disclosure);
        disclosure = _disclosure();
        disclosure.uri = _long(257);
        _assertIncomplete(disclosure);
        disclosure = _disclosure();
        disclosure.documentHash = 0;
        _assertIncomplete(disclosure);
        disclosure = _disclosure();
        disclosure.effectiveHashrate = 0;
        _assertIncomplete(disclosure);
        disclosure.effectiveHashrate = disclosure.totalHashrate + 1;
        _assertIncomplete(disclosure);
        disclosure.effectiveHashrate = disclosure.totalHashrate;
        (disclosure.farm, disclosure.company, disclosure.uri) = (_long(64), _long(64), _long(256));
        vm.prank(operator);
        registry.applyAsMiner(disclosure);
    }

    function test_RevertWhen_TheOperatorHasAMiner() public {
        _apply();
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.OperatesAnotherMiner.selector, operator, 1));
        registry.applyAsMiner(_disclosure());
    }

    function test_AmendsTheApplication() public {
        _apply();
        IMinerRegistry.Disclosure memory disclosure = _disclosure();
        disclosure.company = "Another Ltd";
        vm.prank(operator);
        registry.amendDisclosure(1, disclosure);
        assertEq(registry.disclosureOf(1).company, "Another Ltd");
        assertEq(registry.minerOf(1).disclosureHash, registry.hashDisclosure(disclosure));
    }

    /// @dev The applicant changes its papers between the vote and the execution 48 hours later.
    function test_Attack_AmendingAfterTheVote() public {
        _apply();
        bytes32 voted = registry.minerOf(1).disclosureHash;
        IMinerRegistry.Disclosure memory disclosure = _disclosure();
        disclosure.farm = "Nowhere";
        vm.prank(operator);
        registry.amendDisclosure(1, disclosure);
        bytes32 present = registry.hashDisclosure(disclosure);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.DisclosureChanged.selector, present, voted));
        registry.approve(1, voted);
    }

    function test_RevertWhen_AmendingAfterTheApproval() public {
        _approve();
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadStatus.selector, 1));
        registry.amendDisclosure(1, _disclosure());
    }

    // ---- bonding

    function test_ABondedMinerIsActive() public {
        _approve();
        _assertStatus(IMinerRegistry.MinerStatus.Approved);
        assertEq(registry.availableUnits(1), 0);
        _bond(MIN_BOND - 1);
        assertFalse(registry.isActive(1));
        vm.expectEmit(address(registry));
        emit IMinerRegistry.MinerBonded(1, treasury, 1, MIN_BOND);
        _bond(1);
        assertTrue(registry.isActive(1));
        _assertStatus(IMinerRegistry.MinerStatus.Active);
        assertEq(registry.availableUnits(1), MIN_BOND / BOND_PER_UNIT);
    }

    function test_RevertWhen_BondingBeforeTheVoteOrAfterABan() public {
        _apply();
        vm.startPrank(treasury);
        vm.expectRevert(abi.encodeWithSelector(Errors.MinerNotApproved.selector, 1));
        registry.bond(1, MIN_BOND);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownMiner.selector, 2));
        registry.bond(2, MIN_BOND);
        vm.stopPrank();
        vm.prank(owner);
        registry.ban(1);
        vm.prank(treasury);
        vm.expectRevert(abi.encodeWithSelector(Errors.MinerNotApproved.selector, 1));
        registry.bond(1, MIN_BOND);
    }

    function test_WithdrawsWhatTheUnitsDontNeed() public {
        _activate();
        _reserve(400_000); // 400 DMC
        assertEq(registry.withdrawableBond(1), 600e18);
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondTooLow.selector, 1, MIN_BOND, MIN_BOND + 1));
        registry.withdrawBond(1, 600e18 + 1, operator);
        vm.expectEmit(address(registry));
        emit IMinerRegistry.BondWithdrawn(1, operator, 600e18, 400e18);
        registry.withdrawBond(1, 600e18, operator);
        vm.stopPrank();
        assertEq(dmc.balanceOf(operator), 600e18);
        assertFalse(registry.isActive(1), "below the least bond it sells nothing more");
        assertEq(registry.withdrawableBond(1), 0);
    }

    function test_RevertWhen_WithdrawingNothingOrToNobodyOrAsAnybody() public {
        _activate();
        vm.startPrank(operator);
        vm.expectRevert(Errors.ZeroAmount.selector);
        registry.withdrawBond(1, 0, operator);
        vm.expectRevert(Errors.ZeroAddress.selector);
        registry.withdrawBond(1, 1, address(0));
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), operator));
        registry.withdrawBond(1, 1, address(this));
    }

    function test_Attack_TheBondCantLeaveWhileAnIncidentIsOpen() public {
        _activate();
        vm.prank(ledger);
        registry.openIncident(1, 7);
        assertEq(registry.incidentOf(7), 1);
        assertEq(registry.withdrawableBond(1), 0);
        vm.warp(block.timestamp + 365 days);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncidentIsOpen.selector, 1));
        registry.withdrawBond(1, 1, operator);
        vm.prank(owner);
        registry.closeIncident(7);
        vm.prank(operator);
        registry.withdrawBond(1, MIN_BOND, operator);
    }

    function test_Attack_ASuspendedMinerTakesItsBondAndLeaves() public {
        _activate();
        vm.prank(owner);
        registry.suspend(1);
        uint256 until = block.timestamp + 90 days;
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondIsHeld.selector, until));
        registry.withdrawBond(1, 1, operator);
        assertEq(registry.withdrawableBond(1), 0);
        vm.prank(owner);
        registry.ban(1);
        vm.warp(until - 1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondIsHeld.selector, until));
        registry.withdrawBond(1, 1, operator);
        // Governance can't hold it for ever without finding a fault.
        vm.warp(until);
        vm.prank(operator);
        registry.withdrawBond(1, MIN_BOND, operator);
    }

    // ---- the miner's accounts

    function test_TheOperatorChangesInTwoSteps() public {
        _activate();
        address next = makeAddr("next");
        vm.prank(operator);
        registry.transferOperator(1, next);
        (address current, address payout) = registry.partiesOf(1);
        assertEq(current, operator, "nothing changed yet");
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), next));
        registry.acceptOperator(1);
        vm.expectEmit(address(registry));
        emit IMinerRegistry.OperatorChanged(1, operator, next);
        vm.prank(next);
        registry.acceptOperator(1);
        (current, payout) = registry.partiesOf(1);
        assertEq(current, next);
        assertEq(payout, operator, "money goes on where it went");
        assertEq(registry.minerIdOf(operator), 0);
        assertEq(registry.minerIdOf(next), 1);
        vm.prank(next);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, next, address(0)));
        registry.acceptOperator(1);
    }

    function test_RevertWhen_TheSuccessorHasAMiner() public {
        _activate();
        address other = makeAddr("other");
        vm.prank(other);
        registry.applyAsMiner(_disclosure());
        vm.prank(operator);
        registry.transferOperator(1, other);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(Errors.OperatesAnotherMiner.selector, other, 2));
        registry.acceptOperator(1);
    }

    function test_TheOperatorSetsThePayout() public {
        _activate();
        vm.startPrank(operator);
        registry.setPayout(1, treasury);
        (, address payout) = registry.partiesOf(1);
        assertEq(payout, treasury);
        vm.expectRevert(Errors.ZeroAddress.selector);
        registry.setPayout(1, address(0));
        vm.stopPrank();
        bytes memory denied = abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), operator);
        vm.expectRevert(denied);
        registry.setPayout(1, address(this));
        vm.expectRevert(denied);
        registry.transferOperator(1, address(this));
        vm.expectRevert(denied);
        registry.amendDisclosure(1, _disclosure());
    }

    function test_RevertWhen_TheMinerIsUnknown() public {
        bytes memory unknown = abi.encodeWithSelector(Errors.UnknownMiner.selector, 1);
        vm.expectRevert(unknown);
        registry.minerOf(1);
        vm.expectRevert(unknown);
        registry.disclosureOf(1);
        vm.expectRevert(unknown);
        registry.withdrawableBond(1);
        vm.expectRevert(unknown);
        registry.setPayout(1, address(this));
        assertFalse(registry.isActive(1));
    }

    // ---- fuzz

    /// @dev Whatever the miner and the ledger do, the bond covers the units, and the registry holds exactly the bonds.
    function testFuzz_TheBondCoversTheUnits(uint256[24] memory seeds) public {
        _activate();
        uint256 withdrawn;
        for (uint256 i; i < seeds.length; ++i) {
            uint256 action = seeds[i] % 4;
            uint256 amount = bound(seeds[i] >> 8, 1, 2_000e18);
            if (action == 0) {
                _bond(amount);
            } else if (action == 1) {
                vm.prank(operator);
                try registry.withdrawBond(1, amount, operator) {
                    withdrawn += amount;
                } catch {}
            } else {
                uint88 units = uint88(amount / BOND_PER_UNIT);
                vm.prank(ledger);
                if (action == 2) try registry.reserveUnits(1, units) {}
                    catch {} else try registry.freeUnits(1, units) {} catch {}
            }
            IMinerRegistry.Miner memory miner = registry.minerOf(1);
            assertGe(miner.bond, uint256(miner.reservedUnits) * BOND_PER_UNIT);
            assertEq(dmc.balanceOf(address(registry)), miner.bond);
            assertEq(dmc.balanceOf(operator), withdrawn);
        }
    }

    // ---- helpers

    function _assertIncomplete(IMinerRegistry.Disclosure memory disclosure) internal {
        vm.prank(operator);
        vm.expectRevert(Errors.DisclosureIncomplete.selector);
        registry.applyAsMiner(disclosure);
    }
}
