// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title A token for local chains
/// @notice Worth nothing and free for everybody: never deploy it where it could pass for money.
contract TestToken is ERC20, ERC20Permit {
    uint8 private immutable DECIMALS;

    /// @param name_ Name that says it is a test token.
    /// @param decimals_ Decimals of the token it stands for.
    constructor(string memory name_, string memory symbol_, uint8 decimals_)
        ERC20(name_, symbol_)
        ERC20Permit(name_)
    {
        DECIMALS = decimals_;
    }

    /// @notice Makes `amount` base units for `to`. Anyone may.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function decimals() public view override returns (uint8) {
        return DECIMALS;
    }
}
