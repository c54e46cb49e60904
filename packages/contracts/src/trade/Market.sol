// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpower} from "../hashpower/IHashpower.sol";
import {SelfPermit} from "../payments/SelfPermit.sol";
import {Listings} from "./Listings.sol";
import {MarketBase} from "./MarketBase.sol";
import {Offers} from "./Offers.sol";

/// @title Market
/// @dev Holds the money of open offers, fees and royalties that wait, and what a seller couldn't receive; never an NFT. Its
/// approvals are used only for the NFT of the caller, or of a seller whose listing names exactly the NFT's present state; its
/// allowances only for the caller. No locker, no upgrade.
contract Market is Listings, Offers, SelfPermit {
    constructor(address owner_, IHashpower hashpower_, address guardian_, address feeRecipient_)
        MarketBase(owner_, hashpower_, guardian_, feeRecipient_)
    {}
}
