// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRig} from "../rig/IRig.sol";
import {ILensTypes} from "./ILensTypes.sol";

/// @title Lens for items of games
/// @notice What a game shows of its items' slots, in one call and all of one block. Like `ILens`, it holds nothing.
interface IRigLens is ILensTypes {
    /// @notice A slot of an item, what it would pay now, and the power in it.
    struct RigSlotView {
        IRig.SlotView slot;
        IRig.Terms terms;
        IRig.Shares shares;
        bytes32 stateHash; // for `RigGuard`
        HashpowerView[] power; // the hashpower NFT; none when the slot is empty
    }

    /// @notice The slots of items, in the order given. At most 100.
    function slots(IRig.Item[] calldata items) external view returns (At memory at, RigSlotView[] memory result);

    /// @notice Who plays a studio's off-chain item, the nonce that its next assignment must sign, and who signs for the studio.
    function assignment(address game, uint256 id)
        external
        view
        returns (At memory at, address player, uint96 nonce, address signer);
}
