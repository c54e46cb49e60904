// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {OpenToken} from "../mocks/HostileTokens.sol";

/// @notice Its symbol is a bytes32, as in the first tokens.
contract Bytes32SymbolToken {
    function decimals() external pure returns (uint8) {
        return 18;
    }

    function symbol() external pure returns (bytes32) {
        return "MKR";
    }
}

/// @notice It has no symbol.
contract NamelessToken {
    function decimals() external pure returns (uint8) {
        return 8;
    }
}

/// @notice Its symbol claims to be longer than the answer.
contract LyingSymbolToken {
    uint256 private immutable OFFSET;

    constructor(uint256 offset) {
        OFFSET = offset;
    }

    function decimals() external pure returns (uint8) {
        return 8;
    }

    function symbol() external view {
        uint256 offset = OFFSET;
        assembly ("memory-safe") {
            mstore(0, offset)
            mstore(32, 500)
            return(0, 64)
        }
    }
}

/// @notice A token with a symbol of 33 letters.
contract LongSymbolToken is OpenToken {
    constructor() OpenToken("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG", 8) {}
}
