// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {IMinerRegistryCore} from "../miners/IMinerRegistryCore.sol";
import {Credits} from "../payments/Credits.sol";
import {Payments} from "../payments/Payments.sol";
import {IMarket} from "./IMarket.sol";

/// @title What listings and offers share: parameters, what may be sold, how it is delivered and paid
abstract contract MarketBase is IMarket, Credits, Ownable {
    using SafeCast for uint256;

    // ---- types

    /// @dev All that a trade needs of the parameters in the slot of its token; each is written by few and read by everybody.
    struct PayToken {
        uint8 index; // from 1, fixed when it is first listed
        bool allowed;
        bool open; // allowed, and the market isn't paused
        uint16 feeBps;
    }

    /// @dev Fees and royalties of one series in one token, in one slot, until somebody collects them.
    struct Till {
        uint112 fees;
        uint112 royalties;
        uint16 royaltyBps; // of the series, which never changes it
        bool known;
    }

    // ---- constants

    uint256 internal constant BPS = 10_000;
    uint16 internal constant MAX_FEE_BPS = 500;
    uint16 internal constant DEFAULT_FEE_BPS = 100;
    uint256 internal constant MAX_DURATION = 180 days;
    uint256 internal constant MAX_PAY_TOKENS = 32;

    // ---- storage

    IHashpower internal immutable HASHPOWER;
    IMinerRegistryCore internal immutable REGISTRY;

    address internal _feeRecipient;
    uint16 internal _feeBps;
    bool public paused;
    address public guardian;
    mapping(address token => PayToken) internal _payTokens;
    address[] internal _payTokenList;
    mapping(address token => mapping(uint32 seriesId => Till)) internal _tills;

    // ---- constructor

    constructor(address owner_, IHashpower hashpower_, address guardian_, address feeRecipient_) Ownable(owner_) {
        if (address(hashpower_) == address(0)) revert Errors.ZeroAddress();
        HASHPOWER = hashpower_;
        REGISTRY = IMinerRegistryCore(hashpower_.registry());
        guardian = guardian_;
        emit GuardianSet(guardian_);
        _setFee(DEFAULT_FEE_BPS, feeRecipient_);
    }

    // ---- entry points: fees

    /// @inheritdoc IMarket
    function collectFees(address token, uint32 seriesId) external nonReentrant returns (uint256 fees, uint256 royalties) {
        Till storage till = _tills[token][seriesId];
        (fees, royalties) = (till.fees, till.royalties);
        if (fees + royalties == 0) revert Errors.NothingToPay();
        (till.fees, till.royalties) = (0, 0);
        address miner = _minerOf(seriesId);
        emit FeesCollected(token, seriesId, _feeRecipient, fees, miner, royalties);
        _pay(token, _feeRecipient, fees);
        _pay(token, miner, royalties);
    }

    // ---- entry points: guardian and governance

    /// @inheritdoc IMarket
    function setPaused(bool paused_) external {
        if (msg.sender != guardian && msg.sender != owner()) revert Errors.NotAllowed(msg.sender, guardian);
        paused = paused_;
        _syncAll();
        emit PausedSet(paused_);
    }

    /// @inheritdoc IMarket
    function setGuardian(address guardian_) external onlyOwner {
        guardian = guardian_;
        emit GuardianSet(guardian_);
    }

    /// @inheritdoc IMarket
    function setPayToken(address token, bool allowed) external onlyOwner {
        // `transferFrom` of the NFT looks like that of a token.
        if (token == address(0) || token == address(HASHPOWER)) revert Errors.PayTokenNotListed(token);
        PayToken storage payToken = _payTokens[token];
        if (payToken.index == 0) {
            if (_payTokenList.length == MAX_PAY_TOKENS) revert Errors.TooManyPayTokens(MAX_PAY_TOKENS);
            _payTokenList.push(token);
            payToken.index = uint8(_payTokenList.length);
        }
        payToken.allowed = allowed;
        _sync(payToken);
        emit PayTokenSet(token, allowed);
    }

    /// @inheritdoc IMarket
    function setFee(uint16 feeBps, address recipient) external onlyOwner {
        _setFee(feeBps, recipient);
    }

    // ---- views

    /// @inheritdoc IMarket
    function hashpower() external view returns (address) {
        return address(HASHPOWER);
    }

    /// @inheritdoc IMarket
    function fee() external view returns (uint16 feeBps, address recipient) {
        return (_feeBps, _feeRecipient);
    }

    /// @inheritdoc IMarket
    function isPayToken(address token) external view returns (bool) {
        return _payTokens[token].allowed;
    }

    /// @inheritdoc IMarket
    function payTokens() external view returns (address[] memory) {
        return _payTokenList;
    }

    /// @inheritdoc IMarket
    function feesOf(address token, uint32 seriesId) external view returns (uint256 fees, uint256 royalties) {
        Till storage till = _tills[token][seriesId];
        return (till.fees, till.royalties);
    }

    // ---- internals: checks

    /// @dev `HASHPOWER.infoOf`, without decoding: what the ledger returns is what the struct looks like in memory.
    function _infoOf(uint256 id) internal view returns (IHashpowerTypes.Info memory info) {
        bytes memory data = abi.encodeCall(HASHPOWER.infoOf, (id));
        address target = address(HASHPOWER);
        assembly ("memory-safe") {
            if iszero(staticcall(gas(), target, add(data, 32), mload(data), info, 672)) {
                let free := mload(0x40)
                returndatacopy(free, 0, returndatasize())
                revert(free, returndatasize())
            }
        }
    }

    /// @dev What may be traded in now.
    function _openToken(address token) internal view returns (PayToken memory payToken) {
        payToken = _payTokens[token];
        if (payToken.open) return payToken;
        if (paused) revert Errors.SalesPaused();
        revert Errors.PayTokenNotListed(token);
    }

    function _requireExpiry(uint40 expiresAt) internal view {
        uint256 max = block.timestamp + MAX_DURATION;
        if (expiresAt < block.timestamp || expiresAt > max) revert Errors.OutOfBounds(expiresAt, block.timestamp, max);
    }

    /// @dev What is locked, refunded, of a terminated fleet or past its term is not for sale.
    function _requireSellable(uint256 id, IHashpowerTypes.Info memory info) internal view virtual {
        if (info.locker != address(0)) revert Errors.IsLocked(id, info.locker);
        if (info.refunded) revert Errors.AlreadyRefunded(id);
        if (block.timestamp / 1 days > info.endDay) revert Errors.TermIsOver(id, info.endDay);
        // A term that runs can be refunded only because its fleet is terminated. Where nothing is in escrow, ask the ledger.
        bool terminated = info.refundable != 0;
        if (info.refundFloor == 0) {
            terminated = HASHPOWER.fleetOf(info.fleetId).status == IHashpowerTypes.FleetStatus.Terminated;
        }
        if (terminated) revert Errors.FleetTerminated(info.fleetId);
    }

    // ---- internals: delivery and payment

    /// @dev Splits units off for `to`. As in a transfer, the ledger credits the income so far to who earned it, and calls nobody.
    function _splitTo(uint256 id, uint88 units, address to) internal returns (uint256) {
        uint88[] memory pieces = new uint88[](1);
        pieces[0] = units;
        return HASHPOWER.split(id, pieces, to)[0];
    }

    /// @dev Takes the whole price from the caller; a token that takes a fee is refused.
    function _pullExactly(address token, uint256 amount) internal virtual {
        uint256 received = Payments.pull(token, msg.sender, address(this), amount);
        if (received != amount) revert Errors.PaymentShort(token, received, amount);
    }

    /// @dev Shares out a price that lies here: fee and royalty wait to be collected, the rest is sent to the seller, or credited.
    /// Both are rounded down; the parts add up to the price.
    function _shareOut(uint256 id, address token, uint256 price, uint256 feeBps, address seller)
        internal
        returns (uint256 tradeFee, uint256 royalty)
    {
        Till storage till = _tills[token][uint32(id >> 32)];
        (uint256 fees, uint256 royalties, uint256 royaltyBps) = (till.fees, till.royalties, till.royaltyBps);
        if (!till.known) {
            royaltyBps = HASHPOWER.seriesOf(uint32(id >> 32)).royaltyBps;
            (till.royaltyBps, till.known) = (uint16(royaltyBps), true);
        }
        tradeFee = price * feeBps / BPS;
        royalty = price * royaltyBps / BPS;
        (till.fees, till.royalties) = ((fees + tradeFee).toUint112(), (royalties + royalty).toUint112());
        _pay(token, seller, price - tradeFee - royalty);
    }

    // ---- internals

    function _setFee(uint16 feeBps, address recipient) private {
        if (feeBps > MAX_FEE_BPS) revert Errors.OutOfBounds(feeBps, 0, MAX_FEE_BPS);
        if (recipient == address(0)) revert Errors.ZeroAddress();
        (_feeBps, _feeRecipient) = (feeBps, recipient);
        _syncAll();
        emit FeeSet(feeBps, recipient);
    }

    function _syncAll() private {
        for (uint256 i; i < _payTokenList.length; ++i) _sync(_payTokens[_payTokenList[i]]);
    }

    function _sync(PayToken storage payToken) private {
        (payToken.open, payToken.feeBps) = (payToken.allowed && !paused, _feeBps);
    }

    /// @dev Where a series' miner is paid, now.
    function _minerOf(uint32 seriesId) private view returns (address) {
        return REGISTRY.payoutOf(HASHPOWER.fleetOf(HASHPOWER.seriesOf(seriesId).fleetId).minerId);
    }
}
