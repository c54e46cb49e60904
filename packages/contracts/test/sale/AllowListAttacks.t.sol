// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IHashpower} from "../../src/hashpower/IHashpower.sol";
import {IPrimarySale} from "../../src/sale/IPrimarySale.sol";
import {PrimarySale} from "../../src/sale/PrimarySale.sol";
import {CoreTest} from "../base/CoreTest.sol";

/// @dev What a copy's leaves lack.
enum LeafLack {
    Nothing,
    Chain,
    Sale,
    Series,
    Account,
    Units,
    SecondHash, // of what fits into two words: a leaf looks like an inner node
    Count // a leaf grants its units as often as it is shown
}

/// @dev A copy of the sale whose allow-list lacks one defence.
contract WeakSale is PrimarySale {
    LeafLack internal immutable LACK;

    constructor(LeafLack lack, address owner_, IHashpower hashpower_) PrimarySale(owner_, hashpower_, owner_) {
        LACK = lack;
    }

    function leafOf(uint32 seriesId, address account, uint88 units) external view returns (bytes32) {
        return _leafOf(seriesId, account, units);
    }

    function _leafOf(uint32 seriesId, address account, uint88 units) internal view override returns (bytes32) {
        if (LACK == LeafLack.Nothing || LACK == LeafLack.Count) return super._leafOf(seriesId, account, units);
        if (LACK == LeafLack.SecondHash) return keccak256(abi.encodePacked(_left(account), _right(units)));
        return keccak256(
            abi.encode(
                LACK == LeafLack.Chain ? 0 : block.chainid,
                LACK == LeafLack.Sale ? address(0) : address(this),
                LACK == LeafLack.Series ? 0 : seriesId,
                LACK == LeafLack.Account ? address(0) : account,
                LACK == LeafLack.Units ? 0 : units
            )
        );
    }

    /// @dev Whatever a naive list packs into the two words of a leaf; here an attacker has found such an account and number.
    function _left(address account) private pure returns (bytes32) {
        return keccak256(abi.encode("left", account));
    }

    function _right(uint88 units) private pure returns (bytes32) {
        return keccak256(abi.encode("right", units));
    }

    function _countWallet(uint32 seriesId, uint88 units, uint88 cap) internal override {
        if (LACK != LeafLack.Count) super._countWallet(seriesId, units, cap);
    }
}

