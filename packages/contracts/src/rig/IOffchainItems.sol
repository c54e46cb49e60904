// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Who plays which off-chain item
/// @notice A studio's items that are no tokens: an account names the game, a number the item, and the game's signer says by
/// signature who plays it. It holds no money, and an assignment moves no power: it only tells the rig who the player is.
interface IOffchainItems {
    event GameSignerSet(address indexed game, address signer);
    event Assigned(address indexed game, uint256 indexed id, address indexed player, uint256 nonce);

    /// @notice Names who signs assignments of the caller's items; zero for the caller itself. May be a contract (ERC-1271).
    function setGameSigner(address signer) external;

    /// @notice Makes `player` the player of an item (zero: nobody). Anybody may bring the game signer's EIP-712 signature of
    /// `Assign(address game,uint256 id,address player,uint256 nonce,uint256 deadline)`; the signer itself needs none.
    /// @param id `uint256(keccak256(bytes(key)))` of the item's key in the game. @param deadline Unix seconds.
    function assign(address game, uint256 id, address player, uint256 deadline, bytes calldata signature) external;

    /// @notice Who signs for a game: the account itself until it names somebody.
    function gameSignerOf(address game) external view returns (address);

    /// @notice The player of an item; zero: nobody.
    function playerOf(address game, uint256 id) external view returns (address);

    /// @notice The nonce that the next assignment of an item must sign.
    function nonceOf(address game, uint256 id) external view returns (uint96);
}
