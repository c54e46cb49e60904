// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ILendAuctions} from "./ILendAuctions.sol";
import {ILendLoans} from "./ILendLoans.sol";

/// @title A lending pool
/// @notice Lenders deposit an asset (ERC-4626). Owners of hashpower that was paid in that asset borrow it for a fixed term at a
/// fixed rate: the NFT is locked in their wallet and goes on earning. What stands behind a loan is income to come and, if the
/// miner stops, the escrow's refund; a loan is a part of the lesser of the two.
/// @dev One pool an asset. One loan an NFT, keyed by its id. Repayment, withdrawal, refund, auction and income are never
/// paused. The pool needs the owner's approval of each NFT (or `permit`) once, to lock it; it never takes custody of one but
/// by liquidation.
interface ILendingPool is ILendLoans, ILendAuctions {}
