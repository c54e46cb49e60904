// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IBenchmarkCore} from "../benchmark/IBenchmarkCore.sol";
import {IMinerRegistryCore} from "../miners/IMinerRegistryCore.sol";
import {HashpowerBase} from "./HashpowerBase.sol";
import {HashpowerLedger} from "./HashpowerLedger.sol";
import {SelfPermit} from "../payments/SelfPermit.sol";
import {HashpowerToken} from "./HashpowerToken.sol";
import {IHashpowerMetadata} from "./IHashpowerMetadata.sol";

/// @title Hashpower NFT with its fleet day ledger and escrow
/// @dev Not upgradeable, and nothing here can be paused: claim, refund, release, unlock and withdraw always work. The owner
/// (the timelock) lists lockers, minters and payment tokens, sets the fees of fleets created later, and may terminate a
/// fleet whose misses allow it. It can't move an NFT, income or escrow.
contract Hashpower is HashpowerToken, SelfPermit {
    using SafeCast for uint256;

    // ---- constants

    uint256 internal constant MAX_BATCH = 500;

    using SafeERC20 for IERC20;

    // ---- storage

    IHashpowerMetadata internal immutable METADATA;
    HashpowerLedger internal immutable LEDGER;

    // ---- constructor

    constructor(address owner_, HashpowerLedger ledger_, IHashpowerMetadata metadata_, address feeRecipient_)
        HashpowerBase(owner_, IMinerRegistryCore(ledger_.registry()), IBenchmarkCore(ledger_.benchmark()))
        ERC721("DMEX Hashpower", "HASH")
        EIP712("DMEX Hashpower", "1")
    {
        METADATA = metadata_;
        LEDGER = ledger_;
        _setFees(500, 2000, feeRecipient_);
    }

    // ---- the ledger's half

    /// @dev Everything that is not the NFT's is the ledger's: its code at a fixed address, this storage, this balance. There
    /// is no way to change the address, and the NFT's own functions always come first.
    fallback() external {
        address ledger = address(LEDGER);
        assembly ("memory-safe") {
            let size := calldatasize()
            let data := mload(0x40)
            calldatacopy(data, 0, size)
            let done := delegatecall(gas(), ledger, data, size, 0, 0)
            size := returndatasize()
            returndatacopy(data, 0, size)
            if done { return(data, size) }
            revert(data, size)
        }
    }

    // ---- entry points: minters

    function mint(uint32 seriesId, address to, uint88 units, uint256 paid, address referrer)
        external
        nonReentrant
        returns (uint256 id)
    {
        uint96 q;
        uint32 r;
        uint32 start;
        (id, q, r, start) = abi.decode(
            Address.functionDelegateCall(
                address(LEDGER), abi.encodeCall(LEDGER.escrow, (seriesId, to, units, paid, referrer))
            ),
            (uint256, uint96, uint32, uint32)
        );
        _mint(to, id);
        emit Minted(id, seriesId, to, units, paid, q, r, start);
    }

    // ---- entry points: income

    function claim(uint256[] calldata ids) external nonReentrant {
        _claim(msg.sender, ids);
    }

    function claimFor(address account, uint256[] calldata ids) external nonReentrant {
        _requireMayPush(account);
        _claim(account, ids);
    }

    function collect(uint256[] calldata ids, uint32 throughDay)
        external
        nonReentrant
        returns (uint256[] memory amounts)
    {
        if (ids.length == 0 || ids.length > MAX_BATCH) revert Errors.BadArrays(ids.length, MAX_BATCH);
        amounts = new uint256[](ids.length);
        uint256 from;
        uint256 sum;
        address token;
        for (uint256 i; i < ids.length; ++i) {
            if (_earner(ids[i]) != msg.sender) revert Errors.NotBeneficiary(ids[i], msg.sender);
            (uint256 pay, address paidIn) = _takeIncome(ids[i], throughDay);
            if (paidIn != token) {
                _payCollected(token, sum, ids[from:i]);
                (from, sum, token) = (i, 0, paidIn);
            }
            amounts[i] = pay;
            sum += pay;
        }
        _payCollected(token, sum, ids[from:]);
    }

    function withdraw(address token) external nonReentrant returns (uint256 amount) {
        return _withdraw(msg.sender, token);
    }

    function withdrawFor(address account, address token) external nonReentrant returns (uint256 amount) {
        _requireMayPush(account);
        return _withdraw(account, token);
    }

    function setOptIn(bool accepts) external {
        _optIn[msg.sender] = accepts;
        emit OptInSet(msg.sender, accepts);
    }

    // ---- entry points: escrow

    function refund(uint256 id) external nonReentrant returns (uint256 amount, uint256 slash) {
        address to = _requireOwned(id);
        Unit storage unit = _units[id];
        if (unit.flags & LOCKED != 0) {
            _requireLocker(id);
            to = msg.sender;
        } else if (!_isAuthorized(to, msg.sender, id)) {
            _requireMayPush(to);
        }
        if (!_refundOpen(id)) revert Errors.NotRefundable(id);
        bool first = unit.flags & REFUNDED == 0;
        if (first) amount = _undelivered(id);
        slash = _slashDue(id);
        if (!first && slash == 0) revert Errors.AlreadyRefunded(id);
        unit.flags |= slash != 0 ? REFUNDED | SLASH_PAID : REFUNDED;
        _touch(id);
        emit Refunded(id, to, amount, slash);
        if (amount != 0) IERC20(_fleets[_seriesOfId(id).fleetId].payToken).safeTransfer(to, amount);
        if (slash != 0) IERC20(REGISTRY.bondToken()).safeTransfer(to, slash);
    }

    // ---- entry points: governance and registry

    function creditSlash(uint32 fleetId, uint256 amount) external nonReentrant returns (uint256 used) {
        if (msg.sender != address(REGISTRY)) revert Errors.NotAllowed(msg.sender, address(REGISTRY));
        Fleet storage fleet = _knownFleet(fleetId);
        uint256 units = fleet.unitsAtTermination;
        if (fleet.status != FleetStatus.Terminated || fleet.slashPerUnit != 0 || units == 0) {
            revert Errors.CannotCreditSlash(fleetId);
        }
        fleet.slashPerUnit = (amount / units).toUint128();
        used = units * fleet.slashPerUnit;
        emit SlashCredited(fleetId, used, fleet.slashPerUnit);
        if (used != amount) IERC20(REGISTRY.bondToken()).safeTransfer(msg.sender, amount - used);
    }

    function setLocker(address locker, bool allowed, bool maySeize) external onlyOwner {
        if (locker.code.length == 0) revert Errors.LockerNotAllowed(locker);
        // The right to seize is fixed by the first listing: it can't grow over NFTs locked before.
        LockerRights storage rights = _lockerRights[locker];
        if (rights.listed && rights.maySeize != maySeize) revert Errors.LockerNotAllowed(locker);
        _lockerRights[locker] = LockerRights(true, allowed, maySeize);
        emit LockerSet(locker, allowed, maySeize);
    }

    // ---- views

    function rewardTokenOf(uint256 id) external view returns (address) {
        _requireOwned(id);
        return _fleets[_seriesOfId(id).fleetId].rewardToken;
    }

    function infoOf(uint256 id) external view returns (Info memory info) {
        info.owner = _requireOwned(id);
        Unit storage unit = _units[id];
        Term storage term = _terms[id];
        Series storage series = _seriesOfId(id);
        info.seriesId = uint32(id >> 32);
        info.fleetId = series.fleetId;
        info.startDay = unit.startDay;
        info.endDay = _endDay(unit, series);
        info.units = unit.units;
        (info.q, info.r, info.stateNonce) = (term.q, term.r, term.nonce);
        (info.acquiredDay, info.eventBits) = (term.acquiredDay, term.eventBits);
        info.refunded = unit.flags & REFUNDED != 0;
        info.slashPaid = unit.flags & SLASH_PAID != 0;
        info.lockerCollects = unit.flags & COLLECTS != 0;
        info.beneficiary = _earner(id);
        info.locker = _lockers[id];
        info.user = userOf(id);
        info.userExpires = _users[id].expires;
        info.claimable = claimable(id);
        info.refundFloor = info.refunded ? 0 : _undelivered(id);
        info.refundable = refundable(id);
    }

    function exists(uint256 id) external view returns (bool) {
        return _ownerOf(id) != address(0);
    }

    function beneficiaryOf(uint256 id) external view returns (address) {
        return _earner(id);
    }

    function lockerOf(uint256 id) external view returns (address) {
        return _lockers[id];
    }

    function stateNonce(uint256 id) external view returns (uint32) {
        return _terms[id].nonce;
    }

    function claimable(uint256 id) public view returns (uint256 pay) {
        _requireOwned(id);
        (pay,,) = _income(id, type(uint32).max);
    }

    function refundable(uint256 id) public view returns (uint256) {
        _requireOwned(id);
        if (_units[id].flags & REFUNDED != 0 || !_refundOpen(id)) return 0;
        return _undelivered(id);
    }

    function credit(address token, address account) external view returns (uint256) {
        return _credit[token][account];
    }

    function optedIn(address account) external view returns (bool) {
        return _optIn[account];
    }

    function lockerRights(address locker) external view returns (bool allowed, bool maySeize) {
        LockerRights storage rights = _lockerRights[locker];
        return (rights.allowed, rights.maySeize);
    }

    function tokenURI(uint256 id) public view override(ERC721) returns (string memory) {
        _requireOwned(id);
        return METADATA.tokenURI(address(this), id);
    }

    // ---- internals

    function _claim(address account, uint256[] calldata ids) private {
        if (ids.length == 0 || ids.length > MAX_BATCH) revert Errors.BadArrays(ids.length, MAX_BATCH);
        uint256 from;
        uint256 sum;
        address token;
        for (uint256 i; i < ids.length; ++i) {
            if (_earner(ids[i]) != account) revert Errors.NotBeneficiary(ids[i], account);
            (uint256 pay, address paidIn) = _takeIncome(ids[i], type(uint32).max);
            if (paidIn != token) {
                _payClaimed(account, token, sum, ids[from:i]);
                (from, sum, token) = (i, 0, paidIn);
            }
            sum += pay;
        }
        _payClaimed(account, token, sum, ids[from:]);
    }

    /// @dev Adds what was credited to the account in this token: one payment for all that is its.
    function _payClaimed(address account, address token, uint256 amount, uint256[] calldata ids) private {
        if (token == address(0)) return;
        uint256 credited = _credit[token][account];
        if (credited != 0) {
            amount += credited;
            _credit[token][account] = 0;
        }
        emit Claimed(account, token, amount, ids);
        if (amount != 0) IERC20(token).safeTransfer(account, amount);
    }

    function _payCollected(address token, uint256 amount, uint256[] calldata ids) private {
        if (token == address(0)) return;
        emit Collected(msg.sender, token, amount, ids);
        if (amount != 0) IERC20(token).safeTransfer(msg.sender, amount);
    }

    function _withdraw(address account, address token) private returns (uint256 amount) {
        amount = _credit[token][account];
        if (amount == 0) revert Errors.NothingToPay();
        _credit[token][account] = 0;
        emit Withdrawn(account, token, amount);
        IERC20(token).safeTransfer(account, amount);
    }

    /// @dev A fixed share per unit, for NFTs active on the ledger's last day.
    function _slashDue(uint256 id) private view returns (uint256) {
        Series storage series = _seriesOfId(id);
        Fleet storage fleet = _fleets[series.fleetId];
        Unit storage unit = _units[id];
        if (fleet.slashPerUnit == 0 || unit.flags & SLASH_PAID != 0) return 0;
        bool alive = unit.startDay <= fleet.terminatedOn && fleet.terminatedOn <= _endDay(unit, series);
        return alive ? uint256(unit.units) * fleet.slashPerUnit : 0;
    }
}
