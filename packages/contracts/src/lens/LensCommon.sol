// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Errors} from "../Errors.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";
import {ILensTypes} from "./ILensTypes.sol";

/// @title What the views of all lenses are made of
abstract contract LensCommon is ILensTypes {
    // ---- constants

    uint32 internal constant MAX_DAYS = 400;

    IHashpower internal immutable HASHPOWER;

    // ---- constructor

    constructor(IHashpower hashpower_) {
        HASHPOWER = hashpower_;
    }

    // ---- internals

    function _at() internal view returns (At memory) {
        return At(uint64(block.number), uint64(block.timestamp), _today());
    }

    function _today() internal view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }

    function _requireCount(uint256 length, uint256 limit) internal pure {
        if (length == 0 || length > limit) revert Errors.BadArrays(length, limit);
    }

    function _token(address token) internal view returns (Token memory result) {
        result.token = token;
        result.decimals = IERC20Metadata(token).decimals();
        // Some old tokens answer with bytes32, or not at all; a page must not fail over a name.
        (bool ok, bytes memory data) = token.staticcall(abi.encodeCall(IERC20Metadata.symbol, ()));
        if (!ok || data.length < 32) return result;
        if (data.length == 32) result.symbol = _fromBytes32(bytes32(data));
        else if (_isString(data)) result.symbol = abi.decode(data, (string));
    }

    /// @dev Whether ABI decoding as one string can't revert.
    function _isString(bytes memory data) private pure returns (bool) {
        if (data.length < 64) return false;
        uint256 offset;
        uint256 length;
        assembly ("memory-safe") {
            offset := mload(add(data, 32))
            length := mload(add(data, 64))
        }
        return offset == 32 && length <= data.length - 64;
    }

    function _fromBytes32(bytes32 word) private pure returns (string memory) {
        uint256 length;
        while (length < 32 && word[length] != 0) ++length;
        bytes memory text = new bytes(length);
        for (uint256 i; i < length; ++i) text[i] = word[i];
        return string(text);
    }

    function _hashpowerView(uint256 id) internal view returns (HashpowerView memory result) {
        result.id = id;
        result.info = HASHPOWER.infoOf(id);
        IHashpowerTypes.Fleet memory ledger = HASHPOWER.fleetOf(result.info.fleetId);
        result.reward = _token(ledger.rewardToken);
        result.pay = _token(ledger.payToken);
        result.termDays = uint16(result.info.endDay + 1 - result.info.startDay);
        result.settled = ledger.settled;
        result.fleetStatus = ledger.status;
    }
}
