// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Benchmark} from "../../src/benchmark/Benchmark.sol";
import {IBenchmark} from "../../src/benchmark/IBenchmark.sol";
import {IBenchmarkCore} from "../../src/benchmark/IBenchmarkCore.sol";
import {Errors} from "../../src/Errors.sol";
import {BenchmarkTest} from "./BenchmarkTest.sol";

/// @dev A wallet contract whose owner signs, as a Safe's would; its owner may change.
contract SigningWallet is IERC1271 {
    address public signer;

    constructor(address signer_) {
        signer = signer_;
    }

    function setSigner(address signer_) external {
        signer = signer_;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        return ECDSA.recover(hash, signature) == signer ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}

contract BenchmarkReportsTest is BenchmarkTest {
    uint128 internal constant VALUE = 7.3e20;

    function test_AnybodyHandsReportsIn() public {
        warpToEnd(FIRST_DAY);
        IBenchmark.SignedReport[] memory list = new IBenchmark.SignedReport[](2);
        list[0] = report(3, BTC, FIRST_DAY, VALUE);
        list[1] = report(1, BTC, FIRST_DAY, VALUE + 1);
        vm.expectEmit(address(benchmark));
        emit IBenchmark.Reported(BTC, FIRST_DAY, attestors[3], VALUE);
        vm.expectEmit(address(benchmark));
        emit IBenchmark.Reported(BTC, FIRST_DAY, attestors[1], VALUE + 1);
        vm.prank(makeAddr("anybody"));
        assertEq(benchmark.submitReports(BTC, FIRST_DAY, list), 2);
        IBenchmark.CountedReport[] memory counted = benchmark.reportsOf(BTC, FIRST_DAY);
        assertEq(counted.length, 2);
        assertEq(counted[0].seat, 2);
        assertEq(counted[0].attestor, attestors[1]);
        assertEq(counted[0].value, VALUE + 1);
        assertEq(counted[1].seat, 4);
        assertEq(counted[1].attestor, attestors[3]);
    }

    function test_ReportsAddUpOverTheTwelveHours() public {
        for (uint256 i; i < 7; ++i) {
            vm.warp((uint256(FIRST_DAY) + 1) * 1 days + i * 1 hours);
            benchmark.submitReports(BTC, FIRST_DAY, one(report(i, BTC, FIRST_DAY, VALUE)));
        }
        (, IBenchmarkCore.State state) = resolveDue(BTC, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.Quorum);
    }

    function test_RevertWhen_TheSignatureIsCompact() public {
        (bytes32 r, bytes32 vs) = vm.signCompact(keys[0], benchmark.reportDigest(BTC, FIRST_DAY, VALUE));
        warpToEnd(FIRST_DAY);
        IBenchmark.SignedReport memory compact = IBenchmark.SignedReport(attestors[0], VALUE, abi.encodePacked(r, vs));
        // Of an account without code 65 bytes are taken: one form, so that nothing is malleable.
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, attestors[0]));
        benchmark.submitReports(BTC, FIRST_DAY, one(compact));
    }

    function test_AWalletContractMayBeAnAttestor() public {
        SigningWallet wallet = new SigningWallet(attestors[0]);
        vm.prank(treasury);
        benchmark.bondAttestor(address(wallet), MIN_BOND);
        vm.prank(owner);
        benchmark.setAttestor(1, address(wallet));
        warpToEnd(FIRST_DAY);
        IBenchmark.SignedReport memory signed =
            IBenchmark.SignedReport(address(wallet), VALUE, sign(keys[0], BTC, FIRST_DAY, VALUE));
        assertEq(benchmark.submitReports(BTC, FIRST_DAY, one(signed)), 1);
        // When its owner changed, the old owner's signature is worth nothing.
        wallet.setSigner(attestors[1]);
        vm.warp(block.timestamp + 1 days);
        signed.signature = sign(keys[0], BTC, FIRST_DAY + 1, VALUE);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, address(wallet)));
        benchmark.submitReports(BTC, FIRST_DAY + 1, one(signed));
    }

    // ---- time

    function test_RevertWhen_TheDayIsNotOver() public {
        vm.warp((uint256(FIRST_DAY) + 1) * 1 days - 1);
        IBenchmark.SignedReport[] memory early = one(report(0, BTC, FIRST_DAY, VALUE));
        _expectClosed(FIRST_DAY);
        benchmark.submitReports(BTC, FIRST_DAY, early);
    }

    function test_Attack_LateReportAfterTheWindow() public {
        reportSame(BTC, FIRST_DAY, VALUE, 4);
        warpToDue(FIRST_DAY);
        IBenchmark.SignedReport[] memory late = one(report(5, BTC, FIRST_DAY, VALUE));
        _expectClosed(FIRST_DAY);
        benchmark.submitReports(BTC, FIRST_DAY, late);
    }

    function test_TheLastSecondOfTheWindowCounts() public {
        vm.warp((uint256(FIRST_DAY) + 1) * 1 days + 12 hours - 1);
        assertEq(benchmark.submitReports(BTC, FIRST_DAY, one(report(0, BTC, FIRST_DAY, VALUE))), 1);
    }

    // ---- replays

    function test_Attack_ReplayOnAnotherDay() public {
        bytes memory signature = sign(keys[0], BTC, FIRST_DAY, VALUE);
        warpToEnd(FIRST_DAY + 1);
        _expectBadSignature(0);
        benchmark.submitReports(BTC, FIRST_DAY + 1, one(IBenchmark.SignedReport(attestors[0], VALUE, signature)));
    }

    function test_Attack_ReplayOnAnotherAsset() public {
        bytes memory signature = sign(keys[0], BTC, FIRST_DAY, VALUE);
        warpToEnd(FIRST_DAY);
        _expectBadSignature(0);
        benchmark.submitReports(FIL, FIRST_DAY, one(IBenchmark.SignedReport(attestors[0], VALUE, signature)));
    }

    function test_Attack_ReplayOnAnotherChain() public {
        bytes memory signature = sign(keys[0], BTC, FIRST_DAY, VALUE);
        warpToEnd(FIRST_DAY);
        vm.chainId(56);
        _expectBadSignature(0);
        benchmark.submitReports(BTC, FIRST_DAY, one(IBenchmark.SignedReport(attestors[0], VALUE, signature)));
    }

    function test_Attack_ReplayOnAnotherContract() public {
        bytes memory signature = sign(keys[0], BTC, FIRST_DAY, VALUE);
        Benchmark other = new Benchmark(owner, address(dmc), fund, MIN_BOND, address(difficulty));
        vm.startPrank(owner);
        other.addAsset(BTC, "BTC", true);
        other.setAttestor(1, attestors[0]);
        vm.stopPrank();
        vm.startPrank(treasury);
        dmc.approve(address(other), MIN_BOND);
        other.bondAttestor(attestors[0], MIN_BOND);
        vm.stopPrank();
        warpToEnd(FIRST_DAY);
        _expectBadSignature(0);
        other.submitReports(BTC, FIRST_DAY, one(IBenchmark.SignedReport(attestors[0], VALUE, signature)));
    }

    function test_Attack_AnotherValueUnderTheSameSignature() public {
        bytes memory signature = sign(keys[0], BTC, FIRST_DAY, VALUE);
        warpToEnd(FIRST_DAY);
        _expectBadSignature(0);
        benchmark.submitReports(BTC, FIRST_DAY, one(IBenchmark.SignedReport(attestors[0], VALUE * 2, signature)));
    }

    function test_Attack_MalleableSignature() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[0], benchmark.reportDigest(BTC, FIRST_DAY, VALUE));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        bytes memory mirrored = abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        warpToEnd(FIRST_DAY);
        _expectBadSignature(0);
        benchmark.submitReports(BTC, FIRST_DAY, one(IBenchmark.SignedReport(attestors[0], VALUE, mirrored)));
    }

    function test_Attack_TheZeroAddressSigns() public {
        warpToEnd(FIRST_DAY);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAnAttestor.selector, address(0)));
        benchmark.submitReports(BTC, FIRST_DAY, one(IBenchmark.SignedReport(address(0), VALUE, new bytes(65))));
    }

    // ---- duplicates

    function test_Attack_DuplicateReportsCountOnce() public {
        warpToEnd(FIRST_DAY);
        IBenchmark.SignedReport[] memory list = new IBenchmark.SignedReport[](5);
        for (uint256 i; i < 5; ++i) {
            list[i] = report(0, BTC, FIRST_DAY, VALUE);
        }
        assertEq(benchmark.submitReports(BTC, FIRST_DAY, list), 1);
        (, IBenchmarkCore.State state) = resolveDue(BTC, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.ProofOfWork);
    }

    function test_Attack_SecondValueOfTheSameAttestorIsIgnored() public {
        warpToEnd(FIRST_DAY);
        benchmark.submitReports(BTC, FIRST_DAY, one(report(0, BTC, FIRST_DAY, VALUE)));
        IBenchmark.SignedReport memory second = report(0, BTC, FIRST_DAY, VALUE * 2);
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyReported.selector, BTC, FIRST_DAY));
        benchmark.submitReports(BTC, FIRST_DAY, one(second));
        assertEq(benchmark.reportsOf(BTC, FIRST_DAY)[0].value, VALUE);
    }

    /// @dev Whoever sends one report of a batch first can't make the batch fail.
    function test_Attack_FrontRunningPartOfABatch() public {
        warpToEnd(FIRST_DAY);
        IBenchmark.SignedReport[] memory list = new IBenchmark.SignedReport[](7);
        for (uint256 i; i < 7; ++i) {
            list[i] = report(i, BTC, FIRST_DAY, VALUE);
        }
        vm.prank(makeAddr("attacker"));
        benchmark.submitReports(BTC, FIRST_DAY, one(list[4]));
        assertEq(benchmark.submitReports(BTC, FIRST_DAY, list), 6);
        assertEq(benchmark.reportsOf(BTC, FIRST_DAY).length, 7);
    }

    function test_Attack_ASeatThatChangesHandsReportsOnceADay() public {
        warpToEnd(FIRST_DAY);
        benchmark.submitReports(BTC, FIRST_DAY, one(report(0, BTC, FIRST_DAY, VALUE)));
        vm.startPrank(owner);
        benchmark.setAttestor(1, address(0));
        (address next, uint256 key) = makeAddrAndKey("next");
        benchmark.setAttestor(1, next);
        vm.stopPrank();
        vm.prank(treasury);
        benchmark.bondAttestor(next, MIN_BOND);
        IBenchmark.SignedReport memory again =
            IBenchmark.SignedReport(next, VALUE * 2, sign(key, BTC, FIRST_DAY, VALUE * 2));
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyReported.selector, BTC, FIRST_DAY));
        benchmark.submitReports(BTC, FIRST_DAY, one(again));
        assertEq(benchmark.reportsOf(BTC, FIRST_DAY)[0].attestor, attestors[0], "who held it then");
    }

    // ---- who may

    function test_RevertWhen_TheReporterIsNotElected() public {
        (address stranger, uint256 key) = makeAddrAndKey("stranger");
        vm.prank(treasury);
        benchmark.bondAttestor(stranger, MIN_BOND);
        warpToEnd(FIRST_DAY);
        IBenchmark.SignedReport memory signed =
            IBenchmark.SignedReport(stranger, VALUE, sign(key, BTC, FIRST_DAY, VALUE));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAnAttestor.selector, stranger));
        benchmark.submitReports(BTC, FIRST_DAY, one(signed));
    }

    function test_RevertWhen_TheReportersBondIsTooLow() public {
        vm.prank(owner);
        benchmark.slashAttestor(attestors[0], 1);
        warpToEnd(FIRST_DAY);
        IBenchmark.SignedReport memory signed = report(0, BTC, FIRST_DAY, VALUE);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAnAttestor.selector, attestors[0]));
        benchmark.submitReports(BTC, FIRST_DAY, one(signed));
    }

    function test_RevertWhen_TheReportsAreNoneTooManyZeroOrOfNoAsset() public {
        warpToEnd(FIRST_DAY);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 7));
        benchmark.submitReports(BTC, FIRST_DAY, new IBenchmark.SignedReport[](0));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 8, 7));
        benchmark.submitReports(BTC, FIRST_DAY, new IBenchmark.SignedReport[](8));
        IBenchmark.SignedReport memory zero = report(0, BTC, FIRST_DAY, 0);
        vm.expectRevert(Errors.ZeroAmount.selector);
        benchmark.submitReports(BTC, FIRST_DAY, one(zero));
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownAsset.selector, 9));
        benchmark.submitReports(9, FIRST_DAY, one(zero));
    }

    // ---- helpers

    function _expectClosed(uint32 day) private {
        (uint256 from, uint256 until) = benchmark.reportWindow(day);
        vm.expectRevert(abi.encodeWithSelector(Errors.ReportWindowClosed.selector, day, from, until));
    }

    function _expectBadSignature(uint256 index) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, attestors[index]));
    }
}
