// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IJointMiningTypes} from "./IJointMiningTypes.sol";

/// @title A joint-mining pool
/// @notice Many people own machines together. Deposits buy hashpower; its income is shared by the rule: while principal exceeds
/// what the machines cost, a part of the income repays them and lets people leave; once they are repaid, users get all of it.
/// @dev One pool an asset. `P = L + M`: principal is idle liquidity and what machines still have to repay. Shares are not
/// transferable. Nobody can stop `withdraw`, `payQueue`, `settle`, `retire` or `claim`; once there are no shares left, `handOver` comes
/// before `retire`.
interface IJointMiningPool is IJointMiningTypes {
    // ---- people

    /// @notice Deposits the asset for shares. Needs a machine to repay or a scheduled purchase, and keeps P <= 4C. Not withdrawable
    /// in the same block.
    /// @param amount Asset to pull from the caller, at least `minDeposit` after a token's fee.
    /// @param minShares Fewest shares accepted.
    function deposit(uint256 amount, uint256 minShares) external returns (uint256 shares);

    /// @notice Pays shares from idle liquidity at once; what it does not cover waits in the queue, goes on earning, and can't be
    /// taken back. While a machine may be dying (see `isHeld`) everything waits.
    /// @param shares At least `minDeposit`'s worth, leaving none or at least as much.
    /// @return paid Asset sent to the caller.
    /// @return ticketId The queued rest's ticket; `type(uint256).max` when all was paid.
    function withdraw(uint256 shares) external returns (uint256 paid, uint256 ticketId);

    /// @notice Sends the caller's income and its paid tickets to an account of its choice.
    function claim(address to) external returns (uint256 amount);

    // ---- anybody

    /// @notice Collects what the machines earned on the days that all their ledgers have settled, and shares it out, or puts it on sale
    /// where it is another token. At most once in 12 hours.
    /// @return throughDay Last day collected.
    function settle() external returns (uint32 throughDay);

    /// @notice Pulls what a lot of income brought, and shares it out. Only this pool's income sale, which has approved `income`.
    /// @param mined The part of `income` that was mined in the lot's days.
    function incomeSold(uint256 income, uint256 mined, uint256 unitDays, uint256 daysCount, uint32 throughDay) external;

    /// @notice Pays up to `max` tickets (at most 100) from idle liquidity.
    /// @return count Tickets paid in full.
    function payQueue(uint256 max) external returns (uint256 count);

    /// @notice Carries out the scheduled purchase from idle liquidity, once nobody waits in the queue.
    /// @return id The hashpower NFT.
    function executePurchase() external returns (uint256 id);

    /// @notice Ends a machine whose fleet was terminated or whose term has settled: its escrow refund, and in the asset what it earned
    /// and nobody has settled, repay what it owes, then other machines; what they do not cover is written off, what exceeds all debt
    /// is income of the next 30 days. The NFT and a slashed bond's share go to the router.
    /// @return refund Asset that came.
    /// @return loss Principal written off.
    function retire(uint256 id) external returns (uint256 refund, uint256 loss);

    /// @notice When no shares are left, sends the machines, and what is left, to the router.
    function handOver() external;

    /// @notice Sends the router its part of the income.
    function collectFees() external returns (uint256 amount);

    // ---- governance

    /// @notice Plans a purchase that anyone may then execute. Replaces an earlier one; zero units cancel it.
    function schedulePurchase(Purchase calldata purchase) external;
    /// @notice Sets all parameters, each within its bounds (see `Parameters`).
    function setParameters(Parameters calldata parameters_) external;
    /// @notice Stops or resumes deposits and purchases. The guardian or the owner; nothing else can be paused.
    function setPaused(bool paused_) external;

    // ---- views

    function stateOf() external view returns (State memory);
    function paused() external view returns (bool);
    function parameters() external view returns (Parameters memory);
    /// @notice Shares, their value, and what an account can claim now.
    function accountOf(address account) external view returns (Account memory);
    /// @notice Machines in the order in which they are repaid.
    function machines() external view returns (Machine[] memory);
    /// @notice A ticket; zero when it was paid.
    function ticketOf(uint256 ticketId) external view returns (address account, uint256 shares);
    function scheduled() external view returns (Purchase memory);
    /// @notice Whether withdrawals only queue, for at most 45 days: a machine with debt is past its term, terminated, or of a fleet
    /// that missed three days in a row or whose ledger is more than seven days late.
    function isHeld() external view returns (bool);
    /// @notice Whether `settle` would succeed now, and through which day.
    function settleable() external view returns (bool yes, uint32 throughDay);
    /// @notice Where income is sold that is not the asset (see `IIncomeSale`); zero where it is.
    function incomeSale() external view returns (address);
    function asset() external view returns (address);
    function rewardToken() external view returns (address);
}
