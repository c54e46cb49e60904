// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpowerTypes} from "../hashpower/IHashpowerTypes.sol";

/// @title What all lenses show
interface ILensTypes {
    /// @notice The block that a view was taken from.
    struct At {
        uint64 blockNumber;
        uint64 timestamp;
        uint32 today; // UTC day number
    }

    /// @notice An ERC-20 as it is shown. `symbol` is empty when the token has none that can be read.
    struct Token {
        address token;
        uint8 decimals;
        string symbol;
    }

    /// @notice One NFT.
    struct HashpowerView {
        uint256 id;
        IHashpowerTypes.Info info;
        Token reward;
        Token pay;
        uint16 termDays;
        uint32 settled; // last settled day of its fleet
        IHashpowerTypes.FleetStatus fleetStatus;
    }
}
