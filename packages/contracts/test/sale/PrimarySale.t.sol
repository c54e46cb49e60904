// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Errors} from "../../src/Errors.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";
import {PrimarySale} from "../../src/sale/PrimarySale.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {FalseToken, FeeToken, NoReturnToken} from "../mocks/HostileTokens.sol";

contract PrimarySaleTest is CoreTest {
    address internal guardian = makeAddr("guardian");

    function setUp() public override {
        super.setUp();
        usdt.mint(alice, 1e15);
        usdt.mint(bob, 1e15);
        vm.prank(alice);
        usdt.approve(address(sale), type(uint256).max);
        vm.prank(bob);
        usdt.approve(address(sale), type(uint256).max);
    }

    function terms(uint128 start, uint128 end, uint40 opens, uint40 closes)
        internal
        pure
        returns (IPrimarySale.SaleTerms memory)
    {
        return IPrimarySale.SaleTerms(start, end, opens, closes, 0, 0);
    }

    function set(IPrimarySale.SaleTerms memory t) internal returns (uint32 version) {
        vm.prank(miner);
        sale.setSale(series, t);
        (, version) = sale.saleOf(series);
    }

    function versionOf() internal view returns (uint32 version) {
        (, version) = sale.saleOf(series);
    }

    function buyHere(uint88 units, uint128 maxPrice) internal returns (uint256) {
        uint32 version = versionOf();
        vm.prank(alice);
        return sale.buy(series, units, maxPrice, version, block.timestamp, NOBODY);
    }

    // ---- series and terms

    function test_CreatesASeriesAndOpensItsSale() public {
        IPrimarySale.SaleTerms memory t = terms(2e6, 1e6, 100, 200);
        vm.expectEmit(address(sale));
        emit IPrimarySale.SaleSet(3, 1, t);
        vm.prank(miner);
        uint32 id = sale.createSeries(IPrimarySale.SeriesTerms(fleet, 1_000, 1080, 0, 0, ""), t);
        assertEq(id, 3);
        (IPrimarySale.SaleTerms memory got, uint32 version) = sale.saleOf(id);
        assertEq(abi.encode(got), abi.encode(t));
        assertEq(version, 1);
        assertEq(hashpower.seriesOf(id).termDays, 1080);
        vm.prank(alice);
        vm.expectRevert(notAllowed(alice, miner));
        sale.createSeries(IPrimarySale.SeriesTerms(fleet, 1_000, 1080, 0, 0, ""), t);
    }

    function test_OnlyTheOperatorChangesTermsAndOnlyToSaneOnes() public {
        vm.prank(alice);
        vm.expectRevert(notAllowed(alice, miner));
        sale.setSale(series, terms(1, 1, 0, 0));
        vm.startPrank(miner);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownSeries.selector, 99));
        sale.setSale(99, terms(1, 1, 0, 0));
        vm.expectRevert(Errors.ZeroAmount.selector);
        sale.setSale(series, terms(0, 0, 0, 0));
        vm.expectRevert(outOfBounds(2, 0, 1));
        sale.setSale(series, terms(1, 2, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(Errors.SaleNotOpen.selector, series, 100, 0));
        sale.setSale(series, terms(2, 1, 100, 0)); // a falling price needs an end
        vm.expectRevert(abi.encodeWithSelector(Errors.SaleNotOpen.selector, series, 100, 100));
        sale.setSale(series, terms(2, 2, 100, 100));
        sale.setSale(series, terms(2, 2, 100, 101));
    }

    // ---- buying

    function test_AllOfTheMoneyGoesToTheEscrow() public {
        vm.expectEmit(address(sale));
        emit IPrimarySale.Purchased(uint256(series) << 32 | 1, series, alice, 88_500, 0.106e6, 9_381e6, bob);
        vm.prank(alice);
        uint256 id = sale.buy(series, 88_500, 0.106e6, 1, block.timestamp, bob);
        assertEq(usdt.balanceOf(address(hashpower)), 9_381e6);
        assertEq(usdt.balanceOf(address(sale)), 0);
        assertEq(hashpower.ownerOf(id), alice);
        IHashpowerTypes.Info memory info = infoOf(id);
        assertEq(uint256(info.q) * 540 + info.r, 9_381e6);
        (address referrer,,) = hashpower.referralOf(id);
        assertEq(referrer, bob);
    }

    function test_ABuyersLimitsAreKept() public {
        vm.startPrank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.DeadlinePassed.selector, block.timestamp - 1, block.timestamp)
        );
        sale.buy(series, 1, 0.106e6, 1, block.timestamp - 1, NOBODY);
        vm.expectRevert(abi.encodeWithSelector(Errors.PriceTooHigh.selector, 0.106e6, 0.106e6 - 1));
        sale.buy(series, 1, 0.106e6 - 1, 1, block.timestamp, NOBODY);
        vm.expectRevert(Errors.ZeroAmount.selector);
        sale.buy(series, 0, 0.106e6, 1, block.timestamp, NOBODY);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsChanged.selector, 1, 2));
        sale.buy(series, 1, 0.106e6, 2, block.timestamp, NOBODY);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownSeries.selector, 99));
        sale.buy(99, 1, 1, 0, block.timestamp, NOBODY);
        vm.expectRevert(abi.encodeWithSelector(Errors.SoldOut.selector, series, 100_000_001, 100_000_000));
        sale.buy(series, 100_000_001, 0.106e6, 1, block.timestamp, NOBODY);
        vm.stopPrank();
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.AllowanceTooLow.selector, address(usdt), address(sale), 0.106e6));
        sale.buy(series, 1, 0.106e6, 1, block.timestamp, NOBODY);
        vm.prank(miner);
        hashpower.closeSeries(series);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.SeriesIsClosed.selector, series));
        sale.buy(series, 1, 0.106e6, 1, block.timestamp, NOBODY);
    }

    function test_ATermsChangeInTheSameBlockStopsThePurchase() public {
        set(terms(0.1e6, 0.1e6, 0, 0)); // cheaper, even
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsChanged.selector, 2, 1));
        sale.buy(series, 1, 0.106e6, 1, block.timestamp, NOBODY);
    }

    function test_ASaleOpensAndCloses() public {
        uint40 opens = uint40(block.timestamp + 100);
        set(terms(1e6, 1e6, opens, opens + 100));
        bytes memory shut = abi.encodeWithSelector(Errors.SaleNotOpen.selector, series, opens, opens + 100);
        vm.expectRevert(shut);
        vm.prank(alice);
        sale.buy(series, 1, 1e6, 2, block.timestamp, NOBODY);
        vm.warp(opens);
        buyHere(1, 1e6);
        vm.warp(opens + 100);
        buyHere(1, 1e6);
        vm.warp(opens + 101);
        vm.prank(alice);
        vm.expectRevert(shut);
        sale.buy(series, 1, 1e6, 2, block.timestamp, NOBODY);
    }

    function testFuzz_ThePriceFallsInALineAndRoundsUp(uint64 start, uint64 end, uint32 length, uint32 at) public {
        start = uint64(bound(start, 2, 1e12));
        end = uint64(bound(end, 0, start - 1));
        length = uint32(bound(length, 1, 365 days));
        uint40 opens = uint40(block.timestamp);
        set(terms(start, end, opens, opens + length));
        vm.warp(opens + bound(at, 0, length));
        (address payToken, uint128 price, uint256 cost, uint32 version) = sale.quote(series, 3);
        uint256 elapsed = block.timestamp - opens;
        uint256 exact = uint256(start) * length - uint256(start - end) * elapsed; // x length
        assertEq(price, (exact + length - 1) / length);
        assertEq(cost, uint256(price) * 3);
        assertEq(payToken, address(usdt));
        assertEq(version, 2);
        if (price == 0) return;
        uint256 before = usdt.balanceOf(address(hashpower));
        buyHere(3, price);
        assertEq(usdt.balanceOf(address(hashpower)) - before, cost, "quote and purchase agree");
    }

    function test_APriceThatFellToNothingSellsNothing() public {
        uint40 opens = uint40(block.timestamp);
        set(terms(1e6, 0, opens, opens + 100));
        vm.warp(opens + 100);
        vm.prank(alice);
        vm.expectRevert(Errors.ZeroAmount.selector);
        sale.buy(series, 1, 1e6, 2, block.timestamp, NOBODY);
        vm.warp(opens - 1);
        (, uint128 price,,) = sale.quote(series, 1);
        assertEq(price, 1e6, "before it opens, the first price");
    }

    // ---- wallet caps and lists

    function test_AWalletBuysUpToTheCap() public {
        IPrimarySale.SaleTerms memory t = terms(1e6, 1e6, 0, 0);
        t.walletCap = 100;
        set(t);
        buyHere(60, 1e6);
        assertEq(sale.boughtBy(series, alice), 60);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.WalletCapReached.selector, 40));
        sale.buy(series, 41, 1e6, 2, block.timestamp, NOBODY);
        buyHere(40, 1e6);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.WalletCapReached.selector, 0));
        sale.buy(series, 1, 1e6, 2, block.timestamp, NOBODY);
        t.walletCap = 50; // below what was bought
        set(t);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.WalletCapReached.selector, 0));
        sale.buy(series, 1, 1e6, 3, block.timestamp, NOBODY);
    }

    function leaf(uint32 seriesId, address account, uint88 units) internal view returns (bytes32) {
        bytes memory inner = abi.encode(block.chainid, address(sale), seriesId, account, units);
        return keccak256(bytes.concat(keccak256(inner)));
    }

    function pair(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
    }

    function listOf(uint32 seriesId, uint88 forAlice, uint88 forBob)
        internal
        view
        returns (bytes32 root, bytes32[] memory aliceProof, bytes32[] memory bobProof)
    {
        (bytes32 a, bytes32 b) = (leaf(seriesId, alice, forAlice), leaf(seriesId, bob, forBob));
        root = pair(a, b);
        (aliceProof, bobProof) = (new bytes32[](1), new bytes32[](1));
        (aliceProof[0], bobProof[0]) = (b, a);
    }

    function test_AListGrantsUnitsToAccounts() public {
        (bytes32 root, bytes32[] memory forAlice, bytes32[] memory forBob) = listOf(series, 50, 70);
        IPrimarySale.SaleTerms memory t = terms(1e6, 1e6, 0, 0);
        t.allowRoot = root;
        set(t);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOnAllowList.selector, alice));
        sale.buy(series, 1, 1e6, 2, block.timestamp, NOBODY);
        sale.buyAllowed(series, 30, 1e6, 2, block.timestamp, NOBODY, 50, forAlice);
        vm.expectRevert(abi.encodeWithSelector(Errors.WalletCapReached.selector, 20));
        sale.buyAllowed(series, 21, 1e6, 2, block.timestamp, NOBODY, 50, forAlice);
        sale.buyAllowed(series, 20, 1e6, 2, block.timestamp, NOBODY, 50, forAlice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOnAllowList.selector, alice));
        sale.buyAllowed(series, 1, 1e6, 2, block.timestamp, NOBODY, 51, forAlice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOnAllowList.selector, alice));
        sale.buyAllowed(series, 1, 1e6, 2, block.timestamp, NOBODY, 70, forBob);
        vm.stopPrank();
        t.walletCap = 10;
        set(t);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.WalletCapReached.selector, 10));
        sale.buyAllowed(series, 11, 1e6, 3, block.timestamp, NOBODY, 70, forBob);
        sale.buyAllowed(series, 10, 1e6, 3, block.timestamp, NOBODY, 70, forBob);
        vm.stopPrank();
    }

    function test_APublicSaleTakesNoProof() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOnAllowList.selector, alice));
        sale.buyAllowed(series, 1, 1e6, 1, block.timestamp, NOBODY, 1, new bytes32[](0));
    }

    function test_Attack_AnotherListsOrAnInnerNodesProofIsNone() public {
        uint32 other = makeSeries(miner, fleet, 1_000, 10, 1e6);
        (bytes32 root, bytes32[] memory forAlice,) = listOf(series, 50, 70);
        IPrimarySale.SaleTerms memory t = terms(1e6, 1e6, 0, 0);
        t.allowRoot = root;
        set(t);
        vm.prank(miner);
        sale.setSale(other, t);
        bytes memory no = abi.encodeWithSelector(Errors.NotOnAllowList.selector, alice);
        vm.startPrank(alice);
        vm.expectRevert(no);
        sale.buyAllowed(other, 1, 1e6, 2, block.timestamp, NOBODY, 50, forAlice); // of the other series
        vm.expectRevert(no);
        sale.buyAllowed(series, 1, 1e6, 2, block.timestamp, NOBODY, 50, new bytes32[](0));
        bytes32[] memory long = new bytes32[](2);
        (long[0], long[1]) = (forAlice[0], root);
        vm.expectRevert(no);
        sale.buyAllowed(series, 1, 1e6, 2, block.timestamp, NOBODY, 50, long);
        vm.stopPrank();

        // A root over single-hashed 64-byte leaves would take an inner node for a leaf. Here a leaf hashes 160 bytes twice.
        assertNotEq(root, leaf(series, alice, 50));
        vm.chainId(2);
        vm.prank(alice);
        vm.expectRevert(no);
        sale.buyAllowed(series, 1, 1e6, 2, block.timestamp, NOBODY, 50, forAlice);
        vm.chainId(31_337);

        // The same list at another sale contract.
        PrimarySale second = new PrimarySale(address(timelock), hashpower, guardian);
        vm.prank(miner);
        second.setSale(series, t);
        vm.prank(alice);
        vm.expectRevert(no);
        second.buyAllowed(series, 1, 1e6, 1, block.timestamp, NOBODY, 50, forAlice);
    }

    // ---- pause

    function test_ThePauseStopsPurchasesAndNothingElse() public {
        uint256 id = buyHere(1_000, 0.106e6);
        vm.expectRevert(notAllowed(address(this), guardian));
        sale.setPaused(true);
        vm.expectEmit(address(sale));
        emit IPrimarySale.PausedSet(true);
        vm.prank(guardian);
        sale.setPaused(true);
        assertTrue(sale.paused());
        vm.prank(alice);
        vm.expectRevert(Errors.SalesPaused.selector);
        sale.buy(series, 1, 0.106e6, 1, block.timestamp, NOBODY);
        goodDay(fleet);
        assertGt(claimAs(alice, id), 0);
        hashpower.release(fleet);
        terminateByVote(fleet);
        hashpower.refund(id);
        vm.prank(address(timelock));
        sale.setPaused(false);
        assertFalse(sale.paused());
    }

    function test_OnlyGovernanceNamesTheGuardian() public {
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", guardian));
        sale.setGuardian(bob);
        vm.expectEmit(address(sale));
        emit IPrimarySale.GuardianSet(bob);
        vm.prank(address(timelock));
        sale.setGuardian(bob);
        assertEq(sale.guardian(), bob);
    }

    // ---- payment tokens

    function test_TheEscrowHoldsWhatArrivesOfATokenThatTakesAFee() public {
        FeeToken token = new FeeToken(18, 200);
        (uint32 f, uint32 s) = hostileFleet(address(wbtc), address(token), 100, 1e18);
        token.mint(alice, 1_000e18);
        vm.startPrank(alice);
        token.approve(address(sale), type(uint256).max);
        uint256 id = sale.buy(s, 1_000, 1e18, 1, block.timestamp, NOBODY);
        vm.stopPrank();
        assertEq(infoOf(id).refundFloor, 980e18);
        terminateByVote(f);
        hashpower.refund(id);
        assertEq(token.balanceOf(address(hashpower)), 0, "never more than there is");
    }

    function test_PaysWithATokenThatReturnsNothing() public {
        NoReturnToken token = new NoReturnToken(6);
        (uint32 f, uint32 s) = hostileFleet(address(wbtc), address(token), 100, 1e6);
        token.mint(alice, 1_000e6);
        vm.startPrank(alice);
        token.approve(address(sale), type(uint256).max);
        uint256 id = sale.buy(s, 1_000, 1e6, 1, block.timestamp, NOBODY);
        vm.stopPrank();
        goodDay(f);
        hashpower.release(f);
        assertEq(token.balanceOf(minerPayout), 9.5e6);
        terminateByVote(f);
        hashpower.refund(id);
        assertEq(token.balanceOf(alice), 990e6);
    }

    function test_ATokenThatReturnsFalsePaysNothing() public {
        FalseToken token = new FalseToken(6);
        (, uint32 s) = hostileFleet(address(wbtc), address(token), 100, 1e6);
        token.mint(alice, 1_000e6);
        vm.startPrank(alice);
        token.approve(address(sale), type(uint256).max);
        vm.expectRevert(abi.encodeWithSignature("SafeERC20FailedOperation(address)", address(token)));
        sale.buy(s, 1_000, 1e6, 1, block.timestamp, NOBODY);
    }
}
