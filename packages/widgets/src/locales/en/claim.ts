/** Words of `dmex-claim`. */
export interface ClaimMessages {
  readonly title: string
  readonly ready: string
  readonly claim: (amount: string) => string
  readonly claimAll: string
  readonly nothing: string
  readonly nothingOwned: string
  readonly next: (day: string) => string
  readonly each: (times: string) => string
  readonly fee: string
  readonly sponsored: string
  readonly sponsorFailed: string
  readonly payMyself: string
  readonly paid: (amounts: string) => string
  readonly paying: (amounts: string) => string
  readonly waiting: (amounts: string) => string
  readonly unpaid: (amounts: string) => string
  readonly payments: string
  readonly claimed: (amounts: string) => string
  readonly partly: (paid: string) => string
  readonly declinedRest: string
  readonly refundTitle: string
  readonly refundText: (amount: string, units: string, series: string) => string
  readonly refund: (amount: string) => string
  readonly refundLocked: string
  readonly refunded: (amount: string) => string
  readonly back: string
}

export const claim: ClaimMessages = {
  title: 'Your mining income',
  ready: 'Ready to claim',
  claim: (amount) => `Claim ${amount}`,
  claimAll: 'Claim all',
  nothing: 'Nothing to claim yet.',
  nothingOwned: 'This wallet has no mining power, so it earns nothing yet. Buy some to begin.',
  next: (day) => `The next income is due on ${day}, in the afternoon (UTC).`,
  each: (times) => `Your wallet asks once for each coin: ${times} times.`,
  fee: 'You pay only the network fee.',
  sponsored: 'This page pays the network fee. Your wallet asks nothing.',
  sponsorFailed: 'This page could not pay the network fee. Your income is where it was.',
  payMyself: 'Pay the network fee myself',
  paid: (amounts) => `${amounts}: paid to your wallet`,
  paying: (amounts) => `${amounts}: under way`,
  waiting: (amounts) => `${amounts}: next`,
  unpaid: (amounts) => `${amounts}: not paid yet, still yours to claim`,
  payments: 'Payments',
  claimed: (amounts) => `Paid to your wallet: ${amounts}.`,
  partly: (paid) => `Paid to your wallet: ${paid}. The rest is still yours to claim.`,
  declinedRest: 'You declined the rest.',
  refundTitle: 'A miner stopped',
  refundText: (amount, units, series) =>
    `You can take back the price of the days that were not delivered: ${amount} for ${units} of series ${series}.`,
  refund: (amount) => `Take back ${amount}`,
  refundLocked: 'It is in use elsewhere, such as in a game item. Take it out there first.',
  refunded: (amount) => `${amount} is back in your wallet.`,
  back: 'Back to my income',
}
