// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Where what pools give away goes
/// @notice The `router` of joint-mining pools: it receives their part of the income, and machines that nobody owns any more. Anyone may
/// auction a machine, and send what came on to the recipient. Nothing else can happen to either.
/// @dev It has opted in to be paid by others: `refund`, `claimFor` and `withdrawFor` of the hashpower contract bring it what its machines
/// still hold and earn, and their share of a slashed bond.
interface IPoolRouter {
    event MachineAuctioned(uint256 indexed powerId, uint256 indexed auctionId, uint96 startPrice, uint96 endPrice);
    event Forwarded(address indexed token, address indexed recipient, uint256 amount);
    event RecipientSet(address recipient);

    // ---- anybody

    /// @notice Puts a machine up for seven days, in the token it was paid with: at first for four times what its escrow still holds,
    /// falling to a quarter of that (the reserve, as of a liquidated loan). Unsold, it can be put up again, for what its escrow holds then.
    /// @param powerId A hashpower NFT that this contract owns; it must earn beyond the end of the auction.
    function auction(uint256 powerId) external returns (uint256 auctionId);

    /// @notice Sends all there is of a token to the recipient.
    function forward(address token) external returns (uint256 amount);

    // ---- governance

    /// @notice Names who gets the money.
    function setRecipient(address recipient) external;

    // ---- views

    function recipient() external view returns (address);
    function auctionHouse() external view returns (address);
    /// @notice The last auction of a machine; zero when there was none.
    function auctionOf(uint256 powerId) external view returns (uint256 auctionId);
}
