// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {DMC} from "../../src/dmc/DMC.sol";
import {IMinerRegistry} from "../../src/miners/IMinerRegistry.sol";
import {MinerRegistry} from "../../src/miners/MinerRegistry.sol";

/// @dev The registry alone; the ledger is an account here. With the real ledger: MinerSlash.t.sol.
abstract contract RegistryTest is Test {
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

    // ---- helpers

    function _disclosure() internal pure returns (IMinerRegistry.Disclosure memory) {
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

    function _long(uint256 length) internal pure returns (string memory) {
        return string(new bytes(length));
    }

    function _apply() internal {
        vm.prank(operator);
        registry.applyAsMiner(_disclosure());
    }

    function _approve() internal {
        _apply();
        bytes32 hash = registry.minerOf(1).disclosureHash;
        vm.prank(owner);
        registry.approve(1, hash);
    }

    function _bond(uint256 amount) internal {
        vm.prank(treasury);
        registry.bond(1, amount);
    }

    function _activate() internal {
        _approve();
        _bond(MIN_BOND);
    }

    function _reserve(uint88 units) internal {
        vm.prank(ledger);
        registry.reserveUnits(1, units);
    }

    function _assertStatus(IMinerRegistry.MinerStatus status) internal view {
        assertEq(uint8(registry.minerOf(1).status), uint8(status));
    }
}
