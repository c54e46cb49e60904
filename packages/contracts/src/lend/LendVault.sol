// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {Payments} from "../payments/Payments.sol";
import {LendBase} from "./LendBase.sol";

/// @title The vault of a lending pool
/// @dev OpenZeppelin's ERC-4626 with counted money: `totalAssets` grows with the seconds of interest, whoever pays when.
abstract contract LendVault is LendBase, ERC4626 {
    using SafeCast for uint256;

    // ---- constants

    uint256 internal constant MOST = type(uint88).max; // assets or shares at a time: three hundred million tokens of 18 decimals
    uint256 internal constant LEAST_PRICE = 1_000; // a share must keep a thousandth of its first price to be sold

    // ---- entry points: lenders

    /// @inheritdoc IERC4626
    function deposit(uint256 assets, address receiver)
        public
        override
        nonReentrant
        returns (uint256)
    {
        _requireRunning();
        _accrue();
        return super.deposit(assets, receiver);
    }

    /// @inheritdoc IERC4626
    function mint(uint256 shares, address receiver) public override nonReentrant returns (uint256) {
        _requireRunning();
        _accrue();
        return super.mint(shares, receiver);
    }

    /// @inheritdoc IERC4626
    function withdraw(uint256 assets, address receiver, address owner_)
        public
        override
        nonReentrant
        returns (uint256)
    {
        _accrue();
        return super.withdraw(assets, receiver, owner_);
    }

    /// @inheritdoc IERC4626
    function redeem(uint256 shares, address receiver, address owner_)
        public
        override
        nonReentrant
        returns (uint256)
    {
        _accrue();
        return super.redeem(shares, receiver, owner_);
    }

    // ---- views: the vault

    /// @inheritdoc IERC4626
    function totalAssets() public view virtual override returns (uint256) {
        (uint256 interest,) = _newInterest();
        return Math.saturatingSub(uint256(_idle) + _debt + interest, _reserveWith(interest) + _recoveringNow());
    }

    /// @inheritdoc IERC4626
    function maxDeposit(address) public view override returns (uint256) {
        return _takesDeposits() ? MOST : 0;
    }

    /// @inheritdoc IERC4626
    function maxMint(address) public view override returns (uint256) {
        return _takesDeposits() ? MOST : 0;
    }

    /// @inheritdoc IERC4626
    /// @dev As far as money is idle.
    function maxWithdraw(address owner_) public view override returns (uint256) {
        return Math.min(_idle, previewRedeem(balanceOf(owner_)));
    }

    /// @inheritdoc IERC4626
    /// @dev As far as money is idle.
    function maxRedeem(address owner_) public view override returns (uint256) {
        return Math.min(_convertToShares(_idle, Math.Rounding.Floor), super.maxRedeem(owner_));
    }

    // ---- internals: the vault

    function _decimalsOffset() internal pure virtual override returns (uint8) {
        return 6;
    }

    function _transferIn(address from, uint256 assets) internal virtual override {
        uint256 received = Payments.pull(address(ASSET), from, address(this), assets);
        if (received != assets) revert Errors.PaymentShort(address(ASSET), received, assets);
        // The first lender's money counts at once: nobody is cheated by the rate it makes.
        if (totalSupply() != 0) _addYoung(assets);
        _idle += assets.toUint96();
    }

    function _transferOut(address to, uint256 assets) internal virtual override {
        _removeYoung(assets);
        _idle -= uint96(assets);
        super._transferOut(to, assets);
    }

    /// @dev Not after a loss of nearly everything: shares would multiply until they overflow.
    function _takesDeposits() private view returns (bool) {
        return _flags & PAUSED == 0 && (totalAssets() + 1) * 10 ** _decimalsOffset() * LEAST_PRICE >= totalSupply();
    }

    function _requireRunning() internal view virtual {
        if (_flags & PAUSED != 0) revert Errors.LendingPaused();
    }
}
