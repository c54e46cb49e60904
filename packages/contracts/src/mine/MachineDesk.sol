// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Errors} from "../Errors.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IPrimarySale} from "../sale/IPrimarySale.sol";
import {IJointMiningTypes} from "./IJointMiningTypes.sol";
import {JointMiningMath} from "./JointMiningMath.sol";

/// @title Buys a pool's machines, and reads the ledgers about them
/// @dev A pool deploys it, trusts it, and is the only one it buys for. It holds nothing between calls. It keeps the core's long
/// structs out of the pool, which would be larger than the 24,576 bytes a contract may have.
contract MachineDesk {
    using SafeERC20 for IERC20;

    // ---- constants

    uint16 internal constant HOLD_STREAK = 3;
    uint256 internal constant MAX_LAG = 7; // days, as for a purchase: more needs nobody's consent to be settled

    // ---- storage

    address internal immutable POOL;
    IHashpower internal immutable HASHPOWER;
    IPrimarySale internal immutable SALE;

    // ---- constructor

    constructor(IHashpower hashpower_, IPrimarySale sale_) {
        (POOL, HASHPOWER, SALE) = (msg.sender, hashpower_, sale_);
    }

    // ---- entry points

    /// @notice Buys with what the pool has sent, and sends it the NFT.
    /// @param cost Asset sent, from `costOf` in the same transaction.
    function buy(uint32 seriesId, uint88 units, uint128 maxPrice, uint128 cost, IERC20 asset, address reward)
        external
        returns (IJointMiningTypes.Machine memory m)
    {
        if (msg.sender != POOL) revert Errors.NotAllowed(msg.sender, POOL);
        (address payToken,,, uint32 version) = SALE.quote(seriesId, units);
        (, uint32 fleetId) = HASHPOWER.payTokenOf(seriesId);
        address earned = HASHPOWER.fleetOf(fleetId).rewardToken;
        if (payToken != address(asset) || earned != reward) revert Errors.WrongTokens(payToken, earned);
        asset.forceApprove(address(SALE), cost);
        uint256 id = SALE.buy(seriesId, units, maxPrice, version, block.timestamp, address(0));
        HASHPOWER.transferFrom(address(this), POOL, id);
        IHashpowerTypes.Info memory info = HASHPOWER.infoOf(id);
        return IJointMiningTypes.Machine(uint64(id), fleetId, info.startDay, info.endDay, units, cost, cost);
    }

    // ---- views

    /// @notice What units of a series cost now.
    function costOf(uint32 seriesId, uint88 units) external view returns (uint256 cost) {
        (,, cost,) = SALE.quote(seriesId, units);
    }

    /// @notice Through which day all ledgers have settled (the slowest decides, so that a settlement is of the same days for all
    /// machines), units x days that earned since `afterDay`, and those that running machines have left.
    function standing(IJointMiningTypes.Machine[] calldata machines, uint32 afterDay)
        external
        view
        returns (uint32 throughDay, uint256 unitDays, uint256 unitDaysLeft)
    {
        uint32[] memory lastDays = new uint32[](machines.length);
        throughDay = type(uint32).max;
        IHashpowerTypes.Fleet memory fleet;
        uint32 fleetId;
        for (uint256 i; i < machines.length; ++i) {
            IJointMiningTypes.Machine calldata m = machines[i];
            if (m.fleetId != fleetId) (fleetId, fleet) = (m.fleetId, HASHPOWER.fleetOf(m.fleetId));
            bool dead = fleet.status == IHashpowerTypes.FleetStatus.Terminated;
            lastDays[i] = dead && fleet.terminatedOn < m.endDay ? fleet.terminatedOn : m.endDay;
            if (!dead && fleet.settled < m.endDay && fleet.settled < throughDay) throughDay = fleet.settled;
        }
        if (throughDay == type(uint32).max) throughDay = uint32(block.timestamp / 1 days) - 1;
        for (uint256 i; i < machines.length; ++i) {
            (uint256 units, uint256 start, uint256 last) = (machines[i].units, machines[i].startDay, lastDays[i]);
            unitDays += units * JointMiningMath.daysWithin(start, last, afterDay, throughDay);
            unitDaysLeft += units * JointMiningMath.daysWithin(start, last, throughDay, type(uint32).max);
        }
    }

    /// @notice Whether a machine with debt is past its term, terminated, missing days, or of a ledger so late that misses may not be
    /// counted yet: who left now would leave the loss to others.
    function ailing(IJointMiningTypes.Machine[] calldata machines) external view returns (bool) {
        IHashpowerTypes.Fleet memory fleet;
        uint32 fleetId;
        for (uint256 i; i < machines.length; ++i) {
            IJointMiningTypes.Machine calldata m = machines[i];
            if (m.outstanding == 0) continue;
            if (block.timestamp / 1 days > m.endDay) return true;
            if (m.fleetId == fleetId) continue;
            (fleetId, fleet) = (m.fleetId, HASHPOWER.fleetOf(m.fleetId));
            bool sleeps = fleet.settled + MAX_LAG < Math.min(m.endDay, block.timestamp / 1 days);
            bool dead = fleet.status == IHashpowerTypes.FleetStatus.Terminated;
            if (dead || sleeps || fleet.missStreak >= HOLD_STREAK) return true;
        }
        return false;
    }

    /// @notice Whether an NFT's refund is open: its fleet was terminated or its term has settled.
    function isOver(uint32 fleetId, uint32 endDay) external view returns (bool) {
        IHashpowerTypes.Fleet memory fleet = HASHPOWER.fleetOf(fleetId);
        return fleet.status == IHashpowerTypes.FleetStatus.Terminated || fleet.settled >= endDay;
    }
}
