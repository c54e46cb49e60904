// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {Market} from "../../src/trade/Market.sol";
import {BlacklistToken, OpenToken} from "../mocks/HostileTokens.sol";
import {TradeTest} from "./TradeTest.sol";

/// @dev Random traders, in two tokens, one of which refuses accounts now and then. Looks at both sides of each trade, and
/// remembers what was wrong.
contract TradeHandler is TradeTest {
    OpenToken[2] public tokens;
    address[4] public actors;
    uint32 internal doomed; // a fleet that may be terminated
    uint32 internal doomedSeries;
    uint256[] public ids;
    uint256 public calls;
    string public wrong; // the first thing that was
    uint256 internal due; // the price of the trade being looked at
    mapping(bytes32 what => uint256) public reached;

    function begin() external {
        setUp();
        tokens[0] = OpenToken(address(new BlacklistToken(6)));
        tokens[1] = OpenToken(address(dai));
        money = tokens[0];
        vm.prank(address(timelock));
        market.setPayToken(address(tokens[0]), true);
        actors = [alice, bob, carol, makeAddr("dave")];
        doomed = makeFleet(miner, address(wbtc), address(usdt), 2);
        doomedSeries = makeSeries(miner, doomed, 1_000_000, 540, 0.106e6);
        for (uint256 i; i < 4; ++i) {
            vm.startPrank(actors[i]);
            hashpower.setApprovalForAll(address(market), true);
            hashpower.setApprovalForAll(address(locker), true);
            for (uint256 j; j < 2; ++j) tokens[j].approve(address(market), type(uint256).max);
            vm.stopPrank();
            ids.push(buy(actors[i], 10 * TH));
            ids.push(buyShort(actors[i], TH));
            ids.push(buyAs(actors[i], doomedSeries, 5 * TH, NOBODY));
        }
    }

    function theMarket() external view returns (Market) {
        return market;
    }

    function idCount() external view returns (uint256) {
        return ids.length;
    }

    function seriesIds() external view returns (uint32[3] memory) {
        return [series, shortSeries, doomedSeries];
    }

    function recipients() external view returns (address, address) {
        return (tradeFees, minerPayout);
    }

    /// @dev One random call out of a number.
    function step(uint256 r) external {
        uint256 what = r % 13;
        (uint256 a, uint256 b, uint256 c) = (r >> 8 & 0xffff_ffff_ffff, r >> 64 & 0xffff_ffff, r >> 128);
        if (what == 0) this.list(a, uint88(b), uint24(c), b);
        else if (what == 1) this.cancelListing(a);
        else if (what == 2) this.accept(a, b, c);
        else if (what == 3) this.buyListed(a, b);
        else if (what == 4) this.buyPart(a, b, uint88(c));
        else if (what == 5) this.offer(a, b, uint96(c), uint88(b));
        else if (what == 6) this.offerSeries(a, uint96(c), uint88(b), uint16(a));
        else if (what == 7) this.cancelOffer(a);
        else if (what == 8) this.withdraw(a);
        else if (what == 9) this.collectFees(a);
        else if (what == 10) this.disturb(a, b, c);
        else if (what == 11) this.rule(a, b);
        else this.day(a);
    }

    // ---- sellers

    function list(uint256 which, uint88 price, uint24 minUnits, uint256 who) external {
        uint256 id = _id(which);
        address buyer = who % 5 == 0 ? actors[who % 4] : address(0);
        vm.prank(_owner(id));
        try market.list(
            id,
            address(tokens[who % 2]),
            uint88(bound(price, 1, 1e30)),
            uint24(minUnits % 5_000),
            uint40(block.timestamp + 20 days),
            buyer
        ) {
            ++reached["listed"];
        } catch {}
        ++calls;
    }

    function cancelListing(uint256 which) external {
        uint256 id = _id(which);
        vm.prank(_owner(id));
        try market.cancelListing(id) {
            ++reached["cancelled"];
        } catch {}
        ++calls;
    }

    function accept(uint256 offerSeed, uint256 which, uint256 part) external {
        uint256 offerId = _liveOffer(offerSeed);
        if (offerId == 0) return;
        IMarket.Offer memory o = market.offerOf(offerId);
        uint256 id = o.id != 0 && hashpower.exists(o.id) ? o.id : _id(which);
        IHashpowerTypes.Info memory before = infoOf(id);
        uint88 most = before.units < o.units ? before.units : o.units;
        uint88 units = part % 2 == 0 ? most : uint88(bound(part, 1, most));
        uint256 had = _wealth(o.payToken, before.owner);
        vm.recordLogs();
        vm.prank(before.owner);
        try market.acceptOffer(offerId, id, units, 0) returns (uint256 boughtId) {
            ++reached[o.id != 0 ? bytes32("accepted") : bytes32("series accepted")];
            if (o.id != 0 && before.stateNonce != o.stateNonce) _isWrong("an offer outlived its state");
            if (block.timestamp > o.expiresAt) _isWrong("an offer outlived its time");
            if (uint32(id >> 32) != o.seriesId) _isWrong("an offer took another series");
            if (o.id != 0 && o.id != id) _isWrong("an offer took another NFT");
            due = uint256(o.amount) * units / o.units;
            if (before.endDay - today() < o.minDaysLeft) _isWrong("an offer's terms were not kept");
            _checkTrade(before, boughtId, o.bidder, units, before.owner, o.payToken, had);
            if (boughtId != id) ids.push(boughtId);
        } catch {}
        ++calls;
    }

    // ---- buyers

    function buyListed(uint256 which, uint256 who) external {
        uint256 id = _listed(which);
        IMarket.Listing memory l = market.listingOf(id);
        if (l.price == 0) return;
        IHashpowerTypes.Info memory before = infoOf(id);
        address buyer = _with(who, l.payToken, l.price);
        uint256 had = _wealth(l.payToken, before.owner);
        vm.recordLogs();
        vm.prank(buyer);
        try market.buy(id, l.payToken, l.price, l.stateNonce, block.timestamp) {
            ++reached["bought"];
            _checkSale(l, before);
            due = l.price;
            _checkTrade(before, id, buyer, before.units, before.owner, l.payToken, had);
        } catch {}
        ++calls;
    }

    function buyPart(uint256 which, uint256 who, uint88 units) external {
        uint256 id = _listed(which);
        IMarket.Listing memory l = market.listingOf(id);
        if (l.price == 0) return;
        IHashpowerTypes.Info memory before = infoOf(id);
        address buyer = _with(who, l.payToken, l.price);
        uint256 had = _wealth(l.payToken, before.owner);
        units = uint88(bound(units, l.minUnits < before.units ? l.minUnits : 1, before.units));
        vm.recordLogs();
        vm.prank(buyer);
        try market.buyUnits(id, units, l.payToken, l.price, l.order, block.timestamp) returns (uint256 boughtId) {
            ++reached["part bought"];
            _checkSale(l, before);
            due = Math.ceilDiv(uint256(l.price) * units, before.units);
            _checkTrade(before, boughtId, buyer, units, before.owner, l.payToken, had);
            if (market.listingOf(id).stateNonce != hashpower.stateNonce(id)) _isWrong("the rest is not on sale");
            ids.push(boughtId);
        } catch {}
        ++calls;
    }

    function offer(uint256 which, uint256 who, uint96 amount, uint88 units) external {
        uint256 id = _id(which);
        IHashpowerTypes.Info memory info = infoOf(id);
        amount = uint96(bound(amount, 1, 1e27));
        address token = address(tokens[who % 2]);
        address bidder = _with(who, token, amount);
        units = uint88(bound(units, 1, info.units));
        uint32 nonce = info.stateNonce;
        vm.prank(bidder);
        try market.makeOffer(id, units, token, amount, nonce, uint40(block.timestamp + 10 days)) {
            ++reached["offered"];
        } catch {}
        ++calls;
    }

    function offerSeries(uint256 who, uint96 amount, uint88 units, uint16 daysLeft) external {
        amount = uint96(bound(amount, 1, 1e27));
        units = uint88(bound(units, 1, 5_000));
        address token = address(tokens[who % 2]);
        address bidder = _with(who, token, amount);
        IMarket.SeriesTerms memory terms =
            IMarket.SeriesTerms(who % 3 == 0 ? shortSeries : series, units, units / 3 + 1, 300 + daysLeft % 260, 0);
        vm.prank(bidder);
        try market.makeSeriesOffer(terms, token, amount, uint40(block.timestamp + 10 days)) {
            ++reached["series offered"];
        } catch {}
        ++calls;
    }

    function cancelOffer(uint256 seed) external {
        uint256 offerId = _liveOffer(seed);
        if (offerId == 0) return;
        IMarket.Offer memory o = market.offerOf(offerId);
        uint256 had = _wealth(o.payToken, o.bidder);
        vm.prank(o.bidder);
        market.cancelOffer(offerId); // never fails, whatever the token does
        if (_wealth(o.payToken, o.bidder) != had + o.amount) _isWrong("an offer's money was lost");
        ++reached["offer cancelled"];
        ++calls;
    }

    function withdraw(uint256 who) external {
        address actor = actors[who % 4];
        uint256 amount = market.creditOf(address(tokens[0]), actor);
        vm.prank(actor);
        try market.withdrawCredit(address(tokens[0]), actors[(who + 1) % 4]) returns (uint256 paid) {
            if (paid != amount) _isWrong("a credit was not paid in full");
            ++reached["withdrawn"];
        } catch {}
        ++calls;
    }

    // ---- anybody, and what happens meanwhile

    function collectFees(uint256 which) external {
        try market.collectFees(address(tokens[which % 2]), [series, shortSeries, doomedSeries][which % 3]) {
            ++reached["fees collected"];
        } catch {}
        ++calls;
    }

    function disturb(uint256 which, uint256 how, uint256 who) external {
        uint256 id = _id(which);
        address owner = _owner(id);
        how %= 6;
        if (how == 0) {
            vm.prank(owner);
            try hashpower.transferFrom(owner, actors[who % 4], id) {} catch {}
        } else if (how == 1) {
            vm.prank(owner);
            try hashpower.split(id, piece(uint88(1 + who % 500)), owner) returns (uint256[] memory made) {
                ids.push(made[0]);
            } catch {}
        } else if (how == 2) {
            vm.prank(owner);
            try hashpower.merge(two(id, _id(who))) {} catch {}
        } else if (how == 3) {
            vm.prank(owner);
            try hashpower.setBeneficiary(id, actors[who % 4]) {} catch {}
        } else if (how == 4) {
            try locker.lock(id, who % 2 == 0) {} catch {}
        } else {
            try locker.unlock(id) {} catch {}
            vm.prank(owner);
            try hashpower.refund(id) {
                ++reached["refunded"];
            } catch {}
        }
        ++calls;
    }

    function rule(uint256 how, uint256 what) external {
        how %= 8;
        if (how < 5) {
            BlacklistToken(address(tokens[0])).setBlacklisted(actors[what % 4], how < 2);
        } else if (how == 5) {
            vm.prank(guardian);
            market.setPaused(what % 4 == 0);
        } else if (how == 6) {
            vm.prank(address(timelock));
            market.setFee(uint16(what % 501), tradeFees);
        } else {
            vm.prank(address(timelock));
            market.setPayToken(address(tokens[1]), what % 4 != 0);
        }
        ++calls;
    }

    function day(uint256 how) external {
        if (how % 31 == 0 && fleetOf(doomed).status == IHashpowerTypes.FleetStatus.Live) {
            terminateByVote(doomed); // its NFTs are for sale no more
            ++reached["terminated"];
        } else if (how % 4 == 0) {
            goodDay(fleet);
        } else {
            nextDay();
        }
        catchUp(fleet);
        ids.push(buy(actors[how % 4], 5 * TH));
        ++calls;
    }

    // ---- what both sides of a trade got

    function _checkSale(IMarket.Listing memory l, IHashpowerTypes.Info memory before) private {
        if (before.stateNonce != l.stateNonce) _isWrong("a listing outlived its state");
        if (block.timestamp > l.expiresAt) _isWrong("a listing outlived its time");
    }

    function _checkTrade(
        IHashpowerTypes.Info memory before,
        uint256 boughtId,
        address buyer,
        uint88 units,
        address seller,
        address token,
        uint256 had
    ) private {
        if (hashpower.ownerOf(boughtId) != buyer || infoOf(boughtId).units != units) _isWrong("not what was bought");
        if (before.refunded || before.refundable != 0 || before.locker != address(0)) _isWrong("was not for sale");
        if (before.endDay < today()) _isWrong("its term was over");
        if (seller == buyer) _isWrong("traded with itself");
        (uint256 price, uint256 fees, uint256 royalty) = _parts();
        if (price != due) _isWrong("not the price that was agreed");
        if (_wealth(token, seller) != had + price - fees - royalty) _isWrong("seller, fee and royalty are not the price");
        if (fees > price * 500 / 10_000 || royalty != price * 250 / 10_000) _isWrong("the fee or the royalty is wrong");
    }

    /// @dev Of the last trade's event: its last three words.
    function _parts() private returns (uint256 price, uint256 fees, uint256 royalty) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter != address(market) || logs[i].data.length < 128) continue;
            bytes memory data = logs[i].data;
            uint256 end = data.length;
            assembly ("memory-safe") {
                price := mload(add(data, sub(end, 64)))
                fees := mload(add(data, sub(end, 32)))
                royalty := mload(add(data, end))
            }
        }
    }

    // ---- small things

    function _wealth(address token, address account) private view returns (uint256) {
        return OpenToken(token).balanceOf(account) + market.creditOf(token, account);
    }

    function _with(uint256 who, address token, uint256 amount) private returns (address actor) {
        actor = actors[(who >> 8) % 4];
        if (!BlacklistToken(address(tokens[0])).blacklisted(actor)) OpenToken(token).mint(actor, amount);
    }

    function _id(uint256 which) private view returns (uint256 id) {
        for (uint256 i; i < ids.length; ++i) {
            id = ids[(which % ids.length + i) % ids.length];
            if (hashpower.exists(id)) return id;
        }
    }

    /// @dev Mostly something on sale.
    function _listed(uint256 which) private view returns (uint256 id) {
        for (uint256 i; i < ids.length && i < 20; ++i) {
            id = ids[(which % ids.length + i) % ids.length];
            if (hashpower.exists(id) && market.listingOf(id).price != 0) return id;
        }
        return _id(which);
    }

    function _liveOffer(uint256 seed) private view returns (uint256 offerId) {
        uint256 count = market.offerCount();
        for (uint256 i; i < count && i < 10; ++i) {
            offerId = 1 + (seed % count + i) % count;
            if (market.offerOf(offerId).bidder != address(0)) return offerId;
        }
        return 0;
    }

    function _owner(uint256 id) private view returns (address) {
        return hashpower.ownerOf(id);
    }

    function _isWrong(string memory what) private {
        if (bytes(wrong).length == 0) wrong = what;
    }
}
