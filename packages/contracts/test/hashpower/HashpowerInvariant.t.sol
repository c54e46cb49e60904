// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {LedgerHandler} from "./LedgerHandler.sol";

/// @dev Every action of the campaign, once.
function campaign(LedgerHandler handler) pure returns (bytes4[] memory selectors) {
    selectors = new bytes4[](20);
    selectors[0] = handler.buy.selector;
    selectors[1] = handler.fundOne.selector;
    selectors[2] = handler.advance.selector;
    selectors[3] = handler.settle.selector;
    selectors[4] = handler.release.selector;
    selectors[5] = handler.claim.selector;
    selectors[6] = handler.withdraw.selector;
    selectors[7] = handler.transfer.selector;
    selectors[8] = handler.split.selector;
    selectors[9] = handler.merge.selector;
    selectors[10] = handler.setBeneficiary.selector;
    selectors[11] = handler.lock.selector;
    selectors[12] = handler.unlock.selector;
    selectors[13] = handler.refund.selector;
    selectors[14] = handler.takeFees.selector;
    selectors[15] = handler.deliverAll.selector;
    selectors[16] = handler.abandon.selector;
    selectors[17] = handler.terminate.selector;
    selectors[18] = handler.slash.selector;
    selectors[19] = handler.outage.selector;
}

