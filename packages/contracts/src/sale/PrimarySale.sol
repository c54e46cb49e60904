// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IMinerRegistryCore} from "../miners/IMinerRegistryCore.sol";
import {Payments} from "../payments/Payments.sol";
import {SelfPermit} from "../payments/SelfPermit.sol";
import {IPrimarySale} from "./IPrimarySale.sol";

/// @title Primary sale of hashpower
/// @dev Money goes from the buyer straight to the escrow in `Hashpower`; nothing ever rests here. The pause stops purchases
/// and nothing else.
contract PrimarySale is IPrimarySale, SelfPermit, Ownable, ReentrancyGuardTransient {
    // ---- types

    /// @dev A sale in three slots: prices; times, version and cap; root.
    struct Sale {
        uint128 startPrice;
        uint128 endPrice;
        uint40 opensAt;
        uint40 closesAt;
        uint32 version;
        uint88 walletCap;
        bool listed; // needs a Merkle proof
        bytes32 allowRoot;
    }

    // ---- storage

    IHashpower internal immutable HASHPOWER;
    IMinerRegistryCore internal immutable REGISTRY;
    bool public paused;
    address public guardian;
    mapping(uint32 seriesId => Sale) internal _sales;
    mapping(uint32 seriesId => mapping(address buyer => uint88)) internal _bought;

    // ---- constructor

    constructor(address owner_, IHashpower hashpower_, address guardian_) Ownable(owner_) {
        HASHPOWER = hashpower_;
        REGISTRY = IMinerRegistryCore(hashpower_.registry());
        guardian = guardian_;
        emit GuardianSet(guardian_);
    }

    // ---- entry points: miners

    function createSeries(SeriesTerms calldata series, SaleTerms calldata terms) external returns (uint32 seriesId) {
        seriesId = HASHPOWER.createSeries(
            msg.sender, series.fleetId, series.cap, series.termDays, series.royaltyBps, series.documentHash, series.uri
        );
        _setSale(seriesId, terms);
    }

    function setSale(uint32 seriesId, SaleTerms calldata terms) external {
        (, uint32 fleetId) = HASHPOWER.payTokenOf(seriesId);
        (address operator,) = REGISTRY.partiesOf(HASHPOWER.fleetOf(fleetId).minerId);
        if (msg.sender != operator) revert Errors.NotAllowed(msg.sender, operator);
        _setSale(seriesId, terms);
    }

    // ---- entry points: buyers

    function buy(
        uint32 seriesId,
        uint88 units,
        uint128 maxPrice,
        uint32 termsVersion,
        uint256 deadline,
        address referrer
    ) external nonReentrant returns (uint256 id) {
        Sale storage sale = _sales[seriesId];
        if (sale.listed) revert Errors.NotOnAllowList(msg.sender);
        if (sale.walletCap != 0) _countWallet(seriesId, units, sale.walletCap);
        return _buy(sale, seriesId, units, maxPrice, termsVersion, deadline, referrer);
    }

    function buyAllowed(
        uint32 seriesId,
        uint88 units,
        uint128 maxPrice,
        uint32 termsVersion,
        uint256 deadline,
        address referrer,
        uint88 allowedUnits,
        bytes32[] calldata proof
    ) external nonReentrant returns (uint256 id) {
        Sale storage sale = _sales[seriesId];
        _requireListed(sale, seriesId, allowedUnits, proof);
        uint88 cap = sale.walletCap == 0 || allowedUnits < sale.walletCap ? allowedUnits : sale.walletCap;
        _countWallet(seriesId, units, cap);
        return _buy(sale, seriesId, units, maxPrice, termsVersion, deadline, referrer);
    }

    // ---- entry points: guardian and governance

    function setPaused(bool paused_) external {
        if (msg.sender != guardian && msg.sender != owner()) revert Errors.NotAllowed(msg.sender, guardian);
        paused = paused_;
        emit PausedSet(paused_);
    }

    function setGuardian(address guardian_) external onlyOwner {
        guardian = guardian_;
        emit GuardianSet(guardian_);
    }

    // ---- views

    function quote(uint32 seriesId, uint88 units)
        external
        view
        returns (address payToken, uint128 price, uint256 cost, uint32 termsVersion)
    {
        (payToken,) = HASHPOWER.payTokenOf(seriesId);
        Sale storage sale = _sales[seriesId];
        price = _priceNow(sale);
        cost = uint256(price) * units;
        termsVersion = sale.version;
    }

    function saleOf(uint32 seriesId) external view returns (SaleTerms memory terms, uint32 version) {
        Sale storage sale = _sales[seriesId];
        terms = SaleTerms(
            sale.startPrice, sale.endPrice, sale.opensAt, sale.closesAt, sale.walletCap, sale.allowRoot
        );
        version = sale.version;
    }

    function boughtBy(uint32 seriesId, address account) external view returns (uint88) {
        return _bought[seriesId][account];
    }

    // ---- internals

    function _buy(
        Sale storage sale,
        uint32 seriesId,
        uint88 units,
        uint128 maxPrice,
        uint32 termsVersion,
        uint256 deadline,
        address referrer
    ) private returns (uint256 id) {
        if (block.timestamp > deadline) revert Errors.DeadlinePassed(deadline, block.timestamp);
        if (paused) revert Errors.SalesPaused();
        if (units == 0) revert Errors.ZeroAmount();
        uint128 price = _openPrice(sale, seriesId, termsVersion);
        if (price > maxPrice) revert Errors.PriceTooHigh(price, maxPrice);
        (address payToken,) = HASHPOWER.payTokenOf(seriesId);
        uint256 paid = Payments.pull(payToken, msg.sender, address(HASHPOWER), uint256(price) * units);
        id = HASHPOWER.mint(seriesId, msg.sender, units, paid, referrer);
        emit Purchased(id, seriesId, msg.sender, units, price, paid, referrer);
    }

    /// @dev The price of a sale that is open now under the terms that the buyer agreed to.
    function _openPrice(Sale storage sale, uint32 seriesId, uint32 termsVersion) private view returns (uint128) {
        uint32 version = sale.version;
        if (version == 0) revert Errors.UnknownSeries(seriesId);
        if (version != termsVersion) revert Errors.TermsChanged(version, termsVersion);
        (uint40 opensAt, uint40 closesAt) = (sale.opensAt, sale.closesAt);
        if (block.timestamp < opensAt || (closesAt != 0 && block.timestamp > closesAt)) {
            revert Errors.SaleNotOpen(seriesId, opensAt, closesAt);
        }
        return _priceNow(sale);
    }

    /// @dev Linear from start to end price, rounded up: in the escrow's favour.
    function _priceNow(Sale storage sale) private view returns (uint128) {
        (uint128 start, uint128 end) = (sale.startPrice, sale.endPrice);
        if (start == end || block.timestamp <= sale.opensAt) return start;
        if (block.timestamp >= sale.closesAt) return end;
        uint256 elapsed = block.timestamp - sale.opensAt;
        return start - uint128(Math.mulDiv(start - end, elapsed, sale.closesAt - sale.opensAt));
    }

    function _countWallet(uint32 seriesId, uint88 units, uint88 cap) internal virtual {
        uint88 bought = _bought[seriesId][msg.sender];
        if (bought >= cap || units > cap - bought) revert Errors.WalletCapReached(bought >= cap ? 0 : cap - bought);
        _bought[seriesId][msg.sender] = bought + units;
    }

    function _requireListed(Sale storage sale, uint32 seriesId, uint88 allowedUnits, bytes32[] calldata proof)
        private
        view
    {
        bytes32 leaf = _leafOf(seriesId, msg.sender, allowedUnits);
        if (!sale.listed || !MerkleProof.verifyCalldata(proof, sale.allowRoot, leaf)) {
            revert Errors.NotOnAllowList(msg.sender);
        }
    }

    /// @dev Leaves are hashed twice, so that no inner node can pass for one, and name the sale, so that no other list's can.
    function _leafOf(uint32 seriesId, address account, uint88 allowedUnits) internal view virtual returns (bytes32) {
        return keccak256(
            bytes.concat(keccak256(abi.encode(block.chainid, address(this), seriesId, account, allowedUnits)))
        );
    }

    function _setSale(uint32 seriesId, SaleTerms calldata terms) private {
        if (terms.startPrice == 0) revert Errors.ZeroAmount();
        if (terms.endPrice > terms.startPrice) revert Errors.OutOfBounds(terms.endPrice, 0, terms.startPrice);
        bool falling = terms.endPrice != terms.startPrice;
        if ((falling || terms.closesAt != 0) && terms.closesAt <= terms.opensAt) {
            revert Errors.SaleNotOpen(seriesId, terms.opensAt, terms.closesAt);
        }
        uint32 version = _sales[seriesId].version + 1;
        _sales[seriesId] = Sale(
            terms.startPrice,
            terms.endPrice,
            terms.opensAt,
            terms.closesAt,
            version,
            terms.walletCap,
            terms.allowRoot != bytes32(0),
            terms.allowRoot
        );
        emit SaleSet(seriesId, version, terms);
    }
}
