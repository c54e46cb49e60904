// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../Errors.sol";
import {IRig} from "./IRig.sol";

/// @title Protects the buyer of an item
/// @notice A buyer puts this call before the purchase, in the same transaction (a multicall, a smart account's batch, an
/// order's zone): whatever the seller did to the slot meanwhile, the purchase then reverts as a whole.
contract RigGuard {
    /// @notice Reverts unless an item's slot, and the power in it, are what the buyer saw.
    /// @param expected `rig.stateHash(item)` at the time the buyer agreed.
    function expect(IRig rig, IRig.Item calldata item, bytes32 expected) external view {
        bytes32 actual = rig.stateHash(item);
        if (actual != expected) revert Errors.SlotChanged(actual, expected);
    }
}
