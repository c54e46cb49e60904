// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Errors} from "../Errors.sol";
import {Attestors} from "./Attestors.sol";
import {BenchmarkMath} from "./BenchmarkMath.sol";
import {IBenchmark} from "./IBenchmark.sol";

/// @title The attestors' signed reports
abstract contract Reports is Attestors, EIP712 {
    // ---- types

    /// @dev The reports of one day of one asset, by seat.
    struct DayReports {
        uint8 count;
        uint128[7] values; // 0 = none
        address[7] attestors;
    }

    // ---- constants

    bytes32 internal constant REPORT_TYPEHASH = keccak256("Report(uint16 asset,uint32 day,uint128 value)");
    uint256 internal constant REPORT_WINDOW = 12 hours;
    uint8 internal constant QUORUM = 5;

    // ---- storage

    mapping(uint16 assetId => mapping(uint32 day => DayReports)) internal _reports;

    // ---- constructor

    constructor() EIP712("DMEX Benchmark", "1") {}

    // ---- entry points: reports

    /// @inheritdoc IBenchmark
    function submitReports(uint16 assetId, uint32 day, SignedReport[] calldata reports) external returns (uint8 added) {
        _listed(assetId);
        (uint256 from, uint256 until) = reportWindow(day);
        if (block.timestamp < from || block.timestamp >= until) revert Errors.ReportWindowClosed(day, from, until);
        if (reports.length == 0 || reports.length > SEATS) revert Errors.BadArrays(reports.length, SEATS);
        DayReports storage counted = _reports[assetId][day];
        for (uint256 i; i < reports.length; ++i) {
            if (_count(counted, assetId, day, reports[i])) ++added;
        }
        if (added == 0) revert Errors.AlreadyReported(assetId, day);
        counted.count += added;
    }

    // ---- views

    /// @inheritdoc IBenchmark
    function reportsOf(uint16 assetId, uint32 day) external view returns (CountedReport[] memory list) {
        DayReports storage counted = _reports[assetId][day];
        list = new CountedReport[](counted.count);
        uint256 at;
        for (uint8 seat = 1; seat <= SEATS; ++seat) {
            uint128 value = counted.values[seat - 1];
            if (value != 0) list[at++] = CountedReport(seat, counted.attestors[seat - 1], value);
        }
    }

    /// @inheritdoc IBenchmark
    function reportWindow(uint32 day) public pure returns (uint256 from, uint256 until) {
        from = (uint256(day) + 1) * 1 days;
        until = from + REPORT_WINDOW;
    }

    /// @inheritdoc IBenchmark
    function reportDigest(uint16 assetId, uint32 day, uint128 value) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(REPORT_TYPEHASH, assetId, day, value)));
    }

    // ---- internals

    function _count(DayReports storage counted, uint16 assetId, uint32 day, SignedReport calldata report)
        private
        returns (bool)
    {
        uint8 seat = _seatOf(report.attestor);
        if (seat == 0) revert Errors.NotAnAttestor(report.attestor);
        if (report.value == 0) revert Errors.ZeroAmount();
        if (counted.values[seat - 1] != 0) return false;
        bytes32 digest = reportDigest(assetId, day, report.value);
        if (!SignatureChecker.isValidSignatureNow(report.attestor, digest, report.signature)) {
            revert Errors.BadSignature(report.attestor);
        }
        counted.values[seat - 1] = report.value;
        counted.attestors[seat - 1] = report.attestor;
        emit Reported(assetId, day, report.attestor, report.value);
        return true;
    }

    /// @dev The median of the reports that came and their number; no median below a quorum.
    function _median(uint16 assetId, uint32 day) internal view returns (uint256 median, uint8 count) {
        DayReports storage counted = _reports[assetId][day];
        count = counted.count;
        if (count < QUORUM) return (0, count);
        uint256[7] memory values;
        uint256 at;
        for (uint256 i; i < SEATS; ++i) {
            uint256 value = counted.values[i];
            if (value != 0) values[at++] = value;
        }
        median = BenchmarkMath.median(values, count);
    }

    /// @dev Reverts for an asset that is not listed.
    function _listed(uint16 assetId) internal view virtual returns (Asset memory);
}
