// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {IMinerRegistry} from "../../src/miners/IMinerRegistry.sol";
import {ProtocolTest} from "../base/ProtocolTest.sol";

/// @dev A miner that stops delivering, with the real ledger, benchmark and sale.
contract MinerSlashTest is ProtocolTest {
    uint88 internal constant UNITS = 7_000;
    address internal buyer = makeAddr("buyer");
    uint32 internal fleetId;
    uint32 internal seriesId;
    uint256 internal id;

    function setUp() public override {
        super.setUp();
        fleetId = makeFleet(miner, address(wbtc), address(usdt), 0);
        seriesId = makeSeries(miner, fleetId, 100_000, 540, 1e6);
        id = buyAs(buyer, seriesId, UNITS, address(0));
    }

    function test_ASeriesIsSetAgainstTheBond() public view {
        IMinerRegistry.Miner memory state = registry.minerOf(minerId);
        assertEq(state.reservedUnits, 100_000);
        assertEq(registry.withdrawableBond(minerId), state.bond - registry.requiredBond(100_000));
    }

    function test_TheTerminationOpensAnIncidentThatHoldsTheBond() public {
        _default();
        assertEq(registry.incidentOf(fleetId), minerId);
        vm.prank(miner);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncidentIsOpen.selector, minerId));
        registry.withdrawBond(minerId, 1, miner);
    }

    function test_ASlashReachesTheHolderWithTheRefund() public {
        _default();
        uint256 fundBefore = dmc.balanceOf(fund);
        vm.prank(address(timelock));
        registry.slash(minerId, fleetId, 1_000e18 + 3, 8_000);
        // 800 DMC over 7,000 units; what does not divide goes to the fund with its own part.
        uint256 perUnit = (uint256(1_000e18 + 3) * 8_000 / 10_000) / UNITS;
        assertEq(dmc.balanceOf(fund) - fundBefore, 1_000e18 + 3 - perUnit * UNITS);
        assertEq(dmc.balanceOf(address(registry)), registry.minerOf(minerId).bond);
        vm.prank(buyer);
        (, uint256 slash) = hashpower.refund(id);
        assertEq(slash, perUnit * UNITS);
        assertEq(dmc.balanceOf(buyer), perUnit * UNITS);
    }

    function test_HoldersAreCreditedOnceTheFundMoreThanOnce() public {
        _default();
        vm.startPrank(address(timelock));
        registry.slash(minerId, fleetId, 1_000e18, 10_000);
        vm.expectRevert(abi.encodeWithSelector(Errors.CannotCreditSlash.selector, fleetId));
        registry.slash(minerId, fleetId, 1_000e18, 10_000);
        registry.slash(minerId, fleetId, 1_000e18, 0);
        registry.closeIncident(fleetId);
        vm.stopPrank();
        assertEq(registry.minerOf(minerId).bond, 1_000_000e18 - 2_000e18);
    }

    function test_ASuspensionStopsSalesButNotTheRest() public {
        vm.prank(address(timelock));
        registry.suspend(minerId);
        (bool done,) = tryBuy(buyer, seriesId, 1, address(0));
        assertFalse(done);
        nextDays(2);
        deliver(fleetId, today() - 1, UNITS);
        hashpower.settleDay(fleetId);
        hashpower.release(fleetId);
        uint256[] memory ids = new uint256[](1);
        ids[0] = id;
        vm.prank(buyer);
        hashpower.claim(ids);
        assertGt(wbtc.balanceOf(buyer), 0);
    }

    function _default() private {
        // 24 misses in 30 days: anybody may end it.
        for (uint256 i; i < 30; ++i) {
            nextDay();
        }
        hashpower.settleDays(fleetId, 64);
        hashpower.terminate(fleetId);
        assertEq(uint8(hashpower.fleetOf(fleetId).status), uint8(IHashpowerTypes.FleetStatus.Terminated));
    }
}
