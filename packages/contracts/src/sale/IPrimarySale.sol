// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Primary sale
/// @notice Sells units of a series at a fixed or linearly falling price. All of the money goes to the escrow.
interface IPrimarySale {
    /// @notice How a series is sold. Prices are payment token base units per unit of hashpower.
    struct SaleTerms {
        uint128 startPrice; // price at `opensAt`
        uint128 endPrice; // price at `closesAt`; equal to `startPrice` for a fixed price, never above it
        uint40 opensAt; // unix seconds
        uint40 closesAt; // unix seconds, 0 for no end (fixed price only)
        uint88 walletCap; // units one wallet may buy, 0 for no limit
        bytes32 allowRoot; // Merkle root of (account, units) leaves, 0 for a public sale
    }

    /// @notice What a new series is.
    struct SeriesTerms {
        uint32 fleetId;
        uint88 cap; // units
        uint16 termDays;
        uint16 royaltyBps;
        bytes32 documentHash; // keccak256 of the disclosure document
        string uri; // where the document is
    }

    /// @notice A series was put on sale, or its terms changed. Buyers bind to `version`.
    event SaleSet(uint32 indexed seriesId, uint32 version, SaleTerms terms);
    /// @notice Units were sold for `paid` payment token, at `price` per unit.
    event Purchased(
        uint256 indexed id, uint32 indexed seriesId, address indexed buyer, uint88 units, uint128 price, uint256 paid, address referrer
    );
    event PausedSet(bool paused);
    event GuardianSet(address guardian);

    /// @notice Creates a series and opens its sale. Only the operator of the fleet's miner.
    function createSeries(SeriesTerms calldata series, SaleTerms calldata terms) external returns (uint32 seriesId);

    /// @notice Changes the terms of a sale; purchases bound to the old version revert. Only the operator.
    function setSale(uint32 seriesId, SaleTerms calldata terms) external;

    /// @notice Buys units of a series for the caller.
    /// @param units Units of hashpower (1 GH/s or 1 GiB each).
    /// @param maxPrice Highest price per unit accepted, payment token base units.
    /// @param termsVersion Version of the terms the buyer agreed to.
    /// @param deadline Unix seconds after which the purchase reverts.
    /// @param referrer Paid out of the platform fee; zero for none.
    /// @return id The NFT.
    function buy(uint32 seriesId, uint88 units, uint128 maxPrice, uint32 termsVersion, uint256 deadline, address referrer)
        external
        returns (uint256 id);

    /// @notice Buys from a sale with an allow-list.
    /// @param allowedUnits Units the list grants the caller in this sale.
    /// @param proof Merkle proof of (caller, allowedUnits).
    function buyAllowed(
        uint32 seriesId, uint88 units, uint128 maxPrice, uint32 termsVersion, uint256 deadline, address referrer,
        uint88 allowedUnits, bytes32[] calldata proof
    ) external returns (uint256 id);

    /// @notice Stops or resumes purchases. The guardian or the owner; nothing else can be paused.
    function setPaused(bool paused) external;
    function setGuardian(address guardian) external;

    /// @notice The price now, and what `units` cost: `cost` payment token for `units` at `price` per unit.
    function quote(uint32 seriesId, uint88 units)
        external
        view
        returns (address payToken, uint128 price, uint256 cost, uint32 termsVersion);
    function saleOf(uint32 seriesId) external view returns (SaleTerms memory terms, uint32 version);
    function boughtBy(uint32 seriesId, address account) external view returns (uint88);
    function paused() external view returns (bool);
    function guardian() external view returns (address);
}
