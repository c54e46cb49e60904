// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Errors} from "../Errors.sol";
import {IRig} from "./IRig.sol";
import {RigStorage} from "./RigStorage.sol";

/// @title Terms, shares and payments
/// @dev A payment that fails becomes a credit: no recipient can block another. The rig's balance of a token is the sum of
/// its credits, except for income that a failing token left behind as the rig's credit at the hashpower NFT.
abstract contract RigShares is RigStorage {
    // ---- types and constants

    /// @dev What is to be paid in one token: one transfer for each account.
    struct Payouts {
        address token;
        bool failed; // the token could not be collected: credit everything
        uint256 count;
        address[] accounts;
        uint256[] amounts;
    }

    uint256 internal constant BPS = 10_000;
    uint256 internal constant MAX_SHARE_BPS = 5_000;
    /// @dev For one token transfer: a recipient's hook can't use up a batch.
    uint256 internal constant PAY_GAS = 150_000;

    // ---- storage

    uint32 private _termsCount;
    mapping(uint256 termsId => Terms) private _terms;
    mapping(bytes32 contentHash => uint32) private _termsIds;
    /// @inheritdoc IRig
    mapping(address token => mapping(address account => uint256)) public credit;

    // ---- entry points

    /// @inheritdoc IRig
    function createTerms(Terms memory terms) external returns (uint32 termsId) {
        _checkShare(terms.studio, terms.studioBps);
        _checkShare(terms.guild, terms.guildBps);
        uint256 sum = uint256(terms.studioBps) + terms.guildBps + terms.lenderBps;
        if (sum > BPS) revert Errors.BadTerms();
        bytes32 contentHash = keccak256(abi.encode(terms));
        termsId = _termsIds[contentHash];
        if (termsId != 0 || sum == 0) return termsId;
        termsId = ++_termsCount;
        _termsIds[contentHash] = termsId;
        _terms[termsId] = terms;
        emit TermsCreated(termsId, terms);
    }

    // ---- views

    /// @inheritdoc IRig
    function termsOf(uint32 termsId) external view returns (Terms memory) {
        return _termsOf(termsId);
    }

    // ---- internals: shares

    function _termsOf(uint256 termsId) internal view returns (Terms memory terms) {
        if (termsId == 0) return terms;
        if (termsId > _termsCount) revert Errors.UnknownTerms(uint32(termsId));
        return _terms[termsId];
    }

    function _checkShare(address account, uint16 bps) private view {
        if ((account == address(0)) != (bps == 0) || bps > MAX_SHARE_BPS || account == address(this)) {
            revert Errors.BadTerms();
        }
    }

    /// @dev Adds the shares of one slot's income: everybody else rounds down, the player gets the rest.
    function _addShares(Payouts memory payouts, State memory s, Terms memory terms, uint256 amount) internal pure {
        if (s.termsId != 0) {
            uint256 studio;
            uint256 guild;
            uint256 lender;
            (studio, guild, lender, amount) = _sharesOf(terms, amount);
            _addPayout(payouts, terms.studio, studio);
            _addPayout(payouts, terms.guild, guild);
            _addPayout(payouts, s.principal, lender);
        }
        _addPayout(payouts, s.player, amount);
    }

    function _sharesOf(Terms memory terms, uint256 amount)
        internal
        pure
        returns (uint256 studio, uint256 guild, uint256 lender, uint256 player)
    {
        studio = amount * terms.studioBps / BPS;
        guild = amount * terms.guildBps / BPS;
        lender = amount * terms.lenderBps / BPS;
        player = amount - studio - guild - lender;
    }

    // ---- internals: payments

    function _newPayouts(address token, uint256 slots) internal pure returns (Payouts memory) {
        // Four shares a slot, and what came after a lending's end.
        return Payouts(token, false, 0, new address[](4 * slots + 1), new uint256[](4 * slots + 1));
    }

    /// @dev Newest first: the items of one player tend to be adjacent.
    function _addPayout(Payouts memory payouts, address account, uint256 amount) internal pure {
        if (amount == 0) return;
        address[] memory accounts = payouts.accounts;
        uint256 count = payouts.count;
        for (uint256 i = count; i != 0; --i) {
            if (accounts[i - 1] != account) continue;
            payouts.amounts[i - 1] += amount;
            return;
        }
        accounts[count] = account;
        payouts.amounts[count] = amount;
        payouts.count = count + 1;
    }

    function _payAll(Payouts memory payouts) internal {
        for (uint256 i; i < payouts.count; ++i) {
            if (payouts.failed) _addCredit(payouts.token, payouts.accounts[i], payouts.amounts[i]);
            else _pay(payouts.token, payouts.accounts[i], payouts.amounts[i]);
        }
    }

    function _pay(address token, address account, uint256 amount) internal {
        if (amount == 0) return;
        if (!_mayPush(account) || !_tryTransfer(token, account, amount)) _addCredit(token, account, amount);
    }

    function _addCredit(address token, address account, uint256 amount) internal {
        credit[token][account] += amount;
        emit Credited(account, token, amount);
    }

    /// @dev Money is pushed to accounts without code (an EIP-7702 delegation, 0xef0100 and an address, counts as none), to
    /// the caller, and to contracts that asked for it: anything else might not be able to pass it on.
    function _mayPush(address account) internal view returns (bool) {
        uint256 size = account.code.length;
        if (size == 0 || account == msg.sender) return true;
        bytes32 code;
        assembly ("memory-safe") {
            extcodecopy(account, 0, 0, 32)
            code := mload(0)
        }
        return (size == 23 && bytes3(code) == 0xef0100) || HASHPOWER.optedIn(account);
    }

    /// @dev True when the token moved: no revert, and nothing or `true` returned.
    function _tryTransfer(address token, address to, uint256 amount) internal returns (bool ok) {
        if (gasleft() < PAY_GAS * 64 / 63 + 5_000) revert Errors.MoreGasNeeded(PAY_GAS * 64 / 63 + 5_000);
        bytes memory data = abi.encodeCall(IERC20.transfer, (to, amount));
        assembly ("memory-safe") {
            mstore(0, 0)
            ok := call(PAY_GAS, token, 0, add(data, 32), mload(data), 0, 32)
            ok := and(ok, or(iszero(returndatasize()), and(gt(returndatasize(), 31), eq(mload(0), 1))))
        }
    }

    function _balance(address token) internal view returns (uint256) {
        return IERC20(token).balanceOf(address(this));
    }
}
