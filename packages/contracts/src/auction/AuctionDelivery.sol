// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IMinerRegistryCore} from "../miners/IMinerRegistryCore.sol";
import {AuctionBase} from "./AuctionBase.sol";

/// @title How an auction delivers what it sold, and when it can't
abstract contract AuctionDelivery is AuctionBase {
    using SafeERC20 for IERC20;

    // ---- constants

    uint256 internal constant MAX_LAG = 7; // days a ledger may lag behind for the core to mint
    uint256 internal constant LOT_GRACE = 3 days; // a miner has this long to be able to deliver
    uint256 internal constant LOT_LIMIT = 30 days; // whatever else may stop a mint, the bidder is paid back from then on

    // ---- storage

    IMinerRegistryCore internal immutable REGISTRY;

    // ---- constructor

    constructor(address owner_, IHashpower hashpower_, address guardian_, address feeRecipient_)
        AuctionBase(owner_, hashpower_, guardian_, feeRecipient_)
    {
        REGISTRY = IMinerRegistryCore(hashpower_.registry());
    }

    // ---- internals: NFTs

    function _powerIdOf(Stored storage a) internal view returns (uint256) {
        return uint256(a.seriesId) << 32 | a.part >> 32;
    }

    /// @dev Nothing about the NFT changed since the auction was created; then its seller still owns it, free.
    function _requireFresh(uint256 auctionId, Stored storage a, uint256 powerId) internal view virtual {
        if (HASHPOWER.stateNonce(powerId) != uint32(a.part)) revert Errors.AuctionStale(auctionId);
    }

    /// @dev Whether nothing is left but a refund: the fleet was terminated, or the last day has passed.
    function _isOver(uint256 powerId) internal view virtual returns (bool) {
        return _hasEnded(HASHPOWER.infoOf(powerId));
    }

    function _hasEnded(IHashpowerTypes.Info memory info) internal view returns (bool) {
        return block.timestamp / 1 days > info.endDay
            || HASHPOWER.fleetOf(info.fleetId).status != IHashpowerTypes.FleetStatus.Live;
    }

    /// @dev Locked from the first bid on; its income stays the seller's.
    function _lockForBid(uint256 auctionId, Stored storage a) internal virtual {
        uint256 powerId = _powerIdOf(a);
        _requireFresh(auctionId, a, powerId);
        if (_isOver(powerId)) revert Errors.HashpowerOver(powerId);
        HASHPOWER.lock(powerId, false);
    }

    /// @dev What was not settled yet is credited to the seller by the transfer.
    function _sellPower(uint256 auctionId, Stored storage a, address winner, uint96 price, bool isLocked)
        internal
        returns (uint256 powerId)
    {
        powerId = _powerIdOf(a);
        if (isLocked) HASHPOWER.seize(powerId, winner);
        else HASHPOWER.transferFrom(a.seller, winner, powerId);
        (uint256 fee, uint256 royalty) = _payOut(a, powerId, price);
        emit AuctionSettled(auctionId, winner, powerId, price, fee, royalty);
    }

    // ---- internals: lots

    /// @dev What `Hashpower.mint` checks, asked beforehand: `ever` when no time can mend it.
    function _lotStanding(uint32 seriesId, uint88 units) internal view returns (bool now_, bool ever) {
        IHashpowerTypes.Series memory series = HASHPOWER.seriesOf(seriesId);
        IHashpowerTypes.Fleet memory fleet = HASHPOWER.fleetOf(series.fleetId);
        ever = series.open && units <= series.cap - series.sold && series.sequence != type(uint32).max
            && fleet.status == IHashpowerTypes.FleetStatus.Live;
        bool late = fleet.settled < fleet.lastEnd && block.timestamp / 1 days > fleet.settled + MAX_LAG;
        now_ = ever && !late && fleet.missStreak == 0 && REGISTRY.isActive(fleet.minerId)
            && HASHPOWER.isMinter(address(this));
    }

    /// @dev Of the same operator, deliverable, and not promised to another lot's bidder.
    function _requireOffered(uint256 auctionId, Stored storage a) internal view virtual {
        (uint32 seriesId, uint88 units) = (a.seriesId, a.part);
        if (_operatorOf(seriesId) != a.seller) revert Errors.AuctionStale(auctionId);
        _requireUnpromised(seriesId, units);
        (bool now_,) = _lotStanding(seriesId, units);
        if (!now_) revert Errors.LotNotDeliverable(auctionId, 0);
    }

    function _requireUnpromised(uint32 seriesId, uint88 units) internal view {
        IHashpowerTypes.Series memory series = HASHPOWER.seriesOf(seriesId);
        if (!series.open) revert Errors.SeriesIsClosed(seriesId);
        uint88 left = uint88(Math.saturatingSub(series.cap - series.sold, promisedUnits[seriesId]));
        if (units > left) revert Errors.SoldOut(seriesId, units, left);
    }

    function _operatorOf(uint32 seriesId) internal view returns (address operator) {
        (, uint32 fleetId) = HASHPOWER.payTokenOf(seriesId);
        (operator,) = REGISTRY.partiesOf(HASHPOWER.fleetOf(fleetId).minerId);
    }

    /// @dev Sends the held bid to the escrow and mints. A token that has begun to take a fee costs the refund, not the sale.
    function _mintHeld(uint256 auctionId, Stored storage a) internal returns (uint256 powerId) {
        (address winner, uint96 price) = (a.bidder, a.amount);
        IERC20 token = IERC20(a.payToken);
        uint256 before = token.balanceOf(address(HASHPOWER));
        token.safeTransfer(address(HASHPOWER), price);
        uint256 received = Math.min(token.balanceOf(address(HASHPOWER)) - before, price);
        powerId = _mint(auctionId, a, winner, price, received);
    }

    function _mint(uint256 auctionId, Stored storage a, address winner, uint96 price, uint256 received)
        internal
        returns (uint256 powerId)
    {
        powerId = HASHPOWER.mint(a.seriesId, winner, a.part, received, address(0));
        emit AuctionSettled(auctionId, winner, powerId, price, 0, 0);
    }
}
