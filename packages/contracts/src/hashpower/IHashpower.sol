// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpowerLedger} from "./IHashpowerLedger.sol";
import {IHashpowerToken} from "./IHashpowerToken.sol";

/// @title Hashpower NFT, fleet day ledger and escrow, as seen at their one address
/// @notice One ERC-721 per lot of hashpower. What was paid for it waits here and is released to the miner day by day,
/// only for days whose income arrived; the income itself is credited to whoever is beneficiary when a day settles.
/// @dev Token ids are `seriesId << 32 | sequence`, so an id alone tells its series and fits 64 bits.
interface IHashpower is IHashpowerLedger, IHashpowerToken {}
