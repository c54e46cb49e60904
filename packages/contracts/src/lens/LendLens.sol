// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBenchmark} from "../benchmark/IBenchmark.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {ILendingPool} from "../lend/ILendingPool.sol";
import {ILendTypes} from "../lend/ILendTypes.sol";
import {LendDesk} from "../lend/LendDesk.sol";
import {IIncomeOracle} from "../mine/IIncomeOracle.sol";
import {ILendLens} from "./ILendLens.sol";
import {LensCommon} from "./LensCommon.sol";
import {LensScan} from "./LensScan.sol";

/// @title Lens for lending
/// @dev No storage, no owner, no money. Limits that a pool keeps to itself are repeated here; tests compare them.
contract LendLens is LensScan, ILendLens {
    // ---- constants

    uint256 internal constant MAX_POOLS = 20;
    uint256 internal constant MAX_LOANS = 100;
    uint256 internal constant MAX_PLEDGES = 20;
    uint32 internal constant MAX_FLEETS = 200;
    /// @dev To find out whether anybody can act on a loan costs as much as so many looks at NFTs.
    uint256 internal constant LOOKS_A_LOAN = 10;
    uint256 internal constant MAX_BENCHMARK_AGE = 3; // days
    uint8 internal constant MEAN_DAYS = 7;
    uint8 internal constant MIN_MEAN_DAYS = 5;
    uint256 internal constant PRICE_COINS = 1e9;
    uint256 internal constant BPS = 10_000;
    uint256 internal constant ONE = 1e18;
    /// @dev For a failure without an error of its own.
    bytes4 internal constant UNKNOWN = 0xffffffff;

    IBenchmark internal immutable BENCHMARK;

    // ---- constructor

    constructor(IHashpower hashpower_) LensCommon(hashpower_) {
        BENCHMARK = IBenchmark(hashpower_.benchmark());
    }

    // ---- pools

    function pools(ILendingPool[] calldata pools_) external view returns (At memory at, PoolView[] memory items) {
        if (pools_.length > MAX_POOLS) revert Errors.BadArrays(pools_.length, MAX_POOLS);
        at = _at();
        items = new PoolView[](pools_.length);
        for (uint256 i; i < pools_.length; ++i) _fillPool(items[i], pools_[i]);
    }

    function position(ILendingPool pool, address account)
        external
        view
        returns (At memory at, PositionView memory item)
    {
        at = _at();
        IERC20 asset = IERC20(pool.asset());
        item.shares = pool.balanceOf(account);
        item.assets = pool.convertToAssets(item.shares);
        item.maxWithdraw = pool.maxWithdraw(account);
        item.maxRedeem = pool.maxRedeem(account);
        item.balance = asset.balanceOf(account);
        item.allowance = asset.allowance(account, address(pool));
        item.credit = pool.creditOf(address(asset), account);
    }

    // ---- loans

    function quote(ILendingPool pool, address borrower, ILendTypes.Pledge[] calldata pledges, uint16 termDays)
        external
        view
        returns (At memory at, QuoteView[] memory items)
    {
        _requireCount(pledges.length, MAX_PLEDGES);
        at = _at();
        items = new QuoteView[](pledges.length);
        uint256 idle = pool.poolState().idle;
        uint256 taken;
        for (uint256 i; i < pledges.length; ++i) {
            QuoteView memory item = items[i];
            item.hashpower = _hashpowerView(pledges[i].id);
            address owner = item.hashpower.info.owner;
            item.approved = HASHPOWER.isApprovedForAll(owner, address(pool))
                || HASHPOWER.getApproved(pledges[i].id) == address(pool);
            _fillQuote(item, pool, borrower == address(0) ? owner : borrower, pledges[i].amount, termDays);
            taken = _addAmount(item, pool, pledges[i].amount, idle, taken);
        }
    }

    function loans(ILendingPool pool, uint256[] calldata ids)
        external
        view
        returns (At memory at, LoanView[] memory items)
    {
        _requireCount(ids.length, MAX_LOANS);
        at = _at();
        items = new LoanView[](ids.length);
        for (uint256 i; i < ids.length; ++i) items[i] = _loanView(pool, ids[i]);
    }

    function loansPage(ILendingPool pool, LoanFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, LoanView[] memory items, uint256 next)
    {
        _requireCount(limit, MAX_LOANS);
        at = _at();
        items = new LoanView[](limit);
        uint256 count;
        address asset = pool.asset();
        Scan memory s = _startScan(cursor, maxScan);
        while (count < limit) {
            (bool more, uint256 id) = _step(s);
            if (!more) break;
            if (id == 0) {
                // What was paid in another token can't be pledged here.
                if (_payTokenOf(s.seriesId) != asset) s.sequence = s.last;
            } else if (HASHPOWER.lockerOf(id) == address(pool)) {
                if (filter.borrower != address(0) && HASHPOWER.ownerOf(id) != filter.borrower) continue;
                if (filter.actionable) {
                    s.left -= uint32(Math.min(s.left, LOOKS_A_LOAN - 1));
                    if (!_isActionable(pool.liquidationOf(id))) continue;
                }
                items[count++] = _loanView(pool, id);
            }
        }
        next = _nextCursor(s);
        assembly ("memory-safe") {
            mstore(items, count)
        }
    }

    // ---- income on sale

    function lotsPage(ILendingPool pool, uint32 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, LotView[] memory items, uint32 next)
    {
        _requireCount(limit, MAX_LOANS);
        at = _at();
        items = new LotView[](limit);
        uint256 count;
        next = cursor;
        for (; maxScan != 0 && count < limit; --maxScan) {
            ILendTypes.Lot memory lot = pool.lotOf(++next);
            if (lot.openedAt == 0) break;
            if (lot.amount == 0) continue;
            items[count++] = LotView(next, _token(lot.reward), lot, _lotPrice(pool, next));
        }
        if (pool.lotOf(next).openedAt == 0 || pool.lotOf(next + 1).openedAt == 0) next = 0;
        assembly ("memory-safe") {
            mstore(items, count)
        }
    }

    // ---- internals: pools

    function _fillPool(PoolView memory item, ILendingPool pool) private view {
        item.pool = address(pool);
        item.asset = _token(pool.asset());
        item.share = _token(address(pool));
        item.state = pool.poolState();
        item.parameters = pool.parameters();
        item.sharePrice = pool.convertToAssets(10 ** item.share.decimals);
        item.room = pool.maxDeposit(address(0));
        if (item.state.paused) item.blocker = Errors.LendingPaused.selector;
        else if (item.room == 0) item.blocker = Errors.PoolExhausted.selector;
        item.rewards = _rewards(pool, item.asset.token);
    }

    function _rewards(ILendingPool pool, address asset) private view returns (RewardView[] memory items) {
        uint32 count = HASHPOWER.fleetCount();
        uint32 oldest = count > MAX_FLEETS ? count - MAX_FLEETS + 1 : 1;
        items = new RewardView[](count + 1 - oldest);
        uint256 found;
        for (uint32 fleetId = count; fleetId >= oldest; --fleetId) {
            IHashpowerTypes.Fleet memory fleet = HASHPOWER.fleetOf(fleetId);
            if (fleet.payToken != asset || _isAmong(items, found, fleet.rewardToken)) continue;
            _fillReward(items[found++], pool, fleet, asset);
        }
        assembly ("memory-safe") {
            mstore(items, found)
        }
    }

    function _isAmong(RewardView[] memory items, uint256 count, address reward) private pure returns (bool) {
        for (uint256 i; i < count; ++i) {
            if (items[i].reward.token == reward) return true;
        }
        return false;
    }

    function _fillReward(
        RewardView memory item, ILendingPool pool, IHashpowerTypes.Fleet memory fleet, address asset
    ) private view {
        item.reward = _token(fleet.rewardToken);
        item.oracle = pool.oracleOf(fleet.rewardToken);
        item.assetId = fleet.assetId;
        (item.benchmarkDay,) = BENCHMARK.latestOf(fleet.assetId);
        uint256 coins = PRICE_COINS * 10 ** item.reward.decimals;
        if (item.oracle != address(0)) {
            try IIncomeOracle(item.oracle).value(coins) returns (uint256 price) {
                item.price = price;
            } catch (bytes memory reason) {
                item.blocker = _selector(reason);
            }
        } else if (fleet.rewardToken == asset) {
            item.price = coins;
        } else {
            item.blocker = Errors.StalePrice.selector;
        }
        (, uint8 count) = BENCHMARK.meanOf(fleet.assetId, item.benchmarkDay, MEAN_DAYS);
        bool old = item.benchmarkDay + MAX_BENCHMARK_AGE < _today();
        if (old || count < MIN_MEAN_DAYS) item.blocker = Errors.StaleBenchmark.selector;
    }

    // ---- internals: quotes

    /// @dev The first of the checks of `borrow` that fails before money is looked at, and what the NFT carries.
    function _fillQuote(
        QuoteView memory item, ILendingPool pool, address borrower, uint256 amount, uint16 termDays
    ) private view {
        ILendTypes.Parameters memory p = pool.parameters();
        try pool.valueOf(item.hashpower.id, termDays) returns (ILendTypes.Value memory value) {
            item.value = value;
        } catch {}
        if (pool.paused()) item.blocker = Errors.LendingPaused.selector;
        else if (termDays != 30 && termDays != 90 && termDays != 180) item.blocker = Errors.BadLoanTerm.selector;
        else if (amount != 0 && amount < p.minLoan) item.blocker = Errors.LoanTooSmall.selector;
        try LendDesk(pool.desk()).lendable(item.hashpower.id, borrower, termDays, p.haircutBps, p.maxLtvBps) returns (
            uint256 most
        ) {
            item.maxBorrow = most;
        } catch (bytes memory reason) {
            if (item.blocker == 0) item.blocker = _selector(reason);
        }
    }

    /// @dev The rest of the checks, given what the loans before it take.
    function _addAmount(QuoteView memory item, ILendingPool pool, uint256 asked, uint256 idle, uint256 taken)
        private
        view
        returns (uint256)
    {
        uint256 left = Math.saturatingSub(idle, taken);
        uint256 carried = item.maxBorrow;
        item.maxBorrow = Math.min(carried, left);
        item.amount = asked == 0 ? item.maxBorrow : asked;
        if (item.amount <= left) item.rate = pool.rateOf(taken + item.amount);
        if (item.blocker != 0) return taken;
        if (asked > carried) item.blocker = Errors.LoanTooLarge.selector;
        else if (carried < pool.parameters().minLoan) item.blocker = Errors.LoanTooSmall.selector;
        else if (item.amount > left || item.amount < pool.parameters().minLoan) item.blocker = Errors.TooLittleIdle.selector;
        else item.blocker = _lockBlocker(item.hashpower.info, address(pool));
        return item.blocker == 0 ? taken + item.amount : taken;
    }

    function _lockBlocker(IHashpowerTypes.Info memory info, address pool) private view returns (bytes4) {
        (bool allowed,) = HASHPOWER.lockerRights(pool);
        if (!allowed) return Errors.LockerNotAllowed.selector;
        return info.locker == address(0) ? bytes4(0) : Errors.IsLocked.selector;
    }

    // ---- internals: loans

    function _loanView(ILendingPool pool, uint256 id) private view returns (LoanView memory item) {
        item.hashpower = _hashpowerView(id);
        item.loan = pool.loanOf(id);
        item.kept = pool.isKept(id);
        if (item.loan.lotId != 0) {
            item.lot = pool.lotOf(item.loan.lotId);
            item.lotPrice = _lotPrice(pool, item.loan.lotId);
        }
        if (item.loan.borrower == address(0)) return item;
        item.liquidation = pool.liquidationOf(id);
        try pool.valueOf(id, 0) returns (ILendTypes.Value memory value) {
            item.value = value;
            item.health =
                Math.mulDiv(value.value * pool.parameters().liquidationBps, ONE, item.loan.debt * BPS);
        } catch (bytes memory reason) {
            item.blocker = _selector(reason);
        }
    }

    function _isActionable(ILendTypes.Liquidation memory l) private pure returns (bool) {
        return l.overdue || l.unhealthy || l.inAuction || l.refundOpen;
    }

    /// @dev 0 when nothing is on sale, or its price is stale.
    function _lotPrice(ILendingPool pool, uint32 lotId) private view returns (uint256) {
        try pool.lotPrice(lotId) returns (uint256 price) {
            return price;
        } catch {
            return 0;
        }
    }

    // ---- internals: small things

    function _payTokenOf(uint32 seriesId) private view returns (address) {
        return HASHPOWER.fleetOf(HASHPOWER.seriesOf(seriesId).fleetId).payToken;
    }

    function _selector(bytes memory reason) private pure returns (bytes4) {
        return reason.length < 4 ? UNKNOWN : bytes4(reason);
    }
}
