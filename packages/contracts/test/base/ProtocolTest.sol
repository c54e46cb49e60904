// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {Benchmark} from "../../src/benchmark/Benchmark.sol";
import {DifficultyUpdater} from "../../src/benchmark/DifficultyUpdater.sol";
import {DMC} from "../../src/dmc/DMC.sol";
import {Errors} from "../../src/Errors.sol";
import {Hashpower} from "../../src/hashpower/Hashpower.sol";
import {HashpowerLedger} from "../../src/hashpower/HashpowerLedger.sol";
import {HashpowerMetadata} from "../../src/hashpower/HashpowerMetadata.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IMinerRegistry} from "../../src/miners/IMinerRegistry.sol";
import {MinerRegistry} from "../../src/miners/MinerRegistry.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";
import {PrimarySale} from "../../src/sale/PrimarySale.sol";
import {TestToken} from "../../src/testing/TestToken.sol";

/// @dev A locker as a market or a pool would be one: its only rights are those the ledger gives it.
contract TestLocker {
    IHashpower internal immutable HASHPOWER;

    constructor(IHashpower hashpower_) {
        HASHPOWER = hashpower_;
    }

    function lock(uint256 id, bool collects) external {
        HASHPOWER.lock(id, collects);
    }

    function setCollects(uint256 id, bool collects) external {
        HASHPOWER.setCollectsIncome(id, collects);
    }

    function unlock(uint256 id) external {
        HASHPOWER.unlock(id);
    }

    function seize(uint256 id, address to) external {
        HASHPOWER.seize(id, to);
    }

    function collect(uint256[] calldata ids, uint32 throughDay) external returns (uint256[] memory) {
        return HASHPOWER.collect(ids, throughDay);
    }

    function refund(uint256 id) external returns (uint256, uint256) {
        return HASHPOWER.refund(id);
    }
}

