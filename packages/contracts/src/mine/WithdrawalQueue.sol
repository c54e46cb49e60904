// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title First come, first paid
/// @dev Tickets are shares, not money: what they are worth is known when they are paid, so that leaving early dodges no loss.
/// There is no way out of the middle: a ticket leaves only at the front, so that nobody can raise Q and take it back.
library WithdrawalQueue {
    // ---- types

    struct Ticket {
        address account;
        uint128 shares; // still to pay
    }

    struct Queue {
        uint64 head; // next ticket to pay
        uint64 tail; // next ticket to give
        uint128 shares; // of all tickets
        mapping(uint256 id => Ticket) tickets;
    }

    // ---- internals

    /// @dev Appends a ticket and returns its number.
    function push(Queue storage self, address account, uint128 shares) internal returns (uint256 id) {
        id = self.tail++;
        self.shares += shares;
        self.tickets[id] = Ticket(account, shares);
    }

    /// @dev Takes shares from the front ticket; one that is used up leaves the queue.
    function take(Queue storage self, uint128 shares) internal {
        Ticket storage ticket = self.tickets[self.head];
        self.shares -= shares;
        ticket.shares -= shares;
        if (ticket.shares == 0) delete self.tickets[self.head++];
    }

    function front(Queue storage self) internal view returns (uint256 id, address account, uint128 shares) {
        id = self.head;
        Ticket storage ticket = self.tickets[id];
        return (id, ticket.account, ticket.shares);
    }

    function isEmpty(Queue storage self) internal view returns (bool) {
        return self.head == self.tail;
    }
}
