// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Types and events of a joint-mining pool
/// @dev Amounts are base units of the asset unless named otherwise; days are UTC day numbers.
interface IJointMiningTypes {
    /// @notice One hashpower NFT that the pool owns.
    struct Machine {
        uint64 id;
        uint32 fleetId;
        uint32 startDay; // first day it earns
        uint32 endDay; // last day it earns
        uint88 units;
        uint128 cost; // what it cost; counts in C until it is repaid
        uint128 outstanding; // still to repay; machines are repaid in the order in which they were bought
    }

    /// @notice A purchase that governance planned.
    struct Purchase {
        uint32 seriesId;
        uint88 units;
        uint40 expiresAt; // unix seconds
        uint128 maxPrice; // per unit
    }

    /// @notice Collected income on sale, whole.
    struct Lot {
        uint128 amount; // reward token; zero when nothing is on sale
        uint40 openedAt; // unix seconds
        uint32 id;
        uint32 throughDay; // last day of its income
        uint32 daysCount; // days of its income
        uint128 unitDays; // units x days that mined it
        uint128 mined; // of what was collected, mined in those days
        uint128 credited; // the rest, credited when machines left
    }

    struct Parameters {
        uint128 minDeposit; // least deposit and ticket: above 1/10,000, up to 100 whole units of the asset
        uint16 feeBps; // router's part of the users' part, at most 2500
        uint16 reserveBps; // part of principal that a purchase must leave liquid, at most 5000
        address router; // receives its part of the income, and machines without owners
        address guardian; // may pause deposits and purchases
    }

    struct State {
        uint256 liquidity; // L
        uint256 toRepay; // M
        uint256 cost; // C
        uint256 totalShares;
        uint256 queuedShares;
        uint256 queued; // Q, what the queued shares are worth
        uint256 queueHead; // next ticket to be paid
        uint256 queueTail; // next ticket to be given
        uint256 streamLeft; // income that still flows to users
        uint256 streamEnd; // unix seconds
        uint256 principalSeconds; // P x seconds since settledAt
        uint256 settledAt; // unix seconds
        uint256 throughDay; // last day collected
        uint256 feeOwed; // waits for collectFees
        uint256 windfall; // joins the income of the next 30 days: refunds beyond all debt, income of machines that left
        uint256 recentIncome; // of the last seven days
        uint256 recentUnitDays; // that mined it
    }

    struct Account {
        uint256 shares; // free and queued
        uint256 queuedShares;
        uint256 value; // of all shares, in the asset
        uint256 claimable; // income and paid tickets
        uint256 depositBlock; // its shares can be withdrawn in later blocks
    }

    // ---- events

    event Deposited(address indexed account, uint256 amount, uint256 shares);
    /// @notice `paid` was sent at once for `shares`.
    event Withdrawn(address indexed account, uint256 paid, uint256 shares);
    event WithdrawalQueued(uint256 indexed ticketId, address indexed account, uint256 shares);
    /// @notice A ticket, or part of it, was paid: `amount` waits to be claimed.
    event WithdrawalPaid(uint256 indexed ticketId, address indexed account, uint256 amount, uint256 shares);
    event Claimed(address indexed account, address indexed to, uint256 amount);
    /// @notice `income` of `daysCount` days through `throughDay` was shared out: `repaid + toUsers + fee` is all of it.
    event Settled(uint32 indexed throughDay, uint256 daysCount, uint256 income, uint256 repaid, uint256 toUsers, uint256 fee);
    event PurchaseScheduled(Purchase purchase);
    event MachineBought(uint256 indexed id, uint32 indexed seriesId, uint88 units, uint256 cost);
    event MachineRepaid(uint256 indexed id);
    event MachineRetired(uint256 indexed id, uint256 refund, uint256 repaid, uint256 loss);
    /// @notice The last share left: machines and what was left went to the router.
    event HandedOver(address indexed router, uint256 machinesCount);
    event FeesCollected(address indexed router, uint256 amount);
    event ParametersSet(Parameters parameters);
    event PausedSet(bool paused);
}
