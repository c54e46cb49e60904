// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {LedgerHandler} from "./LedgerHandler.sol";

/// @dev What must always hold for income, escrow, units and locks, checked while random users act.
contract HashpowerInvariantTest is Test {
    LedgerHandler internal handler;
    IHashpower internal hashpower;

    function setUp() public {
        handler = new LedgerHandler();
        handler.setUp();
        hashpower = handler.hashpower();
        targetContract(address(handler));
        bytes4[] memory selectors = new bytes4[](18);
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
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
    }

    /// @dev Summing over all NFTs after each of 128,000 calls would take minutes: every 25th action, and at each run's end.
    function invariant_Hashpower() public view {
        if (handler.calls() % 25 == 0) _checkAll();
    }

    function afterInvariant() public view {
        _checkAll();
    }

    function _checkAll() private view {
        for (uint256 which; which < 2; ++which) {
            check_IncomeFundedEqualsPaidOwedClaimableUnsettledAndDust(which);
            check_EscrowDepositedEqualsReleasedDueRefundedAndRefundable(which);
            check_ActiveUnitsEqualTheCheckpoint(which);
            check_UnitsAndPriceAreConservedBySplitAndMerge(which);
        }
        check_LockedNftsStayWithTheirOwner();
    }

    function check_IncomeFundedEqualsPaidOwedClaimableUnsettledAndDust(uint256 which) public view {
        uint32 fleetId = handler.fleets(which);
        IHashpowerTypes.Fleet memory fleet = hashpower.fleetOf(fleetId);
        uint256 owed;
        for (uint256 i; i < 4; ++i) owed += hashpower.credit(fleet.rewardToken, handler.holders(i));
        owed += hashpower.credit(fleet.rewardToken, handler.minerPayout());
        uint256 claimable;
        uint256 count = handler.idCount();
        for (uint256 i; i < count; ++i) {
            uint256 id = handler.idAt(i);
            if (hashpower.infoOf(id).fleetId == fleetId) claimable += hashpower.claimable(id);
        }
        uint256 idle = fleet.rem / 10 ** (30 - fleet.rewardDecimals); // carried forward while nobody was active
        uint256 accounted = handler.incomePaid(which) + owed + claimable + fleet.pending + idle;
        assertEq(fleet.fundedTotal, handler.funded(which), "every funding is counted");
        assertGe(handler.funded(which), accounted, "no income is made up");
        assertLe(handler.funded(which) - accounted, count + handler.burned() + 1, "no income is lost but dust");
        assertGe(
            IERC20(fleet.rewardToken).balanceOf(address(hashpower)), owed + claimable + fleet.pending, "income is there"
        );
    }

    function check_EscrowDepositedEqualsReleasedDueRefundedAndRefundable(uint256 which) public view {
        uint32 fleetId = handler.fleets(which);
        IHashpowerTypes.Fleet memory fleet = hashpower.fleetOf(fleetId);
        uint256 undelivered;
        uint256 count = handler.idCount();
        for (uint256 i; i < count; ++i) {
            IHashpowerTypes.Info memory info = hashpower.infoOf(handler.idAt(i));
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

    function check_ActiveUnitsEqualTheCheckpoint(uint256 which) public view {
        uint32 fleetId = handler.fleets(which);
        IHashpowerTypes.Fleet memory fleet = hashpower.fleetOf(fleetId);
        uint256 units;
        uint256 daily;
        uint256 count = handler.idCount();
        for (uint256 i; i < count; ++i) {
            IHashpowerTypes.Info memory info = hashpower.infoOf(handler.idAt(i));
            if (info.fleetId != fleetId || fleet.settled < info.startDay || fleet.settled > info.endDay) continue;
            units += info.units;
            daily += info.q;
        }
        assertEq(hashpower.checkpointOf(fleetId, fleet.settled).units, units, "active units");
        assertEq(fleet.daily, daily, "active slices");
    }

    function check_UnitsAndPriceAreConservedBySplitAndMerge(uint256 which) public view {
        IHashpowerTypes.Series memory series = hashpower.seriesOf(handler.seriesIds(which));
        uint256 units;
        uint256 price;
        uint256 count = handler.idCount();
        for (uint256 i; i < count; ++i) {
            IHashpowerTypes.Info memory info = hashpower.infoOf(handler.idAt(i));
            if (info.seriesId != handler.seriesIds(which)) continue;
            units += info.units;
            price += uint256(info.q) * series.termDays + info.r;
        }
        assertEq(units, series.sold, "units");
        assertEq(price, series.deposited, "price");
    }

    function check_LockedNftsStayWithTheirOwner() public view {
        uint256 count = handler.idCount();
        for (uint256 i; i < count; ++i) {
            uint256 id = handler.idAt(i);
            if (hashpower.locked(id)) assertEq(hashpower.ownerOf(id), handler.lockedOwner(id), "locked NFT moved");
        }
    }
}
