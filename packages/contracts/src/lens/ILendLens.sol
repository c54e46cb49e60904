// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILendingPool} from "../lend/ILendingPool.sol";
import {ILendTypes} from "../lend/ILendTypes.sol";
import {ILensTypes} from "./ILensTypes.sol";

/// @title Lens for lending
/// @notice What a page shows of lending pools, their loans, what could be borrowed, and who supplies, in one call and all of one block.
/// Like `ILens`, it holds nothing. A pool is named by its address: anybody can deploy one, so ask only about those you know.
/// @dev Amounts are base units of the pool's asset unless named otherwise; rates are a year's interest x 10^9.
interface ILendLens is ILensTypes {
    /// @notice A token that collateral of a pool earns, and whether its data are fresh.
    struct RewardView {
        Token reward;
        address oracle; // zero where the reward is the asset, or the pool does not take it
        uint256 price; // of 10^9 whole reward tokens; 0 while there is none
        uint16 assetId; // of the benchmark
        uint32 benchmarkDay; // latest decided day
        bytes4 blocker; // error that every loan against it would meet now; zero when there is none
    }

    /// @notice A pool.
    struct PoolView {
        address pool;
        Token asset;
        Token share; // the pool's own token
        ILendTypes.PoolState state;
        ILendTypes.Parameters parameters;
        uint256 sharePrice; // what one whole share is worth
        uint256 room; // most that a deposit can bring now
        bytes4 blocker; // error that every deposit would meet now; zero when there is none
        RewardView[] rewards; // of the latest 200 fleets that are paid for in the asset, each once
    }

    /// @notice A loan, and everything about what stands behind it. All zero but the NFT when there is none.
    struct LoanView {
        HashpowerView hashpower;
        ILendTypes.Loan loan;
        ILendTypes.Liquidation liquidation;
        ILendTypes.Value value; // now; all zero while it is not known
        uint256 health; // V now x the liquidation part / debt, x 10^18, rounded down; below 10^18 it can be liquidated; 0 while not known
        bytes4 blocker; // error that keeps the value from being known: what is stale; zero when there is none
        bool kept; // nobody bought the NFT: it is the pool's, and so are its income and its refund
        ILendTypes.Lot lot; // income on sale
        uint256 lotPrice; // what it costs now; 0 when nothing is on sale, or its price is stale
    }

    /// @notice Which loans to list.
    struct LoanFilter {
        address borrower; // anybody's when zero
        bool actionable; // only those on which anybody can act: overdue, unhealthy, in auction, or with an open refund
    }

    /// @notice What could be borrowed against an NFT.
    struct QuoteView {
        HashpowerView hashpower;
        ILendTypes.Value value; // at maturity; all zero while it is not known
        uint256 maxBorrow; // what the NFT carries, as far as money is idle
        uint256 amount; // asked for, or `maxBorrow`
        uint32 rate; // of this loan, after those before it in the same quote; 0 when there is not enough idle money
        bool approved; // the pool may lock the NFT
        bytes4 blocker; // error that this loan would meet now; zero when only an approval can be missing
    }

    /// @notice What an account supplies.
    struct PositionView {
        uint256 shares;
        uint256 assets; // what they are worth
        uint256 maxWithdraw; // what can be withdrawn at once
        uint256 maxRedeem; // in shares
        uint256 balance; // asset in its wallet
        uint256 allowance; // of it, to the pool
        uint256 credit; // asset that could not be sent to it
    }

    /// @notice Income of a pledged or kept NFT on sale.
    struct LotView {
        uint32 lotId;
        Token reward;
        ILendTypes.Lot lot;
        uint256 price; // now; 0 while prices are stale
    }

    // ---- pools

    /// @notice Pools, in the order given. At most 20, none for none.
    function pools(ILendingPool[] calldata pools_) external view returns (At memory at, PoolView[] memory items);

    /// @notice What an account supplies to a pool.
    function position(ILendingPool pool, address account) external view returns (At memory at, PositionView memory item);

    // ---- loans

    /// @notice What can be borrowed against NFTs, one loan after the other, and why not.
    /// @param borrower Who would borrow; whoever owns each of them when zero.
    /// @param pledges At most 20. An amount of 0 asks for all that the NFT carries.
    /// @param termDays 30, 90 or 180.
    function quote(ILendingPool pool, address borrower, ILendTypes.Pledge[] calldata pledges, uint16 termDays)
        external
        view
        returns (At memory at, QuoteView[] memory items);

    /// @notice The loans of NFTs, in the order given. At most 100.
    function loans(ILendingPool pool, uint256[] calldata ids) external view returns (At memory at, LoanView[] memory items);

    /// @notice A page of a pool's loans, by id. `next` is where the next page starts, 0 on the last.
    /// @param cursor `next` of the page before, 0 for the first.
    /// @param limit Most loans, up to 100.
    /// @param maxScan Most NFTs looked at, a loan counting as ten where `actionable` is asked for; a page may be short, even empty, and have a
    /// next one.
    function loansPage(ILendingPool pool, LoanFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, LoanView[] memory items, uint256 next);

    // ---- income on sale

    /// @notice A page of the lots of income that a pool has on sale, oldest first. `next` is where the next page starts, 0 on the last.
    /// @param cursor `next` of the page before, 0 for the first.
    /// @param limit Most lots, up to 100.
    /// @param maxScan Most lots looked at, sold ones too; a page may be short, even empty, and have a next one.
    function lotsPage(ILendingPool pool, uint32 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, LotView[] memory items, uint32 next);
}
