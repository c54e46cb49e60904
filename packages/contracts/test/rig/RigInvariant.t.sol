// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IRig} from "../../src/rig/IRig.sol";
import {Rig} from "../../src/rig/Rig.sol";
import {RigHandler} from "./RigHandler.sol";

/// @dev What must always hold for slots, shares and exits, checked while everybody does everything.
contract RigInvariantTest is Test {
    RigHandler internal handler;
    Rig internal rig;
    IHashpower internal hashpower;

    function setUp() public {
        handler = new RigHandler();
        handler.setUp();
        (rig, hashpower) = (handler.rig(), handler.hashpower());
        targetContract(address(handler));
        bytes4[] memory selectors = new bytes4[](16);
        selectors[0] = handler.attach.selector;
        selectors[1] = handler.requestDetach.selector;
        selectors[2] = handler.cancelDetach.selector;
        selectors[3] = handler.detach.selector;
        selectors[4] = handler.seal.selector;
        selectors[5] = handler.lend.selector;
        selectors[6] = handler.accept.selector;
        selectors[7] = handler.endLending.selector;
        selectors[8] = handler.move.selector;
        selectors[9] = handler.markOrphan.selector;
        selectors[10] = handler.reclaim.selector;
        selectors[11] = handler.claim.selector;
        selectors[12] = handler.claimAll.selector;
        selectors[13] = handler.withdrawCredit.selector;
        selectors[14] = handler.disturbToken.selector;
        selectors[15] = handler.day.selector;
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
    }

    /// @dev Every 50th action, and at each run's end: all slots after each of 128,000 calls would take minutes.
    function invariant_Rig() public view {
        if (handler.calls() % 50 == 0) _checkAll();
    }

    function afterInvariant() public view {
        _checkAll();
    }

    /// @dev The campaign is only worth what it reaches: one fixed random walk must see every action succeed.
    function test_CampaignReachesEveryAction() public {
        for (uint256 i; i < 3_000; ++i) {
            uint256 seed = uint256(keccak256(abi.encode("walk", i)));
            (uint256 a, uint256 b, uint256 c, uint256 d) = (seed >> 8, seed >> 72, seed >> 136, seed >> 200);
            uint256 action = uint8(seed) % 16;
            if (action == 0) handler.attach(a, b, c, d % 2 == 0);
            else if (action == 1) handler.requestDetach(a, b);
            else if (action == 2) handler.cancelDetach(a, b);
            else if (action == 3) handler.detach(a, b, c % 2 == 0);
            else if (action == 4) handler.seal(a, b, c);
            else if (action == 5) handler.lend(a, b, c, d);
            else if (action == 6) handler.accept(a, b);
            else if (action == 7) handler.endLending(a, b);
            else if (action == 8) handler.move(a, b);
            else if (action == 9) handler.markOrphan(a);
            else if (action == 10) handler.reclaim(a, b, c % 2 == 0);
            else if (action == 11) handler.claim(a);
            else if (action == 12) handler.claimAll();
            else if (action == 13) handler.withdrawCredit(a, b % 2 == 0);
            else if (action == 14) handler.disturbToken(a);
            else handler.day();
        }
        _checkAll();
        string[11] memory actions = [
            "attach", "requestDetach", "cancelDetach", "detach", "seal", "lend", "accept", "endLending", "markOrphan",
            "reclaim", "withdrawCredit"
        ];
        for (uint256 i; i < actions.length; ++i) {
            assertGt(handler.done(keccak256(bytes(actions[i]))), 0, actions[i]);
        }
    }

    function _checkAll() private view {
        check_EveryCallSucceedsExactlyWhenItMay();
        check_SlotsAreWhatTheModelSays();
        check_EveryAttachedNftHasExactlyOneExit();
        check_LentNftsStayWithTheirLender();
        check_BalancesEqualCredits();
    }

    /// @dev Only the present controller starts a detach, the lender gets back by the terms, shares sum exactly, ...
    function check_EveryCallSucceedsExactlyWhenItMay() public view {
        assertEq(handler.violation(), "");
    }

    function check_SlotsAreWhatTheModelSays() public view {
        for (uint256 i; i < handler.ITEMS(); ++i) {
            RigHandler.Model memory model = handler.modelOf(i);
            IRig.SlotView memory slot = rig.slotOf(handler.item(i));
            assertEq(slot.powerId, model.powerId, "power");
            assertEq(slot.principal, model.principal, "principal");
            assertEq(slot.controller, handler.controllerOf(i), "controller");
            assertEq(slot.mode == IRig.Mode.Lent, model.lent, "mode");
            assertEq(slot.orphanSince, model.orphanSince, "orphan");
            assertEq(slot.sealUntil, model.sealUntil, "seal");
            assertEq(slot.detachReadyAt, model.readyAt, "ready");
            assertEq(slot.offered, model.offered, "offered");
            assertEq(slot.endDay, model.endDay, "end day");
            assertEq(model.lent ? slot.borrower : slot.detachBy, model.party, "party");
        }
    }

    function check_EveryAttachedNftHasExactlyOneExit() public view {
        for (uint256 p; p < handler.POWERS(); ++p) {
            uint256 id = handler.powers(p);
            uint256 slots;
            for (uint256 i; i < handler.ITEMS(); ++i) {
                if (rig.slotOf(handler.item(i)).powerId == id) ++slots;
            }
            bool held = hashpower.ownerOf(id) == address(rig) || hashpower.lockerOf(id) == address(rig);
            assertEq(slots, held ? 1 : 0);
        }
    }

    function check_LentNftsStayWithTheirLender() public view {
        for (uint256 i; i < handler.ITEMS(); ++i) {
            RigHandler.Model memory model = handler.modelOf(i);
            if (model.powerId == 0) continue;
            assertEq(hashpower.ownerOf(model.powerId), model.lent ? model.principal : address(rig));
            if (model.lent) assertEq(hashpower.lockerOf(model.powerId), address(rig));
        }
    }

    function check_BalancesEqualCredits() public view {
        address[2] memory tokens = [address(handler.wbtc()), address(handler.shaky())];
        address[5] memory accounts =
            [handler.actors(0), handler.actors(1), handler.actors(2), _account("studio"), _account("guild")];
        for (uint256 t; t < 2; ++t) {
            uint256 owed;
            for (uint256 i; i < 5; ++i) owed += rig.credit(tokens[t], accounts[i]);
            uint256 has = IBalance(tokens[t]).balanceOf(address(rig)) + hashpower.credit(tokens[t], address(rig));
            assertEq(has, owed);
        }
    }

    function _account(string memory name) private pure returns (address) {
        return vm.addr(uint256(keccak256(bytes(name))));
    }
}

interface IBalance {
    function balanceOf(address account) external view returns (uint256);
}
