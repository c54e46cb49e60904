// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IPermit2} from "./IPermit2.sol";

/// @title The one way tokens are pulled
library Payments {
    using SafeERC20 for IERC20;

    /// @notice Permit2's canonical address, the same on every chain.
    IPermit2 internal constant PERMIT2 = IPermit2(0x000000000022D473030F116dDEE9F6B43aC78BA3);

    /// @notice Moves `amount` of `token` from `from` to `to`: on the ERC-20 allowance if it suffices, else through Permit2.
    /// @dev `from` must be the caller of the entry point: never pass an address that a third party chose.
    /// @return received What arrived, at most `amount`: a hook of the token that adds to the balance meanwhile counts for nothing.
    function pull(address token, address from, address to, uint256 amount) internal returns (uint256 received) {
        if (amount == 0) revert Errors.ZeroAmount();
        uint256 before = IERC20(token).balanceOf(to);
        if (IERC20(token).allowance(from, address(this)) >= amount) {
            IERC20(token).safeTransferFrom(from, to, amount);
        } else {
            _requirePermit2(token, from, amount);
            PERMIT2.transferFrom(from, to, SafeCast.toUint160(amount), token);
        }
        received = Math.min(IERC20(token).balanceOf(to) - before, amount);
        if (received == 0) revert Errors.ZeroAmount();
    }

    /// @dev One clear error instead of Permit2's several, or of a call into an empty address.
    function _requirePermit2(address token, address from, uint256 amount) private view {
        if (address(PERMIT2).code.length != 0) {
            (uint160 allowed, uint48 expiration,) = PERMIT2.allowance(from, token, address(this));
            if (allowed >= amount && block.timestamp <= expiration) return;
        }
        revert Errors.AllowanceTooLow(token, address(this), amount);
    }
}
