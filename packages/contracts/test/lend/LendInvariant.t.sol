// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {ILendingPool} from "../../src/lend/ILendingPool.sol";
import {ILendTypes} from "../../src/lend/ILendTypes.sol";
import {LendHandler} from "./LendHandler.sol";

/// @dev What must always hold for a lending pool, checked while random people lend, borrow, pay, fail and buy.
contract LendInvariantTest is Test {
    LendHandler internal handler;
    ILendingPool internal pool;
    IHashpower internal hashpower;

    function setUp() public {
        handler = new LendHandler();
        handler.begin();
        pool = handler.thePool();
        hashpower = IHashpower(pool.hashpower());
        bytes4[] memory selectors = new bytes4[](18);
        selectors[0] = handler.lend.selector;
        selectors[1] = handler.leave.selector;
        selectors[2] = handler.donate.selector;
        selectors[3] = handler.take_.selector;
        selectors[4] = handler.pay.selector;
        selectors[5] = handler.choose.selector;
        selectors[6] = handler.collect.selector;
        selectors[7] = handler.buyLot.selector;
        selectors[8] = handler.liquidate.selector;
        selectors[9] = handler.tick.selector;
        selectors[10] = handler.cancel.selector;
        selectors[11] = handler.buy_.selector;
        selectors[12] = handler.keep.selector;
        selectors[13] = handler.refund.selector;
        selectors[14] = handler.day.selector;
        selectors[15] = handler.hours_.selector;
        selectors[16] = handler.outage.selector;
        selectors[17] = handler.price.selector;
        targetContract(address(handler));
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
    }

    function invariant_Lend() public view {
        if (handler.calls() % 10 == 0) _checkAll();
    }

    function afterInvariant() public view {
        _checkAll();
    }

    function _checkAll() private view {
        ILendTypes.PoolState memory s = pool.poolState();
        check_LockedNftsAreOpenLoans();
        check_TheDebtIsTheLoans(s);
        check_AssetsAreIdleMoneyAndDebt(s);
        check_ThePoolIsSolvent(s);
        assertEq(s.badDebt, handler.badDebt(), "bad debt is what was announced");
        assertFalse(handler.priceFellWithoutLoss(), "a share's price falls with a loss only");
        assertFalse(handler.debtFellWithoutPayment(), "debt falls by payments only");
        assertFalse(handler.earnedLess(), "a pledged NFT earns as its twin");
    }

    function check_LockedNftsAreOpenLoans() internal view {
        for (uint256 i; i < 6; ++i) {
            uint256 id = handler.ids(i);
            ILendTypes.Loan memory l = pool.loanOf(id);
            assertEq(hashpower.lockerOf(id) == address(pool), l.principal != 0, "locked by the pool <-> a loan is open");
            assertEq(pool.isKept(id), hashpower.ownerOf(id) == address(pool), "kept <-> owned");
            if (l.inAuction) assertTrue(hashpower.infoOf(id).lockerCollects, "from liquidation on the pool collects");
        }
    }

    /// @dev Each loan's interest is rounded up by itself, the sum once: less than a base unit a loan apart.
    function check_TheDebtIsTheLoans(ILendTypes.PoolState memory s) internal view {
        uint256 debt;
        uint256 loans;
        for (uint256 i; i < 6; ++i) {
            debt += pool.debtOf(handler.ids(i));
            if (pool.loanOf(handler.ids(i)).principal != 0) ++loans;
        }
        assertLe(s.debt, debt, "no more than what is owed");
        assertLe(debt - s.debt, loans, "nor less than rounding");
        if (loans == 0) assertEq(s.debt, 0, "nothing is owed");
    }

    function check_AssetsAreIdleMoneyAndDebt(ILendTypes.PoolState memory s) internal view {
        uint256 owed = s.reserve + s.recovering;
        assertEq(s.totalAssets, s.idle + s.debt < owed ? 0 : s.idle + s.debt - owed, "assets == idle + debt");
        assertEq(pool.totalAssets(), s.totalAssets);
    }

    /// @dev The token's books are the pool's, to the base unit; donations and credits are in the balance alone.
    function check_ThePoolIsSolvent(ILendTypes.PoolState memory s) internal view {
        uint256 credits;
        for (uint256 i; i < 4; ++i) credits += pool.creditOf(pool.asset(), handler.actors(i));
        uint256 balance = IERC20(pool.asset()).balanceOf(address(pool));
        assertEq(s.idle + credits + handler.donated(), balance, "counted == arrived");
    }
}
