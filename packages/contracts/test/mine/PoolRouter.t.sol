// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {Errors} from "../../src/Errors.sol";
import {IPoolRouter} from "../../src/mine/IPoolRouter.sol";
import {PoolRouter} from "../../src/mine/PoolRouter.sol";
import {MineTest} from "./MineTest.sol";

/// @dev The last one out: machines that nobody owns any more are auctioned, and the fee recipient gets the money.
contract PoolRouterTest is MineTest {
    AuctionHouse internal house;
    PoolRouter internal clearing;
    address internal feeRouter = makeAddr("fee router");

    function setUp() public override {
        super.setUp();
        house = new AuctionHouse(address(timelock), hashpower, guardian, feeRouter);
        vm.prank(address(timelock));
        house.setFees(0, feeRouter);
        clearing = new PoolRouter(address(timelock), hashpower, house, feeRouter);
        vm.prank(address(timelock));
        hashpower.setLocker(address(house), true, true);
        router = address(clearing);
        pool = _ready(makePool());
    }

    function test_AnEmptiedPoolsMachineIsAuctionedAndTheRecipientGetsPriceAndIncome() public {
        uint256 id = _handedOver();
        uint256 escrow = hashpower.infoOf(id).refundFloor;
        vm.expectEmit(address(clearing));
        emit IPoolRouter.MachineAuctioned(id, 1, uint96(escrow * 4), uint96(escrow / 4));
        uint256 auctionId = clearing.auction(id);
        assertEq(clearing.auctionOf(id), auctionId);
        assertEq(house.dutchPrice(auctionId), escrow * 4);
        ledgerDay(fleet, 100 * USD); // it goes on earning
        uint96 price = house.dutchPrice(auctionId);
        assertGt(price, escrow / 4);
        _take(auctionId, price);
        assertEq(hashpower.ownerOf(id), bob);
        hashpower.withdrawFor(address(clearing), address(usdt));
        uint256 royalty = uint256(price) * 250 / 10_000;
        assertEq(clearing.forward(address(usdt)), 100 * USD + price - royalty);
        assertEq(usdt.balanceOf(feeRouter), 100 * USD + price - royalty);
        vm.expectRevert(Errors.NothingToPay.selector);
        clearing.forward(address(usdt));
    }

    function test_UnsoldItIsPutUpAgainForWhatItsEscrowHoldsThen() public {
        uint256 id = _handedOver();
        uint256 first = clearing.auction(id);
        uint40 endsAt = house.auctionOf(first).endsAt;
        vm.warp(endsAt - 1);
        assertApproxEqRel(house.dutchPrice(first), hashpower.infoOf(id).refundFloor / 4, 0.01e18, "the reserve");
        vm.expectRevert(abi.encodeWithSelector(Errors.AuctionRunning.selector, first, endsAt));
        clearing.auction(id);
        vm.warp(endsAt);
        ledgerDay(fleet, 100 * USD);
        uint256 second = clearing.auction(id);
        assertEq(house.dutchPrice(second), hashpower.infoOf(id).refundFloor * 4);
        assertEq(uint8(house.auctionOf(first).state), uint8(IAuctionHouse.State.Cancelled));
    }

    function test_AMachineThatWasSoldCanComeBackAndBeSoldAgain() public {
        uint256 id = _handedOver();
        _take(clearing.auction(id), type(uint96).max);
        vm.prank(bob);
        hashpower.transferFrom(bob, address(clearing), id);
        uint256 second = clearing.auction(id);
        assertEq(clearing.auctionOf(id), second);
        assertEq(hashpower.getApproved(id), address(house));
    }

    function test_ASplitOrRefundMeanwhileOpensTheNextAuctionAtOnce() public {
        uint256 id = _handedOver();
        uint256 first = clearing.auction(id);
        vm.prank(address(clearing));
        hashpower.setBeneficiary(id, address(0)); // moves the nonce: the auction is stale
        uint256 second = clearing.auction(id);
        assertEq(uint8(house.auctionOf(first).state), uint8(IAuctionHouse.State.Cancelled));
        assertEq(uint8(house.auctionOf(second).state), uint8(IAuctionHouse.State.Open));
    }

    function test_ADeadMachinesRefundAndASlashReachTheRecipient() public {
        uint256 id = _handedOver();
        terminateFleet();
        vm.expectRevert(abi.encodeWithSelector(Errors.HashpowerOver.selector, id));
        clearing.auction(id);
        vm.prank(address(timelock));
        registry.slash(minerId, fleet, 4_000e18, 10_000);
        uint256 refund = hashpower.refundable(id);
        hashpower.refund(id); // anyone
        assertEq(clearing.forward(address(usdt)), refund);
        assertEq(clearing.forward(address(dmc)), 4_000e18);
        assertEq(dmc.balanceOf(feeRouter), 4_000e18);
    }

    function test_ThePoolsPartOfTheIncomePassesThrough() public {
        pool = makePool(); // with the router's part
        startWith(10);
        mineDay(100 * USD);
        pool.collectFees();
        assertEq(clearing.forward(address(usdt)), 25 * USD);
    }

    /// @dev `forward` calls whatever address it is given: the NFT contract must understand nothing of it.
    function test_Attack_ForwardTheMachinesThemselves() public {
        uint256 id = _handedOver();
        vm.expectRevert();
        clearing.forward(address(hashpower));
        clearing.auction(id);
        vm.expectRevert();
        clearing.forward(address(hashpower));
        vm.expectRevert();
        clearing.forward(address(house));
        assertEq(hashpower.ownerOf(id), address(clearing));
    }

    function test_RevertWhen_TheMachineIsSomebodyElses() public {
        uint256 id = buyAs(alice, series, 10, address(0));
        vm.expectRevert();
        clearing.auction(id);
    }

    function test_OnlyTheOwnerNamesTheRecipient() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        clearing.setRecipient(bob);
        vm.startPrank(address(timelock));
        vm.expectRevert(Errors.ZeroAddress.selector);
        clearing.setRecipient(address(0));
        vm.expectRevert(Errors.ZeroAddress.selector);
        clearing.setRecipient(address(clearing));
        clearing.setRecipient(bob);
        assertEq(clearing.recipient(), bob);
        assertEq(clearing.auctionHouse(), address(house));
    }

    // ---- helpers

    /// @dev Ten own a machine, twenty are in when it is repaid, all leave.
    function _handedOver() private returns (uint256 id) {
        id = startWith(10);
        mineDay(100 * USD);
        for (uint256 i = 10; i < 20; ++i) deposit(people[i], 1_000 * USD);
        mineDay(30_000 * USD);
        for (uint256 i; i < 20; ++i) withdrawAll(people[i]);
        pool.handOver();
        pool.collectFees();
        clearing.forward(address(usdt));
        deal(address(usdt), feeRouter, 0);
        assertEq(hashpower.ownerOf(id), address(clearing));
    }

    function _take(uint256 auctionId, uint96 maxPrice) private {
        uint96 price = house.dutchPrice(auctionId);
        usdt.mint(bob, price);
        vm.startPrank(bob);
        usdt.approve(address(house), price);
        house.takeDutch(auctionId, maxPrice);
        vm.stopPrank();
    }
}
