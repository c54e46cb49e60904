/** What went wrong, for the errors that visitors meet most, by the SDK's code; the rest show the SDK's own words. */
export interface ErrorMessages {
  readonly InsufficientBalance: string
  readonly InsufficientFunds: string
  readonly InsufficientAllowance: string
  readonly RpcUnavailable: string
  readonly RateLimited: string
  readonly RpcFailed: string
  readonly ReceiptTimeout: string
  readonly UnknownChain: string
  readonly UnknownSeries: string
  readonly SoldOut: string
  readonly SaleNotOpen: string
  readonly SalePaused: string
  readonly PriceTooHigh: string
  readonly WalletCapExceeded: string
  readonly FleetNotLive: string
  readonly AmountInvalid: string
  readonly unexpected: string
}

export const errors: ErrorMessages = {
  InsufficientBalance: 'There is not enough money in this wallet for it.',
  InsufficientFunds:
    'The wallet has too little of the network’s own coin to pay the network fee. Top it up, then try again.',
  InsufficientAllowance: 'The approval is too small. Try again and confirm the full amount.',
  RpcUnavailable: 'The network does not answer. Check the connection, then try again.',
  RateLimited: 'The network is answering too many requests. Wait a moment, then try again.',
  RpcFailed: 'The network or the wallet refused the request.',
  ReceiptTimeout: 'It was sent and is not confirmed yet. Look it up in your wallet before you send it again.',
  UnknownChain: 'DMEX is not on this network. Switch networks.',
  UnknownSeries: 'There is no such series. Check the number.',
  SoldOut: 'Somebody bought the last units. Choose another series or a smaller amount.',
  SaleNotOpen: 'The sale is not open. Come back when it has started, or choose another series.',
  SalePaused: 'The miner paused this sale. Choose another series, or come back later.',
  PriceTooHigh: 'The price rose meanwhile. Look at the new price, then try again.',
  WalletCapExceeded: 'That is more than one wallet may buy of this series. Choose a smaller amount.',
  FleetNotLive: 'This miner’s fleet was ended. Nothing of it is for sale; owners can take a refund.',
  AmountInvalid: 'Write an amount as a number, such as 2.5.',
  unexpected: 'Something went wrong.',
}
