// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IBenchmark} from "../../src/benchmark/IBenchmark.sol";
import {IBenchmarkCore} from "../../src/benchmark/IBenchmarkCore.sol";
import {BenchmarkTest} from "./BenchmarkTest.sol";

/// @dev A source of difficulty gone bad after governance listed it: it answers whatever it was told to.
contract BrokenSource {
    bytes internal _answer;
    bool internal _reverts;

    constructor() {
        _answer = abi.encode(false, uint256(0), uint256(0), uint64(0), uint64(0));
    }

    function setAnswer(bytes calldata answer) external {
        _answer = answer;
    }

    function setReverts(bool reverts) external {
        _reverts = reverts;
    }

    function rangeOf(uint32) external view {
        require(!_reverts);
        bytes memory answer = _answer;
        assembly ("memory-safe") {
            return(add(answer, 32), mload(answer))
        }
    }
}

contract BenchmarkAttacksTest is BenchmarkTest {
    uint256 internal pow = powOf(6.25e8, DIFFICULTY);

    // ---- colluding attestors

    /// @dev Two of seven move the median to no further than the honest reports reach.
    function testFuzz_Attack_TwoOfSevenStayInsideTheHonestReports(uint128 lie, uint256 seed) public {
        vm.assume(lie != 0);
        uint128[] memory values = new uint128[](7);
        uint256 low = type(uint256).max;
        uint256 high;
        for (uint256 i; i < 7; ++i) {
            values[i] = toU128(pow * (1000 + uint256(keccak256(abi.encode(seed, i))) % 150) / 1000);
            if (i < 5) {
                if (values[i] < low) low = values[i];
                if (values[i] > high) high = values[i];
            }
        }
        (values[5], values[6]) = (lie, lie);
        reportAll(BTC, FIRST_DAY, values);
        resolveDue(BTC, FIRST_DAY);
        uint256 value = benchmark.valueOf(BTC, FIRST_DAY);
        assertGe(value, low);
        assertLe(value, high);
    }

    /// @dev Five of seven own the median, and still can't leave what difficulty and subsidy prove.
    function testFuzz_Attack_FiveOfSevenAreBoundByTheProvenRange(uint128 lie) public {
        vm.assume(lie != 0);
        uint128[] memory values = new uint128[](7);
        for (uint256 i; i < 7; ++i) {
            values[i] = i < 5 ? lie : toU128(pow * 105 / 100);
        }
        reportAll(BTC, FIRST_DAY, values);
        (uint256 required,) = resolveDue(BTC, FIRST_DAY);
        uint256 value = benchmark.valueOf(BTC, FIRST_DAY);
        assertGe(value, pow);
        assertLe(value, pow * 125 / 100);
        assertLe(required, pow * 9000, "who pays what the chain pays never misses");
        assertGe(required, pow * 8000, "and 79% of what the chain pays is always a miss");
    }

    /// @dev The requirement never exceeds what an honest miner receives, with three bad attestors or with all seven.
    function testFuzz_Attack_BadAttestorsCantFailAnHonestMiner(uint128[7] memory lies, uint8 count) public {
        uint128[] memory values = new uint128[](7);
        uint256 bad = count % 8;
        for (uint256 i; i < 7; ++i) {
            values[i] = i < bad ? (lies[i] == 0 ? 1 : lies[i]) : toU128(pow * 106 / 100);
        }
        reportAll(BTC, FIRST_DAY, values);
        (uint256 required,) = resolveDue(BTC, FIRST_DAY);
        uint256 paidByTheChain = pow * 10_000;
        assertLe(required, paidByTheChain * 9 / 10);
    }

    /// @dev Three that stay silent force a day without quorum; Bitcoin's value is then the proof, no day is lost.
    function test_Attack_ThreeSilentAttestorsHoldNothingUp() public {
        (, IBenchmarkCore.State state) = decide(BTC, FIRST_DAY, toU128(pow * 110 / 100), 4);
        assertState(state, IBenchmarkCore.State.ProofOfWork);
    }

    /// @dev Without proof a captured majority moves the value; five of seven by a fifth a day at most, and then down again.
    function test_Attack_FiveOfSevenMoveAnotherAssetByAFifthADay() public {
        uint128 honest = 1e26;
        decide(FIL, FIRST_DAY, honest, 7);
        (, IBenchmarkCore.State state) = decide(FIL, FIRST_DAY + 1, honest * 10, 5);
        assertState(state, IBenchmarkCore.State.Pending);
        warpToEnd(FIRST_DAY + 6);
        (uint256 required, IBenchmarkCore.State later) = resolve(FIL, FIRST_DAY + 1);
        assertState(later, IBenchmarkCore.State.Fallback);
        assertEq(required, uint256(honest) * 8000, "a jump by five is not believed, and such a day is never a miss");
    }

    /// @dev A submitter who holds back the reports it dislikes: anyone else can add them in the twelve hours.
    function test_Attack_ASubmitterCantChooseWhichReportsCount() public {
        uint128[] memory favoured = new uint128[](5);
        for (uint256 i; i < 5; ++i) {
            favoured[i] = toU128(pow * 119 / 100);
        }
        reportAll(BTC, FIRST_DAY, favoured);
        vm.warp(block.timestamp + 11 hours);
        IBenchmark.SignedReport[] memory rest = new IBenchmark.SignedReport[](2);
        rest[0] = report(5, BTC, FIRST_DAY, toU128(pow));
        rest[1] = report(6, BTC, FIRST_DAY, toU128(pow));
        benchmark.submitReports(BTC, FIRST_DAY, rest);
        resolveDue(BTC, FIRST_DAY);
        assertEq(benchmark.reportsOf(BTC, FIRST_DAY).length, 7);
    }

    // ---- the edge of a day

    /// @dev Reports about a day that has one second to go, and a decision one second early.
    function test_Attack_TimestampAtTheDaysEdge() public {
        vm.warp((uint256(FIRST_DAY) + 1) * 1 days - 1);
        IBenchmark.SignedReport[] memory list = one(report(0, BTC, FIRST_DAY, toU128(pow)));
        (bool accepted,) = address(benchmark).call(abi.encodeCall(benchmark.submitReports, (BTC, FIRST_DAY, list)));
        assertFalse(accepted);
        (, IBenchmarkCore.State state) = benchmark.resolve(BTC, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.Pending);
        (, state) = benchmark.resolve(BTC, type(uint32).max);
        assertState(state, IBenchmarkCore.State.Pending);
    }

    // ---- a source gone bad

    /// @dev Whatever the source answers, resolve does not revert, and the day waits, then falls back.
    function testFuzz_Attack_ABrokenSourceNeverReverts(
        uint256 known,
        uint256 minDifficulty,
        uint256 maxDifficulty,
        uint256 minSubsidy,
        uint256 maxSubsidy
    ) public {
        BrokenSource source = _list();
        source.setAnswer(abi.encode(known, minDifficulty, maxDifficulty, minSubsidy, maxSubsidy));
        (, IBenchmarkCore.State state) = resolveDue(BTC, FIRST_DAY);
        (uint256 low, uint256 high) = benchmark.proofOfWorkRange(FIRST_DAY);
        assertLe(low, high);
        assertState(state, low == 0 ? IBenchmarkCore.State.Pending : IBenchmarkCore.State.ProofOfWork);
    }

    function test_Attack_ASourceThatRevertsOrAnswersNonsense() public {
        BrokenSource source = _list();
        source.setReverts(true);
        (, IBenchmarkCore.State state) = resolveDue(BTC, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.Pending);
        source.setReverts(false);
        source.setAnswer("");
        (, state) = resolve(BTC, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.Pending);
        // Difficulties the wrong way round, a difficulty of zero, one beyond any bound, subsidies the wrong way round or too large,
        // a value that rounds to zero, and one that does not fit its slot.
        _assertUnusable(source, 1, 2, 1, 1, 1);
        _assertUnusable(source, 1, 0, 1, 1, 1);
        _assertUnusable(source, 1, 1, 1 << 200, 1, 1);
        _assertUnusable(source, 1, DIFFICULTY, DIFFICULTY, 2, 1);
        _assertUnusable(source, 1, DIFFICULTY, DIFFICULTY, 1, 1 << 64);
        _assertUnusable(source, 1, DIFFICULTY, (1 << 200) - 1, 1, 1);
        _assertUnusable(source, 1, 1, 1, 1, type(uint64).max);
        vm.warp((uint256(FIRST_DAY) + 1) * 1 days + 5 days);
        uint256 required;
        (required, state) = resolve(BTC, FIRST_DAY);
        assertState(state, IBenchmarkCore.State.Fallback);
        assertEq(required, pow * 8000);
    }

    // ---- helpers

    function _list() private returns (BrokenSource source) {
        source = new BrokenSource();
        vm.prank(owner);
        benchmark.setDifficultySource(address(source));
    }

    function _assertUnusable(
        BrokenSource source,
        uint256 known,
        uint256 minDifficulty,
        uint256 maxDifficulty,
        uint256 minSubsidy,
        uint256 maxSubsidy
    ) private {
        source.setAnswer(abi.encode(known, minDifficulty, maxDifficulty, minSubsidy, maxSubsidy));
        (uint256 low, uint256 high) = benchmark.proofOfWorkRange(FIRST_DAY);
        assertEq(low + high, 0);
    }
}
