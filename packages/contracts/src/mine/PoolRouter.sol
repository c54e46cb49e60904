// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IAuctionHouse} from "../auction/IAuctionHouse.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IPoolRouter} from "./IPoolRouter.sol";

/// @title Auctions machines that pools have left, and forwards money
/// @dev A falling price needs neither a second bidder nor anybody's judgement of what hashpower is worth today.
contract PoolRouter is IPoolRouter, Ownable, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ---- constants

    uint256 internal constant START_FACTOR = 4;
    uint256 internal constant RESERVE_DIVISOR = 4;
    uint40 internal constant DURATION = 7 days;

    // ---- storage

    IHashpower internal immutable HASHPOWER;
    IAuctionHouse internal immutable HOUSE;
    address public recipient;
    mapping(uint256 powerId => uint256) public auctionOf;

    // ---- constructor

    constructor(address owner_, IHashpower hashpower_, IAuctionHouse house_, address recipient_) Ownable(owner_) {
        if (address(hashpower_) == address(0) || address(house_) == address(0)) revert Errors.ZeroAddress();
        (HASHPOWER, HOUSE) = (hashpower_, house_);
        _setRecipient(recipient_);
        hashpower_.setOptIn(true);
    }

    // ---- entry points: anybody

    function auction(uint256 powerId) external nonReentrant returns (uint256 auctionId) {
        _endLast(auctionOf[powerId]);
        IHashpowerTypes.Info memory info = HASHPOWER.infoOf(powerId);
        uint96 startPrice = Math.max(1, info.refundFloor * START_FACTOR).toUint96();
        uint96 endPrice = Math.max(1, info.refundFloor / RESERVE_DIVISOR).toUint96();
        HASHPOWER.approve(address(HOUSE), powerId);
        auctionId = HOUSE.createAuction(
            powerId,
            IAuctionHouse.Terms({
                kind: IAuctionHouse.Kind.Dutch,
                payToken: HASHPOWER.fleetOf(info.fleetId).payToken,
                startPrice: startPrice,
                endPrice: endPrice,
                step: 0,
                startsAt: 0,
                duration: DURATION
            })
        );
        auctionOf[powerId] = auctionId;
        emit MachineAuctioned(powerId, auctionId, startPrice, endPrice);
    }

    function forward(address token) external nonReentrant returns (uint256 amount) {
        amount = IERC20(token).balanceOf(address(this));
        if (amount == 0) revert Errors.NothingToPay();
        emit Forwarded(token, recipient, amount);
        IERC20(token).safeTransfer(recipient, amount);
    }

    // ---- entry points: governance

    function setRecipient(address recipient_) external onlyOwner {
        _setRecipient(recipient_);
    }

    // ---- views

    function auctionHouse() external view returns (address) {
        return address(HOUSE);
    }

    // ---- internals

    /// @dev One auction of a machine at a time: the next one begins when the time of the last is over. A machine that was sold can
    /// come back.
    function _endLast(uint256 auctionId) private {
        if (auctionId == 0) return;
        IAuctionHouse.Auction memory last = HOUSE.auctionOf(auctionId);
        if (last.state != IAuctionHouse.State.Open) return;
        if (block.timestamp < last.endsAt && HASHPOWER.stateNonce(last.powerId) == last.stateNonce) {
            revert Errors.AuctionRunning(auctionId, last.endsAt);
        }
        HOUSE.cancelAuction(auctionId);
    }

    function _setRecipient(address recipient_) private {
        if (recipient_ == address(0) || recipient_ == address(this)) revert Errors.ZeroAddress();
        recipient = recipient_;
        emit RecipientSet(recipient_);
    }
}
