// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {ILendingPool} from "../../src/lend/ILendingPool.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {LendTest} from "./LendTest.sol";

/// @dev Random lenders, borrowers, buyers, days and outages. Keeps its own books, to compare the pool with.
contract LendHandler is LendTest {
    uint256 internal constant NFTS = 6;
    uint256 internal constant FREE = 0;
    uint256 internal constant OPEN = 1;
    uint256 internal constant AUCTION = 2;
    uint256 internal constant LOT = 3;

    address[4] public actors;
    uint256[6] public ids; // the first three earn bitcoin, the rest dollars; each borrower has one of either kind
    uint256[6] public twins; // of the same purchase, never pledged

    uint256 public calls;
    uint256 public badDebt;
    uint256 public donated;
    bool public priceFellWithoutLoss;
    bool public debtFellWithoutPayment;
    bool public earnedLess; // than its twin while pledged without auto-repayment
    mapping(bytes32 what => uint256) public reached;

    function begin() external {
        setUp();
        actors = [alice, bob, carol, dave];
        ILendTypes.Parameters memory p = pool.parameters();
        p.minLoan = uint96(USD);
        setParameters(p);
        setBtc(600_000e8); // what dollars' fleet earns is a six-hundred-thousandth of a coin's price
        for (uint256 i; i < NFTS; ++i) {
            uint32 from = i < 3 ? cheapSeries : dollarSeries;
            uint88 units = i < 3 ? uint88(WHOLE) : 10_000_000;
            (ids[i], twins[i]) = (buyAs(actors[i % 3], from, units, NOBODY), buyAs(actors[i % 3], from, units, NOBODY));
            vm.prank(actors[i % 3]);
            hashpower.setApprovalForAll(address(pool), true);
        }
        vm.recordLogs();
        vm.getRecordedLogs();
    }

    function thePool() external view returns (ILendingPool) {
        return pool;
    }

    function theState() external view returns (ILendTypes.PoolState memory) {
        return pool.poolState();
    }

    // ---- lenders

    function lend(uint256 who, uint256 amount) external {
        amount = bound(amount, 1, 50_000 * USD);
        address actor = actors[who % 4];
        money().mint(actor, amount);
        vm.startPrank(actor);
        money().approve(address(pool), NEVER);
        _do(abi.encodeCall(pool.deposit, (amount, actor)), "deposit");
        vm.stopPrank();
        _after();
    }

    function leave(uint256 who, uint256 part) external {
        address actor = actors[who % 4];
        uint256 most = pool.maxWithdraw(actor);
        if (most == 0) return;
        // Sometimes all, so that money runs short.
        uint256 amount = part % 8 == 0 ? most : bound(part, 1, most > 20_000 * USD ? 20_000 * USD : most);
        vm.prank(actor);
        _do(abi.encodeCall(pool.withdraw, (amount, actor, actor)), "withdraw");
        _after();
    }

    function donate(uint256 amount) external {
        amount = bound(amount, 1, 1_000 * USD);
        money().mint(address(pool), amount);
        donated += amount;
        _after();
    }

    // ---- borrowers

    function take_(uint256 which, uint256 part, uint256 term) external {
        uint256 id = _find(which, FREE);
        address owner = hashpower.ownerOf(id);
        if (owner == address(pool)) return;
        uint16 termDays = term % 3 == 2 ? 90 : 30;
        if (part % 4 != 3) _upToDate(infoOf(id).fleetId);
        try pool.valueOf(id, termDays) returns (ILendTypes.Value memory v) {
            if (v.maxBorrow < USD) return;
            uint128 amount = uint128(part % 2 == 0 ? v.maxBorrow : bound(part, USD, v.maxBorrow));
            vm.startPrank(owner);
            hashpower.setApprovalForAll(address(pool), true);
            bytes memory call =
                abi.encodeCall(pool.borrow, (id, amount, termDays, part % 3 == 0, ANY_RATE, block.timestamp));
            _do(call, "borrow");
            vm.stopPrank();
        } catch {}
        _after();
    }

    function pay(uint256 which, uint256 who, uint256 amount) external {
        uint256 id = _find(which, OPEN);
        uint256 debt = pool.debtOf(id);
        if (debt == 0) return;
        amount = amount % 8 == 0 ? debt : bound(amount, 1, debt / 2 + 1);
        address actor = actors[who % 4];
        money().mint(actor, amount);
        vm.startPrank(actor);
        money().approve(address(pool), NEVER);
        uint256 before = state().debt;
        _do(abi.encodeCall(pool.repay, (id, amount)), "repay");
        vm.stopPrank();
        if (before - state().debt > amount) debtFellWithoutPayment = true;
        _after();
    }

    function choose(uint256 which, bool auto_) external {
        uint256 id = ids[which % NFTS];
        address owner = hashpower.ownerOf(id);
        if (owner == address(pool)) return;
        vm.prank(owner);
        _do(abi.encodeCall(pool.setAutoRepay, (id, auto_)), "switched");
        _after();
    }

    // ---- anybody

    function collect(uint256 which) external {
        _do(abi.encodeCall(pool.collectIncome, (ids[which % NFTS])), "collected");
        _after();
    }

    function buyLot(uint256 which, uint256 who) external {
        uint32 lotId = loanOf(_find(which, LOT)).lotId;
        if (lotId == 0) return;
        try pool.lotPrice(lotId) returns (uint256 cost) {
            address actor = actors[who % 4];
            money().mint(actor, cost);
            vm.startPrank(actor);
            money().approve(address(pool), NEVER);
            _do(abi.encodeCall(pool.buyIncome, (lotId, cost, block.timestamp)), "lot bought");
            vm.stopPrank();
        } catch {}
        _after();
    }

    function liquidate(uint256 which) external {
        _do(abi.encodeCall(pool.liquidate, (_find(which, OPEN))), "liquidated");
        _after();
    }

    function tick(uint256 which) external {
        _do(abi.encodeCall(pool.tick, (_find(which, AUCTION))), "ticked");
        _after();
    }

    function cancel(uint256 which) external {
        _do(abi.encodeCall(pool.cancelAuction, (_find(which, AUCTION))), "auction cancelled");
        _after();
    }

    function buy_(uint256 which, uint256 who) external {
        uint256 id = _find(which, AUCTION);
        uint256 cost = pool.liquidationOf(id).price;
        if (cost == 0 || who % 3 != 0) return;
        address actor = actors[who % 4];
        money().mint(actor, cost);
        vm.startPrank(actor);
        money().approve(address(pool), NEVER);
        _do(abi.encodeCall(pool.take, (id, cost, block.timestamp)), "taken");
        vm.stopPrank();
        _after();
    }

    function keep(uint256 which) external {
        _do(abi.encodeCall(pool.keep, (_find(which, AUCTION))), "kept");
        _after();
    }

    function refund(uint256 which) external {
        _do(abi.encodeCall(pool.settleRefund, (ids[which % NFTS])), "refunded");
        _after();
    }

    // ---- days

    function day(uint256 what) external {
        uint32 fleetId = what % 2 == 0 ? fleet : dollars;
        uint256[] memory before = _behindTwins();
        uint256 count = what % 7 != 0 && what % 3 == 0 ? 5 : 1;
        for (uint256 i; i < count; ++i) {
            if (_over(fleetId)) break;
            if (what % 7 == 0) settleNext(fleetId);
            else goodDay(fleetId);
        }
        benchmark.advance(BTC, 32);
        if (what % 6 != 0) fresh();
        _compareTwins(before);
        _after();
    }

    function price(uint256 what) external {
        setBtc(int256(what % 2 == 0 ? bound(what, 15_000, 60_000) : bound(what, 60_000, 900_000)) * 1e8);
        _after();
    }

    function hours_(uint256 what) external {
        wait_(bound(what, 1, 24) * 1 hours);
        _after();
    }

    function outage(uint256 what) external {
        // A fleet misses until governance ends it: one, and late, because it ends for good.
        if (calls < 400 || reached["terminated"] != 0) return;
        uint32 fleetId = what % 2 == 0 ? fleet : dollars;
        if (_over(fleetId)) return;
        terminateByVote(fleetId);
        fresh();
        ++reached["terminated"];
        _after();
    }

    /// @dev The first NFT from a random one on that is in this state; else that one, which then is refused.
    function _find(uint256 which, uint256 kind) private view returns (uint256) {
        for (uint256 i; i < NFTS; ++i) {
            uint256 id = ids[(which % NFTS + i) % NFTS];
            ILendTypes.Loan memory l = loanOf(id);
            bool found = kind == FREE ? l.principal == 0 : kind == OPEN ? l.principal != 0 : kind == LOT ? l.lotId != 0 : l.inAuction;
            if (found) return id;
        }
        return ids[which % NFTS];
    }

    function _upToDate(uint32 fleetId) private {
        if (_over(fleetId)) return;
        catchUp(fleetId);
        fresh();
    }

    /// @dev Terminated, or so near the end of its terms that nothing settles any more.
    function _over(uint32 fleetId) private view returns (bool) {
        return uint8(fleetOf(fleetId).status) == 2 || settledOf(fleetId) + 10 > fleetOf(fleetId).lastEnd;
    }

    // ---- books

    function _do(bytes memory call, bytes32 what) private {
        (bool ok,) = address(pool).call(call);
        if (ok) ++reached[what];
        else vm.getRecordedLogs(); // what was undone was recorded too
    }

    /// @dev Reads the events of the last call: losses and recoveries.
    function _after() private {
        ++calls;
        bool loss;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            bytes32 topic = logs[i].topics[0];
            if (logs[i].emitter == address(pool)) {
                if (topic == ILendTypes.BadDebt.selector) {
                    (uint256 amount,) = abi.decode(logs[i].data, (uint256, uint256));
                    badDebt += amount;
                    loss = true;
                    ++reached["loss"];
                }
                if (topic == ILendTypes.Recovered.selector) ++reached["recovered"];
            }
        }
        uint256 worth = pool.convertToAssets(1e24);
        if (worth < lastWorth && !loss) priceFellWithoutLoss = true;
        lastWorth = worth;
    }

    uint256 internal lastWorth;

    /// @dev What each pledged NFT whose income is its owner's is behind its twin; no number where it is not.
    function _behindTwins() private view returns (uint256[] memory behind) {
        behind = new uint256[](NFTS);
        for (uint256 i; i < NFTS; ++i) {
            ILendTypes.Loan memory l = loanOf(ids[i]);
            bool hers = l.borrower != NOBODY && !l.autoRepay && !l.inAuction;
            behind[i] = hers ? hashpower.claimable(twins[i]) - hashpower.claimable(ids[i]) : NEVER;
        }
    }

    function _compareTwins(uint256[] memory before) private {
        uint256[] memory behind = _behindTwins();
        for (uint256 i; i < NFTS; ++i) {
            if (before[i] != NEVER && behind[i] > before[i] + 1) earnedLess = true;
        }
    }
}
