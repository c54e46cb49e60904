// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title A game's items for local chains
/// @notice A plain ERC-721 as a studio would have it: it knows nothing of hashpower. Anyone may mint.
contract GameItems is ERC721 {
    /// @notice Items made so far; also the last id.
    uint256 public totalSupply;

    constructor(string memory name_, string memory symbol_) ERC721(name_, symbol_) {}

    /// @notice Makes the next item for `to`.
    function mint(address to) external returns (uint256 id) {
        id = ++totalSupply;
        _mint(to, id);
    }

    /// @notice Destroys an item of the caller.
    function burn(uint256 id) external {
        _update(address(0), id, msg.sender);
    }
}
