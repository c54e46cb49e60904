// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Metadata} from "@openzeppelin/contracts/interfaces/IERC721Metadata.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Errors} from "../../src/Errors.sol";
import {Hashpower} from "../../src/hashpower/Hashpower.sol";
import {HashpowerLedger} from "../../src/hashpower/HashpowerLedger.sol";
import {HashpowerMetadata} from "../../src/hashpower/HashpowerMetadata.sol";
import {IERC4907} from "../../src/hashpower/IERC4907.sol";
import {IHashpowerTypes} from "../../src/hashpower/IHashpowerTypes.sol";
import {IMinerRegistryCore} from "../../src/miners/IMinerRegistryCore.sol";
import {IBenchmarkCore} from "../../src/benchmark/IBenchmarkCore.sol";
import {CoreTest} from "../base/CoreTest.sol";
import {TestLocker} from "../base/ProtocolTest.sol";

/// @dev A wallet contract that signs with one key.
contract SigningWallet is IERC1271 {
    address public signer;

    constructor(address signer_) {
        signer = signer_;
    }

    function setSigner(address signer_) external {
        signer = signer_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        return ECDSA.recover(digest, signature) == signer ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}

/// @dev Split, merge, locks, users, permits, what wallets and markets read.
contract NftTest is CoreTest {
    uint256 internal id;
    address internal signer;
    uint256 internal key;

    function setUp() public override {
        super.setUp();
        id = buy(alice, uint88(WHOLE));
        (signer, key) = makeAddrAndKey("signer");
    }

    function nonexistent(uint256 token) internal pure returns (bytes memory) {
        return abi.encodeWithSignature("ERC721NonexistentToken(uint256)", token);
    }

    function lockedError() internal view returns (bytes memory) {
        return abi.encodeWithSelector(Errors.IsLocked.selector, id, address(locker));
    }

    // ---- split

    function testFuzz_SplitConservesUnitsPriceAndIncome(uint88 a, uint88 b, uint8 days_) public {
        a = uint88(bound(a, 1, WHOLE - 2));
        b = uint88(bound(b, 1, WHOLE - a - 1));
        goodDays(fleet, days_ % 4);
        IHashpowerTypes.Info memory before = infoOf(id);
        uint88[] memory parts = new uint88[](2);
        (parts[0], parts[1]) = (a, b);
        uint256[] memory expected = two(id + 1, id + 2);
        vm.expectEmit(address(hashpower));
        emit IERC4906.MetadataUpdate(id);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Split(id, expected, parts);
        vm.prank(alice);
        uint256[] memory made = hashpower.split(id, parts, bob);
        IHashpowerTypes.Info memory x = infoOf(id);
        IHashpowerTypes.Info memory y = infoOf(made[0]);
        IHashpowerTypes.Info memory z = infoOf(made[1]);
        assertEq(uint256(x.units) + y.units + z.units, before.units);
        assertEq(uint256(x.q) + y.q + z.q, before.q);
        assertEq(x.r, before.r, "the remainder stays");
        assertEq(y.r + z.r, 0);
        assertEq(y.q, uint256(before.q) * a / WHOLE);
        assertEq(x.stateNonce, before.stateNonce + 1);
        assertEq(y.startDay, before.startDay);
        assertEq(y.endDay, before.endDay);
        assertEq(y.owner, bob);
        assertEq(hashpower.credit(address(wbtc), alice), before.claimable, "settled to who earned it first");
        assertEq(y.claimable, 0);
    }

    function test_SplitKeepsWhenItsOwnerGotItUnlessItIsGivenAway() public {
        uint32 day = today();
        nextDays(3);
        assertEq(infoOf(splitAs(alice, id, 1, alice)).acquiredDay, day);
        assertEq(infoOf(splitAs(alice, id, 1, bob)).acquiredDay, today());
    }

    function test_SplitNeedsTheOwnerARestAndReasonableParts() public {
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSignature("ERC721InsufficientApproval(address,uint256)", bob, id));
        hashpower.split(id, piece(1), bob);
        vm.startPrank(alice);
        bytes memory bad = abi.encodeWithSelector(Errors.BadSplit.selector, id);
        vm.expectRevert(bad);
        hashpower.split(id, piece(0), alice);
        vm.expectRevert(bad);
        hashpower.split(id, piece(uint88(WHOLE)), alice);
        uint88[] memory parts = new uint88[](2);
        (parts[0], parts[1]) = (uint88(WHOLE) - 1, 1);
        vm.expectRevert(bad);
        hashpower.split(id, parts, alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 0, 100));
        hashpower.split(id, new uint88[](0), alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 101, 100));
        hashpower.split(id, new uint88[](101), alice);
        vm.expectRevert(nonexistent(id + 9));
        hashpower.split(id + 9, piece(1), alice);
        hashpower.approve(bob, id);
        vm.stopPrank();
        assertEq(hashpower.ownerOf(splitAs(bob, id, 3_000, carol)), carol, "an operator sells a part");
    }

    // ---- merge

    function testFuzz_MergeConservesUnitsPriceAndIncome(uint88 a, uint64 income, bool claimFirst) public {
        a = uint88(bound(a, 1, WHOLE - 1));
        uint256 other = splitAs(alice, id, a, alice);
        uint256 twin = buy(bob, uint88(WHOLE));
        nextDay();
        fundAs(carol, fleet, today(), bound(income, 1, 1e12));
        settleNext(fleet);
        if (claimFirst) claimAs(alice, other);
        IHashpowerTypes.Info memory x = infoOf(id);
        IHashpowerTypes.Info memory y = infoOf(other);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Merged(id, two(id, other), uint88(WHOLE));
        vm.prank(alice);
        hashpower.merge(two(id, other));
        IHashpowerTypes.Info memory both = infoOf(id);
        assertEq(both.units, WHOLE);
        assertEq(both.q, x.q + y.q);
        assertEq(both.r, x.r + y.r);
        assertEq(both.stateNonce, x.stateNonce + 1);
        assertFalse(hashpower.exists(other));
        assertEq(hashpower.credit(address(wbtc), alice), x.claimable + y.claimable);
        nextDay();
        fundAs(carol, fleet, settledOf(fleet) + 1, bound(income, 1, 1e12));
        settleNext(fleet);
        uint256 all = hashpower.claimable(id) + wbtc.balanceOf(alice)
            + hashpower.credit(address(wbtc), alice);
        assertLe(all, hashpower.claimable(twin), "merging gains nothing");
        assertLe(hashpower.claimable(twin) - all, 3);
    }

    function test_MergeKeepsTheLatestAcquisition() public {
        uint256 other = splitAs(alice, id, 1, bob);
        nextDays(2);
        vm.prank(bob);
        hashpower.transferFrom(bob, alice, other);
        vm.prank(alice);
        hashpower.merge(two(id, other));
        assertEq(infoOf(id).acquiredDay, today());
    }

    function test_OnlyAlikeAndFreeNftsMerge() public {
        uint256 other = splitAs(alice, id, 100, alice);
        bytes memory no = abi.encodeWithSelector(Errors.CannotMerge.selector, id, other);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.CannotMerge.selector, id, id));
        hashpower.merge(two(id, id));
        uint256[] memory three = new uint256[](3);
        (three[0], three[1], three[2]) = (id, other, other);
        vm.expectRevert(no);
        hashpower.merge(three);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 1, 100));
        hashpower.merge(one(id));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadArrays.selector, 101, 100));
        hashpower.merge(new uint256[](101));
        hashpower.setBeneficiary(other, bob);
        vm.expectRevert(no);
        hashpower.merge(two(id, other));
        hashpower.setBeneficiary(other, NOBODY);
        IERC4907(address(hashpower)).setUser(other, bob, type(uint64).max);
        vm.expectRevert(no);
        hashpower.merge(two(id, other));
        IERC4907(address(hashpower)).setUser(other, NOBODY, 0);
        hashpower.transferFrom(alice, bob, other);
        vm.expectRevert(no);
        hashpower.merge(two(id, other));
        vm.stopPrank();
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSignature("ERC721InsufficientApproval(address,uint256)", bob, id));
        hashpower.merge(two(id, other));
        vm.prank(bob);
        hashpower.transferFrom(bob, alice, other);
        lockOf(other, false);
        vm.prank(alice);
        vm.expectRevert(no);
        hashpower.merge(two(id, other));
        locker.unlock(other);
        nextDay();
        uint256 later = buy(alice, 10);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.CannotMerge.selector, id, later));
        hashpower.merge(two(id, later));
        uint256 elsewhere = buyShort(alice, 10);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.CannotMerge.selector, later, elsewhere));
        hashpower.merge(two(later, elsewhere));
    }

    function test_MergesAHundredWithAnOperatorOfAll() public {
        uint88[] memory parts = new uint88[](99);
        for (uint256 i; i < 99; ++i) parts[i] = uint88(i + 1);
        vm.startPrank(alice);
        uint256[] memory made = hashpower.split(id, parts, alice);
        hashpower.setApprovalForAll(bob, true);
        vm.stopPrank();
        uint256[] memory all = new uint256[](100);
        all[0] = id;
        for (uint256 i; i < 99; ++i) all[i + 1] = made[i];
        vm.prank(bob);
        hashpower.merge(all);
        assertEq(infoOf(id).units, WHOLE);
        assertEq(hashpower.balanceOf(alice), 1);
    }

    // ---- locks

    function test_ALockedNftStaysInItsWalletAndCannotMoveOrSplit() public {
        uint32 nonce = hashpower.stateNonce(id);
        vm.prank(alice);
        hashpower.approve(address(locker), id);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Locked(id, address(locker), false);
        locker.lock(id, false);
        assertEq(hashpower.stateNonce(id), nonce + 1);
        assertTrue(hashpower.locked(id));
        assertEq(hashpower.lockerOf(id), address(locker));
        assertEq(hashpower.ownerOf(id), alice);
        vm.startPrank(alice);
        vm.expectRevert(lockedError());
        hashpower.transferFrom(alice, bob, id);
        vm.expectRevert(lockedError());
        hashpower.safeTransferFrom(alice, bob, id);
        vm.expectRevert(lockedError());
        hashpower.split(id, piece(1), alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLocker.selector, id, alice));
        hashpower.unlock(id);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLocker.selector, id, alice));
        hashpower.setCollectsIncome(id, false);
        vm.stopPrank();
        vm.expectRevert(lockedError());
        locker.lock(id, false);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Unlocked(id, address(locker));
        locker.unlock(id);
        assertEq(hashpower.stateNonce(id), nonce + 2);
        assertEq(hashpower.lockerOf(id), NOBODY);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, id);
    }

    function test_OnlyAListedLockerThatTheOwnerApproved() public {
        TestLocker stranger = new TestLocker(hashpower);
        vm.prank(alice);
        hashpower.setApprovalForAll(address(stranger), true);
        vm.expectRevert(abi.encodeWithSelector(Errors.LockerNotAllowed.selector, address(stranger)));
        stranger.lock(id, false);
        vm.expectRevert(abi.encodeWithSelector(Errors.LockNotApproved.selector, id, address(locker)));
        locker.lock(id, false);
        vm.expectRevert(nonexistent(id + 9));
        locker.lock(id + 9, false);
        vm.prank(alice);
        hashpower.setApprovalForAll(address(locker), true);
        locker.lock(id, true);
        assertTrue(infoOf(id).lockerCollects);
    }

    function test_WhetherALockerMaySeizeIsFixedByItsFirstListing() public {
        TestLocker meek = new TestLocker(hashpower);
        vm.startPrank(address(timelock));
        hashpower.setLocker(address(meek), true, false);
        vm.expectRevert(abi.encodeWithSelector(Errors.LockerNotAllowed.selector, address(meek)));
        hashpower.setLocker(address(meek), true, true);
        vm.stopPrank();
        vm.prank(alice);
        hashpower.approve(address(meek), id);
        meek.lock(id, false);
        vm.expectRevert(abi.encodeWithSelector(Errors.LockerNotAllowed.selector, address(meek)));
        meek.seize(id, bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLocker.selector, id, address(locker)));
        locker.seize(id, bob);
    }

    function test_ASeizedNftComesFreeToItsNewOwner() public {
        lockOf(id, false);
        vm.expectEmit(address(hashpower));
        emit IHashpowerTypes.Seized(id, address(locker), bob);
        locker.seize(id, bob);
        assertEq(hashpower.ownerOf(id), bob);
        assertFalse(hashpower.locked(id));
        vm.prank(bob);
        hashpower.transferFrom(bob, carol, id);
    }

    // ---- state nonce

    function test_EveryChangeThatAnOrderRestsOnBumpsTheNonce() public {
        uint32 n = hashpower.stateNonce(id);
        vm.prank(alice);
        hashpower.setBeneficiary(id, bob);
        assertEq(hashpower.stateNonce(id), ++n);
        vm.prank(alice);
        hashpower.transferFrom(alice, bob, id);
        assertEq(hashpower.stateNonce(id), ++n);
        vm.prank(bob);
        hashpower.transferFrom(bob, alice, id);
        assertEq(hashpower.stateNonce(id), ++n, "it does not come back with the NFT");
        uint256 other = splitAs(alice, id, 5, alice);
        assertEq(hashpower.stateNonce(id), ++n);
        vm.prank(alice);
        hashpower.merge(two(id, other));
        assertEq(hashpower.stateNonce(id), ++n);
        lockOf(id, false);
        assertEq(hashpower.stateNonce(id), ++n);
        locker.unlock(id);
        assertEq(hashpower.stateNonce(id), ++n);
        terminateByVote(fleet);
        hashpower.refund(id);
        assertEq(hashpower.stateNonce(id), ++n);
    }

    // ---- ERC-4907

    function test_AUserMayPlayUntilTheTimeIsOverOrTheNftMoves() public {
        IERC4907 rental = IERC4907(address(hashpower));
        uint64 until = uint64(block.timestamp + 1 days);
        vm.expectEmit(address(hashpower));
        emit IERC4907.UpdateUser(id, bob, until);
        vm.prank(alice);
        rental.setUser(id, bob, until);
        assertEq(rental.userOf(id), bob);
        assertEq(rental.userExpires(id), until);
        assertEq(infoOf(id).user, bob);
        assertEq(infoOf(id).userExpires, until);
        assertEq(hashpower.beneficiaryOf(id), alice, "a user earns nothing");
        vm.warp(until + 1);
        assertEq(rental.userOf(id), NOBODY);
        vm.prank(alice);
        rental.setUser(id, bob, type(uint64).max);
        vm.expectEmit(address(hashpower));
        emit IERC4907.UpdateUser(id, NOBODY, 0);
        vm.prank(alice);
        hashpower.transferFrom(alice, carol, id);
        assertEq(rental.userOf(id), NOBODY);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSignature("ERC721InsufficientApproval(address,uint256)", alice, id));
        rental.setUser(id, bob, until);
    }

    function test_TheUserOfALockedNftIsTheLockersToName() public {
        lockOf(id, false);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLocker.selector, id, alice));
        IERC4907(address(hashpower)).setUser(id, bob, type(uint64).max);
        vm.prank(address(locker));
        IERC4907(address(hashpower)).setUser(id, bob, type(uint64).max);
        assertEq(IERC4907(address(hashpower)).userOf(id), bob);
    }

    // ---- permit

    function _permit(uint256 token, address spender, uint32 nonce, uint256 deadline)
        private
        view
        returns (bytes memory)
    {
        (, string memory name, string memory version, uint256 chainId, address at,,) =
            IERC5267(address(hashpower)).eip712Domain();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                chainId,
                at
            )
        );
        bytes32 typehash = keccak256("Permit(address spender,uint256 tokenId,uint256 nonce,uint256 deadline)");
        bytes32 digest = keccak256(
            abi.encodePacked(
                "\x19\x01", domain, keccak256(abi.encode(typehash, spender, token, uint256(nonce), deadline))
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function test_ASignatureApprovesASpenderOnce() public {
        uint256 own = buy(signer, 100);
        bytes memory signature = _permit(own, address(locker), 0, block.timestamp);
        hashpower.permit(address(locker), own, block.timestamp, signature);
        assertEq(hashpower.getApproved(own), address(locker));
        assertEq(hashpower.stateNonce(own), 1);
        locker.lock(own, false);
        locker.unlock(own);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, signer));
        hashpower.permit(address(locker), own, block.timestamp, signature);
    }

    function test_APermitIsForOneSpenderNftNonceAndTime() public {
        uint256 own = buy(signer, 100);
        uint256 other = buy(signer, 100);
        uint256 deadline = block.timestamp;
        bytes memory signature = _permit(own, bob, 0, deadline);
        bytes memory bad = abi.encodeWithSelector(Errors.BadSignature.selector, signer);
        vm.expectRevert(bad);
        hashpower.permit(carol, own, deadline, signature);
        vm.expectRevert(bad);
        hashpower.permit(bob, other, deadline, signature);
        vm.expectRevert(bad);
        hashpower.permit(bob, own, deadline + 1, signature);
        vm.chainId(999);
        vm.expectRevert(bad);
        hashpower.permit(bob, own, deadline, signature);
        vm.chainId(31_337);
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.DeadlinePassed.selector, deadline, deadline + 1));
        hashpower.permit(bob, own, deadline, signature);
        vm.expectRevert(nonexistent(1));
        hashpower.permit(bob, 1, deadline + 1, signature);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, alice));
        hashpower.permit(bob, id, deadline + 1, ""); // and an empty signature is nobody's
    }

    function test_AWalletContractPermitsByErc1271() public {
        SigningWallet wallet = new SigningWallet(signer);
        vm.prank(alice);
        hashpower.transferFrom(alice, address(wallet), id);
        uint32 nonce = hashpower.stateNonce(id);
        hashpower.permit(bob, id, block.timestamp, _permit(id, bob, nonce, block.timestamp));
        assertEq(hashpower.getApproved(id), bob);
        bytes memory next = _permit(id, carol, nonce + 1, block.timestamp);
        wallet.setSigner(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, address(wallet)));
        hashpower.permit(carol, id, block.timestamp, next);
    }

    // ---- what wallets and markets read

    function test_SaysWhichInterfacesItHas() public view {
        bytes4[7] memory yes = [
            bytes4(0x01ffc9a7), // ERC-165
            0x80ac58cd, // ERC-721
            0x5b5e139f, // its metadata
            type(IERC2981).interfaceId,
            type(IERC4907).interfaceId,
            0x49064906, // ERC-4906
            0x2a55205a
        ];
        for (uint256 i; i < yes.length; ++i) assertTrue(hashpower.supportsInterface(yes[i]));
        assertEq(type(IERC4907).interfaceId, bytes4(0xad092b5c), "as the ERC says");
        assertFalse(hashpower.supportsInterface(0xffffffff));
        assertEq(IERC721Metadata(address(hashpower)).name(), "DMEX Hashpower");
        assertEq(IERC721Metadata(address(hashpower)).symbol(), "HASH");
    }

    function test_TheRoyaltyGoesToTheMinersPayout() public {
        (address receiver, uint256 amount) = IERC2981(address(hashpower)).royaltyInfo(id, 10_000);
        assertEq(receiver, minerPayout);
        assertEq(amount, 250);
        vm.expectRevert(nonexistent(1));
        IERC2981(address(hashpower)).royaltyInfo(1, 10_000);
    }

    function test_ViewsOfAnUnknownNftSaySo() public {
        vm.expectRevert(nonexistent(1));
        hashpower.infoOf(1);
        vm.expectRevert(nonexistent(1));
        hashpower.claimable(1);
        vm.expectRevert(nonexistent(1));
        hashpower.refundable(1);
        vm.expectRevert(nonexistent(1));
        hashpower.beneficiaryOf(1);
        vm.expectRevert(nonexistent(1));
        hashpower.locked(1);
        vm.expectRevert(nonexistent(1));
        hashpower.rewardTokenOf(1);
        vm.expectRevert(nonexistent(1));
        IERC721Metadata(address(hashpower)).tokenURI(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownSeries.selector, 99));
        hashpower.seriesOf(99);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownFleet.selector, 99));
        hashpower.fleetOf(99);
        (bool done,) = address(hashpower).call(hex"deadbeef");
        assertFalse(done, "a function that neither half has");
    }

    function _json(uint256 token) private view returns (string memory) {
        string memory uri = IERC721Metadata(address(hashpower)).tokenURI(token);
        string[] memory parts = vm.split(uri, ",");
        assertEq(parts[0], "data:application/json;base64");
        return string(Base64.decode(parts[1]));
    }

    function test_TheCardIsJsonWithTheNumbersInIt() public {
        goodDay(fleet);
        string memory json = _json(id);
        assertEq(vm.parseJsonString(json, ".name"), string.concat("DMEX Hashpower #", Strings.toString(id)));
        assertEq(vm.parseJsonString(json, ".attributes[0].value"), "88500");
        assertEq(vm.parseJsonString(json, ".attributes[1].value"), "1");
        IHashpowerTypes.Info memory info = infoOf(id);
        string memory days_ =
            string.concat(Strings.toString(info.startDay), " - ", Strings.toString(info.endDay));
        assertEq(vm.parseJsonString(json, ".attributes[2].value"), days_);
        string memory sats = Strings.toString(info.claimable + 1e8);
        string memory fraction = vm.replace(string.concat("#", sats), "#1", "0.");
        assertEq(vm.parseJsonString(json, ".attributes[3].value"), string.concat(fraction, " tBTC"));
        uint256 floor = info.refundFloor;
        string memory dollars = string.concat(
            Strings.toString(floor / 1e6),
            vm.replace(string.concat("#", Strings.toString(floor % 1e6 + 1e6)), "#1", "."),
            " tUSDT"
        );
        assertEq(vm.parseJsonString(json, ".attributes[4].value"), dollars);
        assertEq(vm.parseJsonString(json, ".attributes[5].value"), "earning");
        string memory image = vm.parseJsonString(json, ".image");
        string memory svg = string(Base64.decode(vm.split(image, ",")[1]));
        assertTrue(vm.contains(svg, ">88500<") && vm.contains(svg, dollars) && vm.contains(svg, "</svg>"));
    }

    function test_TheCardNamesTheState() public {
        uint256 other = buyShort(bob, 1_000);
        assertEq(vm.parseJsonString(_json(id), ".attributes[5].value"), "starts");
        lockOf(id, false);
        nextDay();
        assertEq(vm.parseJsonString(_json(id), ".attributes[5].value"), "locked");
        goodDays(short, 6);
        assertEq(vm.parseJsonString(_json(other), ".attributes[5].value"), "ended");
        hashpower.refund(other);
        assertEq(vm.parseJsonString(_json(other), ".attributes[5].value"), "refunded");
        terminateByVote(fleet);
        assertEq(vm.parseJsonString(_json(id), ".attributes[5].value"), "terminated");
    }

    // ---- construction

    function test_ItsPartsMustExist() public {
        vm.expectRevert(Errors.ZeroAddress.selector);
        new HashpowerLedger(IMinerRegistryCore(NOBODY), benchmark);
        vm.expectRevert(Errors.ZeroAddress.selector);
        new HashpowerLedger(registry, IBenchmarkCore(NOBODY));
        HashpowerLedger ledger = new HashpowerLedger(registry, benchmark);
        HashpowerMetadata metadata = new HashpowerMetadata();
        vm.expectRevert(Errors.ZeroAddress.selector);
        new Hashpower(address(timelock), ledger, metadata, NOBODY);
    }

    function test_TheLedgersCodeAtItsOwnAddressServesNobody() public {
        HashpowerLedger ledger = new HashpowerLedger(registry, benchmark);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownFleet.selector, fleet));
        ledger.settleDay(fleet);
        vm.expectRevert(notAllowed(address(sale), NOBODY));
        vm.prank(address(sale));
        ledger.createSeries(miner, fleet, 1, 1, 0, 0, "");
        vm.prank(miner);
        vm.expectRevert(abi.encodeWithSelector(Errors.PayTokenNotListed.selector, address(usdt)));
        ledger.createFleet(minerId, address(wbtc), address(usdt), 0);
        vm.prank(address(timelock));
        vm.expectRevert(abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", address(timelock)));
        ledger.setFees(0, 0, bob);
    }
}
