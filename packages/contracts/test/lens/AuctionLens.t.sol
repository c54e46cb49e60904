// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {Errors} from "../../src/Errors.sol";
import {AuctionLens} from "../../src/lens/AuctionLens.sol";
import {IAuctionLens} from "../../src/lens/IAuctionLens.sol";
import {ILensTypes} from "../../src/lens/ILensTypes.sol";
import {AuctionTest} from "../auction/AuctionTest.sol";
import {INFO_OWNER, IRawTypes} from "./RawLens.sol";

/// @dev The lens as the tests see it: as in `RawLens`, the auction itself is an array of words.
interface IRawAuctionLens is IRawTypes {
    struct RawAuction {
        uint256 auctionId;
        uint256[17] auction;
        ILensTypes.Token pay;
        IAuctionLens.Stage stage;
        uint256 minNextBid;
        uint256 secondsLeft;
        bytes4 blocker;
        bool canBuyNow;
        IAuctionLens.Settlement settlement;
        RawHashpower[] power;
        IAuctionLens.LotView[] lot;
    }

    function auctions(uint256[] calldata ids) external view returns (ILensTypes.At memory at, RawAuction[] memory items);
    function listAuctions(IAuctionLens.AuctionFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (ILensTypes.At memory at, RawAuction[] memory items, uint256 next);
}

contract AuctionLensTest is AuctionTest {
    IRawAuctionLens internal raw;

    function setUp() public override {
        super.setUp();
        raw = IRawAuctionLens(address(new AuctionLens(house)));
    }

    function see(uint256 id) private view returns (IRawAuctionLens.RawAuction memory) {
        (, IRawAuctionLens.RawAuction[] memory items) = raw.auctions(one(id));
        return items[0];
    }

    function assertSeen(uint256 id, IAuctionLens.Stage stage, bytes4 blocker, IAuctionLens.Settlement due) private view {
        IRawAuctionLens.RawAuction memory a = see(id);
        assertEq(uint8(a.stage), uint8(stage), "stage");
        assertEq(a.blocker, blocker, "blocker");
        assertEq(uint8(a.settlement), uint8(due), "settlement");
    }

    // ---- one auction

    function test_AnEnglishAuctionWithAllThatItsCardShows() public {
        uint256 id = put(withBuyNow(9_000 * USD));
        bid(bob, id, RESERVE);
        skipTime(1 days);
        (ILensTypes.At memory at, IRawAuctionLens.RawAuction[] memory items) = raw.auctions(one(id));
        IRawAuctionLens.RawAuction memory a = items[0];
        assertEq(at.timestamp, block.timestamp);
        assertEq(a.auctionId, id);
        assertEq(abi.encode(a.auction), abi.encode(house.auctionOf(id)));
        assertEq(a.pay.symbol, "tUSDT");
        assertEq(a.pay.decimals, 6);
        assertEq(uint8(a.stage), uint8(IAuctionLens.Stage.Running));
        assertEq(a.minNextBid, 5_250 * USD);
        assertEq(a.secondsLeft, 2 days);
        assertTrue(a.canBuyNow);
        assertEq(a.power.length, 1);
        assertEq(a.power[0].id, power);
        assertEq(a.power[0].info[INFO_OWNER], uint160(alice));
        assertEq(a.lot.length, 0);
        bid(carol, id, 8_999 * USD);
        assertFalse(see(id).canBuyNow);
    }

    function test_ADutchAuctionShowsItsPrice() public {
        uint256 id = put(dutch());
        skipTime(1 hours);
        IRawAuctionLens.RawAuction memory a = see(id);
        assertEq(a.minNextBid, 9_400 * USD);
        assertEq(a.secondsLeft, 9 hours);
        assertFalse(a.canBuyNow);
    }

    function test_ALotShowsItsSeriesAndMiner() public {
        uint256 id = putLot(1_000, english());
        IRawAuctionLens.RawAuction memory a = see(id);
        assertEq(a.power.length, 0);
        assertEq(a.lot.length, 1);
        assertEq(a.lot[0].fleetId, fleet);
        assertEq(a.lot[0].minerId, minerId);
        assertEq(a.lot[0].reward.token, address(wbtc));
        assertEq(a.lot[0].termDays, 540);
        assertEq(a.lot[0].left, 100_000_000 - WHOLE);
        assertEq(a.lot[0].missStreak, 0);
        assertTrue(a.lot[0].minerActive);
        assertEq(a.lot[0].documentHash, keccak256("doc"));
        assertEq(a.lot[0].uri, "ipfs://doc");
        uint256 other = putLot(500, english());
        bid(bob, other, RESERVE);
        assertEq(see(id).lot[0].left, 100_000_000 - WHOLE - 500);
        assertEq(see(other).lot[0].left, 100_000_000 - WHOLE);
    }

    // ---- stages

    function test_StagesFromWaitingToSold() public {
        IAuctionHouse.Terms memory terms = english();
        terms.startsAt = uint40(block.timestamp + 1 hours);
        uint256 id = put(terms);
        assertSeen(id, IAuctionLens.Stage.Waiting, Errors.AuctionNotOpen.selector, IAuctionLens.Settlement.None);
        assertEq(see(id).secondsLeft, 1 hours);
        vm.warp(terms.startsAt);
        assertSeen(id, IAuctionLens.Stage.Running, 0, IAuctionLens.Settlement.None);
        bid(bob, id, RESERVE);
        assertSeen(id, IAuctionLens.Stage.Running, 0, IAuctionLens.Settlement.None);
        endOf(id);
        assertSeen(id, IAuctionLens.Stage.Ended, Errors.AuctionNotOpen.selector, IAuctionLens.Settlement.Sell);
        assertEq(see(id).secondsLeft, 0);
        house.settle(id);
        assertSeen(id, IAuctionLens.Stage.Sold, Errors.AuctionNotOpen.selector, IAuctionLens.Settlement.None);
    }

    function test_StagesWithoutASale() public {
        uint256 id = put(english());
        vm.prank(alice);
        house.cancelAuction(id);
        assertSeen(id, IAuctionLens.Stage.Cancelled, Errors.AuctionNotOpen.selector, IAuctionLens.Settlement.None);
        id = put(english());
        uint256 withBid = put(bob, buy(bob, 100), english());
        bid(carol, withBid, RESERVE);
        endOf(id);
        assertSeen(id, IAuctionLens.Stage.Unsold, Errors.AuctionNotOpen.selector, IAuctionLens.Settlement.None);
        terminateByVote(fleet);
        assertSeen(withBid, IAuctionLens.Stage.Failed, Errors.AuctionNotOpen.selector, IAuctionLens.Settlement.PayBack);
        house.settle(withBid);
        assertSeen(withBid, IAuctionLens.Stage.Void, Errors.AuctionNotOpen.selector, IAuctionLens.Settlement.None);
    }

    function test_ALotThatWaitsForItsMiner() public {
        uint256 id = putLot(1_000, english());
        bid(bob, id, RESERVE);
        missDays(fleet, 1);
        uint256 end = auction(id).endsAt;
        vm.warp(end + 3 days - 1);
        assertSeen(id, IAuctionLens.Stage.Ended, Errors.AuctionNotOpen.selector, IAuctionLens.Settlement.None);
        vm.warp(end + 3 days);
        assertSeen(id, IAuctionLens.Stage.Ended, Errors.AuctionNotOpen.selector, IAuctionLens.Settlement.PayBack);
    }

    // ---- why not

    function test_TheBlockerIsTheErrorThatAFirstBidMeets() public {
        IAuctionHouse.Terms memory terms = english();
        terms.duration = 20 days;
        uint256 id = put(terms);
        uint256 begin = vm.snapshotState();
        vm.prank(alice);
        hashpower.setBeneficiary(power, dave);
        _meets(id, Errors.AuctionStale.selector);
        vm.revertToState(begin);
        vm.prank(alice);
        hashpower.approve(address(0), power);
        _meets(id, Errors.LockNotApproved.selector);
        vm.revertToState(begin);
        terminateByVote(fleet);
        _meets(id, Errors.HashpowerOver.selector);
        vm.revertToState(begin);
        vm.prank(address(timelock));
        hashpower.setLocker(address(house), false, true);
        _meets(id, Errors.LockerNotAllowed.selector);
        vm.revertToState(begin);
        vm.prank(guardian);
        house.setPaused(true);
        _meets(id, Errors.AuctionsPaused.selector);
    }

    function test_TheBlockerOfALotIsTheErrorThatAFirstBidMeets() public {
        IAuctionHouse.Terms memory terms = english();
        terms.duration = 20 days;
        uint256 id = putLot(1_000, terms);
        uint256 begin = vm.snapshotState();
        missDays(fleet, 1);
        _meets(id, Errors.LotNotDeliverable.selector);
        vm.revertToState(begin);
        vm.prank(miner);
        hashpower.closeSeries(series);
        _meets(id, Errors.SeriesIsClosed.selector);
        vm.revertToState(begin);
        buy(carol, 100_000_000 - uint88(WHOLE) - 999);
        _meets(id, Errors.SoldOut.selector);
        vm.revertToState(begin);
        vm.prank(miner);
        registry.transferOperator(minerId, dave);
        vm.prank(dave);
        registry.acceptOperator(minerId);
        _meets(id, Errors.AuctionStale.selector);
    }

    function _meets(uint256 id, bytes4 expected) private {
        assertEq(see(id).blocker, expected);
        give(bob, RESERVE);
        vm.prank(bob);
        (bool done, bytes memory reason) = address(house).call(abi.encodeCall(house.placeBid, (id, RESERVE)));
        assertFalse(done);
        assertEq(bytes4(reason), expected);
    }

    function test_AnAuctionOfABurnedNftIsStale() public {
        uint256 id = put(english());
        uint256 other = buy(alice, 100);
        vm.prank(alice);
        hashpower.merge(two(other, power));
        IRawAuctionLens.RawAuction memory a = see(id);
        assertEq(a.power.length, 0);
        assertEq(a.blocker, Errors.AuctionStale.selector);
    }

    // ---- lists

    function list(IAuctionLens.AuctionFilter memory filter, uint256 cursor, uint32 limit, uint32 scan)
        private
        view
        returns (uint256[] memory ids, uint256 next)
    {
        IRawAuctionLens.RawAuction[] memory items;
        (, items, next) = raw.listAuctions(filter, cursor, limit, scan);
        ids = new uint256[](items.length);
        for (uint256 i; i < items.length; ++i) {
            ids[i] = items[i].auctionId;
        }
    }

    function test_ListsPageByPageNewestFirst() public {
        for (uint256 i; i < 5; ++i) put(english());
        IAuctionLens.AuctionFilter memory all;
        (uint256[] memory ids, uint256 next) = list(all, 0, 2, 100);
        assertEq(abi.encode(ids), abi.encode(two(5, 4)));
        assertEq(next, 3);
        (ids, next) = list(all, next, 2, 100);
        assertEq(abi.encode(ids), abi.encode(two(3, 2)));
        (ids, next) = list(all, next, 2, 100);
        assertEq(abi.encode(ids), abi.encode(one(1)));
        assertEq(next, 0);
        (ids, next) = list(all, 0, 50, 3); // a short page with a next one
        assertEq(ids.length, 3);
        assertEq(next, 2);
    }

    function test_ListsBySellerBidderSeriesAndWhatIsOpen() public {
        uint256 first = put(english());
        uint256 second = put(bob, buy(bob, 100), english());
        uint256 lot = putLot(1, english());
        uint256 third = put(carol, buyShort(carol, 100), dutch());
        bid(dave, second, RESERVE);
        IAuctionLens.AuctionFilter memory filter;
        filter.seller = bob;
        (uint256[] memory ids,) = list(filter, 0, 50, 100);
        assertEq(abi.encode(ids), abi.encode(one(second)));
        filter = IAuctionLens.AuctionFilter(address(0), dave, 0, false);
        (ids,) = list(filter, 0, 50, 100);
        assertEq(abi.encode(ids), abi.encode(one(second)));
        filter = IAuctionLens.AuctionFilter(address(0), address(0), shortSeries, false);
        (ids,) = list(filter, 0, 50, 100);
        assertEq(abi.encode(ids), abi.encode(one(third)));

        filter = IAuctionLens.AuctionFilter(address(0), address(0), 0, true);
        vm.prank(alice);
        hashpower.setBeneficiary(power, dave); // the first is stale now
        (ids,) = list(filter, 0, 50, 100);
        assertEq(abi.encode(ids), abi.encode(_three(third, lot, second)));
        vm.warp(auction(third).endsAt); // unsold
        (ids,) = list(filter, 0, 50, 100);
        assertEq(abi.encode(ids), abi.encode(two(lot, second)));
        vm.warp(auction(second).endsAt); // to be settled
        (ids,) = list(filter, 0, 50, 100);
        assertEq(abi.encode(ids), abi.encode(one(second)));
        house.settle(second);
        (ids,) = list(filter, 0, 50, 100);
        assertEq(ids.length, 0);
        assertEq(first, 1);
    }

    function _three(uint256 a, uint256 b, uint256 c) private pure returns (uint256[] memory ids) {
        ids = new uint256[](3);
        (ids[0], ids[1], ids[2]) = (a, b, c);
    }

    function test_RevertWhen_APageIsTooLargeOrLooksAtNothing() public {
        IAuctionLens.AuctionFilter memory all;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 51, 50));
        raw.listAuctions(all, 0, 51, 100);
        vm.expectRevert(Errors.ZeroAmount.selector);
        raw.listAuctions(all, 0, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 50));
        raw.auctions(new uint256[](0));
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownAuction.selector, 1));
        raw.auctions(one(1));
    }
}
