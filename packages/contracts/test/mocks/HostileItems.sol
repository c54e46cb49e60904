// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";

/// @notice A studio's swords, as any studio would write them.
contract SwordCollection is ERC721("Swords", "SWORD") {
    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    function burn(uint256 id) external {
        _checkAuthorized(_requireOwned(id), msg.sender, id);
        _burn(id);
    }
}

/// @notice Fungible potions, of which a holder owns a number.
contract PotionCollection is ERC1155("") {
    function mint(address to, uint256 id, uint256 amount) external {
        _mint(to, id, amount, "");
    }

    function burn(address from, uint256 id, uint256 amount) external {
        require(msg.sender == from, "not yours");
        _burn(from, id, amount);
    }
}

/// @notice A collection that answers `ownerOf` and `balanceOf` in every wrong way.
contract LyingCollection {
    enum Lie {
        None,
        Revert,
        BurnGas,
        Nothing,
        Short,
        Long,
        DirtyAddress,
        HugeReturn,
        HugeRevert
    }

    Lie public lie;
    address public owner;

    function set(Lie lie_, address owner_) external {
        (lie, owner) = (lie_, owner_);
    }

    fallback(bytes calldata) external returns (bytes memory) {
        if (lie == Lie.Revert) revert("no");
        if (lie == Lie.BurnGas) while (true) {}
        if (lie == Lie.Nothing) return "";
        if (lie == Lie.Short) return abi.encodePacked(owner);
        if (lie == Lie.Long) return abi.encode(owner, owner);
        if (lie == Lie.DirtyAddress) return abi.encode(uint256(uint160(owner)) | 1 << 200);
        if (lie == Lie.HugeReturn) return new bytes(20_000);
        if (lie == Lie.HugeRevert) {
            assembly {
                revert(0, 20000)
            }
        }
        return abi.encode(owner);
    }
}
