// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {Errors} from "../Errors.sol";
import {IPermit2} from "./IPermit2.sol";
import {Payments} from "./Payments.sol";

/// @title Permit and act in one transaction
/// @notice Every contract that pulls ERC-20 inherits this: `multicall([selfPermit(...), buy(...)])`.
abstract contract SelfPermit is Multicall {
    /// @notice Uses the caller's EIP-2612 permit for this contract. When somebody sent the same permit first, that is fine
    /// as long as the allowance is there.
    /// @param value Token base units.
    /// @param deadline Unix seconds.
    function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        try IERC20Permit(token).permit(msg.sender, address(this), value, deadline, v, r, s) {}
        catch {
            if (IERC20(token).allowance(msg.sender, address(this)) < value) {
                revert Errors.AllowanceTooLow(token, address(this), value);
            }
        }
    }

    /// @notice Uses the caller's Permit2 signature for this contract; a signature somebody sent first is fine as above.
    function permit2Permit(IPermit2.PermitSingle calldata permitSingle, bytes calldata signature) external {
        if (permitSingle.spender != address(this)) revert Errors.NotAllowed(permitSingle.spender, address(this));
        try Payments.PERMIT2.permit(msg.sender, permitSingle, signature) {}
        catch {
            (uint160 allowed,,) = Payments.PERMIT2.allowance(msg.sender, permitSingle.details.token, address(this));
            if (allowed < permitSingle.details.amount) {
                revert Errors.AllowanceTooLow(permitSingle.details.token, address(this), permitSingle.details.amount);
            }
        }
    }
}
