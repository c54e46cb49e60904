// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {AuctionHouse} from "../../src/auction/AuctionHouse.sol";
import {IAuctionHouse} from "../../src/auction/IAuctionHouse.sol";
import {AuctionHandler} from "./AuctionHandler.sol";

/// @dev What must always hold for the auction house, while random people sell, bid, refuse, miss days and wait.
contract AuctionInvariantTest is Test {
    AuctionHandler internal handler;
    AuctionHouse internal house;

    function setUp() public {
        handler = makeHandler();
        handler.begin();
        house = handler.theHouse();
        bytes4[] memory selectors = new bytes4[](13);
        selectors[0] = handler.create.selector;
        selectors[1] = handler.createLot.selector;
        selectors[2] = handler.cancel.selector;
        selectors[3] = handler.disturb.selector;
        selectors[4] = handler.bidOn.selector;
        selectors[5] = handler.buyNowOf.selector;
        selectors[6] = handler.take.selector;
        selectors[7] = handler.settle.selector;
        selectors[8] = handler.withdraw.selector;
        selectors[9] = handler.refuse.selector;
        selectors[10] = handler.wait_.selector;
        selectors[11] = handler.pause.selector;
        selectors[12] = handler.day.selector;
        targetContract(address(handler));
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
    }

    function makeHandler() internal virtual returns (AuctionHandler) {
        return new AuctionHandler();
    }

    function invariant_Auction() public view {
        if (handler.calls() % 25 == 0) _checkAll();
    }

    function afterInvariant() public view {
        _checkAll();
    }

    function _checkAll() private view {
        uint256 count = house.auctionCount();
        IAuctionHouse.Auction[] memory live = new IAuctionHouse.Auction[](count);
        uint256 found;
        for (uint256 id = 1; id <= count; ++id) {
            IAuctionHouse.Auction memory a = house.auctionOf(id);
            assertLe(a.extended, 24 hours, "extended by at most a day");
            if (a.state != IAuctionHouse.State.Open || a.bidder == address(0)) continue;
            live[found++] = a;
        }
        assembly ("memory-safe") {
            mstore(live, found)
        }
        check_TheBalanceIsLiveBidsAndCredits(live);
        check_LockedNftsAreAuctionsWithABid(live);
        check_PromisesAreLotsWithABid(live);
        check_WhatIsSoldIsWhatWasPutUp();
    }

    /// @dev The handler looks at each sale: alive, the winner's, of the units put up; and at each bid that was paid back.
    function check_WhatIsSoldIsWhatWasPutUp() internal view {
        assertEq(handler.wrong(), "");
    }

    function check_TheBalanceIsLiveBidsAndCredits(IAuctionHouse.Auction[] memory live) internal view {
        uint256 owed;
        for (uint256 i; i < live.length; ++i) {
            owed += live[i].amount;
        }
        address money = address(handler.money());
        for (uint256 i; i < 4; ++i) {
            owed += house.creditOf(money, handler.actors(i));
        }
        (, address feeTaker) = house.fees();
        owed += house.creditOf(money, feeTaker) + house.creditOf(money, handler.minerPayout());
        assertEq(handler.money().balanceOf(address(house)), owed, "balance == live bids + credits");
    }

    function check_LockedNftsAreAuctionsWithABid(IAuctionHouse.Auction[] memory live) internal view {
        uint256 auctioned;
        for (uint256 i; i < live.length; ++i) {
            if (live[i].isLot) continue;
            ++auctioned;
            assertEq(handler.lockerOf(live[i].powerId), address(house), "an auction with a bid holds its NFT");
            for (uint256 j; j < i; ++j) {
                assertTrue(live[j].isLot || live[j].powerId != live[i].powerId, "one live auction an NFT");
            }
        }
        uint256 locked;
        for (uint256 i; i < handler.powerCount(); ++i) {
            if (handler.lockerOf(handler.powers(i)) == address(house)) ++locked;
        }
        assertEq(locked, auctioned, "locked NFTs <-> live auctions with a bid");
    }

    function check_PromisesAreLotsWithABid(IAuctionHouse.Auction[] memory live) internal view {
        for (uint256 i; i < live.length; ++i) {
            if (!live[i].isLot) continue;
            uint256 units;
            for (uint256 j; j < live.length; ++j) {
                if (live[j].isLot && live[j].seriesId == live[i].seriesId) units += live[j].units;
            }
            assertEq(house.promisedUnits(live[i].seriesId), units, "promised units");
        }
    }
}
