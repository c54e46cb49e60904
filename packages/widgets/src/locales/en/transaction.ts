/** What became of a transaction, and of the money. */
export interface TransactionMessages {
  readonly checking: string
  readonly wrongChain: (chain: string) => string
  readonly switchChain: string
  readonly needsApproval: (step: string, steps: string) => string
  readonly awaitingSignature: string
  readonly submitted: string
  readonly confirming: string
  readonly success: string
  readonly reverted: string
  readonly replaced: string
  readonly cancelled: string
  readonly rejected: string
  readonly rejectedAfterApproval: string
  readonly failed: string
  readonly failedOpen: string
  readonly stillFollowing: string
  readonly again: string
  readonly done: string
  readonly hash: string
  readonly idle: string
  /** An approval is sent; the transaction itself comes after it. */
  readonly approvalSubmitted: string
  readonly steps: string
  readonly stepCheck: string
  readonly stepAllow: string
  readonly stepConfirm: string
  readonly stepNetwork: string
  readonly stepDone: string
  readonly lookAgain: string
  readonly openExplorer: string
  readonly copyHash: string
  /** A network that has no name. */
  readonly chain: (id: string) => string
}

export const transaction: TransactionMessages = {
  checking: 'Checking. Nothing is sent yet.',
  wrongChain: (chain) => `Your wallet is on another network. Nothing was sent. Switch it to ${chain}.`,
  switchChain: 'Switch network',
  needsApproval: (step, steps) =>
    `Step ${step} of ${steps}: allow the exact amount in your wallet. No money moves with this step.`,
  awaitingSignature: 'Confirm in your wallet. No money has moved yet.',
  submitted: 'Sent. Waiting for the network; you can leave this page.',
  confirming: 'It is in a block. Waiting for confirmation.',
  success: 'Done.',
  reverted: 'The network refused it. Your money is where it was; only the network fee is gone.',
  replaced: 'Your wallet sent another transaction in its place. This one did not happen; its money is where it was.',
  cancelled: 'You cancelled it in your wallet. Your money is where it was; only the network fee is gone.',
  rejected: 'You declined. Nothing was sent, and your money is where it was.',
  rejectedAfterApproval: 'You declined. No money has moved; the approval that you gave before stays until it is used.',
  failed: 'Nothing was sent. Your money is where it was.',
  failedOpen: 'It was sent, and the network has not said yet what became of it. Look it up before you send it again.',
  stillFollowing: 'A transaction from your last visit is still under way.',
  again: 'Try again',
  done: 'Done',
  hash: 'Transaction',
  idle: 'Nothing is sent yet. Your money is where it is.',
  approvalSubmitted: 'Your permission is on its way. No money has moved.',
  steps: 'Steps',
  stepCheck: 'Check',
  stepAllow: 'Allow',
  stepConfirm: 'Confirm',
  stepNetwork: 'Network',
  stepDone: 'done',
  lookAgain: 'Look again',
  openExplorer: 'View',
  copyHash: 'Copy the transaction number',
  chain: (id) => `network ${id}`,
}
