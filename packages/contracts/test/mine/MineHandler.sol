// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {IIncomeFeed} from "../../src/mine/IIncomeFeed.sol";
import {IIncomeSale} from "../../src/mine/IIncomeSale.sol";
import {IncomeOracle} from "../../src/mine/IncomeOracle.sol";
import {IJointMiningTypes} from "../../src/mine/IJointMiningTypes.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {TestFeed} from "../../src/testing/TestFeed.sol";
import {MineTest} from "./MineTest.sol";

/// @dev Random people, days and machines, of a pool that earns its asset, or of one that sells its income: the first call of a
/// campaign decides. Keeps its own books, from events, to compare the pool with.
contract MineHandler is MineTest {
    uint32[2] internal fleets; // the second's terms are six days
    uint32[2] internal seriesIds;
    address[5] public actors;
    address internal reward;
    JointMiningPool internal selling; // one base unit of its income is worth one of the asset
    uint32[2] internal sellingFleets;
    uint32[2] internal sellingSeries;
    TestFeed internal feed;

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
        for (uint256 i; i < 5; ++i) {
            actors[i] = people[i];
        }
        (address t, IERC20 m) = (address(timelock), IERC20(address(usdt)));
        selling = new JointMiningPool(t, hashpower, sale, m, IERC20(address(wbtc)), router, guardian);
        feed = new TestFeed(8, 100e8);
        IIncomeFeed none = IIncomeFeed(address(0));
        IncomeOracle oracle = new IncomeOracle(address(wbtc), address(usdt), feed, none, none, 1 hours);
        IIncomeSale shop = IIncomeSale(selling.incomeSale());
        vm.prank(t);
        shop.setOracle(address(oracle), 9_700);
        pool = selling;
        _open(address(wbtc));
        (sellingFleets, sellingSeries) = (fleets, seriesIds);
        pool = makePool(); // with the router's part
        vm.recordLogs();
        _open(address(usdt));
        _books();
    }

    function _open(address earned) private {
        reward = earned;
        for (uint32 i; i < 2; ++i) {
            fleets[i] = makeFleet(miner, earned, address(usdt), 9 + i);
            seriesIds[i] = makeSeries(miner, fleets[i], 1_000_000, i == 0 ? 1080 : 6, uint128(10 * USD));
        }
        schedule(seriesIds[0], MACHINE, uint128(10 * USD));
        for (uint256 i; i < 5; ++i) {
            deposit(actors[i], 3_000 * USD);
        }
        pool.executePurchase();
    }

    /// @dev The same people and as much money, so that the books need no change.
    modifier first(uint256 seed) {
        if (calls == 0 && seed & 1 == 1) {
            (pool, reward) = (selling, address(wbtc));
            (fleets, seriesIds) = (sellingFleets, sellingSeries);
            ++reached["selling"];
        }
        _;
    }

    function thePool() external view returns (JointMiningPool) {
        return pool;
    }

    // ---- people

    function join(uint256 who, uint256 amount) external first(who) {
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

    function leave(uint256 who, uint256 part) external first(who) {
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
        if (calls % 5 != 0) return;
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

    function claim(uint256 who) external first(who) {
        vm.prank(actors[who % 5]);
        try pool.claim(actors[(who % 5 + 1) % 5]) {
            _books();
        }
        catch {
            _forget();
        }
        _done("claim");
    }

    function donate(uint256 amount) external first(amount) {
        amount = bound(amount, 1, 1_000 * USD);
        money.mint(address(pool), amount);
        donated += amount;
        _done("donate");
    }

    // ---- anybody

    function payQueue(uint256 max) external first(max) {
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

    function buyLot(uint256 wait) external first(wait) {
        IIncomeSale shop = IIncomeSale(pool.incomeSale());
        if (address(shop) == address(0) || !shop.isOpen()) return;
        vm.warp(block.timestamp + wait % 3 hours);
        feed.set(100e8, block.timestamp);
        uint256 lotId = shop.lot().id;
        uint256 cost = shop.lotPrice();
        address buyer = actors[wait % 5];
        money.mint(buyer, cost);
        vm.startPrank(buyer);
        money.approve(address(shop), cost);
        shop.buyIncome(lotId, cost, block.timestamp);
        vm.stopPrank();
        ++reached["lot sold"];
        _done("buy lot");
    }

    function clean(uint256 what) external first(what) {
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

    function buy(uint256 which, uint256 units) external first(which) {
        // What there is money for, or what people may join for.
        uint256 most = units % 2 == 0 ? state().liquidity / (10 * USD) + 1 : 1_500;
        schedule(seriesIds[which % 2], uint88(bound(units, (most + 1) / 2, most)), uint128(10 * USD));
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
    function day(uint256 amount, uint256 luck) external first(luck) {
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
            fleets[0] = makeFleet(miner, reward, address(usdt), uint32(20 + calls));
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
