// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Rig} from "../../src/rig/Rig.sol";
import {RigGuard} from "../../src/rig/RigGuard.sol";
import {IOffchainItems} from "../../src/rig/IOffchainItems.sol";
import {IRig} from "../../src/rig/IRig.sol";
import {ProtocolTest} from "../base/ProtocolTest.sol";
import {PotionCollection, SwordCollection} from "../mocks/HostileItems.sol";

/// @dev A fleet of the real hashpower NFT, a rig that may lock, and a studio's items.
abstract contract RigTest is ProtocolTest {
    uint256 internal constant DAY_INCOME = 1e8; // whole fleet, reward token base units, far over what is required

    Rig public rig;
    RigGuard internal guard;
    IOffchainItems internal games;
    SwordCollection public swords;
    PotionCollection internal potions;
    uint32 internal fleetId;
    uint32 internal seriesId;
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");
    address internal studio = makeAddr("studio");
    address internal guild = makeAddr("guild");

    function setUp() public virtual override {
        super.setUp();
        fleetId = makeFleet(miner, address(wbtc), address(usdt), 0);
        seriesId = makeSeries(miner, fleetId, 10_000_000, 540, 0.106e6);
        rig = new Rig(hashpower);
        guard = new RigGuard();
        games = IOffchainItems(rig.gameItems());
        swords = new SwordCollection();
        potions = new PotionCollection();
        vm.prank(address(timelock));
        hashpower.setLocker(address(rig), true, false);
    }

    // ---- items

    function sword(uint256 id) internal view returns (IRig.Item memory) {
        return IRig.Item(IRig.Kind.ERC721, address(swords), id, address(0), 0);
    }

    function newSword(address to, uint256 id) internal returns (IRig.Item memory) {
        swords.mint(to, id);
        return sword(id);
    }

    function potion(uint256 id, address holder, uint32 index) internal view returns (IRig.Item memory) {
        return IRig.Item(IRig.Kind.ERC1155, address(potions), id, holder, index);
    }

    function offchain(address game, string memory key) internal pure returns (IRig.Item memory) {
        return IRig.Item(IRig.Kind.OFFCHAIN, game, uint256(keccak256(bytes(key))), address(0), 0);
    }

    /// @dev By the game's own account, which needs no signature.
    function assignTo(address game, string memory key, address player) internal {
        vm.prank(game);
        games.assign(game, uint256(keccak256(bytes(key))), player, block.timestamp, "");
    }

    function sell(uint256 id, address to) internal {
        address from = swords.ownerOf(id);
        vm.prank(from);
        swords.transferFrom(from, to, id);
    }

    // ---- power

    /// @dev Buys units and approves the rig for all of the owner's hashpower.
    function newPower(address owner, uint88 units) internal returns (uint256 id) {
        id = newPower(owner, seriesId, units);
    }

    function newPower(address owner, uint32 series, uint88 units) internal returns (uint256 id) {
        id = buyAs(owner, series, units, address(0));
        vm.prank(owner);
        hashpower.setApprovalForAll(address(rig), true);
    }

    function earnDays(uint256 days_) internal {
        earnDays(fleetId, days_, DAY_INCOME);
    }

    /// @dev Lets days pass; each is paid in full and settled a day after it ended, as with a good miner.
    function earnDays(uint32 fleet, uint256 days_, uint256 income) internal {
        for (uint256 i; i < days_; ++i) {
            nextDay();
            uint32 day = hashpower.fleetOf(fleet).settled + 1;
            for (; day < today(); ++day) fundAs(miner, fleet, day, income);
            hashpower.settleDays(fleet, 8);
        }
    }

    // ---- shortcuts

    function attachNew(address owner, uint256 swordId, uint88 units) internal returns (IRig.Item memory item, uint256 id) {
        item = newSword(owner, swordId);
        id = newPower(owner, units);
        vm.prank(owner);
        rig.attach(item, id, 0, 0);
    }

    function lendTerms(uint32 termsId, uint32 days_, IRig.OnTransfer onTransfer)
        internal
        view
        returns (IRig.LendTerms memory)
    {
        return IRig.LendTerms(termsId, today() + days_, false, onTransfer, 0, address(0));
    }

    function terms(uint16 studioBps, uint16 guildBps, uint16 lenderBps) internal returns (uint32) {
        return rig.createTerms(
            IRig.Terms(studioBps == 0 ? address(0) : studio, studioBps, guildBps == 0 ? address(0) : guild, guildBps, lenderBps)
        );
    }

    function one(IRig.Item memory item) internal pure returns (IRig.Item[] memory items) {
        items = new IRig.Item[](1);
        items[0] = item;
    }

    /// @dev The miner stops paying; after 8 missed days the timelock may end the fleet.
    function terminateFleet(uint32 fleet) internal {
        for (uint256 i; i < 10; ++i) nextDay();
        hashpower.settleDays(fleet, 64);
        vm.prank(address(timelock));
        hashpower.terminate(fleet);
    }

    function keyOf(IRig.Item memory item) internal pure returns (bytes32) {
        return keccak256(abi.encode(item));
    }

    /// @dev A fleet of its own whose income is paid in `token`.
    function fleetIn(address token, uint32 farm) internal returns (uint32 fleet, uint32 series) {
        vm.prank(address(timelock));
        benchmark.setRewardToken(token, BTC);
        fleet = makeFleet(miner, token, address(usdt), farm);
        series = makeSeries(miner, fleet, 1_000_000, 540, 0.106e6);
    }

    function attachIn(uint32 series, address owner, uint256 swordId, uint32 termsId)
        internal
        returns (IRig.Item memory item, uint256 id)
    {
        item = newSword(owner, swordId);
        id = newPower(owner, series, 1_000);
        vm.prank(owner);
        rig.attach(item, id, termsId, 0);
    }

    function claim(IRig.Item memory item) internal {
        rig.claimSlots(one(item));
    }
}
