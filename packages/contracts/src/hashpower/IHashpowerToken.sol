// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IHashpowerTypes} from "./IHashpowerTypes.sol";

/// @title The hashpower NFT: income, refunds, locks, parts
interface IHashpowerToken is IHashpowerTypes, IERC721 {
    // ---- minters

    /// @notice Mints `units` of a series to `to`. Only an allow-listed minter, which has already sent `paid` to this contract.
    /// @param referrer Paid out of the platform fee as days are delivered; zero for none.
    function mint(uint32 seriesId, address to, uint88 units, uint256 paid, address referrer) external returns (uint256 id);

    // ---- holders

    /// @notice Pays the caller the income of NFTs it is beneficiary of, and whatever was credited to it in the same tokens.
    /// @dev Cost does not depend on the number of unclaimed days. Ids of the same fleet should be adjacent.
    function claim(uint256[] calldata ids) external;

    /// @notice Pays `account` its income. Anyone may call it for an account without code, or one that opted in.
    function claimFor(address account, uint256[] calldata ids) external;

    /// @notice Pays the caller what was credited to it when an NFT changed hands, for one reward token.
    function withdraw(address token) external returns (uint256 amount);

    /// @notice Pays `account` what was credited to it. Same rule as `claimFor`.
    function withdrawFor(address account, address token) external returns (uint256 amount);

    /// @notice Lets a contract accept (or refuse) income that others push to it with `claimFor`.
    function setOptIn(bool accepts) external;

    /// @notice Pays the escrow refund of an NFT, once, when its fleet is terminated or its term has settled, and its share of
    /// a slashed bond. To the owner; a locked NFT only through its locker, who receives it.
    /// @return amount Payment token.
    /// @return slash Bond token.
    function refund(uint256 id) external returns (uint256 amount, uint256 slash);

    /// @notice Moves parts of an NFT into new NFTs. The original keeps the rest, which may not be zero, and the remainders of
    /// the division of `q` and `r`. The owner or an approved operator; an operator can so sell a part.
    /// @param units Units of each new NFT; at most 100 pieces.
    /// @param to Who receives them; the owner to just split.
    function split(uint256 id, uint88[] calldata units, address to) external returns (uint256[] memory newIds);

    /// @notice Joins NFTs of one series and start day into the first of them. Others are burned; their income is credited. The
    /// caller must own them or be approved for each.
    function merge(uint256[] calldata ids) external;

    /// @notice Names who earns instead of the owner; zero for the owner. Cleared by a transfer. Only the owner, while not locked.
    function setBeneficiary(uint256 id, address beneficiary) external;

    /// @notice Approves `spender` for an NFT by the owner's signature (ERC-4494). The nonce is the NFT's `stateNonce`, which it bumps.
    function permit(address spender, uint256 id, uint256 deadline, bytes calldata signature) external;

    // ---- lockers

    /// @notice Locks an NFT in its owner's wallet. Only an allow-listed locker that the owner approved for it (ERC-721
    /// approval, operator or `permit`). A locked NFT can't move or split, and refunds only through its locker.
    /// @param collectsIncome True when the locker takes over the income; until then it goes on to the holder.
    function lock(uint256 id, bool collectsIncome) external;

    /// @notice Changes whether the locker collects the income. What was earned so far and not collected is credited to the holder:
    /// a locker collects what is its to collect first, here as before `unlock` and `seize`. Only its locker.
    function setCollectsIncome(uint256 id, bool collectsIncome) external;

    /// @notice Ends the lock. Only its locker.
    function unlock(uint256 id) external;

    /// @notice Moves a locked NFT to `to` and unlocks it. Only its locker, and only if listed with the right to seize.
    function seize(uint256 id, address to) external;

    /// @notice Pays a locker that collects, or a contract that owns NFTs, their income up to and including `throughDay`
    /// (`type(uint32).max` for all), and returns the amounts per id so that nothing arrives without attribution.
    function collect(uint256[] calldata ids, uint32 throughDay) external returns (uint256[] memory amounts);

    // ---- governance and registry

    /// @notice Credits a slashed bond to the units alive when a fleet was terminated, once per fleet. Only the miner registry,
    /// which has already sent `amount`.
    /// @return used What was credited; the rest of the division goes back to the registry.
    function creditSlash(uint32 fleetId, uint256 amount) external returns (uint256 used);
    function setLocker(address locker, bool allowed, bool maySeize) external;

    // ---- views

    function rewardTokenOf(uint256 id) external view returns (address);

    function infoOf(uint256 id) external view returns (Info memory);
    function exists(uint256 id) external view returns (bool);
    function beneficiaryOf(uint256 id) external view returns (address);
    function lockerOf(uint256 id) external view returns (address);
    /// @notice Whether an NFT is locked (as ERC-5192 names it; these locks end).
    function locked(uint256 id) external view returns (bool);
    function stateNonce(uint256 id) external view returns (uint32);
    function claimable(uint256 id) external view returns (uint256);
    function refundable(uint256 id) external view returns (uint256);
    function lockerRights(address locker) external view returns (bool allowed, bool maySeize);
    function optedIn(address account) external view returns (bool);
    function credit(address token, address account) external view returns (uint256);
}
