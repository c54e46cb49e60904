/**
 * What went wrong, by the SDK’s code: all that buying, claiming and taking a refund can meet. The rest show the SDK’s own words.
 * What became of the money is said beside it.
 */
export interface ErrorMessages {
  readonly InsufficientBalance: string
  readonly ERC20InsufficientBalance: string
  readonly InsufficientFunds: string
  readonly InsufficientAllowance: string
  readonly AllowanceTooLow: string
  readonly ERC20InsufficientAllowance: string
  readonly ApprovalMissing: string
  readonly RpcUnavailable: string
  readonly RateLimited: string
  readonly RpcFailed: string
  readonly ReceiptTimeout: string
  readonly EventMissing: string
  readonly BatchIncomplete: string
  readonly BatchFailed: string
  readonly PlanMismatch: string
  readonly AccountMissing: string
  readonly AccountCannotSend: string
  readonly UserRejected: string
  readonly UnknownChain: string
  readonly ChainRetired: string
  readonly ContractNotDeployed: string
  readonly VersionMismatch: string
  /** The page's deployment file can't be loaded: an error of the elements themselves. */
  readonly DeploymentMissing: string
  readonly RevertedWithoutReason: string
  readonly RevertedWithText: string
  readonly Panicked: string
  readonly UnknownRevert: string
  readonly UnknownSeries: string
  readonly SoldOut: string
  readonly SaleNotOpen: string
  readonly SalesPaused: string
  readonly SeriesIsClosed: string
  readonly PriceTooHigh: string
  readonly TermsChanged: string
  readonly DeadlinePassed: string
  readonly WalletCapReached: string
  readonly NotOnAllowList: string
  readonly FleetTerminated: string
  readonly FleetBehind: string
  readonly MinerMissedDays: string
  readonly MinerNotActive: string
  readonly ZeroAmount: string
  readonly AmountInvalid: string
  readonly ArgumentInvalid: string
  readonly NotBeneficiary: string
  readonly BadArrays: string
  readonly ERC721NonexistentToken: string
  readonly NotOptedIn: string
  readonly NothingToPay: string
  readonly NotRefundable: string
  readonly AlreadyRefunded: string
  readonly NotLocker: string
  readonly unexpected: string
}

export const errors: ErrorMessages = {
  InsufficientBalance: 'There is not enough money in this wallet for it. Add some, or choose a smaller amount.',
  ERC20InsufficientBalance: 'There is not enough money in this wallet for it. Add some, or choose a smaller amount.',
  InsufficientFunds:
    'The wallet has too little of the network’s own coin to pay the network fee. Top it up, then try again.',
  InsufficientAllowance: 'The approval is too small. Try again and allow the full amount.',
  AllowanceTooLow: 'The approval is too small. Try again and allow the full amount.',
  ERC20InsufficientAllowance: 'The approval is too small. Try again and allow the full amount.',
  ApprovalMissing: 'The approval is missing. Try again and confirm it in your wallet.',
  RpcUnavailable: 'The network does not answer. Check your connection, then try again.',
  RateLimited: 'The network is answering too many requests. Wait a moment, then try again.',
  RpcFailed: 'The network or the wallet refused the request. Open your wallet, then try again.',
  ReceiptTimeout: 'The network is slow today. Look again in a few minutes.',
  EventMissing: 'The network accepted it, and its result could not be read. Look at your wallet.',
  BatchIncomplete: 'Only a part of it went through. Try again: what is done is left out.',
  BatchFailed: 'The wallet could not carry it out in one go. Try again.',
  PlanMismatch: 'Your wallet changed to another account meanwhile. Choose the account, then try again.',
  AccountMissing: 'The wallet is not connected any more. Connect it, then try again.',
  AccountCannotSend: 'This wallet can only look, not sign. Connect another one.',
  UserRejected: 'You declined in your wallet.',
  UnknownChain: 'DMEX is not on this network. Switch networks.',
  ChainRetired: 'DMEX has left this network. Switch networks.',
  ContractNotDeployed: 'A contract of DMEX is missing on this network. Tell the owner of this page.',
  VersionMismatch: 'This page is older than the contracts on the network. Tell the owner of this page.',
  DeploymentMissing:
    'The list of contracts that this page names could not be loaded. Try again, or tell the owner of this page.',
  RevertedWithoutReason: 'The network gave no reason. Try again; if it happens again, use a smaller amount.',
  RevertedWithText: 'A contract refused it. Try again later.',
  Panicked: 'A contract stopped at this amount. Choose another one.',
  UnknownRevert: 'The coin’s own contract refused it. Check in your wallet that this coin can be sent.',
  UnknownSeries: 'There is no such series. Check its number.',
  SoldOut: 'Somebody bought the last of it. Choose a smaller amount, or another series.',
  SaleNotOpen: 'The sale is not open now. Come back when it is, or choose another series.',
  SalesPaused: 'All sales are paused for now; income and refunds go on. Come back later.',
  SeriesIsClosed: 'This series is closed for good. Choose another series.',
  PriceTooHigh: 'The price rose meanwhile. Look at the new price, then try again.',
  TermsChanged: 'The miner changed the terms meanwhile. Read them again, then try again.',
  DeadlinePassed: 'The price was held for half an hour, and that is over. Try again with the price of now.',
  WalletCapReached: 'That is more than one wallet may buy of this series. Choose a smaller amount.',
  NotOnAllowList: 'This sale is for invited wallets only, and this one is not on the list. Choose another series.',
  FleetTerminated:
    'This miner’s machines were shut down for good. Nothing of it is sold any more; owners can take a refund.',
  FleetBehind: 'The daily accounts of this miner are not up to date. Come back later.',
  MinerMissedDays:
    'The miner missed its last delivery, so it may not sell now. Come back later, or choose another miner.',
  MinerNotActive: 'This miner may not sell now. Choose another miner.',
  ZeroAmount: 'Write an amount above zero.',
  AmountInvalid: 'Write the amount in digits.',
  ArgumentInvalid: 'Something in this page is set wrongly. Tell its owner.',
  NotBeneficiary: 'The income of one of these goes to somebody else now. Load it again.',
  BadArrays: 'That is too many at once. Try again.',
  ERC721NonexistentToken: 'This does not exist any more: it was merged into another. Load it again.',
  NotOptedIn: 'This account is a contract that does not take payments from others. Claim with it yourself.',
  NothingToPay: 'There is nothing to pay out now; it was paid already.',
  NotRefundable: 'No refund is due yet: the miner still delivers.',
  AlreadyRefunded: 'The refund was paid already.',
  NotLocker: 'It is in use elsewhere, such as in a game item. Take it out there first.',
  unexpected: 'Something went wrong. Try again.',
}
