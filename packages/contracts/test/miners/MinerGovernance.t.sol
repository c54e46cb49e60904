// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Errors} from "../../src/Errors.sol";
import {IMinerRegistry} from "../../src/miners/IMinerRegistry.sol";
import {MinerRegistry} from "../../src/miners/MinerRegistry.sol";
import {RegistryTest} from "./RegistryTest.sol";

/// @dev What the ledger and governance do.
contract MinerGovernanceTest is RegistryTest {
    // ---- units

    function test_Attack_TwoSeriesCantShareABond() public {
        _activate();
        _reserve(600_000);
        vm.prank(ledger);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondTooLow.selector, 1, MIN_BOND, 1_200e18));
        registry.reserveUnits(1, 600_000);
        assertEq(registry.availableUnits(1), 400_000);
        _reserve(400_000);
        assertEq(registry.availableUnits(1), 0);
    }

    function test_FreesUnits() public {
        _activate();
        _reserve(1_000_000);
        assertEq(registry.withdrawableBond(1), 0);
        vm.expectEmit(address(registry));
        emit IMinerRegistry.UnitsChanged(1, 999_999, false, 1);
        vm.prank(ledger);
        registry.freeUnits(1, 999_999);
        assertEq(registry.withdrawableBond(1), MIN_BOND - BOND_PER_UNIT);
    }

    function test_RevertWhen_ReservingForAMinerThatIsNotActive() public {
        _approve();
        vm.prank(ledger);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondTooLow.selector, 1, 0, MIN_BOND));
        registry.reserveUnits(1, 1);
        _bond(MIN_BOND);
        vm.prank(owner);
        registry.suspend(1);
        vm.prank(ledger);
        vm.expectRevert(abi.encodeWithSelector(Errors.MinerNotActive.selector, 1));
        registry.reserveUnits(1, 1);
    }

    function test_RevertWhen_AnybodyButTheLedgerMovesUnits() public {
        _activate();
        bytes memory denied = abi.encodeWithSelector(Errors.NotAllowed.selector, address(this), ledger);
        vm.expectRevert(denied);
        registry.reserveUnits(1, 1);
        vm.expectRevert(denied);
        registry.freeUnits(1, 1);
        vm.expectRevert(denied);
        registry.openIncident(1, 1);
    }

    function test_AnIncidentIsOpenedOnce() public {
        _activate();
        vm.startPrank(ledger);
        registry.openIncident(1, 7);
        registry.openIncident(1, 7);
        registry.openIncident(1, 8);
        vm.stopPrank();
        assertEq(registry.minerOf(1).openIncidents, 2);
    }

    // ---- governance

    function test_SuspendsReinstatesAndBans() public {
        _activate();
        vm.startPrank(owner);
        registry.suspend(1);
        _assertStatus(IMinerRegistry.MinerStatus.Suspended);
        assertFalse(registry.isActive(1));
        registry.reinstate(1);
        _assertStatus(IMinerRegistry.MinerStatus.Active);
        assertEq(registry.minerOf(1).suspendedAt, 0);
        registry.ban(1);
        _assertStatus(IMinerRegistry.MinerStatus.Banned);
        assertFalse(registry.isActive(1));
    }

    function test_RevertWhen_AStatusCantFollow() public {
        _apply();
        bytes32 hash = registry.minerOf(1).disclosureHash;
        bytes memory bad = abi.encodeWithSelector(Errors.BadStatus.selector, 1);
        vm.startPrank(owner);
        vm.expectRevert(bad);
        registry.suspend(1);
        vm.expectRevert(bad);
        registry.reinstate(1);
        registry.approve(1, hash);
        vm.expectRevert(bad);
        registry.approve(1, hash);
        registry.ban(1);
        vm.expectRevert(bad);
        registry.ban(1);
        vm.expectRevert(bad);
        registry.suspend(1);
        vm.expectRevert(bad);
        registry.approve(1, hash);
    }

    function test_ASlashWithoutHoldersGoesToTheFund() public {
        _activate();
        vm.prank(ledger);
        registry.openIncident(1, 7);
        uint256 before = dmc.balanceOf(fund);
        vm.expectEmit(address(registry));
        emit IMinerRegistry.MinerSlashed(1, 7, 0, 300e18);
        vm.prank(owner);
        registry.slash(1, 7, 300e18, 0);
        assertEq(dmc.balanceOf(fund) - before, 300e18);
        assertEq(registry.minerOf(1).bond, 700e18);
        assertFalse(registry.isActive(1));
    }

    function test_Attack_GovernanceSlashesAHealthyMiner() public {
        _activate();
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoIncident.selector, 1, 7));
        registry.slash(1, 7, 1, 0);
        vm.stopPrank();
        vm.prank(ledger);
        registry.openIncident(1, 7);
        vm.startPrank(owner);
        registry.closeIncident(7);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoIncident.selector, 1, 7));
        registry.slash(1, 7, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoIncident.selector, 0, 7));
        registry.closeIncident(7);
    }

    function test_RevertWhen_TheSlashIsOutOfBounds() public {
        _activate();
        vm.prank(ledger);
        registry.openIncident(1, 7);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 0, 1, MIN_BOND));
        registry.slash(1, 7, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, MIN_BOND + 1, 1, MIN_BOND));
        registry.slash(1, 7, MIN_BOND + 1, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 10_001, 0, 10_000));
        registry.slash(1, 7, 1, 10_001);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownMiner.selector, 2));
        registry.slash(2, 7, 1, 0);
    }

    function test_Attack_GovernanceCantPassTheBoundsOfTheBond() public {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 1e18 - 1, 1e18, 1_000_000e18));
        registry.setBondTerms(1e18 - 1, BOND_PER_UNIT);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 1_000_000e18 + 1, 1e18, 1_000_000e18));
        registry.setBondTerms(1_000_000e18 + 1, BOND_PER_UNIT);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 1e12 - 1, 1e12, 1e18));
        registry.setBondTerms(MIN_BOND, 1e12 - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 1e18 + 1, 1e12, 1e18));
        registry.setBondTerms(MIN_BOND, 1e18 + 1);
        registry.setBondTerms(1e18, 1e12);
        assertEq(registry.minBond(), 1e18);
        assertEq(registry.bondPerUnit(), 1e12);
        assertEq(registry.requiredBond(5), 5e12);
    }

    function test_RaisedTermsStopSalesUntilTheMinerBondsMore() public {
        _activate();
        _reserve(1_000_000);
        vm.prank(owner);
        registry.setBondTerms(MIN_BOND, 2e15);
        assertFalse(registry.isActive(1));
        assertEq(registry.withdrawableBond(1), 0);
        _bond(MIN_BOND);
        assertTrue(registry.isActive(1));
    }

    function test_TheLedgerIsSetOnce() public {
        MinerRegistry fresh = new MinerRegistry(owner, address(dmc), fund, MIN_BOND, BOND_PER_UNIT);
        assertEq(fresh.ledger(), address(0));
        vm.startPrank(owner);
        vm.expectRevert(Errors.ZeroAddress.selector);
        fresh.setLedger(address(0));
        fresh.setLedger(ledger);
        vm.expectRevert(abi.encodeWithSelector(Errors.LedgerIsSet.selector, ledger));
        fresh.setLedger(address(this));
    }

    function test_TheFundMoves() public {
        vm.startPrank(owner);
        registry.setFund(treasury);
        assertEq(registry.fund(), treasury);
        vm.expectRevert(Errors.ZeroAddress.selector);
        registry.setFund(address(0));
    }

    function test_RevertWhen_AnybodyButGovernanceDecides() public {
        _activate();
        bytes memory denied = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this));
        vm.expectRevert(denied);
        registry.approve(1, 0);
        vm.expectRevert(denied);
        registry.suspend(1);
        vm.expectRevert(denied);
        registry.reinstate(1);
        vm.expectRevert(denied);
        registry.ban(1);
        vm.expectRevert(denied);
        registry.slash(1, 1, 1, 0);
        vm.expectRevert(denied);
        registry.closeIncident(1);
        vm.expectRevert(denied);
        registry.setBondTerms(MIN_BOND, BOND_PER_UNIT);
        vm.expectRevert(denied);
        registry.setFund(address(this));
        vm.expectRevert(denied);
        registry.setLedger(address(this));
    }

    function test_RevertWhen_ThereIsNoBondToken() public {
        vm.expectRevert(Errors.ZeroAddress.selector);
        new MinerRegistry(owner, address(0), fund, MIN_BOND, BOND_PER_UNIT);
    }
}
