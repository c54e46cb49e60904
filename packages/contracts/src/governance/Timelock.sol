// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

// The owner of every parameter is OpenZeppelin's TimelockController as it is, with a delay of 48 hours: named here so that it
// is compiled with the rest.
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
