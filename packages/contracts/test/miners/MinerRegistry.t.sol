// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {DMC} from "../../src/dmc/DMC.sol";
import {Errors} from "../../src/Errors.sol";
import {IMinerRegistry} from "../../src/miners/IMinerRegistry.sol";
import {MinerRegistry} from "../../src/miners/MinerRegistry.sol";

/// @dev The registry alone; the ledger is an account here. With the real ledger: MinerSlash.t.sol.
contract MinerRegistryTest is Test {
    uint128 internal constant MIN_BOND = 1_000e18;
    uint128 internal constant BOND_PER_UNIT = 1e15;

    DMC internal dmc;
    MinerRegistry internal registry;
    address internal owner = makeAddr("timelock");
    address internal fund = makeAddr("fund");
    address internal treasury = makeAddr("treasury");
    address internal ledger = makeAddr("ledger");
    address internal operator = makeAddr("operator");

    function setUp() public {
        vm.warp(1_713_185_000);
        dmc = new DMC(fund, treasury);
        registry = new MinerRegistry(owner, address(dmc), fund, MIN_BOND, BOND_PER_UNIT);
        vm.prank(owner);
        registry.setLedger(ledger);
        vm.prank(treasury);
        dmc.approve(address(registry), type(uint256).max);
    }

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
                if (action == 2) try registry.reserveUnits(1, units) {} catch {}
                else try registry.freeUnits(1, units) {} catch {}
            }
            IMinerRegistry.Miner memory miner = registry.minerOf(1);
            assertGe(miner.bond, uint256(miner.reservedUnits) * BOND_PER_UNIT);
            assertEq(dmc.balanceOf(address(registry)), miner.bond);
            assertEq(dmc.balanceOf(operator), withdrawn);
        }
    }

    // ---- helpers

    function _disclosure() private pure returns (IMinerRegistry.Disclosure memory) {
        return IMinerRegistry.Disclosure({
            farm: "Sichuan 1",
            company: "Test Mining Ltd",
            totalHashrate: 10_000_000,
            effectiveHashrate: 9_000_000,
            expectedIncome: 7e20,
            documentHash: keccak256("document"),
            uri: "ipfs://document"
        });
    }

    function _long(uint256 length) private pure returns (string memory) {
        return string(new bytes(length));
    }

    function _apply() private {
        vm.prank(operator);
        registry.applyAsMiner(_disclosure());
    }

    function _approve() private {
        _apply();
        bytes32 hash = registry.minerOf(1).disclosureHash;
        vm.prank(owner);
        registry.approve(1, hash);
    }

    function _bond(uint256 amount) private {
        vm.prank(treasury);
        registry.bond(1, amount);
    }

    function _activate() private {
        _approve();
        _bond(MIN_BOND);
    }

    function _reserve(uint88 units) private {
        vm.prank(ledger);
        registry.reserveUnits(1, units);
    }

    function _assertStatus(IMinerRegistry.MinerStatus status) private view {
        assertEq(uint8(registry.minerOf(1).status), uint8(status));
    }

    function _assertIncomplete(IMinerRegistry.Disclosure memory disclosure) private {
        vm.prank(operator);
        vm.expectRevert(Errors.DisclosureIncomplete.selector);
        registry.applyAsMiner(disclosure);
    }
}
