// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {BlacklistToken} from "../mocks/HostileTokens.sol";
import {AuctionTest} from "./AuctionTest.sol";

/// @dev Random sellers, bidders, miners and days, with a token that refuses some of them now and then. Keeps its own books of
/// who paid what, to compare the house with.
contract AuctionHandler is AuctionTest {
    BlacklistToken public money;
    uint32 public moneyFleet; // delivers, misses, and is terminated and replaced now and then
    uint32 internal moneySeries;
    uint32 internal farm = 100;
    address[4] public actors;
    uint256[] public powers;
    address internal wholesaler = makeAddr("wholesaler");

    uint256 public calls;
    string public wrong; // the first thing that was
    mapping(uint256 auctionId => uint88) internal put_;
    mapping(bytes32 what => uint256) public reached;

    function begin() external {
        setUp();
        money = new BlacklistToken(6);
        vm.startPrank(address(timelock));
        hashpower.setPayToken(address(money), true);
        vm.stopPrank();
        actors = [alice, bob, carol, dave];
        for (uint256 i; i < 4; ++i) {
            money.mint(actors[i], 1e24);
            vm.prank(actors[i]);
            money.approve(address(house), type(uint256).max);
            vm.prank(actors[i]);
            hashpower.setApprovalForAll(address(house), true);
        }
        _newFleet();
    }

    function theHouse() external view returns (AuctionHouse) {
        return house;
    }

    function lockerOf(uint256 id) external view returns (address) {
        return hashpower.lockerOf(id);
    }

    function powerCount() external view returns (uint256) {
        return powers.length;
    }

    /// @dev One random call out of a number.
    function step(uint256 r) external {
        uint256 what = r % 13;
        (uint256 a, uint256 b) = (r >> 8 & 0xffff_ffff_ffff, uint256(keccak256(abi.encode(r))));
        if (what == 0) this.create(a, b);
        else if (what == 1) this.createLot(b);
        else if (what == 2) this.cancel(a);
        else if (what == 3) this.disturb(a, b);
        else if (what == 4) this.bidOn(a, b, b >> 8);
        else if (what == 5) this.buyNowOf(a, b);
        else if (what == 6) this.take(a, b);
        else if (what == 7) this.settle(a);
        else if (what == 8) this.withdraw(a, b);
        else if (what == 9) this.refuse(a, b % 2 == 0);
        else if (what == 10) this.wait_(b);
        else if (what == 11) this.pause(b);
        else this.day(b);
    }

    // ---- sellers

    function create(uint256 which, uint256 seed) external {
        uint256 id = _power(which);
        IAuctionHouse.Terms memory terms = _terms(seed);
        vm.prank(hashpower.ownerOf(id));
        try house.createAuction(id, terms) {
            put_[house.auctionCount()] = infoOf(id).units;
            ++reached["created"];
        } catch {}
        _done();
    }

    function createLot(uint256 seed) external {
        IAuctionHouse.Terms memory terms = _terms(seed);
        uint88 units = uint88(bound(seed >> 16, 1, 400));
        vm.prank(miner);
        try house.createLot(moneySeries, units, terms) {
            put_[house.auctionCount()] = units;
            ++reached["lot created"];
        } catch {}
        _done();
    }

    function cancel(uint256 which) external {
        if (which % 3 != 0) return;
        uint256 id = _auctionId(which, Like.Open);
        if (id == 0) return;
        vm.prank(house.auctionOf(id).seller);
        try house.cancelAuction(id) {
            ++reached["cancelled"];
        } catch {}
        _done();
    }

    /// @dev What a seller might do behind an auction's back.
    function disturb(uint256 which, uint256 seed) external {
        uint256 id = _power(which);
        address owner = hashpower.ownerOf(id);
        vm.startPrank(owner);
        if (seed % 4 == 0) try hashpower.transferFrom(owner, actors[seed / 4 % 4], id) {} catch {}
        else if (seed % 4 == 1) try hashpower.setBeneficiary(id, actors[seed / 4 % 4]) {} catch {}
        else if (seed % 4 == 2) try hashpower.split(id, piece(1), owner) {} catch {}
        else try hashpower.refund(id) {} catch {}
        vm.stopPrank();
        _done();
    }

    // ---- bidders

    function bidOn(uint256 which, uint256 who, uint256 more) external {
        uint256 id = _auctionId(which, Like.Bidding);
        if (id == 0 || house.auctionOf(id).kind == IAuctionHouse.Kind.Dutch) return;
        uint256 amount = house.minNextBid(id) + bound(more, 0, 1_000);
        if (amount > 1e20) return;
        bool outbids = house.auctionOf(id).bidder != address(0);
        vm.prank(actors[who % 4]);
        try house.placeBid(id, uint96(amount)) {
            ++reached[outbids ? bytes32("outbid") : bytes32("first bid")];
        } catch {}
        _done();
    }

    function buyNowOf(uint256 which, uint256 who) external {
        uint256 id = _auctionId(which, Like.BuyNow);
        if (id == 0) return;
        bool outbids = house.auctionOf(id).bidder != address(0);
        bool lived = _lives(id);
        vm.prank(actors[who % 4]);
        try house.buyNow(id, type(uint96).max) returns (uint256 powerId) {
            _sold(id, powerId, actors[who % 4], lived);
            ++reached[outbids ? bytes32("bought over a bid") : bytes32("bought now")];
        } catch {}
        _done();
    }

    function take(uint256 which, uint256 who) external {
        uint256 id = _auctionId(which, Like.Falling);
        if (id == 0) return;
        bool lived = _lives(id);
        vm.prank(actors[who % 4]);
        try house.takeDutch(id, type(uint96).max) returns (uint256 powerId) {
            _sold(id, powerId, actors[who % 4], lived);
            ++reached["taken"];
        } catch {}
        _done();
    }

    // ---- anybody

    function settle(uint256 which) external {
        uint256 id = _auctionId(which, Like.WithBid);
        if (id == 0) return;
        IAuctionHouse.Auction memory a = house.auctionOf(id);
        bool lot = a.isLot;
        uint256 minted = uint256(a.seriesId) << 32 | (hashpower.seriesOf(a.seriesId).sequence + 1);
        uint256 had = _wealth(a.bidder);
        bool lived = _lives(id);
        try house.settle(id) returns (bool sold) {
            if (sold) _sold(id, lot ? minted : a.powerId, a.bidder, lived);
            else _paidBack(a, had);
            if (lot) ++reached[sold ? bytes32("lot settled") : bytes32("lot void")];
            else ++reached[sold ? bytes32("settled") : bytes32("void")];
        } catch {}
        _done();
    }

    function withdraw(uint256 who, uint256 to) external {
        vm.prank(actors[who % 4]);
        try house.withdrawCredit(address(money), actors[to % 4]) {
            ++reached["credit withdrawn"];
        } catch {}
        try house.withdrawCreditFor(actors[to % 4], address(money)) {
            ++reached["credit sent"];
        } catch {}
        _done();
    }

    // ---- days, tokens, miners

    function refuse(uint256 who, bool yes) external {
        money.setBlacklisted(actors[who % 4], yes && who % 3 != 0);
        _done();
    }

    function wait_(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1 minutes, 8 hours));
        _done();
    }

    function pause(uint256 seed) external {
        vm.prank(guardian);
        try house.setPaused(seed % 4 == 0) {
            ++reached[seed % 4 == 0 ? bytes32("paused") : bytes32("resumed")];
        } catch {}
        _done();
    }

    /// @dev Pays and settles what is due, or leaves a day out; now and then it closes a series or ends the fleet.
    function day(uint256 seed) external {
        nextDay();
        benchmark.advance(BTC, 32);
        if (seed % 60 == 0) {
            try this.end() {
                ++reached["terminated"];
            } catch {}
        } else if (seed % 12 == 1) {
            vm.prank(miner);
            try hashpower.closeSeries(moneySeries) {
                _newSeries();
                ++reached["closed"];
            } catch {}
        } else if (seed % 8 != 2) {
            _catchUp();
        }
        _done();
    }

    function end() external {
        terminateByVote(moneyFleet);
        _newFleet();
    }

    // ---- internals

    function _newFleet() private {
        moneyFleet = makeFleet(miner, address(wbtc), address(money), farm++);
        _newSeries();
    }

    function _newSeries() private {
        moneySeries = makeSeries(miner, moneyFleet, 2_000, 120, 1e6);
        for (uint256 i; i < 3; ++i) {
            uint256 id = buyAs(wholesaler, moneySeries, 100, NOBODY); // whom no token refuses
            vm.prank(wholesaler);
            hashpower.transferFrom(wholesaler, actors[i], id);
            powers.push(id);
        }
    }

    function _catchUp() private {
        for (uint256 i; i < 12 && settledOf(moneyFleet) + 1 < today(); ++i) {
            uint32 next = settledOf(moneyFleet) + 1;
            uint256 units = unitsOn(moneyFleet, next);
            if (units != 0) deliver(moneyFleet, next, units);
            (bool yes,) = hashpower.settleable(moneyFleet);
            if (!yes) break;
            hashpower.settleDay(moneyFleet);
        }
    }

    function _terms(uint256 seed) private view returns (IAuctionHouse.Terms memory terms) {
        terms = seed % 3 == 0 ? dutch() : english();
        terms.payToken = address(money);
        terms.startPrice = uint96(bound(seed >> 32, 1, 1e9));
        if (seed % 3 == 0) terms.endPrice = uint96(bound(seed >> 64, 1, terms.startPrice));
        else (terms.step, terms.endPrice) = (uint96(bound(seed >> 64, 1, terms.startPrice)), seed % 3 == 1 ? 0 : 2e9);
        terms.duration = uint40(bound(seed >> 96, 1 hours, 4 days));
        if (seed % 5 == 0) terms.startsAt = uint40(block.timestamp + 2 hours);
    }

    enum Like {
        Open,
        WithBid,
        Bidding,
        BuyNow,
        Falling
    }

    /// @dev One of the last dozen that is like this; if none is, any of them, which then refuses.
    function _auctionId(uint256 which, Like like) private view returns (uint256 id) {
        uint256 count = house.auctionCount();
        uint256 last = count < 12 ? count : 12;
        for (uint256 i; i < last; ++i) {
            id = count - (which % 12 + i) % last;
            IAuctionHouse.Auction memory a = house.auctionOf(id);
            if (a.state != IAuctionHouse.State.Open) continue;
            bool falls = a.kind == IAuctionHouse.Kind.Dutch;
            bool runs = block.timestamp < a.endsAt;
            if (like == Like.Open) return id;
            if (like == Like.WithBid && a.bidder != address(0)) return id;
            if (like == Like.Bidding && runs && !falls) return id;
            if (like == Like.BuyNow && runs && !falls && a.endPrice != 0) return id;
            if (like == Like.Falling && runs && falls) return id;
        }
    }

    /// @dev Mostly one of the newest, whose fleet still lives.
    function _power(uint256 which) private view returns (uint256) {
        uint256 last = powers.length < 6 || which % 4 == 0 ? powers.length : 6;
        return powers[powers.length - 1 - which / 4 % last];
    }

    function _lives(uint256 id) private view returns (bool) {
        IAuctionHouse.Auction memory a = house.auctionOf(id);
        if (a.isLot) return fleetOf(hashpower.seriesOf(a.seriesId).fleetId).status == IHashpowerTypes.FleetStatus.Live;
        IHashpowerTypes.Info memory info = infoOf(a.powerId);
        return today() <= info.endDay && fleetOf(info.fleetId).status == IHashpowerTypes.FleetStatus.Live;
    }

    function _sold(uint256 id, uint256 powerId, address winner, bool lived) private {
        if (house.auctionOf(id).isLot) powers.push(powerId);
        if (!lived) _isWrong("sold what was over");
        if (hashpower.ownerOf(powerId) != winner) _isWrong("the winner does not have it");
        if (infoOf(powerId).units != put_[id]) _isWrong("sold something else than was put up");
        if (infoOf(powerId).locker != address(0)) _isWrong("sold and locked");
    }

    function _paidBack(IAuctionHouse.Auction memory a, uint256 had) private {
        if (_wealth(a.bidder) != had + a.amount) _isWrong("the bidder was not paid back");
        if (a.isLot) return;
        bool free = hashpower.ownerOf(a.powerId) == a.seller && hashpower.lockerOf(a.powerId) == address(0);
        if (!free) _isWrong("the seller does not have it back");
    }

    function _wealth(address account) private view returns (uint256) {
        return money.balanceOf(account) + house.creditOf(address(money), account);
    }

    function _isWrong(string memory what) private {
        if (bytes(wrong).length == 0) wrong = what;
    }

    function _done() private {
        ++calls;
        if (house.creditOf(address(money), actors[calls % 4]) != 0) ++reached["credited"];
        if (house.promisedUnits(moneySeries) != 0) ++reached["promised"];
    }
}
