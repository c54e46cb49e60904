// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {Credits} from "../payments/Credits.sol";
import {Payments} from "../payments/Payments.sol";
import {IAuctionHouse} from "./IAuctionHouse.sol";

/// @title Storage of the auction house, its clock, its prices and its money
/// @dev The balance of a token is the sum of its live bids and credits.
abstract contract AuctionBase is IAuctionHouse, Credits, Ownable {
    // ---- types

    /// @dev An auction in four slots; a further bid writes the first, reads two more, and writes the second when it is late.
    struct Stored {
        address bidder; // slot 0
        uint96 amount; // `startPrice` while there is no bidder
        address payToken; // slot 1
        uint40 endsAt; // on the auctions' clock, as `startsAt`
        uint24 extended;
        uint16 feeBps;
        uint8 kind;
        State state;
        address seller; // slot 2
        uint96 step;
        uint32 seriesId; // slot 3
        uint88 part; // an NFT's sequence and state nonce, 32 bits each, or a lot's units
        uint96 endPrice;
        uint40 startsAt;
    }

    /// @dev Times on the wall.
    struct Pause {
        uint40 since;
        uint40 until;
        uint40 before; // seconds of all earlier pauses
    }

    // ---- constants

    uint256 internal constant BPS = 10_000;
    uint16 internal constant MAX_FEE_BPS = 500;
    uint16 internal constant DEFAULT_FEE_BPS = 100;
    uint256 internal constant RAISE_BPS = 500;
    uint256 internal constant EXTENSION = 15 minutes;
    uint256 internal constant MAX_EXTENDED = 24 hours;
    uint40 internal constant MAX_PAUSE = 7 days;
    uint40 internal constant PAUSE_INTERVAL = 30 days;
    uint8 internal constant DUTCH = 1;
    uint8 internal constant LOT = 2;

    // ---- storage

    IHashpower internal immutable HASHPOWER;
    Pause internal _pause;
    address public guardian;
    address internal _feeRecipient;
    uint16 internal _feeBps;
    uint256 public auctionCount;
    mapping(uint256 auctionId => Stored) internal _auctions;
    mapping(uint32 seriesId => uint88) public promisedUnits;

    // ---- constructor

    constructor(address owner_, IHashpower hashpower_, address guardian_, address feeRecipient_)
        Ownable(owner_)
    {
        if (address(hashpower_) == address(0)) revert Errors.ZeroAddress();
        HASHPOWER = hashpower_;
        guardian = guardian_;
        emit GuardianSet(guardian_);
        _setFees(DEFAULT_FEE_BPS, feeRecipient_);
    }

    // ---- entry points: guardian and governance

    function setPaused(bool paused_) external {
        if (msg.sender != guardian && msg.sender != owner()) revert Errors.NotAllowed(msg.sender, guardian);
        Pause storage p = _pause;
        uint40 time = uint40(block.timestamp);
        if (paused_) {
            if (time < _nextPause()) revert Errors.PausedRecently(_nextPause());
            p.before += p.until - p.since;
            (p.since, p.until) = (time, time + MAX_PAUSE);
        } else if (time < p.until) {
            p.until = time;
        }
        emit PausedUntil(p.until);
    }

    function setGuardian(address guardian_) external onlyOwner {
        guardian = guardian_;
        emit GuardianSet(guardian_);
    }

    function setFees(uint16 feeBps, address recipient) external onlyOwner {
        _setFees(feeBps, recipient);
    }

    // ---- views

    function hashpower() external view returns (address) {
        return address(HASHPOWER);
    }

    function fees() external view returns (uint16 feeBps, address recipient) {
        return (_feeBps, _feeRecipient);
    }

    function paused() public view returns (bool) {
        return block.timestamp < _pause.until;
    }

    function pausedSeconds() public view returns (uint256) {
        Pause memory p = _pause;
        return p.before + Math.min(block.timestamp, p.until) - p.since;
    }

    // ---- internals: the clock

    /// @dev The clock of all auctions stands still during a pause, so that nobody loses time to bid.
    function _clock() internal view virtual returns (uint256) {
        return block.timestamp - pausedSeconds();
    }

    /// @dev The clock, while bidding is allowed.
    function _runningClock() internal view returns (uint256) {
        if (paused()) revert Errors.AuctionsPaused();
        return _clock();
    }

    /// @dev A late bid leaves others 15 minutes, until 24 hours were added in all.
    function _extend(Stored storage a, uint256 time) internal virtual returns (uint40 endsAt) {
        endsAt = a.endsAt;
        uint256 left = endsAt - time;
        if (left >= EXTENSION) return endsAt;
        uint256 extended = a.extended;
        uint256 added = Math.min(EXTENSION - left, MAX_EXTENDED - extended);
        endsAt += uint40(added);
        (a.endsAt, a.extended) = (endsAt, uint24(extended + added));
    }

    /// @dev A guardian whose key is stolen can't hold bids for ever.
    function _nextPause() internal view virtual returns (uint40) {
        return _pause.since == 0 ? 0 : _pause.since + PAUSE_INTERVAL;
    }

    // ---- internals: prices

    /// @dev The highest bid and the greater of 5%, rounded up, and the auction's step.
    function _minNextBid(Stored storage a) internal view virtual returns (uint256 min) {
        min = a.amount;
        if (a.bidder != address(0)) min += Math.max(Math.ceilDiv(min * RAISE_BPS, BPS), a.step);
    }

    /// @dev Linear from start to end price, rounded up: in the seller's favour.
    function _dutchPrice(Stored storage a, uint256 time) internal view returns (uint96) {
        (uint256 startsAt, uint256 endsAt) = (a.startsAt, a.endsAt);
        (uint96 start, uint96 end) = (a.amount, a.endPrice);
        if (time <= startsAt) return start;
        if (time >= endsAt) return end;
        return start - uint96(uint256(start - end) * (time - startsAt) / (endsAt - startsAt));
    }

    // ---- internals: money

    /// @dev All of it must arrive: a bid that is held must be there to be given back.
    function _pull(address token, address to, uint96 amount) internal virtual {
        uint256 received = Payments.pull(token, msg.sender, to, amount);
        if (received != amount) revert Errors.PaymentShort(token, received, amount);
    }

    /// @dev Fee and royalty round down, the seller has the rest.
    function _payOut(Stored storage a, uint256 powerId, uint256 price)
        internal
        virtual
        returns (uint256 fee, uint256 royalty)
    {
        address token = a.payToken;
        fee = price * a.feeBps / BPS;
        address receiver;
        (receiver, royalty) = IERC2981(address(HASHPOWER)).royaltyInfo(powerId, price);
        _pay(token, a.seller, price - fee - royalty);
        _pay(token, _feeRecipient, fee);
        _pay(token, receiver, royalty);
    }

    function _setFees(uint16 feeBps, address recipient) private {
        if (feeBps > MAX_FEE_BPS) revert Errors.OutOfBounds(feeBps, 0, MAX_FEE_BPS);
        if (recipient == address(0) || recipient == address(this)) revert Errors.ZeroAddress();
        (_feeBps, _feeRecipient) = (feeBps, recipient);
        emit FeesSet(feeBps, recipient);
    }
}
