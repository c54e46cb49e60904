// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {ILendingPool} from "../../src/lend/ILendingPool.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {LendDesk} from "../../src/lend/LendDesk.sol";
import {LendingPool} from "../../src/lend/LendingPool.sol";
import {LendLiquidator} from "../../src/lend/LendLiquidator.sol";
import {IncomeOracle} from "../../src/mine/IncomeOracle.sol";
import {TestFeed} from "../../src/testing/TestFeed.sol";
import {TestToken} from "../../src/testing/TestToken.sol";
import {LedgerReplay} from "./LedgerReplay.sol";

/// @dev The steps and observables of `differential/histories/loans.ts`.
abstract contract LoanReplay is LedgerReplay {
    uint256 internal constant LENDERS = 4;
    uint256 internal constant LOAN_NFTS = 6;
    uint256 internal constant LOAN_WORDS = 28;

    ILendingPool internal pool;
    TestToken internal asset;
    TestToken internal reward;
    TestFeed internal rewardFeed;
    TestFeed internal assetFeed;

    // ---- steps

    function prepare(uint256[] memory setUp_) internal override {
        (asset, reward) = (tokens[setUp_[0]], tokens[setUp_[1]]);
        vm.prank(address(timelock));
        benchmark.setRewardToken(address(asset), BTC);
        fleets.push(makeFleet(miner, address(reward), address(asset), 0));
        fleets.push(makeFleet(miner, address(asset), address(asset), 1));
        for (uint256 i = 3; i < 12; i += 3) {
            uint88 cap = i == 9 ? 500_000_000 : 1_000_000;
            series.push(makeSeries(miner, fleets[setUp_[i]], cap, uint16(setUp_[i + 1]), uint128(setUp_[i + 2])));
        }
        _makePool(uint16(setUp_[2]));
    }

    function _makePool(uint16 reserveBps) private {
        rewardFeed = new TestFeed(8, 60_000e8);
        assetFeed = new TestFeed(8, 1e8);
        TestFeed sequencer = new TestFeed(0, 0);
        sequencer.set(0, block.timestamp - 1 days);
        LendDesk desk = new LendDesk(address(timelock), hashpower, sale, address(asset));
        LendLiquidator liquidator = new LendLiquidator(hashpower, desk);
        pool = ILendingPool(address(new LendingPool(address(timelock), liquidator, makeAddr("router"), makeAddr("guardian"))));
        ILendTypes.Parameters memory p = pool.parameters();
        (p.kinkBps, p.baseBps, p.slope1Bps, p.slope2Bps, p.reserveBps) = (8_000, 200, 800, 7_500, reserveBps);
        (p.haircutBps, p.maxLtvBps, p.liquidationBps) = (6_000, 7_000, 8_500);
        p.minLoan = uint96(10 ** asset.decimals() / 1_000);
        IncomeOracle oracle =
            new IncomeOracle(address(reward), address(asset), rewardFeed, assetFeed, sequencer, 26 hours);
        vm.startPrank(address(timelock));
        pool.setParameters(p);
        hashpower.setLocker(address(pool), true, true);
        desk.setOracle(address(reward), oracle);
        vm.stopPrank();
        while (actors.length < 10) actors.push(address(uint160(actors.length))); // names that only the model uses
        actors.push(address(pool));
        actorNumber[address(pool)] = actors.length;
    }

    function perform(uint8 op, uint256[] memory a) public override {
        if (op < 50) super.perform(op, a);
        else if (op == 50) _pass(a[0], a[1], a[2]);
        else if (op == 51) _work(a);
        else if (op == 53) _deposit(actors[a[0]], a[1]);
        else if (op == 54) _asLender(a[0]).redeem(a[1], actors[a[0]], actors[a[0]]);
        else if (op == 55) _borrow(actors[a[0]], a);
        else if (op == 56) _repay(a[0], a[1]);
        else if (op == 57) pool.collectIncome(a[0]);
        else if (op == 58) pool.liquidate(a[0]);
        else if (op == 59) _take(actors[a[0]], a[1]);
        else if (op == 60) pool.keep(a[0]);
        else if (op == 61) pool.settleRefund(a[0]);
        else if (op == 62) pool.tick(a[0]);
        else revert("unknown step");
    }

    function _pass(uint256 seconds_, uint256 rewardPrice, uint256 assetPrice) private {
        skipTime(seconds_);
        benchmark.advance(BTC, 32);
        rewardFeed.set(int256(rewardPrice), block.timestamp);
        assetFeed.set(int256(assetPrice), block.timestamp);
    }

    function _work(uint256[] memory a) private {
        for (uint256 i; i < a[0]; ++i) {
            _pass(1 days, a[3], a[4]);
            for (uint256 k; k < 2; ++k) _workDay(fleets[k], a[k + 1]);
        }
    }

    function _workDay(uint32 fleetId, uint256 amount) private {
        IHashpowerTypes.Fleet memory f = hashpower.fleetOf(fleetId);
        if (f.status == IHashpowerTypes.FleetStatus.Terminated || f.settled >= f.lastEnd) return;
        if (amount != 0 && today() - 1 > f.settled) fundAs(address(this), fleetId, today() - 1, amount);
        hashpower.settleDays(fleetId, 3);
    }

    function _deposit(address who, uint256 amount) private {
        _give(who, amount);
        vm.prank(who);
        pool.deposit(amount, who);
    }

    function _borrow(address who, uint256[] memory a) private {
        vm.prank(who);
        hashpower.approve(address(pool), a[1]);
        vm.prank(who);
        pool.borrow(a[1], uint128(a[2]), uint16(a[3]), a[4] == 1, type(uint32).max, block.timestamp);
    }

    function _repay(uint256 id, uint256 amount) private {
        uint256 debt = pool.debtOf(id);
        _give(address(this), amount < debt ? amount : debt);
        pool.repay(id, amount);
    }

    /// @dev The buyer's money is new: who buys gives what it was given, however rich it is.
    function _take(address who, uint256 id) private {
        _give(who, pool.liquidationOf(id).price);
        vm.prank(who);
        pool.take(id, type(uint256).max, block.timestamp);
    }

    function _give(address who, uint256 amount) private {
        asset.mint(who, amount);
        vm.prank(who);
        asset.approve(address(pool), amount);
    }

    function _asLender(uint256 who) private returns (ILendingPool) {
        vm.prank(actors[who]);
        return pool;
    }

    // ---- observables

    function observe(uint256 step) internal view override returns (uint256[] memory seen) {
        seen = new uint256[](11 + 2 * LENDERS + 12 + 8 + LOAN_NFTS * LOAN_WORDS);
        uint256 at = _observePool(seen);
        for (uint256 i; i < LENDERS; ++i) seen[at++] = pool.balanceOf(actors[i]);
        for (uint256 i; i < LENDERS; ++i) seen[at++] = pool.convertToAssets(pool.balanceOf(actors[i]));
        at = _observeBalances(seen, at, asset);
        at = _observeBalances(seen, at, reward);
        for (uint256 i; i < 2; ++i) {
            IHashpowerTypes.Fleet memory f = hashpower.fleetOf(fleets[i]);
            uint32 last = f.terminatedOn == 0 ? f.settled : f.terminatedOn;
            (seen[at], seen[at + 1], seen[at + 3]) = (last, f.missStreak, f.minerDue);
            seen[at + 2] = hashpower.checkpointOf(fleets[i], last).acc;
            at += 4;
        }
        for (uint256 i = at; i < seen.length; ++i) seen[i] = UNSEEN;
        if (ids.length != 0) _observePledge(seen, at + step % ids.length * LOAN_WORDS, ids[step % ids.length]);
    }

    function _observePool(uint256[] memory seen) private view returns (uint256) {
        ILendTypes.PoolState memory s = pool.poolState();
        (seen[0], seen[1], seen[2], seen[3]) = (s.totalAssets, s.totalShares, s.idle, s.debt);
        (seen[4], seen[5], seen[6], seen[7]) = (s.reserve, s.recovering, s.badDebt, s.utilisation);
        (seen[8], seen[9]) = (s.rate, _openLoans());
        seen[10] = s.young;
        return 11;
    }

    function _openLoans() private view returns (uint256 count) {
        for (uint256 i; i < ids.length; ++i) if (pool.debtOf(ids[i]) != 0) ++count;
    }

    function _observeBalances(uint256[] memory seen, uint256 at, TestToken token) private view returns (uint256) {
        for (uint256 i; i < LENDERS; ++i) seen[at + i] = token.balanceOf(actors[i]);
        seen[at + 4] = token.balanceOf(address(hashpower));
        seen[at + 5] = token.balanceOf(address(pool));
        return at + 6;
    }

    function _observePledge(uint256[] memory seen, uint256 at, uint256 id) private view {
        IHashpowerTypes.Info memory n = hashpower.infoOf(id);
        (seen[at], seen[at + 1], seen[at + 2]) = (actorNumber[n.owner], actorNumber[n.locker], n.claimable);
        _observeLoan(seen, at + 3, id);
        ILendTypes.Value memory v = pool.valueOf(id, 0);
        (seen[at + 16], seen[at + 17], seen[at + 18]) = (v.presentValue, v.refundFloor, v.value);
        (seen[at + 19], seen[at + 20], seen[at + 21]) = (v.maxBorrow, v.income, v.refundNow);
        v = pool.valueOf(id, 90);
        (seen[at + 22], seen[at + 23], seen[at + 24]) = (v.presentValue, v.refundFloor, v.value);
        (seen[at + 25], seen[at + 26], seen[at + 27]) = (v.maxBorrow, v.benchmark, v.price);
    }

    function _observeLoan(uint256[] memory seen, uint256 at, uint256 id) private view {
        ILendTypes.Loan memory loan = pool.loanOf(id);
        for (uint256 i; i < 13; ++i) seen[at + i] = 0;
        if (loan.borrower == address(0)) return;
        (seen[at], seen[at + 1], seen[at + 2], seen[at + 3]) = (loan.principal, loan.interest, loan.debt, loan.rate);
        (seen[at + 4], seen[at + 5]) = (loan.accruedAt, loan.maturity);
        (seen[at + 6], seen[at + 7]) = (loan.autoRepay ? 1 : 0, loan.inAuction ? 1 : 0);
        ILendTypes.Liquidation memory l = pool.liquidationOf(id);
        (seen[at + 8], seen[at + 9], seen[at + 10]) = (l.overdue ? 1 : 0, l.startPrice, l.price);
        (seen[at + 11], seen[at + 12]) = (l.floor, l.elapsed);
    }
}
