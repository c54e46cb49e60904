// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Attaches hashpower to items of games
/// @notice A slot holds one hashpower NFT for one item: an ERC-721, a holder's ERC-1155 unit, or an off-chain item that a
/// studio assigns by signature. `Bound` power is deposited and follows the item when it is sold; `Lent` power stays locked
/// in its owner's wallet and its income is shared by terms. The items' contracts need no change and are never called to write.
/// @dev Ownerless and immutable; nothing here can be paused. Days are UTC day numbers, times are unix seconds, amounts base
/// units of the token named. Income that nobody claimed belongs to whoever controls the item when it is claimed: claim
/// before a sale. Anybody may claim for anybody: destinations are fixed.
interface IRig {
    /// @notice What an item is.
    enum Kind {
        ERC721,
        ERC1155,
        OFFCHAIN
    }

    /// @notice How a slot holds its power: deposited and following the item, or locked in its owner's wallet.
    enum Mode {
        Bound,
        Lent
    }

    /// @notice What becomes of the player's share while the borrower does not control the item, be it sold, staked or taken
    /// back by its game: the lender gets it and may end the lending (`End`), or the item's new controller gets it (`Follow`).
    enum OnTransfer {
        End,
        Follow
    }

    /// @notice Names an item. Fields that its kind does not use must be zero, so that one item has one key:
    /// `keccak256(abi.encode(item))`.
    struct Item {
        Kind kind;
        address collection; // the item's contract; the studio's account for OFFCHAIN
        uint256 id; // token id; uint256(keccak256(bytes(key))) for OFFCHAIN
        address holder; // ERC1155 only: whose unit it is
        uint32 index; // slot of the item, from 0; for ERC1155 the holder must own more than `index` units
    }

    /// @notice Shares of the income in basis points. The player, who controls the item, gets the rest and every rounding.
    struct Terms {
        address studio;
        uint16 studioBps; // at most 5000
        address guild;
        uint16 guildBps; // at most 5000
        uint16 lenderBps; // lent slots only
    }

    /// @notice On what terms power is lent.
    struct LendTerms {
        uint32 termsId; // 0: all to the player
        uint32 endDay; // last day whose income is shared, at most 3650 days from now
        bool revocable; // the lender may end it at any time; not with a price
        OnTransfer onTransfer;
        uint96 price; // prepaid by the item's controller on acceptance; 0: it begins at once
        address payToken; // zero when the price is zero
    }

    /// @notice A slot, decoded, at the current block.
    struct SlotView {
        bytes32 key;
        address principal; // who deposited or lends; zero: the slot is empty
        uint64 powerId; // hashpower NFT
        uint32 nonce; // grows with every change of the slot, also across attachments
        Mode mode;
        address controller; // of the item; zero: none
        uint32 termsId;
        uint40 sealUntil; // no detach before this
        uint32 coolDown; // seconds between request and detach
        address detachBy; // who requested a detach; only valid while it controls the item
        uint40 detachReadyAt; // zero: none requested
        uint40 detachWindowEnds;
        uint40 orphanSince; // since when the item is marked as gone; zero: not marked
        uint32 endDay; // from here on only for lent slots
        bool revocable;
        bool offered; // waits for the controller to pay the price; the lender still earns
        OnTransfer onTransfer;
        address borrower; // who controlled the item when the lending began
        uint96 price;
        address payToken;
    }

    /// @notice What a claim would pay now, in the reward token.
    struct Shares {
        address token;
        uint256 total;
        address player; // who gets the player's share; zero: nobody controls the item, and the income waits
        uint256 playerAmount;
        uint256 lenderAmount; // to the slot's principal
        uint256 studioAmount;
        uint256 guildAmount;
    }

    // ---- events

    event TermsCreated(uint32 indexed termsId, Terms terms);
    event Attached(
        bytes32 indexed key, uint256 indexed powerId, address indexed collection, address principal, Item item, uint32 termsId, uint32 coolDown
    );
    event Lent(
        bytes32 indexed key, uint256 indexed powerId, address indexed collection, address principal, Item item, address borrower, LendTerms terms
    );
    event LendingAccepted(bytes32 indexed key, uint256 indexed powerId, address indexed borrower, uint256 price);
    event LendingEnded(bytes32 indexed key, uint256 indexed powerId, address indexed lender, address by);
    /// @notice The detach can be executed from `readyAt` to `windowEnds`, by `by` alone and only while it controls the item.
    event DetachRequested(bytes32 indexed key, uint256 indexed powerId, address indexed by, uint40 readyAt, uint40 windowEnds);
    event DetachCancelled(bytes32 indexed key, uint256 indexed powerId, address indexed by);
    event Detached(bytes32 indexed key, uint256 indexed powerId, address indexed to);
    event Sealed(bytes32 indexed key, uint256 indexed powerId, uint40 until);
    event Orphaned(bytes32 indexed key, uint256 indexed powerId, uint40 since);
    event OrphanCleared(bytes32 indexed key, uint256 indexed powerId);
    event Reclaimed(bytes32 indexed key, uint256 indexed powerId, address indexed principal);
    /// @notice Income of slots was shared out. `players` are those who got the player's share.
    event SlotsClaimed(address indexed token, bytes32[] keys, address[] players, uint256[] amounts);
    /// @notice Income of days after a lending's last day went to the lender alone.
    event IncomeReturned(bytes32 indexed key, uint256 indexed powerId, address indexed lender, address token, uint256 amount);
    event RefundClaimed(bytes32 indexed key, uint256 indexed powerId, address indexed to, uint256 amount, uint256 slash);
    event Credited(address indexed account, address indexed token, uint256 amount);
    event CreditWithdrawn(address indexed account, address indexed token, address to, uint256 amount);

