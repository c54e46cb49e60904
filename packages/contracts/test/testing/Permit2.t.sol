// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {IPermit2} from "../../src/payments/IPermit2.sol";
import {Payments} from "../../src/payments/Payments.sol";
import {Permit2} from "../../src/testing/Permit2.sol";
import {TestToken} from "../../src/testing/TestToken.sol";

/// @dev The runtime code placed at the canonical address, as a local chain does it.
contract Permit2Test is Test {
    Permit2 internal permit2 = Permit2(address(Payments.PERMIT2));
    TestToken internal token;
    address internal holder;
    uint256 internal key;
    address internal spender = makeAddr("spender");

    function setUp() public {
        vm.warp(1_700_000_000);
        vm.etch(address(permit2), address(new Permit2()).code);
        token = new TestToken("Test USDT", "tUSDT", 6);
        (holder, key) = makeAddrAndKey("holder");
        token.mint(holder, 1_000e6);
        vm.prank(holder);
        token.approve(address(permit2), type(uint256).max);
    }

    /// @dev The canonical contract's domain on chain 1, computed from its published definition.
    function test_TheDomainIsThatOfTheCanonicalAddress() public {
        vm.chainId(1);
        bytes32 typehash = keccak256("EIP712Domain(string name,uint256 chainId,address verifyingContract)");
        assertEq(
            permit2.DOMAIN_SEPARATOR(),
            keccak256(abi.encode(typehash, keccak256("Permit2"), 1, 0x000000000022D473030F116dDEE9F6B43aC78BA3))
        );
        // As the deployed contract answers on Ethereum.
        assertEq(permit2.DOMAIN_SEPARATOR(), 0x866a5aba21966af95d6c7ab78eb2b2fc913915c28be3b9aa07cc04ff903e3f28);
    }

    function test_PermitsAndMovesTokens() public {
        IPermit2.PermitSingle memory permit = _permit(600e6, uint48(block.timestamp + 1), 0);
        bytes memory signature = _sign(permit);
        vm.expectEmit(address(permit2));
        emit Permit2.Permit(holder, address(token), spender, 600e6, uint48(block.timestamp + 1), 0);
        permit2.permit(holder, permit, signature);
        vm.prank(spender);
        permit2.transferFrom(holder, spender, 250e6, address(token));
        assertEq(token.balanceOf(spender), 250e6);
        (uint160 amount, uint48 expiration, uint48 nonce) = permit2.allowance(holder, address(token), spender);
        assertEq(amount, 350e6);
        assertEq(expiration, block.timestamp + 1);
        assertEq(nonce, 1);
    }

    function test_ApprovesDirectlyAndWithoutLimit() public {
        vm.prank(holder);
        permit2.approve(address(token), spender, type(uint160).max, 0);
        vm.prank(spender);
        permit2.transferFrom(holder, spender, 250e6, address(token));
        (uint160 amount, uint48 expiration,) = permit2.allowance(holder, address(token), spender);
        assertEq(amount, type(uint160).max);
        assertEq(expiration, block.timestamp, "zero means this block");
    }

    function test_Attack_ReplayedPermit() public {
        IPermit2.PermitSingle memory permit = _permit(600e6, 0, 0);
        bytes memory signature = _sign(permit);
        permit2.permit(holder, permit, signature);
        vm.expectRevert(Permit2.InvalidNonce.selector);
        permit2.permit(holder, permit, signature);
    }

    function test_Attack_PermitOfAnotherChainOrSpender() public {
        IPermit2.PermitSingle memory permit = _permit(600e6, 0, 0);
        bytes memory signature = _sign(permit);
        vm.chainId(56);
        vm.expectRevert(Permit2.InvalidSigner.selector);
        permit2.permit(holder, permit, signature);
        vm.chainId(31337);
        permit.spender = address(this);
        vm.expectRevert(Permit2.InvalidSigner.selector);
        permit2.permit(holder, permit, signature);
    }

    function test_RevertWhen_ThePermitIsLate() public {
        IPermit2.PermitSingle memory permit = _permit(600e6, 0, 0);
        bytes memory signature = _sign(permit);
        vm.warp(permit.sigDeadline + 1);
        vm.expectRevert(abi.encodeWithSelector(Permit2.SignatureExpired.selector, permit.sigDeadline));
        permit2.permit(holder, permit, signature);
    }

    function test_RevertWhen_TheAllowanceIsSmallOrExpired() public {
        vm.prank(holder);
        permit2.approve(address(token), spender, 10e6, uint48(block.timestamp));
        vm.startPrank(spender);
        vm.expectRevert(abi.encodeWithSelector(Permit2.InsufficientAllowance.selector, 10e6));
        permit2.transferFrom(holder, spender, 10e6 + 1, address(token));
        uint256 expired = block.timestamp;
        vm.warp(expired + 1);
        vm.expectRevert(abi.encodeWithSelector(Permit2.AllowanceExpired.selector, expired));
        permit2.transferFrom(holder, spender, 1, address(token));
    }

    function _permit(uint160 amount, uint48 expiration, uint48 nonce)
        private
        view
        returns (IPermit2.PermitSingle memory)
    {
        return IPermit2.PermitSingle(
            IPermit2.PermitDetails(address(token), amount, expiration, nonce), spender, block.timestamp + 1 hours
        );
    }

    function _sign(IPermit2.PermitSingle memory permit) private view returns (bytes memory) {
        bytes32 details = keccak256(
            abi.encode(
                keccak256("PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)"), permit.details
            )
        );
        bytes32 typehash = keccak256(
            "PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)"
        );
        bytes32 message = keccak256(abi.encode(typehash, details, permit.spender, permit.sigDeadline));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", permit2.DOMAIN_SEPARATOR(), message));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
