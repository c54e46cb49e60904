// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {Errors} from "../../src/Errors.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";
import {IMarket} from "../../src/trade/IMarket.sol";
import {Market} from "../../src/trade/Market.sol";
import {BlacklistToken, FeeToken, GasBombToken, HookToken, OpenToken} from "../mocks/HostileTokens.sol";
import {TradeTest} from "./TradeTest.sol";
import {Lack, WeakMarket} from "./WeakMarkets.sol";

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

/// @dev Each attack is tried on the market, where it must fail, and on a copy without the one defence that stops it, where it
/// must work: else the test would prove nothing.
contract TradeAttacksTest is TradeTest {
    address internal mallory = makeAddr("mallory");
    Lack internal lack;

    function makeMarket() internal override returns (Market) {
        if (lack == Lack.Nothing) return super.makeMarket();
        return new WeakMarket(lack, address(timelock), hashpower, guardian, tradeFees);
    }

    function _fails(Lack lack_, function() internal returns (bool) attack) internal {
        uint256 begin = vm.snapshotState();
        _begin(Lack.Nothing);
        assertFalse(attack(), "the market must withstand");
        vm.revertToState(begin);
        _begin(lack_);
        assertTrue(attack(), "the weakened copy must not");
    }

    function _begin(Lack lack_) private {
        lack = lack_;
        market = makeMarket();
        _ready();
        vm.prank(address(timelock));
        market.setPayToken(address(money), true);
        vm.prank(mallory);
        hashpower.setApprovalForAll(address(market), true);
    }

    function _payIn(OpenToken token) private {
        money = token;
    }

    function _tryBuy(address buyer, uint256 id, IMarket.Listing memory seen) private returns (bool ok) {
        give(buyer, seen.price);
        vm.prank(buyer);
        (ok,) = address(market)
            .call(
                abi.encodeCall(market.buy, (id, seen.payToken, seen.price, seen.stateNonce, block.timestamp))
            );
    }

    function _tryAccept(address seller, uint256 offer, uint256 id, uint88 units) private returns (bool ok) {
        vm.prank(seller);
        (ok,) = address(market).call(abi.encodeCall(market.acceptOffer, (offer, id, units, 0)));
    }

    // ---- orders of something that is no more

    /// @dev Listed cheaply, moved away, came back: the old price must not.
    function test_Attack_AStaleListingRevivesWhenTheNftReturns() public {
        _fails(Lack.Nonce, _staleListing);
    }

    function _staleListing() private returns (bool) {
        listWhole(machine, 1e6);
        IMarket.Listing memory seen = market.listingOf(machine);
        vm.prank(alice);
        hashpower.transferFrom(alice, carol, machine);
        vm.prank(carol);
        hashpower.transferFrom(carol, alice, machine);
        return _tryBuy(mallory, machine, seen);
    }

    /// @dev The seller keeps 88 TH just before its buyer's purchase, which would then bring 0.5 TH for the price of all.
    function test_Attack_SplitThenFill() public {
        _fails(Lack.Nonce, _splitThenFill);
    }

    function _splitThenFill() private returns (bool) {
        listWhole(machine, PRICE);
        IMarket.Listing memory seen = market.listingOf(machine);
        splitAs(alice, machine, 88_000, alice);
        return _tryBuy(bob, machine, seen) && infoOf(machine).units == 500;
    }

    function test_Attack_RefundThenFill() public {
        _fails(Lack.Nonce, _refundThenFill);
    }

    function _refundThenFill() private returns (bool) {
        listWhole(machine, PRICE);
        IMarket.Listing memory seen = market.listingOf(machine);
        terminateByVote(fleet);
        vm.prank(alice);
        hashpower.refund(machine);
        return _tryBuy(bob, machine, seen);
    }

    /// @dev A buyer of a part counts on the escrow behind each unit; the seller merges in units that cost nearly nothing.
    function test_Attack_WaterTheUnitsThenSellAPart() public {
        _fails(Lack.Nonce, _waterThenSell);
    }

    function _waterThenSell() private returns (bool) {
        uint256 water = _cheapUnits();
        listParts(machine, PRICE, TH);
        IMarket.Listing memory seen = market.listingOf(machine);
        vm.prank(alice);
        hashpower.merge(two(machine, water));
        give(bob, seen.price);
        vm.prank(bob);
        (bool ok, bytes memory answer) = address(market)
            .call(
                abi.encodeCall(
                    market.buyUnits, (machine, 10 * TH, seen.payToken, seen.price, seen.order, block.timestamp)
                )
            );
        if (!ok) return false;
        return infoOf(abi.decode(answer, (uint256))).refundFloor < 600e6; // of 1,060 paid for 10 TH
    }

    /// @dev 88.5 TH of the same series, bought for a hundredth.
    function _cheapUnits() private returns (uint256 id) {
        vm.prank(miner);
        sale.setSale(series, _terms(1_060));
        id = buy(alice, 88_500);
        vm.prank(miner);
        sale.setSale(series, _terms(106_000));
    }

    function _terms(uint128 price) private view returns (IPrimarySale.SaleTerms memory) {
        return IPrimarySale.SaleTerms(price, price, uint40(block.timestamp), 0, 0, 0);
    }

    function test_Attack_SellWhatWasTerminated() public {
        _fails(Lack.Alive, _sellTerminated);
    }

    function _sellTerminated() private returns (bool) {
        listWhole(machine, PRICE);
        IMarket.Listing memory seen = market.listingOf(machine);
        terminateByVote(fleet); // changes nothing about the NFT, nor its nonce
        return _tryBuy(bob, machine, seen);
    }

    // ---- another price

    function test_Attack_RaiseThePriceBeforeTheBuyer() public {
        _fails(Lack.MaxPrice, _raisePrice);
    }

    function _raisePrice() private returns (bool) {
        listWhole(machine, PRICE);
        IMarket.Listing memory seen = market.listingOf(machine);
        listWhole(machine, 10 * PRICE);
        give(bob, 10 * PRICE);
        return _tryBuy(bob, machine, seen);
    }

    function test_Attack_TheSameNumberOfADearerToken() public {
        _fails(Lack.Token, _dearerToken);
    }

    function _dearerToken() private returns (bool) {
        vm.prank(alice);
        market.list(machine, address(dai), PRICE, 0, uint40(block.timestamp + 1 days), address(0));
        IMarket.Listing memory seen = market.listingOf(machine);
        seen.payToken = address(money); // the buyer pays what was dai in tUSDT, or the other way round
        return _tryBuy(bob, machine, seen);
    }

    function test_Attack_FillASeriesOfferWithWhatIsNearlyOver() public {
        _fails(Lack.Terms, _dumpOld);
    }

    function _dumpOld() private returns (bool) {
        uint256 old = buyShort(alice, 1_000);
        IMarket.SeriesTerms memory terms = IMarket.SeriesTerms(shortSeries, 1_000, 1, 5, 0);
        uint256 offer = seriesOfferAs(bob, terms, 100e6);
        vm.warp(block.timestamp + 5 days);
        return _tryAccept(alice, offer, old, 1_000);
    }

    function test_Attack_FillASeriesOfferWithUnitsThatHoldNoEscrow() public {
        _fails(Lack.Terms, _dumpEmpty);
    }

    function _dumpEmpty() private returns (bool) {
        uint256 water = _cheapUnits();
        IMarket.SeriesTerms memory terms = IMarket.SeriesTerms(series, TH, 1, 0, 100_000);
        uint256 offer = seriesOfferAs(bob, terms, 100e6);
        return _tryAccept(alice, offer, water, TH);
    }

    function test_Attack_FillAnOfferWithAnotherNft() public {
        _fails(Lack.Target, _otherNft);
    }

    function _otherNft() private returns (bool) {
        uint256 offer = offerAs(bob, machine, 100, 1_000e6);
        return _tryAccept(alice, offer, buyShort(alice, 100), 100);
    }

    function test_Attack_ChangeTheNftBeforeTheOfferIsFilled() public {
        _fails(Lack.Nonce, _changeBeforeFill);
    }

    function _changeBeforeFill() private returns (bool) {
        uint256 water = _cheapUnits();
        uint256 offer = offerAs(bob, machine, 10 * TH, 1_060e6);
        vm.prank(alice);
        hashpower.merge(two(machine, water));
        return _tryAccept(alice, offer, machine, 10 * TH);
    }

    /// @dev The NFT that an offer is for was merged into another: neither it nor the other can be sold into the offer.
    function test_Attack_AnOfferOnABurnedId() public {
        _fails(Lack.Target, _burnedId);
    }

    function _burnedId() private returns (bool) {
        uint256 piece_ = splitAs(alice, machine, 100, alice);
        uint256 offer = offerAs(bob, piece_, 100, 1_000e6);
        vm.prank(alice);
        hashpower.merge(two(machine, piece_));
        assertFalse(_tryAccept(alice, offer, piece_, 100), "burned");
        bool taken = _tryAccept(alice, offer, machine, 100);
        if (taken) return true;
        vm.prank(bob);
        market.cancelOffer(offer);
        assertEq(money.balanceOf(bob), 1_000e6, "its money goes back");
        return false;
    }

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
