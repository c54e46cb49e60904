// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpower} from "../hashpower/IHashpower.sol";
import {LendAuctions} from "./LendAuctions.sol";
import {LendBase} from "./LendBase.sol";
import {LendDesk} from "./LendDesk.sol";

/// @title The liquidator's code, run by `LendingPool` in its own storage
/// @dev Apart only because one contract may not exceed 24,576 bytes. Its address is fixed in the pool for good. Its own storage is never
/// used: called at its own address it knows no loan and holds nothing.
contract LendLiquidator is LendAuctions {
    constructor(IHashpower hashpower_, LendDesk desk_) LendBase(hashpower_, desk_) {}

    /// @notice What the pool takes over.
    function parts() external view returns (IHashpower, LendDesk) {
        return (HASHPOWER, DESK);
    }
}
