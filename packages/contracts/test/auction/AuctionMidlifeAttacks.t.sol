// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {Errors} from "../../src/Errors.sol";
import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {Market} from "../../src/trade/Market.sol";
import {HookToken} from "../mocks/HostileTokens.sol";
import {AuctionTest} from "./AuctionTest.sol";

/// @dev A seller that empties its NFT when its token calls it, in the middle of the sale.
contract EmptyingSeller {
    IHashpower internal immutable HASHPOWER;
    uint256 public powerId;

    constructor(IHashpower hashpower) {
        HASHPOWER = hashpower;
    }

    function put(AuctionHouse house, uint256 powerId_, IAuctionHouse.Terms calldata terms) external returns (uint256) {
        powerId = powerId_;
        HASHPOWER.approve(address(house), powerId_);
        return house.createAuction(powerId_, terms);
    }

    function empty() external {
        uint88[] memory pieces = new uint88[](1);
        pieces[0] = HASHPOWER.infoOf(powerId).units - 1;
        HASHPOWER.split(powerId, pieces, address(this));
    }
}

/// @dev Looks at the NFT before it is paid.
contract EarlyHouse is AuctionHouse {
    constructor(address owner_, IHashpower hashpower_, address guardian_, address feeTaker_)
        AuctionHouse(owner_, hashpower_, guardian_, feeTaker_)
    {}

    function _pull(address token, address to, uint96 amount) internal override {
        uint256 powerId = _powerIdOf(_auctions[auctionCount]);
        uint32 nonce = HASHPOWER.stateNonce(powerId);
        super._pull(token, to, amount);
        if (HASHPOWER.stateNonce(powerId) != nonce) _auctions[auctionCount].part += 1; // as if it had not been looked at again
    }
}

