/** Words of `dmex-connect` and `dmex-address`. */
export interface ConnectMessages {
  /** Heading of the list of wallets. */
  readonly title: string
  readonly choose: string
  /** A wallet whose name is not known, in the middle of a sentence. */
  readonly someWallet: string
  /** A wallet that the browser has and that does not say its name. */
  readonly browserWallet: string
  /** Shown while the wallet asks its owner. */
  readonly connecting: (wallet: string) => string
  readonly rejected: (wallet: string) => string
  readonly askedAlready: (wallet: string) => string
  readonly failed: (wallet: string) => string
  readonly ended: string
  readonly noWallet: string
  readonly whatIsWallet: string
  readonly getWallet: string
  readonly lookAgain: string
  readonly stillNone: string
  /** Where the page itself connects, by a button of its own. */
  readonly byPage: string
  readonly account: string
  readonly balance: string
  readonly network: string
  /** Names the menu. */
  readonly menu: string
  readonly copyAddress: string
  readonly switchAccount: string
  readonly switchAccountByHand: string
  readonly disconnect: string
  readonly wrongChain: (actual: string, expected: string) => string
  readonly switchTo: (chain: string) => string
  readonly switching: string
  readonly switchRejected: (expected: string) => string
  readonly switchUnknown: (expected: string) => string
  readonly switchFailed: (expected: string) => string
  readonly copyByHand: string
}

export const connect: ConnectMessages = {
  title: 'Connect a wallet',
  choose: 'Choose the wallet that you use. Connecting shows this page your address; it spends nothing.',
  someWallet: 'your wallet',
  browserWallet: 'Browser wallet',
  connecting: (wallet) => `Answer in ${wallet}. Connecting spends nothing.`,
  rejected: (wallet) => `You declined in ${wallet}. This page has learned nothing about you.`,
  askedAlready: (wallet) => `A question is open already. Open ${wallet} and answer it there.`,
  failed: (wallet) => `That did not work. Open and unlock ${wallet}, then try again.`,
  ended: 'The wallet ended the connection. Your money is where it was. Connect again to go on.',
  noWallet: 'There is no wallet in this browser yet',
  whatIsWallet:
    'A wallet is an app that keeps your coins and items, and asks you before anything is spent. Only you hold its key; this page never sees it.',
  getWallet:
    'On a computer, add a wallet of your choice to this browser. On a phone, open this page in your wallet app’s own browser. Then look again.',
  lookAgain: 'Look again',
  stillNone: 'Still none. A newly added wallet is found once this page is reloaded.',
  byPage: 'Connect by the button that this page has for it.',
  account: 'Account',
  balance: 'Balance',
  network: 'Network',
  menu: 'Your wallet',
  copyAddress: 'Copy address',
  switchAccount: 'Use another account',
  switchAccountByHand: 'Choose the other account in your wallet. This page follows.',
  disconnect: 'Disconnect',
  wrongChain: (actual, expected) =>
    `Your wallet is on ${actual}. This page needs ${expected}. Your money is safe on both.`,
  switchTo: (chain) => `Switch to ${chain}`,
  switching: 'Confirm the change of network in your wallet. It spends nothing.',
  switchRejected: (expected) => `You declined, so nothing changed. This page needs ${expected}.`,
  switchUnknown: (expected) =>
    `Your wallet does not know ${expected} yet. Add it in the wallet’s settings, then try again.`,
  switchFailed: (expected) => `The wallet did not switch. Choose ${expected} in the wallet itself.`,
  copyByHand: 'Copying is not allowed here. The whole address is shown: mark and copy it by hand.',
}
