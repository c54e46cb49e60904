// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Types and events of a lending pool
/// @dev Amounts are base units of the pool's asset unless named otherwise; rates are a year's interest x 10^9 (10^9 = 100%);
/// days are UTC day numbers.
interface ILendTypes {
    /// @notice A loan, as `loanOf` answers it.
    struct Loan {
        address borrower; // the NFT's owner; zero when no loan is open
        uint128 principal; // still owed
        uint128 interest; // owed and fixed when the loan was last touched
        uint256 debt; // principal and interest now, what a full repayment costs
        uint32 rate; // fixed when the loan was opened
        uint40 accruedAt; // unix seconds since when interest runs on `principal`
        uint40 maturity; // unix seconds
        bool autoRepay; // income pays the debt
        bool inAuction;
        uint32 lotId; // income of the NFT that is on sale, 0 for none
    }

    /// @notice What a hashpower NFT is worth as collateral after `termDays`.
    struct Value {
        uint256 presentValue; // PV: income from maturity on, at most a year of it, after the haircut
        uint256 refundFloor; // RF: what the escrow would refund at maturity if the miner stopped then
        uint256 value; // V, the lesser of the two
        uint256 maxBorrow; // V x maximum loan to value
        uint256 income; // all income left from now on, without haircut
        uint256 refundNow; // RF today
        uint256 benchmark; // b, reward asset x 10^30 per unit and day
        uint256 price; // of 10^9 whole reward tokens
        uint32 benchmarkDay; // latest decided day
        uint32 halvingDay; // from when on income counts half; the largest number where there is none
    }

    /// @notice Whether and how a loan can be, or is being, liquidated.
    struct Liquidation {
        bool overdue; // a day past maturity
        bool unhealthy; // debt above the liquidation part of V now; false while that is not known
        bool stale; // benchmark, price or sequencer: nothing opens for health, the clock stands
        bool refundOpen; // no auction: `settleRefund` pays
        bool inAuction;
        bool unsold; // `keep` would succeed
        uint256 startPrice; // 0 until the first moment with fresh data
        uint256 price; // now; 0 while there is no start price
        uint256 floor; // 25% of RF now
        uint256 elapsed; // seconds the auction's clock has run
    }

    /// @notice The pool's books.
    struct PoolState {
        uint256 totalAssets; // idle + debt - reserve - recovering: what the shares are worth
        uint256 totalShares;
        uint256 idle; // money that can be borrowed or withdrawn
        uint256 young; // deposits of the last day that do not lower rates yet
        uint256 debt; // principal and interest of all loans
        uint256 reserve; // part of the interest kept against losses
        uint256 recovering; // recovered after a loss and still flowing to lenders
        uint256 badDebt; // written off, ever
        uint256 utilisation; // debt / (idle + debt) x 10^9
        uint32 rate; // of a loan of nothing now
        bool paused; // no new deposits and loans
    }

    /// @notice Income of a pledged or kept NFT that is on sale, because it is another token than the asset.
    struct Lot {
        address reward;
        uint40 openedAt; // unix seconds
        uint128 amount; // reward token; 0 when sold or returned
        uint64 id; // the NFT that earned it
    }

    /// @notice Everything governance sets, each with its bounds. One storage slot and two addresses.
    struct Parameters {
        uint16 kinkBps; // utilisation at which the curve bends, 5000 to 9500
        uint16 baseBps; // yearly rate at no utilisation, at most 2000
        uint16 slope1Bps; // added up to the kink, at most 5000
        uint16 slope2Bps; // added from the kink to full utilisation, at most 30000
        uint16 reserveBps; // part of the interest, at most 3000
        uint16 haircutBps; // part of the income that counts, 5000 to 8000
        uint16 maxLtvBps; // of V, 3000 to 7500
        uint16 liquidationBps; // of V now, 8000 to 9500
        uint16 saleFloorBps; // of the oracle's price, for income on sale, 9000 to 10000
        uint96 minLoan; // above a ten-thousandth of a whole unit of the asset, at most a thousand
        address router; // receives what is taken out of the reserve, and bond shares of kept NFTs
        address guardian; // may pause deposits and loans
    }

    /// @notice One NFT and what to borrow against it.
    struct Pledge {
        uint256 id;
        uint128 amount;
    }

    /// @notice What to buy with borrowed money.
    struct Purchase {
        uint32 seriesId;
        uint88 minUnits; // fewest accepted; all the money buys
        uint128 maxPrice; // per unit
    }

    // ---- events

    event LoanOpened(uint256 indexed id, address indexed borrower, uint256 amount, uint32 rate, uint40 maturity, bool autoRepay);
    /// @notice Somebody, or income, paid. `left` is still owed.
    event Repaid(uint256 indexed id, address indexed payer, uint256 interest, uint256 principal, uint256 left);
    event LoanClosed(uint256 indexed id);
    event AutoRepaySet(uint256 indexed id, bool autoRepay);
    event LiquidationStarted(uint256 indexed id, address indexed by, uint256 debt, bool overdue);
    /// @notice The auction's start price, known from the first moment with fresh data.
    event AuctionPriced(uint256 indexed id, uint256 startPrice);
    event AuctionTaken(uint256 indexed id, address indexed buyer, uint256 price, uint256 surplus);
    event AuctionCancelled(uint256 indexed id);
    /// @notice Nobody bought the NFT, or its refund did not cover the debt: the pool owns it now.
    event Kept(uint256 indexed id, uint256 debt);
    event RefundSettled(uint256 indexed id, uint256 refund, uint256 slash);
    /// @notice A debt was written off: the reserve bore `fromReserve` of it, lenders the rest.
    event BadDebt(uint256 indexed id, uint256 loss, uint256 fromReserve);
    /// @notice Money came in after a loss; it flows to lenders over a week.
    event Recovered(uint256 indexed id, uint256 amount);
    event IncomeCollected(uint256 indexed id, address indexed reward, uint256 amount);
    event LotOpened(uint32 indexed lotId, uint256 indexed id, address indexed reward);
    event LotSold(uint32 indexed lotId, address indexed buyer, uint256 amount, uint256 cost);
    event LotReturned(uint32 indexed lotId, uint256 amount);
    event Reinvested(address indexed borrower, uint256 indexed newId, uint32 indexed seriesId, uint88 units, uint256 cost);
    event ReserveCollected(address indexed router, uint256 amount);
    event ParametersSet(Parameters parameters);
    event OracleSet(address indexed reward, address indexed oracle);
    event PausedSet(bool paused);
}
