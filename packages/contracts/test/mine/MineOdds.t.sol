// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {FalseToken, NoReturnToken} from "../mocks/HostileTokens.sol";
import {MineTest} from "./MineTest.sol";

/// @dev Odd prices, odd tokens, and as much of everything as a pool can hold.
contract MineOddsTest is MineTest {
    address internal mallory = makeAddr("mallory");

    // ---- rounding

    /// @dev At a price that a loss made odd, with and without a queue, in any order of small steps.
    function testFuzz_NobodyGainsByRoundingAtAnOddPrice(uint256 seed) public {
        _lossBy(bound(seed, 1, 90));
        uint256 before = _holdings(mallory);
        for (uint256 i; i < 20; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 free = sharesOf(mallory) - pool.accountOf(mallory).queuedShares;
            if (seed % 3 == 0 || free == 0) {
                uint256 amount = USD + (seed >> 8) % (3 * USD);
                before += amount;
                deposit(mallory, amount);
            } else {
                vm.roll(vm.getBlockNumber() + 1);
                vm.prank(mallory);
                try pool.withdraw(seed % 2 == 0 ? free : bound(seed, 1, free)) {} catch {}
            }
            assertLe(_holdings(mallory), before, "never more than was brought");
        }
    }

    /// @dev Nor do those who do nothing lose more than a base unit a step.
    function testFuzz_NobodyLosesByOthersRounding(uint256 seed) public {
        _lossBy(bound(seed, 1, 90));
        uint256 before = pool.accountOf(people[1]).value;
        for (uint256 i; i < 20; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            deposit(mallory, USD + seed % USD);
            withdrawAll(mallory);
            assertGe(pool.accountOf(people[1]).value, before, "rounding is in the pool's favour");
        }
    }

    function _holdings(address who) private view returns (uint256) {
        return money.balanceOf(who) + pool.accountOf(who).value + claimableOf(who);
    }

    /// @dev A machine ends with debt: about `percent` of the principal is lost. Another is still to be repaid, so that people can join.
    function _lossBy(uint256 percent) private {
        uint32 short = makeSeries(miner, fleet, 1_000, 3, uint128(10 * USD));
        schedule(series, MACHINE, uint128(10 * USD));
        for (uint256 i; i < 10; ++i) deposit(people[i], 1_000 * USD);
        uint256 id = buyMachine(short, uint88(percent * 10));
        buyMachine(series, 100);
        while (fleetState().settled < pool.machines()[0].endDay) ledgerDay(fleet, 777_777);
        pool.retire(id);
        schedule(series, 100 * MACHINE, uint128(10 * USD)); // there is room to join
        assertGt(pool.accountOf(people[1]).value, 0);
        assertLt(pool.accountOf(people[1]).value, 1_000 * USD);
    }

    // ---- tokens

    function test_ATokenThatReturnsNothingIsDepositedSpentAndPaidBack() public {
        NoReturnToken token = new NoReturnToken(6);
        _listAsset(address(token), 5, 1080);
        pool = _ready(makePool());
        schedule(series, MACHINE, uint128(10 * USD));
        token.mint(alice, 11_000 * USD);
        vm.startPrank(alice);
        token.approve(address(pool), 11_000 * USD);
        pool.deposit(11_000 * USD, 0);
        vm.stopPrank();
        pool.executePurchase();
        assertEq(token.balanceOf(address(hashpower)), 10_000 * USD, "all of it in the escrow");
        withdraw(alice, 500 * USD * 1e6);
        assertEq(token.balanceOf(alice), 500 * USD);
    }

    function test_RevertWhen_ATokenSaysFalseInsteadOfPaying() public {
        FalseToken token = new FalseToken(6);
        _listAsset(address(token), 6, 1080);
        pool = _ready(makePool());
        schedule(series, MACHINE, uint128(10 * USD));
        token.setFails(false);
        deposit(alice, 100 * USD);
        token.setFails(true);
        vm.roll(vm.getBlockNumber() + 1);
        uint256 shares = sharesOf(alice);
        vm.prank(alice);
        vm.expectRevert();
        pool.withdraw(shares);
        assertEq(sharesOf(alice), shares, "unpaid, and not burned");
    }

    // ---- strangers' gifts

    /// @dev Income that somebody credits to an empty pool keeps nobody out for longer than one call.
    function test_Attack_ACreditOfDustKeepsPeopleOutOfAnEmptyPool() public {
        uint256 id = buyAs(mallory, series, 10, address(0));
        vm.prank(mallory);
        hashpower.setBeneficiary(id, address(pool));
        ledgerDay(fleet, 100 * USD);
        ledgerDay(fleet, 100 * USD);
        vm.prank(mallory);
        hashpower.setBeneficiary(id, address(0));
        assertGt(hashpower.credit(address(usdt), address(pool)), 0);
        schedule(series, MACHINE, uint128(10 * USD));
        money.mint(bob, 10 * USD);
        vm.startPrank(bob);
        money.approve(address(pool), 10 * USD);
        vm.expectRevert(Errors.HandOverFirst.selector);
        pool.deposit(10 * USD, 0);
        bytes[] memory both = new bytes[](2);
        both[0] = abi.encodeCall(JointMiningPool.handOver, ());
        both[1] = abi.encodeCall(JointMiningPool.deposit, (10 * USD, 0));
        pool.multicall(both);
        assertEq(pool.accountOf(bob).value, 10 * USD);
    }

    /// @dev A stranger's NFT is not a machine: it is neither collected, nor repaid, nor handed over.
    function test_Attack_AStrangersNftJoinsTheMachines() public {
        startWith(10);
        uint256 id = buyAs(mallory, series, 10, address(0));
        vm.prank(mallory);
        hashpower.transferFrom(mallory, address(pool), id);
        mineDay(100 * USD);
        assertEq(pool.machines().length, 1);
        assertEq(state().cost, 10_000 * USD);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownMachine.selector, id));
        pool.retire(id);
    }

    // ---- bounds

    /// @dev The most machines a pool can have, each of a ledger of its own: every call still fits into a block many times.
    function test_ThirtyTwoFleetsCostABoundedAmountOfGas() public {
        schedule(series, 1, uint128(10 * USD));
        deposit(alice, 40 * USD);
        schedule(series, 1_000, uint128(10 * USD));
        deposit(bob, 1_000 * USD);
        uint32[] memory fleets = new uint32[](32);
        for (uint32 i; i < 32; ++i) {
            fleets[i] = makeFleet(miner, address(usdt), address(usdt), 40 + i);
            buyMachine(makeSeries(miner, fleets[i], 1_000, 1080, uint128(10 * USD)), 1);
        }
        nextDays(2);
        for (uint32 i; i < 32; ++i) {
            fundAs(miner, fleets[i], today() - 1, 10 * USD);
            hashpower.settleDays(fleets[i], 64);
        }
        uint256 gas = gasleft();
        pool.settle();
        assertLt(gas - gasleft(), 4_000_000, "settle");
        vm.roll(vm.getBlockNumber() + 1);
        vm.prank(bob);
        gas = gasleft();
        pool.withdraw(100 * USD * 1e6);
        assertLt(gas - gasleft(), 2_000_000, "withdraw");
    }
}
