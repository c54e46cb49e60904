// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Draws an NFT's metadata on-chain
interface IHashpowerMetadata {
    /// @notice The `data:` URI of an NFT's JSON, with an SVG inside.
    function tokenURI(address hashpower, uint256 id) external view returns (string memory);
}
