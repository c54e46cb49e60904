// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ERC-4907: a user of an NFT beside its owner
/// @notice The right to use an NFT in a game, apart from owning it and from earning with it.
interface IERC4907 {
    event UpdateUser(uint256 indexed tokenId, address indexed user, uint64 expires);

    /// @notice Names the user until `expires` (unix seconds). The owner or an approved operator; the locker while locked.
    function setUser(uint256 tokenId, address user, uint64 expires) external;

    /// @notice The user, or zero when there is none or the time is over.
    function userOf(uint256 tokenId) external view returns (address);

    /// @notice When the user's right ends, unix seconds.
    function userExpires(uint256 tokenId) external view returns (uint256);
}
