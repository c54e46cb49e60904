// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {Errors} from "../../src/Errors.sol";
import {Market} from "../../src/trade/Market.sol";
import {BlacklistToken, FeeToken, GasBombToken, HookToken} from "../mocks/HostileTokens.sol";
import {TradeAttackTest} from "./TradeAttackTest.sol";
import {Lack} from "./WeakMarkets.sol";

/// @dev Trades by a contract, which tokens call back; it would also hear of NFTs that arrive.
contract Greedy is IERC721Receiver {
    Market internal immutable MARKET;
    uint256 public heard;

    constructor(Market market_) {
        MARKET = market_;
    }

    function run(address target, bytes calldata data) external returns (bytes memory) {
        (bool ok, bytes memory answer) = target.call(data);
        if (ok) return answer;
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer))
        }
    }

    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4) {
        ++heard;
        return this.onERC721Received.selector;
    }
}

/// @dev Accounts that can't receive, tokens that misbehave, and rounding.
contract TradePaymentAttacksTest is TradeAttackTest {
    // ---- who can't receive

    function test_Attack_ABlacklistedSellerBlocksItsBuyer() public {
        _payIn(new BlacklistToken(6));
        _fails(Lack.PullPayment, _blacklistedSeller);
    }

    function _blacklistedSeller() private returns (bool) {
        listWhole(machine, PRICE);
        BlacklistToken(address(money)).setBlacklisted(alice, true);
        bool bought = _tryBuy(bob, machine, market.listingOf(machine));
        if (!bought) return true;
        assertEq(market.creditOf(address(money), alice), 9_052.665e6);
        vm.prank(alice);
        market.withdrawCredit(address(money), carol);
        assertEq(money.balanceOf(carol), 9_052.665e6);
        return false;
    }

    function test_Attack_ABlacklistedFeeRecipientBlocksTheMiner() public {
        _payIn(new BlacklistToken(6));
        _fails(Lack.PullPayment, _blacklistedFee);
    }

    function _blacklistedFee() private returns (bool) {
        listWhole(machine, PRICE);
        takeAs(bob, machine);
        BlacklistToken(address(money)).setBlacklisted(tradeFees, true);
        try market.collectFees(address(money), series) {} catch {}
        return money.balanceOf(minerPayout) == 0;
    }

    function test_Attack_ALongAnswerBurnsTheBuyersGas() public {
        _payIn(new GasBombToken(6));
        _fails(Lack.GasBound, _gasBomb);
    }

    function _gasBomb() private returns (bool) {
        listWhole(machine, PRICE);
        GasBombToken(address(money)).setArmed(true);
        give(bob, PRICE);
        vm.prank(bob);
        (bool ok,) = address(market).call{gas: 800_000}(
            abi.encodeCall(market.buy, (machine, address(money), PRICE, 0, block.timestamp))
        );
        return !ok;
    }

    /// @dev A contract that can't withdraw would lose its price if its buyer could make the payment fail.
    function test_Attack_StarveThePaymentOfGas() public {
        _fails(Lack.GasFloor, _starve);
    }

    function _starve() private returns (bool) {
        listWhole(machine, PRICE);
        give(bob, PRICE);
        bytes memory data = abi.encodeCall(market.buy, (machine, address(money), PRICE, 0, block.timestamp));
        for (uint256 limit = 100_000; limit < 420_000; limit += 1_000) {
            uint256 begin = vm.snapshotState();
            vm.prank(bob);
            (bool ok,) = address(market).call{gas: limit}(data);
            bool starved = ok && market.creditOf(address(money), alice) != 0;
            vm.revertToState(begin);
            if (starved) return true;
        }
        return false;
    }

    // ---- odd tokens

    function test_Attack_ATokenThatTakesAFeeIsPaidOutOfOthersMoney() public {
        _payIn(new FeeToken(6, 0));
        _fails(Lack.ExactMoney, _feeToken);
    }

    function _feeToken() private returns (bool) {
        offerAs(bob, machine, 88_500, 9_000e6);
        FeeToken(address(money)).setFeeBps(1_000);
        give(mallory, 9_000e6);
        vm.prank(mallory);
        (bool ok, bytes memory answer) = address(market)
            .call(
                abi.encodeCall(
                    market.makeOffer,
                    (machine, 88_500, address(money), uint96(9_000e6), 0, uint40(block.timestamp + 1))
                )
            );
        if (!ok) return false;
        FeeToken(address(money)).setFeeBps(0);
        vm.prank(mallory);
        market.cancelOffer(abi.decode(answer, (uint256)));
        return money.balanceOf(address(market)) < 9_000e6; // which are bob's
    }

    function test_Attack_CancelAgainFromWithinACancel() public {
        _payIn(new HookToken(6));
        _fails(Lack.Order, _cancelTwice);
    }

    function _cancelTwice() private returns (bool) {
        Greedy greedy = new Greedy(market);
        offerAs(bob, machine, 88_500, 1_000e6);
        money.mint(address(greedy), 1_000e6);
        greedy.run(address(money), abi.encodeCall(money.approve, (address(market), 1_000e6)));
        bytes memory offer = greedy.run(
            address(market),
            abi.encodeCall(
                market.makeOffer, (machine, 1, address(money), uint96(1_000e6), 0, uint40(block.timestamp + 1))
            )
        );
        bytes memory cancel = abi.encodeCall(market.cancelOffer, (abi.decode(offer, (uint256))));
        HookToken(address(money)).setHook(
            address(greedy), abi.encodeCall(greedy.run, (address(market), cancel)), false, 1
        );
        try greedy.run(address(market), cancel) {} catch {}
        return money.balanceOf(address(greedy)) > 1_000e6;
    }

    /// @dev From within the payment of a purchase, whatever a token's hook calls, the same units are not sold again, and no
    /// contract hears of an NFT before it is paid.
    function test_Attack_ReenterFromWithinAPurchase() public {
        HookToken token = new HookToken(6);
        _payIn(token);
        _begin(Lack.Nothing);
        Greedy greedy = new Greedy(market);
        uint40 soon = uint40(block.timestamp + 1);
        uint256 offer = seriesOfferAs(carol, seriesTerms(88_500, 1), 9_000e6);
        greedy.run(address(hashpower), abi.encodeCall(hashpower.setApprovalForAll, (address(market), true)));
        money.mint(address(greedy), 2 * PRICE);
        greedy.run(address(money), abi.encodeCall(money.approve, (address(market), type(uint256).max)));
        bytes[5] memory again = [
            abi.encodeCall(market.buy, (machine, address(money), PRICE, 0, soon)),
            abi.encodeCall(market.buyUnits, (machine, TH, address(money), PRICE, 0, soon)),
            abi.encodeCall(market.acceptOffer, (offer, machine, 88_500, 0)),
            abi.encodeCall(market.cancelOffer, (offer)),
            abi.encodeCall(market.withdrawCredit, (address(money), address(greedy)))
        ];
        listParts(machine, PRICE, TH);
        for (uint256 i; i < again.length; ++i) {
            for (uint256 j; j < 2; ++j) {
                uint256 begin = vm.snapshotState();
                token.setHook(address(greedy), abi.encodeCall(greedy.run, (address(market), again[i])), j == 0, 1);
                greedy.run(
                    address(market), abi.encodeCall(market.buy, (machine, address(money), PRICE, 0, soon))
                );
                assertFalse(token.lastSuccess(), "refused");
                assertEq(hashpower.ownerOf(machine), address(greedy));
                assertEq(money.balanceOf(address(greedy)), PRICE, "paid once");
                assertEq(greedy.heard(), 0, "nobody is called about NFTs");
                vm.revertToState(begin);
            }
        }
    }

    /// @dev What the hook can do, as anybody can at any time, is to list what it just bought; it still has to be paid for.
    function test_Attack_ListWhatIsNotPaidYet() public {
        HookToken token = new HookToken(6);
        _payIn(token);
        _begin(Lack.Nothing);
        Greedy greedy = new Greedy(market);
        bytes memory list = abi.encodeCall(
            market.list, (machine, address(money), 1, 0, uint40(block.timestamp + 1), address(0))
        );
        listWhole(machine, PRICE);
        token.setHook(address(greedy), abi.encodeCall(greedy.run, (address(market), list)), true, 1);
        bytes memory buyIt = abi.encodeCall(market.buy, (machine, address(money), PRICE, 0, block.timestamp));
        vm.expectRevert(
            abi.encodeWithSelector(Errors.AllowanceTooLow.selector, address(money), address(market), PRICE)
        );
        greedy.run(address(market), buyIt);
        assertEq(hashpower.ownerOf(machine), alice);
    }

    // ---- rounding

    function test_Attack_ManySmallPurchasesGainByRounding() public {
        _fails(Lack.RoundingUp, _nibble);
    }

    function _nibble() private returns (bool) {
        uint256 id = buy(alice, 10_000);
        listParts(id, 15_000, 1); // one and a half base units a unit
        uint256 spent;
        for (uint256 i; i < 1_000; ++i) {
            uint256 before = market.listingOf(id).price;
            takeUnitsAs(mallory, id, 1);
            spent += before - market.listingOf(id).price;
        }
        return spent < 1_500;
    }

    function test_Attack_ManySmallSalesIntoAnOfferGainByRounding() public {
        _fails(Lack.RoundingUp, _nibbleOffer);
    }

    function _nibbleOffer() private returns (bool) {
        uint256 id = buy(alice, 10_000);
        uint256 offer = seriesOfferAs(bob, seriesTerms(10_000, 1), 15_000);
        for (uint256 i; i < 500; ++i) acceptAs(alice, offer, id, 1);
        return market.offerOf(offer).amount < 14_250;
    }

    /// @dev Whatever lies here unasked changes nobody's part.
    function test_Attack_DonationsChangeNothing() public {
        listParts(machine, PRICE, TH);
        uint256 offer = seriesOfferAs(bob, seriesTerms(10 * TH, TH), 1_000e6);
        money.mint(address(market), 5_000e6);
        acceptAs(alice, offer, machine, TH);
        assertEq(market.offerOf(offer).amount, 900e6);
        vm.prank(bob);
        market.cancelOffer(offer);
        market.collectFees(address(money), series);
        assertEq(money.balanceOf(address(market)), 5_000e6);
    }
}
