// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Errors} from "../Errors.sol";
import {IRig} from "../rig/IRig.sol";
import {RigGuard} from "../rig/RigGuard.sol";

/// @title A game's shop for local chains
/// @notice Fixed-price sales of ERC-721 items together with the hashpower in their first slot. Items stay with their sellers
/// until they are sold, money passes straight to the seller, and the shop never holds either.
/// @dev A buyer agrees to a `stateHash`, which the purchase checks first: a seller who detaches, or asks to, in the block of the
/// sale gets nothing. Income settled before the sale is paid to the seller in the same transaction; what settles later is the
/// buyer's. A seller that is a contract must have opted in at the hashpower NFT, or its income goes along with the item.
contract GameShop {
    using SafeERC20 for IERC20;

    /// @notice An item on sale. Not on sale: the seller is zero.
    struct Listing {
        address seller;
        uint96 price;
        uint40 expiresAt;
        bytes32 stateHash;
    }

    /// @notice Longest time on sale: an old price must not come back with an item that returns to its seller.
    uint256 public constant MAX_DURATION = 30 days;

    IRig public immutable RIG;
    RigGuard public immutable GUARD;
    /// @notice What items are paid with.
    IERC20 public immutable PAY_TOKEN;

    mapping(address collection => mapping(uint256 id => Listing)) internal _listings;

    /// @notice An item was put on sale, with what was in its slot.
    event ItemListed(
        address indexed collection, uint256 indexed id, address indexed seller, uint96 price, uint40 expiresAt, bytes32 stateHash
    );
    /// @notice An item was taken off sale.
    event ItemWithdrawn(address indexed collection, uint256 indexed id, address indexed seller);
    /// @notice An item was sold.
    event ItemSold(
        address indexed collection, uint256 indexed id, address indexed buyer, address seller, uint96 price, bytes32 stateHash
    );

    constructor(IRig rig, RigGuard guard, IERC20 payToken) {
        RIG = rig;
        GUARD = guard;
        PAY_TOKEN = payToken;
    }

    // ---- entry points

    /// @notice Puts an item on sale as it is now, or changes its price. Only its owner, who approves this contract for it.
    /// @param price Base units of the pay token.
    /// @param duration Seconds, at most 30 days. Any change of the slot ends the sale before.
    function list(address collection, uint256 id, uint96 price, uint40 duration) external {
        address owner = IERC721(collection).ownerOf(id);
        if (owner != msg.sender) revert Errors.NotAllowed(msg.sender, owner);
        if (price == 0) revert Errors.ZeroAmount();
        if (duration == 0 || duration > MAX_DURATION) revert Errors.OutOfBounds(duration, 1, MAX_DURATION);
        uint40 expiresAt = uint40(block.timestamp) + duration;
        bytes32 stateHash = RIG.stateHash(_item(collection, id));
        _listings[collection][id] = Listing(owner, price, expiresAt, stateHash);
        emit ItemListed(collection, id, owner, price, expiresAt, stateHash);
    }

    /// @notice Takes an item off sale. Its seller; anybody once the listing is of no use any more.
    function withdraw(address collection, uint256 id) external {
        Listing memory listing = _listings[collection][id];
        if (msg.sender != listing.seller && isOpen(collection, id)) revert Errors.NotAllowed(msg.sender, listing.seller);
        delete _listings[collection][id];
        emit ItemWithdrawn(collection, id, listing.seller);
    }

    /// @notice Buys an item for the caller, who approves this contract for the price.
    /// @param maxPrice What the buyer saw, so that the price can't be raised meanwhile.
    /// @param stateHash `rig.stateHash` of the item when the buyer agreed.
    function buy(address collection, uint256 id, uint96 maxPrice, bytes32 stateHash) external {
        if (!isOpen(collection, id)) revert Errors.NotForSale(collection, id);
        Listing memory listing = _listings[collection][id];
        if (listing.price > maxPrice) revert Errors.PriceTooHigh(listing.price, maxPrice);
        IRig.Item[] memory items = new IRig.Item[](1);
        items[0] = _item(collection, id);
        GUARD.expect(RIG, items[0], stateHash);
        delete _listings[collection][id];
        emit ItemSold(collection, id, msg.sender, listing.seller, listing.price, stateHash);

        // Not in a try: a buyer who leaves little gas for it would get the seller's income along with the item.
        RIG.claimSlots(items);
        PAY_TOKEN.safeTransferFrom(msg.sender, listing.seller, listing.price);
        IERC721(collection).transferFrom(listing.seller, msg.sender, id);
        // The collection is the seller's choice, and its word the only one there is: it must at least keep to it.
        if (IERC721(collection).ownerOf(id) != msg.sender) revert Errors.NotForSale(collection, id);
    }

    // ---- views

    /// @notice What an item is offered for, open or not.
    function listingOf(address collection, uint256 id) external view returns (Listing memory) {
        return _listings[collection][id];
    }

    /// @notice Whether an item can be bought now: on sale, not expired, still its seller's, its slot as it was listed.
    function isOpen(address collection, uint256 id) public view returns (bool) {
        Listing memory listing = _listings[collection][id];
        return listing.seller != address(0) && block.timestamp <= listing.expiresAt
            && IERC721(collection).ownerOf(id) == listing.seller
            && RIG.stateHash(_item(collection, id)) == listing.stateHash;
    }

    // ---- internals

    function _item(address collection, uint256 id) private pure returns (IRig.Item memory) {
        return IRig.Item(IRig.Kind.ERC721, collection, id, address(0), 0);
    }
}
