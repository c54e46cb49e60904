// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {Errors} from "../Errors.sol";
import {OffchainItems} from "./OffchainItems.sol";
import {RigStorage} from "./RigStorage.sol";

/// @title Which item, and who controls it
/// @dev Items' contracts are foreign and may be hostile: they are only asked by static calls with bounded gas and a bounded
/// answer, and whatever goes wrong reads as "nobody".
abstract contract RigItems is RigStorage {
    // ---- constants

    /// @dev Enough for an ownerOf that searches backwards, little enough for a batch.
    uint256 internal constant ASK_GAS = 100_000;
    /// @dev With less left, the 63/64 rule would starve the call and an owned item would read as gone.
    uint256 internal constant ASK_GAS_LEFT = ASK_GAS * 64 / 63 + 5_000;

    /// @dev Where collections without a burn function send what is burned.
    address internal constant DEAD = 0x000000000000000000000000000000000000dEaD;

    // ---- storage

    OffchainItems internal immutable OFFCHAIN_ITEMS = new OffchainItems();

    // ---- views

    function gameItems() external view returns (address) {
        return address(OFFCHAIN_ITEMS);
    }

    function keyOf(Item calldata item) external pure returns (bytes32) {
        return _keyOf(item);
    }

    function controllerOf(Item calldata item) external view returns (address) {
        _keyOf(item);
        return _controllerOf(item);
    }

    // ---- internals

    /// @dev Reverts unless normal: with unused fields left free, one item would have many slots and count many times.
    function _keyOf(Item calldata item) internal pure returns (bytes32) {
        bool holderUsed = item.kind == Kind.ERC1155;
        if (item.collection == address(0) || (item.holder != address(0)) != holderUsed) revert Errors.ItemNotNormal();
        return keccak256(abi.encode(item));
    }

    function _requireController(Item calldata item, bytes32 key) internal view {
        address controller = _controllerOf(item);
        if (msg.sender != controller) revert Errors.NotController(key, msg.sender, controller);
    }

    function _controllerOf(Item calldata item) internal view returns (address controller) {
        if (item.kind == Kind.OFFCHAIN) {
            controller = OFFCHAIN_ITEMS.playerOf(item.collection, item.id);
        } else if (item.kind == Kind.ERC721) {
            (bool ok, uint256 word) = _ask(item.collection, abi.encodeCall(IERC721.ownerOf, (item.id)));
            if (ok && word <= type(uint160).max) controller = address(uint160(word));
        } else {
            (bool ok, uint256 word) =
                _ask(item.collection, abi.encodeCall(IERC1155.balanceOf, (item.holder, item.id)));
            if (ok && word > item.index) controller = item.holder;
        }
        // An item held here would own the power that is in it: nobody could ever take it out.
        if (controller == address(this) || controller == DEAD) controller = address(0);
    }

    /// @dev Exactly one word counts as an answer; nothing longer is copied.
    function _ask(address target, bytes memory data) internal view returns (bool ok, uint256 word) {
        if (gasleft() < ASK_GAS_LEFT) revert Errors.MoreGasNeeded(ASK_GAS_LEFT);
        assembly ("memory-safe") {
            mstore(0, 0)
            ok := staticcall(ASK_GAS, target, add(data, 32), mload(data), 0, 32)
            ok := and(ok, eq(returndatasize(), 32))
            word := mload(0)
        }
    }
}
