// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {Payments} from "../payments/Payments.sol";
import {SelfPermit} from "../payments/SelfPermit.sol";
import {IRig} from "./IRig.sol";
import {RigStorage} from "./RigStorage.sol";
import {RigIncome} from "./RigIncome.sol";

/// @title Rig
/// @dev Holds bound hashpower and nothing else; no owner, no upgrade, no pause, and to an address that a caller chose no call
/// but static questions, token transfers and token permits, none of which the hashpower NFT understands. It is no ERC-721 receiver, so `safeTransferFrom` to it fails; and no
/// ERC-1271 signer, so nobody can sign for what it holds. An NFT is in at most one slot: attaching needs its owner to be the
/// caller, lending needs it not to be locked. Power in an item is as safe as the item's contract: who can move the item has it.
contract Rig is RigIncome, SelfPermit, ReentrancyGuardTransient {
    // ---- constants

    uint256 internal constant MAX_BATCH = 50;
    uint256 internal constant DEFAULT_COOL_DOWN = 24 hours;
    uint32 internal constant MIN_COOL_DOWN = 1 hours;
    uint32 internal constant MAX_COOL_DOWN = 30 days;
    uint40 internal constant DETACH_WINDOW = 7 days;
    uint256 internal constant MAX_SEAL = 90 days;
    uint256 internal constant ORPHAN_DELAY = 30 days;
    uint256 internal constant MAX_LEND_DAYS = 3650;

    // ---- constructor

    constructor(IHashpower hashpower_) RigStorage(hashpower_) {
        if (address(hashpower_) == address(0)) revert Errors.ZeroAddress();
    }

    // ---- entry points: bound power

    /// @inheritdoc IRig
    function attach(Item calldata item, uint256 powerId, uint32 termsId, uint32 coolDown) external nonReentrant {
        _checkBinding(termsId, coolDown);
        _attach(item, powerId, termsId, coolDown);
    }

    /// @inheritdoc IRig
    function attachBatch(Item[] calldata items, uint256[] calldata powerIds, uint32 termsId, uint32 coolDown)
        external
        nonReentrant
    {
        if (items.length != powerIds.length) revert Errors.BadArrays(items.length, powerIds.length);
        _checkBatch(items.length);
        _checkBinding(termsId, coolDown);
        for (uint256 i; i < items.length; ++i) {
            _attach(items[i], powerIds[i], termsId, coolDown);
        }
    }

    /// @inheritdoc IRig
    function permitPower(uint256 powerId, uint256 deadline, bytes calldata signature) external {
        try HASHPOWER.permit(address(this), powerId, deadline, signature) {}
        catch {
            if (HASHPOWER.getApproved(powerId) != address(this)) revert Errors.BadSignature(HASHPOWER.ownerOf(powerId));
        }
    }

    /// @inheritdoc IRig
    function requestDetach(Item calldata item) external nonReentrant returns (uint40 readyAt) {
        State memory s = _controlled(item);
        readyAt = uint40(Math.max(block.timestamp + _coolDown(s.coolDown), s.sealUntil));
        _setParty(s.key, msg.sender, readyAt);
        _clearOrphan(s);
        _store(s);
        emit DetachRequested(s.key, s.powerId, msg.sender, readyAt, readyAt + DETACH_WINDOW);
    }

    /// @inheritdoc IRig
    function cancelDetach(Item calldata item) external nonReentrant {
        State memory s = _bound(item);
        (address party,) = _partyOf(s.key);
        if (party == address(0)) revert Errors.DetachNotRequested(s.key, party);
        address controller = _controllerOf(item);
        if (msg.sender != controller && party == controller) {
            revert Errors.NotController(s.key, msg.sender, controller);
        }
        _setParty(s.key, address(0), 0);
        _store(s);
        emit DetachCancelled(s.key, s.powerId, msg.sender);
    }

    /// @inheritdoc IRig
    function detach(Item calldata item) external nonReentrant {
        State memory s = _controlled(item);
        (address party, uint256 readyAt) = _partyOf(s.key);
        if (party != msg.sender) revert Errors.DetachNotRequested(s.key, party);
        _requireUnsealed(s);
        if (block.timestamp < readyAt || block.timestamp > readyAt + DETACH_WINDOW) {
            revert Errors.DetachNotReady(s.key, readyAt, readyAt + DETACH_WINDOW);
        }
        emit Detached(s.key, s.powerId, msg.sender);
        _takeOut(s, msg.sender);
    }

    /// @inheritdoc IRig
    function seal(Item calldata item, uint40 until) external nonReentrant {
        State memory s = _controlled(item);
        uint256 min = Math.max(s.sealUntil, block.timestamp);
        uint256 max = block.timestamp + MAX_SEAL;
        if (until <= min || until > max) revert Errors.SealOutOfBounds(until, min, max);
        s.sealUntil = until;
        _setParty(s.key, address(0), 0);
        _clearOrphan(s);
        _store(s);
        emit Sealed(s.key, s.powerId, until);
    }

    // ---- entry points: lent power

    /// @inheritdoc IRig
    function lendPower(Item calldata item, uint256 powerId, LendTerms memory terms) external nonReentrant {
        State memory s = _empty(item);
        address owner = HASHPOWER.ownerOf(powerId);
        if (msg.sender != owner) revert Errors.NotAllowed(msg.sender, owner);
        _checkLending(terms);
        bool offered = terms.price != 0;
        bool follow = terms.onTransfer == OnTransfer.Follow;
        s.flags = LENT | (terms.revocable ? REVOCABLE : 0) | (follow ? FOLLOW : 0) | (offered ? OFFERED : 0);
        (s.principal, s.powerId, s.termsId, s.endDay) = (msg.sender, powerId, terms.termsId, terms.endDay);
        address borrower;
        if (offered) {
            _slots[s.key].offer = uint160(terms.payToken) | uint256(terms.price) << 160;
        } else {
            borrower = _controllerOf(item);
            // Only a studio gives its items to players later; a token that nobody has does not exist.
            if (borrower == address(0) && !(follow && item.kind == Kind.OFFCHAIN)) revert Errors.BadLendTerms();
            _setParty(s.key, borrower, 0);
        }
        _store(s);
        emit Lent(s.key, powerId, item.collection, msg.sender, item, borrower, terms);
        HASHPOWER.lock(powerId, !offered);
    }

    /// @inheritdoc IRig
    function acceptLending(Item calldata item, uint32 nonce) external nonReentrant {
        State memory s = _load(_keyOf(item));
        if (s.flags & OFFERED == 0 || s.nonce != nonce) revert Errors.OfferChanged(s.key, uint32(s.nonce), nonce);
        if (_today() > s.endDay) revert Errors.DeadlinePassed(s.endDay, _today());
        _requireController(item, s.key);

        (address payToken, uint256 price) = _offerOf(s.key);
        _slots[s.key].offer = 0;
        _setParty(s.key, msg.sender, 0);
        s.flags &= ~OFFERED;
        _clearOrphan(s);
        _store(s);
        emit LendingAccepted(s.key, s.powerId, msg.sender, price);
        HASHPOWER.setCollectsIncome(s.powerId, true);
        Payments.pull(payToken, msg.sender, s.principal, price);
    }

    /// @inheritdoc IRig
    function endLending(Item calldata item) external nonReentrant {
        State memory s = _load(_keyOf(item));
        if (s.flags & LENT == 0) revert Errors.SlotNotInMode(s.key);
        address controller = _controllerOf(item);
        if (msg.sender != controller && _today() <= s.endDay) {
            bool lenderMay = s.flags & (REVOCABLE | OFFERED) != 0 || _lapsed(s, controller);
            if (msg.sender != s.principal || !lenderMay) revert Errors.LendingNotEnded(s.key, uint32(s.endDay));
        }
        _setPlayer(s, controller);
        if (s.player == address(0)) s.player = s.principal;
        _giveBack(s);
    }

    // ---- entry points: gone items

    /// @inheritdoc IRig
    function markOrphan(Item calldata item) external nonReentrant {
        State memory s = _filled(item);
        if (_controllerOf(item) != address(0)) {
            if (s.orphanSince == 0) revert Errors.NotOrphan(s.key, 0);
            _clearOrphan(s);
        } else {
            if (s.orphanSince != 0) return;
            s.orphanSince = block.timestamp;
            emit Orphaned(s.key, s.powerId, uint40(block.timestamp));
        }
        _store(s);
    }

    /// @inheritdoc IRig
    function reclaim(Item calldata item) external nonReentrant {
        State memory s = _filled(item);
        bool due = s.orphanSince != 0 && block.timestamp >= s.orphanSince + ORPHAN_DELAY;
        if (!due || _controllerOf(item) != address(0)) revert Errors.NotOrphan(s.key, s.orphanSince);
        // The promise holds even now: a collection that fails for a while must not be a way out of a seal.
        _requireUnsealed(s);
        s.player = s.principal;
        emit Reclaimed(s.key, s.powerId, s.principal);
        if (s.flags & LENT != 0) _giveBack(s);
        else _takeOut(s, s.principal);
    }

    // ---- entry points: income and refunds

    /// @inheritdoc IRig
    function claimSlots(Item[] calldata items) external nonReentrant {
        _checkBatch(items.length);
        State[] memory run = new State[](items.length);
        uint256 count;
        uint256 series;
        address token;
        for (uint256 i; i < items.length; ++i) {
            State memory s = run[count];
            if (!_due(items[i], s)) continue;
            if (_isPast(s)) {
                (bool ok, Payouts memory payouts) = _settleOne(s);
                if (!ok) revert Errors.IncomeNotCollected(payouts.token);
                _payAll(payouts);
                continue;
            }
            if (s.powerId >> 32 != series) {
                series = s.powerId >> 32;
                address next = HASHPOWER.rewardTokenOf(s.powerId);
                if (next != token) {
                    _claimRun(token, run, count);
                    (run[0], run[count]) = (s, run[0]);
                    (token, count) = (next, 0);
                }
            }
            ++count;
        }
        _claimRun(token, run, count);
    }

    /// @inheritdoc IRig
    function claimRefund(Item calldata item) external nonReentrant returns (uint256 amount, uint256 slash) {
        State memory s = _filled(item);
        address to = s.flags & LENT != 0 ? s.principal : _controllerOf(item);
        if (to == address(0)) revert Errors.NotController(s.key, msg.sender, to);
        if (!_mayPush(to)) revert Errors.NotOptedIn(to);
        (amount, slash) = _refund(s.powerId, to);
        emit RefundClaimed(s.key, s.powerId, to, amount, slash);
    }

    /// @inheritdoc IRig
    function withdrawCredit(address token, address to) external nonReentrant returns (uint256 amount) {
        amount = credit[token][msg.sender];
        if (amount == 0) revert Errors.NothingToPay();
        credit[token][msg.sender] = 0;
        emit CreditWithdrawn(msg.sender, token, to, amount);
        // What a failing token left behind when power was taken out waits at the hashpower NFT.
        if (_balance(token) < amount) HASHPOWER.withdraw(token);
        if (!_tryTransfer(token, to, amount)) revert Errors.TransferFailed(token, to);
    }

    // ---- views

    /// @inheritdoc IRig
    function hashpower() external view returns (address) {
        return address(HASHPOWER);
    }

    /// @inheritdoc IRig
    function slotOf(Item calldata item) external view returns (SlotView memory view_) {
        State memory s = _load(_keyOf(item));
        (view_.key, view_.principal, view_.powerId, view_.nonce) = (s.key, s.principal, uint64(s.powerId), uint32(s.nonce));
        view_.controller = _controllerOf(item);
        (view_.termsId, view_.orphanSince) = (uint32(s.termsId), uint40(s.orphanSince));
        (address party, uint256 readyAt) = _partyOf(s.key);
        if (s.flags & LENT != 0) {
            view_.mode = Mode.Lent;
            view_.endDay = uint32(s.endDay);
            view_.revocable = s.flags & REVOCABLE != 0;
            view_.offered = s.flags & OFFERED != 0;
            if (s.flags & FOLLOW != 0) view_.onTransfer = OnTransfer.Follow;
            view_.borrower = party;
            (address payToken, uint256 price) = _offerOf(s.key);
            (view_.payToken, view_.price) = (payToken, uint96(price));
        } else if (s.powerId != 0) {
            view_.sealUntil = uint40(s.sealUntil);
            view_.coolDown = uint32(_coolDown(s.coolDown));
            view_.detachBy = party;
            view_.detachReadyAt = uint40(readyAt);
            if (party != address(0)) view_.detachWindowEnds = uint40(readyAt) + DETACH_WINDOW;
        }
    }

    /// @inheritdoc IRig
    function stateHash(Item calldata item) external view returns (bytes32) {
        State memory s = _load(_keyOf(item));
        Slot memory slot = _slots[s.key];
        return keccak256(abi.encode(s.key, slot, HASHPOWER.stateNonce(s.powerId)));
    }

    // ---- internals

    function _attach(Item calldata item, uint256 powerId, uint32 termsId, uint32 coolDown) private {
        if (item.kind != Kind.ERC721) revert Errors.ItemNotAllowed(item.collection);
        State memory s = _empty(item);
        _requireController(item, s.key);
        (s.principal, s.powerId, s.termsId, s.coolDown) = (msg.sender, powerId, termsId, coolDown);
        _store(s);
        emit Attached(s.key, powerId, item.collection, msg.sender, item, termsId, uint32(_coolDown(coolDown)));
        HASHPOWER.transferFrom(msg.sender, address(this), powerId);
    }

    /// @dev Sends bound power out: income is settled on the old terms before anything changes, and paid last. A failing
    /// token must not stop it: the NFT's transfer then leaves the income as this contract's credit at the hashpower NFT,
    /// and here everybody is credited.
    function _takeOut(State memory s, address to) private {
        s.player = to;
        (bool ok, Payouts memory payouts) = _settleOne(s);
        if (!ok) {
            payouts.failed = true;
            _addShares(payouts, s, _termsOf(s.termsId), HASHPOWER.claimable(s.powerId));
        }
        _clear(s);
        HASHPOWER.transferFrom(address(this), to, s.powerId);
        _payAll(payouts);
    }

    /// @dev Ends a lending or an offer in the same order. With a failing token all that was not collected is credited to the
    /// lender, at the hashpower NFT, by unlocking.
    function _giveBack(State memory s) private {
        Payouts memory payouts;
        if (s.flags & OFFERED == 0) (, payouts) = _settleOne(s);
        _clear(s);
        emit LendingEnded(s.key, s.powerId, s.principal, msg.sender);
        HASHPOWER.unlock(s.powerId);
        _payAll(payouts);
    }

    function _empty(Item calldata item) private view returns (State memory s) {
        if (item.collection == address(HASHPOWER)) revert Errors.ItemNotAllowed(item.collection);
        s = _load(_keyOf(item));
        if (s.powerId != 0) revert Errors.SlotTaken(s.key, s.powerId);
    }

    function _filled(Item calldata item) private view returns (State memory s) {
        s = _load(_keyOf(item));
        if (s.powerId == 0) revert Errors.SlotNotInMode(s.key);
    }

    function _bound(Item calldata item) private view returns (State memory s) {
        s = _filled(item);
        if (s.flags & LENT != 0) revert Errors.SlotNotInMode(s.key);
    }

    function _controlled(Item calldata item) private view returns (State memory s) {
        s = _bound(item);
        _requireController(item, s.key);
    }

    function _requireUnsealed(State memory s) private view {
        if (block.timestamp < s.sealUntil) revert Errors.SlotSealed(s.key, s.sealUntil);
    }

    function _checkBinding(uint32 termsId, uint32 coolDown) private view {
        if (_termsOf(termsId).lenderBps != 0) revert Errors.BadTerms();
        if (coolDown != 0 && (coolDown < MIN_COOL_DOWN || coolDown > MAX_COOL_DOWN)) {
            revert Errors.OutOfBounds(coolDown, MIN_COOL_DOWN, MAX_COOL_DOWN);
        }
    }

    /// @dev A lender that took a price can't revoke: it would keep the money.
    function _checkLending(LendTerms memory terms) private view {
        _termsOf(terms.termsId);
        uint256 today = _today();
        if (terms.endDay < today || terms.endDay > today + MAX_LEND_DAYS) {
            revert Errors.OutOfBounds(terms.endDay, today, today + MAX_LEND_DAYS);
        }
        bool priced = terms.price != 0;
        if (priced != (terms.payToken != address(0)) || (priced && terms.revocable)) revert Errors.BadLendTerms();
    }

    function _checkBatch(uint256 length) private pure {
        if (length == 0 || length > MAX_BATCH) revert Errors.BadArrays(length, MAX_BATCH);
    }

    function _coolDown(uint256 coolDown) private pure returns (uint256) {
        return coolDown == 0 ? DEFAULT_COOL_DOWN : coolDown;
    }
}
