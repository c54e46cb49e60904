// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {LendLoans} from "./LendLoans.sol";

/// @title Parameters of a lending pool, each within its bounds
abstract contract LendGovernance is LendLoans, Ownable {
    using SafeERC20 for IERC20;

    // ---- constants

    uint256 internal constant RESERVE_STAYS_BPS = 200; // of all debt

    // ---- storage

    uint256 internal immutable WHOLE; // one whole asset

    // ---- constructor

    constructor(address owner_) Ownable(owner_) {
        WHOLE = 10 ** IERC20Metadata(address(ASSET)).decimals();
    }

    // ---- entry points

    function setParameters(Parameters calldata parameters_) external onlyOwner {
        _accrue(); // by the reserve's part that held until now
        _setParameters(parameters_);
    }

    function collectReserve(uint256 amount) external onlyOwner nonReentrant {
        _accrue();
        uint256 most = Math.saturatingSub(_reserve, Math.ceilDiv(uint256(_debt) * RESERVE_STAYS_BPS, BPS));
        most = Math.min(most, _idle);
        if (amount == 0 || amount > most) revert Errors.OutOfBounds(amount, 1, most);
        (_reserve, _idle) = (uint88(_reserve - amount), uint96(_idle - amount));
        emit ReserveCollected(_params.router, amount);
        ASSET.safeTransfer(_params.router, amount);
    }

    function setPaused(bool paused_) external {
        if (msg.sender != _params.guardian && msg.sender != owner()) {
            revert Errors.NotAllowed(msg.sender, _params.guardian);
        }
        _flags = paused_ ? _flags | PAUSED : _flags & ~PAUSED;
        emit PausedSet(paused_);
    }

    // ---- internals

    function _setParameters(Parameters memory p) internal {
        _requireWithin(p.kinkBps, 5_000, 9_500);
        _requireWithin(p.baseBps, 0, 2_000);
        _requireWithin(p.slope1Bps, 0, 5_000);
        _requireWithin(p.slope2Bps, 0, 30_000);
        _requireWithin(p.reserveBps, 0, 3_000);
        _requireWithin(p.haircutBps, 5_000, 8_000);
        _requireWithin(p.maxLtvBps, 3_000, 7_500);
        _requireWithin(p.liquidationBps, 8_000, 9_500);
        _requireWithin(p.saleFloorBps, 9_000, 10_000);
        _requireWithin(p.minLoan, WHOLE / 10_000 + 1, 1_000 * WHOLE);
        if (p.router == address(0) || p.router == address(this)) revert Errors.ZeroAddress();
        _params = p;
        emit ParametersSet(p);
    }

    function _requireWithin(uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert Errors.OutOfBounds(value, min, max);
    }
}
