// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev Base of the hostile tokens: open mint, any decimals.
abstract contract OpenToken is ERC20 {
    uint8 private immutable DECIMALS;

    constructor(string memory name_, uint8 decimals_) ERC20(name_, name_) {
        DECIMALS = decimals_;
    }

    function mint(address to, uint256 amount) external virtual {
        _mint(to, amount);
    }

    function decimals() public view override returns (uint8) {
        return DECIMALS;
    }
}

/// @notice Burns a fee of every transfer.
contract FeeToken is OpenToken {
    uint256 public feeBps;

    constructor(uint8 decimals_, uint256 feeBps_) OpenToken("FeeToken", decimals_) {
        feeBps = feeBps_;
    }

    function setFeeBps(uint256 feeBps_) external {
        feeBps = feeBps_;
    }

    function _update(address from, address to, uint256 value) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : value * feeBps / 10_000;
        super._update(from, to, value - fee);
        if (fee != 0) super._update(from, address(0), fee);
    }
}

/// @notice Returns false instead of reverting, moving nothing, while `fails` is set.
contract FalseToken is OpenToken {
    bool public fails = true;

    constructor(uint8 decimals_) OpenToken("FalseToken", decimals_) {}

    function setFails(bool fails_) external {
        fails = fails_;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return fails ? false : super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return fails ? false : super.transferFrom(from, to, value);
    }
}

/// @notice Returns nothing from its functions, as USDT on Ethereum, and refuses to change an allowance that is not zero.
contract NoReturnToken {
    string public constant name = "NoReturnToken";
    string public constant symbol = "NoReturnToken";
    uint8 public immutable decimals;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    error ApproveFromNonZero();

    constructor(uint8 decimals_) {
        decimals = decimals_;
    }

    function mint(address to, uint256 amount) external {
        totalSupply += amount;
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 value) external {
        if (value != 0 && allowance[msg.sender][spender] != 0) revert ApproveFromNonZero();
        allowance[msg.sender][spender] = value;
    }

    function transfer(address to, uint256 value) external {
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
    }

    function transferFrom(address from, address to, uint256 value) external {
        allowance[from][msg.sender] -= value;
        balanceOf[from] -= value;
        balanceOf[to] += value;
    }
}

/// @notice Reverts for listed accounts, and for everybody while paused, as USDC and USDT do.
contract BlacklistToken is OpenToken {
    mapping(address => bool) public blacklisted;
    bool public paused;

    error Blacklisted(address account);
    error TokenPaused();

    constructor(uint8 decimals_) OpenToken("BlacklistToken", decimals_) {}

    function setBlacklisted(address account, bool yes) external {
        blacklisted[account] = yes;
    }

    function setPaused(bool yes) external {
        paused = yes;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (paused) revert TokenPaused();
        if (blacklisted[from]) revert Blacklisted(from);
        if (blacklisted[to]) revert Blacklisted(to);
        super._update(from, to, value);
    }
}

/// @notice Calls a target on every transfer, before or after the balances change, as an ERC-777 hook would. It remembers
/// whether the call succeeded, and never reverts because of it.
contract HookToken is OpenToken {
    address public target;
    bytes public data;
    bool public before;
    uint256 public callsLeft;
    bool public lastSuccess;
    bytes public lastReturn;

    constructor(uint8 decimals_) OpenToken("HookToken", decimals_) {}

    /// @param calls How many times to call; the hook may itself cause transfers.
    function setHook(address target_, bytes calldata data_, bool before_, uint256 calls) external {
        (target, data, before, callsLeft) = (target_, data_, before_, calls);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (before) _hook();
        super._update(from, to, value);
        if (!before) _hook();
    }

    function _hook() private {
        if (callsLeft == 0) return;
        --callsLeft;
        (lastSuccess, lastReturn) = target.call(data);
    }
}

/// @notice Answers a refused transfer with a very long return value, to burn the caller's gas.
contract GasBombToken is OpenToken {
    bool public armed;

    constructor(uint8 decimals_) OpenToken("GasBombToken", decimals_) {}

    function setArmed(bool yes) external {
        armed = yes;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (armed) {
            assembly ("memory-safe") {
                revert(0, 1000000)
            }
        }
        return super.transfer(to, value);
    }
}
