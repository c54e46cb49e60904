// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IJointMiningPool} from "../mine/IJointMiningPool.sol";
import {IJointMiningTypes} from "../mine/IJointMiningTypes.sol";
import {ILensTypes} from "./ILensTypes.sol";

/// @title Lens for joint mining
/// @notice What a page shows of pools, their machines, who is in them and who waits to leave, in one call and all of one block. Like
/// `ILens`, it holds nothing. A pool is named by its address: anybody can deploy one, so ask only about those you know.
/// @dev Amounts are base units of the pool's asset unless named otherwise.
interface IMineLens is ILensTypes {
    /// @notice A machine, and what its fleet says of it.
    struct MachineView {
        IJointMiningTypes.Machine machine;
        uint32 settled; // last settled day of its fleet
        uint16 missStreak; // days its fleet missed in a row
        uint32 lastDay; // last day it earns: that of its term, or of its fleet's termination
        bool earning; // today
        bool over; // `retire` would end it
        uint256 refundFloor; // what the escrow would give back if its fleet were terminated now
    }

    /// @notice A pool.
    struct PoolView {
        address pool;
        Token asset;
        Token reward;
        IJointMiningTypes.State state;
        IJointMiningTypes.Parameters parameters;
        IJointMiningTypes.Purchase scheduled;
        uint256 principal; // P = L + M
        uint256 meanPrincipal; // P, mean over the time since the last settlement: what the next one goes by
        uint256 share; // s by that mean, the users' share of income while the queue and the guard ask for less, x 10^18, rounded down
        uint256 incomePerDay; // what the machines that earn today mine in a day, by the last seven settled days
        uint256 unitDaysLeft; // units x days that running machines have left after the last day collected
        uint256 room; // most that a deposit can bring now
        bytes4 blocker; // error that every deposit would meet now; zero when there is none
        bool paused;
        bool held; // withdrawals only queue
        bool settleable;
        uint32 settleableThrough; // last day that all ledgers have settled
        uint256 nextSettlement; // unix seconds before which none can be
        address incomeSale; // where income is sold; zero where the asset is earned
        IJointMiningTypes.Lot lot; // income on sale
        uint256 lotPrice; // what it costs now; zero when nothing is on sale, or its price is stale
        MachineView[] machines; // in the order of repayment
    }

    /// @notice What an account has in a pool.
    struct PositionView {
        IJointMiningTypes.Account account;
        uint256 queuedValue; // of its shares in the queue
        uint256 withdrawable; // what `withdraw` of all its free shares would pay at once
        bool aged; // whether it may withdraw in this block
    }

    /// @notice A place in the queue.
    struct TicketView {
        uint256 ticketId;
        address account;
        uint256 shares;
        uint256 value; // of its shares now
        uint256 place; // 0 is next to be paid
        uint256 ahead; // value of the shares before it
    }

    /// @notice Pools, in the order given. At most 50.
    function pools(IJointMiningPool[] calldata pools_) external view returns (At memory at, PoolView[] memory items);

    /// @notice What an account has in a pool, and its tickets: of the first `maxScan` in the queue (see `tickets`).
    function position(IJointMiningPool pool, address account, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, PositionView memory item, TicketView[] memory items, uint256 next);

    /// @notice A page of a pool's queue, from the front. `next` is where the next page starts, 0 on the last.
    /// @param account Whose tickets; anybody's when zero.
    /// @param cursor `next` of the page before, 0 for the first. It remembers the shares before the page: when tickets are paid between two
    /// pages, `ahead` of the later one is too high by what they were worth.
    /// @param limit Most tickets, up to 200.
    /// @param maxScan Most tickets looked at; a page may be short, even empty, and have a next one.
    function tickets(IJointMiningPool pool, address account, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, TicketView[] memory items, uint256 next);
}