/// @dev What must always hold for income, escrow, units and locks, checked while random users act.
abstract contract HashpowerChecks is Test {
    LedgerHandler internal handler;
    IHashpower internal hashpower;

    function _newLife() internal {
        handler = new LedgerHandler();
        handler.setUp();
        hashpower = handler.hashpower();
    }

    /// @dev Everything about every NFT, read once for all checks.
    function _all() private view returns (uint256[] memory ids, IHashpowerTypes.Info[] memory infos) {
        ids = new uint256[](handler.idCount());
        infos = new IHashpowerTypes.Info[](ids.length);
        for (uint256 i; i < ids.length; ++i) {
            ids[i] = handler.idAt(i);
            infos[i] = hashpower.infoOf(ids[i]);
        }
    }

    function _checkAll() internal view {
        (uint256[] memory ids, IHashpowerTypes.Info[] memory infos) = _all();
        for (uint256 which; which < 2; ++which) {
            check_IncomeFundedEqualsPaidOwedClaimableUnsettledAndDust(which, infos);
            check_EscrowDepositedEqualsReleasedDueRefundedAndRefundable(which, infos);
            check_ActiveUnitsEqualTheCheckpoint(which, infos);
            check_UnitsAndPriceAreConservedBySplitAndMerge(which, infos);
        }
        check_LockedNftsStayWithTheirOwner(ids, infos);
        check_SlashedBondIsThereForEveryUnitAlive(infos);
    }

    function check_IncomeFundedEqualsPaidOwedClaimableUnsettledAndDust(uint256 which, IHashpowerTypes.Info[] memory infos)
        internal
        view
    {
        uint32 fleetId = handler.fleets(which);
        IHashpowerTypes.Fleet memory fleet = hashpower.fleetOf(fleetId);
        uint256 owed;
        for (uint256 i; i < 4; ++i) owed += hashpower.credit(fleet.rewardToken, handler.holders(i));
        owed += hashpower.credit(fleet.rewardToken, handler.minerPayout());
        uint256 claimable;
        for (uint256 i; i < infos.length; ++i) {
            if (infos[i].fleetId == fleetId) claimable += infos[i].claimable;
        }
        uint256 idle = fleet.rem / 10 ** (30 - fleet.rewardDecimals); // carried forward while nobody was active
        uint256 accounted = handler.incomePaid(which) + owed + claimable + fleet.pending + idle;
        assertEq(fleet.fundedTotal, handler.funded(which), "every funding is counted");
        assertGe(handler.funded(which), accounted, "no income is made up");
        assertLe(handler.funded(which) - accounted, infos.length + handler.burned() + 1, "no income is lost but dust");
        assertGe(
            IERC20(fleet.rewardToken).balanceOf(address(hashpower)), owed + claimable + fleet.pending, "income is there"
        );
    }

    function check_EscrowDepositedEqualsReleasedDueRefundedAndRefundable(uint256 which, IHashpowerTypes.Info[] memory infos)
        internal
        view
    {
        uint32 fleetId = handler.fleets(which);
        IHashpowerTypes.Fleet memory fleet = hashpower.fleetOf(fleetId);
        uint256 undelivered;
        for (uint256 i; i < infos.length; ++i) {
            IHashpowerTypes.Info memory info = infos[i];
            if (info.fleetId == fleetId) undelivered += info.refundFloor;
        }
        uint256 gone = handler.released(which) + fleet.feeAccrued + handler.refunded(which);
        assertEq(handler.deposited(which), gone + fleet.minerDue + undelivered, "escrow is exact");
        assertEq(fleet.feeTaken, handler.feesOut(which), "fees leave once");
        assertEq(
            IERC20(fleet.payToken).balanceOf(address(hashpower)),
            fleet.minerDue + undelivered + fleet.feeAccrued - fleet.feeTaken,
            "escrow is there"
        );
    }

    function check_ActiveUnitsEqualTheCheckpoint(uint256 which, IHashpowerTypes.Info[] memory infos)
        internal
        view
    {
        uint32 fleetId = handler.fleets(which);
        IHashpowerTypes.Fleet memory fleet = hashpower.fleetOf(fleetId);
        uint256 units;
        uint256 daily;
        for (uint256 i; i < infos.length; ++i) {
            IHashpowerTypes.Info memory info = infos[i];
            if (info.fleetId != fleetId || fleet.settled < info.startDay || fleet.settled > info.endDay) continue;
            units += info.units;
            daily += info.q;
        }
        assertEq(hashpower.checkpointOf(fleetId, fleet.settled).units, units, "active units");
        assertEq(fleet.daily, daily, "active slices");
    }

    function check_UnitsAndPriceAreConservedBySplitAndMerge(uint256 which, IHashpowerTypes.Info[] memory infos)
        internal
        view
    {
        IHashpowerTypes.Series memory series = hashpower.seriesOf(handler.seriesIds(which));
        uint256 units;
        uint256 price;
        for (uint256 i; i < infos.length; ++i) {
            IHashpowerTypes.Info memory info = infos[i];
            if (info.seriesId != handler.seriesIds(which)) continue;
            units += info.units;
            price += uint256(info.q) * series.termDays + info.r;
        }
        assertEq(units, series.sold, "units");
        assertEq(price, series.deposited, "price");
    }

    function check_LockedNftsStayWithTheirOwner(uint256[] memory ids, IHashpowerTypes.Info[] memory infos)
        internal
        view
    {
        for (uint256 i; i < infos.length; ++i) {
            if (infos[i].locker != address(0)) {
                assertEq(infos[i].owner, handler.lockedOwner(ids[i]), "locked NFT moved");
            }
        }
    }

    function check_SlashedBondIsThereForEveryUnitAlive(IHashpowerTypes.Info[] memory infos) internal view {
        uint256 due;
        for (uint256 i; i < infos.length; ++i) {
            IHashpowerTypes.Info memory info = infos[i];
            IHashpowerTypes.Fleet memory fleet = hashpower.fleetOf(info.fleetId);
            bool alive = info.startDay <= fleet.terminatedOn && fleet.terminatedOn <= info.endDay;
            if (alive && !info.slashPaid) due += uint256(info.units) * fleet.slashPerUnit;
        }
        assertEq(handler.slashCredited(), handler.slashPaid() + due, "slash is exact");
        assertEq(handler.dmc().balanceOf(address(hashpower)), due, "slash is there");
    }
}

contract HashpowerInvariantTest is HashpowerChecks {
    function setUp() public {
        _newLife();
        targetContract(address(handler));
        targetSelector(FuzzSelector({addr: address(handler), selectors: campaign(handler)}));
    }

    /// @dev Summing over all NFTs after each of 128,000 calls would take minutes: every 50th action, and at each run's end.
    function invariant_Hashpower() public view {
        if (handler.calls() % 50 == 0) _checkAll();
    }

    function afterInvariant() public view {
        _checkAll();
    }
}