/// @dev The whole core as it is deployed, owned by the timelock, with Bitcoin's real difficulty of April 2024.
abstract contract ProtocolTest is Test {
    uint32 internal constant EPOCH_HEIGHT = 836_640;
    uint48 internal constant EPOCH_START = 1_711_616_160; // 2024-03-28 08:56 UTC
    uint208 internal constant DIFFICULTY = 83_126_997_340_024;
    uint16 internal constant BTC = 1;

    TimelockController public timelock;
    DMC public dmc;
    DifficultyUpdater public difficulty;
    Benchmark public benchmark;
    MinerRegistry public registry;
    IHashpower public hashpower;
    PrimarySale public sale;
    TestToken public wbtc; // reward, 8 decimals
    TestToken public btcb; // reward, 18 decimals
    TestToken public usdt; // payment, 6 decimals
    TestToken public dai; // payment, 18 decimals

    address public fund = makeAddr("fund");
    address public treasury = makeAddr("treasury");
    address public feeRecipient = makeAddr("feeRecipient");
    address public updater = makeAddr("updater");
    address public miner = makeAddr("miner");
    address public minerPayout = makeAddr("minerPayout");
    uint32 public minerId;

    function setUp() public virtual {
        vm.warp(1_712_361_600 + 13 hours); // 2024-04-06 13:00 UTC
        timelock = new TimelockController(48 hours, new address[](0), new address[](0), address(this));
        dmc = new DMC(fund, treasury);
        difficulty = new DifficultyUpdater(address(timelock), updater, EPOCH_HEIGHT, EPOCH_START, DIFFICULTY);
        benchmark = new Benchmark(address(timelock), address(dmc), fund, 10_000e18, address(difficulty));
        registry = new MinerRegistry(address(timelock), address(dmc), fund, 100_000e18, 1e15);
        HashpowerLedger ledger = new HashpowerLedger(registry, benchmark);
        hashpower = IHashpower(
            address(new Hashpower(address(timelock), ledger, new HashpowerMetadata(), feeRecipient))
        );
        sale = new PrimarySale(address(timelock), hashpower, makeAddr("guardian"));
        wbtc = new TestToken("Test WBTC", "tBTC", 8);
        btcb = new TestToken("Test BTCB", "tBTCB", 18);
        usdt = new TestToken("Test USDT", "tUSDT", 6);
        dai = new TestToken("Test DAI", "tDAI", 18);

        vm.startPrank(address(timelock));
        registry.setLedger(address(hashpower));
        benchmark.addAsset(BTC, "BTC", true);
        benchmark.setRewardToken(address(wbtc), BTC);
        benchmark.setRewardToken(address(btcb), BTC);
        hashpower.setMinter(address(sale), true);
        hashpower.setPayToken(address(usdt), true);
        hashpower.setPayToken(address(dai), true);
        vm.stopPrank();

        benchmark.resolve(BTC, today() - 1); // the first value, without which there are no fleets
        minerId = makeMiner(miner, minerPayout);
    }

    // ---- people

    function makeMiner(address operator, address payout) public returns (uint32 id) {
        IMinerRegistry.Disclosure memory disclosure = IMinerRegistry.Disclosure({
            farm: "Sichuan 1",
            company: "Test Mining Ltd",
            totalHashrate: 1e9,
            effectiveHashrate: 9e8,
            expectedIncome: 7e20,
            documentHash: keccak256("disclosure"),
            uri: "ipfs://disclosure"
        });
        vm.startPrank(operator);
        id = registry.applyAsMiner(disclosure);
        registry.setPayout(id, payout);
        vm.stopPrank();
        bytes32 hash = registry.hashDisclosure(disclosure);
        vm.prank(address(timelock));
        registry.approve(id, hash);
        vm.prank(treasury);
        dmc.transfer(operator, 1_000_000e18);
        vm.startPrank(operator);
        dmc.approve(address(registry), type(uint256).max);
        registry.bond(id, 1_000_000e18);
        vm.stopPrank();
    }

    function makeFleet(address operator, address rewardToken, address payToken, uint32 farm) public returns (uint32) {
        uint32 id = registry.minerIdOf(operator);
        vm.prank(operator);
        return hashpower.createFleet(id, rewardToken, payToken, farm);
    }

    function makeSeries(address operator, uint32 fleetId, uint88 cap, uint16 termDays, uint128 price)
        public
        returns (uint32)
    {
        vm.prank(operator);
        return sale.createSeries(
            IPrimarySale.SeriesTerms(fleetId, cap, termDays, 250, keccak256("doc"), "ipfs://doc"),
            IPrimarySale.SaleTerms(price, price, uint40(block.timestamp), 0, 0, 0)
        );
    }

    function makeLocker() public returns (TestLocker locker) {
        locker = new TestLocker(hashpower);
        vm.prank(address(timelock));
        hashpower.setLocker(address(locker), true, true);
    }

    // ---- actions

    function buyAs(address buyer, uint32 seriesId, uint88 units, address referrer) public returns (uint256 id) {
        (address payToken, uint128 price, uint256 cost, uint32 version) = sale.quote(seriesId, units);
        TestToken(payToken).mint(buyer, cost);
        vm.startPrank(buyer);
        TestToken(payToken).approve(address(sale), type(uint256).max);
        id = sale.buy(seriesId, units, price, version, block.timestamp, referrer);
        vm.stopPrank();
    }

    function tryBuy(address buyer, uint32 seriesId, uint88 units, address referrer)
        public
        returns (bool done, uint256 id)
    {
        try this.buyAs(buyer, seriesId, units, referrer) returns (uint256 bought) {
            return (true, bought);
        } catch {
            vm.stopPrank();
        }
    }

    function fundAs(address payer, uint32 fleetId, uint32 day, uint256 amount) public {
        TestToken token = TestToken(hashpower.fleetOf(fleetId).rewardToken);
        token.mint(payer, amount);
        vm.startPrank(payer);
        token.approve(address(hashpower), amount);
        hashpower.fundDay(fleetId, day, amount);
        vm.stopPrank();
    }

    /// @dev Pays what the chain paid for the units active on `day`, and a little more.
    function deliver(uint32 fleetId, uint32 day, uint256 units) public returns (uint256 amount) {
        amount = units * benchmarkOf(day) / 10 ** (30 - hashpower.fleetOf(fleetId).rewardDecimals) + 1;
        fundAs(miner, fleetId, day, amount);
    }

    function skipTime(uint256 seconds_) public {
        vm.warp(block.timestamp + seconds_);
        _refreshDifficulty();
    }

    /// @dev To 13:00 UTC of the next day: yesterday's benchmark is then final.
    function nextDay() public {
        vm.warp((block.timestamp / 1 days + 1) * 1 days + 13 hours);
        _refreshDifficulty();
    }

    /// @dev Like `nextDay`, `count` times.
    function nextDays(uint256 count) public {
        for (uint256 i; i < count; ++i) nextDay();
    }

    function today() public view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }

    /// @dev What difficulty and subsidy pay per unit, x 10^30: the benchmark while nobody reports.
    function benchmarkOf(uint32) public pure returns (uint256) {
        return uint256(86_400) * 1e9 * 6.25e8 * 1e22 / (uint256(DIFFICULTY) << 32);
    }

    function one(uint256 id) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](1);
        ids[0] = id;
    }

    // ---- internals

    /// @dev Epochs of 14 days at the same difficulty: the retarget rule's fixed point.
    function _refreshDifficulty() private {
        (uint32 height, uint48 start,) = difficulty.latestEpoch();
        while (block.timestamp >= start + 14 days) {
            start += 14 days;
            (bool pending,) = difficulty.pendingHalving();
            vm.startPrank(updater);
            if (pending) difficulty.pushHalving(start - 1);
            difficulty.pushEpoch(start, DIFFICULTY);
            vm.stopPrank();
            height += 2016;
        }
    }
}
