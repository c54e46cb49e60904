// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Metadata} from "@openzeppelin/contracts/interfaces/IERC721Metadata.sol";
import {Errors} from "../../src/Errors.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {BlacklistToken} from "../mocks/HostileTokens.sol";

/// @dev A token that describes itself in bytes32, as the oldest ones do.
contract Bytes32SymbolToken is BlacklistToken {
    constructor() BlacklistToken(8) {}

    function symbol() public pure override returns (string memory) {
        assembly ("memory-safe") {
            mstore(0, "MKR")
            return(0, 32)
        }
    }
}

/// @dev Nobody's misfortune, and nobody's spite, may block anybody else.
contract OthersBlockedTest is CoreTest {
    BlacklistToken internal coin;
    BlacklistToken internal dollar;
    uint32 internal listed;
    uint32 internal listedSeries;

    function setUp() public override {
        super.setUp();
        (coin, dollar) = (new BlacklistToken(8), new BlacklistToken(6));
        (listed, listedSeries) = hostileFleet(address(coin), address(dollar), 100, 1e6);
    }

    function test_Attack_SpenderOfOneNftCannotMergeOthersIntoIt() public {
        uint256 bait = buy(alice, 1);
        uint256 other = buy(alice, 100_000);
        vm.prank(alice);
        hashpower.approve(bob, bait);
        vm.prank(bob);
        vm.expectRevert();
        hashpower.merge(two(bait, other));
        assertEq(hashpower.ownerOf(other), alice);
    }

    function test_Attack_BlacklistedPayoutBlocksNeitherReferrerNorPlatform() public {
        buyAs(alice, listedSeries, 1_000, carol);
        goodDays(listed, 3);
        dollar.setBlacklisted(minerPayout, true);
        vm.expectRevert(abi.encodeWithSelector(BlacklistToken.Blacklisted.selector, minerPayout));
        hashpower.release(listed);

        uint256 slices = 3 * uint256(1_000e6) / 100;
        hashpower.payReferral(uint256(listedSeries) << 32 | 1);
        assertEq(dollar.balanceOf(carol), slices / 20 / 5, "a fifth of the fee of five per cent");
        hashpower.collectFees(listed);
        assertEq(dollar.balanceOf(feeRecipient), slices / 20 * 4 / 5, "the rest of the fee");

        vm.prank(miner);
        registry.setPayout(minerId, bob);
        hashpower.release(listed);
        assertEq(dollar.balanceOf(bob), slices * 95 / 100, "and the miner, once it names another account");
    }

    function test_Attack_BlacklistedReferrerBlocksNeitherMinerNorPlatform() public {
        buyAs(alice, listedSeries, 1_000, carol);
        buyAs(alice, listedSeries, 1_000, bob);
        goodDays(listed, 2);
        dollar.setBlacklisted(carol, true);
        vm.expectRevert(abi.encodeWithSelector(BlacklistToken.Blacklisted.selector, carol));
        hashpower.payReferral(uint256(listedSeries) << 32 | 1);
        hashpower.release(listed);
        hashpower.payReferral(uint256(listedSeries) << 32 | 2);
        hashpower.collectFees(listed);
        assertEq(dollar.balanceOf(minerPayout), 38e6);
        assertEq(dollar.balanceOf(bob), 0.2e6);
        assertEq(dollar.balanceOf(feeRecipient), 1.6e6);
        dollar.setBlacklisted(carol, false);
        hashpower.payReferral(uint256(listedSeries) << 32 | 1);
        assertEq(dollar.balanceOf(carol), 0.2e6, "its part waited");
    }

    function test_Attack_BlacklistedBeneficiaryBlocksNobodyElse() public {
        uint256 first = buyAs(alice, listedSeries, 1_000, NOBODY);
        uint256 second = buyAs(alice, listedSeries, 1_000, NOBODY);
        vm.prank(alice);
        hashpower.setBeneficiary(first, bob);
        goodDay(listed);
        coin.setBlacklisted(bob, true);
        vm.expectRevert(abi.encodeWithSelector(BlacklistToken.Blacklisted.selector, bob));
        hashpower.claimFor(bob, one(first));

        assertGt(claimAs(alice, second), 0, "the same owner's other NFT");
        uint256 owed = hashpower.claimable(first);
        vm.prank(alice);
        hashpower.transferFrom(alice, carol, first);
        assertEq(hashpower.credit(address(coin), bob), owed, "and the sale of the NFT itself");
        goodDay(listed);
        assertGt(claimAs(carol, first), 0, "whose new owner earns");
        coin.setBlacklisted(bob, false);
        hashpower.withdrawFor(bob, address(coin));
        assertEq(coin.balanceOf(bob), owed, "it can wait for its own");
    }

    function test_Attack_BlacklistedOwnerOnlyBlocksItsOwnRefund() public {
        uint256 first = buyAs(alice, listedSeries, 1_000, NOBODY);
        uint256 second = buyAs(bob, listedSeries, 1_000, NOBODY);
        terminateByVote(listed);
        dollar.setBlacklisted(alice, true);
        vm.expectRevert(abi.encodeWithSelector(BlacklistToken.Blacklisted.selector, alice));
        hashpower.refund(first);
        hashpower.refund(second);
        assertEq(dollar.balanceOf(bob), 1_000e6);
        vm.prank(alice);
        hashpower.transferFrom(alice, carol, first);
        hashpower.refund(first);
        assertEq(dollar.balanceOf(carol), 1_000e6, "moved to an account that may hold the token");
    }

    function test_Attack_BlacklistedFeeRecipientBlocksOnlyFees() public {
        buyAs(alice, listedSeries, 1_000, NOBODY);
        goodDay(listed);
        dollar.setBlacklisted(feeRecipient, true);
        hashpower.release(listed);
        vm.expectRevert(abi.encodeWithSelector(BlacklistToken.Blacklisted.selector, feeRecipient));
        hashpower.collectFees(listed);
        vm.prank(address(timelock));
        hashpower.setFees(500, 2000, carol);
        assertEq(hashpower.collectFees(listed), 0.5e6);
    }

    function test_Attack_PausedRewardTokenBlocksNeitherSettlingNorTrading() public {
        uint256 id = buyAs(alice, listedSeries, 1_000, NOBODY);
        goodDay(listed);
        uint32 day = settledOf(listed) + 1;
        nextDays(2);
        deliver(listed, day, 1_000);
        coin.setPaused(true);
        settleNext(listed);
        vm.prank(alice);
        vm.expectRevert(BlacklistToken.TokenPaused.selector);
        hashpower.claim(one(id));
        hashpower.release(listed);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, id);
        assertGt(hashpower.credit(address(coin), alice), 0);
    }

    function test_Attack_TokenThatDescribesItselfOddlyStillHasACard() public {
        Bytes32SymbolToken odd = new Bytes32SymbolToken();
        vm.prank(address(timelock));
        benchmark.setRewardToken(address(odd), BTC);
        uint32 oddFleet = makeFleet(miner, address(odd), address(usdt), 9);
        uint256 id = buyAs(alice, makeSeries(miner, oddFleet, 1_000, 10, 1e6), 10, NOBODY);
        assertGt(bytes(IERC721Metadata(address(hashpower)).tokenURI(id)).length, 500);
    }
}
