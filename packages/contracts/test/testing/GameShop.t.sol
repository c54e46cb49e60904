// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Errors} from "../../src/Errors.sol";
import {IRig} from "../../src/rig/IRig.sol";
import {GameShop} from "../../src/testing/GameShop.sol";
import {RigTest} from "../rig/RigTest.sol";

/// @dev Says that it moved, and did not.
contract StubbornCollection {
    address public owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function ownerOf(uint256) external view returns (address) {
        return owner;
    }

    function transferFrom(address, address, uint256) external {}
}

/// @dev Buys again while it is being bought, by way of the collection's own code.
contract ReentrantCollection {
    GameShop internal immutable SHOP;
    address public owner;
    bytes public reason;

    constructor(GameShop shop, address owner_) {
        SHOP = shop;
        owner = owner_;
    }

    function ownerOf(uint256) external view returns (address) {
        return owner;
    }

    function transferFrom(address, address to, uint256 id) external {
        try SHOP.buy(address(this), id, type(uint96).max, bytes32(0)) {}
        catch (bytes memory reason_) {
            reason = reason_;
        }
        owner = to;
    }
}

contract GameShopTest is RigTest {
    uint96 internal constant PRICE = 9_500e6;
    GameShop internal shop;

    function setUp() public override {
        super.setUp();
        shop = new GameShop(rig, guard, usdt);
        usdt.mint(bob, 2 * PRICE);
        vm.prank(bob);
        usdt.approve(address(shop), type(uint256).max);
    }

    // ---- selling

    function test_ASwordIsSold_TheSellerIsPaidWhatItEarned_TheBuyerGoesOnEarning() public {
        IRig.Item memory item = listNew(1);
        earnDays(3);
        uint256 earned = rig.claimableOf(item).total;
        assertGt(earned, 0);
        uint256 money = usdt.balanceOf(alice);
        buyAsBob(1);

        assertEq(swords.ownerOf(1), bob);
        assertEq(usdt.balanceOf(alice) - money, PRICE);
        assertEq(wbtc.balanceOf(alice), earned);
        assertEq(rig.claimableOf(item).total, 0);
        assertEq(usdt.balanceOf(address(shop)) + wbtc.balanceOf(address(shop)), 0);

        earnDays(2);
        uint256 next = rig.claimableOf(item).total;
        assertGt(next, 0);
        claim(item);
        assertEq(wbtc.balanceOf(bob), next);
        assertEq(wbtc.balanceOf(alice), earned);
    }

    function test_AnEmptySwordIsSoldToo() public {
        newSword(alice, 1);
        list(1);
        buyAsBob(1);
        assertEq(swords.ownerOf(1), bob);
    }

    function test_AClaimByAnybodyDoesNotEndASale() public {
        IRig.Item memory item = listNew(1);
        earnDays(2);
        vm.prank(carol);
        rig.claimSlots(one(item));
        assertTrue(shop.isOpen(address(swords), 1));
        buyAsBob(1);
    }

    function test_AListedSwordStaysWithItsOwnerAndEarnsForIt() public {
        IRig.Item memory item = listNew(1);
        assertEq(swords.ownerOf(1), alice);
        earnDays(2);
        claim(item);
        assertGt(wbtc.balanceOf(alice), 0);
    }

    function test_ThePriceCanBeChangedAndTheSaleWithdrawn() public {
        listNew(1);
        vm.startPrank(alice);
        shop.list(address(swords), 1, PRICE / 2, 1 days);
        assertEq(shop.listingOf(address(swords), 1).price, PRICE / 2);
        shop.withdraw(address(swords), 1);
        vm.stopPrank();
        bytes32 last = shop.listingOf(address(swords), 1).stateHash;
        expectNotForSale(1);
        buyAs(1, PRICE, last);
    }

    // ---- what a seller might try

    function test_RevertWhen_TheSellerDetachesInTheBlockOfTheSale() public {
        IRig.Item memory item = listNew(1);
        bytes32 agreed = rig.stateHash(item);
        vm.startPrank(alice);
        uint40 readyAt = rig.requestDetach(item);
        vm.warp(readyAt);
        rig.detach(item);
        vm.stopPrank();
        expectNotForSale(1);
        buyAs(1, PRICE, agreed);

        // Put on sale again without its power, under the eyes of a buyer who agreed to what was there.
        list(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.SlotChanged.selector, rig.stateHash(item), agreed));
        buyAs(1, PRICE, agreed);
        assertEq(usdt.balanceOf(bob), 2 * PRICE);
    }

    function test_RevertWhen_TheSellerAskedToDetachMeanwhile() public {
        IRig.Item memory item = listNew(1);
        bytes32 agreed = rig.stateHash(item);
        vm.prank(alice);
        rig.requestDetach(item);
        expectNotForSale(1);
        buyAs(1, PRICE, agreed);
    }

    function test_RevertWhen_ThePriceWasRaisedMeanwhile() public {
        IRig.Item memory item = listNew(1);
        bytes32 agreed = rig.stateHash(item);
        vm.prank(alice);
        shop.list(address(swords), 1, PRICE + 1, 1 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, PRICE + 1, PRICE));
        buyAs(1, PRICE, agreed);
    }

    function test_RevertWhen_TheSwordChangedHandsElsewhere() public {
        listNew(1);
        sell(1, carol);
        bytes32 last = shop.listingOf(address(swords), 1).stateHash;
        expectNotForSale(1);
        buyAs(1, PRICE, last);
        vm.prank(bob); // a listing of no use may be cleared by anybody
        shop.withdraw(address(swords), 1);
    }

    function test_RevertWhen_TheListingExpired_AlsoAfterTheSwordReturned() public {
        listNew(1);
        sell(1, carol);
        sell(1, alice);
        vm.warp(block.timestamp + 31 days);
        bytes32 last = shop.listingOf(address(swords), 1).stateHash;
        expectNotForSale(1);
        buyAs(1, PRICE, last);
    }

    function test_RevertWhen_SoldTwice() public {
        listNew(1);
        buyAsBob(1);
        bytes32 last = shop.listingOf(address(swords), 1).stateHash;
        expectNotForSale(1);
        buyAs(1, PRICE, last);
    }

    function test_RevertWhen_TheCollectionOnlySaysThatItMoved() public {
        StubbornCollection stubborn = new StubbornCollection(alice);
        vm.prank(alice);
        shop.list(address(stubborn), 1, PRICE, 1 days);
        bytes32 agreed = shop.listingOf(address(stubborn), 1).stateHash;
        vm.expectRevert(abi.encodeWithSelector(Errors.NotForSale.selector, address(stubborn), 1));
        vm.prank(bob);
        shop.buy(address(stubborn), 1, PRICE, agreed);
    }

    function test_ACollectionThatBuysAgainMeanwhileFindsNothing() public {
        ReentrantCollection again = new ReentrantCollection(shop, alice);
        vm.prank(alice);
        shop.list(address(again), 1, PRICE, 1 days);
        bytes32 agreed = shop.listingOf(address(again), 1).stateHash;
        vm.prank(bob);
        shop.buy(address(again), 1, PRICE, agreed);
        assertEq(again.reason(), abi.encodeWithSelector(Errors.NotForSale.selector, address(again), 1));
        assertEq(usdt.balanceOf(bob), PRICE);
    }

    // ---- bad input

    function test_RevertWhen_AStrangerListsOrWithdraws() public {
        listNew(1);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, bob, alice));
        shop.list(address(swords), 1, PRICE, 1 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, bob, alice));
        shop.withdraw(address(swords), 1);
        vm.stopPrank();
    }

    function test_RevertWhen_PriceOrDurationAreOutOfBounds() public {
        newSword(alice, 1);
        vm.startPrank(alice);
        vm.expectRevert(Errors.ZeroAmount.selector);
        shop.list(address(swords), 1, 0, 1 days);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 0, 1, 30 days));
        shop.list(address(swords), 1, PRICE, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, 30 days + 1, 1, 30 days));
        shop.list(address(swords), 1, PRICE, 30 days + 1);
        vm.stopPrank();
    }

    function test_RevertWhen_TheShopWasNotApproved() public {
        newSword(alice, 1);
        vm.prank(alice);
        shop.list(address(swords), 1, PRICE, 1 days);
        bytes32 agreed = shop.listingOf(address(swords), 1).stateHash;
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, address(shop), 1));
        buyAs(1, PRICE, agreed);
    }

    // ---- shortcuts

    function listNew(uint256 id) internal returns (IRig.Item memory item) {
        (item,) = attachNew(alice, id, 1_000);
        list(id);
    }

    function list(uint256 id) internal {
        vm.startPrank(alice);
        swords.approve(address(shop), id);
        shop.list(address(swords), id, PRICE, 7 days);
        vm.stopPrank();
    }

    function buyAsBob(uint256 id) internal {
        buyAs(id, PRICE, shop.listingOf(address(swords), id).stateHash);
    }

    function buyAs(uint256 id, uint96 maxPrice, bytes32 agreed) internal {
        vm.prank(bob);
        shop.buy(address(swords), id, maxPrice, agreed);
    }

    function expectNotForSale(uint256 id) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotForSale.selector, address(swords), id));
    }
}
