// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILens} from "../../src/lens/ILens.sol";
import {ILensTypes} from "../../src/lens/ILensTypes.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";
import {IRig} from "../../src/rig/IRig.sol";

// The lenses as the tests see them: structs with many fields are arrays of words, which the ABI encodes alike. Decoded as structs
// within structs they are too many for the compiler's stack.

/// @dev Index into the words of `IHashpowerTypes.Info`.
uint256 constant INFO_OWNER = 12;

interface IRawTypes {
    struct RawHashpower {
        uint256 id;
        uint256[21] info;
        ILensTypes.Token reward;
        ILensTypes.Token pay;
        uint16 termDays;
        uint32 settled;
        uint8 fleetStatus;
    }

    struct RawFleet {
        uint32 fleetId;
        uint32 minerId;
        address operator;
        bool minerActive;
        ILensTypes.Token reward;
        ILensTypes.Token pay;
        uint256[25] ledger;
        uint96 units;
        uint32 earned;
        uint8 missesIn30;
        bool settleable;
        uint32 nextDay;
    }

    struct RawSeries {
        uint32 seriesId;
        uint256[11] series;
        string uri;
        IPrimarySale.SaleTerms terms;
        uint32 termsVersion;
        uint128 price;
        uint88 left;
        bytes4 blocker;
        RawFleet fleet;
    }

    struct RawSlot {
        uint256[20] slot;
        IRig.Terms terms;
        IRig.Shares shares;
        bytes32 stateHash;
        RawHashpower[] power;
    }
}

interface IRawLens is IRawTypes {
    function seriesPage(ILens.SeriesFilter calldata filter, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (ILensTypes.At memory at, RawSeries[] memory items, uint256 next);
    function series(uint32[] calldata seriesIds)
        external
        view
        returns (ILensTypes.At memory at, RawSeries[] memory items);
    function fleetsPage(uint32 minerId, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (ILensTypes.At memory at, RawFleet[] memory items, uint256 next);
    function fleets(uint32[] calldata fleetIds)
        external
        view
        returns (ILensTypes.At memory at, RawFleet[] memory items);
    function hashpower(uint256[] calldata ids)
        external
        view
        returns (ILensTypes.At memory at, RawHashpower[] memory items);
    function portfolio(address account, uint256 cursor, uint32 limit, uint32 maxScan)
        external
        view
        returns (ILensTypes.At memory at, RawHashpower[] memory items, uint256 next);
}

interface IRawRigLens is IRawTypes {
    function slots(IRig.Item[] calldata items) external view returns (ILensTypes.At memory at, RawSlot[] memory result);
}

interface IRawHashpower {
    function fleetOf(uint32 fleetId) external view returns (uint256[25] memory);
    function seriesOf(uint32 seriesId) external view returns (uint256[11] memory);
    function infoOf(uint256 id) external view returns (uint256[21] memory);
}

/// @dev Hashes arrays of words, to compare them: `abi.encode` of this many is too much for the compiler's stack, too.
library Words {
    function hash(uint256[11] memory words) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(words, 352)
        }
    }

    function hash(uint256[20] memory words) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(words, 640)
        }
    }

    function hash(uint256[21] memory words) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(words, 672)
        }
    }

    function hash(uint256[25] memory words) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(words, 800)
        }
    }
}
