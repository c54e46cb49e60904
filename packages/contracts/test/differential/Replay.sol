// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ProtocolTest} from "../base/ProtocolTest.sol";

/// @dev Replays histories that `differential/` wrote: each step does what the file says, and every observable must then be
/// what the model says. `differential/record.ts` explains the format.
abstract contract Replay is ProtocolTest {
    string internal constant HISTORIES = "packages/contracts/cache/differential/";
    uint256 internal constant UNSEEN = type(uint256).max;
    uint256 private constant WORD = 32;

    // ---- what a kind of history defines

    function prepare(uint256[] memory setUp_) internal virtual;
    function perform(uint8 op, uint256[] memory args) public virtual;
    /// @dev All observables, in the model's order. What costs much may be looked at in turns: `UNSEEN` is not compared.
    function observe(uint256 step) internal view virtual returns (uint256[] memory);

    // ---- replaying

    /// @dev Each history starts from the state of `setUp`. The environment's `SEED` chooses one to look at.
    function replayAll(string memory kind, uint256 from, uint256 count) internal {
        vm.pauseGasMetering(); // a thousand histories take more gas than a test may
        uint256 begin = vm.snapshotState();
        uint256 only = vm.envOr("SEED", type(uint256).max);
        for (uint256 seed = from; seed < from + count; ++seed) {
            if (only != type(uint256).max && seed != only) continue;
            // A call of its own frees the memory that a history takes.
            this.replay(string.concat(kind, "-", vm.toString(seed)));
            vm.revertToState(begin);
        }
    }

    /// @dev Proves that the replay can fail: these histories were written by a model with one mistake.
    function assertWrong(string memory kind, uint256 count) internal {
        vm.pauseGasMetering();
        uint256 begin = vm.snapshotState();
        for (uint256 seed; seed < count; ++seed) {
            string memory name = string.concat(kind, "-", vm.toString(seed));
            _requireFile(name);
            try this.replay(name) {}
            catch {
                return;
            }
            vm.revertToState(begin);
        }
        revert(string.concat("nobody noticed ", kind));
    }

    function replay(string calldata name) external {
        _requireFile(name);
        bytes memory words = vm.readFileBinary(string.concat(HISTORIES, name, ".bin"));
        uint256 at;
        uint256[] memory args;
        (args, at) = _take(words, 1, _word(words, 0));
        prepare(args);
        uint256[] memory expected = new uint256[](1024);
        for (uint256 step; at < words.length / WORD; ++step) {
            uint256 head = _word(words, at);
            (args, at) = _take(words, at + 1, uint8(head >> 8));
            at = _apply(words, at, uint16(head >> 16), expected);
            string memory where = string.concat(name, ", step ", vm.toString(step), ", op ", vm.toString(uint8(head)));
            _perform(uint8(head), args, (head >> 32) & 1 == 1, where);
            _compare(expected, step, where);
        }
    }

    function _perform(uint8 op, uint256[] memory args, bool refused, string memory where) private {
        try this.perform(op, args) {
            assertFalse(refused, string.concat(where, ": went through, but the model refuses it"));
        } catch (bytes memory reason) {
            assertTrue(refused, string.concat(where, ": refused, but not by the model: ", vm.toString(reason)));
        }
    }

    function _compare(uint256[] memory expected, uint256 step, string memory where) private view {
        uint256[] memory seen = observe(step);
        string memory wrong;
        for (uint256 i; i < seen.length; ++i) {
            if (seen[i] != UNSEEN && seen[i] != expected[i]) wrong = string.concat(wrong, _difference(i, seen[i], expected[i]));
        }
        assertEq(bytes(wrong).length, 0, string.concat(where, wrong));
    }

    function _difference(uint256 i, uint256 seen, uint256 expected) private pure returns (string memory) {
        return string.concat("; observable ", vm.toString(i), " is ", vm.toString(seen), ", not ", vm.toString(expected));
    }

    // ---- reading

    function _requireFile(string memory name) private view {
        bool written = vm.isFile(string.concat(HISTORIES, name, ".bin"));
        assertTrue(written, string.concat("no history ", name, ": run `node packages/contracts/differential/generate.mjs`"));
    }

    function _word(bytes memory words, uint256 i) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(add(add(words, 32), mul(i, 32)))
        }
    }

    function _take(bytes memory words, uint256 at, uint256 count)
        private
        pure
        returns (uint256[] memory taken, uint256 next)
    {
        taken = new uint256[](count);
        for (uint256 i; i < count; ++i) taken[i] = _word(words, at + i);
        return (taken, at + count);
    }

    function _apply(bytes memory words, uint256 at, uint256 count, uint256[] memory expected)
        private
        pure
        returns (uint256)
    {
        for (uint256 i; i < count; ++i) {
            uint256 change = _word(words, at + i);
            expected[change >> 240] = change & (2 ** 240 - 1);
        }
        return at + count;
    }
}
