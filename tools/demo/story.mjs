// The demo's story: every step is one that a miner, a player, a studio or a council takes. Players act through `deeds`: by mouse
// and keyboard on the pages, or through the SDK alone. Whoever acts, all figures are read from the chain.
import {
  difficultyUpdaterRangeOfAbi,
  erc20BalanceOfAbi,
  gameItemsMintAbi,
  minerRegistryApproveAbi,
} from '@dmex/contracts-abi'
import { execute } from '@dmex/sdk'
import { getFleetHistory, getIncomeHistory } from '@dmex/sdk/earn'
import { getHashpower, getSeries, listHashpower } from '@dmex/sdk/mint'
import { applyAsMiner, bond, collectFees, createFleet, createSeries } from '@dmex/sdk/provide'
import { encodeFunctionData, keccak256, stringToHex } from 'viem'
import { castOf, send } from './cast.mjs'

const BOND = 100_000n * 10n ** 18n
const document = { documentHash: keccak256(stringToHex('disclosure')), uri: 'https://example.org/disclosure.pdf' }

/**
 * Plays the story and collects its figures from the chain.
 *
 * @param devnet - a bare one, whose first day is three days before the story's: the vote on the miner takes two
 * @param story - what `scenario.mjs` says
 * @param deeds - what players do: `sdkDeeds` or `pageDeeds`
 * @param tell - told what happens, one line each
 */
export async function play(devnet, story, deeds, tell) {
  const people = castOf(devnet)
  const { miner, player } = people

  tell('A miner applies, and discloses its farm. The council approves it: 48 hours in the timelock.')
  const fleetId = await admit(devnet, miner, story)
  tell('It bonds DMC, opens a fleet, and puts 20 machines of 88.5 TH/s on sale for 1080 days at 106 tUSDT a TH/s.')
  const seriesId = await offer(miner, fleetId, story)
  await devnet.advanceDays(1)

  const before = await balancesOf(devnet, people)
  tell('A player buys one machine, a guild three. All of the money waits in escrow.')
  await deeds.buy('player', { seriesId, units: story.playerUnits })
  await deeds.buy('guild', { seriesId, units: story.guildUnits })
  const paid = await balancesOf(devnet, people)
  const powerId = await powerOf(player)
  const sword = await forge(devnet, player)

  await devnet.underpay('miner1', story.shortDay, Number(story.shortSharePpm) / 1e6)
  const rows = []
  const onSettled = async (days) => {
    for (const { day, date, paid, ok, released } of days) {
      const { refundFloor } = await getHashpower(player, { id: powerId })
      rows.push({
        ...(await marketOf(devnet, player, { fleetId, powerId, day })),
        date,
        paid,
        ok,
        released,
        floor: refundFloor,
      })
    }
  }
  const pass = async (evening) => {
    while ((await devnet.today()) < evening) await devnet.advanceDays(1, onSettled)
  }

  await pass(story.attachOn)
  tell(`${story.attachOn}: the player claims, and attaches the hashpower to a sword.`)
  await deeds.claim('player')
  const claimedInWallet = await balancesOf(devnet, people)
  await deeds.attach('player', { sword, powerId })

  await pass(story.sellOn)
  tell(`${story.sellOn}: Bitcoin halved this morning. The player claims, and sells the sword; its income goes along.`)
  await deeds.claimThroughSword('player', { sword })
  const claimedBySeller = await balancesOf(devnet, people)
  await deeds.sell({ sword, from: 'player', to: 'buyer', price: story.swordPrice })
  const sold = await balancesOf(devnet, people)

  await pass(dateAfter(story.firstDay, story.days))
  tell('The buyer went on earning. Everybody claims.')
  await deeds.claimThroughSword('buyer', { sword })
  await deeds.claim('guild')
  const { event: fees } = await collectFees(miner, { fleetId })
  const after = await balancesOf(devnet, people)
  const { series } = await getSeries(player, { seriesId })
  await deeds.end()

  const escrow = await balanceOf(player, devnet.tokens.tUSDT, devnet.addresses.hashpower)
  const income = await balanceOf(player, devnet.tokens.tBTC, devnet.addresses.hashpower)
  return {
    powerId,
    fleetId,
    rows,
    totals: {
      minerDelivered: before.miner.tBTC - after.miner.tBTC,
      minerReceived: after.miner.tUSDT - before.miner.tUSDT,
      platformFees: fees.amount,
      escrowDeposited: series.deposited,
      escrowHeld: escrow,
      playerPaid: before.player.tUSDT - paid.player.tUSDT,
      playerClaimedBeforeTheSword: claimedInWallet.player.tBTC - paid.player.tBTC,
      playerClaimedThroughTheSword: claimedBySeller.player.tBTC - claimedInWallet.player.tBTC,
      playerSoldTheSwordFor: sold.player.tUSDT - claimedBySeller.player.tUSDT,
      buyerClaimedThroughTheSword: after.buyer.tBTC - sold.buyer.tBTC,
      guildPaid: before.guild.tUSDT - paid.guild.tUSDT,
      guildClaimed: after.guild.tBTC - paid.guild.tBTC,
      incomeNotClaimable: income,
    },
  }
}

