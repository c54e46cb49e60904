// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LensCommon} from "./LensCommon.sol";

/// @title Goes through the NFTs of all series, so many a call
abstract contract LensScan is LensCommon {
    // ---- types

    /// @dev Where a scan is. Its cursor is the last id that was looked at: `seriesId << 32 | sequence`.
    struct Scan {
        uint32 seriesId;
        uint32 sequence;
        uint32 last; // sequence of the series' last NFT
        uint32 seriesCount;
        uint32 left; // steps
    }

    // ---- internals

    function _startScan(uint256 cursor, uint32 maxScan) internal view returns (Scan memory s) {
        (s.seriesId, s.sequence, s.seriesCount, s.left) =
            (uint32(cursor >> 32), uint32(cursor), HASHPOWER.seriesCount(), maxScan);
        if (s.seriesId != 0 && s.seriesId <= s.seriesCount) s.last = HASHPOWER.seriesOf(s.seriesId).sequence;
    }

    /// @dev Whether there is a further step, and the id it leads to: 0 on the step into a series.
    function _step(Scan memory s) internal view returns (bool more, uint256 id) {
        if (s.left == 0 || (s.sequence >= s.last && s.seriesId >= s.seriesCount)) return (false, 0);
        --s.left;
        if (s.sequence < s.last) return (true, uint256(s.seriesId) << 32 | ++s.sequence);
        (s.sequence, s.last) = (0, HASHPOWER.seriesOf(++s.seriesId).sequence);
        return (true, 0);
    }

    /// @dev Where the next call goes on; 0 when nothing is left.
    function _nextCursor(Scan memory s) internal pure returns (uint256) {
        bool over = s.sequence >= s.last && s.seriesId >= s.seriesCount;
        return over ? 0 : uint256(s.seriesId) << 32 | s.sequence;
    }
}
