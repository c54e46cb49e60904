// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {CoreTest} from "../base/CoreTest.sol";

/// @dev A contract that may own NFTs; what it can do is decided from outside.
contract Wallet {
    function call(address target, bytes calldata data) external returns (bytes memory) {
        (bool done, bytes memory answer) = target.call(data);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
        return answer;
    }
}

/// @dev Claims, credits, and who earns in which state.
contract IncomeTest is CoreTest {
    uint256 internal id;

    function setUp() public override {
        super.setUp();
        id = buy(alice, uint88(WHOLE));
    }

    // ---- claiming

    function test_ClaimPaysTheBeneficiaryOnceForAnyNumberOfDays() public {
        uint256 paid;
        for (uint256 i; i < 20; ++i) paid += goodDay(fleet);
        uint256 owed = hashpower.claimable(id);
        assertLe(paid - owed, 1);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Claimed(alice, address(wbtc), owed, one(id));
        assertEq(claimAs(alice, id), owed);
        assertEq(hashpower.claimable(id), 0);
        assertEq(claimAs(alice, id), 0, "once");
    }

    function test_ClaimPaysSeveralTokensAndWhatWasCredited() public {
        uint256 second = buyShort(alice, 400);
        uint256 third = buy(alice, 1_000);
        goodDays(fleet, 2);
        goodDays(short, 2);
        uint256 moved = hashpower.claimable(third);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, third);
        assertEq(hashpower.credit(address(wbtc), alice), moved);
        uint256 a = hashpower.claimable(id) + moved;
        uint256 b = hashpower.claimable(second);
        vm.prank(alice);
        hashpower.claim(two(id, second));
        assertEq(wbtc.balanceOf(alice), a);
        assertEq(btcb.balanceOf(alice), b);
        assertEq(hashpower.credit(address(wbtc), alice), 0);
    }

    function test_OnlyWhoEarnsClaims() public {
        goodDay(fleet);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotBeneficiary.selector, id, bob));
        hashpower.claim(one(id));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotBeneficiary.selector, id, bob));
        hashpower.claimFor(bob, one(id));
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotBeneficiary.selector, id, bob));
        hashpower.collect(one(id), type(uint32).max);
    }

    function test_BatchesHaveALimit() public {
        vm.startPrank(alice);
        bytes memory none = abi.encodeWithSelector(Errors.BadArrays.selector, 0, 500);
        bytes memory many = abi.encodeWithSelector(Errors.BadArrays.selector, 501, 500);
        vm.expectRevert(none);
        hashpower.claim(new uint256[](0));
        vm.expectRevert(many);
        hashpower.claim(new uint256[](501));
        vm.expectRevert(none);
        hashpower.collect(new uint256[](0), 1);
        vm.expectRevert(many);
        hashpower.collect(new uint256[](501), 1);
    }

    function test_AnyonePushesIncomeToAPlainAccount() public {
        goodDay(fleet);
        uint256 owed = hashpower.claimable(id);
        vm.prank(bob);
        hashpower.claimFor(alice, one(id));
        assertEq(wbtc.balanceOf(alice), owed);
        assertEq(wbtc.balanceOf(bob), 0);
    }

    function test_AContractIsPaidByOthersOnlyIfItOptedIn() public {
        Wallet wallet = new Wallet();
        vm.prank(alice);
        hashpower.transferFrom(alice, address(wallet), id);
        goodDay(fleet);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOptedIn.selector, address(wallet)));
        hashpower.claimFor(address(wallet), one(id));
        assertFalse(hashpower.optedIn(address(wallet)));
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.OptInSet(address(wallet), true);
        wallet.call(address(hashpower), abi.encodeCall(hashpower.setOptIn, (true)));
        assertTrue(hashpower.optedIn(address(wallet)));
        hashpower.claimFor(address(wallet), one(id));
        assertGt(wbtc.balanceOf(address(wallet)), 0);
    }

    function test_AContractClaimsForItself() public {
        Wallet wallet = new Wallet();
        vm.prank(alice);
        hashpower.transferFrom(alice, address(wallet), id);
        goodDay(fleet);
        wallet.call(address(hashpower), abi.encodeCall(hashpower.claim, (one(id))));
        assertGt(wbtc.balanceOf(address(wallet)), 0);
    }

    function test_ADelegatedAccountIsPaidLikeAPlainOne() public {
        goodDay(fleet);
        vm.etch(alice, abi.encodePacked(hex"ef0100", address(locker)));
        hashpower.claimFor(alice, one(id));
        assertGt(wbtc.balanceOf(alice), 0);
        vm.etch(alice, abi.encodePacked(hex"ef0200", address(locker)));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOptedIn.selector, alice));
        hashpower.claimFor(alice, one(id));
    }

    function test_WithdrawsWhatWasCredited() public {
        goodDay(fleet);
        uint256 owed = hashpower.claimable(id);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Credited(id, alice, address(wbtc), owed);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, id);
        vm.expectRevert(Errors.NothingToPay.selector);
        hashpower.withdrawFor(bob, address(wbtc));
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Withdrawn(alice, address(wbtc), owed);
        vm.prank(alice);
        assertEq(hashpower.withdraw(address(wbtc)), owed);
        assertEq(wbtc.balanceOf(alice), owed);
        vm.prank(alice);
        vm.expectRevert(Errors.NothingToPay.selector);
        hashpower.withdraw(address(wbtc));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOptedIn.selector, address(locker)));
        hashpower.withdrawFor(address(locker), address(wbtc));
    }

    function test_CollectReturnsAmountsPerNftUpToADay() public {
        uint256 second = buyShort(alice, 400);
        uint256 from = today();
        goodDays(fleet, 4);
        goodDays(short, 2);
        lockOf(id, true);
        lockOf(second, true);
        goodDays(fleet, 4);
        goodDays(short, 2);
        uint256 whole = hashpower.claimable(id);
        uint256 other = hashpower.claimable(second);
        uint32 half = uint32(from) + 6;
        uint256[] memory first = locker.collect(two(id, second), half);
        assertApproxEqAbs(first[0], whole / 2, 2);
        assertEq(first[1], other);
        assertEq(wbtc.balanceOf(address(locker)), first[0]);
        assertEq(btcb.balanceOf(address(locker)), other);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Collected(address(locker), address(wbtc), whole - first[0], two(id, id));
        uint256[] memory rest = locker.collect(two(id, id), type(uint32).max);
        assertEq(rest[0], whole - first[0]);
        assertEq(rest[1], 0, "named twice, paid once");
        assertEq(locker.collect(one(id), half)[0], 0, "an earlier day pays nothing more");
    }

    function testFuzz_ClaimingOftenOrSeldomPaysTheSameButAFraction(uint256 seed) public {
        uint256 twin = buy(bob, uint88(WHOLE));
        uint256 often;
        for (uint256 i; i < 12; ++i) {
            nextDay();
            fundAs(carol, fleet, settledOf(fleet) + 1, bound(uint256(keccak256(abi.encode(seed, i))), 1, 1e10));
            skipTime(3 days);
            hashpower.settleDay(fleet);
            often += claimAs(alice, id);
        }
        uint256 seldom = claimAs(bob, twin);
        assertLe(often, seldom, "claiming often gains nothing");
        assertLe(seldom - often, 1, "and loses nothing but a fraction");
    }

    function testFuzz_IncomeIsSharedByUnits(uint88 a, uint88 b, uint64 income) public {
        (a, b) = (uint88(bound(a, 1, 40_000_000)), uint88(bound(b, 1, 40_000_000)));
        uint256 first = buy(bob, a);
        uint256 second = buy(carol, b);
        income = uint64(bound(income, 1, 1e15));
        nextDay();
        fundAs(miner, fleet, today(), income);
        skipTime(3 days);
        hashpower.settleDay(fleet);
        uint256 all = WHOLE + a + b;
        assertApproxEqAbs(hashpower.claimable(first), uint256(income) * a / all, 1);
        assertApproxEqAbs(hashpower.claimable(second), uint256(income) * b / all, 1);
        assertLe(hashpower.claimable(first) + hashpower.claimable(second) + hashpower.claimable(id), income);
    }

    // ---- who earns in which state

    function test_WhoEarns_InAWalletTheOwner() public {
        assertEq(hashpower.beneficiaryOf(id), alice);
        goodDay(fleet);
        assertGt(claimAs(alice, id), 0);
    }

    function test_WhoEarns_AtASaleTheSellerKeepsWhatSettledAndTheBuyerGetsTheRest() public {
        goodDay(fleet);
        uint256 settled = hashpower.claimable(id);
        nextDay();
        uint256 unsettled = deliver(fleet, settledOf(fleet) + 1, WHOLE);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, id);
        assertEq(hashpower.credit(address(wbtc), alice), settled);
        settleNext(fleet);
        assertApproxEqAbs(hashpower.claimable(id), unsettled, 1, "a day goes to who is beneficiary when it settles");
        assertEq(hashpower.beneficiaryOf(id), bob);
    }

    function test_WhoEarns_ABeneficiaryUntilATransfer() public {
        goodDay(fleet);
        uint256 before = hashpower.claimable(id);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.BeneficiarySet(id, carol);
        vm.prank(alice);
        hashpower.setBeneficiary(id, carol);
        assertEq(hashpower.credit(address(wbtc), alice), before, "what was earned stays with who earned it");
        assertEq(hashpower.beneficiaryOf(id), carol);
        goodDay(fleet);
        uint256 owed = hashpower.claimable(id);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, id);
        assertEq(hashpower.credit(address(wbtc), carol), owed);
        assertEq(hashpower.beneficiaryOf(id), bob, "a transfer clears it");
        goodDay(fleet);
        assertGt(claimAs(bob, id), 0);
    }

    function test_WhoEarns_OnlyTheOwnerNamesABeneficiaryAndOnlyUnlocked() public {
        vm.prank(alice);
        hashpower.setApprovalForAll(bob, true);
        vm.prank(bob);
        vm.expectRevert(notAllowed(bob, alice));
        hashpower.setBeneficiary(id, bob);
        vm.prank(alice);
        hashpower.setBeneficiary(id, carol);
        vm.prank(alice);
        hashpower.setBeneficiary(id, alice); // the owner itself is no other beneficiary
        assertEq(hashpower.beneficiaryOf(id), alice);
        lockOf(id, false);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.IsLocked.selector, id, address(locker)));
        hashpower.setBeneficiary(id, carol);
    }

    function test_WhoEarns_TheHolderWhileALockDoesNotCollect() public {
        vm.prank(alice);
        hashpower.setBeneficiary(id, carol);
        lockOf(id, false);
        goodDay(fleet);
        assertEq(hashpower.beneficiaryOf(id), carol);
        assertGt(claimAs(carol, id), 0);
    }

    function test_WhoEarns_TheLockerFromTheMomentItCollects() public {
        lockOf(id, false);
        goodDay(fleet);
        uint256 borrowers = hashpower.claimable(id);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.CollectorChanged(id, address(locker), true);
        locker.setCollects(id, true);
        assertEq(hashpower.credit(address(wbtc), alice), borrowers);
        goodDay(fleet);
        assertEq(hashpower.beneficiaryOf(id), address(locker));
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotBeneficiary.selector, id, alice));
        hashpower.claim(one(id));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOptedIn.selector, address(locker)));
        hashpower.claimFor(address(locker), one(id));
        assertGt(locker.collect(one(id), type(uint32).max)[0], 0);
        locker.unlock(id);
        assertEq(hashpower.beneficiaryOf(id), alice);
    }

    function test_WhoEarns_WhatALockerDidNotCollectIsTheHoldersWhenItLetsGo() public {
        lockOf(id, true);
        goodDay(fleet);
        uint256 left = hashpower.claimable(id);
        locker.unlock(id);
        assertEq(hashpower.credit(address(wbtc), alice), left);
    }

    function test_WhoEarns_AfterASeizureTheNewOwner() public {
        lockOf(id, true);
        goodDay(fleet);
        locker.collect(one(id), type(uint32).max);
        locker.seize(id, bob);
        assertEq(hashpower.beneficiaryOf(id), bob);
        goodDay(fleet);
        assertGt(claimAs(bob, id), 0);
        assertEq(hashpower.credit(address(wbtc), alice), 0);
    }

    function test_WhoEarns_NobodyOnceTheTermIsOver() public {
        uint256 old = buyShort(alice, 400);
        goodDays(short, 6);
        claimAs(alice, old);
        skipTime(2 days);
        uint256 young = buyShort(bob, 400);
        goodDays(short, 2);
        assertEq(hashpower.claimable(old), 0);
        assertGt(hashpower.claimable(young), 0);
        assertEq(hashpower.refundable(old), infoOf(old).r, "the refund right is the owner's");
    }

    function test_WhoEarns_NobodyOnceTheFleetIsTerminated() public {
        goodDay(fleet);
        terminateByVote(fleet);
        assertGt(claimAs(alice, id), 0, "what was earned before is there");
        assertEq(hashpower.claimable(id), 0);
        uint256 floor = infoOf(id).refundFloor;
        assertEq(hashpower.refundable(id), floor);
        vm.prank(alice);
        hashpower.setBeneficiary(id, carol);
        hashpower.refund(id);
        assertEq(usdt.balanceOf(alice), floor, "the owner's, not the beneficiary's");
    }
}
