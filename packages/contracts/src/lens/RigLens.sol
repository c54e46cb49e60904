// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpower} from "../hashpower/IHashpower.sol";
import {IOffchainItems} from "../rig/IOffchainItems.sol";
import {IRig} from "../rig/IRig.sol";
import {IRigLens} from "./IRigLens.sol";
import {LensCommon} from "./LensCommon.sol";

/// @title Lens for items of games
/// @dev No storage, no owner, no money.
contract RigLens is LensCommon, IRigLens {
    // ---- constants

    uint256 internal constant MAX_SLOTS = 100;

    IRig internal immutable RIG;

    // ---- constructor

    constructor(IRig rig_) LensCommon(IHashpower(rig_.hashpower())) {
        RIG = rig_;
    }

    // ---- items

    function slots(IRig.Item[] calldata items) external view returns (At memory at, RigSlotView[] memory result) {
        _requireCount(items.length, MAX_SLOTS);
        at = _at();
        result = new RigSlotView[](items.length);
        for (uint256 i; i < items.length; ++i) {
            RigSlotView memory item = result[i];
            item.slot = RIG.slotOf(items[i]);
            item.stateHash = RIG.stateHash(items[i]);
            if (item.slot.principal == address(0)) continue;
            if (item.slot.termsId != 0) item.terms = RIG.termsOf(item.slot.termsId);
            item.shares = RIG.claimableOf(items[i]);
            item.power = new HashpowerView[](1);
            item.power[0] = _hashpowerView(item.slot.powerId);
        }
    }

    // ---- off-chain items

    function assignment(address game, uint256 id)
        external
        view
        returns (At memory at, address player, uint96 nonce, address signer)
    {
        IOffchainItems items = IOffchainItems(RIG.gameItems());
        return (_at(), items.playerOf(game, id), items.nonceOf(game, id), items.gameSignerOf(game));
    }
}
