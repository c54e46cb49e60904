// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {IJointMiningPool} from "../../src/mine/IJointMiningPool.sol";
import {IJointMiningTypes} from "../../src/mine/IJointMiningTypes.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {TestToken} from "../../src/testing/TestToken.sol";
import {LedgerReplay} from "./LedgerReplay.sol";

/// @dev The steps and observables of `differential/histories/pool.ts`.
abstract contract PoolReplay is LedgerReplay {
    uint256 internal constant PEOPLE = 4;
    uint256 internal constant MOST_MACHINES = 4;

    IJointMiningPool internal pool;
    TestToken internal asset;
    address internal router = makeAddr("router");

    // ---- steps

    function prepare(uint256[] memory setUp_) internal override {
        asset = tokens[setUp_[0]];
        vm.prank(address(timelock));
        hashpower.setPayToken(address(asset), true);
        for (uint32 i; i < 2; ++i) {
            fleets.push(makeFleet(miner, address(asset), address(asset), i));
        }
        for (uint256 i; i < 2; ++i) {
            series.push(makeSeries(miner, fleets[i], 50_000_000, uint16(setUp_[2 * i + 1]), uint128(setUp_[2 * i + 2])));
        }
        pool = new JointMiningPool(
            address(timelock), hashpower, sale, IERC20(address(asset)), IERC20(address(asset)), router, makeAddr("guardian")
        );
        IJointMiningTypes.Parameters memory p = pool.parameters();
        (p.feeBps, p.reserveBps, p.minDeposit) = (uint16(setUp_[5]), uint16(setUp_[6]), uint128(10 ** asset.decimals()));
        vm.prank(address(timelock));
        pool.setParameters(p);
    }

    function perform(uint8 op, uint256[] memory a) public override {
        if (op < 30) super.perform(op, a);
        else if (op == 30) _schedule(a);
        else if (op == 31) pool.executePurchase();
        else if (op == 32) _deposit(actors[a[0]], a[1]);
        else if (op == 33) _withdraw(actors[a[0]], a[1], a[2] == 1);
        else if (op == 34) _asPerson(a[0]).claim(actors[a[0]]);
        else if (op == 35) pool.settle();
        else if (op == 36) pool.payQueue(a[0]);
        else if (op == 37) pool.retire(a[0]);
        else if (op == 38) pool.collectFees();
        else if (op == 39) pool.handOver();
        else revert("unknown step");
    }

    function _schedule(uint256[] memory a) private {
        vm.prank(address(timelock));
        pool.schedulePurchase(IJointMiningTypes.Purchase(series[a[0]], uint88(a[1]), uint40(a[3]), uint128(a[2])));
    }

    function _deposit(address who, uint256 amount) private {
        asset.mint(who, amount);
        vm.prank(who);
        asset.approve(address(pool), amount);
        vm.prank(who);
        pool.deposit(amount, 0);
    }

    function _withdraw(address who, uint256 shares, bool nextBlock) private {
        if (nextBlock) vm.roll(vm.getBlockNumber() + 1);
        vm.prank(who);
        pool.withdraw(shares);
    }

    function _asPerson(uint256 who) private returns (IJointMiningPool) {
        vm.prank(actors[who]);
        return pool;
    }

    // ---- observables

    function observe(uint256) internal view override returns (uint256[] memory seen) {
        seen = new uint256[](19 + PEOPLE * 4 + MOST_MACHINES * 3 + fleets.length * 5 + PEOPLE + 3);
        uint256 at = _observePool(seen);
        for (uint256 i; i < PEOPLE; ++i) {
            IJointMiningTypes.Account memory a = pool.accountOf(actors[i]);
            (seen[at], seen[at + 1], seen[at + 2], seen[at + 3]) = (a.shares, a.queuedShares, a.value, a.claimable);
            at += 4;
        }
        at = _observeMachines(seen, at);
        for (uint256 i; i < fleets.length; ++i) at = _observeShortly(seen, at, fleets[i]);
        for (uint256 i; i < PEOPLE; ++i) seen[at++] = asset.balanceOf(actors[i]);
        (seen[at], seen[at + 1]) = (asset.balanceOf(address(hashpower)), asset.balanceOf(router));
        seen[at + 2] = asset.balanceOf(address(pool));
    }

    function _observePool(uint256[] memory seen) private view returns (uint256) {
        IJointMiningTypes.State memory s = pool.stateOf();
        (seen[0], seen[1], seen[2], seen[3]) = (s.liquidity, s.toRepay, s.cost, s.totalShares);
        (seen[4], seen[5], seen[6], seen[7]) = (s.queuedShares, s.queued, s.queueHead, s.queueTail);
        (seen[8], seen[9], seen[10], seen[11]) = (s.streamLeft, s.streamEnd, s.principalSeconds, s.settledAt);
        (seen[12], seen[13], seen[14]) = (s.throughDay, s.feeOwed, s.windfall);
        (seen[15], seen[16], seen[17]) = (s.recentIncome, s.recentUnitDays, pool.isHeld() ? 1 : 0);
        (bool yes, uint32 day) = pool.settleable();
        seen[18] = yes ? day : 0;
        return 19;
    }

    function _observeMachines(uint256[] memory seen, uint256 at) private view returns (uint256) {
        IJointMiningTypes.Machine[] memory all = pool.machines();
        for (uint256 i; i < all.length; ++i) {
            uint256 slot = at + 3 * i;
            (seen[slot], seen[slot + 1], seen[slot + 2]) = (all[i].id, all[i].cost, all[i].outstanding);
        }
        return at + 3 * MOST_MACHINES;
    }

    function _observeShortly(uint256[] memory seen, uint256 at, uint32 fleetId) private view returns (uint256) {
        IHashpowerTypes.Fleet memory f = hashpower.fleetOf(fleetId);
        uint256 last = f.terminatedOn == 0 ? f.settled : f.terminatedOn;
        (seen[at], seen[at + 1]) = (last, f.missStreak);
        seen[at + 2] = f.status == IHashpowerTypes.FleetStatus.Terminated ? 1 : 0;
        (seen[at + 3], seen[at + 4]) = (hashpower.checkpointOf(fleetId, uint32(last)).acc, f.minerDue);
        return at + 5;
    }
}
