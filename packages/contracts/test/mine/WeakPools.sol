// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {JointMiningMath} from "../../src/mine/JointMiningMath.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";

/// @dev Copies of the pool that lack one defence each: an attack that works on its copy and not on the pool is stopped by it.
abstract contract WeakPool is JointMiningPool {
    constructor(
        address owner_, IHashpower hashpower_, IPrimarySale sale_, IERC20 asset_, IERC20 reward_, address router_, address guardian_
    ) JointMiningPool(owner_, hashpower_, sale_, asset_, reward_, router_, guardian_) {}
}

/// @dev The rejected variant: the share falls with the debt.
contract OutstandingSharePool is WeakPool {
    constructor(
        address owner_, IHashpower hashpower_, IPrimarySale sale_, IERC20 asset_, IERC20 reward_, address router_, address guardian_
    ) WeakPool(owner_, hashpower_, sale_, asset_, reward_, router_, guardian_) {}

    function _repaymentOf(uint256 income, uint256) internal view override returns (uint256) {
        return JointMiningMath.repayment(
            income, _toRepay, _toRepay, 0, _principalSeconds, block.timestamp - _settledAt, 0
        );
    }
}
