/** Words of `dmex-portfolio`. */
export interface PortfolioMessages {
  readonly title: string
  readonly power: string
  /** Hashpower that earns, or will, in a coin. */
  readonly powerFor: (power: string, coin: string) => string
  readonly claimable: string
  readonly nothingClaimable: string
  /** Totals while there are more NFTs than were read. */
  readonly soFar: string
  readonly list: string
  readonly more: (count: string) => string
  readonly searching: string
  readonly empty: string
  readonly buy: string

  readonly name: (power: string, coin: string) => string
  readonly number: (series: string, number: string) => string
  readonly miner: string
  readonly minerNumber: (id: string) => string
  readonly term: string
  readonly span: (from: string, to: string) => string
  readonly daysLeft: (left: string, all: string) => string
  readonly waiting: (day: string) => string
  readonly earning: string
  readonly expired: string
  readonly terminated: string
  readonly terminatedNote: string
  readonly unclaimed: string
  readonly newestDay: (day: string) => string
  readonly missed: string
  readonly refund: string
  readonly refundOpen: (amount: string) => string
  readonly refundPaid: string
  readonly refundFloor: (amount: string) => string
  readonly refundThroughItem: (amount: string) => string
  readonly refundThroughLocker: (amount: string) => string
  readonly inItem: string
  readonly lockedBy: (address: string) => string
  readonly incomeElsewhere: string
  readonly notYours: (address: string) => string
  readonly nftId: string
  readonly income: string
  readonly actions: (name: string) => string

  readonly split: string
  readonly splitTitle: string
  readonly splitAmount: string
  readonly splitPreview: (part: string, rest: string) => string
  readonly splitNote: string
  readonly splitDone: (part: string, rest: string) => string
  readonly merge: string
  readonly mergeTitle: string
  readonly mergeChoice: (number: string, power: string) => string
  readonly mergePreview: (power: string) => string
  readonly mergeNote: string
  readonly mergeChoose: string
  readonly mergeDone: (power: string) => string
  readonly takeRefund: (amount: string) => string
  readonly refundTitle: string
  readonly refundNote: string
  readonly refundDone: (amount: string) => string
  readonly attach: string
  readonly sell: string
  readonly pledge: string
  readonly change: string
}

export const portfolio: PortfolioMessages = {
  title: 'Your hashpower',
  power: 'Power',
  powerFor: (power, coin) => `${power} for ${coin}`,
  claimable: 'Ready to claim',
  nothingClaimable: 'Nothing yet',
  soFar: 'This counts what is shown so far.',
  list: 'Hashpower NFTs',
  more: (count) => `Show ${count} more`,
  searching: 'Looking for more',
  empty: 'No hashpower yet. Once you have bought some, it is listed here with what it earns each day.',
  buy: 'Get hashpower',

  name: (power, coin) => `${power} for ${coin}`,
  number: (series, number) => `Series ${series}, no. ${number}`,
  miner: 'Miner',
  minerNumber: (id) => `Miner ${id}`,
  term: 'Term',
  span: (from, to) => `${from} to ${to}`,
  daysLeft: (left, all) => `${left} of ${all} days left`,
  waiting: (day) => `Starts ${day}`,
  earning: 'Earning',
  expired: 'Term is over',
  terminated: 'Ended early',
  terminatedNote:
    'This miner stopped delivering and was ended. What you paid for days without income comes back to you.',
  unclaimed: 'Ready to claim',
  newestDay: (day) => `Earned on ${day}`,
  missed: 'missed: the miner paid too little or nothing',
  refund: 'Your money',
  refundOpen: (amount) => `${amount} can be refunded now`,
  refundPaid: 'Refund paid out',
  refundFloor: (amount) => `${amount} would come back if the miner were ended today`,
  refundThroughItem: (amount) => `${amount} can be refunded, through the game item that it is in`,
  refundThroughLocker: (amount) => `${amount} can be refunded, through the contract that holds it`,
  inItem:
    'It is in a game item. Its income goes by the item’s terms, and it can’t be split, merged or sent until it is taken out.',
  lockedBy: (address) => `It is held by ${address} and can’t be split, merged or sent until that lets go of it.`,
  incomeElsewhere: 'Its income goes to somebody else at the moment.',
  notYours: (address) => `It belongs to ${address}; you get its income.`,
  nftId: 'NFT number',
  income: 'Income by day',
  actions: (name) => `What to do with ${name}`,

  split: 'Split',
  splitTitle: 'Split off a part',
  splitAmount: 'How much to split off',
  splitPreview: (part, rest) => `You will have two: one of ${part} and one of ${rest}.`,
  splitNote:
    'Both go on earning, for the same days. It costs the network fee only; what it earned so far stays yours to claim.',
  splitDone: (part, rest) =>
    `Done. You have ${part} and ${rest} now, and both go on earning. What was earned so far is in your total to claim.`,
  merge: 'Merge',
  mergeTitle: 'Merge with others of the same kind',
  mergeChoice: (number, power) => `${power} (${number})`,
  mergePreview: (power) => `You will have one of ${power}.`,
  mergeNote:
    'It goes on earning for the same days. It costs the network fee only; what they earned so far stays yours to claim.',
  mergeChoose: 'Choose at least one.',
  mergeDone: (power) => `Done. You have one of ${power} now. What was earned so far is in your total to claim.`,
  takeRefund: (amount) => `Take ${amount} back`,
  refundTitle: 'Refund',
  refundNote:
    'It is paid into your wallet, once. You pay the network fee only, and what the hashpower has earned stays yours to claim.',
  refundDone: (amount) => `Done. ${amount} are in your wallet.`,
  attach: 'Put into a game item',
  sell: 'Sell',
  pledge: 'Borrow against it',
  change: 'Back',
}
