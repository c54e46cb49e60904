/**
 * What to tell a user when a library contract (OpenZeppelin) reverts: its NatSpec addresses the authors of contracts.
 * Errors of the protocol itself are never listed here; their text is the NatSpec in `Errors.sol`.
 */
export const libraryMessages = {
  AccessControlBadConfirmation:
    'A role can be given up only by its holder. Pass the address that sends the transaction.',
  AccessControlUnauthorizedAccount:
    'The account lacks the role. Call it from an account that `neededRole` was granted to.',
  AddressEmptyCode: 'There is no contract at `target`. Check the address and the chain.',
  CheckpointUnorderedInsertion: 'A checkpoint would lie in the past. Wait for the next block and try again.',
  ECDSAInvalidSignature: 'The signature is malformed. Sign again and pass the 65 bytes unchanged.',
  ECDSAInvalidSignatureLength: 'The signature has the wrong length. Pass the 65 bytes that the wallet returned.',
  ECDSAInvalidSignatureS: 'The signature has a high `s`. Sign again with a wallet that gives canonical signatures.',
  ERC1155InsufficientBalance: 'The balance of this token id is too small. Send at most `balance`.',
  ERC1155InvalidApprover: 'The approver can not be the zero address. Approve from a real account.',
  ERC1155InvalidArrayLength: 'The ids and the amounts differ in number. Pass one amount for each id.',
  ERC1155InvalidOperator: 'The operator can not be the zero address. Approve a real account.',
  ERC1155InvalidReceiver: 'The receiver does not accept ERC-1155 tokens. Send to a wallet or to a contract that does.',
  ERC1155InvalidSender: 'The sender can not be the zero address. Send from the account that holds the tokens.',
  ERC1155MissingApprovalForAll: 'The operator is not approved. Call setApprovalForAll from `owner` first.',
  ERC20ExceededSafeSupply: 'The supply would exceed what votes can count. Mint less.',
  ERC20InsufficientAllowance: 'The allowance is too small. Approve `spender` for at least `needed` base units.',
  ERC20InsufficientBalance: 'The balance is too small. `sender` needs `needed` base units of the token.',
  ERC20InvalidApprover: 'The approver can not be the zero address. Approve from a real account.',
  ERC20InvalidReceiver: 'The receiver can not be the zero address or the token itself. Send to a real account.',
  ERC20InvalidSender: 'The sender can not be the zero address. Send from the account that holds the tokens.',
  ERC20InvalidSpender: 'The spender can not be the zero address. Approve a real account.',
  ERC2612ExpiredSignature: 'The permit has expired. Ask the wallet to sign a new one with a later deadline.',
  ERC2612InvalidSigner: 'The permit was signed by another account. Sign with `owner`, for this token, chain and nonce.',
  ERC5805FutureLookup: 'Votes of the future are unknown. Ask for a time before `clock`.',
  ERC721IncorrectOwner: 'The token belongs to another account. Send from its owner.',
  ERC721InsufficientApproval: 'The operator may not move this token. Approve it for the token, or for all, first.',
  ERC721InvalidApprover: 'Only the owner or its operator can approve. Approve from that account.',
  ERC721InvalidOperator: 'The operator can not be the zero address. Approve a real account.',
  ERC721InvalidOwner: 'The zero address owns no tokens. Ask for a real account.',
  ERC721InvalidReceiver: 'The receiver does not accept ERC-721 tokens. Send to a wallet or to a contract that does.',
  ERC721InvalidSender: 'The sender can not be the zero address. Send from the owner of the token.',
  ERC721NonexistentToken: 'There is no token with this id. It was never minted, or was merged or burned.',
  FailedCall: 'A call to another contract failed without a reason. Check its address, its arguments and the gas limit.',
  InvalidAccountNonce: 'The nonce was used already. Read the current nonce and sign again.',
  InvalidShortString: 'The string does not fit. Use at most 31 bytes.',
  OwnableInvalidOwner: 'The owner can not be the zero address. Pass a real account.',
  OwnableUnauthorizedAccount: 'Only the owner may do this. The owner is a timelock: propose the call to it.',
  ReentrancyGuardReentrantCall:
    'The contract was called again from within its own call. Call it once the first call has ended.',
  SafeCastOverflowedUintDowncast: 'The number is too large for `bits` bits. Use a smaller one.',
  SafeERC20FailedOperation:
    'The token refused the transfer. Check the balance, the allowance, and that the token is not frozen.',
  StringTooLong: 'The string does not fit. Use at most 31 bytes.',
  TimelockInsufficientDelay:
    'The delay is shorter than the timelock allows. Schedule with at least `minDelay` seconds.',
  TimelockInvalidOperationLength:
    'The lists of the batch differ in length. Pass one value and one payload for each target.',
  TimelockUnauthorizedCaller: 'Only the timelock may do this. Schedule the call through it.',
  TimelockUnexecutedPredecessor: 'An operation that must run first has not run. Execute the predecessor first.',
  TimelockUnexpectedOperationState:
    'The operation is not in the expected state. Check that it is scheduled, due and not yet done.',
  VotesExpiredSignature: 'The delegation has expired. Sign a new one with a later expiry.',
}
