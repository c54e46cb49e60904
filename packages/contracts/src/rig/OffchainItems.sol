// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Errors} from "../Errors.sol";
import {IOffchainItems} from "./IOffchainItems.sol";

/// @title OffchainItems
/// @dev Made by the rig's constructor. No owner; the only power here is a game's over the players of its own items.
contract OffchainItems is IOffchainItems, EIP712 {
    // ---- types and constants

    struct Assignment {
        address player;
        uint96 nonce;
    }

    bytes32 internal constant ASSIGN_TYPEHASH =
        keccak256("Assign(address game,uint256 id,address player,uint256 nonce,uint256 deadline)");

    // ---- storage

    mapping(address game => address) private _signers;
    mapping(address game => mapping(uint256 id => Assignment)) private _assignments;

    // ---- constructor

    constructor() EIP712("DMEX Game Items", "1") {}

    // ---- entry points

    /// @inheritdoc IOffchainItems
    function setGameSigner(address signer) external {
        _signers[msg.sender] = signer;
        emit GameSignerSet(msg.sender, signer);
    }

    /// @inheritdoc IOffchainItems
    function assign(address game, uint256 id, address player, uint256 deadline, bytes calldata signature) external {
        if (block.timestamp > deadline) revert Errors.DeadlinePassed(deadline, block.timestamp);
        Assignment storage assignment = _assignments[game][id];
        uint96 nonce = assignment.nonce;
        address signer = gameSignerOf(game);
        if (msg.sender != signer) {
            bytes32 digest =
                _hashTypedDataV4(keccak256(abi.encode(ASSIGN_TYPEHASH, game, id, player, nonce, deadline)));
            if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature)) {
                revert Errors.BadSignature(signer);
            }
        }
        (assignment.player, assignment.nonce) = (player, nonce + 1);
        emit Assigned(game, id, player, nonce);
    }

    // ---- views

    /// @inheritdoc IOffchainItems
    function gameSignerOf(address game) public view returns (address signer) {
        signer = _signers[game];
        if (signer == address(0)) signer = game;
    }

    /// @inheritdoc IOffchainItems
    function playerOf(address game, uint256 id) external view returns (address) {
        return _assignments[game][id].player;
    }

    /// @inheritdoc IOffchainItems
    function nonceOf(address game, uint256 id) external view returns (uint96) {
        return _assignments[game][id].nonce;
    }
}
