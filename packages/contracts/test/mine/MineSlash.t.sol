// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";
import {MineTest} from "./MineTest.sol";

/// @dev What becomes of a slashed bond's share of a pool's machine. Bonds are DMC.
contract MineSlashTest is MineTest {
    uint256 internal constant SLASHED = 4_000e18;

    function test_ASlashedBondsShareGoesToTheRouterAndTouchesNoPrincipal() public {
        (uint256 id, uint256 refund) = _deadMachine();
        _slash();
        (uint256 got, uint256 loss) = pool.retire(id);
        assertEq(got, refund);
        assertEq(dmc.balanceOf(router), SLASHED, "the pool owned every unit");
        assertEq(dmc.balanceOf(address(pool)), 0);
        assertEq(hashpower.ownerOf(id), router);
        assertEq(state().liquidity + state().toRepay, 10_000 * USD - loss);
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyRefunded.selector, id));
        hashpower.refund(id);
    }

    function test_ABondSlashedAfterTheRetirementFollowsTheNftToTheRouter() public {
        (uint256 id,) = _deadMachine();
        pool.retire(id);
        assertEq(dmc.balanceOf(router), 0);
        _slash();
        hashpower.refund(id);
        assertEq(dmc.balanceOf(router), SLASHED);
    }

    function test_WhereTheBondTokenIsTheAssetASlashRepays() public {
        _dmcPool();
        vm.startPrank(treasury);
        dmc.approve(address(pool), 11_000e18);
        pool.deposit(11_000e18, 0);
        vm.stopPrank();
        uint256 id = pool.executePurchase();
        terminateFleet();
        _slash();
        uint256 refund = hashpower.refundable(id);
        assertEq(refund, 10_000e18, "nothing was delivered");
        (uint256 got, uint256 loss) = pool.retire(id);
        assertEq(got, refund + SLASHED);
        assertEq(loss, 0);
        assertEq(state().liquidity, 11_000e18);
        assertEq(state().windfall, SLASHED, "beyond all debt");
        assertEq(money.balanceOf(address(pool)), 11_000e18 + SLASHED);
        assertEq(money.balanceOf(router), 0);
    }

    function test_WhoeverAsksNobodyElseTakesAPoolsRefund() public {
        (uint256 id,) = _deadMachine();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOptedIn.selector, address(pool)));
        hashpower.refund(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOptedIn.selector, address(pool)));
        hashpower.claimFor(address(pool), one(id));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOptedIn.selector, address(pool)));
        hashpower.withdrawFor(address(pool), address(usdt));
    }

    // ---- helpers

    function _deadMachine() private returns (uint256 id, uint256 refund) {
        id = startWith(10);
        mineDays(2, 100 * USD);
        terminateFleet();
        refund = hashpower.refundable(id);
    }

    function _slash() private {
        vm.prank(address(timelock));
        registry.slash(minerId, fleet, SLASHED, 10_000);
    }

    /// @dev Deposits, machines and income in DMC.
    function _dmcPool() private {
        money = OpenToken(address(dmc));
        vm.startPrank(address(timelock));
        benchmark.setRewardToken(address(dmc), BTC);
        hashpower.setPayToken(address(dmc), true);
        vm.stopPrank();
        fleet = makeFleet(miner, address(dmc), address(dmc), 7);
        series = makeSeries(miner, fleet, 1_000_000, 1080, uint128(10e18));
        pool = _ready(makePool());
        schedule(series, MACHINE, uint128(10e18));
    }
}
