// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {LendBase} from "./LendBase.sol";
import {LendDesk} from "./LendDesk.sol";
import {LendGovernance} from "./LendGovernance.sol";
import {LendLiquidator} from "./LendLiquidator.sol";
import {IHashpower} from "../hashpower/IHashpower.sol";
import {LoanMath} from "./LoanMath.sol";

/// @title A lending pool
/// @dev Not upgradeable. The owner (the timelock) sets parameters within their bounds; it can't touch lenders' money or a loan's rate and
/// term. Income and liquidation are the liquidator's code at an address that nothing can change.
contract LendingPool is LendGovernance {
    // ---- storage

    LendLiquidator internal immutable LIQUIDATOR;

    // ---- constructor

    /// @param owner_ Governance.
    /// @param liquidator_ The other half, which names the desk and with it the asset.
    /// @param router_ Receives what is taken out of the reserve.
    /// @param guardian_ May pause deposits and loans.
    constructor(address owner_, LendLiquidator liquidator_, address router_, address guardian_)
        LendBase(_hashpowerOf(liquidator_), _deskOf(liquidator_))
        ERC4626(IERC20(_deskOf(liquidator_).ASSET()))
        ERC20(_text("DMEX Lending ", liquidator_), _text("dl", liquidator_))
        LendGovernance(owner_)
    {
        LIQUIDATOR = liquidator_;
        _accruedAt = uint40(block.timestamp);
        _setParameters(
            Parameters({
                kinkBps: 8_000,
                baseBps: 200,
                slope1Bps: 800,
                slope2Bps: 7_500,
                reserveBps: 1_000,
                haircutBps: 6_000,
                maxLtvBps: 7_000,
                liquidationBps: 8_500,
                saleFloorBps: 9_700,
                minLoan: uint96(10 * WHOLE),
                router: router_,
                guardian: guardian_
            })
        );
    }

    // ---- the liquidator's half

    /// @dev Everything that is not the pool's is the liquidator's: its code at a fixed address, this storage, this balance. The pool's own
    /// functions always come first.
    fallback() external {
        address liquidator = address(LIQUIDATOR);
        assembly ("memory-safe") {
            let size := calldatasize()
            let data := mload(0x40)
            calldatacopy(data, 0, size)
            let done := delegatecall(gas(), liquidator, data, size, 0, 0)
            size := returndatasize()
            returndatacopy(data, 0, size)
            if done { return(data, size) }
            revert(data, size)
        }
    }

    // ---- views

    function loanOf(uint256 id) external view returns (Loan memory l) {
        LoanData storage loan = _loans[id];
        (l.principal, l.interest, l.lotId) = (loan.principal, uint128(_unpaid[id]), loan.lotId);
        if (l.principal == 0) return l;
        (l.borrower, l.debt) = (HASHPOWER.ownerOf(id), _debtNow(id, loan));
        (l.rate, l.accruedAt, l.maturity) = (loan.rate, loan.accruedAt, loan.maturity);
        (l.autoRepay, l.inAuction) = (loan.flags & AUTO_REPAY != 0, loan.flags & IN_AUCTION != 0);
    }

    function debtOf(uint256 id) external view returns (uint256) {
        return _debtNow(id, _loans[id]);
    }

    function poolState() external view returns (PoolState memory s) {
        (uint256 interest,) = _newInterest();
        (s.totalAssets, s.totalShares) = (totalAssets(), totalSupply());
        (s.idle, s.debt, s.young) = (_idle, _debt + interest, _youngToCount());
        (s.reserve, s.recovering, s.badDebt) = (_reserveWith(interest), _recoveringNow(), _badDebt);
        s.rate = rateOf(0);
        s.utilisation = LoanMath.utilisationUp(s.debt, s.idle + s.debt);
        s.paused = _flags & PAUSED != 0;
    }

    function valueOf(uint256 id, uint16 termDays) external view returns (Value memory) {
        return DESK.appraise(id, termDays, _params.haircutBps, _params.maxLtvBps);
    }

    function rateOf(uint256 amount) public view returns (uint32) {
        (uint256 interest,) = _newInterest();
        return _rateAfter(_idle, _debt + interest, amount, _youngToCount());
    }

    function lotOf(uint32 lotId) external view returns (Lot memory) {
        return _lots[lotId];
    }

    function isKept(uint256 id) external view returns (bool) {
        return _loans[id].flags & KEPT != 0;
    }

    function parameters() external view returns (Parameters memory) {
        return _params;
    }

    function oracleOf(address reward) external view returns (address) {
        return address(DESK.oracleOf(reward));
    }

    function paused() external view returns (bool) {
        return _flags & PAUSED != 0;
    }

    function hashpower() external view returns (address) {
        return address(HASHPOWER);
    }

    function desk() external view returns (address) {
        return address(DESK);
    }

    // ---- internals

    function _youngToCount() private view returns (uint256) {
        return _flags & YOUNG == 0 ? 0 : _youngNow();
    }

    // ---- internals: what the liquidator names

    function _hashpowerOf(LendLiquidator liquidator_) private view returns (IHashpower hashpower_) {
        (hashpower_,) = liquidator_.parts();
    }

    function _deskOf(LendLiquidator liquidator_) private view returns (LendDesk desk_) {
        (, desk_) = liquidator_.parts();
    }

    function _text(string memory prefix, LendLiquidator liquidator_) private view returns (string memory) {
        return string.concat(prefix, IERC20Metadata(_deskOf(liquidator_).ASSET()).symbol());
    }
}
