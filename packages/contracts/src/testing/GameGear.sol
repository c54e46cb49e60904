// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";

/// @title A game's gear for local chains
/// @notice A plain ERC-1155 as a studio would have it. Anyone may mint.
contract GameGear is ERC1155 {
    constructor() ERC1155("") {}

    /// @notice Makes `amount` pieces of gear `id` for `to`.
    function mint(address to, uint256 id, uint256 amount) external {
        _mint(to, id, amount, "");
    }

    /// @notice Destroys `amount` pieces of gear `id` of the caller.
    function burn(uint256 id, uint256 amount) external {
        _burn(msg.sender, id, amount);
    }
}
