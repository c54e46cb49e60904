// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {BlacklistToken, FeeToken, GasBombToken, HookToken, OpenToken} from "../mocks/HostileTokens.sol";
import {AuctionTest} from "./AuctionTest.sol";
import {Lack, UnorderedHouse, WeakHouse} from "./WeakHouses.sol";

/// @dev Never ends when it sends to one account.
contract EndlessToken is OpenToken {
    address public victim;

    constructor() OpenToken("EndlessToken", 6) {}

    function setVictim(address victim_) external {
        victim = victim_;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (to == victim) for (uint256 i;; ++i) victim = address(uint160(i));
        return super.transfer(to, value);
    }
}

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

/// @dev Each attack is tried on the house, where it must fail, and on a copy without the one defence that stops it, where it
/// must work: else the test would prove nothing.
contract AuctionAttacksTest is AuctionTest {
    address internal mallory = makeAddr("mallory");
    Lack internal lack;

    function makeHouse() internal override returns (AuctionHouse) {
        return lack == Lack.Nothing
            ? super.makeHouse()
            : new WeakHouse(lack, address(timelock), hashpower, guardian, FEE_BPS, feeTaker);
    }

    function _fails(Lack lack_, function() internal returns (bool) attack) internal {
        uint256 begin = vm.snapshotState();
        assertFalse(attack(), "the house must withstand");
        vm.revertToState(begin);
        lack = lack_;
        useHouse(makeHouse());
        assertTrue(attack(), "the weakened copy must not");
    }

    // ---- tools

    /// @dev Lists a token for auctions, and puts alice's machine up in it.
    function putIn(OpenToken token) internal returns (uint256) {
        vm.prank(address(timelock));
        hashpower.setPayToken(address(token), true);
        IAuctionHouse.Terms memory terms = english();
        terms.payToken = address(token);
        return put(terms);
    }

    function bidIn(OpenToken token, address bidder, uint256 id, uint96 amount) internal {
        token.mint(bidder, amount);
        vm.startPrank(bidder);
        token.approve(address(house), amount);
        house.placeBid(id, amount);
        vm.stopPrank();
    }

    function tryBid(OpenToken token, address bidder, uint256 id, uint96 amount, uint256 gas_) internal returns (bool done) {
        token.mint(bidder, amount);
        vm.startPrank(bidder);
        token.approve(address(house), amount);
        (done,) = address(house).call{gas: gas_}(abi.encodeCall(house.placeBid, (id, amount)));
        vm.stopPrank();
    }

    // ---- bidders that can't be paid back

    function test_Attack_ABlacklistedBidderBlocksTheNext() public {
        _fails(Lack.Credit, _blacklistedBidder);
    }

    function _blacklistedBidder() internal returns (bool) {
        BlacklistToken money = new BlacklistToken(6);
        uint256 id = putIn(money);
        bidIn(money, mallory, id, RESERVE);
        money.setBlacklisted(mallory, true);
        if (!tryBid(money, bob, id, 6_000 * USD, 1_000_000)) return true;
        assertEq(house.creditOf(address(money), mallory), RESERVE);
        assertEq(money.balanceOf(address(house)), RESERVE + 6_000 * USD);
        vm.prank(mallory);
        house.withdrawCredit(address(money), dave); // nobody loses anything
        assertEq(money.balanceOf(dave), RESERVE);
        return false;
    }

    function test_Attack_ASellerFeeTakerOrMinerThatCanNotReceiveBlocksSettlement() public {
        _fails(Lack.Credit, _blacklistedSeller);
    }

    function _blacklistedSeller() internal returns (bool) {
        BlacklistToken money = new BlacklistToken(6);
        uint256 id = putIn(money);
        bidIn(money, bob, id, 8_000 * USD);
        money.setBlacklisted(alice, true);
        money.setBlacklisted(feeTaker, true);
        money.setBlacklisted(minerPayout, true);
        endOf(id);
        try house.settle(id) {} catch {
            return true;
        }
        assertEq(hashpower.ownerOf(power), bob);
        assertEq(house.creditOf(address(money), alice), 7_600 * USD);
        assertEq(house.creditOf(address(money), feeTaker), 200 * USD);
        assertEq(house.creditOf(address(money), minerPayout), 200 * USD);
        money.setBlacklisted(alice, false);
        house.withdrawCreditFor(alice, address(money)); // anybody, but only to her
        assertEq(money.balanceOf(alice), 7_600 * USD);
        return false;
    }

    function test_Attack_APausedTokenHoldsUpSettlement() public {
        _fails(Lack.Credit, _pausedToken);
    }

    function _pausedToken() internal returns (bool) {
        BlacklistToken money = new BlacklistToken(6);
        uint256 id = putIn(money);
        bidIn(money, bob, id, RESERVE);
        endOf(id);
        money.setPaused(true);
        try house.settle(id) {} catch {
            return true;
        }
        assertEq(hashpower.ownerOf(power), bob);
        return false;
    }

    function test_Attack_AGasBombInWhatATokenReturns() public {
        _fails(Lack.BoundedGas, _gasBomb);
    }

    function _gasBomb() internal returns (bool) {
        GasBombToken money = new GasBombToken(6);
        uint256 id = putIn(money);
        bidIn(money, mallory, id, RESERVE);
        money.setArmed(true);
        return !tryBid(money, bob, id, 6_000 * USD, 500_000);
    }

    function test_Attack_ARecipientThatBurnsAllGas() public {
        _fails(Lack.BoundedGas, _endless);
    }

    function _endless() internal returns (bool) {
        EndlessToken money = new EndlessToken();
        uint256 id = putIn(money);
        bidIn(money, mallory, id, RESERVE);
        money.setVictim(mallory);
        return !tryBid(money, bob, id, 6_000 * USD, 500_000);
    }

    function test_Attack_ABidWithLittleGasTurnsARefundIntoACredit() public {
        _fails(Lack.GasFloor, _starve);
    }

    function _starve() internal returns (bool) {
        OpenToken money = new BlacklistToken(6);
        uint256 id = putIn(money);
        bidIn(money, bob, id, RESERVE);
        for (uint256 gas_ = 80_000; gas_ < 300_000; gas_ += 5_000) {
            if (tryBid(money, mallory, id, 6_000 * USD, gas_)) break;
        }
        return money.balanceOf(bob) == 0;
    }

    // ---- the last seconds

    function test_Attack_ABidInTheLastSecondCanNotBeAnswered() public {
        _fails(Lack.Extension, _snipe);
    }

    function _snipe() internal returns (bool) {
        uint256 id = put(english());
        uint256 end = auction(id).endsAt;
        bid(bob, id, RESERVE);
        vm.warp(end - 1);
        bidNext(mallory, id);
        vm.warp(end);
        give(bob, 1e12);
        uint96 min = uint96(house.minNextBid(id));
        vm.prank(bob);
        try house.placeBid(id, min) {
            return false;
        } catch {
            return true;
        }
    }

    function test_Attack_TwoBiddersKeepAnAuctionOpenForEver() public {
        _fails(Lack.ExtensionCap, _forever);
    }

    function _forever() internal returns (bool) {
        IAuctionHouse.Terms memory terms = english();
        (terms.startPrice, terms.step) = (100, 1);
        uint256 id = put(terms);
        uint256 limit = auction(id).endsAt + 24 hours;
        for (uint256 i; i < 120; ++i) {
            uint256 end = auction(id).endsAt;
            if (block.timestamp >= end) break;
            vm.warp(end - 1);
            bidNext(i % 2 == 0 ? mallory : dave, id);
        }
        return auction(id).endsAt > limit;
    }

    function test_Attack_DustRaises() public {
        _fails(Lack.Increment, _dust);
    }

    function _dust() internal returns (bool) {
        uint256 id = put(english());
        bid(bob, id, RESERVE);
        give(mallory, RESERVE + 1);
        vm.prank(mallory);
        try house.placeBid(id, RESERVE + 1) {
            return true;
        } catch {
            return false;
        }
    }

    function test_Attack_AtTinyBidsTheRaiseRoundsToNothing() public {
        _fails(Lack.Increment, _tiny);
    }

    function _tiny() internal returns (bool) {
        IAuctionHouse.Terms memory terms = english();
        (terms.startPrice, terms.step) = (1, 1);
        uint256 id = put(terms);
        bid(bob, id, 41); // 5% is 2.05
        give(mallory, 42);
        vm.prank(mallory);
        try house.placeBid(id, 42) {
            return true;
        } catch {
            return false;
        }
    }

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
        useHouse(new UnorderedHouse(address(timelock), hashpower, guardian, FEE_BPS, feeTaker));
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
