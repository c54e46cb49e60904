// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Benchmark} from "../../src/benchmark/Benchmark.sol";
import {IBenchmark} from "../../src/benchmark/IBenchmark.sol";
import {Errors} from "../../src/Errors.sol";
import {BenchmarkTest} from "./BenchmarkTest.sol";

contract AttestorsTest is BenchmarkTest {
    // ---- bonds

    function test_AnybodyBondsForAnAttestor() public {
        uint256 before = dmc.balanceOf(address(benchmark));
        vm.expectEmit(address(benchmark));
        emit IBenchmark.AttestorBonded(attestors[0], treasury, 5e18);
        vm.prank(treasury);
        benchmark.bondAttestor(attestors[0], 5e18);
        assertEq(benchmark.attestorOf(attestors[0]).bond, MIN_BOND + 5e18);
        assertEq(dmc.balanceOf(address(benchmark)) - before, 5e18);
    }

    function test_BondsByPermitInOneTransaction() public {
        (address payer, uint256 key) = makeAddrAndKey("payer");
        vm.prank(treasury);
        dmc.transfer(payer, MIN_BOND);
        bytes32 digest = keccak256(
            abi.encodePacked(
                "\x19\x01",
                dmc.DOMAIN_SEPARATOR(),
                keccak256(
                    abi.encode(
                        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                        payer,
                        address(benchmark),
                        MIN_BOND,
                        0,
                        block.timestamp
                    )
                )
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(benchmark.selfPermit, (address(dmc), MIN_BOND, block.timestamp, v, r, s));
        calls[1] = abi.encodeCall(benchmark.bondAttestor, (payer, MIN_BOND));
        vm.prank(payer);
        benchmark.multicall(calls);
        assertEq(benchmark.attestorOf(payer).bond, MIN_BOND);
    }

    function test_RevertWhen_BondingNobodyOrNothing() public {
        vm.startPrank(treasury);
        vm.expectRevert(Errors.ZeroAddress.selector);
        benchmark.bondAttestor(address(0), 1);
        vm.expectRevert(Errors.ZeroAmount.selector);
        benchmark.bondAttestor(attestors[0], 0);
    }

    function test_WhoWasNeverElectedWithdrawsAtOnce() public {
        address hopeful = makeAddr("hopeful");
        vm.prank(treasury);
        benchmark.bondAttestor(hopeful, 7e18);
        vm.expectEmit(address(benchmark));
        emit IBenchmark.AttestorWithdrawn(hopeful, fund, 7e18);
        uint256 before = dmc.balanceOf(fund);
        vm.prank(hopeful);
        assertEq(benchmark.withdrawAttestorBond(fund), 7e18);
        assertEq(dmc.balanceOf(fund) - before, 7e18);
        vm.startPrank(hopeful);
        vm.expectRevert(Errors.ZeroAmount.selector);
        benchmark.withdrawAttestorBond(hopeful);
        vm.expectRevert(Errors.ZeroAddress.selector);
        benchmark.withdrawAttestorBond(address(0));
    }

    function test_Attack_TheBondCantLeaveWhileElectedNorThirtyDaysAfter() public {
        vm.startPrank(attestors[2]);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondIsHeld.selector, type(uint256).max));
        benchmark.withdrawAttestorBond(attestors[2]);
        benchmark.resign();
        uint256 until = block.timestamp + 30 days;
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondIsHeld.selector, until));
        benchmark.withdrawAttestorBond(attestors[2]);
        vm.stopPrank();
        // Governance may still take it.
        vm.prank(owner);
        benchmark.slashAttestor(attestors[2], 1e18);
        vm.warp(until);
        vm.prank(attestors[2]);
        assertEq(benchmark.withdrawAttestorBond(attestors[2]), MIN_BOND - 1e18);
    }

    function test_Attack_ReElectionDoesNotFreeTheBond() public {
        vm.prank(attestors[2]);
        benchmark.resign();
        vm.warp(block.timestamp + 31 days);
        vm.prank(owner);
        benchmark.setAttestor(3, attestors[2]);
        vm.startPrank(attestors[2]);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondIsHeld.selector, type(uint256).max));
        benchmark.withdrawAttestorBond(attestors[2]);
        benchmark.resign();
        vm.expectRevert(abi.encodeWithSelector(Errors.BondIsHeld.selector, block.timestamp + 30 days));
        benchmark.withdrawAttestorBond(attestors[2]);
    }

    // ---- seats

    function test_ASeatChangesHands() public {
        address next = makeAddr("next");
        vm.expectEmit(address(benchmark));
        emit IBenchmark.SeatSet(7, next, attestors[6]);
        vm.prank(owner);
        benchmark.setAttestor(7, next);
        assertEq(benchmark.attestors()[6], next);
        assertFalse(benchmark.canReport(next), "not bonded");
        assertFalse(benchmark.canReport(attestors[6]));
        assertEq(benchmark.attestorOf(attestors[6]).removedAt, block.timestamp);
        vm.prank(treasury);
        benchmark.bondAttestor(next, MIN_BOND);
        assertTrue(benchmark.canReport(next));
    }

    function test_RevertWhen_TheSeatIsNoneOrTheAttestorHoldsOne() public {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSeat.selector, 0));
        benchmark.setAttestor(0, address(this));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSeat.selector, 8));
        benchmark.setAttestor(8, address(this));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSeat.selector, 1));
        benchmark.setAttestor(1, attestors[3]);
    }

    function test_RevertWhen_WhoHoldsNoSeatResigns() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAnAttestor.selector, address(this)));
        benchmark.resign();
    }

    // ---- slashing and bounds

    function test_ASlashGoesToTheFund() public {
        uint256 before = dmc.balanceOf(fund);
        vm.expectEmit(address(benchmark));
        emit IBenchmark.AttestorSlashed(attestors[0], MIN_BOND);
        vm.startPrank(owner);
        assertEq(benchmark.slashAttestor(attestors[0], type(uint256).max), MIN_BOND);
        assertEq(dmc.balanceOf(fund) - before, MIN_BOND);
        assertFalse(benchmark.canReport(attestors[0]));
        vm.expectRevert(Errors.ZeroAmount.selector);
        benchmark.slashAttestor(attestors[0], 1);
    }

    function test_Attack_GovernanceCantPassTheBoundsOfTheBond() public {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 1_000e18 - 1, 1_000e18, 1_000_000e18));
        benchmark.setMinBond(1_000e18 - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 1_000_000e18 + 1, 1_000e18, 1_000_000e18));
        benchmark.setMinBond(1_000_000e18 + 1);
        benchmark.setMinBond(1_000_000e18);
        assertEq(benchmark.minBond(), 1_000_000e18);
        assertFalse(benchmark.canReport(attestors[0]));
        benchmark.setMinBond(1_000e18);
        assertTrue(benchmark.canReport(attestors[0]));
    }

    function test_TheFundMoves() public {
        vm.startPrank(owner);
        benchmark.setFund(treasury);
        assertEq(benchmark.fund(), treasury);
        vm.expectRevert(Errors.ZeroAddress.selector);
        benchmark.setFund(address(0));
    }

    function test_RevertWhen_ThereIsNoBondToken() public {
        vm.expectRevert(Errors.ZeroAddress.selector);
        new Benchmark(owner, address(0), fund, MIN_BOND, address(difficulty));
    }

    /// @dev Whatever happens to bonds, the contract holds exactly what it owes.
    function testFuzz_BondsAddUp(uint256[20] memory seeds) public {
        for (uint256 i; i < seeds.length; ++i) {
            address who = attestors[seeds[i] % 7];
            uint256 action = (seeds[i] >> 8) % 5;
            uint256 amount = bound(seeds[i] >> 16, 1, 50_000e18);
            if (action == 0) {
                vm.prank(treasury);
                benchmark.bondAttestor(who, amount);
            } else if (action == 1 && benchmark.attestorOf(who).bond != 0) {
                vm.prank(owner);
                benchmark.slashAttestor(who, amount);
            } else if (action == 2 && benchmark.attestorOf(who).seat != 0) {
                vm.prank(who);
                benchmark.resign();
            } else if (action == 3) {
                vm.warp(block.timestamp + 20 days);
                vm.prank(who);
                try benchmark.withdrawAttestorBond(who) {} catch {}
            } else if (benchmark.attestorOf(who).seat == 0) {
                vm.prank(owner);
                benchmark.setAttestor(uint8(1 + (seeds[i] % 7)), who);
            }
        }
        uint256 owed;
        for (uint256 i; i < 7; ++i) {
            owed += benchmark.attestorOf(attestors[i]).bond;
            uint8 seat = benchmark.attestorOf(attestors[i]).seat;
            if (seat != 0) assertEq(benchmark.attestors()[seat - 1], attestors[i]);
        }
        assertEq(dmc.balanceOf(address(benchmark)), owed);
    }
}
