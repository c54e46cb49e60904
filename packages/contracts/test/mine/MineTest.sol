// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {IJointMiningPool} from "../../src/mine/IJointMiningPool.sol";
import {IJointMiningTypes} from "../../src/mine/IJointMiningTypes.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {ProtocolTest} from "../base/ProtocolTest.sol";
import {OpenToken} from "../mocks/HostileTokens.sol";

/// @dev A pool of tUSDT that earns tUSDT, and a series of which 1,000 units are a machine of $10,000.
abstract contract MineTest is ProtocolTest {
    uint256 internal constant USD = 1e6;
    uint88 internal constant MACHINE = 1_000;
    uint256 internal constant ALL_PAID = type(uint256).max;

    JointMiningPool internal pool;
    OpenToken internal money; // the asset
    uint32 internal fleet;
    uint32 internal series; // 1080 days
    address internal router = makeAddr("router");
    address internal guardian = makeAddr("guardian");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");
    address[] internal people;

    function setUp() public virtual override {
        super.setUp();
        nextDays(30); // past the halving of April 2024, during which a benchmark comes late
        _listAsset(address(usdt), 0, 1080);
        pool = makePool();
        pool = _ready(pool);
        for (uint256 i; i < 40; ++i) people.push(makeAddr(string.concat("person", vm.toString(i))));
    }

    // ---- making things

    /// @dev Makes a token the asset: machines of it earn it and are paid in it.
    function _listAsset(address token, uint32 farm, uint16 term) internal {
        money = OpenToken(token);
        vm.startPrank(address(timelock));
        benchmark.setRewardToken(token, BTC);
        hashpower.setPayToken(token, true);
        vm.stopPrank();
        fleet = makeFleet(miner, token, token, farm);
        series = makeSeries(miner, fleet, 1_000_000, term, uint128(10 * USD));
    }

    /// @dev The pool under test; a suite of a weakened copy overrides it.
    function makePool() internal virtual returns (JointMiningPool) {
        return new JointMiningPool(
            address(timelock), hashpower, sale, IERC20(address(money)), IERC20(address(money)), router, guardian
        );
    }

    /// @dev No fee: the golden numbers are before the router's part.
    function _ready(JointMiningPool pool_) internal returns (JointMiningPool) {
        IJointMiningTypes.Parameters memory p = pool_.parameters();
        p.feeBps = 0;
        vm.prank(address(timelock));
        pool_.setParameters(p);
        return pool_;
    }

    function schedule(uint32 seriesId, uint88 units, uint128 maxPrice) internal {
        vm.prank(address(timelock));
        pool.schedulePurchase(
            IJointMiningTypes.Purchase(seriesId, units, uint40(block.timestamp + 30 days), maxPrice)
        );
    }

    /// @dev `count` people bring $1,000 each and buy the machines that costs.
    function startWith(uint256 count) internal returns (uint256 id) {
        uint88 units = uint88(count * MACHINE / 10);
        schedule(series, units, uint128(10 * USD));
        for (uint256 i; i < count; ++i) deposit(people[i], 1_000 * USD);
        id = pool.executePurchase();
    }

    function buyMachine(uint32 seriesId, uint88 units) internal returns (uint256) {
        schedule(seriesId, units, uint128(10 * USD));
        return pool.executePurchase();
    }

    // ---- people

    function deposit(address who, uint256 amount) internal returns (uint256 shares) {
        return depositInto(pool, who, amount);
    }

    function depositInto(JointMiningPool pool_, address who, uint256 amount) internal returns (uint256 shares) {
        money.mint(who, amount);
        vm.startPrank(who);
        money.approve(address(pool_), amount);
        shares = pool_.deposit(amount, 0);
        vm.stopPrank();
    }

    function withdraw(address who, uint256 shares) internal returns (uint256 paid, uint256 ticketId) {
        vm.roll(vm.getBlockNumber() + 1);
        vm.prank(who);
        return pool.withdraw(shares);
    }

    function withdrawAll(address who) internal returns (uint256 paid, uint256 ticketId) {
        IJointMiningTypes.Account memory a = pool.accountOf(who);
        return withdraw(who, a.shares - a.queuedShares);
    }

    function claim(address who) internal returns (uint256 amount) {
        vm.prank(who);
        return pool.claim(who);
    }

    function sharesOf(address who) internal view returns (uint256) {
        return pool.accountOf(who).shares;
    }

    function claimableOf(address who) internal view returns (uint256) {
        return pool.accountOf(who).claimable;
    }

    // ---- days

    function state() internal view returns (IJointMiningTypes.State memory) {
        return pool.stateOf();
    }

    /// @dev The fleet's next day is paid with `amount` and settles in the ledger.
    function ledgerDay(uint32 fleetId, uint256 amount) internal {
        uint32 day = hashpower.fleetOf(fleetId).settled + 1;
        while (today() <= day) nextDay();
        if (amount != 0) fundAs(miner, fleetId, day, amount);
        for (;;) {
            (bool yes,) = hashpower.settleable(fleetId);
            if (yes) break;
            nextDay();
            benchmark.advance(BTC, 32);
        }
        hashpower.settleDay(fleetId);
    }

    /// @dev One day of income for the pool, settled.
    function mineDay(uint256 amount) internal {
        ledgerDay(fleet, amount);
        pool.settle();
    }

    function mineDays(uint256 count, uint256 amount) internal {
        for (uint256 i; i < count; ++i) mineDay(amount);
    }

    function missDays(uint256 count) internal {
        for (uint256 i; i < count; ++i) ledgerDay(fleet, 0);
    }

    function terminateFleet() internal {
        while (hashpower.fleetOf(fleet).missStreak < 7) ledgerDay(fleet, 0);
        vm.prank(address(timelock));
        hashpower.terminate(fleet);
    }

    function fleetState() internal view returns (IHashpowerTypes.Fleet memory) {
        return hashpower.fleetOf(fleet);
    }
}
