// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRig} from "../../src/rig/IRig.sol";
import {RigTest} from "./RigTest.sol";

/// @dev Gas of whole transactions (21,000 and calldata included), in the steady state: the player has attached, claimed and
/// been paid before, and so has the rig.
/// forge-config: default.isolate = true
contract RigGasTest is RigTest {
    uint256[] internal ids;
    IRig.Item[] internal items;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 60; ++i) {
            items.push(newSword(alice, i));
            ids.push(newPower(alice, 1_000));
        }
        earnDays(4);
        vm.prank(alice);
        hashpower.claim(ids);
        vm.prank(alice);
        rig.attach(items[59], ids[59], 0, 0);
        earnDays(1);
        claim(items[59]);
    }

    function test_Gas_Attach() public {
        vm.prank(alice);
        hashpower.claim(ids_(0, 1));
        vm.prank(alice);
        rig.attach(items[0], ids[0], 0, 0);
        _report("attach", 115_000);
    }

    function test_Gas_AttachBatchOf20() public {
        vm.prank(alice);
        hashpower.claim(ids_(0, 20));
        vm.prank(alice);
        rig.attachBatch(items_(0, 20), ids_(0, 20), 0, 0);
        _report("attach batch of 20, each", 75_000, 20);
    }

    function test_Gas_Claim20() public {
        _attachAll();
        vm.prank(alice);
        rig.claimSlots(items_(0, 20));
        earnDays(3);
        uint256 before = wbtc.balanceOf(alice);
        vm.prank(alice);
        rig.claimSlots(items_(0, 20));
        _report("claim 20 slots, one player", 540_000);
        assertGt(wbtc.balanceOf(alice), before);
    }

    function test_Gas_Claim1() public {
        _attachAll();
        vm.prank(alice);
        rig.claimSlots(items_(0, 1));
        earnDays(3);
        vm.prank(alice);
        rig.claimSlots(items_(0, 1));
        _report("claim 1 slot", 115_000);
    }

    function test_Gas_Claim20SplitFourWays() public {
        uint32 split = terms(500, 500, 0);
        vm.prank(alice);
        rig.attachBatch(items_(0, 20), ids_(0, 20), split, 0);
        vm.prank(alice);
        rig.claimSlots(items_(0, 20));
        earnDays(3);
        vm.prank(alice);
        rig.claimSlots(items_(0, 20));
        _report("claim 20 slots, studio and guild", 700_000);
    }

    function test_Gas_Exits() public {
        vm.prank(alice);
        rig.attach(items[0], ids[0], 0, 0);
        vm.prank(alice);
        rig.requestDetach(items[0]);
        _report("request detach", 80_000);
        earnDays(2);
        vm.prank(alice);
        rig.detach(items[0]);
        _report("detach", 200_000);
        vm.prank(alice);
        rig.lendPower(items[1], ids[1], lendTerms(0, 30, IRig.OnTransfer.End));
        _report("lend", 220_000);
        vm.prank(alice);
        rig.endLending(items[1]);
        _report("end lending", 200_000);
    }

    function _attachAll() private {
        vm.prank(alice);
        rig.attachBatch(items_(0, 20), ids_(0, 20), 0, 0);
    }

    function ids_(uint256 from, uint256 to) private view returns (uint256[] memory out) {
        out = new uint256[](to - from);
        for (uint256 i; i < out.length; ++i) out[i] = ids[from + i];
    }

    function items_(uint256 from, uint256 to) private view returns (IRig.Item[] memory out) {
        out = new IRig.Item[](to - from);
        for (uint256 i; i < out.length; ++i) out[i] = items[from + i];
    }

    function _report(string memory name, uint256 ceiling) private {
        _report(name, ceiling, 1);
    }

    function _report(string memory name, uint256 ceiling, uint256 divisor) private {
        uint256 used = vm.lastCallGas().gasTotalUsed / divisor;
        emit log_named_uint(name, used);
        assertLe(used, ceiling, name);
    }
}
