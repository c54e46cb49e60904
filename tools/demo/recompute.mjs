// Works out every figure of the demo again, from the published mining figures and the rules of the protocol alone.
// Shares no code with the contracts, the SDK or the devnet: the only import from packages/ is the constants file.
import {
  bitcoinEpochs,
  bitcoinFeePermille,
  bitcoinHalvingTime,
  parameters,
} from '../../packages/devnet/dist/constants/mining.js'

const DAY = 86_400
/** Contracts carry whole bitcoins with 30 decimals; a base unit of tBTC (8 decimals) is 10^22 of that. */
const SATOSHI = 10n ** 22n
const MILLION = 1_000_000n

const dayNumber = (date) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
const dateOf = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10)
const ceilDivide = (a, b) => (a + b - 1n) / b

/** Whole parts per million in [-limit, limit]: MurmurHash3's finaliser over the seed, who draws, and the day. */
function deviation(seed, stream, day, limit) {
  const word = [seed, stream, day].reduce((state, input) => {
    let mixed = ((state ^ input) + 0x9e3779b9) >>> 0
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) >>> 0
  }, 0)
  return BigInt(word % (2 * limit + 1)) - BigInt(limit)
}

/** Difficulty and satoshi per block at a moment, looked up in the epochs. */
function proofOfWorkAt(time) {
  const [, , difficulty] = bitcoinEpochs.findLast(([, start]) => start <= time)
  return { difficulty: BigInt(difficulty), subsidy: time < bitcoinHalvingTime ? 625_000_000n : 312_500_000n }
}

/** What a unit earns a day without fees, BTC x 10^30. */
const provenIncome = ({ difficulty, subsidy }) =>
  (86_400n * 10n ** 9n * subsidy * SATOSHI) / (difficulty * 4_294_967_296n)

/** Difficulty and subsidy of a day, and the market average of a unit's income with fees, BTC x 10^30. */
function marketOn(day) {
  const start = day * DAY
  const changes = [bitcoinHalvingTime, ...bitcoinEpochs.map(([, time]) => time)]
  const moments = [start, ...changes.filter((time) => time > start && time < start + DAY)].sort((a, b) => a - b)
  const parts = moments.map((time, index) => ({
    ...proofOfWorkAt(time),
    seconds: BigInt((moments[index + 1] ?? start + DAY) - time),
  }))
  const weighted = parts.reduce((sum, part) => sum + provenIncome(part) * part.seconds, 0n)
  const fees = BigInt(bitcoinFeePermille[new Date(start * 1000).getUTCFullYear()])
  const difficulties = parts.map(({ difficulty }) => difficulty)
  const subsidies = parts.map(({ subsidy }) => subsidy)
  const least = (values) => values.reduce((a, b) => (a < b ? a : b))
  const most = (values) => values.reduce((a, b) => (a > b ? a : b))
  return {
    average: (weighted * (1000n + fees)) / (1000n * 86_400n),
    lowest: provenIncome({ difficulty: most(difficulties), subsidy: least(subsidies) }),
    highest: provenIncome({ difficulty: least(difficulties), subsidy: most(subsidies) }),
    difficultyLow: least(difficulties),
    difficultyHigh: most(difficulties),
  }
}

/** The median of the attestors' reports, inside the bounds that proof of work sets. */
function benchmarkOn(day, market, seed) {
  const reports = Array.from(
    { length: parameters.attestors },
    (_, attestor) => (market.average * (MILLION + deviation(seed, attestor, day, parameters.reportPpm))) / MILLION,
  ).sort((a, b) => (a < b ? -1 : 1))
  const middle = reports[(reports.length - 1) / 2]
  const ceiling = (market.highest * 125n) / 100n
  return middle < market.lowest ? market.lowest : middle > ceiling ? ceiling : middle
}

/** What the miner hands over, satoshi. */
function deliveredOn(day, market, units, { seed, shortDay, shortSharePpm }, fleetId) {
  const luck = MILLION + deviation(seed, 1000 + fleetId, day, parameters.luckPpm)
  const share = dateOf(day) === shortDay ? BigInt(shortSharePpm) : MILLION
  const afterPoolFee = MILLION - BigInt(parameters.poolFeePpm)
  return (units * market.average * afterPoolFee * luck * share) / MILLION ** 3n / SATOSHI
}

/** A purchase: what it costs, and the part of it that one delivered day releases. */
function purchase(units, { pricePerUnit, termDays }) {
  const cost = units * pricePerUnit
  return { units, cost, slice: cost / BigInt(termDays), remainder: cost % BigInt(termDays), base: 0n }
}

