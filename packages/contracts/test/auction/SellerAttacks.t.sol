// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {FeeToken, HookToken, OpenToken} from "../mocks/HostileTokens.sol";
import {AttackTest} from "./AttackTest.sol";
import {Lack, UnorderedHouse} from "./WeakHouses.sol";

/// @dev A bidder whose token calls it back when it is paid.
contract Greedy {
    AuctionHouse internal immutable HOUSE;
    uint256 internal auctionId;

    constructor(AuctionHouse house) {
        HOUSE = house;
    }

    function bid(OpenToken token, uint256 auctionId_, uint96 amount) external {
        auctionId = auctionId_;
        token.approve(address(HOUSE), amount);
        HOUSE.placeBid(auctionId_, amount);
    }

    function again() external {
        HOUSE.settle(auctionId);
    }
}

/// @dev What sellers, miners and a guardian try, and what money does.
contract SellerAttacksTest is AttackTest {
    // ---- sellers

    function test_Attack_TheSellerCancelsWhenTheBidIsTooLow() public {
        _fails(Lack.NoCancelAfterBid, _cancel);
    }

    function _cancel() internal returns (bool) {
        uint256 id = put(english());
        bid(bob, id, RESERVE);
        vm.prank(alice);
        try house.cancelAuction(id) {
            return true;
        } catch {
            return false;
        }
    }

    function test_Attack_TheSellerEmptiesTheNftBeforeTheFirstBid() public {
        _fails(Lack.Freshness, _splitThenSell);
    }

    function _splitThenSell() internal returns (bool) {
        uint256 id = put(english());
        splitAs(alice, power, uint88(WHOLE) - 1, alice);
        give(bob, RESERVE);
        vm.prank(bob);
        try house.placeBid(id, RESERVE) {} catch {
            return false;
        }
        endOf(id);
        house.settle(id);
        return hashpower.ownerOf(power) == bob && infoOf(power).units == 1;
    }

    function test_Attack_AnOldAuctionRevivesWhenTheNftReturns() public {
        _fails(Lack.Freshness, _revive);
    }

    function _revive() internal returns (bool) {
        IAuctionHouse.Terms memory terms = dutch();
        terms.duration = 30 days;
        vm.prank(alice);
        hashpower.setApprovalForAll(address(house), true); // as who sells often does
        uint256 id = put(terms);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, power);
        skipTime(29 days);
        vm.prank(bob);
        hashpower.transferFrom(bob, alice, power);
        give(mallory, 5_000 * USD);
        vm.prank(mallory);
        try house.takeDutch(id, 5_000 * USD) {
            return true;
        } catch {
            return false;
        }
    }

    function test_Attack_AWinnerPaysForATerminatedFleet() public {
        _fails(Lack.Over, _terminated);
    }

    function _terminated() internal returns (bool) {
        IAuctionHouse.Terms memory terms = english();
        terms.duration = 12 days;
        uint256 id = put(terms);
        bid(bob, id, RESERVE);
        terminateByVote(fleet);
        vm.warp(auction(id).endsAt);
        house.settle(id);
        return usdt.balanceOf(bob) == 0;
    }

    function test_Attack_TheSellerRefundsAndSellsTheRest() public {
        _fails(Lack.Freshness, _refundThenSell);
    }

    /// @dev With the other defence down too, to see that this one holds alone.
    function _refundThenSell() internal returns (bool) {
        IAuctionHouse.Terms memory terms = english();
        terms.duration = 20 days;
        uint256 id = put(terms);
        terminateByVote(fleet);
        vm.prank(alice);
        hashpower.refund(power);
        give(bob, RESERVE);
        vm.prank(bob);
        (bool done, bytes memory reason) = address(house).call(abi.encodeCall(house.placeBid, (id, RESERVE)));
        assertFalse(done);
        return bytes4(reason) != bytes4(keccak256("AuctionStale(uint256)"));
    }

    // ---- money

    function test_Attack_AFeeOnTransferLeavesTheHouseShort() public {
        _fails(Lack.FullBid, _feeToken);
    }

    function _feeToken() internal returns (bool) {
        FeeToken money = new FeeToken(6, 100);
        uint256 id = putIn(money);
        money.mint(bob, RESERVE);
        vm.startPrank(bob);
        money.approve(address(house), RESERVE);
        try house.placeBid(id, RESERVE) {} catch {
            vm.stopPrank();
            return false;
        }
        vm.stopPrank();
        return money.balanceOf(address(house)) < auction(id).amount;
    }

    function test_Attack_ADonationIsPaidOutWithARefund() public {
        _fails(Lack.CountedBids, _donate);
    }

    function _donate() internal returns (bool) {
        uint256 other = put(bob, buy(bob, 100), english());
        uint256 id = put(english());
        bid(carol, other, RESERVE);
        bid(mallory, id, RESERVE);
        usdt.mint(address(house), 1_000 * USD);
        bidNext(dave, id);
        return usdt.balanceOf(mallory) != RESERVE;
    }

    function test_Attack_RoundingOfThePartsTakesOthersBids() public {
        _fails(Lack.RoundingDown, _rounding);
    }

    function _rounding() internal returns (bool) {
        uint256 other = put(bob, buy(bob, 100), english());
        bid(carol, other, RESERVE);
        IAuctionHouse.Terms memory terms = english();
        (terms.startPrice, terms.step, terms.duration) = (1, 1, 1 hours);
        for (uint256 i; i < 20; ++i) {
            uint256 id = put(hashpower.ownerOf(power), power, terms);
            bid(mallory, id, 1);
            vm.warp(auction(id).endsAt);
            house.settle(id);
        }
        return usdt.balanceOf(address(house)) < RESERVE;
    }

    function test_Attack_ReenteringTheWayOut() public {
        assertFalse(_reenter(), "the house must withstand");
        useHouse(new UnorderedHouse(address(timelock), hashpower, guardian, feeTaker));
        assertTrue(_reenter(), "the weakened copy must not");
    }

    /// @dev A lot's bid is paid back through a token that calls the bidder, who settles again: another lot's bid pays.
    function _reenter() internal returns (bool) {
        HookToken money = new HookToken(6);
        vm.prank(address(timelock));
        hashpower.setPayToken(address(money), true);
        uint32 id = makeFleet(miner, address(wbtc), address(money), uint32(10 + block.number));
        vm.roll(block.number + 1);
        uint32 seriesId = makeSeries(miner, id, 1_000, 540, 1);
        IAuctionHouse.Terms memory terms = english();
        terms.payToken = address(money);
        vm.startPrank(miner);
        uint256 first = house.createLot(seriesId, 100, terms);
        uint256 second = house.createLot(seriesId, 100, terms);
        vm.stopPrank();
        bidIn(money, carol, first, RESERVE);
        Greedy greedy = new Greedy(house);
        money.mint(address(greedy), RESERVE);
        greedy.bid(money, second, RESERVE);
        vm.prank(miner);
        hashpower.closeSeries(seriesId);
        money.setHook(address(greedy), abi.encodeCall(greedy.again, ()), false, 1);
        house.settle(second);
        return money.balanceOf(address(greedy)) > RESERVE;
    }

    // ---- lots

    function test_Attack_TheSameUnitsArePromisedTwice() public {
        _fails(Lack.Promise, _promiseTwice);
    }

    function _promiseTwice() internal returns (bool) {
        uint88 left = 100_000_000 - uint88(WHOLE);
        uint256 first = putLot(left, english());
        uint256 second = putLot(left, english());
        bid(bob, first, RESERVE);
        give(carol, RESERVE);
        vm.prank(carol);
        try house.placeBid(second, RESERVE) {
            return true;
        } catch {
            return false;
        }
    }

    function test_Attack_AMinerTakesTheBidAndClosesTheSeries() public {
        uint256 id = putLot(1_000, english());
        bid(bob, id, RESERVE);
        vm.prank(miner);
        hashpower.closeSeries(series);
        house.settle(id);
        assertEq(usdt.balanceOf(bob), RESERVE);
        assertEq(usdt.balanceOf(miner), 0);
    }

    // ---- the guardian

    function test_Attack_AGuardianHoldsBidsForEver() public {
        _fails(Lack.PauseInterval, _pauseForEver);
    }

    function _pauseForEver() internal returns (bool) {
        uint256 id = put(english());
        bid(bob, id, RESERVE);
        for (uint256 i; i < 10; ++i) {
            vm.prank(guardian);
            try house.setPaused(true) {} catch {}
            vm.warp(block.timestamp + 7 days);
        }
        try house.settle(id) {
            return false;
        } catch {
            return true;
        }
    }
}
