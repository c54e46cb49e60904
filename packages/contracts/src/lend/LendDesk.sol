// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IBenchmark} from "../benchmark/IBenchmark.sol";
import {IDifficultyUpdater} from "../benchmark/IDifficultyUpdater.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IncomePricing} from "../income/IncomePricing.sol";
import {IIncomeOracle} from "../mine/IIncomeOracle.sol";
import {IPrimarySale} from "../sale/IPrimarySale.sol";
import {ILendTypes} from "./ILendTypes.sol";
import {LoanMath} from "./LoanMath.sol";

/// @title Reads what hashpower is worth to a lending pool, and buys for its borrowers
/// @dev Deployed first, then the liquidator that names it, then the pool. The owner (the timelock) lists oracles. It holds nothing between
/// calls and has no rights over any NFT. It keeps the core's long structs out of the pool.
contract LendDesk is Ownable {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ---- types

    /// @dev What of an NFT and its fleet a value is made of.
    struct Collateral {
        address owner;
        address reward;
        uint8 rewardDecimals;
        uint16 assetId;
        uint32 fleetId;
        uint32 startDay;
        uint32 endDay;
        uint32 settled;
        uint32 today;
        uint16 missStreak;
        uint88 units;
        uint96 q;
        bool terminated;
        bool refundOpen;
        uint256 undelivered; // what a refund would be now, 0 once it was paid
    }

    /// @dev What was worked out of a benchmark's day that is the newest there can be. One slot.
    struct DayFigures {
        uint128 benchmark;
        uint32 day;
        uint32 halvingDay;
        uint40 newestUntil; // unix seconds when the next day can be decided: until then nothing can be out of date
    }

    // ---- constants

    uint256 internal constant MAX_VALUED_DAYS = 365; // income further off does not count
    uint256 internal constant MIN_DAYS_AFTER = 30; // days that must be left after maturity
    uint256 internal constant MAX_LAG = 7; // days a ledger may be late, as for a purchase
    uint256 internal constant MAX_BENCHMARK_AGE = 3; // days; decided twelve hours after a day's end it is one or two
    uint256 internal constant REPORT_WINDOW = 12 hours; // the benchmark's: it decides a day that long after its end
    uint8 internal constant MEAN_DAYS = 7;
    uint8 internal constant MIN_MEAN_DAYS = 5;
    /// @dev Seconds a block until the halving, below Bitcoin's ten minutes: income must not be taken for unhalved too long.
    uint256 internal constant BLOCK_TIME = 570;

    // ---- storage

    IHashpower internal immutable HASHPOWER;
    IPrimarySale internal immutable SALE;
    IBenchmark internal immutable BENCHMARK;
    /// @notice What is lent.
    address public immutable ASSET;
    /// @notice Where the price of a reward token comes from.
    mapping(address reward => IIncomeOracle) public oracleOf;
    mapping(uint16 assetId => DayFigures) internal _figures;

    // ---- constructor

    constructor(address owner_, IHashpower hashpower_, IPrimarySale sale_, address asset_) Ownable(owner_) {
        if (address(sale_) == address(0) || asset_ == address(0)) revert Errors.ZeroAddress();
        (HASHPOWER, SALE, ASSET) = (hashpower_, sale_, asset_);
        BENCHMARK = IBenchmark(hashpower_.benchmark());
    }

    // ---- entry points

    /// @notice Sets where the price of a reward token comes from (see `IIncomeOracle`); zero takes it off the list. Only governance.
    /// @dev Where the reward token is the asset no oracle is needed; one may be set for its sequencer check.
    function setOracle(address reward, IIncomeOracle oracle) external onlyOwner {
        if (address(oracle) != address(0) && (oracle.reward() != reward || oracle.asset() != ASSET)) {
            revert Errors.WrongTokens(oracle.asset(), oracle.reward());
        }
        oracleOf[reward] = oracle;
        emit ILendTypes.OracleSet(reward, address(oracle));
    }

    /// @notice Buys as many units as `money` pays for, which the caller has sent in the same transaction, and sends them and the rest to `to`.
    /// @dev Anybody's: there is nothing here between transactions, and nobody's approval reaches it.
    function buy(ILendTypes.Purchase calldata purchase, uint256 money, address to)
        external
        returns (uint256 id, uint88 units, uint256 cost)
    {
        (address payToken, uint128 price,, uint32 version) = SALE.quote(purchase.seriesId, 0);
        if (payToken != ASSET) revert Errors.WrongTokens(payToken, address(0));
        if (price == 0) revert Errors.UnknownSeries(purchase.seriesId);
        units = (money / price).toUint88();
        if (units < purchase.minUnits) revert Errors.TooFewUnits(units, purchase.minUnits);
        cost = uint256(units) * price;
        IERC20(ASSET).forceApprove(address(SALE), cost);
        id = SALE.buy(purchase.seriesId, units, purchase.maxPrice, version, block.timestamp, address(0));
        HASHPOWER.transferFrom(address(this), to, id);
        if (money != cost) IERC20(ASSET).safeTransfer(to, money - cost);
    }

    /// @notice The same as `lendable`, and remembers the day's figures: a mean of seven days is too dear for every loan. Anybody's.
    function assess(uint256 id, address borrower, uint256 termDays, uint256 haircutBps, uint256 maxLtvBps)
        external
        returns (uint256)
    {
        Collateral memory c = _fit(id, borrower, termDays);
        DayFigures memory f = _figures[c.assetId];
        if (block.timestamp >= f.newestUntil) {
            f = _work(c.assetId);
            _figures[c.assetId] = f;
        }
        return _most(c, f, termDays, haircutBps, maxLtvBps);
    }

    // ---- views

    /// @notice The most that `borrower` can borrow against an NFT, which must be fit for a loan of `termDays`: its own, of the pool's
    /// asset, delivered lately, with an up-to-date ledger, and with more than 30 days left after maturity.
    function lendable(uint256 id, address borrower, uint256 termDays, uint256 haircutBps, uint256 maxLtvBps)
        external
        view
        returns (uint256)
    {
        Collateral memory c = _fit(id, borrower, termDays);
        return _most(c, _benchmark(c.assetId), termDays, haircutBps, maxLtvBps);
    }

    /// @notice What an NFT is worth after `termDays`. Reverts while data are stale.
    function appraise(uint256 id, uint256 termDays, uint256 haircutBps, uint256 maxLtvBps)
        external
        view
        returns (ILendTypes.Value memory v)
    {
        Collateral memory c = _read(id);
        DayFigures memory f = _benchmark(c.assetId);
        (v.benchmark, v.benchmarkDay, v.halvingDay) = (f.benchmark, f.day, f.halvingDay);
        v.price = _price(c.reward, c.rewardDecimals);
        (v.presentValue, v.refundFloor) = _standing(c, f, v.price, termDays, haircutBps);
        v.value = _lesser(v.presentValue, v.refundFloor);
        v.maxBorrow = v.value * maxLtvBps / LoanMath.BPS;
        v.refundNow = _refundFloor(c, 0);
        v.income = _incomeOf(c, f, v.price, uint256(c.today) + 1, c.endDay, LoanMath.BPS);
    }

    /// @notice Whether an NFT's refund is open, and what it is; what it would be today if not.
    function refundOf(uint256 id) external view returns (bool open, uint256 refundNow) {
        Collateral memory c = _read(id);
        return (c.refundOpen, _refundFloor(c, 0));
    }

    /// @notice How fresh the data are that an NFT's value comes from, unix seconds. Reverts while they are stale.
    /// @return fedAt All prices have been fresh since; 0 where none is needed.
    /// @return staleAt Until when no price is stale, if no answer comes.
    /// @return upSince Since when the sequencer has been trusted; 0 without one.
    /// @return staleDay First day on which the benchmark is stale, if no other is decided. When one was decided nothing tells.
    function freshness(uint256 id)
        external
        view
        returns (uint256 fedAt, uint256 staleAt, uint256 upSince, uint256 staleDay)
    {
        Collateral memory c = _read(id);
        IIncomeOracle oracle = _oracle(c.reward);
        staleDay = _benchmark(c.assetId).day + MAX_BENCHMARK_AGE + 1;
        if (address(oracle) == address(0)) return (0, type(uint40).max, 0, staleDay);
        (fedAt, staleAt, upSince) = oracle.freshness();
    }

    /// @notice What a lot of income costs now.
    function lotPrice(address reward, uint256 amount, uint256 openedAt, uint256 floorBps) external view returns (uint256) {
        return IncomePricing.lotPriceUp(_oracle(reward), amount, openedAt, floorBps);
    }

    // ---- internals: value

    function _fit(uint256 id, address borrower, uint256 termDays) internal view virtual returns (Collateral memory c) {
        c = _read(id);
        if (c.owner != borrower) revert Errors.NotAllowed(borrower, c.owner);
        if (c.terminated) revert Errors.FleetTerminated(c.fleetId);
        if (c.missStreak != 0) revert Errors.MinerMissedDays(c.fleetId, c.missStreak);
        uint256 left = Math.saturatingSub(c.endDay, c.today);
        uint256 needed = termDays + MIN_DAYS_AFTER;
        if (left <= needed) revert Errors.TooFewDaysLeft(id, left, needed);
        if (c.settled + MAX_LAG < c.today) revert Errors.FleetBehind(c.fleetId, c.settled, c.today);
    }

    function _most(Collateral memory c, DayFigures memory f, uint256 termDays, uint256 haircutBps, uint256 maxLtvBps)
        private
        view
        returns (uint256)
    {
        uint256 price = _price(c.reward, c.rewardDecimals);
        (uint256 presentValue, uint256 refundFloor) = _standing(c, f, price, termDays, haircutBps);
        return _lesser(presentValue, refundFloor) * maxLtvBps / LoanMath.BPS;
    }

    /// @dev PV and RF of an NFT after `termDays`.
    function _standing(Collateral memory c, DayFigures memory f, uint256 price, uint256 termDays, uint256 haircutBps)
        private
        view
        returns (uint256 presentValue, uint256 refundFloor)
    {
        uint256 first = c.today + termDays + 1;
        uint256 last = Math.min(c.endDay, first + MAX_VALUED_DAYS - 1);
        return (_incomeOf(c, f, price, first, last, haircutBps), _refundFloor(c, termDays));
    }

    /// @dev V: income may be what a price of the moment says, the refund is money that is there.
    function _lesser(uint256 presentValue, uint256 refundFloor) internal pure virtual returns (uint256) {
        return Math.min(presentValue, refundFloor);
    }

    /// @dev Nothing once the refund is open: the fleet has ended, or the term.
    function _incomeOf(
        Collateral memory c, DayFigures memory f, uint256 price, uint256 first, uint256 last, uint256 bps
    ) private pure returns (uint256) {
        if (c.refundOpen) return 0;
        uint256 halves = LoanMath.halfDays(first, last, f.halvingDay);
        return LoanMath.incomeValueDown(c.units, f.benchmark, halves, price, bps);
    }

    function _refundFloor(Collateral memory c, uint256 termDays) private pure returns (uint256) {
        if (c.refundOpen || c.undelivered == 0) return c.undelivered;
        return LoanMath.refundFloorDown(c.undelivered, c.q, c.settled, c.startDay, c.endDay, c.today + termDays);
    }

    function _benchmark(uint16 assetId) internal view virtual returns (DayFigures memory f) {
        f = _figures[assetId];
        if (block.timestamp >= f.newestUntil) f = _work(assetId);
    }

    /// @dev The lesser of the week's mean and the latest: one high day lifts a value by nothing, one low day lowers it at once.
    function _work(uint16 assetId) private view returns (DayFigures memory f) {
        (uint32 day, uint256 latest) = BENCHMARK.latestOf(assetId);
        if (day + MAX_BENCHMARK_AGE < _today()) revert Errors.StaleBenchmark(assetId, day);
        (uint256 mean, uint8 count) = BENCHMARK.meanOf(assetId, day, MEAN_DAYS);
        if (count < MIN_MEAN_DAYS) revert Errors.StaleBenchmark(assetId, day);
        uint32 halvingDay = type(uint32).max;
        if (BENCHMARK.dayOf(assetId, day).powMin != 0) (latest, halvingDay) = _halving(latest, day);
        uint256 newestUntil = (uint256(day) + 2) * 1 days + REPORT_WINDOW;
        return DayFigures(Math.min(mean, latest).toUint128(), day, halvingDay, newestUntil.toUint40());
    }

    /// @dev The next halving's day by the latest epoch, and the latest benchmark as the subsidy of this moment makes it.
    function _halving(uint256 latest, uint32 day) private view returns (uint256, uint32) {
        IDifficultyUpdater source = IDifficultyUpdater(BENCHMARK.difficultySource());
        (uint32 firstHeight, uint48 start,) = source.latestEpoch();
        (, uint32 height) = source.pendingHalving();
        uint256 subsidyThen = source.subsidyAt(uint48((uint256(day) + 1) * 1 days - 1));
        uint256 subsidyNow = source.subsidyAt(uint48(block.timestamp));
        if (subsidyNow < subsidyThen) latest = latest * subsidyNow / subsidyThen;
        return (latest, ((start + uint256(height - firstHeight) * BLOCK_TIME) / 1 days).toUint32());
    }

    function _price(address reward, uint8 decimals) private view returns (uint256) {
        IIncomeOracle oracle = _oracle(reward);
        uint256 coins = LoanMath.PRICE_COINS * 10 ** decimals;
        return address(oracle) == address(0) ? coins : oracle.value(coins);
    }

    /// @dev The asset needs no oracle, anything else does.
    function _oracle(address reward) private view returns (IIncomeOracle oracle) {
        oracle = oracleOf[reward];
        if (address(oracle) == address(0) && reward != ASSET) revert Errors.StalePrice(address(0));
    }

    // ---- internals: reading

    function _read(uint256 id) internal view returns (Collateral memory c) {
        uint256[21] memory info = _words(HASHPOWER.infoOf.selector, id, 21);
        (c.fleetId, c.startDay, c.endDay) = (uint32(info[1]), uint32(info[2]), uint32(info[3]));
        (c.units, c.q, c.owner, c.undelivered) = (uint88(info[4]), uint96(info[5]), address(uint160(info[12])), info[20]);
        uint256[21] memory fleet = _words(HASHPOWER.fleetOf.selector, c.fleetId, 10);
        (c.reward, c.settled, c.missStreak) = (address(uint160(fleet[0])), uint32(fleet[1]), uint16(fleet[2]));
        c.terminated = fleet[4] == uint256(IHashpowerTypes.FleetStatus.Terminated);
        (c.rewardDecimals, c.assetId) = (uint8(fleet[5]), uint16(fleet[9]));
        if (fleet[6] != uint160(ASSET)) revert Errors.WrongTokens(address(uint160(fleet[6])), c.reward);
        c.refundOpen = c.terminated || c.settled >= c.endDay;
        c.today = _today();
    }

    /// @dev The first words of `Info` and `Fleet` as the core answers them: decoding such long structs costs more than reading them.
    function _words(bytes4 selector, uint256 id, uint256 count) private view returns (uint256[21] memory words) {
        address core = address(HASHPOWER);
        assembly ("memory-safe") {
            mstore(0, selector)
            mstore(4, id)
            if iszero(staticcall(gas(), core, 0, 36, words, mul(count, 32))) {
                let data := mload(0x40)
                returndatacopy(data, 0, returndatasize())
                revert(data, returndatasize())
            }
        }
    }

    function _today() private view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }
}