/** Pays what an NFT earned since the last claim; the fraction of a satoshi stays with it. */
function claim(nft, accumulated) {
  const pay = (nft.units * (accumulated - nft.base)) / SATOSHI
  nft.base += ceilDivide(pay * SATOSHI, nft.units)
  return pay
}

/**
 * Works out the rows and totals of a story.
 *
 * @param story - what `scenario.mjs` says
 * @param fleetId - the fleet that sold the hashpower: each has its own luck
 */
export function recompute(story, fleetId = 1) {
  const player = purchase(story.playerUnits, story)
  const guild = purchase(story.guildUnits, story)
  const units = player.units + guild.units
  const first = dayNumber(story.firstDay)
  const rows = []
  let [accumulated, rest, delivered, deliveredDays] = [0n, 0n, 0n, 0n]
  let [claimedInWallet, claimedBySeller, released, fees] = [0n, 0n, 0n, 0n]

  for (let day = first; day < first + story.days; day++) {
    // An evening settles the day before; claims of that evening come before the next one settles.
    if (dateOf(day) === story.attachOn) claimedInWallet = claim(player, accumulated)
    if (dateOf(day) === story.sellOn) claimedBySeller = claim(player, accumulated)

    const market = marketOn(day)
    const benchmark = benchmarkOn(day, market, story.seed)
    const paid = deliveredOn(day, market, units, story, fleetId)
    const required = [8000n * benchmark, 9000n * market.lowest].reduce((a, b) => (a < b ? a : b))
    const ok = paid > 0n && paid * SATOSHI * 10_000n >= required * units

    const perUnit = (paid * SATOSHI + rest) / units
    rest = (paid * SATOSHI + rest) % units
    accumulated += perUnit
    delivered += paid

    const slices = ok ? player.slice + guild.slice : 0n
    const fee = ceilDivide(slices * story.feeBps, 10_000n)
    released += slices - fee
    fees += fee
    if (ok) deliveredDays += 1n
    rows.push({
      date: dateOf(day),
      difficultyLow: market.difficultyLow,
      difficultyHigh: market.difficultyHigh,
      benchmark,
      paid,
      ok,
      released: slices - fee,
      // Rounded so that the days add up to what is claimed: the fraction of a satoshi counts on a later day.
      earned: (player.units * accumulated) / SATOSHI - (player.units * (accumulated - perUnit)) / SATOSHI,
      floor: player.slice * (BigInt(story.termDays) - deliveredDays) + player.remainder,
    })
  }

  const claimedByBuyer = claim(player, accumulated)
  const claimedByGuild = claim(guild, accumulated)
  const deposited = player.cost + guild.cost
  const claimed = claimedInWallet + claimedBySeller + claimedByBuyer + claimedByGuild
  return {
    rows,
    totals: {
      minerDelivered: delivered,
      minerReceived: released,
      platformFees: fees,
      escrowDeposited: deposited,
      escrowHeld: deposited - released - fees,
      playerPaid: player.cost,
      playerClaimedBeforeTheSword: claimedInWallet,
      playerClaimedThroughTheSword: claimedBySeller,
      playerSoldTheSwordFor: story.swordPrice,
      buyerClaimedThroughTheSword: claimedByBuyer,
      guildPaid: guild.cost,
      guildClaimed: claimedByGuild,
      incomeNotClaimable: delivered - claimed,
    },
  }
}

/**
 * Compares the demo's figures with the recomputed ones.
 *
 * @returns one line for each figure that disagrees; none when all agree
 */
export function disagreements(figures, expected) {
  const found = []
  const compare = (where, shown, right) => {
    const names = new Set([...Object.keys(shown), ...Object.keys(right)])
    for (const name of names)
      if (String(shown[name]) !== String(right[name]))
        found.push(`${where}, ${name}: the market says ${shown[name]}, the recomputation ${right[name]}`)
  }
  if (figures.rows.length !== expected.rows.length)
    found.push(`rows: the market has ${figures.rows.length}, the recomputation ${expected.rows.length}`)
  for (const [index, row] of expected.rows.entries()) compare(row.date, figures.rows[index] ?? {}, row)
  compare('totals', figures.totals, expected.totals)
  return found
}

/** How many figures there are to compare. */
export const countFigures = ({ rows, totals }) =>
  rows.reduce((sum, row) => sum + Object.keys(row).length, 0) + Object.keys(totals).length
