// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {Errors} from "../Errors.sol";
import {OffchainItems} from "./OffchainItems.sol";
import {IRig} from "./IRig.sol";
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

    /// @inheritdoc IRig
    function gameItems() external view returns (address) {
        return address(OFFCHAIN_ITEMS);
    }

    /// @inheritdoc IRig
    function keyOf(Item calldata item) external pure returns (bytes32) {
        return _keyOf(item);
    }

    /// @inheritdoc IRig
    function controllerOf(Item calldata item) external view returns (address) {
        _keyOf(item);
        return _controllerOf(item);
    }

    // ---- internals

    /// @dev `keccak256(abi.encode(item))`, whose fields lie in calldata as they are encoded. Reverts unless normal: with dirty
    /// or unused fields let through, one item would have many slots and count many times.
    function _keyOf(Item calldata item) internal pure returns (bytes32 key) {
        bool normal;
        assembly ("memory-safe") {
            let data := mload(0x40)
            calldatacopy(data, item, 160)
            let kind := mload(data)
            let collection := mload(add(data, 32))
            let holder := mload(add(data, 96))
            let dirty := or(or(shr(160, collection), shr(160, holder)), shr(32, mload(add(data, 128))))
            let holderFits := eq(iszero(iszero(holder)), eq(kind, 1)) // only an ERC-1155 has a holder
            normal := and(and(lt(kind, 3), iszero(dirty)), and(iszero(iszero(collection)), holderFits))
            key := keccak256(data, 160)
        }
        if (!normal) revert Errors.ItemNotNormal();
    }

    function _requireController(Item calldata item, bytes32 key) internal view {
        address controller = _controllerOf(item);
        if (msg.sender != controller) revert Errors.NotController(key, msg.sender, controller);
    }

    /// @dev Only for items that passed `_keyOf`: their fields are clean.
    function _controllerOf(Item calldata item) internal view returns (address controller) {
        Kind kind;
        address collection;
        uint256 id;
        assembly ("memory-safe") {
            kind := calldataload(item)
            collection := calldataload(add(item, 32))
            id := calldataload(add(item, 64))
        }
        if (kind == Kind.ERC721) {
            controller = _ownerOf(collection, id);
        } else if (kind == Kind.OFFCHAIN) {
            controller = OFFCHAIN_ITEMS.playerOf(collection, id);
        } else {
            (bool ok, uint256 word) = _ask(collection, abi.encodeCall(IERC1155.balanceOf, (item.holder, id)));
            if (ok && word > item.index) controller = item.holder;
        }
        // An item held here would own the power that is in it: nobody could ever take it out.
        if (controller == address(this) || controller == DEAD) controller = address(0);
    }

    /// @dev As `_ask`, without allocating memory: claims ask this once an item.
    function _ownerOf(address collection, uint256 id) private view returns (address owner) {
        _requireAskGas();
        bytes32 selector = IERC721.ownerOf.selector;
        assembly ("memory-safe") {
            mstore(0, selector)
            mstore(4, id)
            let ok := staticcall(ASK_GAS, collection, 0, 36, 0, 32)
            if and(ok, eq(returndatasize(), 32)) {
                let word := mload(0)
                if iszero(shr(160, word)) { owner := word }
            }
        }
    }

    /// @dev Exactly one word counts as an answer; nothing longer is copied.
    function _ask(address target, bytes memory data) internal view returns (bool ok, uint256 word) {
        _requireAskGas();
        assembly ("memory-safe") {
            mstore(0, 0)
            ok := staticcall(ASK_GAS, target, add(data, 32), mload(data), 0, 32)
            ok := and(ok, eq(returndatasize(), 32))
            word := mload(0)
        }
    }

    function _requireAskGas() private view {
        if (gasleft() < ASK_GAS_LEFT) revert Errors.MoreGasNeeded(ASK_GAS_LEFT);
    }
}