    // ---- terms

    /// @notice Records shares once and for all; the same content gives the same id, so calling it statically reads the id.
    /// `termsId` 0 is "all to the player".
    function createTerms(Terms calldata terms) external returns (uint32 termsId);

    // ---- bound power (ERC-721 items)

    /// @notice Deposits hashpower into an item. Only who controls the item and owns the power, which this contract must be
    /// approved for. From now on the power belongs to whoever controls the item.
    /// @param termsId Shares of studio and guild, for as long as it is attached; they may not name a lender's share.
    /// @param coolDown Seconds between requesting a detach and the detach, 1 hour to 30 days; 0 = 24 hours.
    function attach(Item calldata item, uint256 powerId, uint32 termsId, uint32 coolDown) external;

    /// @notice Attaches up to 50 powers, one an item, on the same terms.
    function attachBatch(Item[] calldata items, uint256[] calldata powerIds, uint32 termsId, uint32 coolDown) external;

    /// @notice Uses the owner's signature to approve this contract for a hashpower NFT: `multicall([permitPower, attach])`.
    /// A signature somebody sent first is fine as long as the approval is there.
    function permitPower(uint256 powerId, uint256 deadline, bytes calldata signature) external;

    /// @notice Starts the cool-down of a detach, and replaces a former request. Only the item's controller. Void as soon as
    /// the item changes hands; on a sealed slot it is ready when the seal ends, if that is later.
    function requestDetach(Item calldata item) external returns (uint40 readyAt);

    /// @notice Takes a request back. The item's controller; anybody once who requested it no longer controls the item.
    function cancelDetach(Item calldata item) external;

    /// @notice Pays out the income and sends the power to the item's controller, who requested it, within 7 days after the
    /// cool-down.
    function detach(Item calldata item) external;

    /// @notice Promises that the power stays in the item until a time, at most 90 days from now. Only the item's controller.
    /// It can't be undone or shortened, survives a sale of the item, and voids a pending detach.
    function seal(Item calldata item, uint40 until) external;

    // ---- lent power (all kinds)

    /// @notice Lends hashpower to an item. Only its owner, who must have approved this contract for it; it stays in the owner's
    /// wallet, locked. With a price it is an offer that the item's controller accepts; until then the owner goes on earning.
    function lendPower(Item calldata item, uint256 powerId, LendTerms calldata terms) external;

    /// @notice Pays the price of an offer to the lender and begins the lending. Only the item's controller, with an allowance.
    /// @param nonce The slot's nonce when the terms were read, so that they can't be swapped.
    function acceptLending(Item calldata item, uint32 nonce) external;

    /// @notice Ends a lending or an offer: pays out what belongs to the terms and unlocks the power. The item's controller at
    /// any time; the lender if revocable, not accepted yet, or `End` and the borrower no longer controls the item; anybody
    /// after the last day. Days settle late: a day counts for the terms if it settles before the end and is not after `endDay`.
    function endLending(Item calldata item) external;

    // ---- gone items

    /// @notice Marks a slot whose item has no controller (burned, or its contract fails), or clears the mark when it has one
    /// again. Anybody may call it.
    function markOrphan(Item calldata item) external;

    /// @notice Gives the power and its income back to the principal 30 days after the item was marked, if it still has no
    /// controller and no seal. Anybody may call it.
    function reclaim(Item calldata item) external;

    // ---- income and refunds

    /// @notice Pays the income of up to 50 slots to those it belongs to; anybody may call it. Items whose powers are of one
    /// series should be adjacent. Left out, so that their income waits: empty slots, offers, items without a controller, and
    /// items controlled by a contract that neither calls nor opted in at the hashpower NFT (unless their lender calls).
    /// A payment that fails is credited.
    function claimSlots(Item[] calldata items) external;

    /// @notice Claims the escrow refund of a slot's power for the item's controller (bound) or the lender (lent). Anybody may
    /// call it once the refund is open.
    /// @return amount Payment token. @return slash Bond token.
    function claimRefund(Item calldata item) external returns (uint256 amount, uint256 slash);

    /// @notice Sends what was credited to the caller in one token to an address of its choice.
    function withdrawCredit(address token, address to) external returns (uint256 amount);

    // ---- views

    /// @notice The hashpower NFT.
    function hashpower() external view returns (address);

    /// @notice Where games say who plays their off-chain items (`IOffchainItems`).
    function gameItems() external view returns (address);

    /// @notice The key of an item. Reverts when a field that the kind does not use is not zero.
    function keyOf(Item calldata item) external pure returns (bytes32);

    /// @notice Who controls an item: owner, holder or assigned player. Zero when there is nobody, the contract fails, or it is
    /// burned (0x...dEaD included) or held by this contract.
    function controllerOf(Item calldata item) external view returns (address);

    /// @notice Everything about an item's slot.
    function slotOf(Item calldata item) external view returns (SlotView memory);

    /// @notice What `claimSlots` would share out for an item now.
    function claimableOf(Item calldata item) external view returns (Shares memory);

    /// @notice Changes with every change of the slot and of its power; not when the item changes hands. For `RigGuard`.
    function stateHash(Item calldata item) external view returns (bytes32);

    /// @notice The shares of an id from `TermsCreated`.
    function termsOf(uint32 termsId) external view returns (Terms memory);

    /// @notice What an account may withdraw of a token.
    function credit(address token, address account) external view returns (uint256);
}
