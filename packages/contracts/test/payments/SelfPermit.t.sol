// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IPermit2} from "../../src/payments/IPermit2.sol";
import {Payments} from "../../src/payments/Payments.sol";
import {SelfPermit} from "../../src/payments/SelfPermit.sol";
import {Permit2} from "../../src/testing/Permit2.sol";
import {CoreTest} from "../base/CoreTest.sol";

/// @dev One transaction to permit and to pay, by EIP-2612 and by Permit2, whoever sends the signature first.
contract SelfPermitTest is CoreTest {
    Permit2 internal permit2 = Permit2(address(Payments.PERMIT2));
    address internal signer;
    uint256 internal key;

    function setUp() public override {
        super.setUp();
        (signer, key) = makeAddrAndKey("signer");
        usdt.mint(signer, 1e12);
        wbtc.mint(signer, 1e12);
    }

    function sign2612(address spender, uint256 value, uint256 deadline)
        internal
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        bytes32 typehash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 inner = keccak256(abi.encode(typehash, signer, spender, value, usdt.nonces(signer), deadline));
        return vm.sign(key, keccak256(abi.encodePacked("\x19\x01", usdt.DOMAIN_SEPARATOR(), inner)));
    }

    function buyCall(uint88 units) internal view returns (bytes memory) {
        return abi.encodeCall(sale.buy, (series, units, 0.106e6, 1, block.timestamp, NOBODY));
    }

    function batch(bytes memory a, bytes memory b) internal pure returns (bytes[] memory calls) {
        calls = new bytes[](2);
        (calls[0], calls[1]) = (a, b);
    }

    function permit2Of(address token, uint160 amount, uint48 expiration, uint48 nonce, address spender)
        internal
        view
        returns (IPermit2.PermitSingle memory p, bytes memory signature)
    {
        p = IPermit2.PermitSingle(IPermit2.PermitDetails(token, amount, expiration, nonce), spender, block.timestamp);
        bytes32 details = keccak256(
            abi.encode(
                keccak256("PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)"), p.details
            )
        );
        bytes32 typehash = keccak256(
            "PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)"
        );
        bytes32 inner = keccak256(abi.encode(typehash, details, spender, p.sigDeadline));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked("\x19\x01", permit2.DOMAIN_SEPARATOR(), inner)));
        signature = abi.encodePacked(r, s, v);
    }

    function etchPermit2() internal {
        vm.etch(address(permit2), address(new Permit2()).code);
        vm.startPrank(signer);
        usdt.approve(address(permit2), type(uint256).max);
        wbtc.approve(address(permit2), type(uint256).max);
        vm.stopPrank();
    }

    // ---- EIP-2612

    function test_PermitsAndBuysInOneTransaction() public {
        (uint8 v, bytes32 r, bytes32 s) = sign2612(address(sale), 106e6, block.timestamp);
        bytes memory permit =
            abi.encodeCall(SelfPermit.selfPermit, (address(usdt), 106e6, block.timestamp, v, r, s));
        vm.prank(signer);
        bytes[] memory results = sale.multicall(batch(permit, buyCall(1_000)));
        assertEq(hashpower.ownerOf(abi.decode(results[1], (uint256))), signer);
    }

    function test_Attack_APermitSentFirstBySomebodyElseDoesNotStopThePurchase() public {
        (uint8 v, bytes32 r, bytes32 s) = sign2612(address(sale), 106e6, block.timestamp);
        vm.prank(bob);
        usdt.permit(signer, address(sale), 106e6, block.timestamp, v, r, s);
        bytes memory permit =
            abi.encodeCall(SelfPermit.selfPermit, (address(usdt), 106e6, block.timestamp, v, r, s));
        vm.prank(signer);
        sale.multicall(batch(permit, buyCall(1_000)));
        assertEq(hashpower.balanceOf(signer), 1);
    }

    function test_AWrongPermitWithoutAnAllowanceSaysSo() public {
        (uint8 v, bytes32 r, bytes32 s) = sign2612(address(sale), 106e6, block.timestamp);
        bytes memory low =
            abi.encodeWithSelector(Errors.AllowanceTooLow.selector, address(usdt), address(sale), 106e6 + 1);
        vm.prank(signer);
        vm.expectRevert(low);
        sale.selfPermit(address(usdt), 106e6 + 1, block.timestamp, v, r, s);
        vm.prank(bob); // a permit serves only the caller it was signed by
        vm.expectRevert(abi.encodeWithSelector(Errors.AllowanceTooLow.selector, address(usdt), address(sale), 106e6));
        sale.selfPermit(address(usdt), 106e6, block.timestamp, v, r, s);
    }

    // ---- Permit2

    function test_PullsThroughPermit2WhenThereIsNoAllowance() public {
        etchPermit2();
        vm.prank(signer);
        permit2.approve(address(usdt), address(sale), 106e6, uint48(block.timestamp));
        vm.prank(signer);
        sale.buy(series, 1_000, 0.106e6, 1, block.timestamp, NOBODY);
        assertEq(usdt.balanceOf(address(hashpower)), 106e6);
        (uint160 left,,) = permit2.allowance(signer, address(usdt), address(sale));
        assertEq(left, 0);
    }

    function test_TheOrdinaryAllowanceComesFirst() public {
        etchPermit2();
        vm.startPrank(signer);
        usdt.approve(address(sale), 106e6);
        permit2.approve(address(usdt), address(sale), 106e6, uint48(block.timestamp));
        sale.buy(series, 1_000, 0.106e6, 1, block.timestamp, NOBODY);
        (uint160 left,,) = permit2.allowance(signer, address(usdt), address(sale));
        assertEq(left, 106e6);
        assertEq(usdt.allowance(signer, address(sale)), 0);
    }

    function test_SignsForPermit2AndFundsInOneTransaction() public {
        etchPermit2();
        buy(alice, 100);
        nextDay();
        (IPermit2.PermitSingle memory p, bytes memory signature) =
            permit2Of(address(wbtc), 5_000, uint48(block.timestamp), 0, address(hashpower));
        bytes memory permit = abi.encodeCall(SelfPermit.permit2Permit, (p, signature));
        bytes memory fund_ = abi.encodeCall(hashpower.fundDay, (fleet, today(), 5_000));
        vm.prank(signer);
        SelfPermit(address(hashpower)).multicall(batch(permit, fund_));
        assertEq(hashpower.paidOn(fleet, today()), 5_000);
    }

    function test_Attack_APermit2SignatureSentFirstDoesNotStopThePurchase() public {
        etchPermit2();
        (IPermit2.PermitSingle memory p, bytes memory signature) =
            permit2Of(address(usdt), 106e6, uint48(block.timestamp), 0, address(sale));
        vm.prank(bob);
        permit2.permit(signer, p, signature);
        vm.prank(signer);
        sale.multicall(batch(abi.encodeCall(SelfPermit.permit2Permit, (p, signature)), buyCall(1_000)));
        assertEq(hashpower.balanceOf(signer), 1);
    }

    function test_APermit2SignatureForAnotherSpenderIsRefused() public {
        etchPermit2();
        (IPermit2.PermitSingle memory p, bytes memory signature) =
            permit2Of(address(usdt), 106e6, uint48(block.timestamp), 0, bob);
        vm.prank(signer);
        vm.expectRevert(notAllowed(bob, address(sale)));
        sale.permit2Permit(p, signature);
    }

    function test_AUselessPermit2SignatureSaysSo() public {
        etchPermit2();
        (IPermit2.PermitSingle memory p, bytes memory signature) =
            permit2Of(address(usdt), 106e6, uint48(block.timestamp), 7, address(sale)); // a wrong nonce
        vm.prank(signer);
        vm.expectRevert(abi.encodeWithSelector(Errors.AllowanceTooLow.selector, address(usdt), address(sale), 106e6));
        sale.permit2Permit(p, signature);
    }

    function test_AnExpiredOrSmallPermit2AllowanceIsOneClearError() public {
        bytes memory low =
            abi.encodeWithSelector(Errors.AllowanceTooLow.selector, address(usdt), address(sale), 106e6);
        vm.prank(signer);
        vm.expectRevert(low);
        sale.buy(series, 1_000, 0.106e6, 1, block.timestamp, NOBODY); // on a chain without Permit2
        etchPermit2();
        vm.startPrank(signer);
        permit2.approve(address(usdt), address(sale), 106e6 - 1, uint48(block.timestamp));
        vm.expectRevert(low);
        sale.buy(series, 1_000, 0.106e6, 1, block.timestamp, NOBODY);
        permit2.approve(address(usdt), address(sale), 106e6, uint48(block.timestamp));
        vm.warp(block.timestamp + 1);
        vm.expectRevert(low);
        sale.buy(series, 1_000, 0.106e6, 1, block.timestamp, NOBODY);
    }

    function test_Attack_NobodyPaysWithAnothersAllowance() public {
        etchPermit2();
        vm.startPrank(signer);
        usdt.approve(address(sale), type(uint256).max);
        permit2.approve(address(usdt), address(sale), type(uint160).max, type(uint48).max);
        vm.stopPrank();
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.AllowanceTooLow.selector, address(usdt), address(sale), 106e6));
        sale.buy(series, 1_000, 0.106e6, 1, block.timestamp, NOBODY);
    }
}
