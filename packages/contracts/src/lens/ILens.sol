// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IPrimarySale} from "../sale/IPrimarySale.sol";
import {ILensTypes} from "./ILensTypes.sol";

/// @title Lens
/// @notice What a page or a game shows, each in one call and all of one block. It holds nothing, nobody trusts it, and a
/// better one can be deployed at any time.
/// @dev Lists are paged by cursor: pass 0 first, then the `next` of the page before; `next` is 0 on the last page. A page
/// looks at `maxScan` entries at most, so that a call stays inside any provider's gas limit; it may therefore be short,
/// even empty, and still have a `next`. Units, days and amounts are as in `IHashpower`.
interface ILens is ILensTypes {
    /// @notice A fleet and the state of its ledger.
    struct FleetView {
        uint32 fleetId;
        uint32 minerId;
        address operator; // who may act for the miner
        bool minerActive; // approved, bonded, not suspended or banned
        Token reward; // what income is paid in
        Token pay; // what buyers paid with, waiting in escrow
        IHashpowerTypes.Fleet ledger;
        uint96 units; // active on the last settled day
        uint32 earned; // days delivered since the fleet began
        uint8 missesIn30; // of the last 30 settled days
        bool settleable; // whether `settleDay` would succeed now
        uint32 nextDay; // the day it would settle
    }

    /// @notice A series, its sale and the fleet behind it.
    struct SeriesView {
        uint32 seriesId;
        IHashpowerTypes.Series series;
        string uri; // where the disclosure document is
        IPrimarySale.SaleTerms terms;
        uint32 termsVersion; // what a purchase binds to
        uint128 price; // per unit, payment token, at this block; before the sale opens, what it opens with
        uint88 left; // units that can still be bought
        bytes4 blocker; // selector of the error that a purchase of one unit would meet now, 0 for none
        FleetView fleet;
    }

    /// @notice Which series a page lists; a zero or false field does not filter.
    struct SeriesFilter {
        uint32 fleetId;
        uint32 minerId;
        address rewardToken;
        bool buyableOnly; // only where `blocker` is 0
    }

    /// @notice What an account can take out in one reward token.
    struct Earning {
        Token token;
        uint256 claimable; // by `claim(ids)`
        uint256 credit; // credited when an NFT changed hands; `claim` pays it along, `withdraw` alone
        uint256[] ids; // NFTs that the account earns from, claimable now or not
    }

    /// @notice One settled day of a fleet.
    struct Day {
        uint32 day;
        bool ok; // its slice is due to the miner
        uint96 units; // active on that day
        uint128 perUnit; // income credited per unit, reward asset x 10^30
        uint256 paid; // reward token funded for that day
        uint256 amount; // reward token credited to the NFT or units asked for, rounded down
        uint256 benchmark; // reward asset x 10^30 per unit, gross
        uint256 required; // what had to be paid for `ok`, reward asset x 10^30 x 10^4 per unit
    }

    /// @notice What a purchase costs and what the buyer still needs for it.
    struct Quote {
        Token pay;
        uint128 price; // per unit
        uint256 cost; // for all units
        uint32 termsVersion;
        uint88 left; // units that the series can still sell
        uint88 walletLeft; // units that the account may still buy by the wallet cap
        bool needsProof; // the sale has an allow-list
        uint32 startDay; // first day the NFT earns
        uint32 endDay; // last day
        uint96 q; // payment token released per delivered day
        uint32 r; // remainder, refunded or released with the last slice
        uint256 balance; // payment token of the account
        uint256 allowance; // approved by the account to the sale
        bytes4 blocker; // selector of the error that this purchase would meet now, 0 for none
    }

    // ---- series and sale

    /// @notice Series by id, oldest first.
    /// @param cursor 0, or `next` of the page before. @param limit Series wanted, at most 100. @param maxScan Series looked at.
    function seriesPage(SeriesFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, SeriesView[] memory items, uint256 next);

    /// @notice The series named. Reverts with `UnknownSeries` for an id that does not exist.
    function series(uint32[] calldata seriesIds) external view returns (At memory at, SeriesView[] memory items);

    /// @notice What `units` of a series cost `account` now, what it has, and what would stop it.
    function quote(uint32 seriesId, uint88 units, address account) external view returns (At memory at, Quote memory result);

    // ---- fleets

    /// @notice Fleets by id, oldest first, of one miner or (0) of all.
    function fleetsPage(uint32 minerId, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, FleetView[] memory items, uint256 next);

    /// @notice The fleets named. Reverts with `UnknownFleet` for an id that does not exist.
    function fleets(uint32[] calldata fleetIds) external view returns (At memory at, FleetView[] memory items);

    // ---- holders

    /// @notice The NFTs named. Reverts with `ERC721NonexistentToken` for an id that does not exist.
    function hashpower(uint256[] calldata ids) external view returns (At memory at, HashpowerView[] memory items);

    /// @notice NFTs that `account` owns or earns from, by id.
    /// @param cursor 0, or `next` of the page before (the last id looked at). @param limit NFTs wanted, at most 200.
    /// @param maxScan Ids looked at; 2000 stay below 15 million gas.
    function portfolio(address account, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, HashpowerView[] memory items, uint256 next);

    /// @notice What `account` earned and did not take out yet, by reward token. Credits are in the first page, and cover
    /// the tokens of the first `maxScan` fleets.
    /// @param cursor 0, or `next` of the page before (the last id looked at). @param limit NFTs wanted, at most 200.
    function earnings(address account, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (At memory at, Earning[] memory items, uint256 next);

    // ---- income

    /// @notice Settled days of a fleet, and what `units` of it were credited. Of more than 400 days the last 400.
    function incomeHistory(uint32 fleetId, uint88 units, uint32 fromDay, uint32 toDay)
        external
        view
        returns (At memory at, Day[] memory items);

    /// @notice Settled days of an NFT's fleet within the NFT's own term, and what the NFT was credited: its days add up to
    /// all it ever earned. Of more than 400 days the last 400.
    function incomeHistoryOf(uint256 id, uint32 fromDay, uint32 toDay) external view returns (At memory at, Day[] memory items);
}
