// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {IJointMiningTypes} from "../../src/mine/IJointMiningTypes.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {MineTest} from "./MineTest.sol";

/// @dev Random people, days and machines. Keeps its own books, from events, to compare the pool with.
contract MineHandler is MineTest {
    uint32[2] internal fleets; // the second's terms are six days
    uint32[2] internal seriesIds;
    address[5] public actors;

    uint256 public calls;
    uint256 public principal; // deposits less payments less losses
    uint256 public donated;
    uint256 public lastTicketPaid;
    bool public paidOutOfOrder;
    bool public splitWrong;
    mapping(uint256 ticketId => uint256) public ticketShares; // as they were queued
    mapping(bytes32 what => uint256) public reached;

    function begin() external {
        setUp();
        pool = makePool(); // with the router's part
        (fleets[0], seriesIds[0]) = (fleet, series);
        fleets[1] = makeFleet(miner, address(usdt), address(usdt), 9);
        seriesIds[1] = makeSeries(miner, fleets[1], 1_000_000, 6, uint128(10 * USD));
        for (uint256 i; i < 5; ++i) {
            actors[i] = people[i];
        }
        vm.recordLogs();
        schedule(series, MACHINE, uint128(10 * USD));
        for (uint256 i; i < 5; ++i) {
            deposit(actors[i], 3_000 * USD);
        }
        pool.executePurchase();
        _books();
    }

    function thePool() external view returns (JointMiningPool) {
        return pool;
    }

    // ---- people

    function join(uint256 who, uint256 amount) external {
        address actor = actors[who % 5];
        amount = bound(amount, USD, 12_000 * USD);
        try this.depositAs(actor, amount) {
            _books();
        } catch {
            vm.stopPrank();
            _forget();
        }
        _done("join");
    }

    function depositAs(address who, uint256 amount) external {
        deposit(who, amount);
    }

    function leave(uint256 who, uint256 part) external {
        address actor = actors[who % 5];
        IJointMiningTypes.Account memory a = pool.accountOf(actor);
        uint256 free = a.shares - a.queuedShares;
        if (free == 0) return;
        uint256 shares = part % 3 == 0 ? free : bound(part, 1, free);
        vm.roll(vm.getBlockNumber() + part % 2); // sometimes in the block of a deposit
        vm.prank(actor);
        try pool.withdraw(shares) {
            _books();
        }
        catch {
            _forget();
        }
        _done("leave");
    }

    function everybodyLeaves() external {
        if (calls % 7 != 0) return;
        vm.roll(vm.getBlockNumber() + 1);
        for (uint256 i; i < 5; ++i) {
            IJointMiningTypes.Account memory a = pool.accountOf(actors[i]);
            if (a.shares == a.queuedShares) continue;
            vm.prank(actors[i]);
            try pool.withdraw(a.shares - a.queuedShares) {
                _books();
            }
            catch {
                _forget();
            }
        }
        if (state().totalShares == 0) ++reached["empty"];
        _done("everybody leaves");
    }

    function claim(uint256 who) external {
        vm.prank(actors[who % 5]);
        try pool.claim(actors[(who % 5 + 1) % 5]) {
            _books();
        }
        catch {
            _forget();
        }
        _done("claim");
    }

    function donate(uint256 amount) external {
        amount = bound(amount, 1, 1_000 * USD);
        money.mint(address(pool), amount);
        donated += amount;
        _done("donate");
    }

    // ---- anybody

    function payQueue(uint256 max) external {
        try pool.payQueue(bound(max, 1, 100)) {
            _books();
        }
        catch {
            _forget();
        }
        _done("pay queue");
    }

    function settle() external {
        try pool.settle() {
            ++reached["settled"];
            _books();
        } catch {
            _forget();
        }
        _done("settle");
    }

    function clean(uint256 what) external {
        if (what % 2 == 0) {
            try pool.collectFees() {
                _books();
            }
            catch {
                _forget();
            }
        } else {
            try pool.handOver() {
                ++reached["handed over"];
                _books();
            } catch {
                _forget();
            }
        }
        _done("clean");
    }

    function retire() external {
        IJointMiningTypes.Machine[] memory list = pool.machines();
        for (uint256 i; i < list.length; ++i) {
            try pool.retire(list[i].id) {
                ++reached["retired"];
                _books();
            } catch {
                _forget();
            }
        }
        _done("retire");
    }

    function buy(uint256 which, uint256 units) external {
        schedule(seriesIds[which % 2], uint88(bound(units, 1, 1_500)), uint128(10 * USD));
        try pool.executePurchase() {
            ++reached["bought"];
            _books();
        } catch {
            _forget();
        }
        _done("buy");
    }

    // ---- days

    /// @dev A good day for most fleets most of the time; an outage of the first one now and then. In lean days machines don't repay.
    function day(uint256 amount, uint256 luck) external {
        nextDay();
        uint256 most = luck >> 8 & 1 == 0 ? 3_000 * USD : 20 * USD;
        for (uint256 i; i < 2; ++i) {
            IHashpowerTypes.Fleet memory f = hashpower.fleetOf(fleets[i]);
            if (f.status != IHashpowerTypes.FleetStatus.Live || f.settled >= today() - 1) continue;
            if ((luck >> i) % 4 != 0) fundAs(miner, fleets[i], today() - 1, bound(amount, 2_000, most));
            hashpower.settleDays(fleets[i], 64);
        }
        if (luck % 3 != 0) {
            try pool.settle() {
                ++reached["settled"];
                _books();
            } catch {
                _forget();
            }
        }
        _done("day");
    }

    function outage(uint256 luck) external {
        if (luck % 8 != 0) return;
        for (uint256 i; i < 9; ++i) {
            nextDay();
            if (hashpower.fleetOf(fleets[0]).status == IHashpowerTypes.FleetStatus.Live) {
                hashpower.settleDays(fleets[0], 64);
            }
        }
        if (pool.isHeld()) ++reached["held"];
        vm.prank(address(timelock));
        try hashpower.terminate(fleets[0]) {
            ++reached["terminated"];
            fleets[0] = makeFleet(miner, address(usdt), address(usdt), uint32(20 + calls));
            seriesIds[0] = makeSeries(miner, fleets[0], 1_000_000, 1080, uint128(10 * USD));
        } catch {
            _forget();
        }
        _done("outage");
    }

    // ---- books

    function _done(bytes32 what) private {
        ++calls;
        ++reached[what];
        _books();
    }

    /// @dev A call that reverted has left its events in the record.
    function _forget() private {
        vm.getRecordedLogs();
    }

    function _books() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter == address(pool)) _note(logs[i].topics, logs[i].data);
        }
        if (state().totalShares == 0) principal = 0; // dust went to the router
    }

    function _note(bytes32[] memory topics, bytes memory data) private {
        bytes32 topic = topics[0];
        if (topic == IJointMiningTypes.Deposited.selector) {
            (uint256 amount,) = abi.decode(data, (uint256, uint256));
            principal += amount;
        } else if (topic == IJointMiningTypes.Withdrawn.selector) {
            (uint256 paid,) = abi.decode(data, (uint256, uint256));
            principal -= paid;
        } else if (topic == IJointMiningTypes.WithdrawalQueued.selector) {
            ticketShares[uint256(topics[1])] = abi.decode(data, (uint256));
        } else if (topic == IJointMiningTypes.WithdrawalPaid.selector) {
            (uint256 amount,) = abi.decode(data, (uint256, uint256));
            principal -= amount;
            if (uint256(topics[1]) < lastTicketPaid) paidOutOfOrder = true;
            lastTicketPaid = uint256(topics[1]);
            ++reached["ticket paid"];
        } else if (topic == IJointMiningTypes.MachineRetired.selector) {
            (,, uint256 loss) = abi.decode(data, (uint256, uint256, uint256));
            principal -= loss;
            if (loss != 0) ++reached["loss"];
        } else if (topic == IJointMiningTypes.Settled.selector) {
            (, uint256 income, uint256 repaid, uint256 users, uint256 fee) =
                abi.decode(data, (uint256, uint256, uint256, uint256, uint256));
            if (repaid + users + fee != income) splitWrong = true;
        }
    }
}
