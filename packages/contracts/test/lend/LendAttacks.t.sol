// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {ILendingPool} from "../../src/lend/ILendingPool.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {LendDesk} from "../../src/lend/LendDesk.sol";
import {LendLiquidator} from "../../src/lend/LendLiquidator.sol";
import {LendingPool} from "../../src/lend/LendingPool.sol";
import {IIncomeFeed} from "../../src/mine/IIncomeFeed.sol";
import {IncomeOracle} from "../../src/mine/IncomeOracle.sol";
import {BlacklistToken, HookToken, OpenToken} from "../mocks/HostileTokens.sol";
import {LendTest} from "./LendTest.sol";
import {Lack, WeakDesk, WeakLiquidator, WeakPool} from "./WeakLending.sol";

/// @dev Each attack is tried on the pool, where it must fail, and on a copy without the one defence that stops it, where it must
/// work: else the test would prove nothing.
contract LendAttacksTest is LendTest {
    address internal mallory = makeAddr("mallory");
    Lack internal lack;

    function makePool(address asset) internal override returns (ILendingPool made) {
        if (lack == Lack.Nothing) return super.makePool(asset);
        address t = address(timelock);
        bool weakDesk = lack == Lack.Fitness || lack == Lack.Lesser;
        desk = weakDesk
            ? LendDesk(new WeakDesk(lack, t, hashpower, sale, asset))
            : new LendDesk(t, hashpower, sale, asset);
        liquidator = new WeakLiquidator(lack, hashpower, desk);
        made = ILendingPool(address(new WeakPool(lack, t, liquidator, router, guardian)));
        list(made, asset);
        if (lack != Lack.Sequencer) return made;
        IncomeOracle blind = new IncomeOracle(address(wbtc), asset, btcUsd, usdUsd, IIncomeFeed(address(0)), 26 hours);
        vm.prank(t);
        desk.setOracle(address(wbtc), blind);
    }

    function _fails(Lack lack_, function() internal returns (bool) attack) internal {
        _failsWith(address(usdt), lack_, attack);
    }

    function _failsWith(address asset, Lack lack_, function() internal returns (bool) attack) internal {
        uint256 begin = vm.snapshotState();
        pool = makePool(asset);
        assertFalse(attack(), "the pool must withstand");
        vm.revertToState(begin);
        lack = lack_;
        pool = makePool(asset);
        assertTrue(attack(), "the weakened copy must not");
    }

    /// @dev A token as asset, with a fleet that is paid in it.
    function _hostile(address token) internal returns (uint32 seriesId) {
        vm.prank(address(timelock));
        hashpower.setPayToken(token, true);
        uint32 id = makeFleet(miner, address(wbtc), token, 9);
        return makeSeries(miner, id, 100_000_000, 540, 0.01e6);
    }

    function _works(address to, bytes memory data) internal returns (bool ok) {
        (ok,) = to.call(data);
    }

    // ---- the vault

    function test_Attack_FirstDepositorInflatesTheShareByADonation() public {
        _fails(Lack.CountedMoney, _inflate);
    }

    function _inflate() internal returns (bool) {
        supply(mallory, 1);
        money().mint(address(pool), 10_000 * USD);
        money().mint(alice, 15_000 * USD);
        vm.startPrank(alice);
        money().approve(address(pool), NEVER);
        try pool.deposit(15_000 * USD, alice) {} catch {}
        vm.stopPrank();
        uint256 worth = pool.previewRedeem(pool.balanceOf(alice)) + money().balanceOf(alice);
        return worth + 100 * USD < 15_000 * USD;
    }

    function test_Attack_ManySmallDepositsGainByRounding() public {
        _fails(Lack.RoundingDown, _nibble);
    }

    function _nibble() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = buyCheap(alice, 88_500_000);
        borrow(alice, id, 200_000 * USD, 90);
        vm.warp(block.timestamp + 31 days); // an odd price
        uint256 spent;
        uint256 got;
        for (uint256 i; i < 100; ++i) {
            spent += 7;
            uint256 shares = supply(mallory, 7);
            vm.prank(mallory);
            got += pool.redeem(shares, mallory, mallory);
        }
        return got > spent;
    }

    function test_Attack_ADepositOfAMomentTakesWhatWasRecovered() public {
        _fails(Lack.Recovery, _snatch);
    }

    function _snatch() internal returns (bool) {
        supply(carol, 10_000 * USD);
        uint256 id = _auction();
        pool.tick(id);
        wait_(24 hours);
        pool.tick(id);
        wait_(24 hours);
        pool.keep(id);
        terminateByVote(fleet);
        supply(mallory, 1_000_000 * USD);
        pool.settleRefund(id);
        vm.startPrank(mallory);
        uint256 got = pool.redeem(pool.balanceOf(mallory), mallory, mallory);
        vm.stopPrank();
        return got > 1_000_001 * USD;
    }

    // ---- borrowing too much, or on nothing

    function test_Attack_APriceSpikeLendsMoreThanTheEscrowHolds() public {
        _fails(Lack.Lesser, _spike);
    }

    function _spike() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = buyCheap(mallory, uint88(WHOLE));
        setBtc(600_000e8);
        uint256 loan = borrowMost(mallory, id, 90);
        return loan > infoOf(id).refundFloor; // walks away with more than the NFT cost
    }

    function test_Attack_ANearlyExpiredNftBorrows() public {
        _fails(Lack.Fitness, _expired);
    }

    function _expired() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = buyCheap(mallory, 885_000);
        workDays(fleet, 500);
        vm.prank(mallory);
        hashpower.approve(address(pool), id);
        vm.prank(mallory);
        return _works(
            address(pool), abi.encodeCall(pool.borrow, (id, uint128(10 * USD), 30, false, ANY_RATE, block.timestamp))
        );
    }

    function test_Attack_ATerminatingNftBorrows() public {
        _fails(Lack.Fitness, _terminating);
    }

    function _terminating() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = buyCheap(mallory, uint88(WHOLE));
        missDays(fleet, 6);
        fresh();
        vm.prank(mallory);
        hashpower.approve(address(pool), id);
        vm.prank(mallory);
        return _works(
            address(pool), abi.encodeCall(pool.borrow, (id, uint128(100 * USD), 90, false, ANY_RATE, block.timestamp))
        );
    }

    /// @dev Who approved the pool once for all of its NFTs must not find loans taken on them.
    function test_Attack_StandingApprovalsAreUsedForSomebodyElse() public {
        _fails(Lack.OwnerOnly, _standing);
    }

    function _standing() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.prank(alice);
        hashpower.setApprovalForAll(address(pool), true);
        ILendTypes.Pledge[] memory pledges = new ILendTypes.Pledge[](1);
        pledges[0] = ILendTypes.Pledge(id, uint128(100 * USD));
        ILendTypes.Purchase memory purchase = ILendTypes.Purchase(cheapSeries, 1, 0.01e6);
        vm.prank(mallory);
        if (
            _works(
                address(pool),
                abi.encodeCall(pool.reinvest, (pledges, 90, false, ANY_RATE, purchase, block.timestamp))
            )
        ) return true;
        vm.prank(mallory);
        return _works(
            address(pool), abi.encodeCall(pool.borrow, (id, uint128(100 * USD), 90, false, ANY_RATE, block.timestamp))
        );
    }

    // ---- liquidation

    function test_Attack_LiquidatingOneselfEarnsABonus() public {
        _fails(Lack.NoBonus, _selfLiquidate);
    }

    function _selfLiquidate() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = _auction();
        uint256 debt = pool.debtOf(id);
        money().mint(alice, 10_000 * USD);
        uint256 before = money().balanceOf(alice);
        vm.startPrank(alice);
        money().approve(address(pool), NEVER);
        pool.take(id, NEVER, block.timestamp);
        vm.stopPrank();
        return before - money().balanceOf(alice) < debt;
    }

    function test_Attack_ABuyerTakesTheRefundThatIsTheDebts() public {
        _fails(Lack.RefundFirst, _refundRace);
    }

    function _refundRace() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = _auction();
        terminateByVote(fleet);
        fresh();
        money().mint(mallory, 10_000 * USD);
        vm.startPrank(mallory);
        money().approve(address(pool), NEVER);
        bool taken = _works(address(pool), abi.encodeCall(pool.take, (id, NEVER, block.timestamp)));
        if (taken) hashpower.refund(id);
        vm.stopPrank();
        return money().balanceOf(mallory) > 10_000 * USD;
    }

    function test_Attack_AnOldLotPaysANewLoanOfTheSameKey() public {
        _fails(Lack.ForgottenKey, _reuse);
    }

    function _reuse() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = _auction();
        workDays(fleet, 1);
        pool.collectIncome(id);
        uint32 lotId = loanOf(id).lotId;
        wait_(25 hours);
        take(mallory, id); // below the debt
        catchUp(fleet);
        fresh();
        borrow(mallory, id, 100 * USD, 90);
        uint256 debt = pool.debtOf(id);
        buyIncome(bob, lotId);
        return pool.debtOf(id) < debt;
    }

    function test_Attack_AGapOfDataMakesAnAuctionCheap() public {
        _fails(Lack.StandingClock, _gap);
    }

    function _gap() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = _auction();
        uint256 start = pool.liquidationOf(id).startPrice;
        vm.warp(block.timestamp + 6 hours);
        sequencer.set(1, block.timestamp); // nobody can act for two days
        vm.warp(block.timestamp + 48 hours);
        sequencer.set(0, block.timestamp);
        vm.warp(block.timestamp + 1 hours + 1);
        fresh();
        return take(mallory, id) < start / 2;
    }

    function test_Attack_PricesThatMovedWhileTheSequencerWasDownLiquidate() public {
        _fails(Lack.Sequencer, _restart);
    }

    function _restart() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 500 * USD, 90);
        setBtc(30_000e8);
        sequencer.set(0, block.timestamp); // up again this moment: she had no time to repay
        return _works(address(pool), abi.encodeCall(pool.liquidate, (id)));
    }

    // ---- hostile tokens

    function test_Attack_ABlacklistedBorrowerHoldsUpTheSale() public {
        BlacklistToken token = new BlacklistToken(6);
        cheapSeries = _hostile(address(token));
        fleet = hashpower.seriesOf(cheapSeries).fleetId;
        _failsWith(address(token), Lack.PullPayment, _blacklist);
    }

    function _blacklist() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        uint256 id = _auction();
        BlacklistToken(address(money())).setBlacklisted(alice, true);
        money().mint(bob, 10_000 * USD);
        vm.startPrank(bob);
        money().approve(address(pool), NEVER);
        bool sold = _works(address(pool), abi.encodeCall(pool.take, (id, NEVER, block.timestamp)));
        vm.stopPrank();
        if (sold) assertGt(pool.creditOf(address(money()), alice), 0, "her surplus waits for her");
        return !sold;
    }

    function test_Attack_ABrokenRewardHoldsUpTheSale() public {
        BlacklistToken reward = new BlacklistToken(8);
        (uint32 id, uint32 seriesId) = hostileFleet(address(reward), address(usdt), 540, 0.01e6);
        (fleet, cheapSeries) = (id, seriesId);
        IncomeOracle priced = new IncomeOracle(address(reward), address(usdt), btcUsd, usdUsd, sequencer, 26 hours);
        brokenOracle = priced;
        _fails(Lack.TriedCollect, _brokenReward);
    }

    IncomeOracle internal brokenOracle;

    function _brokenReward() internal returns (bool) {
        address reward = brokenOracle.reward();
        vm.prank(address(timelock));
        desk.setOracle(reward, brokenOracle);
        supply(carol, 1_000_000 * USD);
        uint256 id = _auction();
        workDays(fleet, 1);
        BlacklistToken(reward).setPaused(true);
        money().mint(bob, 10_000 * USD);
        vm.startPrank(bob);
        money().approve(address(pool), NEVER);
        bool sold = _works(address(pool), abi.encodeCall(pool.take, (id, NEVER, block.timestamp)));
        vm.stopPrank();
        return !sold;
    }

    function test_Attack_AHookOfTheAssetGetsInDuringAPayment() public {
        HookToken token = new HookToken(6);
        cheapSeries = _hostile(address(token));
        fleet = hashpower.seriesOf(cheapSeries).fleetId;
        _failsWith(address(token), Lack.Guard, _hook);
    }

    uint256 internal loanId;
    uint256 internal freeId;
    bool internal gotIn;

    function _hook() internal returns (bool) {
        supply(carol, 1_000_000 * USD);
        supply(address(this), 1_000 * USD);
        (loanId, freeId) = (buyCheap(address(this), uint88(WHOLE)), buyCheap(address(this), uint88(WHOLE)));
        borrowAs(address(this), loanId, 400 * USD, 90, true);
        hashpower.setApprovalForAll(address(pool), true);
        HookToken token = HookToken(address(money()));
        token.approve(address(pool), NEVER);
        token.setHook(address(this), abi.encodeCall(this.again, ()), true, 1);
        (gotIn, hooked) = (false, false);
        if (!_works(address(pool), abi.encodeCall(WeakPool.repayUnguarded, (loanId, 100 * USD)))) {
            _works(address(pool), abi.encodeCall(pool.repay, (loanId, 100 * USD)));
        }
        assertTrue(hooked, "the hook was called");
        return gotIn;
    }

    bool internal hooked;

    /// @dev Tries every door that would open if there were no guard.
    function again() external {
        hooked = true;
        bytes[] memory doors = new bytes[](8);
        doors[0] = abi.encodeCall(pool.repay, (loanId, 100 * USD));
        doors[1] = abi.encodeCall(pool.deposit, (1 * USD, address(this)));
        doors[2] = abi.encodeCall(pool.withdraw, (1 * USD, address(this), address(this)));
        doors[3] = abi.encodeCall(pool.redeem, (1e12, address(this), address(this)));
        doors[4] = abi.encodeCall(pool.borrow, (freeId, uint128(100 * USD), 90, false, ANY_RATE, block.timestamp));
        doors[5] = abi.encodeCall(pool.collectIncome, (loanId));
        doors[6] = abi.encodeCall(pool.setAutoRepay, (loanId, false));
        doors[7] = abi.encodeCall(WeakPool.repayUnguarded, (loanId, 100 * USD));
        for (uint256 i; i < doors.length; ++i) {
            if (_works(address(pool), doors[i])) gotIn = true;
        }
    }
}
