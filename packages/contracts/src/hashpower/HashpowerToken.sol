// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {HashpowerBase} from "./HashpowerBase.sol";
import {IHashpowerToken} from "./IHashpowerToken.sol";
import {IERC4907} from "./IERC4907.sol";

/// @title The NFT: three rights, locks in place, split and merge
/// @dev Owner = principal and refunds; beneficiary = income; user = game use. What an NFT earned is credited to who earned it
/// before anything about it changes.
abstract contract HashpowerToken is HashpowerBase, ERC721, EIP712, IHashpowerToken, IERC2981, IERC4906, IERC4907 {
    using SafeCast for uint256;

    // ---- types and constants

    struct UserInfo {
        address user;
        uint64 expires;
    }

    bytes32 internal constant PERMIT_TYPEHASH =
        keccak256("Permit(address spender,uint256 tokenId,uint256 nonce,uint256 deadline)");
    uint256 internal constant MAX_PIECES = 100;

    // ---- storage

    mapping(uint256 id => UserInfo) internal _users;

    // ---- entry points: holders

    function split(uint256 id, uint88[] calldata units, address to) external returns (uint256[] memory newIds) {
        address owner_ = _requireOwned(id);
        _checkAuthorized(owner_, msg.sender, id);
        _requireUnlocked(id);
        if (units.length == 0 || units.length > MAX_PIECES) revert Errors.BadArrays(units.length, MAX_PIECES);
        _creditIncome(id, _holder(id, owner_));

        uint256 whole = _units[id].units;
        uint256 q = _terms[id].q;
        newIds = new uint256[](units.length);
        for (uint256 i; i < units.length; ++i) {
            newIds[i] = _splitOff(id, units[i], uint96(Math.mulDiv(q, units[i], whole)), owner_, to);
        }
        _touch(id);
        emit Split(id, newIds, units);
    }

    function merge(uint256[] calldata ids) external {
        if (ids.length < 2 || ids.length > MAX_PIECES) revert Errors.BadArrays(ids.length, MAX_PIECES);
        uint256 id = ids[0];
        address owner_ = _requireOwned(id);
        _checkAuthorized(owner_, msg.sender, id);
        _requireMergeable(id, id, owner_);
        _creditIncome(id, owner_);
        Unit storage unit = _units[id];
        Term storage term = _terms[id];
        uint256 units = unit.units;
        uint256 weighted = units * _baseOf(id);
        for (uint256 i = 1; i < ids.length; ++i) {
            uint256 other = ids[i];
            if (other == id) revert Errors.CannotMerge(id, other);
            _requireMergeable(id, other, owner_);
            _checkAuthorized(owner_, msg.sender, other); // who may spend one NFT may not pull others into it
            _creditIncome(other, owner_);
            units += _units[other].units;
            weighted += uint256(_units[other].units) * _baseOf(other);
            term.q += _terms[other].q;
            term.r += _terms[other].r;
            if (_terms[other].acquiredDay > term.acquiredDay) term.acquiredDay = _terms[other].acquiredDay;
            _burn(other);
            delete _units[other];
        }
        unit.units = units.toUint88();
        unit.base = Math.ceilDiv(weighted, units).toUint128(); // up: a fraction of a wei is never multiplied
        _touch(id);
        emit Merged(id, ids, unit.units);
    }

    function setBeneficiary(uint256 id, address beneficiary) external {
        address owner_ = _requireOwned(id);
        if (msg.sender != owner_) revert Errors.NotAllowed(msg.sender, owner_);
        _requireUnlocked(id);
        _creditIncome(id, _holder(id, owner_));
        Unit storage unit = _units[id];
        bool set = beneficiary != address(0) && beneficiary != owner_;
        unit.flags = set ? unit.flags | HAS_BENEFICIARY : unit.flags & ~HAS_BENEFICIARY;
        _beneficiaries[id] = set ? beneficiary : address(0);
        ++_terms[id].nonce;
        emit BeneficiarySet(id, beneficiary);
    }

    function setUser(uint256 id, address user, uint64 expires) external {
        address owner_ = _requireOwned(id);
        Unit storage unit = _units[id];
        if (unit.flags & LOCKED != 0) _requireLocker(id);
        else _checkAuthorized(owner_, msg.sender, id);
        unit.flags = user != address(0) ? unit.flags | HAS_USER : unit.flags & ~HAS_USER;
        _users[id] = UserInfo(user, expires);
        emit UpdateUser(id, user, expires);
    }

    function permit(address spender, uint256 id, uint256 deadline, bytes calldata signature) external {
        if (block.timestamp > deadline) revert Errors.DeadlinePassed(deadline, block.timestamp);
        address owner_ = _requireOwned(id);
        uint256 nonce = _terms[id].nonce++;
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(PERMIT_TYPEHASH, spender, id, nonce, deadline)));
        if (!SignatureChecker.isValidSignatureNow(owner_, digest, signature)) revert Errors.BadSignature(owner_);
        _approve(spender, id, address(0));
    }

    // ---- entry points: lockers

    function lock(uint256 id, bool collectsIncome) external {
        if (!_lockerRights[msg.sender].allowed) revert Errors.LockerNotAllowed(msg.sender);
        address owner_ = _requireOwned(id);
        _requireUnlocked(id);
        if (!_isAuthorized(owner_, msg.sender, id)) revert Errors.LockNotApproved(id, msg.sender);
        if (_getApproved(id) == msg.sender) _approve(address(0), id, address(0), false); // an approval locks once
        _units[id].flags |= LOCKED;
        _lockers[id] = msg.sender;
        ++_terms[id].nonce;
        emit Locked(id, msg.sender, collectsIncome);
        if (collectsIncome) _setCollects(id, true);
    }

    function setCollectsIncome(uint256 id, bool collectsIncome) external {
        _requireLocker(id);
        _setCollects(id, collectsIncome);
    }

    function unlock(uint256 id) external {
        _requireLocker(id);
        _clearLock(id);
        emit Unlocked(id, msg.sender);
    }

    function seize(uint256 id, address to) external {
        _requireLocker(id);
        if (!_lockerRights[msg.sender].maySeize) revert Errors.LockerNotAllowed(msg.sender);
        _clearLock(id);
        emit Seized(id, msg.sender, to);
        _transfer(_requireOwned(id), to, id);
    }

    // ---- views

    function locked(uint256 id) external view returns (bool) {
        _requireOwned(id);
        return _units[id].flags & LOCKED != 0;
    }

    function userOf(uint256 id) public view returns (address) {
        return _users[id].expires >= block.timestamp ? _users[id].user : address(0);
    }

    function userExpires(uint256 id) external view returns (uint256) {
        return _users[id].expires;
    }

    function royaltyInfo(uint256 id, uint256 salePrice) external view returns (address receiver, uint256 amount) {
        _requireOwned(id);
        Series storage series = _seriesOfId(id);
        receiver = REGISTRY.payoutOf(_fleets[series.fleetId].minerId);
        amount = Math.mulDiv(salePrice, series.royaltyBps, BPS);
    }

    function supportsInterface(bytes4 interfaceId) public view virtual override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IERC2981).interfaceId || interfaceId == type(IERC4907).interfaceId
            || interfaceId == bytes4(0x49064906) // ERC-4906 has events only; this is its number
            || super.supportsInterface(interfaceId);
    }

    // ---- internals: who earns

    /// @dev Who earns while no locker collects.
    function _holder(uint256 id, address owner_) internal view returns (address) {
        return _units[id].flags & HAS_BENEFICIARY != 0 ? _beneficiaries[id] : owner_;
    }

    function _earner(uint256 id) internal view returns (address) {
        address owner_ = _requireOwned(id);
        return _units[id].flags & COLLECTS != 0 ? _lockers[id] : _holder(id, owner_);
    }

    // ---- internals

    /// @dev Every transfer and burn passes here: a locked NFT does not move, and its income stays with who earned it.
    function _update(address to, uint256 id, address auth) internal override returns (address from) {
        from = super._update(to, id, auth);
        if (from == address(0)) return from;
        _requireUnlocked(id);
        _creditIncome(id, _holder(id, from));
        Unit storage unit = _units[id];
        if (unit.flags & (HAS_BENEFICIARY | HAS_USER) != 0) {
            unit.flags &= ~(HAS_BENEFICIARY | HAS_USER);
            delete _beneficiaries[id];
            delete _users[id];
            emit UpdateUser(id, address(0), 0);
        }
        Term storage term = _terms[id];
        (term.nonce, term.acquiredDay) = (term.nonce + 1, _today());
    }

    function _splitOff(uint256 id, uint88 units, uint96 q, address owner_, address to) private returns (uint256 newId) {
        Unit storage unit = _units[id];
        Term storage term = _terms[id];
        if (units == 0 || units >= unit.units) revert Errors.BadSplit(id);
        unit.units -= units;
        term.q -= q;
        Series storage series = _seriesOfId(id);
        newId = _nextId(uint32(id >> 32), series);
        _units[newId] = Unit(unit.startDay, unit.flags & (REFUNDED | SLASH_PAID), units, unit.base);
        _terms[newId] = Term(q, 0, 0, to == owner_ ? term.acquiredDay : _today(), term.eventBits);
        _mint(to, newId);
    }

    /// @dev The base an unresolved NFT would resolve to, or 0 while its term has not begun.
    function _baseOf(uint256 id) private view returns (uint256) {
        Unit storage unit = _units[id];
        if (unit.base != 0) return unit.base;
        return _checkpoints[_seriesOfId(id).fleetId][unit.startDay - 1].acc;
    }

    function _requireMergeable(uint256 id, uint256 other, address owner_) private view {
        Unit storage a = _units[id];
        Unit storage b = _units[other];
        uint8 blocking = LOCKED | HAS_BENEFICIARY | HAS_USER;
        bool same = id >> 32 == other >> 32 && a.startDay == b.startDay && (a.flags | b.flags) & blocking == 0
            && a.flags == b.flags && _terms[id].eventBits == _terms[other].eventBits;
        if (!same || _ownerOf(other) != owner_) revert Errors.CannotMerge(id, other);
    }

    /// @dev Before the change what was earned goes to the holder: a locker collects first what is its to collect.
    function _setCollects(uint256 id, bool collectsIncome) private {
        _creditIncome(id, _holder(id, _requireOwned(id)));
        Unit storage unit = _units[id];
        unit.flags = collectsIncome ? unit.flags | COLLECTS : unit.flags & ~COLLECTS;
        emit CollectorChanged(id, msg.sender, collectsIncome);
    }

    function _clearLock(uint256 id) private {
        Unit storage unit = _units[id];
        if (unit.flags & COLLECTS != 0) _creditIncome(id, _holder(id, _requireOwned(id)));
        unit.flags &= ~(LOCKED | COLLECTS);
        delete _lockers[id];
        ++_terms[id].nonce;
    }

    function _touch(uint256 id) internal {
        ++_terms[id].nonce;
        emit MetadataUpdate(id);
    }

    function _requireUnlocked(uint256 id) internal view {
        if (_units[id].flags & LOCKED != 0) revert Errors.IsLocked(id, _lockers[id]);
    }

    function _requireLocker(uint256 id) internal view {
        if (_units[id].flags & LOCKED == 0 || _lockers[id] != msg.sender) revert Errors.NotLocker(id, msg.sender);
    }
}
