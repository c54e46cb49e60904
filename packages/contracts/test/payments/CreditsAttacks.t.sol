// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Test} from "forge-std/Test.sol";
import {Errors} from "../../src/Errors.sol";
import {Credits} from "../../src/payments/Credits.sol";
import {BlacklistToken, FalseToken, NoReturnToken, OpenToken} from "../mocks/HostileTokens.sol";

/// @dev Needs more gas to move than a tried payment gets, as a token does that accounts for much on every transfer.
contract CostlyToken is OpenToken {
    uint256 public writes;
    mapping(uint256 => uint256) internal _ledger;

    constructor() OpenToken("CostlyToken", 6) {}

    function setWrites(uint256 writes_) external {
        writes = writes_;
    }

    function _update(address from, address to, uint256 value) internal override {
        for (uint256 i; i < writes; ++i) {
            _ledger[uint256(keccak256(abi.encode(block.timestamp, i)))] = 1;
        }
        super._update(from, to, value);
    }
}

/// @dev Takes money, and pays it out as a market or an auction house does.
contract Purse is Credits {
    function pay(address token, address account, uint256 amount) external nonReentrant {
        _pay(token, account, amount);
    }
}

/// @dev Withdraws with no more gas than it tries with.
contract StingyPurse is Purse {
    function _sendCredit(address token, address to, uint256 amount) internal override returns (bool) {
        return _tryTransfer(token, to, amount);
    }
}

/// @dev Pays itself like anybody.
contract SelfishPurse is Purse {
    function _tryTransfer(address token, address to, uint256 amount) internal override returns (bool) {
        if (to == address(this)) return OpenToken(token).transfer(to, amount);
        return super._tryTransfer(token, to, amount);
    }
}

contract CreditsAttacksTest is Test {
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    Purse internal purse;

    function setUp() public {
        purse = new Purse();
    }

    function _fails(Purse weak, function() internal returns (bool) attack) private {
        uint256 begin = vm.snapshotState();
        assertFalse(attack(), "payments must withstand");
        vm.revertToState(begin);
        purse = weak;
        assertTrue(attack(), "the weakened copy must not");
    }

    function test_Attack_ACreditInACostlyTokenCanNeverLeave() public {
        _fails(new StingyPurse(), _costly);
    }

    function _costly() private returns (bool) {
        CostlyToken token = new CostlyToken();
        token.mint(address(purse), 100);
        token.setWrites(10); // 220,000 gas
        purse.pay(address(token), alice, 100);
        assertEq(purse.creditOf(address(token), alice), 100);
        vm.prank(alice);
        try purse.withdrawCredit(address(token), bob) {
            return token.balanceOf(bob) != 100;
        } catch {
            return true;
        }
    }

    function test_Attack_AnybodySendsACreditInACostlyTokenHome() public {
        _fails(new StingyPurse(), _costlyHome);
    }

    function _costlyHome() private returns (bool) {
        CostlyToken token = new CostlyToken();
        token.mint(address(purse), 100);
        token.setWrites(10);
        purse.pay(address(token), alice, 100);
        try purse.withdrawCreditFor(alice, address(token)) {
            return token.balanceOf(alice) != 100;
        } catch {
            return true;
        }
    }

    function test_Attack_APaymentToItselfIsNobodys() public {
        _fails(new SelfishPurse(), _itself);
    }

    function _itself() private returns (bool) {
        BlacklistToken token = new BlacklistToken(6);
        token.mint(address(purse), 100);
        purse.pay(address(token), address(purse), 100);
        return purse.creditOf(address(token), address(purse)) != 100;
    }

    function test_Attack_AFailedWithdrawalLosesTheCredit() public {
        FalseToken lies = new FalseToken(6);
        BlacklistToken refuses = new BlacklistToken(6);
        refuses.setBlacklisted(alice, true);
        _cannot(lies);
        _cannot(refuses);
        lies.setFails(false);
        refuses.setBlacklisted(alice, false);
        _can(address(lies));
        _can(address(refuses));
    }

    function _cannot(OpenToken token) private {
        token.mint(address(purse), 100);
        purse.pay(address(token), alice, 100);
        vm.expectRevert(abi.encodeWithSelector(Errors.TransferFailed.selector, address(token), alice));
        purse.withdrawCreditFor(alice, address(token));
        assertEq(purse.creditOf(address(token), alice), 100);
    }

    function _can(address token) private {
        purse.withdrawCreditFor(alice, token);
        assertEq(OpenToken(token).balanceOf(alice), 100);
        vm.expectRevert(Errors.NothingToPay.selector);
        purse.withdrawCreditFor(alice, token);
    }

    function test_Attack_ACreditIsSentToNobody() public {
        FalseToken token = new FalseToken(6);
        token.mint(address(purse), 100);
        purse.pay(address(token), alice, 100);
        token.setFails(false);
        vm.startPrank(alice);
        for (uint256 i; i < 2; ++i) {
            address to = i == 0 ? address(0) : address(purse);
            vm.expectRevert(abi.encodeWithSelector(Errors.TransferFailed.selector, address(token), to));
            purse.withdrawCredit(address(token), to);
        }
        vm.stopPrank();
        assertEq(purse.creditOf(address(token), alice), 100);
        vm.expectRevert(Errors.NothingToPay.selector);
        purse.withdrawCredit(address(token), bob); // another's is not his
    }

    function test_Attack_ATokenThatReturnsNothingIsPaidTwice() public {
        NoReturnToken token = new NoReturnToken(6);
        token.mint(address(purse), 200);
        purse.pay(address(token), alice, 100);
        assertEq(token.balanceOf(alice), 100);
        assertEq(purse.creditOf(address(token), alice), 0);
    }

    /// @dev Whatever gas a payment is called with: it reverts whole, or the money moves; it is never credited for want of gas.
    function testFuzz_Attack_AStarvedPaymentBecomesACredit(uint32 gas_) public {
        BlacklistToken token = new BlacklistToken(6);
        token.mint(address(purse), 100);
        uint256 given = bound(gas_, 30_000, 400_000);
        (bool done,) = address(purse).call{gas: given}(abi.encodeCall(purse.pay, (address(token), alice, 100)));
        assertEq(token.balanceOf(alice), done ? 100 : 0);
        assertEq(purse.creditOf(address(token), alice), 0);
    }

    /// @dev The worst that a token may take: just below PAY_GAS. Whoever starves it must not turn it into a credit.
    function testFuzz_Attack_AStarvedCostlyPaymentBecomesACredit(uint32 gas_) public {
        CostlyToken token = new CostlyToken();
        token.mint(address(purse), 100);
        token.setWrites(4); // with two balances 135,000 to 145,000 gas
        uint256 given = bound(gas_, 150_000, 400_000);
        (bool done,) = address(purse).call{gas: given}(abi.encodeCall(purse.pay, (address(token), alice, 100)));
        assertEq(token.balanceOf(alice), done ? 100 : 0);
        assertEq(purse.creditOf(address(token), alice), 0);
    }
}
