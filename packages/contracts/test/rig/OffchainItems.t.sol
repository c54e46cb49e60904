// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IOffchainItems} from "../../src/rig/IOffchainItems.sol";
import {RigTest} from "./RigTest.sol";
import {IEip712} from "./RigBound.t.sol";

/// @dev A studio's signing contract.
contract StudioSigner {
    bytes32 public approved;

    function approve(bytes32 hash) external {
        approved = hash;
    }

    function isValidSignature(bytes32 hash, bytes calldata) external view returns (bytes4) {
        return hash == approved ? bytes4(0x1626ba7e) : bytes4(0);
    }
}

contract OffchainItemsTest is RigTest {
    uint256 internal constant ITEM = uint256(keccak256("sword-1"));

    function digest(address game, address player, uint256 nonce, uint256 deadline) internal view returns (bytes32) {
        (, string memory name, string memory version, uint256 chainId, address verifier,,) =
            IEip712(address(games)).eip712Domain();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                chainId,
                verifier
            )
        );
        bytes32 message = keccak256(
            abi.encode(
                keccak256("Assign(address game,uint256 id,address player,uint256 nonce,uint256 deadline)"),
                game,
                ITEM,
                player,
                nonce,
                deadline
            )
        );
        return keccak256(abi.encodePacked("\x19\x01", domain, message));
    }

    function sign(uint256 key, bytes32 hash) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, hash);
        return abi.encodePacked(r, s, v);
    }

    function test_AnybodyBringsTheSignersAssignment() public {
        (address signer, uint256 key) = makeAddrAndKey("signer");
        assertEq(games.gameSignerOf(studio), studio);
        vm.prank(studio);
        games.setGameSigner(signer);
        assertEq(games.gameSignerOf(studio), signer);
        bytes memory signature = sign(key, digest(studio, bob, 0, block.timestamp));
        vm.expectEmit(address(games));
        emit IOffchainItems.Assigned(studio, ITEM, bob, 0);
        vm.prank(carol);
        games.assign(studio, ITEM, bob, block.timestamp, signature);
        assertEq(games.playerOf(studio, ITEM), bob);
        assertEq(games.nonceOf(studio, ITEM), 1);
        assertEq(rig.controllerOf(offchain(studio, "sword-1")), bob);
        assertEq(rig.controllerOf(offchain(guild, "sword-1")), address(0));
    }

    function test_RevertWhen_AnAssignmentIsReplayedExpiredOrForeign() public {
        (address signer, uint256 key) = makeAddrAndKey("signer");
        vm.prank(studio);
        games.setGameSigner(signer);
        bytes memory signature = sign(key, digest(studio, bob, 0, block.timestamp));
        bytes memory wrong = abi.encodeWithSelector(Errors.BadSignature.selector, signer);
        vm.expectRevert(wrong);
        games.assign(studio, ITEM, carol, block.timestamp, signature);
        games.assign(studio, ITEM, bob, block.timestamp, signature);
        vm.expectRevert(wrong);
        games.assign(studio, ITEM, bob, block.timestamp, signature);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.DeadlinePassed.selector, block.timestamp - 1, block.timestamp)
        );
        games.assign(studio, ITEM, bob, block.timestamp - 1, signature);
        vm.prank(studio); // named a signer: its own account no longer signs
        vm.expectRevert(wrong);
        games.assign(studio, ITEM, carol, block.timestamp, "");
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, guild));
        games.assign(guild, ITEM, bob, block.timestamp, signature);
    }

    function test_AContractSignsWithErc1271() public {
        StudioSigner signer = new StudioSigner();
        vm.prank(studio);
        games.setGameSigner(address(signer));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, address(signer)));
        games.assign(studio, ITEM, bob, block.timestamp, "");
        signer.approve(digest(studio, bob, 0, block.timestamp));
        games.assign(studio, ITEM, bob, block.timestamp, "");
        assertEq(games.playerOf(studio, ITEM), bob);
    }

    function test_TheGameTakesAnItemBackByAssigningNobody() public {
        assignTo(studio, "sword-1", bob);
        assignTo(studio, "sword-1", address(0));
        assertEq(games.playerOf(studio, ITEM), address(0));
        vm.prank(studio);
        games.setGameSigner(guild);
        vm.prank(studio);
        games.setGameSigner(address(0));
        assertEq(games.gameSignerOf(studio), studio);
    }
}
