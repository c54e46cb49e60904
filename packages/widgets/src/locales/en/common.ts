/** Words that several elements use. */
export interface CommonMessages {
  readonly connect: string
  readonly connectToSee: string
  readonly noChain: string
  readonly retry: string
  readonly cancel: string
  readonly close: string
  readonly back: string
  readonly copy: string
  readonly copied: string
  readonly loading: string
  readonly loadFailed: string
  /** Shown over figures of an endpoint that stopped answering. */
  readonly stale: (time: string) => string
  readonly details: string
  readonly perDay: (amount: string) => string
  readonly riskNote: string
  readonly connectWith: (wallet: string) => string
  readonly connecting: string
  readonly connectFailed: string
  readonly noWallet: string
}

export const common: CommonMessages = {
  connect: 'Connect wallet',
  connectToSee: 'Connect a wallet to see this.',
  noChain: 'Which network? Set the "chain" attribute, or connect a wallet.',
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  copy: 'Copy',
  copied: 'Copied',
  loading: 'Loading',
  loadFailed: 'This could not be loaded.',
  stale: (time) =>
    `The network does not answer. These figures are from ${time}; they refresh by themselves when it is back.`,
  details: 'Details',
  perDay: (amount) => `${amount} a day`,
  riskNote: 'Mining income changes with the market and is not guaranteed.',
  connectWith: (wallet) => `Connect ${wallet}`,
  connecting: 'Waiting for your wallet. Confirm there that this page may see your account.',
  connectFailed: 'The wallet did not connect, and no money has moved. Open your wallet, then try again.',
  noWallet: 'No wallet was found. Install one in this browser, or open this page in the browser of your wallet app.',
}
