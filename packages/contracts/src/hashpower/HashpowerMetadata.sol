// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IHashpower} from "./IHashpower.sol";
import {IHashpowerMetadata} from "./IHashpowerMetadata.sol";
import {IHashpowerTypes} from "./IHashpowerTypes.sol";

/// @title Metadata of hashpower NFTs, drawn on-chain
/// @dev Only numbers and token symbols go into the picture; symbols are cut and stripped, so that a token can't inject markup.
contract HashpowerMetadata is IHashpowerMetadata {
    using Strings for uint256;

    uint256 internal constant MAX_SYMBOL = 12; // letters of a token's symbol that are shown

    /// @dev What one picture shows, already as text.
    struct Card {
        string id;
        string miner;
        string units;
        string term;
        string claimable;
        string floor;
        string state;
    }

    function tokenURI(address hashpower, uint256 id) external view returns (string memory) {
        Card memory card = _card(IHashpower(hashpower), id);
        bytes memory json = abi.encodePacked(
            '{"name":"DMEX Hashpower #', card.id,
            '","description":"Hashpower of miner ', card.miner, ': income is paid to its beneficiary every day, the price waits in escrow.",',
            '"image":"data:image/svg+xml;base64,', Base64.encode(_svg(card)), '",', _attributes(card), "}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(json));
    }

    // ---- internals

    function _card(IHashpower hashpower, uint256 id) private view returns (Card memory card) {
        IHashpowerTypes.Info memory info = hashpower.infoOf(id);
        IHashpowerTypes.Fleet memory fleet = hashpower.fleetOf(info.fleetId);
        card.id = id.toString();
        card.miner = uint256(fleet.minerId).toString();
        card.units = uint256(info.units).toString();
        card.term = string.concat(uint256(info.startDay).toString(), " - ", uint256(info.endDay).toString());
        card.claimable = _amount(info.claimable, fleet.rewardToken);
        card.floor = _amount(info.refundFloor, fleet.payToken);
        card.state = _state(info, fleet);
    }

    function _state(IHashpowerTypes.Info memory info, IHashpowerTypes.Fleet memory fleet)
        private
        view
        returns (string memory)
    {
        if (info.refunded) return "refunded";
        if (fleet.status == IHashpowerTypes.FleetStatus.Terminated) return "terminated";
        uint256 today = block.timestamp / 1 days;
        if (today < info.startDay) return "starts";
        if (today > info.endDay) return "ended";
        return info.locker != address(0) ? "locked" : "earning";
    }

    function _svg(Card memory card) private pure returns (bytes memory) {
        bytes memory head = abi.encodePacked(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 350 350" font-family="sans-serif" fill="#f4f1ea">',
            '<rect width="350" height="350" rx="18" fill="#17202b"/><path d="M24 96h302" stroke="#f7931a" stroke-width="3"/>',
            '<text x="24" y="52" font-size="22">Hashpower</text><text x="24" y="78" font-size="13">#', card.id,
            '</text><text x="326" y="52" font-size="14" text-anchor="end" fill="#f7931a">', card.state, "</text>"
        );
        bytes memory lines = abi.encodePacked(
            _line("136", "Units", card.units), _line("176", "Miner", card.miner), _line("216", "Days", card.term),
            _line("256", "Claimable", card.claimable), _line("296", "Refund floor", card.floor)
        );
        return abi.encodePacked(head, lines, "</svg>");
    }

    function _line(string memory y, string memory label, string memory value) private pure returns (bytes memory) {
        return abi.encodePacked(
            '<text x="24" y="', y, '" font-size="14" fill="#a9b4c0">', label, '</text><text x="326" y="', y,
            '" font-size="16" text-anchor="end">', value, "</text>"
        );
    }

    function _attributes(Card memory card) private pure returns (bytes memory) {
        bytes memory first = abi.encodePacked(
            '"attributes":[', _trait("Units", card.units), ",", _trait("Miner", card.miner), ",", _trait("Days", card.term)
        );
        return abi.encodePacked(
            first, ",", _trait("Claimable", card.claimable), ",", _trait("Refund floor", card.floor), ",",
            _trait("State", card.state), "]"
        );
    }

    function _trait(string memory name, string memory value) private pure returns (bytes memory) {
        return abi.encodePacked('{"trait_type":"', name, '","value":"', value, '"}');
    }

    /// @dev A base-unit amount as a decimal with up to 8 places and the token's symbol.
    function _amount(uint256 amount, address token) private view returns (string memory) {
        (uint256 decimals, string memory symbol) = _describe(token);
        uint256 one = 10 ** decimals;
        uint256 places = decimals < 8 ? decimals : 8;
        uint256 fraction = (amount % one) / 10 ** (decimals - places);
        bytes memory digits = new bytes(places);
        for (uint256 i = places; i > 0; --i) {
            digits[i - 1] = bytes1(uint8(48 + fraction % 10));
            fraction /= 10;
        }
        return string(abi.encodePacked((amount / one).toString(), places == 0 ? "" : ".", digits, " ", symbol));
    }

    /// @dev By low-level calls: an answer that can't be decoded (a symbol in bytes32, say) must not cost the NFT its picture.
    function _describe(address token) private view returns (uint256 decimals, string memory symbol) {
        (, bytes memory answer) = token.staticcall(abi.encodeCall(IERC20Metadata.decimals, ()));
        if (answer.length == 32) decimals = uint256(bytes32(answer));
        if (decimals > 30) decimals = 30;
        (, answer) = token.staticcall(abi.encodeCall(IERC20Metadata.symbol, ()));
        symbol = _plain(_text(answer));
    }

    /// @dev The text of an ABI-encoded string, or of a bytes32 up to its first zero; nothing of anything else.
    function _text(bytes memory answer) private pure returns (bytes memory text) {
        uint256 from;
        uint256 length;
        if (answer.length == 32) {
            while (length < 32 && answer[length] != 0) ++length;
        } else if (answer.length >= 64) {
            from = 64;
            assembly ("memory-safe") {
                length := mload(add(answer, 64))
            }
            if (length > answer.length - 64) length = 0;
        }
        if (length > MAX_SYMBOL) length = MAX_SYMBOL;
        text = new bytes(length);
        for (uint256 i; i < length; ++i) text[i] = answer[from + i];
    }

    /// @dev Letters, digits, dot and minus only: nothing that means something in SVG or JSON.
    function _plain(bytes memory text) private pure returns (string memory) {
        bytes memory out = new bytes(text.length);
        for (uint256 i; i < text.length; ++i) {
            bytes1 c = text[i];
            bool fine = (c >= "0" && c <= "9") || (c >= "A" && c <= "Z") || (c >= "a" && c <= "z") || c == "." || c == "-";
            out[i] = fine ? c : bytes1("_");
        }
        return string(out);
    }
}
