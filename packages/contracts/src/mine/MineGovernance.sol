// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../Errors.sol";
import {MineBase} from "./MineBase.sol";

/// @title Parameters of a pool, each within its bounds
abstract contract MineGovernance is MineBase {
    // ---- constants

    uint16 internal constant MAX_FEE_BPS = 2_500; // three quarters of the users' part stay theirs
    uint16 internal constant MAX_RESERVE_BPS = 5_000;

    // ---- entry points

    function schedulePurchase(Purchase calldata purchase) external onlyOwner {
        _purchase = purchase;
        emit PurchaseScheduled(purchase);
    }

    function setParameters(Parameters calldata parameters_) external onlyOwner {
        _setParameters(parameters_);
    }

    function setPaused(bool paused_) external {
        address guardian = _params.guardian;
        _requireCaller(msg.sender == guardian || msg.sender == owner(), guardian);
        paused = paused_;
        emit PausedSet(paused_);
    }

    // ---- internals

    function _setParameters(Parameters memory p) internal {
        _requireWithin(p.feeBps, 0, MAX_FEE_BPS);
        _requireWithin(p.reserveBps, 0, MAX_RESERVE_BPS);
        // From a ten-thousandth of a whole asset to a hundred.
        _requireWithin(p.minDeposit, WHOLE / 10_000 + 1, 100 * WHOLE);
        if (p.router == address(0) || p.router == address(this)) revert Errors.ZeroAddress();
        _params = p;
        emit ParametersSet(p);
    }
}
