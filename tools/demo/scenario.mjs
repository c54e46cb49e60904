// What the demo's story decides. What Bitcoin decides is in the devnet's constants file.

/** Amounts are base units: tUSDT has 6 decimals, tBTC 8; a unit of hashpower is 1 GH/s, so 1 TH/s is 1000 units. */
export const scenario = {
  seed: 1,
  /** First day that what was bought the day before earns, and how many days the table shows. */
  firstDay: '2024-04-06',
  days: 30,
  termDays: 1080,
  /** 106 tUSDT a TH/s. */
  pricePerUnit: 106_000n,
  /** Twenty machines of 88.5 TH/s. */
  capUnits: 1_770_000n,
  /** One machine. */
  playerUnits: 88_500n,
  /** Three machines, so that income has to be shared. */
  guildUnits: 265_500n,
  /** The platform's share of what is released, in basis points. */
  feeBps: 500n,
  /** On this day the miner hands over only part of what it owes, in parts per million. */
  shortDay: '2024-04-12',
  shortSharePpm: 700_000n,
  /** The evening on which the player claims, then attaches the hashpower to the sword. */
  attachOn: '2024-04-09',
  /** The evening on which the player sells the sword. Bitcoin halved that morning. */
  sellOn: '2024-04-20',
  swordPrice: 9_500_000_000n,
}
