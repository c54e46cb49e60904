// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Errors} from "../Errors.sol";

/// @title A token for local chains
/// @notice Worth nothing and free for everybody: never deploy it where it could pass for money.
contract TestToken is ERC20, ERC20Permit {
    /// @notice Most base units that one call of `mint` makes. Large enough for any test, small enough that sums never overflow.
    uint256 public constant MAX_MINT = type(uint128).max;

    uint8 private immutable DECIMALS;

    /// @param name_ Name that says it is a test token.
    /// @param symbol_ Symbol.
    /// @param decimals_ Decimals of the token it stands for.
    constructor(string memory name_, string memory symbol_, uint8 decimals_) ERC20(name_, symbol_) ERC20Permit(name_) {
        DECIMALS = decimals_;
    }

    /// @notice Makes `amount` base units for `to`, at most `MAX_MINT`. Anyone may.
    function mint(address to, uint256 amount) external {
        if (amount > MAX_MINT) revert Errors.OutOfBounds(amount, 0, MAX_MINT);
        _mint(to, amount);
    }

    /// @notice Decimals of the token it stands for.
    function decimals() public view override returns (uint8) {
        return DECIMALS;
    }
}
