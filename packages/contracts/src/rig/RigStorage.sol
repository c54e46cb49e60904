// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpower} from "../hashpower/IHashpower.sol";
import {IRig} from "./IRig.sol";

/// @title Layout of the rig's slots
/// @dev `_slots` is storage slot 0, so the first word of an item's slot lies at `keccak256(abi.encode(key, 0))`. It reads
/// `nonce << 224 | powerId << 160 | principal`, and one `eth_getProof` of it proves which power an item held at a block.
/// Words are packed by hand: an attach without options writes one and a claim of it reads one.
abstract contract RigStorage is IRig {
    // ---- types

    /// @dev A config of zero = bound, not sealed, 24 h cool-down, all to the player.
    struct Slot {
        uint256 head; // principal 160, powerId 64, nonce 32
        uint256 config; // flags 8, termsId 32, coolDown 32, sealUntil 40, orphanSince 40, endDay 32
        uint256 party; // account 160: who requested the detach (bound), or the borrower (lent); readyAt 40
        uint256 offer; // payToken 160, price 96, only while a lending is offered
    }

    /// @dev The first two words in memory, and whose the income is.
    struct State {
        bytes32 key;
        address principal;
        uint256 powerId;
        uint256 nonce;
        uint256 flags;
        uint256 termsId;
        uint256 coolDown; // seconds, 0 = default
        uint256 sealUntil;
        uint256 orphanSince;
        uint256 endDay; // lent
        address player; // who gets the player's share
    }

    // ---- constants

    uint256 internal constant LENT = 1;
    uint256 internal constant OFFERED = 2;
    uint256 internal constant REVOCABLE = 4;
    uint256 internal constant FOLLOW = 8;

    /// @dev The nonce's lowest bit: the second word is not zero. Without it a claim of a plain slot reads one word only.
    uint256 internal constant HAS_CONFIG = 1;

    // ---- storage

    mapping(bytes32 key => Slot) internal _slots;

    IHashpower internal immutable HASHPOWER;

    // ---- constructor

    constructor(IHashpower hashpower_) {
        HASHPOWER = hashpower_;
    }

    // ---- internals

    function _load(bytes32 key) internal view returns (State memory s) {
        _loadInto(s, key);
    }

    /// @dev Into a struct that is there: a claim of many slots would else spend more on memory than on storage.
    function _loadInto(State memory s, bytes32 key) internal view {
        Slot storage slot = _slots[key];
        s.key = key;
        uint256 head = slot.head;
        s.principal = address(uint160(head));
        s.powerId = uint64(head >> 160);
        s.nonce = head >> 224;
        uint256 config = s.nonce & HAS_CONFIG == 0 ? 0 : slot.config;
        s.flags = uint8(config);
        s.termsId = uint32(config >> 8);
        s.coolDown = uint32(config >> 40);
        s.sealUntil = uint40(config >> 72);
        s.orphanSince = uint40(config >> 112);
        s.endDay = config >> 152;
    }

    /// @dev Every change passes here and takes the next nonce. No field can reach its neighbour: all were bounded on entry,
    /// and an NFT's id fits 64 bits (it is made so, and a made-up id fails at the NFT).
    function _store(State memory s) internal {
        Slot storage slot = _slots[s.key];
        uint256 config = s.flags | s.termsId << 8 | s.coolDown << 40 | s.sealUntil << 72 | s.orphanSince << 112
            | s.endDay << 152;
        if ((config != 0 || s.nonce & HAS_CONFIG != 0) && config != slot.config) slot.config = config;
        s.nonce = uint32((s.nonce | HAS_CONFIG) + (config == 0 ? 1 : 1 + HAS_CONFIG));
        slot.head = uint160(s.principal) | s.powerId << 160 | s.nonce << 224;
    }

    /// @dev Ends an attachment. The nonce stays, so that no former state can come back.
    function _clear(State memory s) internal {
        State memory empty;
        (empty.key, empty.nonce) = (s.key, s.nonce);
        _store(empty);
        _setParty(s.key, address(0), 0);
        if (s.flags & OFFERED != 0) _slots[s.key].offer = 0;
    }

    function _setParty(bytes32 key, address party, uint256 readyAt) internal {
        uint256 word = uint160(party) | readyAt << 160;
        if (word != _slots[key].party) _slots[key].party = word;
    }

    function _partyOf(bytes32 key) internal view returns (address party, uint256 readyAt) {
        uint256 word = _slots[key].party;
        return (address(uint160(word)), word >> 160);
    }

    function _offerOf(bytes32 key) internal view returns (address payToken, uint256 price) {
        uint256 word = _slots[key].offer;
        return (address(uint160(word)), word >> 160);
    }

    function _today() internal view returns (uint256) {
        return block.timestamp / 1 days;
    }
}
