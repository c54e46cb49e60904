// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {AuctionTest} from "./AuctionTest.sol";

/// @dev What a seller may put up, what ends it before the first bid, and withdrawing it.
contract CreatingTest is AuctionTest {
    function test_CreatingMovesAndLocksNothing() public {
        uint256 id = put(english());
        assertEq(id, 1);
        assertEq(house.auctionCount(), 1);
        assertEq(hashpower.ownerOf(power), alice);
        assertFalse(hashpower.locked(power));
        IAuctionHouse.Auction memory a = auction(id);
        assertEq(uint8(a.kind), uint8(IAuctionHouse.Kind.English));
        assertState(id, IAuctionHouse.State.Open);
        assertFalse(a.isLot);
        assertEq(a.seller, alice);
        assertEq(a.bidder, address(0));
        assertEq(a.amount, RESERVE);
        assertEq(a.step, 10 * USD);
        assertEq(a.payToken, address(usdt));
        assertEq(a.startsAt, block.timestamp);
        assertEq(a.endsAt, block.timestamp + 3 days);
        assertEq(a.feeBps, FEE_BPS);
        assertEq(a.seriesId, series);
        assertEq(a.powerId, power);
        assertEq(a.stateNonce, hashpower.stateNonce(power));
        assertEq(a.units, 0);
    }

    function test_ASignatureAndTheAuctionFitOneTransaction() public {
        (address signer, uint256 key) = makeAddrAndKey("signer");
        uint256 id = buy(signer, 1_000);
        bytes memory signature = _sign(key, id, block.timestamp);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(house.permitPower, (id, block.timestamp, signature));
        calls[1] = abi.encodeCall(house.createAuction, (id, english()));
        vm.prank(signer);
        house.multicall(calls);
        bid(bob, 1, RESERVE);
        assertEq(hashpower.lockerOf(id), address(house));
    }

    function test_ASignatureThatSomebodySentFirstIsFine() public {
        (address signer, uint256 key) = makeAddrAndKey("signer");
        uint256 id = buy(signer, 1_000);
        bytes memory signature = _sign(key, id, block.timestamp);
        hashpower.permit(address(house), id, block.timestamp, signature);
        house.permitPower(id, block.timestamp, signature);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, alice));
        house.permitPower(power, block.timestamp, signature);
    }

    function _sign(uint256 key, uint256 id, uint256 deadline) private view returns (bytes memory) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("DMEX Hashpower"),
                keccak256("1"),
                block.chainid,
                address(hashpower)
            )
        );
        bytes32 type_ = keccak256("Permit(address spender,uint256 tokenId,uint256 nonce,uint256 deadline)");
        bytes32 message = keccak256(abi.encode(type_, address(house), id, hashpower.stateNonce(id), deadline));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", domain, message)));
        return abi.encodePacked(r, s, v);
    }

    function test_RevertWhen_SomebodyElseCreates() public {
        vm.prank(bob);
        vm.expectRevert(notAllowed(bob, alice));
        house.createAuction(power, english());
    }

    function test_RevertWhen_NotApproved() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.LockNotApproved.selector, power, address(house)));
        house.createAuction(power, english());
        hashpower.setApprovalForAll(address(house), true);
        house.createAuction(power, english());
    }

    function test_RevertWhen_LockedElsewhere() public {
        lockOf(power, false);
        _expectRefusal(english(), abi.encodeWithSelector(Errors.IsLocked.selector, power, address(locker)));
    }

    function test_RevertWhen_TheHouseIsNoLockerThatMaySeize() public {
        bytes memory reason = abi.encodeWithSelector(Errors.LockerNotAllowed.selector, address(house));
        vm.prank(address(timelock));
        hashpower.setLocker(address(house), false, true);
        _expectRefusal(english(), reason);
        house = makeHouse();
        vm.prank(address(timelock));
        hashpower.setLocker(address(house), true, false);
        _expectRefusal(english(), abi.encodeWithSelector(Errors.LockerNotAllowed.selector, address(house)));
    }

    function test_RevertWhen_TheTokenIsNotListed() public {
        IAuctionHouse.Terms memory terms = english();
        terms.payToken = address(wbtc);
        _expectRefusal(terms, abi.encodeWithSelector(Errors.PayTokenNotListed.selector, address(wbtc)));
    }

    function test_RevertWhen_TermsAreOutOfBounds() public {
        IAuctionHouse.Terms memory terms = english();
        terms.startPrice = 0;
        _expectRefusal(terms, outOfBounds(0, 1, type(uint96).max));
        terms = english();
        terms.duration = 1 hours - 1;
        _expectRefusal(terms, outOfBounds(1 hours - 1, 1 hours, 30 days));
        terms.duration = 30 days + 1;
        _expectRefusal(terms, outOfBounds(30 days + 1, 1 hours, 30 days));
        terms = english();
        terms.step = 0;
        _expectRefusal(terms, outOfBounds(0, 1, RESERVE));
        terms.step = RESERVE + 1;
        _expectRefusal(terms, outOfBounds(RESERVE + 1, 1, RESERVE));
        _expectRefusal(withBuyNow(RESERVE - 1), outOfBounds(RESERVE - 1, RESERVE, type(uint96).max));
        terms = english();
        terms.startsAt = uint40(block.timestamp + 30 days + 1);
        _expectRefusal(terms, outOfBounds(terms.startsAt, block.timestamp, block.timestamp + 30 days));
        terms = dutch();
        terms.step = 1;
        _expectRefusal(terms, outOfBounds(1, 0, 0));
        terms = dutch();
        terms.endPrice = 0;
        _expectRefusal(terms, outOfBounds(0, 1, terms.startPrice));
        terms.endPrice = terms.startPrice + 1;
        _expectRefusal(terms, outOfBounds(terms.endPrice, 1, terms.startPrice));
    }

    function test_TermsAtTheirBoundsAreTaken() public {
        IAuctionHouse.Terms memory terms = english();
        (terms.startPrice, terms.step, terms.duration) = (1, 1, 30 days);
        terms.startsAt = uint40(block.timestamp + 30 days);
        put(terms);
        terms = withBuyNow(RESERVE);
        (terms.duration, terms.step) = (1 hours, RESERVE);
        put(terms);
        terms = dutch();
        terms.endPrice = terms.startPrice;
        put(terms);
        terms.endPrice = 1;
        put(terms);
    }

    function test_RevertWhen_TheHashpowerEndsBeforeTheAuctionMay() public {
        uint256 id = buyShort(alice, 1_000); // earns from tomorrow, 6 days
        IAuctionHouse.Terms memory terms = english();
        vm.startPrank(alice);
        hashpower.approve(address(house), id);
        terms.duration = 5 days; // with 24 hours of extensions it could end on the last day
        vm.expectRevert(abi.encodeWithSelector(Errors.HashpowerOver.selector, id));
        house.createAuction(id, terms);
        terms.duration = 4 days;
        house.createAuction(id, terms);
    }

    function test_RevertWhen_TheFleetWasTerminated() public {
        terminateByVote(fleet);
        _expectRefusal(english(), abi.encodeWithSelector(Errors.HashpowerOver.selector, power));
    }

    function _expectRefusal(IAuctionHouse.Terms memory terms, bytes memory reason) private {
        vm.startPrank(alice);
        hashpower.approve(address(house), power);
        vm.expectRevert(reason);
        house.createAuction(power, terms);
        vm.stopPrank();
    }

    // ---- what ends an auction before its first bid

    function test_RevertWhen_TheNftChangedSinceTheAuctionWasCreated() public {
        uint256 id = put(withBuyNow(9_000 * USD));
        uint256 begin = vm.snapshotState();

        vm.prank(alice);
        hashpower.transferFrom(alice, bob, power);
        vm.prank(bob);
        hashpower.transferFrom(bob, alice, power);
        _expectStale(id);

        vm.revertToState(begin);
        splitAs(alice, power, 1, alice);
        _expectStale(id);

        vm.revertToState(begin);
        vm.prank(alice);
        hashpower.setBeneficiary(power, dave);
        _expectStale(id);

        vm.revertToState(begin);
        lockOf(power, false);
        locker.unlock(power);
        _expectStale(id);
    }

    function _expectStale(uint256 id) private {
        vm.prank(alice);
        hashpower.approve(address(house), power);
        give(carol, 1e12);
        vm.startPrank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionStale.selector, id));
        house.placeBid(id, RESERVE);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionStale.selector, id));
        house.buyNow(id, 9_000 * USD);
        vm.stopPrank();
    }

    function test_RevertWhen_TheApprovalWasWithdrawn() public {
        uint256 id = put(english());
        vm.prank(alice);
        hashpower.approve(address(0), power);
        give(bob, RESERVE);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.LockNotApproved.selector, power, address(house)));
        house.placeBid(id, RESERVE);
    }

    function test_OfTwoAuctionsOfOneNftTheFirstBidDecides() public {
        uint256 first = put(english());
        uint256 second = put(english());
        bid(bob, second, RESERVE);
        give(carol, RESERVE);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionStale.selector, first));
        house.placeBid(first, RESERVE);
    }

    function test_RevertWhen_TheFleetWasTerminatedBeforeTheFirstBid() public {
        IAuctionHouse.Terms memory terms = withBuyNow(9_000 * USD);
        terms.duration = 30 days;
        uint256 id = put(terms);
        terminateByVote(fleet);
        give(bob, 1e12);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.HashpowerOver.selector, power));
        house.placeBid(id, RESERVE);
        vm.expectRevert(abi.encodeWithSelector(Errors.HashpowerOver.selector, power));
        house.buyNow(id, 9_000 * USD);
    }

    // ---- withdrawing it

    function test_TheSellerMayCancelBeforeTheFirstBid() public {
        uint256 id = put(english());
        vm.prank(bob);
        vm.expectRevert(notAllowed(bob, alice));
        house.cancelAuction(id);
        vm.prank(alice);
        vm.expectEmit(true, true, true, true, address(house));
        emit IAuctionHouse.AuctionCancelled(id);
        house.cancelAuction(id);
        assertState(id, IAuctionHouse.State.Cancelled);
        give(bob, RESERVE);
        bytes memory reason = closed(id);
        vm.prank(bob);
        vm.expectRevert(reason);
        house.placeBid(id, RESERVE);
        vm.prank(alice);
        vm.expectRevert(reason);
        house.cancelAuction(id);
    }

    function test_AnAuctionThatEndedWithoutABidCanBeCancelledToo() public {
        uint256 id = put(english());
        endOf(id);
        vm.prank(alice);
        house.cancelAuction(id);
    }
}
