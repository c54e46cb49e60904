// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../Errors.sol";
import {IBenchmarkCore} from "../benchmark/IBenchmarkCore.sol";
import {IMinerRegistryCore} from "../miners/IMinerRegistryCore.sol";
import {HashpowerBase} from "./HashpowerBase.sol";
import {SeriesBook} from "./SeriesBook.sol";

/// @title The ledger's code, run by `Hashpower` in its own storage
/// @dev Apart only because one contract may not exceed 24,576 bytes. Its address is fixed in `Hashpower` for good. Its own
/// storage is never used: called at its own address it knows no fleet, and nobody can use its owner.
contract HashpowerLedger is SeriesBook {
    // ---- constructor

    constructor(IMinerRegistryCore registry_, IBenchmarkCore benchmark_)
        HashpowerBase(address(1), registry_, benchmark_)
    {}

    // ---- entry points: governance

    function setPayToken(address token, bool allowed) external onlyOwner {
        if (token == address(0)) revert Errors.ZeroAddress();
        _payTokens[token] = allowed;
        emit PayTokenSet(token, allowed);
    }

    function setMinter(address minter, bool allowed) external onlyOwner {
        if (minter == address(0)) revert Errors.ZeroAddress();
        _minters[minter] = allowed;
        emit MinterSet(minter, allowed);
    }

    function setFees(uint16 feeBps, uint16 referralBps, address recipient) external onlyOwner {
        _setFees(feeBps, referralBps, recipient);
    }

    // ---- views

    function fees() external view returns (uint16 feeBps, uint16 referralBps, address recipient) {
        return (_feeBps, _referralBps, _feeRecipient);
    }

    function seriesURI(uint32 seriesId) external view returns (string memory) {
        return _seriesURIs[seriesId];
    }

    function referralOf(uint256 id) external view returns (address referrer, uint256 due, uint256 paid) {
        Referral storage referral = _referrals[id];
        (, due) = _referralDue(id, referral);
        (referrer, paid) = (referral.referrer, referral.paid);
        due -= paid;
    }

    function registry() external view returns (address) {
        return address(REGISTRY);
    }

    function benchmark() external view returns (address) {
        return address(BENCHMARK);
    }

    function isMinter(address minter) external view returns (bool) {
        return _minters[minter];
    }

    function isPayToken(address token) external view returns (bool) {
        return _payTokens[token];
    }

    function fleetCount() external view returns (uint32) {
        return _fleetCount;
    }

    function seriesCount() external view returns (uint32) {
        return _seriesCount;
    }

    function fleetOf(uint32 fleetId) external view returns (Fleet memory) {
        return _knownFleet(fleetId);
    }

    function seriesOf(uint32 seriesId) external view returns (Series memory) {
        return _knownSeries(seriesId);
    }

    function payTokenOf(uint32 seriesId) external view returns (address payToken, uint32 fleetId) {
        fleetId = _knownSeries(seriesId).fleetId;
        payToken = _fleets[fleetId].payToken;
    }

    function fleetIdOf(address rewardToken, address payToken, uint32 minerId, uint32 farm)
        external
        view
        returns (uint32)
    {
        return _fleetIds[_fleetKey(rewardToken, payToken, minerId, farm)];
    }

    function checkpointOf(uint32 fleetId, uint32 day) external view returns (Checkpoint memory) {
        return _checkpoints[fleetId][day];
    }

    function deltaOf(uint32 fleetId, uint32 day) external view returns (int96 units, int128 q) {
        Delta storage delta = _deltas[fleetId][day];
        return (delta.units, delta.q);
    }

    function paidOn(uint32 fleetId, uint32 day) external view returns (uint256) {
        return _paid[fleetId][day];
    }
}