/// @dev What changes while an auction runs: the NFT, the clock, the house's rights, who is paid.
contract AuctionMidlifeAttacksTest is AuctionTest {
    // ---- a token that calls the seller while the buyer pays

    function test_Attack_TheSellerEmptiesTheNftWhileTheBuyerPays() public {
        uint256 begin = vm.snapshotState();
        for (uint256 i; i < 2; ++i) {
            assertFalse(_emptyWhilePaid(i == 0), "the house must withstand");
            vm.revertToState(begin);
            useHouse(new EarlyHouse(address(timelock), hashpower, guardian, feeTaker));
            assertTrue(_emptyWhilePaid(i == 0), "the weakened copy must not");
            vm.revertToState(begin);
        }
    }

    function _emptyWhilePaid(bool falls) private returns (bool) {
        HookToken money = new HookToken(6);
        vm.prank(address(timelock));
        hashpower.setPayToken(address(money), true);
        EmptyingSeller seller = new EmptyingSeller(hashpower);
        vm.prank(alice);
        hashpower.transferFrom(alice, address(seller), power);
        IAuctionHouse.Terms memory terms = falls ? dutch() : withBuyNow(10_000 * USD);
        terms.payToken = address(money);
        uint256 id = seller.put(house, power, terms);
        money.mint(bob, 10_000 * USD);
        money.setHook(address(seller), abi.encodeCall(seller.empty, ()), true, 1);
        vm.startPrank(bob);
        money.approve(address(house), 10_000 * USD);
        bytes memory buy_ = falls
            ? abi.encodeCall(house.takeDutch, (id, 10_000 * USD))
            : abi.encodeCall(house.buyNow, (id, 10_000 * USD));
        (bool done, bytes memory reason) = address(house).call(buy_);
        vm.stopPrank();
        if (!done) {
            assertEq(reason, abi.encodeWithSelector(Errors.AuctionStale.selector, id));
            return false;
        }
        return hashpower.ownerOf(power) == bob && infoOf(power).units == 1;
    }

    /// @dev The market has a guard of its own: it would sell units of the same NFT to somebody else in between.
    function test_Attack_TheMarketSellsTheNftWhileItsAuctionIsPaid() public {
        Market market = new Market(address(timelock), hashpower, guardian, feeTaker);
        HookToken money = new HookToken(6);
        vm.startPrank(address(timelock));
        hashpower.setPayToken(address(money), true);
        market.setPayToken(address(usdt), true);
        vm.stopPrank();
        vm.startPrank(alice);
        hashpower.setApprovalForAll(address(market), true);
        hashpower.setApprovalForAll(address(house), true);
        market.list(power, address(usdt), uint88(88_500 * USD), 1, uint40(block.timestamp + 1 days), address(0));
        IAuctionHouse.Terms memory terms = dutch();
        terms.payToken = address(money);
        uint256 id = house.createAuction(power, terms);
        vm.stopPrank();
        uint32 order = market.listingOf(power).order;
        usdt.mint(address(money), 88_500 * USD); // the hook's caller buys
        vm.prank(address(money));
        usdt.approve(address(market), type(uint256).max);
        money.mint(bob, 10_000 * USD);
        money.setHook(
            address(market),
            abi.encodeCall(
                market.buyUnits, (power, uint88(WHOLE) - 1, address(usdt), 88_500 * USD, order, block.timestamp)
            ),
            true,
            1
        );
        vm.startPrank(bob);
        money.approve(address(house), 10_000 * USD);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionStale.selector, id));
        house.takeDutch(id, 10_000 * USD);
        vm.stopPrank();
    }

    // ---- the clock

    /// @dev Against a second account of the pauses: an auction moves by what they took from it. Two pauses, cut short or left to lapse.
    function testFuzz_Attack_APauseCostsTimeToBid(uint32[2] memory waits, uint32[2] memory lasts) public {
        IAuctionHouse.Terms memory terms = english();
        terms.duration = 30 days;
        uint256 id = put(terms);
        uint256 end = auction(id).endsAt;
        for (uint256 i; i < 2; ++i) {
            skip(i == 0 ? bound(waits[0], 0, 4 days) : 30 days + bound(waits[1], 0, 10 days));
            bool runs = block.timestamp < end;
            vm.prank(guardian);
            house.setPaused(true);
            uint256 last = bound(lasts[i], 0, 9 days);
            skip(last);
            vm.prank(guardian);
            house.setPaused(false);
            if (runs) end += last > 7 days ? 7 days : last;
        }
        give(bob, RESERVE);
        bool open = block.timestamp < end;
        if (open) assertEq(auction(id).endsAt, end);
        vm.prank(bob);
        (bool done,) = address(house).call(abi.encodeCall(house.placeBid, (id, RESERVE)));
        assertEq(done, open);
    }

    // ---- rights that are taken away

    function test_Attack_DelistingTheHouseTrapsWhatItLocked() public {
        uint256 other = buy(alice, 1_000);
        IAuctionHouse.Terms memory long = english();
        long.duration = 20 days;
        uint256 sold = put(english());
        uint256 dies = put(alice, other, long);
        bid(bob, sold, RESERVE);
        bid(carol, dies, RESERVE);
        vm.startPrank(address(timelock));
        hashpower.setLocker(address(house), false, true);
        hashpower.setMinter(address(house), false);
        hashpower.setPayToken(address(usdt), false);
        vm.stopPrank();
        bid(dave, sold, 6_000 * USD); // it goes on
        endOf(sold);
        assertTrue(house.settle(sold));
        assertEq(hashpower.ownerOf(power), dave);
        terminateByVote(fleet);
        assertFalse(house.settle(dies));
        assertEq(usdt.balanceOf(carol), RESERVE);
        vm.prank(alice);
        hashpower.refund(other);
        assertEq(usdt.balanceOf(address(house)), 0);
    }

    function test_Attack_WithoutTheRightToMintALotsWinnerIsPaidBackAtOnce() public {
        uint256 id = putLot(1_000, english());
        bid(bob, id, RESERVE);
        vm.prank(address(timelock));
        hashpower.setMinter(address(house), false);
        endOf(id);
        vm.expectRevert();
        house.settle(id); // others wait for three days
        vm.prank(bob);
        assertFalse(house.settle(id));
        assertEq(usdt.balanceOf(bob), RESERVE);
        assertEq(house.promisedUnits(series), 0);
    }

    // ---- who is paid

    /// @dev Money sent to the house itself would be nobody's: its balance is live bids and credits, exactly.
    function test_Attack_AMinerIsPaidAtTheHousesOwnAddress() public {
        vm.prank(miner);
        registry.setPayout(minerId, address(house));
        uint256 id = put(english());
        bid(bob, id, RESERVE);
        endOf(id);
        house.settle(id);
        assertEq(usdt.balanceOf(alice), sellerPart(RESERVE));
        assertEq(usdt.balanceOf(address(house)), credited(address(house)));
        vm.expectRevert(abi.encodeWithSelector(Errors.TransferFailed.selector, address(usdt), address(house)));
        house.withdrawCreditFor(address(house), address(usdt));
    }

    // ---- views

    function test_Attack_AViewCallsDeliverableWhatNobodyCanBidOn() public {
        uint256 id = put(english());
        assertDeliverable(id, true);
        uint256 begin = vm.snapshotState();
        vm.prank(alice);
        hashpower.transferFrom(alice, carol, power); // stale
        assertDeliverable(id, false);
        vm.revertToState(begin);
        uint256 other = buy(alice, uint88(WHOLE));
        vm.prank(alice);
        hashpower.merge(two(other, power)); // burned
        assertDeliverable(id, false);
        vm.revertToState(begin);
        vm.prank(alice);
        house.cancelAuction(id);
        assertDeliverable(id, false);
        vm.revertToState(begin);
        bid(bob, id, RESERVE); // the lock changed its nonce
        assertDeliverable(id, true);
        endOf(id);
        house.settle(id);
        assertDeliverable(id, false);
        uint256 lot = putLot(1_000, english());
        assertDeliverable(lot, true);
        vm.prank(miner);
        house.cancelAuction(lot);
        assertDeliverable(lot, false);
    }

    function assertDeliverable(uint256 id, bool expected) private view {
        (bool now_, bool ever) = house.deliverable(id);
        assertEq(now_, expected, "now");
        assertEq(ever, expected, "ever");
    }
}
