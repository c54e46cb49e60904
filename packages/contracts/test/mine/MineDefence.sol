// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {MineTest} from "./MineTest.sol";
import {Lack, WeakPool} from "./WeakPools.sol";

/// @dev Each attack is tried on the pool, where it must fail, and on a copy without the one defence that stops it, where it
/// must work: else the test would prove nothing.
abstract contract MineDefence is MineTest {
    address internal mallory = makeAddr("mallory");
    Lack internal lack;

    function makePool() internal override returns (JointMiningPool) {
        (address t, IERC20 m) = (address(timelock), IERC20(address(money)));
        if (lack == Lack.Nothing) return new JointMiningPool(t, hashpower, sale, m, m, router, guardian);
        return new WeakPool(lack, t, hashpower, sale, m, m, router, guardian);
    }

    function _fails(Lack lack_, function() internal returns (bool) attack) internal {
        uint256 begin = vm.snapshotState();
        pool = _ready(makePool());
        assertFalse(attack(), "the pool must withstand");
        vm.revertToState(begin);
        lack = lack_;
        pool = _ready(makePool());
        assertTrue(attack(), "the weakened copy must not");
    }
}
