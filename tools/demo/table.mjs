// Prints the demo's figures for people.

const bold = (text) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text)

/** Base units with a point, cut to `digits` after it. */
function decimal(value, decimals, digits) {
  const text = String(value).padStart(decimals + 1, '0')
  const whole = text.slice(0, text.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  return digits === 0 ? whole : `${whole}.${text.slice(text.length - decimals).slice(0, digits)}`
}

const tusdt = (value) => decimal(value, 6, 2)
const tbtc = (value) => decimal(value, 8, 8)
const difficulty = (value) => decimal(value, 12, 2)

/** The columns: title, unit, and how a row shows in it. */
const columns = [
  ['date', '', ({ date }) => date],
  [
    'difficulty',
    'T',
    ({ difficultyLow: low, difficultyHigh: high }) =>
      low === high ? difficulty(low) : `${difficulty(low)} > ${difficulty(high)}`,
  ],
  // Reward asset x 10^30 a unit of 1 GH/s: x 1000 for a TH/s, in satoshi (10^22).
  ['benchmark', 'sat a TH/s', ({ benchmark }) => decimal(BigInt(benchmark) * 1000n, 22, 2)],
  ['paid', 'tBTC', ({ paid }) => tbtc(paid)],
  ['day ok', '', ({ ok }) => (ok ? 'yes' : 'NO')],
  ['to the miner', 'tUSDT', ({ released }) => tusdt(released)],
  ['to the sword', 'tBTC', ({ earned }) => tbtc(earned)],
  ['refundable', 'tUSDT', ({ floor }) => tusdt(floor)],
]

/**
 * Prints the table of days.
 *
 * @param notes - what happened on a date, shown beside its row
 */
export function printDays(rows, notes) {
  const cells = [
    columns.map(([title]) => title),
    columns.map(([, unit]) => unit),
    ...rows.map((row) => columns.map(([, , show]) => show(row))),
  ]
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column].length)))
  const write = (line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')
  console.log(bold(write(cells[0])))
  console.log(write(cells[1]))
  for (const [index, row] of rows.entries()) {
    const note = notes[row.date]
    console.log(`${write(cells[index + 2])}${note ? `  ${note}` : ''}`)
  }
}

/** Prints what everybody put in and got out. */
export function printTotals(totals) {
  const lines = [
    ['miner', `handed over ${tbtc(totals.minerDelivered)} tBTC, received ${tusdt(totals.minerReceived)} tUSDT`],
    [
      'player',
      `paid ${tusdt(totals.playerPaid)} tUSDT, claimed ${tbtc(totals.playerClaimedBeforeTheSword)} tBTC and, through the sword, ` +
        `${tbtc(totals.playerClaimedThroughTheSword)} tBTC, sold the sword for ${tusdt(totals.playerSoldTheSwordFor)} tUSDT`,
    ],
    [
      'buyer',
      `paid ${tusdt(totals.playerSoldTheSwordFor)} tUSDT for the sword, claimed ${tbtc(totals.buyerClaimedThroughTheSword)} tBTC`,
    ],
    ['guild', `paid ${tusdt(totals.guildPaid)} tUSDT, claimed ${tbtc(totals.guildClaimed)} tBTC`],
    ['platform', `took ${tusdt(totals.platformFees)} tUSDT, on delivered days only`],
    [
      'escrow',
      `was paid ${tusdt(totals.escrowDeposited)} tUSDT and holds ${tusdt(totals.escrowHeld)} tUSDT; ` +
        `${totals.incomeNotClaimable} satoshi of income are fractions that wait for the next day`,
    ],
  ]
  for (const [who, text] of lines) console.log(`${bold(who.padEnd(9))} ${text}`)
}
