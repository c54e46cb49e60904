// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Metadata} from "@openzeppelin/contracts/interfaces/IERC721Metadata.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Errors} from "../../src/Errors.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {FalseToken, FeeToken, NoReturnToken} from "../mocks/HostileTokens.sol";

/// @dev Answers about itself with whatever it was told.
contract OddlyNamedToken is ERC20 {
    bytes internal _answer;
    uint8 internal immutable SHOWN;
    bool public armed; // once listed as a sane token, it changes

    constructor(bytes memory answer_, uint8 shown_) ERC20("Odd", "ODD") {
        (_answer, SHOWN) = (answer_, shown_);
    }

    function arm() external {
        armed = true;
    }

    function decimals() public view override returns (uint8) {
        return armed ? SHOWN : 8;
    }

    function symbol() public view override returns (string memory) {
        bytes memory answer = _answer;
        assembly ("memory-safe") {
            return(add(answer, 32), mload(answer))
        }
    }
}

/// @dev Family 2: tokens that governance should not have listed, in every path.
contract OddTokensTest is CoreTest {
    function test_Attack_ARewardTokenThatReturnsNothingPaysAllTheSame() public {
        NoReturnToken token = new NoReturnToken(8);
        (uint32 f, uint32 s) = hostileFleet(address(token), address(usdt), 30, 1e6);
        uint256 id = buyAs(alice, s, 1_000, NOBODY);
        _paidDay(token, f);
        uint256 owed = hashpower.claimable(id);
        assertEq(claimAs(alice, id), owed);
        _paidDay(token, f);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, id);
        hashpower.withdrawFor(alice, address(token));
        assertGt(token.balanceOf(alice), owed);
    }

    /// @dev `goodDay` for a token whose `approve` returns nothing.
    function _paidDay(NoReturnToken token, uint32 f) private {
        uint32 day = settledOf(f) + 1;
        while (today() < day) nextDay();
        token.mint(carol, 1e6);
        vm.startPrank(carol);
        token.approve(address(hashpower), 1e6);
        hashpower.fundDay(f, day, 1e6);
        vm.stopPrank();
        settleNext(f);
    }

    function test_Attack_ARewardTokenThatReturnsFalseLosesNobodysIncome() public {
        FalseToken token = new FalseToken(8);
        token.setFails(false);
        (uint32 f, uint32 s) = hostileFleet(address(token), address(usdt), 30, 1e6);
        uint256 id = buyAs(alice, s, 1_000, NOBODY);
        goodDay(f);
        uint256 owed = hashpower.claimable(id);
        token.setFails(true);
        bytes memory failed = abi.encodeWithSignature("SafeERC20FailedOperation(address)", address(token));
        vm.prank(alice);
        vm.expectRevert(failed);
        hashpower.claim(one(id));
        token.mint(carol, 1);
        nextDay();
        vm.startPrank(carol);
        token.approve(address(hashpower), 1);
        uint32 day = today();
        vm.expectRevert(failed);
        hashpower.fundDay(f, day, 1);
        vm.stopPrank();
        assertEq(hashpower.claimable(id), owed, "still there");
        token.setFails(false);
        assertEq(claimAs(alice, id), owed);
    }

    function test_Attack_ATokenThatTakesAFeeNeverOwesMoreThanArrived() public {
        FeeToken token = new FeeToken(8, 300);
        (uint32 f, uint32 s) = hostileFleet(address(token), address(usdt), 30, 1e6);
        uint256 first = buyAs(alice, s, 1_000, NOBODY);
        uint256 second = buyAs(bob, s, 333, NOBODY);
        goodDays(f, 3);
        assertLe(hashpower.claimable(first) + hashpower.claimable(second), token.balanceOf(address(hashpower)));
        claimAs(alice, first);
        claimAs(bob, second);
        assertLe(token.balanceOf(address(hashpower)), 3, "and what arrived is paid out");
    }

    function test_Attack_ATokenThatKeepsEverythingPaysForNothing() public {
        FeeToken token = new FeeToken(6, 10_000);
        (, uint32 s) = hostileFleet(address(wbtc), address(token), 30, 1e6);
        token.mint(alice, 1e9);
        vm.startPrank(alice);
        token.approve(address(sale), type(uint256).max);
        vm.expectRevert(Errors.ZeroAmount.selector);
        sale.buy(s, 1_000, 1e6, 1, block.timestamp, NOBODY);
    }

    function test_Attack_NoAnswerOfATokenBreaksTheCard() public {
        bytes[6] memory answers = [
            bytes(""), // nothing
            hex"ffff", // garbage
            abi.encode(bytes32("MKR")),
            abi.encode('</svg><script>"}'), // markup and JSON
            abi.encodePacked(uint256(32), type(uint256).max, bytes32(0)), // a length beyond the answer
            abi.encode("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        ];
        string[6] memory shown = ["", "", "MKR", "__svg__scrip", "", "ABCDEFGHIJKL"];
        for (uint32 i; i < 6; ++i) {
            OddlyNamedToken token = new OddlyNamedToken(answers[i], i == 0 ? 77 : 0);
            vm.prank(address(timelock));
            benchmark.setRewardToken(address(token), BTC);
            uint32 f = makeFleet(miner, address(token), address(usdt), 20 + i);
            uint256 id = buyAs(alice, makeSeries(miner, f, 1_000, 10, 1e6), 10, NOBODY);
            token.arm();
            string memory json = _json(id);
            string memory expected = string.concat(i == 0 ? "0.00000000 " : "0 ", shown[i]);
            assertEq(vm.parseJsonString(json, ".attributes[3].value"), expected);
        }
    }

    function _json(uint256 id) private view returns (string memory) {
        string memory uri = IERC721Metadata(address(hashpower)).tokenURI(id);
        return string(Base64.decode(vm.split(uri, ",")[1]));
    }
}