/// @dev Each attack fails on the sale and works on a copy that lacks the one defence against it.
contract AllowListAttacksTest is CoreTest {
    WeakSale internal first;
    WeakSale internal second;
    uint32 internal other; // another series
    address internal mallory = makeAddr("mallory");

    function setUp() public override {
        super.setUp();
        other = makeSeries(miner, fleet, 1_000, 10, 1e6);
        usdt.mint(mallory, 1e15);
        usdt.mint(alice, 1e15);
    }

    function _fails(LeafLack lack, function() internal returns (bool) attack) private {
        uint256 begin = vm.snapshotState();
        _make(LeafLack.Nothing);
        assertFalse(attack(), "the list must withstand");
        vm.revertToState(begin);
        _make(lack);
        assertTrue(attack(), "the weakened copy must not");
    }

    function _make(LeafLack lack) private {
        first = new WeakSale(lack, address(timelock), hashpower);
        second = new WeakSale(lack, address(timelock), hashpower);
        vm.startPrank(address(timelock));
        hashpower.setMinter(address(first), true);
        hashpower.setMinter(address(second), true);
        vm.stopPrank();
        for (uint256 i; i < 2; ++i) {
            vm.startPrank(i == 0 ? mallory : alice);
            usdt.approve(address(first), type(uint256).max);
            usdt.approve(address(second), type(uint256).max);
            vm.stopPrank();
        }
    }

    /// @dev Two leaves: mallory's 50 units and alice's 70, of the first sale's series.
    function _root() private view returns (bytes32) {
        return _pair(first.leafOf(series, mallory, 50), first.leafOf(series, alice, 70));
    }

    function _pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
    }

    function _list(WeakSale sale_, uint32 seriesId, bytes32 root) private {
        vm.prank(miner);
        sale_.setSale(seriesId, IPrimarySale.SaleTerms(1e6, 1e6, 0, 0, 0, root));
    }

    function _try(WeakSale sale_, uint32 seriesId, uint88 units, uint88 allowed, bytes32[] memory proof)
        private
        returns (bool)
    {
        vm.prank(mallory);
        try sale_.buyAllowed(seriesId, units, 1e6, 1, block.timestamp, NOBODY, allowed, proof) {
            return true;
        } catch {
            return false;
        }
    }

    function _proof(bytes32 sibling) private pure returns (bytes32[] memory proof) {
        proof = new bytes32[](1);
        proof[0] = sibling;
    }

    function _alices() private view returns (bytes32[] memory) {
        return _proof(first.leafOf(series, alice, 70));
    }

    function _mallorys() private view returns (bytes32[] memory) {
        return _proof(first.leafOf(series, mallory, 50));
    }

    function test_Attack_AnotherSeriesProof() public {
        _fails(LeafLack.Series, _otherSeries);
    }

    function _otherSeries() private returns (bool) {
        _list(first, series, _root());
        assertTrue(_try(first, series, 50, 50, _alices()), "mallory is on this list");
        _list(first, other, _pair(first.leafOf(other, alice, 70), _root()));
        bytes32[] memory proof = new bytes32[](2);
        (proof[0], proof[1]) = (first.leafOf(series, alice, 70), first.leafOf(other, alice, 70));
        return _try(first, other, 50, 50, proof);
    }

    function test_Attack_AnotherSalesProof() public {
        _fails(LeafLack.Sale, _otherSale);
    }

    function _otherSale() private returns (bool) {
        _list(second, series, _root());
        return _try(second, series, 50, 50, _alices());
    }

    function test_Attack_AnotherChainsProof() public {
        _fails(LeafLack.Chain, _otherChain);
    }

    function _otherChain() private returns (bool) {
        bytes32 root = _root();
        bytes32[] memory proof = _alices();
        _list(first, series, root);
        vm.chainId(2);
        return _try(first, series, 50, 50, proof);
    }

    function test_Attack_SomebodyElsesProof() public {
        _fails(LeafLack.Account, _someoneElse);
    }

    function _someoneElse() private returns (bool) {
        _list(first, series, _root());
        return _try(first, series, 70, 70, _mallorys());
    }

    function test_Attack_MoreUnitsThanTheLeafGrants() public {
        _fails(LeafLack.Units, _moreUnits);
    }

    function _moreUnits() private returns (bool) {
        _list(first, series, _root());
        return _try(first, series, 60, 60, _alices());
    }

    /// @dev The same leaf twice in a tree, and shown again and again, grants its units once.
    function test_Attack_ADuplicateLeafGrantsTwice() public {
        _fails(LeafLack.Count, _duplicate);
    }

    function _duplicate() private returns (bool) {
        bytes32 leaf = first.leafOf(series, mallory, 50);
        _list(first, series, _pair(leaf, leaf));
        assertTrue(_try(first, series, 50, 50, _proof(leaf)));
        return _try(first, series, 50, 50, _proof(leaf));
    }

    /// @dev Two leaves of one account are no sum: the larger is what it may buy.
    function test_Attack_TwoLeavesOfOneAccountAddUp() public {
        _fails(LeafLack.Count, _twoLeaves);
    }

    function _twoLeaves() private returns (bool) {
        (bytes32 a, bytes32 b) = (first.leafOf(series, mallory, 50), first.leafOf(series, mallory, 70));
        _list(first, series, _pair(a, b));
        assertTrue(_try(first, series, 50, 50, _proof(b)));
        return _try(first, series, 70, 70, _proof(a));
    }

    /// @dev A tree whose inner node is the pair of words that a single-hashed leaf of two words would be.
    function test_Attack_AnInnerNodePassesForALeaf() public {
        _fails(LeafLack.SecondHash, _innerNode);
    }

    function _innerNode() private returns (bool) {
        bytes32 inner = keccak256(
            abi.encodePacked(keccak256(abi.encode("left", mallory)), keccak256(abi.encode("right", uint88(99))))
        );
        bytes32 leaf = first.leafOf(series, alice, 70);
        _list(first, series, _pair(inner, leaf));
        return _try(first, series, 99, 99, _proof(leaf));
    }

    function test_Attack_ProofsThatAreTooShortOrTooLong() public {
        _make(LeafLack.Nothing);
        bytes32 root = _root();
        _list(first, series, root);
        bytes32[] memory long = new bytes32[](2);
        (long[0], long[1]) = (first.leafOf(series, alice, 70), root);
        assertFalse(_try(first, series, 50, 50, new bytes32[](0)), "empty");
        assertFalse(_try(first, series, 50, 50, long), "longer");
        assertFalse(_try(first, series, 50, 50, _proof(bytes32(0))), "of nothing");
        assertTrue(_try(first, series, 50, 50, _alices()));
    }
}
