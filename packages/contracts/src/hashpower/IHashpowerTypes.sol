// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Types and events of the hashpower NFT and its ledger
/// @dev Days are UTC day numbers (`timestamp / 86400`). Units are 1 GH/s for Bitcoin and 1 GiB for Filecoin. Amounts are
/// in base units of the token named. `acc` and benchmark figures are whole reward assets x 10^30 per unit.
interface IHashpowerTypes {
    /// @notice What a fleet may be in.
    enum FleetStatus {
        None,
        Live,
        Terminated
    }

    /// @notice A miner's day ledger for one reward token, one payment token and one farm.
    struct Fleet {
        address rewardToken; // slot 0: everything `settleDay` and `claim` touch first
        uint32 settled; // last settled UTC day
        uint16 missStreak; // missed days in a row
        uint32 missBits; // last 30 settled days, newest in bit 0, 1 = missed
        FleetStatus status;
        uint8 rewardDecimals;
        address payToken; // slot 1
        uint32 minerId;
        uint32 lastEnd; // last day of the longest running term
        uint16 assetId; // benchmark asset
        uint16 feeBps; // platform fee on released slices, fixed when the fleet was created
        uint128 minerDue; // slot 2, all that a release writes: delivered slices not released yet
        uint128 feeAccrued; // fees taken from released slices, ever
        uint128 daily; // slot 3: sum of the slices of the units active on `settled`
        uint128 rem; // income x S not yet divisible by the units; whole income while nobody is active
        uint128 pending; // slot 4: funded for days that have not settled
        uint128 fundedTotal; // ever funded
        uint128 feeTaken; // slot 5: fees paid out to the fee recipient and referrers, ever; ahead of feeAccrued by at most the fee on minerDue
        uint128 slashPerUnit; // bond token per unit alive at termination
        uint128 referredMax; // slot 6: the most that referrers can ever be owed
        uint128 referralPaid; // paid to referrers, ever
        uint32 farm; // slot 7
        uint32 terminatedOn; // the ledger's last day, 0 while live
        uint16 referralBps; // referrer's share of the fee
        uint96 unitsAtTermination;
    }

    /// @notice One commercial batch of a fleet.
    struct Series {
        uint88 sold; // slot 0: units sold
        uint32 sequence; // NFTs ever made in this series, by sale and by split
        uint128 deposited; // payment token ever escrowed
        bool open; // further units may be sold
        uint32 fleetId; // slot 1
        uint16 termDays;
        uint88 cap; // units that may be sold
        uint16 royaltyBps; // ERC-2981, to the miner's payout address
        uint32 lastEnd; // last day of the longest running term
        bool finished; // its units no longer count against the miner's bond
        bytes32 documentHash;
    }

    /// @notice A fleet's state at the end of one UTC day.
    struct Checkpoint {
        uint128 acc; // income per unit since the fleet began, reward asset x 10^30
        uint96 units; // units active on that day
        uint32 earned; // days delivered since the fleet began
    }

    /// @notice Everything about one NFT at the current block.
    struct Info {
        uint32 seriesId;
        uint32 fleetId;
        uint32 startDay; // first day it earns
        uint32 endDay; // last day it earns
        uint88 units;
        uint96 q; // payment token released per delivered day
        uint32 r; // remainder of the price, refunded with the last slice
        uint32 stateNonce;
        uint32 acquiredDay;
        uint16 eventBits; // insurance events already claimed
        bool refunded;
        bool slashPaid;
        address owner;
        address beneficiary; // who earns: the locker while it collects, else the beneficiary set, else the owner
        address locker; // zero while not locked
        bool lockerCollects;
        address user; // ERC-4907 game use, zero when expired
        uint64 userExpires; // unix seconds
        uint256 claimable; // reward token
        uint256 refundable; // payment token
        uint256 refundFloor; // what a refund would be if the fleet were terminated now
    }

    // ---- events

    event FleetCreated(
        uint32 indexed fleetId, uint32 indexed minerId, address indexed rewardToken, address payToken, uint32 farm, uint16 assetId
    );
    event SeriesCreated(
        uint32 indexed seriesId, uint32 indexed fleetId, uint88 cap, uint16 termDays, uint16 royaltyBps, bytes32 documentHash, string uri
    );
    event SeriesClosed(uint32 indexed seriesId, uint88 sold);
    event SeriesFinished(uint32 indexed seriesId, uint88 units);
    /// @notice An NFT was sold: `paid = q * termDays + r` waits in escrow, the first earning day is `startDay`.
    event Minted(
        uint256 indexed id, uint32 indexed seriesId, address indexed to, uint88 units, uint256 paid, uint96 q, uint32 r, uint32 startDay
    );
    event DayFunded(uint32 indexed fleetId, uint32 indexed day, address indexed from, uint256 amount);
    /// @notice A day was settled. `ok` = its slice is due to the miner; `required` is reward asset x 10^30 x 10^4 per unit.
    event DaySettled(
        uint32 indexed fleetId, uint32 indexed day, uint256 paid, uint96 units, uint256 required, bool ok, bool neutral, uint16 missStreak
    );
    event Released(uint32 indexed fleetId, address indexed payout, uint256 amount, uint256 fee);
    event Terminated(uint32 indexed fleetId, uint32 indexed day, bool byVote, uint96 units);
    event Claimed(address indexed account, address indexed token, uint256 amount, uint256[] ids);
    event Collected(address indexed collector, address indexed token, uint256 amount, uint256[] ids);
    event Credited(uint256 indexed id, address indexed account, address indexed token, uint256 amount);
    event Withdrawn(address indexed account, address indexed token, uint256 amount);
    event Refunded(uint256 indexed id, address indexed to, uint256 amount, uint256 slash);
    event Split(uint256 indexed id, uint256[] newIds, uint88[] units);
    event Merged(uint256 indexed id, uint256[] mergedIds, uint88 units);
    event Locked(uint256 indexed id, address indexed locker, bool collectsIncome);
    event Unlocked(uint256 indexed id, address indexed locker);
    event CollectorChanged(uint256 indexed id, address indexed locker, bool collectsIncome);
    event Seized(uint256 indexed id, address indexed locker, address indexed to);
    event BeneficiarySet(uint256 indexed id, address indexed beneficiary);
    event ReferralPaid(uint256 indexed id, address indexed referrer, uint256 amount);
    event FeesCollected(uint32 indexed fleetId, address indexed to, uint256 amount);
    event SlashCredited(uint32 indexed fleetId, uint256 amount, uint128 perUnit);
    event OptInSet(address indexed account, bool accepts);
    event LockerSet(address indexed locker, bool allowed, bool maySeize);
    event MinterSet(address indexed minter, bool allowed);
    event PayTokenSet(address indexed token, bool allowed);
    event FeesSet(uint16 feeBps, uint16 referralBps, address recipient);
}
