// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Errors} from "../../src/Errors.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {TradeTest} from "./TradeTest.sol";

contract ListingsTest is TradeTest {
    // ---- selling whole

    function test_ABuyerGetsTheMachineAndTheSellerItsPriceLessFeeAndRoyalty() public {
        listWhole(machine, PRICE);
        assertEq(hashpower.ownerOf(machine), alice, "it stays with its seller");
        uint256 before = money.balanceOf(alice);
        give(bob, PRICE);
        vm.expectEmit(address(market));
        emit IMarket.Sold(machine, alice, bob, address(money), PRICE, 93.81e6, 234.525e6);
        vm.prank(bob);
        market.buy(machine, address(money), PRICE, 0, block.timestamp);
        assertEq(hashpower.ownerOf(machine), bob);
        // 9,381 less 1% and the series' 2.5%
        assertEq(money.balanceOf(alice) - before, 9_052.665e6);
        assertEq(money.balanceOf(bob), 0);
        (uint256 fees, uint256 royalties) = market.feesOf(address(money), series);
        assertEq(fees, 93.81e6);
        assertEq(royalties, 234.525e6);
        assertEq(market.listingOf(machine).price, 0, "gone");
    }

    function test_WhatASellerEarnedSoFarIsTheSellers() public {
        listWhole(machine, PRICE);
        goodDays(fleet, 3);
        uint256 earned = hashpower.claimable(machine);
        takeAs(bob, machine);
        assertGt(earned, 0);
        assertEq(hashpower.credit(address(wbtc), alice), earned);
        assertEq(hashpower.claimable(machine), 0);
    }

    function test_ShowsAListing() public {
        vm.prank(alice);
        market.list(machine, address(dai), 5e18, 7, uint40(block.timestamp + 1 days), bob);
        IMarket.Listing memory l = market.listingOf(machine);
        assertEq(l.price, 5e18);
        assertEq(l.payToken, address(dai));
        assertEq(l.minUnits, 7);
        assertEq(l.expiresAt, block.timestamp + 1 days);
        assertEq(l.buyer, bob);
        assertEq(l.feeBps, 100);
        assertEq(l.stateNonce, hashpower.stateNonce(machine));
        assertEq(l.order, l.stateNonce);
    }

    function test_ListingAgainReplacesTheListing() public {
        vm.prank(alice);
        market.list(machine, address(dai), 5e18, 7, uint40(block.timestamp + 1 days), bob);
        listWhole(machine, PRICE);
        IMarket.Listing memory l = market.listingOf(machine);
        assertEq(l.buyer, address(0), "for anybody now");
        assertEq(l.payToken, address(money));
        takeAs(carol, machine);
        assertEq(hashpower.ownerOf(machine), carol);
    }

    function test_AListingEndsWithTheTermOfItsMachine() public {
        uint256 id = buyShort(alice, 1_000); // six days from tomorrow
        vm.prank(alice);
        market.list(id, address(money), 1e6, 0, uint40(block.timestamp + 100 days), address(0));
        uint256 last = (uint256(today()) + 7) * 1 days - 1;
        assertEq(market.listingOf(id).expiresAt, last);
        uint256 begin = vm.snapshotState();
        vm.warp(last);
        takeAs(bob, id);
        assertEq(hashpower.ownerOf(id), bob, "until the last second");
        vm.revertToState(begin);
        vm.warp(last + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotListed.selector, id));
        vm.prank(bob);
        market.buy(id, address(money), 1e6, 0, block.timestamp);
    }

    function test_OnlyTheAccountNamedBuysFromAPrivateListing() public {
        vm.prank(alice);
        market.list(machine, address(money), PRICE, TH, uint40(block.timestamp + 1 days), bob);
        give(carol, PRICE);
        vm.startPrank(carol);
        vm.expectRevert(notAllowed(carol, bob));
        market.buy(machine, address(money), PRICE, 0, block.timestamp);
        vm.expectRevert(notAllowed(carol, bob));
        market.buyUnits(machine, TH, address(money), PRICE, 0, block.timestamp);
        vm.stopPrank();
        takeUnitsAs(bob, machine, TH);
        takeAs(bob, machine);
        assertEq(hashpower.ownerOf(machine), bob);
    }

    function test_ASellerTakesItsMachineOffSale() public {
        listWhole(machine, PRICE);
        vm.expectRevert(notAllowed(bob, alice));
        vm.prank(bob);
        market.cancelListing(machine);
        vm.expectEmit(address(market));
        emit IMarket.ListingCancelled(machine, alice);
        vm.prank(alice);
        market.cancelListing(machine);
        assertEq(market.listingOf(machine).price, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotListed.selector, machine));
        vm.prank(alice);
        market.cancelListing(machine);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotListed.selector, machine));
        vm.prank(bob);
        market.buy(machine, address(money), PRICE, 0, block.timestamp);
    }

    function test_PermitsAndListsInOneTransaction() public {
        (address dave, uint256 key) = makeAddrAndKey("dave");
        uint256 id = buy(dave, 1_000);
        bytes memory signature = _permitSignature(id, key);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.permitHashpower, (id, block.timestamp, signature));
        calls[1] = abi.encodeCall(
            market.list, (id, address(money), 100e6, 0, uint40(block.timestamp + 1 days), address(0))
        );
        uint256 begin = vm.snapshotState();
        vm.prank(dave);
        market.multicall(calls);
        takeAs(bob, id);
        assertEq(hashpower.ownerOf(id), bob);

        vm.revertToState(begin);
        hashpower.permit(address(market), id, block.timestamp, signature); // somebody was first
        vm.prank(dave);
        market.multicall(calls);
        assertEq(market.listingOf(id).price, 100e6);

        uint256 another = buy(dave, 1_000);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, dave));
        market.permitHashpower(another, block.timestamp, signature);
    }

    function _permitSignature(uint256 id, uint256 key) private view returns (bytes memory) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("DMEX Hashpower"),
                keccak256("1"),
                block.chainid,
                address(hashpower)
            )
        );
        bytes32 message = keccak256(
            abi.encode(
                keccak256("Permit(address spender,uint256 tokenId,uint256 nonce,uint256 deadline)"),
                address(market),
                id,
                hashpower.stateNonce(id),
                block.timestamp
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", domain, message)));
        return abi.encodePacked(r, s, v);
    }

    // ---- what can't be listed

    function test_RevertWhen_SomebodyElseLists() public {
        vm.expectRevert(notAllowed(bob, alice));
        listAs(bob, machine, PRICE, 0);
    }

    function test_RevertWhen_TheListingMakesNoSense() public {
        uint40 soon = uint40(block.timestamp + 1 days);
        vm.startPrank(alice);
        vm.expectRevert(Errors.ZeroAmount.selector);
        market.list(machine, address(money), 0, 0, soon, address(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.SelfTrade.selector, alice));
        market.list(machine, address(money), 1, 0, soon, alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.PayTokenNotListed.selector, address(wbtc)));
        market.list(machine, address(wbtc), 1, 0, soon, address(0));
        (uint256 now_, uint256 max) = (block.timestamp, block.timestamp + 180 days);
        vm.expectRevert(outOfBounds(now_ - 1, now_, max));
        market.list(machine, address(money), 1, 0, uint40(now_ - 1), address(0));
        vm.expectRevert(outOfBounds(max + 1, now_, max));
        market.list(machine, address(money), 1, 0, uint40(max + 1), address(0));
        market.list(machine, address(money), 1, 0, uint40(max), address(0));
        market.list(machine, address(money), 1, 0, uint40(now_), address(0));
    }

    function test_RevertWhen_AnUnknownNftIsListed() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77));
        market.list(77, address(money), 1, 0, uint40(block.timestamp), address(0));
    }

    function test_RevertWhen_WhatIsListedIsLocked() public {
        lockOf(machine, false);
        vm.expectRevert(abi.encodeWithSelector(Errors.IsLocked.selector, machine, address(locker)));
        listAs(alice, machine, PRICE, 0);
    }

    function test_RevertWhen_WhatIsListedIsOfATerminatedFleet() public {
        terminateByVote(fleet);
        vm.expectRevert(abi.encodeWithSelector(Errors.FleetTerminated.selector, fleet));
        listAs(alice, machine, PRICE, 0);
        vm.prank(alice);
        hashpower.refund(machine);
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyRefunded.selector, machine));
        listAs(alice, machine, PRICE, 0);
    }

    function test_RevertWhen_TheTermIsOver() public {
        uint256 id = buyShort(alice, 1_000);
        uint32 end = infoOf(id).endDay;
        vm.warp(uint256(end + 1) * 1 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermIsOver.selector, id, end));
        listAs(alice, id, 1e6, 0);
    }

    // ---- what can't be bought

    function test_RevertWhen_ABuyersLimitsAreNotKept() public {
        listWhole(machine, PRICE);
        give(bob, PRICE);
        (uint256 now_, uint128 price) = (block.timestamp, PRICE);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, price, price - 1));
        market.buy(machine, address(money), price - 1, 0, now_);
        vm.expectRevert(abi.encodeWithSelector(Errors.ListingChanged.selector, machine, 0, 1));
        market.buy(machine, address(money), price, 1, now_);
        vm.expectRevert(abi.encodeWithSelector(Errors.WrongPayToken.selector, address(money), address(dai)));
        market.buy(machine, address(dai), price, 0, now_);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, now_ - 1, now_));
        market.buy(machine, address(money), price, 0, now_ - 1);
        market.buy(machine, address(money), price, 0, now_);
    }

    function test_RevertWhen_TheSellerBuysFromItself() public {
        listParts(machine, PRICE, TH);
        give(alice, PRICE);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.SelfTrade.selector, alice));
        market.buy(machine, address(money), PRICE, 0, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.SelfTrade.selector, alice));
        market.buyUnits(machine, TH, address(money), PRICE, 0, block.timestamp);
    }

    function test_RevertWhen_TheSellerDidNotApprove() public {
        listWhole(machine, PRICE);
        vm.prank(alice);
        hashpower.setApprovalForAll(address(market), false);
        give(bob, PRICE);
        vm.expectRevert(
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, address(market), machine)
        );
        vm.prank(bob);
        market.buy(machine, address(money), PRICE, 0, block.timestamp);
        vm.prank(alice);
        hashpower.approve(address(market), machine); // for one NFT is enough
        takeAs(bob, machine);
        assertEq(hashpower.ownerOf(machine), bob);
    }

    function test_RevertWhen_TheBuyerHasNotApprovedTheMoney() public {
        listWhole(machine, PRICE);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.AllowanceTooLow.selector, address(money), address(market), PRICE)
        );
        vm.prank(bob);
        market.buy(machine, address(money), PRICE, 0, block.timestamp);
    }

    function test_RevertWhen_TheFleetWasTerminatedSince() public {
        listParts(machine, PRICE, TH);
        terminateByVote(fleet);
        give(bob, PRICE);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.FleetTerminated.selector, fleet));
        market.buy(machine, address(money), PRICE, 0, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.FleetTerminated.selector, fleet));
        market.buyUnits(machine, TH, address(money), PRICE, 0, block.timestamp);
    }

    /// @dev A piece so small that nothing of the escrow is in it: only the ledger knows that its fleet is terminated.
    function test_RevertWhen_AFleetWasTerminatedWhoseRefundIsNothing() public {
        uint32 cheap = makeSeries(miner, fleet, 1_000, 540, 1);
        uint256 id = buyAs(alice, cheap, 100, NOBODY); // 100 base units over 540 days
        uint256 dust = splitAs(alice, id, 1, alice);
        assertEq(infoOf(dust).refundFloor, 0);
        listWhole(dust, 1e6);
        uint256 begin = vm.snapshotState();
        takeAs(bob, dust);
        assertEq(hashpower.ownerOf(dust), bob);
        vm.revertToState(begin);
        terminateByVote(fleet);
        give(bob, PRICE);
        vm.expectRevert(abi.encodeWithSelector(Errors.FleetTerminated.selector, fleet));
        vm.prank(bob);
        market.buy(dust, address(money), 1e6, 0, block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(Errors.FleetTerminated.selector, fleet));
        listAs(alice, dust, 1e6, 0);
    }

    function test_RevertWhen_ALockedMachineIsBought() public {
        listWhole(machine, PRICE);
        lockOf(machine, false);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotListed.selector, machine));
        vm.prank(bob);
        market.buy(machine, address(money), PRICE, 0, block.timestamp);
        locker.unlock(machine); // and it does not come back
        vm.expectRevert(abi.encodeWithSelector(Errors.NotListed.selector, machine));
        vm.prank(bob);
        market.buy(machine, address(money), PRICE, 0, block.timestamp);
    }

    // ---- fees

    function test_AFeeRaisedSinceIsNotTakenButALowerOneCounts() public {
        listWhole(machine, PRICE);
        vm.prank(address(timelock));
        market.setFee(500, tradeFees);
        uint256 begin = vm.snapshotState();
        takeAs(bob, machine);
        (uint256 fees,) = market.feesOf(address(money), series);
        assertEq(fees, 93.81e6, "what it was when listed");
        vm.revertToState(begin);
        vm.prank(address(timelock));
        market.setFee(50, tradeFees);
        takeAs(bob, machine);
        (fees,) = market.feesOf(address(money), series);
        assertEq(fees, 46.905e6);
    }
}
