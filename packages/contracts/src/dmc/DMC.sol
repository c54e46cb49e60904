// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {Errors} from "../Errors.sol";

/// @title DMC
/// @notice The protocol's token: miners and attestors bond it, holders vote with it. Its supply is fixed; nobody can mint.
/// @dev The clock counts seconds, because block numbers mean different times on the chains the protocol runs on.
contract DMC is ERC20, ERC20Permit, ERC20Votes {
    /// @notice Supply, base units of 18 decimals.
    uint256 public constant SUPPLY = 100_000_000e18;

    /// @notice Part of the supply that seeds the mutual fund at genesis, basis points.
    uint256 public constant FUND_BPS = 1000;

    /// @param fund Receives 10% of the supply.
    /// @param treasury Receives the rest.
    constructor(address fund, address treasury) ERC20("DMEX Coin", "DMC") ERC20Permit("DMEX Coin") {
        if (fund == address(0) || treasury == address(0)) revert Errors.ZeroAddress();
        uint256 seed = SUPPLY * FUND_BPS / 10_000;
        _mint(fund, seed);
        _mint(treasury, SUPPLY - seed);
    }

    /// @notice The clock of votes: unix seconds.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @notice Describes the clock (ERC-6372).
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @notice The next nonce of an account's permits and delegations.
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
