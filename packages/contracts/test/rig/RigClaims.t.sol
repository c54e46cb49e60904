// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {Errors} from "../../src/Errors.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IRig} from "../../src/rig/IRig.sol";
import {BlacklistToken, FalseToken, FeeToken, GasBombToken, HookToken, NoReturnToken} from "../mocks/HostileTokens.sol";
import {RigTest} from "./RigTest.sol";

/// @dev A player that is a contract, and a market that holds items for their sellers.
contract ContractPlayer {
    function call(address target, bytes calldata data) external {
        (bool ok, bytes memory reason) = target.call(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(reason, 32), mload(reason))
            }
        }
    }
}

/// @dev Many slots in one claim, recipients that can't or won't receive, and tokens that misbehave.
contract RigClaimsTest is RigTest {
    // ---- batches

    function test_OneTransferForEachAccountAndToken() public {
        (, uint32 other) = fleetIn(address(btcb), 1);
        uint32 third = makeSeries(miner, fleetId, 1_000_000, 100, 0.1e6);
        uint32 split = terms(1_000, 0, 0);
        IRig.Item[] memory items = new IRig.Item[](7);
        uint256[] memory ids = new uint256[](7);
        for (uint256 i; i < 7; ++i) {
            uint32 series = i < 3 ? seriesId : i < 5 ? third : other;
            (items[i], ids[i]) = attachIn(series, i % 2 == 0 ? alice : bob, i, split);
        }
        earnDays(3);
        earnDays(fleetId + 1, 3, DAY_INCOME * 1e10);
        uint256[2] memory due; // by token
        for (uint256 i; i < 7; ++i) due[i < 5 ? 0 : 1] += hashpower.claimable(ids[i]);

        vm.recordLogs();
        rig.claimSlots(items);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 transfers;
        for (uint256 i; i < logs.length; ++i) {
            bool isTransfer = logs[i].topics[0] == keccak256("Transfer(address,address,uint256)");
            if (isTransfer && address(uint160(uint256(logs[i].topics[1]))) == address(rig)) ++transfers;
        }
        assertEq(transfers, 6); // alice, bob and the studio, in two tokens
        assertEq(wbtc.balanceOf(alice) + wbtc.balanceOf(bob) + wbtc.balanceOf(studio), due[0]);
        assertEq(btcb.balanceOf(alice) + btcb.balanceOf(bob) + btcb.balanceOf(studio), due[1]);
        assertApproxEqAbs(wbtc.balanceOf(studio), due[0] / 10, 5);
        assertEq(wbtc.balanceOf(address(rig)) + btcb.balanceOf(address(rig)), 0);
    }

    function test_ClaimPaysTheSameInAnyOrderAndWithRepeats() public {
        IRig.Item[] memory items = new IRig.Item[](6);
        (, uint32 other) = fleetIn(address(btcb), 1);
        for (uint256 i; i < 4; ++i) (items[i],) = attachIn(i % 2 == 0 ? seriesId : other, alice, i, 0);
        (items[4], items[5]) = (items[0], items[1]); // tokens alternate, and two come twice
        earnDays(3);
        earnDays(fleetId + 1, 3, DAY_INCOME * 1e10);
        uint256 wbtcDue = rig.claimableOf(items[0]).total + rig.claimableOf(items[2]).total;
        uint256 btcbDue = rig.claimableOf(items[1]).total + rig.claimableOf(items[3]).total;
        rig.claimSlots(items);
        assertEq(wbtc.balanceOf(alice), wbtcDue);
        assertEq(btcb.balanceOf(alice), btcbDue);
    }

    function test_ClaimPassesOverSlotsThatPayNothingNow() public {
        IRig.Item[] memory items = new IRig.Item[](5);
        (items[0],) = attachNew(alice, 0, 1_000);
        items[1] = newSword(alice, 1); // empty
        (items[2],) = attachNew(bob, 2, 1_000); // will be burned
        items[3] = newSword(bob, 3); // only offered
        uint256 offered = newPower(carol, 1_000);
        vm.prank(carol);
        rig.lendPower(
            items[3], offered, IRig.LendTerms(0, today() + 9, false, IRig.OnTransfer.End, 1, address(usdt))
        );
        items[4] = sword(99); // never existed
        vm.prank(bob);
        swords.burn(2);
        earnDays(2);
        uint256 due = rig.claimableOf(items[0]).total;
        rig.claimSlots(items);
        assertEq(wbtc.balanceOf(alice), due);
        assertEq(wbtc.balanceOf(bob) + wbtc.balanceOf(carol), 0);
        assertGt(rig.claimableOf(items[2]).total, 0);
        assertEq(rig.claimableOf(items[2]).player, address(0));
        assertEq(rig.claimableOf(items[1]).token, address(0));
    }

    function test_RevertWhen_TheBatchIsEmptyOrTooLong() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 50));
        rig.claimSlots(new IRig.Item[](0));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 51, 50));
        rig.claimSlots(new IRig.Item[](51));
    }

    // ---- contracts that play

    function test_IncomeOfAnItemHeldByAContractWaitsForItsPlayer() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        ContractPlayer market = new ContractPlayer();
        earnDays(1);
        sell(1, address(market));
        earnDays(2);
        uint256 due = hashpower.claimable(id);
        claim(item);
        assertEq(rig.credit(address(wbtc), address(market)), 0);
        assertEq(hashpower.claimable(id), due);
        vm.prank(address(market));
        swords.transferFrom(address(market), bob, 1);
        claim(item);
        assertEq(wbtc.balanceOf(bob), due);
    }

    function test_AContractPlayerClaimsItselfOrOptsIn() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        ContractPlayer player = new ContractPlayer();
        sell(1, address(player));
        earnDays(2);
        uint256 due = hashpower.claimable(id);
        player.call(address(rig), abi.encodeCall(rig.claimSlots, (one(item))));
        assertEq(wbtc.balanceOf(address(player)), due);
        player.call(address(hashpower), abi.encodeCall(hashpower.setOptIn, (true)));
        earnDays(1);
        due += hashpower.claimable(id);
        claim(item);
        assertEq(wbtc.balanceOf(address(player)), due);
    }

    function test_ADelegatedAccountIsPaidLikeOneWithoutCode() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        earnDays(2);
        uint256 due = hashpower.claimable(id);
        vm.etch(alice, abi.encodePacked(hex"600100", address(swords))); // as long, but code
        claim(item);
        assertEq(wbtc.balanceOf(alice), 0);
        vm.etch(alice, abi.encodePacked(hex"ef0100", address(swords)));
        claim(item);
        assertEq(wbtc.balanceOf(alice), due);
    }

    function test_ALenderInsistsWhenTheBorrowerIsAContract() public {
        ContractPlayer player = new ContractPlayer();
        IRig.Item memory item = newSword(address(player), 1);
        uint256 id = newPower(alice, 1_000);
        IRig.LendTerms memory lending = lendTerms(terms(0, 0, 6_000), 90, IRig.OnTransfer.End);
        vm.prank(alice);
        rig.lendPower(item, id, lending);
        earnDays(2);
        uint256 due = hashpower.claimable(id);
        claim(item);
        assertEq(wbtc.balanceOf(alice), 0);
        vm.prank(alice);
        claim(item);
        assertEq(wbtc.balanceOf(alice), due * 6_000 / 10_000);
        uint256 rest = due - wbtc.balanceOf(alice);
        assertEq(rig.credit(address(wbtc), address(player)), rest);
        player.call(address(rig), abi.encodeCall(rig.withdrawCredit, (address(wbtc), carol)));
        assertEq(wbtc.balanceOf(carol), rest);
        assertEq(wbtc.balanceOf(address(rig)), 0);
        vm.prank(address(player));
        vm.expectRevert(Errors.NothingToPay.selector);
        rig.withdrawCredit(address(wbtc), carol);
    }

    // ---- tokens that misbehave

    function test_ARecipientThatCannotReceiveIsCreditedAndBlocksNobody() public {
        BlacklistToken token = new BlacklistToken(8);
        (uint32 fleet, uint32 series) = fleetIn(address(token), 2);
        (IRig.Item memory item, uint256 id) = attachIn(series, alice, 1, terms(1_000, 500, 0));
        earnDays(fleet, 3, DAY_INCOME);
        uint256 due = hashpower.claimable(id);
        token.setBlacklisted(studio, true);
        vm.expectEmit(address(rig));
        emit IRig.Credited(studio, address(token), due / 10);
        claim(item);
        assertEq(token.balanceOf(alice), due - due / 10 - due / 20);
        assertEq(token.balanceOf(guild), due / 20);
        assertEq(token.balanceOf(address(rig)), due / 10);
        vm.startPrank(studio);
        vm.expectRevert(abi.encodeWithSelector(Errors.TransferFailed.selector, address(token), studio));
        rig.withdrawCredit(address(token), studio);
        rig.withdrawCredit(address(token), carol);
        assertEq(token.balanceOf(carol), due / 10);
        assertEq(token.balanceOf(address(rig)), 0);
    }

    function test_ATokenThatReturnsNothingPaysAsUsual() public {
        NoReturnToken token = new NoReturnToken(8);
        (uint32 fleet, uint32 series) = fleetIn(address(token), 2);
        (IRig.Item memory item, uint256 id) = attachIn(series, alice, 1, terms(1_000, 0, 0));
        nextDays(2);
        token.mint(miner, DAY_INCOME);
        vm.startPrank(miner);
        token.approve(address(hashpower), DAY_INCOME);
        hashpower.fundDay(fleet, today() - 1, DAY_INCOME);
        vm.stopPrank();
        hashpower.settleDays(fleet, 2);
        uint256 due = hashpower.claimable(id);
        assertGt(due, 0);
        claim(item);
        assertEq(token.balanceOf(alice) + token.balanceOf(studio), due);
    }

    function test_ATokenThatTakesAFeeIsNeverPaidFromOthersCredits() public {
        FeeToken token = new FeeToken(8, 137);
        (uint32 fleet, uint32 series) = fleetIn(address(token), 2);
        IRig.Item[] memory items = new IRig.Item[](3);
        for (uint256 i; i < 3; ++i) (items[i],) = attachIn(series, i == 0 ? alice : bob, i, terms(1_000, 0, 0));
        ContractPlayer player = new ContractPlayer();
        IRig.Item memory lent = newSword(address(player), 9);
        uint256 lentId = newPower(alice, series, 1_000);
        vm.prank(alice);
        rig.lendPower(lent, lentId, lendTerms(0, 90, IRig.OnTransfer.End));
        earnDays(fleet, 3, DAY_INCOME);
        vm.prank(alice);
        claim(lent); // leaves a credit here
        uint256 owed = rig.credit(address(token), address(player));
        assertGt(owed, 0);
        for (uint256 i; i < 5; ++i) {
            rig.claimSlots(items);
            assertEq(token.balanceOf(address(rig)), owed); // to the last base unit
            earnDays(fleet, 1, DAY_INCOME + 12_347 * i);
        }
        assertGt(token.balanceOf(bob), token.balanceOf(alice));
    }

    function test_PausedTokenStopsClaimsButNoDetach() public {
        BlacklistToken token = new BlacklistToken(8);
        (uint32 fleet, uint32 series) = fleetIn(address(token), 2);
        (IRig.Item memory item, uint256 id) = attachIn(series, alice, 1, terms(1_000, 0, 0));
        earnDays(fleet, 3, DAY_INCOME);
        uint256 due = hashpower.claimable(id);
        vm.prank(alice);
        vm.warp(rig.requestDetach(item));
        token.setPaused(true);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncomeNotCollected.selector, address(token)));
        claim(item);
        vm.prank(alice);
        rig.detach(item);
        assertEq(hashpower.ownerOf(id), alice);
        assertEq(rig.credit(address(token), studio), due / 10);
        assertEq(rig.credit(address(token), alice), due - due / 10);
        assertEq(hashpower.credit(address(token), address(rig)), due);
        token.setPaused(false);
        vm.prank(studio);
        rig.withdrawCredit(address(token), studio);
        vm.prank(alice);
        rig.withdrawCredit(address(token), alice);
        assertEq(token.balanceOf(alice) + token.balanceOf(studio), due);
        assertEq(token.balanceOf(address(rig)), 0);
    }

    function test_PausedTokenStopsNoEndOfALending() public {
        BlacklistToken token = new BlacklistToken(8);
        (uint32 fleet, uint32 series) = fleetIn(address(token), 2);
        IRig.Item memory item = newSword(bob, 1);
        uint256 id = newPower(alice, series, 1_000);
        vm.prank(alice);
        rig.lendPower(item, id, lendTerms(0, 2, IRig.OnTransfer.End));
        earnDays(fleet, 4, DAY_INCOME);
        uint256 due = hashpower.claimable(id);
        token.setPaused(true);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncomeNotCollected.selector, address(token)));
        claim(item);
        rig.endLending(item);
        assertFalse(hashpower.locked(id));
        assertEq(hashpower.credit(address(token), alice), due);
    }

    function test_ATokenThatReturnsFalseStopsNoDetach() public {
        FalseToken token = new FalseToken(8);
        token.setFails(false);
        (uint32 fleet, uint32 series) = fleetIn(address(token), 2);
        (IRig.Item memory item, uint256 id) = attachIn(series, alice, 1, 0);
        earnDays(fleet, 3, DAY_INCOME);
        vm.prank(alice);
        vm.warp(rig.requestDetach(item));
        token.setFails(true);
        vm.prank(alice);
        rig.detach(item);
        assertEq(hashpower.ownerOf(id), alice);
        assertGt(rig.credit(address(token), alice), 0);
    }

    function test_ATokenWithoutAnAnswerStopsNoDetach() public {
        (IRig.Item memory item, uint256 id) = attachNew(alice, 1, 1_000);
        earnDays(2);
        vm.prank(alice);
        vm.warp(rig.requestDetach(item));
        vm.etch(address(wbtc), hex"fe");
        vm.prank(alice);
        rig.detach(item);
        assertEq(hashpower.ownerOf(id), alice);
    }

    function test_AReturnDataBombStopsNoDetach() public {
        GasBombToken token = new GasBombToken(8);
        (uint32 fleet, uint32 series) = fleetIn(address(token), 2);
        (IRig.Item memory item, uint256 id) = attachIn(series, alice, 1, 0);
        earnDays(fleet, 3, DAY_INCOME);
        vm.prank(alice);
        vm.warp(rig.requestDetach(item));
        token.setArmed(true);
        vm.prank(alice);
        rig.detach{gas: 12_000_000}(item);
        assertEq(hashpower.ownerOf(id), alice);
    }

    /// @dev An ERC-777-like hook tries every entry point while income moves.
    function test_ReentryThroughATokensHookFindsTheDoorClosed() public {
        HookToken token = new HookToken(8);
        (uint32 fleet, uint32 series) = fleetIn(address(token), 2);
        (IRig.Item memory item, uint256 id) = attachIn(series, alice, 1, terms(1_000, 0, 0));
        IRig.Item memory free = newSword(address(token), 2);
        bytes[6] memory calls = [
            abi.encodeCall(rig.claimSlots, (one(item))),
            abi.encodeCall(rig.detach, (item)),
            abi.encodeCall(rig.endLending, (item)),
            abi.encodeCall(rig.attach, (free, id, 0, 0)),
            abi.encodeCall(rig.withdrawCredit, (address(token), address(token))),
            abi.encodeCall(rig.reclaim, (item))
        ];
        uint256 paid;
        nextDay();
        for (uint256 i; i < calls.length; ++i) {
            for (uint256 before; before < 2; ++before) {
                earnDays(fleet, 1, DAY_INCOME);
                uint256 due = hashpower.claimable(id);
                assertGt(due, 0);
                token.setHook(address(rig), calls[i], before == 1, 10);
                claim(item);
                assertFalse(token.lastSuccess());
                assertEq(bytes4(token.lastReturn()), bytes4(keccak256("ReentrancyGuardReentrantCall()")));
                token.setHook(address(0), "", false, 0);
                paid += due;
                assertEq(token.balanceOf(alice) + token.balanceOf(studio), paid);
                assertEq(token.balanceOf(address(rig)), 0);
            }
        }
        assertEq(hashpower.ownerOf(id), address(rig));
    }

    /// @dev Gas is bounded for each payment: what a hook burns is not taken from the others' payments.
    function test_AHookThatBurnsGasOnlyCreditsItsOwnPayment() public {
        HookToken token = new HookToken(8);
        (uint32 fleet, uint32 series) = fleetIn(address(token), 2);
        (IRig.Item memory item, uint256 id) = attachIn(series, alice, 1, terms(1_000, 0, 0));
        earnDays(fleet, 3, DAY_INCOME);
        uint256 due = hashpower.claimable(id);
        GasBurner burner = new GasBurner();
        token.setHook(address(burner), abi.encodeCall(GasBurner.burn, (address(token), studio)), false, 20);
        claim(item);
        assertEq(token.balanceOf(alice), due - due / 10);
        assertEq(token.balanceOf(studio), 0);
        assertEq(rig.credit(address(token), studio), due / 10);
    }

    function test_RevertWhen_TooLittleGasIsLeftToPay() public {
        (IRig.Item memory item,) = attachNew(alice, 1, 1_000);
        earnDays(2);
        uint256 snapshot = vm.snapshotState();
        // Whatever gas a relayer gives, the player is paid or the whole claim reverts: it is never merely credited.
        for (uint256 gas_ = 120_000; gas_ < 400_000; gas_ += 7_000) {
            bytes memory call = abi.encodeCall(rig.claimSlots, (one(item)));
            (bool ok,) = address(rig).call{gas: gas_}(call);
            if (ok) assertGt(wbtc.balanceOf(alice), 0);
            assertEq(rig.credit(address(wbtc), alice), 0);
            vm.revertToState(snapshot);
        }
    }
}

/// @dev Burns all gas once an account was paid.
contract GasBurner {
    function burn(address token, address victim) external view {
        if (HookToken(token).balanceOf(victim) == 0) return;
        while (true) {}
    }
}
