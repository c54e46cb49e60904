// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpower} from "../hashpower/IHashpower.sol";
import {IPrimarySale} from "../sale/IPrimarySale.sol";
import {LensBase} from "./LensBase.sol";
import {LensHolder} from "./LensHolder.sol";
import {LensSeries} from "./LensSeries.sol";

/// @title Lens
/// @dev No storage, no owner, no money. Everything it knows it asks the contracts for, in the block of the call.
contract Lens is LensSeries, LensHolder {
    // ---- constructor

    constructor(IHashpower hashpower_, IPrimarySale sale_) LensBase(hashpower_, sale_) {}
}