/** Has a miner apply, be voted in, bond, and open a fleet. */
async function admit(devnet, miner, { capUnits }) {
  const disclosure = {
    farm: 'Aurora Farm, Norrland',
    company: 'Aurora Mining AB',
    totalHashrate: capUnits,
    effectiveHashrate: capUnits,
    ...document,
  }
  const { event } = await applyAsMiner(miner, { disclosure })
  const data = encodeFunctionData({ abi: [minerRegistryApproveAbi], args: [event.minerId, event.disclosureHash] })
  await devnet.vote([{ to: devnet.addresses.minerRegistry, data }])
  await execute(miner, await bond.plan(miner, { minerId: event.minerId, amount: BOND }))
  const { tBTC, tUSDT } = devnet.tokens
  const fleet = await createFleet(miner, { minerId: event.minerId, rewardToken: tBTC, payToken: tUSDT })
  return fleet.event.fleetId
}

async function offer(miner, fleetId, { capUnits, termDays, pricePerUnit }) {
  const sale = { price: pricePerUnit }
  const { event } = await createSeries(miner, { fleetId, cap: capUnits, termDays, sale, ...document })
  return event.seriesId
}

/** The one hashpower NFT that somebody bought. */
async function powerOf(client) {
  const { items } = await listHashpower(client, { account: client.account.address })
  return items[0].id
}

/** The studio makes a sword for the player: a plain ERC-721 that knows nothing of hashpower. */
async function forge(devnet, player) {
  const collection = devnet.games.items
  await send(player, collection, gameItemsMintAbi, [player.account.address])
  return { kind: 'erc721', collection, id: 1n }
}

/** What Bitcoin did on a day, and what it brought to the sword's hashpower. */
async function marketOf(devnet, client, { fleetId, powerId, day }) {
  const { days } = await getFleetHistory(client, { fleetId, fromDay: day, toDay: day })
  const { days: earned } = await getIncomeHistory(client, { id: powerId, fromDay: day, toDay: day })
  const [, difficultyLow, difficultyHigh] = await client.readContract({
    address: devnet.addresses.difficultyUpdater,
    abi: [difficultyUpdaterRangeOfAbi],
    functionName: 'rangeOf',
    args: [day],
  })
  return { difficultyLow, difficultyHigh, benchmark: days[0].benchmark, earned: earned[0].amount }
}

async function balancesOf({ tokens }, people) {
  const entries = Object.entries(people).map(async ([name, client]) => {
    const { address } = client.account
    const [tUSDT, tBTC] = await Promise.all([
      balanceOf(client, tokens.tUSDT, address),
      balanceOf(client, tokens.tBTC, address),
    ])
    return [name, { tUSDT, tBTC }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

const balanceOf = (client, address, account) =>
  client.readContract({ address, abi: [erc20BalanceOfAbi], functionName: 'balanceOf', args: [account] })

const dateAfter = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
