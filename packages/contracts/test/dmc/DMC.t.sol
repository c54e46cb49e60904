// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {DMC} from "../../src/dmc/DMC.sol";
import {Errors} from "../../src/Errors.sol";

contract DMCTest is Test {
    DMC internal dmc;
    address internal fund = makeAddr("fund");
    address internal treasury = makeAddr("treasury");

    function setUp() public {
        vm.warp(1_700_000_000);
        dmc = new DMC(fund, treasury);
    }

    function test_TenPercentSeedTheFundTheRestTheTreasury() public view {
        assertEq(dmc.totalSupply(), 100_000_000e18);
        assertEq(dmc.balanceOf(fund), 10_000_000e18);
        assertEq(dmc.balanceOf(treasury), 90_000_000e18);
        assertEq(dmc.decimals(), 18);
        assertEq(dmc.symbol(), "DMC");
    }

    function test_RevertWhen_FundOrTreasuryIsNobody() public {
        vm.expectRevert(Errors.ZeroAddress.selector);
        new DMC(address(0), treasury);
        vm.expectRevert(Errors.ZeroAddress.selector);
        new DMC(fund, address(0));
    }

    function test_TheClockCountsSeconds() public view {
        assertEq(dmc.clock(), block.timestamp);
        assertEq(dmc.CLOCK_MODE(), "mode=timestamp");
    }

    function test_VotesFollowDelegationAndTransfers() public {
        address voter = makeAddr("voter");
        vm.prank(treasury);
        dmc.delegate(voter);
        assertEq(dmc.getVotes(voter), 90_000_000e18);
        uint256 before = block.timestamp;
        vm.warp(before + 1 days);
        vm.prank(treasury);
        dmc.transfer(fund, 1e18);
        assertEq(dmc.getVotes(voter), 90_000_000e18 - 1e18);
        vm.warp(before + 2 days);
        assertEq(dmc.getPastVotes(voter, before), 90_000_000e18, "a snapshot is not moved by what came later");
        assertEq(dmc.getPastTotalSupply(before), dmc.totalSupply());
    }

    /// @dev Flash-loaned votes: what arrives and leaves in one block weighs nothing in a snapshot before it.
    function test_Attack_FlashLoanedVotesWeighNothing() public {
        address attacker = makeAddr("attacker");
        vm.prank(attacker);
        dmc.delegate(attacker);
        uint256 snapshot = block.timestamp;
        vm.warp(snapshot + 1);
        vm.prank(treasury);
        dmc.transfer(attacker, 50_000_000e18);
        assertEq(dmc.getVotes(attacker), 50_000_000e18);
        assertEq(dmc.getPastVotes(attacker, snapshot), 0);
        vm.prank(attacker);
        dmc.transfer(treasury, 50_000_000e18);
        vm.warp(snapshot + 2);
        assertEq(dmc.getPastVotes(attacker, snapshot + 1), 0);
    }

    function test_PermitsBySignatureOnce() public {
        (address holder, uint256 key) = makeAddrAndKey("holder");
        bytes32 typehash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 message = keccak256(abi.encode(typehash, holder, address(this), 5e18, 0, block.timestamp));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", dmc.DOMAIN_SEPARATOR(), message));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        dmc.permit(holder, address(this), 5e18, block.timestamp, v, r, s);
        assertEq(dmc.allowance(holder, address(this)), 5e18);
        assertEq(dmc.nonces(holder), 1);
        vm.expectRevert();
        dmc.permit(holder, address(this), 5e18, block.timestamp, v, r, s);
    }

    function testFuzz_TheSupplyNeverChanges(address to, uint256 amount) public {
        vm.assume(to != address(0));
        amount = bound(amount, 0, dmc.balanceOf(treasury));
        vm.prank(treasury);
        dmc.transfer(to, amount);
        assertEq(dmc.totalSupply(), dmc.SUPPLY());
    }
}
