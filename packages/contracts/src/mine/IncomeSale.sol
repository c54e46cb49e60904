// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Errors} from "../Errors.sol";
import {IncomePricing} from "../income/IncomePricing.sol";
import {Payments} from "../payments/Payments.sol";
import {SelfPermit} from "../payments/SelfPermit.sol";
import {IIncomeOracle} from "./IIncomeOracle.sol";
import {IIncomeSale} from "./IIncomeSale.sol";
import {IJointMiningPool} from "./IJointMiningPool.sol";
import {IJointMiningTypes} from "./IJointMiningTypes.sol";

/// @title The sale of a pool's income
/// @dev Deployed by its pool. Between calls it holds reward token only, and of that only the lot on sale.
contract IncomeSale is IIncomeSale, SelfPermit, Ownable, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ---- constants

    uint256 internal constant BPS = 10_000;

    // ---- storage

    IJointMiningPool internal immutable POOL;
    IERC20 internal immutable ASSET;
    IERC20 internal immutable REWARD;
    address public oracle;
    uint16 public floorBps;
    IJointMiningTypes.Lot internal _lot;

    // ---- constructor

    constructor(address owner_, IERC20 asset_, IERC20 reward_) Ownable(owner_) {
        (POOL, ASSET, REWARD) = (IJointMiningPool(msg.sender), asset_, reward_);
    }

    // ---- modifiers

    modifier onlyPool() {
        if (msg.sender != address(POOL)) revert Errors.NotAllowed(msg.sender, address(POOL));
        _;
    }

    // ---- entry points

    function buyIncome(uint256 lotId, uint256 maxCost, uint256 deadline) external nonReentrant returns (uint256 cost) {
        if (block.timestamp > deadline) revert Errors.DeadlinePassed(deadline, block.timestamp);
        IJointMiningTypes.Lot memory sold = _lot;
        if (sold.id != lotId || sold.amount == 0) revert Errors.NoSuchLot(lotId);
        cost = lotPrice();
        if (cost > maxCost) revert Errors.LotTooDear(cost, maxCost);
        // The lot stays open meanwhile: else a hook of the asset could settle the pool twice in one moment.
        uint256 income = Payments.pull(address(ASSET), msg.sender, address(this), cost);
        if (_lot.amount == 0) revert Errors.NoSuchLot(lotId);
        _lot.amount = 0;
        emit LotSold(lotId, msg.sender, sold.amount, cost);
        uint256 mined = Math.mulDiv(income, sold.mined, uint256(sold.mined) + sold.credited);
        ASSET.forceApprove(address(POOL), income);
        POOL.incomeSold(income, mined, sold.unitDays, sold.daysCount, sold.throughDay);
        REWARD.safeTransfer(msg.sender, sold.amount);
    }

    function open(uint256 mined, uint256 credited, uint256 unitDays, uint256 daysCount, uint32 throughDay)
        external
        onlyPool
    {
        // A token's fee may have shortened what was sent.
        uint256 amount = Math.min(mined + credited, REWARD.balanceOf(address(this)));
        _lot = IJointMiningTypes.Lot({
            amount: amount.toUint128(),
            openedAt: uint40(block.timestamp),
            id: _lot.id + 1,
            throughDay: throughDay,
            daysCount: daysCount.toUint32(),
            unitDays: unitDays.toUint128(),
            mined: mined.toUint128(),
            credited: credited.toUint128()
        });
        emit LotOpened(_lot.id, throughDay, amount);
    }

    function cancel(address to) external onlyPool {
        uint256 amount = _lot.amount;
        if (amount == 0) return;
        _lot.amount = 0;
        emit LotCancelled(_lot.id, to, amount);
        REWARD.safeTransfer(to, amount);
    }

    function setOracle(address oracle_, uint16 floorBps_) external onlyOwner {
        (address reward, address asset) = (IIncomeOracle(oracle_).reward(), IIncomeOracle(oracle_).asset());
        if (reward != address(REWARD) || asset != address(ASSET)) revert Errors.WrongTokens(asset, reward);
        uint256 min = IncomePricing.MIN_FLOOR_BPS;
        if (floorBps_ < min || floorBps_ > BPS) revert Errors.OutOfBounds(floorBps_, min, BPS);
        (oracle, floorBps) = (oracle_, floorBps_);
        emit OracleSet(oracle_, floorBps_);
    }

    // ---- views

    function lot() external view returns (IJointMiningTypes.Lot memory) {
        return _lot;
    }

    function isOpen() external view returns (bool) {
        return _lot.amount != 0;
    }

    function lotPrice() public view virtual returns (uint256) {
        if (_lot.amount == 0) revert Errors.NoSuchLot(_lot.id);
        return IncomePricing.lotPriceUp(IIncomeOracle(oracle), _lot.amount, _lot.openedAt, floorBps);
    }

    function pool() external view returns (address) {
        return address(POOL);
    }
}
