// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IIncomeSale} from "../../src/mine/IIncomeSale.sol";
import {IJointMiningTypes} from "../../src/mine/IJointMiningTypes.sol";
import {JointMiningPool} from "../../src/mine/JointMiningPool.sol";
import {MineHandler} from "./MineHandler.sol";

/// @dev What must always hold for a pool, checked while random people join, leave, wait and lose.
contract MineInvariantTest is Test {
    MineHandler internal handler;
    JointMiningPool internal pool; // which of the handler's, its first call decides

    function setUp() public {
        handler = new MineHandler();
        handler.begin();
        bytes4[] memory selectors = new bytes4[](13);
        selectors[0] = handler.join.selector;
        selectors[1] = handler.leave.selector;
        selectors[2] = handler.everybodyLeaves.selector;
        selectors[3] = handler.claim.selector;
        selectors[4] = handler.donate.selector;
        selectors[5] = handler.payQueue.selector;
        selectors[6] = handler.settle.selector;
        selectors[7] = handler.clean.selector;
        selectors[8] = handler.retire.selector;
        selectors[9] = handler.buy.selector;
        selectors[10] = handler.day.selector;
        selectors[11] = handler.outage.selector;
        selectors[12] = handler.buyLot.selector;
        targetContract(address(handler));
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
    }

    function invariant_Mine() public {
        if (handler.calls() % 5 == 0) _checkAll();
    }

    function afterInvariant() public {
        _checkAll();
    }

    function _checkAll() private {
        pool = handler.thePool();
        IJointMiningTypes.State memory s = pool.stateOf();
        check_PrincipalIsLiquidityAndDebt(s);
        check_DebtAndCostAreTheMachines(s);
        check_TheQueueIsPaidInOrder(s);
        check_ThePoolIsSolvent(s);
        check_SharesAreConserved(s);
        check_IncomeIsSplitWhole();
        check_IncomeOnSaleIsThere();
    }

    /// @dev Against books kept from deposits, payments and losses alone.
    function check_PrincipalIsLiquidityAndDebt(IJointMiningTypes.State memory s) internal view {
        assertEq(s.liquidity + s.toRepay, handler.principal(), "P == L + M");
        assertLe(s.toRepay, s.cost, "M <= C");
    }

    function check_DebtAndCostAreTheMachines(IJointMiningTypes.State memory s) internal view {
        IJointMiningTypes.Machine[] memory list = pool.machines();
        uint256 debt;
        uint256 cost;
        bool begun;
        for (uint256 i; i < list.length; ++i) {
            debt += list[i].outstanding;
            if (list[i].outstanding == 0) {
                assertFalse(begun, "oldest first");
                continue;
            }
            // Before the first machine with debt all are repaid; after it none has been touched.
            if (begun) assertEq(list[i].outstanding, list[i].cost, "oldest first");
            begun = true;
            cost += list[i].cost;
        }
        assertEq(s.toRepay, debt, "M");
        assertEq(s.cost, cost, "C");
    }

    function check_TheQueueIsPaidInOrder(IJointMiningTypes.State memory s) internal view {
        assertFalse(handler.paidOutOfOrder(), "FIFO");
        uint256 queued;
        for (uint256 id; id < s.queueTail; ++id) {
            (, uint256 shares) = pool.ticketOf(id);
            if (id < s.queueHead) assertEq(shares, 0, "paid and gone");
            else if (id == s.queueHead) assertGt(shares, 0, "the front waits");
            else assertEq(shares, handler.ticketShares(id), "nobody behind the front was paid");
            queued += shares;
        }
        assertEq(queued, s.queuedShares, "tickets are the queue");
    }

    function check_ThePoolIsSolvent(IJointMiningTypes.State memory s) internal view {
        uint256 owed = s.liquidity + s.streamLeft + s.feeOwed + s.windfall;
        for (uint256 i; i < 5; ++i) owed += pool.accountOf(handler.actors(i)).claimable;
        uint256 balance = IERC20(pool.asset()).balanceOf(address(pool));
        assertGe(balance, owed + handler.donated(), "every claim is covered, and donations are nobody's");
        assertLe(balance - owed - handler.donated(), 12 * (handler.calls() + 1), "nothing is lost but dust");
    }

    /// @dev Users, router and repayment have all of it.
    function check_IncomeIsSplitWhole() internal view {
        assertFalse(handler.splitWrong(), "income is split whole");
    }

    /// @dev A pool that sells its income keeps none of it, and its sale no more than the lot.
    function check_IncomeOnSaleIsThere() internal view {
        address shop = pool.incomeSale();
        if (shop == address(0)) return;
        IERC20 reward = IERC20(pool.rewardToken());
        assertEq(reward.balanceOf(address(pool)), 0, "none is kept");
        assertEq(reward.balanceOf(shop), IIncomeSale(shop).lot().amount, "the lot");
        assertEq(IERC20(pool.asset()).balanceOf(shop), 0, "what lots bring goes to the pool");
    }

    function check_SharesAreConserved(IJointMiningTypes.State memory s) internal view {
        uint256 shares;
        uint256 queued;
        uint256 value;
        for (uint256 i; i < 5; ++i) {
            IJointMiningTypes.Account memory a = pool.accountOf(handler.actors(i));
            assertLe(a.queuedShares, a.shares, "queued shares are owned");
            shares += a.shares;
            queued += a.queuedShares;
            value += a.value;
        }
        assertEq(shares, s.totalShares, "shares");
        assertEq(queued, s.queuedShares, "queued shares");
        assertLe(value, s.liquidity + s.toRepay, "shares are worth no more than there is");
    }
}
