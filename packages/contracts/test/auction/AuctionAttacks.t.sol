// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {BlacklistToken, GasBombToken, OpenToken} from "../mocks/HostileTokens.sol";
import {AttackTest} from "./AttackTest.sol";
import {Lack} from "./WeakHouses.sol";

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

/// @dev What bidders and tokens try.
contract AuctionAttacksTest is AttackTest {
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
        assertEq(house.creditOf(address(money), alice), 7_720 * USD);
        assertEq(house.creditOf(address(money), feeTaker), 80 * USD);
        assertEq(house.creditOf(address(money), minerPayout), 200 * USD);
        money.setBlacklisted(alice, false);
        house.withdrawCreditFor(alice, address(money)); // anybody, but only to her
        assertEq(money.balanceOf(alice), 7_720 * USD);
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
}
