// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {IIncomeOracle} from "../../src/mine/IIncomeOracle.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Errors} from "../../src/Errors.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {ILendingPool} from "../../src/lend/ILendingPool.sol";
import {FeeToken} from "../mocks/HostileTokens.sol";
import {LendTest} from "./LendTest.sol";

/// @dev Lenders, the reserve, parameters and the pause.
contract LendVaultTest is LendTest {
    // ---- lenders

    function test_SharesHaveSixMoreDecimalsAndCountMoneyAlone() public {
        assertEq(pool.decimals(), 12);
        assertEq(pool.balanceOf(carol), 1_000_000 * USD * 1e6);
        assertEq(pool.symbol(), "dltUSDT");
        usdt.mint(address(pool), 5_000 * USD);
        assertEq(pool.totalAssets(), 1_000_000 * USD, "a donation is nobody's");
    }

    /// @dev 2,000,000 owed at U = 20%... a share's price grows with the seconds, whoever pays when, less the reserve's tenth.
    function test_LendersEarnInterestByTheSecondLessTheReserve() public {
        uint256 id = buyCheap(alice, 88_500_000);
        uint32 rate = borrow(alice, id, 200_000 * USD, 90); // U = 20%: 4%
        assertEq(rate, 40_000_000);
        vm.warp(block.timestamp + 36.5 days);
        // 200,000 * 4% * 36.5 / 365 = 800: 720 for lenders, 80 for the reserve.
        assertEq(pool.totalAssets(), 1_000_720 * USD);
        assertEq(state().reserve, 80 * USD);
        assertEq(state().debt, 200_800 * USD);
        repay(alice, id, NEVER);
        assertEq(pool.totalAssets(), 1_000_720 * USD, "paying moves no price");
        assertEq(state().idle, 1_000_800 * USD);
    }

    function test_WithdrawalsAreLimitedByIdleMoneyAndNeverPaused() public {
        uint256 id = buyCheap(alice, 88_500_000);
        borrow(alice, id, 400_000 * USD, 90);
        vm.prank(guardian);
        pool.setPaused(true);
        assertEq(pool.maxWithdraw(carol), 600_000 * USD);
        assertEq(pool.maxRedeem(carol), 600_000 * USD * 1e6);
        vm.startPrank(carol);
        vm.expectRevert(
            abi.encodeWithSelector(
                ERC4626.ERC4626ExceededMaxWithdraw.selector, carol, 600_000 * USD + 1, 600_000 * USD
            )
        );
        pool.withdraw(600_000 * USD + 1, carol, carol);
        pool.withdraw(600_000 * USD, carol, carol);
        vm.stopPrank();
        assertEq(usdt.balanceOf(carol), 600_000 * USD);
        assertEq(state().idle, 0);
        assertEq(state().utilisation, 1e9);
        assertEq(state().rate, 850_000_000, "2% + 8% + 75%");
    }

    function test_MintAndRedeemAgree() public {
        usdt.mint(dave, 100 * USD);
        vm.startPrank(dave);
        usdt.approve(address(pool), NEVER);
        assertEq(pool.mint(100 * USD * 1e6, dave), 100 * USD);
        assertEq(pool.redeem(100 * USD * 1e6, dave, dave), 100 * USD);
        vm.stopPrank();
    }

    function test_RevertWhen_DepositsArePaused() public {
        vm.prank(guardian);
        pool.setPaused(true);
        assertEq(pool.maxDeposit(dave), 0);
        assertEq(pool.maxMint(dave), 0);
        usdt.mint(dave, 100 * USD);
        vm.startPrank(dave);
        usdt.approve(address(pool), NEVER);
        vm.expectRevert(Errors.LendingPaused.selector);
        pool.deposit(100 * USD, dave);
        vm.expectRevert(Errors.LendingPaused.selector);
        pool.mint(100 * USD, dave);
        vm.stopPrank();
        uint256 id = buyCheap(alice, uint88(WHOLE));
        vm.expectRevert(Errors.LendingPaused.selector);
        this.tryBorrow(alice, id, 100 * USD, 90);
    }

    function test_RevertWhen_TheAssetTakesAFee() public {
        FeeToken token = new FeeToken(6, 100);
        ILendingPool other = makePool(address(token));
        token.mint(dave, 100 * USD);
        vm.startPrank(dave);
        token.approve(address(other), NEVER);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.PaymentShort.selector, address(token), 99 * USD, 100 * USD)
        );
        other.deposit(100 * USD, dave);
        vm.stopPrank();
    }

    // ---- governance

    function test_ParametersHaveBounds() public {
        ILendTypes.Parameters memory p = pool.parameters();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        pool.setParameters(p);
        _outOf(abi.encode(p), 0, 4_999, 5_000, 9_500);
        _outOf(abi.encode(p), 0, 9_501, 5_000, 9_500);
        _outOf(abi.encode(p), 1, 2_001, 0, 2_000);
        _outOf(abi.encode(p), 2, 5_001, 0, 5_000);
        _outOf(abi.encode(p), 3, 30_001, 0, 30_000);
        _outOf(abi.encode(p), 4, 3_001, 0, 3_000);
        _outOf(abi.encode(p), 5, 4_999, 5_000, 8_000);
        _outOf(abi.encode(p), 5, 8_001, 5_000, 8_000);
        _outOf(abi.encode(p), 6, 2_999, 3_000, 7_500);
        _outOf(abi.encode(p), 6, 7_501, 3_000, 7_500);
        _outOf(abi.encode(p), 7, 7_999, 8_000, 9_500);
        _outOf(abi.encode(p), 7, 9_501, 8_000, 9_500);
        _outOf(abi.encode(p), 8, 8_999, 9_000, 10_000);
        _outOf(abi.encode(p), 8, 10_001, 9_000, 10_000);
        _outOf(abi.encode(p), 9, 100, 101, 1_000 * USD);
        _outOf(abi.encode(p), 9, 1_000 * USD + 1, 101, 1_000 * USD);
        p.router = address(0);
        vm.prank(address(timelock));
        vm.expectRevert(Errors.ZeroAddress.selector);
        pool.setParameters(p);
        p.router = address(pool);
        vm.prank(address(timelock));
        vm.expectRevert(Errors.ZeroAddress.selector);
        pool.setParameters(p);
    }

    /// @dev Parameters with one word changed.
    function _outOf(bytes memory words, uint256 index, uint256 value, uint256 min, uint256 max) private {
        assembly ("memory-safe") {
            mstore(add(add(words, 32), mul(index, 32)), value)
        }
        vm.prank(address(timelock));
        vm.expectRevert(outOfBounds(value, min, max));
        pool.setParameters(abi.decode(words, (ILendTypes.Parameters)));
    }

    function test_AnotherReservePartCountsFromNowOn() public {
        uint256 id = buyCheap(alice, 88_500_000);
        borrow(alice, id, 200_000 * USD, 90);
        vm.warp(block.timestamp + 36.5 days);
        ILendTypes.Parameters memory p = pool.parameters();
        p.reserveBps = 3_000;
        setParameters(p);
        assertEq(pool.totalAssets(), 1_000_720 * USD, "what was earned stays earned");
        vm.warp(block.timestamp + 36.5 days);
        assertEq(pool.totalAssets(), 1_001_280 * USD);
        assertEq(state().reserve, 320 * USD);
    }

    function test_TheReserveLeavesTwoPercentOfTheDebt() public {
        uint256 id = buyCheap(alice, 88_500_000);
        borrow(alice, id, 200_000 * USD, 180);
        vm.warp(block.timestamp + 146 days); // 3,200 of interest: 320
        repay(alice, id, 195_000 * USD + 3_200 * USD); // 5,000 owed: 100 stay
        uint256 assets = pool.totalAssets();
        vm.startPrank(address(timelock));
        vm.expectRevert(outOfBounds(220 * USD + 1, 1, 220 * USD));
        pool.collectReserve(220 * USD + 1);
        vm.expectRevert(outOfBounds(0, 1, 220 * USD));
        pool.collectReserve(0);
        pool.collectReserve(220 * USD);
        vm.stopPrank();
        assertEq(usdt.balanceOf(router), 220 * USD);
        assertEq(pool.totalAssets(), assets, "lenders' money is not touched");
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        pool.collectReserve(1);
    }

    function test_OnlyGuardianAndOwnerPause() public {
        vm.expectRevert(notAllowed(address(this), guardian));
        pool.setPaused(true);
        vm.prank(address(timelock));
        pool.setPaused(true);
        assertTrue(pool.paused());
        vm.prank(guardian);
        pool.setPaused(false);
        assertFalse(state().paused);
    }

    function test_OraclesMustBeOfTheirTokens() public {
        IIncomeOracle oracle = IIncomeOracle(pool.oracleOf(address(wbtc)));
        vm.startPrank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongTokens.selector, address(usdt), address(wbtc)));
        desk.setOracle(address(btcb), oracle);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        desk.setOracle(address(wbtc), oracle);
    }

    // ---- the two halves

    function test_TheLiquidatorByItselfKnowsNothing() public {
        uint256 id = buyCheap(alice, uint88(WHOLE));
        borrow(alice, id, 100 * USD, 90);
        ILendingPool half = ILendingPool(address(liquidator));
        vm.expectRevert(abi.encodeWithSelector(Errors.NoLoan.selector, id));
        half.liquidate(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncomeNotPledged.selector, id));
        half.collectIncome(id);
    }

    function test_CollectingWithinIsThePoolsAlone() public {
        vm.expectRevert(notAllowed(address(this), address(pool)));
        (bool ok,) = address(pool).call(abi.encodeWithSignature("collectWithin(uint256)", 1));
        assertTrue(ok);
    }
}
