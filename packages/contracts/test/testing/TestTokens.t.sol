// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {Errors} from "../../src/Errors.sol";
import {GameGear} from "../../src/testing/GameGear.sol";
import {GameItems} from "../../src/testing/GameItems.sol";
import {TestToken} from "../../src/testing/TestToken.sol";

contract TestTokensTest is Test {
    address internal player = makeAddr("player");

    function test_ATestTokenHasTheDecimalsItStandsFor() public {
        TestToken token = new TestToken("Test BTC", "tBTC", 8);
        assertEq(token.decimals(), 8);
        token.mint(player, 21e8);
        assertEq(token.balanceOf(player), 21e8);
    }

    function test_RevertWhen_OneMintIsTooLarge() public {
        TestToken token = new TestToken("Test BTC", "tBTC", 8);
        uint256 most = token.MAX_MINT();
        token.mint(player, most);
        vm.expectRevert(abi.encodeWithSelector(Errors.OutOfBounds.selector, most + 1, 0, most));
        token.mint(player, most + 1);
    }

    function test_GameItemsAreMintedAndBurned() public {
        GameItems items = new GameItems("Swords", "SWORD");
        assertEq(items.mint(player), 1);
        assertEq(items.mint(player), 2);
        assertEq(items.totalSupply(), 2);
        vm.expectRevert();
        items.burn(1);
        vm.prank(player);
        items.burn(1);
        assertEq(items.balanceOf(player), 1);
        assertEq(items.ownerOf(2), player);
    }

    function test_GameGearIsMintedAndBurned() public {
        GameGear gear = new GameGear();
        gear.mint(player, 7, 3);
        vm.prank(player);
        gear.burn(7, 1);
        assertEq(gear.balanceOf(player, 7), 2);
    }
}
