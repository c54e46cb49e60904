// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {Payments} from "../payments/Payments.sol";
import {SelfPermit} from "../payments/SelfPermit.sol";
import {IBenchmark} from "./IBenchmark.sol";

/// @title The seven attestors and their bonds
abstract contract Attestors is IBenchmark, SelfPermit, Ownable {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ---- constants

    /// @inheritdoc IBenchmark
    uint8 public constant SEATS = 7;
    /// @dev Long enough to vote on a slash (48 hours of delay and a vote of days) after a seat was lost or left.
    uint256 internal constant BOND_LINGER = 30 days;
    uint128 internal constant LEAST_MIN_BOND = 1_000e18;
    uint128 internal constant MOST_MIN_BOND = 1_000_000e18;

    // ---- storage

    /// @inheritdoc IBenchmark
    address public immutable bondToken;
    /// @inheritdoc IBenchmark
    address public fund;
    /// @inheritdoc IBenchmark
    uint128 public minBond;
    address[7] internal _seats;
    mapping(address attestor => Attestor) internal _attestors;

    // ---- constructor

    constructor(address bondToken_, address fund_, uint128 minBond_) {
        if (bondToken_ == address(0)) revert Errors.ZeroAddress();
        bondToken = bondToken_;
        _setFund(fund_);
        _setMinBond(minBond_);
    }

    // ---- entry points: attestors

    /// @inheritdoc IBenchmark
    function bondAttestor(address attestor, uint256 amount) external {
        if (attestor == address(0)) revert Errors.ZeroAddress();
        uint256 received = Payments.pull(bondToken, msg.sender, address(this), amount);
        _attestors[attestor].bond += received.toUint128();
        emit AttestorBonded(attestor, msg.sender, received);
    }

    /// @inheritdoc IBenchmark
    function resign() external {
        uint8 seat = _attestors[msg.sender].seat;
        if (seat == 0) revert Errors.NotAnAttestor(msg.sender);
        _setSeat(seat, address(0));
    }

    /// @inheritdoc IBenchmark
    function withdrawAttestorBond(address to) external returns (uint256 amount) {
        if (to == address(0)) revert Errors.ZeroAddress();
        Attestor storage attestor = _attestors[msg.sender];
        if (attestor.seat != 0) revert Errors.BondIsHeld(type(uint256).max);
        uint256 until = attestor.removedAt == 0 ? 0 : attestor.removedAt + BOND_LINGER;
        if (block.timestamp < until) revert Errors.BondIsHeld(until);
        amount = attestor.bond;
        if (amount == 0) revert Errors.ZeroAmount();
        attestor.bond = 0;
        emit AttestorWithdrawn(msg.sender, to, amount);
        IERC20(bondToken).safeTransfer(to, amount);
    }

    // ---- entry points: governance

    /// @inheritdoc IBenchmark
    function setAttestor(uint8 seat, address attestor) external onlyOwner {
        if (seat == 0 || seat > SEATS || _attestors[attestor].seat != 0) revert Errors.BadSeat(seat);
        _setSeat(seat, attestor);
    }

    /// @inheritdoc IBenchmark
    function slashAttestor(address attestor, uint256 amount) external onlyOwner returns (uint256 taken) {
        // What is left, when part of the bond went meanwhile: a vote must not fail for that.
        taken = Math.min(amount, _attestors[attestor].bond);
        if (taken == 0) revert Errors.ZeroAmount();
        _attestors[attestor].bond -= taken.toUint128();
        emit AttestorSlashed(attestor, taken);
        IERC20(bondToken).safeTransfer(fund, taken);
    }

    /// @inheritdoc IBenchmark
    function setMinBond(uint128 minBond_) external onlyOwner {
        _setMinBond(minBond_);
    }

    /// @inheritdoc IBenchmark
    function setFund(address fund_) external onlyOwner {
        _setFund(fund_);
    }

    // ---- views

    /// @inheritdoc IBenchmark
    function attestors() external view returns (address[7] memory) {
        return _seats;
    }

    /// @inheritdoc IBenchmark
    function attestorOf(address attestor) external view returns (Attestor memory) {
        return _attestors[attestor];
    }

    /// @inheritdoc IBenchmark
    function canReport(address attestor) external view returns (bool) {
        return _seatOf(attestor) != 0;
    }

    // ---- internals

    /// @dev The seat whose reports count, 0 when the account is not elected or its bond is too low.
    function _seatOf(address account) internal view returns (uint8) {
        Attestor memory attestor = _attestors[account];
        return attestor.bond < minBond ? 0 : attestor.seat;
    }

    function _setSeat(uint8 seat, address attestor) private {
        address previous = _seats[seat - 1];
        if (previous != address(0)) {
            _attestors[previous].seat = 0;
            _attestors[previous].removedAt = uint40(block.timestamp);
        }
        _seats[seat - 1] = attestor;
        if (attestor != address(0)) _attestors[attestor].seat = seat;
        emit SeatSet(seat, attestor, previous);
    }

    function _setMinBond(uint128 minBond_) private {
        if (minBond_ < LEAST_MIN_BOND || minBond_ > MOST_MIN_BOND) {
            revert Errors.OutOfBounds(minBond_, LEAST_MIN_BOND, MOST_MIN_BOND);
        }
        minBond = minBond_;
        emit MinBondSet(minBond_);
    }

    function _setFund(address fund_) private {
        if (fund_ == address(0)) revert Errors.ZeroAddress();
        fund = fund_;
        emit FundSet(fund_);
    }
}
