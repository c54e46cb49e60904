/** Words of `dmex-buy`. */
export interface BuyMessages {
  readonly title: string
  readonly from: (farm: string) => string
  readonly noSeries: string
  readonly price: string
  readonly per: (amount: string, measure: string) => string
  readonly earns: string
  readonly earnsPer: (amount: string, measure: string) => string
  readonly earnsFrom: (day: string) => string
  readonly earnsUnknown: string
  readonly term: string
  readonly termDays: (days: string) => string
  readonly termUntil: (days: string, day: string) => string
  readonly starts: string
  readonly startsOn: (day: string) => string
  readonly left: string
  readonly leftOf: (left: string, all: string) => string
  readonly refund: string
  readonly refundFloor: string
  readonly refundWith: (all: string, daily: string) => string
  readonly escrow: string
  readonly miner: string
  readonly farm: string
  readonly company: string
  readonly machines: string
  readonly machinesWork: (working: string, all: string) => string
  readonly record: string
  readonly recordText: (delivered: string, missed: string) => string
  readonly document: string
  readonly amount: string
  readonly pay: string
  readonly networkFee: string
  readonly wouldEarn: string
  readonly about: (amount: string) => string
  readonly have: string
  readonly permission: (amount: string) => string
  readonly missing: (missing: string) => string
  readonly cap: (cap: string, left: string) => string
  readonly buy: string
  readonly buyFor: (units: string, amount: string) => string
  readonly soldOut: string
  readonly opens: (time: string) => string
  readonly ended: (time: string) => string
  readonly summary: (units: string, amount: string) => string
  readonly bought: (units: string, amount: string) => string
  readonly boughtStarts: (day: string) => string
  readonly boughtNext: (day: string) => string
  readonly more: string
  readonly change: string
}

export const buy: BuyMessages = {
  title: 'Buy mining power',
  from: (farm) => `From ${farm}`,
  noSeries: 'Which series? Set the "series" attribute of this element.',
  price: 'Price',
  per: (amount, measure) => `${amount} per ${measure}`,
  earns: 'Earns now',
  earnsPer: (amount, measure) => `about ${amount} a day per ${measure}`,
  earnsFrom: (day) => `Market average of ${day}.`,
  earnsUnknown: 'There is no market figure yet.',
  term: 'For',
  termDays: (days) => `${days} days`,
  termUntil: (days, day) => `${days} days, until ${day}`,
  starts: 'Starts to earn',
  startsOn: (day) => `tomorrow, ${day} (UTC)`,
  left: 'Still for sale',
  leftOf: (left, all) => `${left} of ${all}`,
  refund: 'If the miner stops',
  refundFloor: 'You get back the price of every day not delivered.',
  refundWith: (all, daily) =>
    `You get back the price of every day not delivered: ${all} at first, ${daily} less with each day that is.`,
  escrow: 'Your money waits in a contract. The miner gets it day by day, only for days that it delivered.',
  miner: 'About the miner',
  farm: 'Farm',
  company: 'Company',
  machines: 'Machines',
  machinesWork: (working, all) => `${working} work, of ${all}`,
  record: 'Record',
  recordText: (delivered, missed) => `${delivered} days delivered, ${missed} of the last 30 missed`,
  document: 'Its disclosure',
  amount: 'How much?',
  pay: 'You pay',
  networkFee: 'plus the network fee',
  wouldEarn: 'It would earn now',
  about: (amount) => `about ${amount} a day`,
  have: 'You have',
  permission: (amount) => `Your wallet first asks you to allow exactly ${amount}. That moves no money.`,
  missing: (missing) => `You need ${missing} more. Add it to this wallet, or choose a smaller amount.`,
  cap: (cap, left) => `One wallet may buy ${cap} of this series. You can still buy ${left}.`,
  buy: 'Buy',
  buyFor: (units, amount) => `Buy ${units} for ${amount}`,
  soldOut: 'All of it is sold. Choose another series.',
  opens: (time) => `The sale opens on ${time}. Come back then.`,
  ended: (time) => `The sale ended on ${time}. Choose another series.`,
  summary: (units, amount) => `${units} for ${amount}`,
  bought: (units, amount) => `You bought ${units} for ${amount}.`,
  boughtStarts: (day) => `It earns from ${day} (UTC) on.`,
  boughtNext: (day) => `Come back on ${day}: that is when the first income can be claimed.`,
  more: 'Buy more',
  change: 'Change the amount',
}
