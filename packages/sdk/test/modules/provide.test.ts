import { minerRegistryApproveAbi, minerRegistryReinstateAbi, minerRegistrySuspendAbi } from '@dmex/contracts-abi'
import { keccak256 } from 'viem'
import { describe, expect, it } from 'vitest'
import { contractCall } from '../../src/deploy/index.js'
import { getBenchmark, refund } from '../../src/earn/index.js'
import { isDmexError } from '../../src/errors/index.js'
import { execute, type Hex } from '../../src/index.js'
import { buyHashpower, getHashpower, quoteBuy } from '../../src/mint/index.js'
import * as provide from '../../src/provide/index.js'
import type { TestAccounts } from '../../src/testing/index.js'
import { failure } from '../support/failure.js'
import { buy, useMarket } from '../support/market.js'
import { helpers } from '../support/scenarios.js'

const market = useMarket()
const help = helpers(market)
const as = (name: Exclude<keyof TestAccounts, 'attestors'>) => market.as(market.accounts[name])
const codeOf = async (promise: Promise<unknown>) => (await failure(promise)).code
const DMC = 10n ** 18n
const DAY = 86_400

const disclosure: provide.Disclosure = {
  farm: 'Farm of Bob',
  company: 'Bob Ltd.',
  totalHashrate: 1_000_000n,
  effectiveHashrate: 900_000n,
  documentHash: keccak256('0x03'),
  uri: 'ipfs://bob',
}
const document = { documentHash: disclosure.documentHash, uri: disclosure.uri }

describe('a miner', () => {
  it('applies, is voted in, bonds, sells, and hands over', async () => {
    const { bob, carol } = market.accounts
    const { event: applied } = await provide.applyAsMiner(as('bob'), { disclosure })
    const { minerId } = applied
    expect(await codeOf(provide.applyAsMiner(as('bob'), { disclosure }))).toBe('OperatesAnotherMiner')
    expect(await codeOf(provide.applyAsMiner(as('carol'), { disclosure: { ...disclosure, farm: '' } }))).toBe(
      'DisclosureIncomplete',
    )
    expect(await provide.getMiner(as('carol'), { minerId })).toMatchObject({
      status: 'applied',
      operator: bob,
      bond: 0n,
    })
    const early = await provide.bond.plan(as('deployer'), { minerId, amount: DMC }, { approval: 'approve' })
    expect(await codeOf(execute(as('deployer'), early))).toBe('MinerNotApproved')

    const { event: amended } = await provide.amendDisclosure(as('bob'), {
      minerId,
      disclosure: { ...disclosure, farm: 'Farm 2' },
    })
    const vote = (hash: Hex) =>
      market.govern([contractCall(market.deployment, 'minerRegistry', minerRegistryApproveAbi, [minerId, hash])])
    expect(await codeOf(vote(applied.disclosureHash))).toBe('DisclosureChanged')
    await vote(amended.disclosureHash)
    expect(await codeOf(provide.amendDisclosure(as('bob'), { minerId, disclosure }))).toBe('BadStatus')
    expect(await provide.getMiner(as('carol'), { minerId })).toMatchObject({ status: 'approved', availableUnits: 0n })
    const fleet = { minerId, rewardToken: market.tokens.btc, payToken: market.tokens.usdt }
    expect(await codeOf(provide.createFleet(as('bob'), fleet))).toBe('MinerNotActive')

    const deployer = as('deployer')
    expect(await codeOf(provide.bond(deployer, { minerId, amount: 0n }))).toBe('ZeroAmount')
    expect(await codeOf(provide.bond(deployer, { minerId: 99, amount: DMC }))).toBe('UnknownMiner')
    expect(await codeOf(provide.bond(deployer, { minerId, amount: 2n * DMC }))).toBe('InsufficientAllowance')
    const { event: bonded } = await execute(
      deployer,
      await provide.bond.plan(deployer, { minerId, amount: 10_000n * DMC }),
    )
    expect(bonded).toMatchObject({ minerId, bond: 10_000n * DMC })
    const active = await provide.getMiner(as('carol'), { minerId })
    expect(active).toMatchObject({ status: 'active', requiredBond: 0n, withdrawableBond: 10_000n * DMC })
    expect(active.availableUnits).toBe(100_000_000n) // 10^14 wei a unit

    const { event: opened } = await provide.createFleet(as('bob'), fleet)
    const { fleetId } = opened
    expect(await codeOf(provide.createFleet(as('bob'), fleet))).toBe('FleetExists')
    const series = { fleetId, cap: 100_000_000n, termDays: 30, sale: { price: 1n }, ...document }
    expect(await codeOf(provide.createSeries(as('bob'), { ...series, cap: 100_000_001n }))).toBe('BondTooLow')
    const { event: sold } = await provide.createSeries(as('bob'), series)
    expect(await codeOf(provide.withdrawBond(as('bob'), { minerId, amount: 1n, to: bob }))).toBe('BondTooLow')
    await provide.closeSeries(as('bob'), { seriesId: sold.seriesId })

    expect(await codeOf(provide.setPayout(as('carol'), { minerId, payout: carol }))).toBe('NotAllowed')
    await provide.setPayout(as('bob'), { minerId, payout: carol })
    expect(await codeOf(provide.acceptOperator(as('carol'), { minerId }))).toBe('NotAllowed')
    await provide.transferOperator(as('bob'), { minerId, newOperator: carol })
    expect(await provide.getMiner(as('carol'), { minerId })).toMatchObject({ pendingOperator: carol, payout: carol })
    await provide.acceptOperator(as('carol'), { minerId })
    expect(await provide.getMiner(as('carol'), { minerId })).toMatchObject({
      operator: carol,
      pendingOperator: undefined,
    })
    const { items } = await provide.listMiners(as('carol'), { limit: 1 })
    expect(items.map((miner) => miner.minerId)).toEqual([market.minerId])
  })

  it('that is suspended can’t sell, and keeps its bond in', async () => {
    const { minerId, fleetId } = market
    await market.govern([contractCall(market.deployment, 'minerRegistry', minerRegistrySuspendAbi, [minerId])])
    expect((await provide.getMiner(as('bob'), { minerId })).status).toBe('suspended')
    const series = { fleetId, cap: 10n, termDays: 30, sale: { price: 1n }, ...document }
    expect(await codeOf(provide.createSeries(as('miner'), series))).toBe('MinerNotActive')
    expect((await quoteBuy(as('bob'), { seriesId: market.seriesId, units: 1n })).blocker?.code).toBe('MinerNotActive')
    const { miner } = market.accounts
    expect(await codeOf(provide.withdrawBond(as('miner'), { minerId, amount: DMC, to: miner }))).toBe('BondIsHeld')
    await market.govern([contractCall(market.deployment, 'minerRegistry', minerRegistryReinstateAbi, [minerId])])
    await provide.createSeries(as('miner'), series)
  })

  it('opens fleets and series only within the rules', async () => {
    const { minerId, fleetId, seriesId, tokens } = market
    const fleet = { minerId, rewardToken: tokens.btc, payToken: tokens.usdt, farm: 1 }
    expect(await codeOf(provide.createFleet(as('bob'), fleet))).toBe('NotAllowed')
    expect(await codeOf(provide.createFleet(as('miner'), { ...fleet, payToken: tokens.fil }))).toBe('PayTokenNotListed')
    expect(await codeOf(provide.createFleet(as('miner'), { ...fleet, rewardToken: tokens.fil }))).toBe(
      'RewardTokenNotListed',
    )
    const series = { fleetId, cap: 10n, termDays: 30, sale: { price: 5n }, ...document }
    const offer = (changed: Partial<provide.createSeries.Args>) =>
      codeOf(provide.createSeries(as('miner'), { ...series, ...changed }))
    expect(await codeOf(provide.createSeries(as('bob'), series))).toBe('NotAllowed')
    expect(await offer({ fleetId: 9 })).toBe('UnknownFleet')
    expect(await offer({ cap: 0n })).toBe('ZeroAmount')
    expect(await offer({ termDays: 3_651 })).toBe('OutOfBounds')
    expect(await offer({ royaltyBps: 1_001 })).toBe('OutOfBounds')
    expect(await offer({ sale: { price: 0n } })).toBe('ZeroAmount')
    expect(await offer({ sale: { price: 5n, endPrice: 6n } })).toBe('OutOfBounds')
    expect(await offer({ sale: { price: 5n, endPrice: 4n } })).toBe('SaleNotOpen')
    expect(await codeOf(provide.setSale(as('bob'), { seriesId, sale: { price: 1n } }))).toBe('NotAllowed')
    expect(await codeOf(provide.setSale(as('miner'), { seriesId: 9, sale: { price: 1n } }))).toBe('UnknownSeries')
    expect(await codeOf(provide.closeSeries(as('bob'), { seriesId }))).toBe('NotAllowed')
    expect(await codeOf(provide.finishSeries(as('bob'), { seriesId }))).toBe('SeriesNotFinished')
    await provide.closeSeries(as('miner'), { seriesId })
    expect(await codeOf(provide.closeSeries(as('miner'), { seriesId }))).toBe('SeriesIsClosed')
    expect(await codeOf(provide.getFleet(as('miner'), { fleetId: 9 }))).toBe('UnknownFleet')
    expect(await codeOf(provide.getMiner(as('miner'), { minerId: 9 }))).toBe('UnknownMiner')
  })
})

describe('a day', () => {
  it('is funded, settles, and releases its slice less the fee', async () => {
    const { fleetId } = market
    const id = await buy(market, market.accounts.alice, 1_000n)
    const { q } = await getHashpower(as('alice'), { id })
    const { nextDay } = await provide.getFleet(as('bob'), { fleetId })
    expect(await codeOf(provide.release(as('bob'), { fleetId }))).toBe('NothingToRelease')
    expect(await codeOf(provide.settleDay(as('bob'), { fleetId }))).toBe('DayNotSettleable')
    await market.deliverDays(1)
    const fleet = await provide.getFleet(as('bob'), { fleetId })
    expect(fleet).toMatchObject({
      earned: 1,
      units: 1_000n,
      missesIn30: 0,
      nextDay: nextDay + 1,
      operator: market.accounts.miner,
    })
    expect(fleet.ledger.minerDue).toBe(q)
    const { event } = await provide.release(as('bob'), { fleetId })
    const fee = (q * 500n + 9_999n) / 10_000n
    expect(event).toMatchObject({ payout: market.accounts.miner, amount: q - fee, fee })
    const { event: collected } = await provide.collectFees(as('bob'), { fleetId })
    expect(collected).toMatchObject({ to: market.deployment.addresses.timelock, amount: fee })
    expect(await codeOf(provide.collectFees(as('bob'), { fleetId }))).toBe('NothingToPay')
    const { items } = await provide.listFleets(as('bob'), { minerId: market.minerId })
    expect(items.map((each) => each.fleetId)).toEqual([fleetId])
    expect((await provide.listFleets(as('bob'), { minerId: 9 })).items).toEqual([])
  })

  it('shows what is owed for it, which is just enough', async () => {
    const { fleetId } = market
    await buy(market, market.accounts.alice, 1_000n)
    await market.mint(market.tokens.btc, market.accounts.miner, 10n ** 9n)
    const today = await help.today()
    await help.travelTo((today + 2) * DAY + DAY / 2)
    const { days, reward } = await provide.getDueDays(as('bob'), { fleetId })
    expect(reward).toMatchObject({ token: market.tokens.btc, decimals: 8, symbol: 'tBTC' })
    expect(days).toMatchObject([
      { day: today + 1, units: 1_000n, isFinal: true, paid: 0n },
      { day: today + 2, units: 1_000n, isFinal: false, required: 0n, missing: 0n },
    ])
    const [{ required, market: income } = { required: 0n, market: 0n }] = days
    expect(required).toBeGreaterThan((income * 79n) / 100n)
    expect(required).toBeLessThan((income * 81n) / 100n + 1n)
    const fund = async (amount: bigint) => {
      const plan = await provide.fundDay.plan(as('miner'), { fleetId, day: today + 1, amount }, { approval: 'approve' })
      await execute(as('miner'), plan)
    }
    await fund(required - 1n)
    expect(await codeOf(provide.settleDay(as('bob'), { fleetId }))).toBe('DayNotSettleable')
    const [left] = (await provide.getDueDays(as('bob'), { fleetId, maxDays: 1 })).days
    expect(left).toMatchObject({ missing: 1n, paid: required - 1n })
    await fund(1n)
    expect((await provide.settleDay(as('bob'), { fleetId })).event).toMatchObject({ ok: true, paid: required })
    expect(await codeOf(provide.getDueDays(as('bob'), { fleetId: 9 }))).toBe('UnknownFleet')
    expect(await codeOf(provide.getDueDays(as('bob'), { fleetId, maxDays: 401 }))).toBe('BadArrays')
  })

  it('is refused money for a settled day, for tomorrow, of nothing, and for no fleet', async () => {
    const { fleetId } = market
    await buy(market, market.accounts.alice, 10n)
    await market.mint(market.tokens.btc, market.accounts.miner, 10n ** 9n)
    const today = await help.today()
    const fund = (changed: Partial<provide.fundDay.Args>) =>
      codeOf(
        provide.fundDay
          .plan(as('miner'), { fleetId, day: today, amount: 5n, ...changed }, { approval: 'approve' })
          .then((plan) => execute(as('miner'), plan)),
      )
    expect(await fund({ day: today + 1 })).toBe('DayNotFundable')
    expect(await fund({ day: today })).toBe('DayNotFundable')
    expect(await fund({ amount: 0n })).toBe('ZeroAmount')
    expect(await fund({ fleetId: 9 })).toBe('UnknownFleet')
    await help.travelTo((today + 2) * DAY)
    const first = today + 1
    const unapproved = provide.fundDays(as('miner'), { fleetId, days: [first, first + 1], amounts: [5n, 6n] })
    expect(await codeOf(unapproved)).toBe('InsufficientAllowance')
    const plan = await provide.fundDays.plan(as('miner'), { fleetId, days: [first, first + 1], amounts: [5n, 6n] })
    const { receipt } = await execute(as('miner'), plan)
    expect(provide.fundDay.extractEvents(receipt.logs)).toMatchObject([
      { day: first, amount: 5n },
      { day: first + 1, amount: 6n },
    ])
    expect(await codeOf(provide.fundDays(as('miner'), { fleetId, days: [first], amounts: [] }))).toBe('BadArrays')
    expect(await codeOf(provide.fundMany(as('miner'), { fleetIds: [], day: first, amounts: [] }))).toBe('BadArrays')
    expect(await codeOf(provide.settleDays(as('miner'), { fleetId, maxDays: 65 }))).toBe('OutOfBounds')
    expect(await codeOf(provide.settleDays(as('miner'), { fleetId: 9 }))).toBe('UnknownFleet')
    // None is due yet, which is no error.
    const { receipt: nothing } = await provide.settleDays(as('miner'), { fleetId })
    expect(provide.settleDay.extractEvents(nothing.logs)).toEqual([])
  })

  it('is missed again and again, until anybody can end the fleet and its holders are refunded', async () => {
    const { fleetId } = market
    const { alice, updater } = market.accounts
    const id = await buy(market, alice, 1_000n)
    const { q, ...nft } = await getHashpower(as('alice'), { id })
    await market.deliverDays(2)
    await market.missDays(2)
    expect(await codeOf(provide.terminate(as('bob'), { fleetId }))).toBe('NotTerminable')
    // Bitcoin goes on meanwhile.
    await help.travelTo(Math.max(await help.now(), 1_712_783_853 + 60))
    await provide.pushDifficultyEpoch(market.as(updater), { startTime: 1_712_783_853, difficulty: 86_388_558_925_171n })
    await market.missDays(10)
    await help.travelTo(Math.max((await help.now()) + 1, 1_713_571_767 + 60))
    await provide.pushHalving(market.as(updater), { time: 1_713_571_767 })
    await help.travelTo(Math.max((await help.now()) + 1, 1_713_970_312 + 60))
    await provide.pushDifficultyEpoch(market.as(updater), { startTime: 1_713_970_312, difficulty: 88_104_191_118_793n })
    await market.missDays(12)
    expect((await provide.getFleet(as('bob'), { fleetId })).missesIn30).toBe(24)
    const { event } = await provide.terminate(as('bob'), { fleetId })
    expect(event).toMatchObject({ fleetId, byVote: false, units: 1_000n })
    expect((await provide.getFleet(as('bob'), { fleetId })).status).toBe('terminated')
    expect((await getHashpower(as('bob'), { id })).state).toBe('terminated')
    expect(await codeOf(provide.terminate(as('bob'), { fleetId }))).toBe('FleetTerminated')
    expect(await codeOf(provide.settleDay(as('bob'), { fleetId }))).toBe('FleetTerminated')
    expect((await quoteBuy(as('bob'), { seriesId: market.seriesId, units: 1n })).blocker?.code).toBe('FleetTerminated')
    const { minerId, accounts } = market
    expect(await codeOf(provide.withdrawBond(as('miner'), { minerId, amount: DMC, to: accounts.miner }))).toBe(
      'IncidentIsOpen',
    )
    const { event: refunded } = await refund(as('alice'), { id })
    expect(refunded.amount).toBe(q * 28n + BigInt(nft.r))
  })

  it('pays the referrer of a purchase out of the fee', async () => {
    const { alice, bob } = market.accounts
    const { buy: args } = await quoteBuy(as('alice'), { seriesId: market.seriesId, units: 1_000n })
    const plan = await buyHashpower.plan(as('alice'), { ...args, referrer: bob }, { approval: 'approve' })
    const { event } = await execute(as('alice'), plan)
    expect(await codeOf(provide.payReferral(as('carol'), { id: event.id }))).toBe('NoReferral')
    await market.deliverDays(1)
    const { q } = await getHashpower(as('alice'), { id: event.id })
    const { event: paid } = await provide.payReferral(as('carol'), { id: event.id })
    expect(paid).toMatchObject({ referrer: bob, amount: (q * 500n * 2_000n) / 10n ** 8n })
    expect(await codeOf(provide.payReferral(as('carol'), { id: await buy(market, alice, 1n) }))).toBe('NoReferral')
  })
})

describe('the benchmark', () => {
  const FIL = 2
  const value = 8n * 10n ** 20n

  it('is the median of what attestors sign, each seat once, within 12 hours', async () => {
    const attestors = await help.bondAttestors(6)
    const day = (await help.today()) - 1
    const values = [0n, 1n, 2n, 3n, 4n, 100n].map((extra) => value + extra)
    const reports = await Promise.all(
      attestors.map((attestor, index) => help.report(attestor, FIL, day, values[index] ?? value)),
    )
    const hand = (changed: Partial<provide.reportBenchmark.Args>) =>
      codeOf(provide.reportBenchmark(as('bob'), { assetId: FIL, day, reports, ...changed }))
    expect(await hand({ reports: [] })).toBe('BadArrays')
    expect(await hand({ assetId: 9 })).toBe('UnknownAsset')
    expect(await hand({ day: day + 1 })).toBe('ReportWindowClosed')
    const [first] = reports
    if (!first) throw new Error('There are six reports.')
    expect(await hand({ reports: [{ ...first, value: value + 7n }] })).toBe('BadSignature')
    expect(await hand({ reports: [await help.report(market.accounts.bob, FIL, day, value)] })).toBe('NotAnAttestor')
    const unbonded = market.accounts.attestors[6] ?? market.accounts.bob
    expect(await hand({ reports: [await help.report(unbonded, FIL, day, value)] })).toBe('NotAnAttestor')
    const { receipt, event } = await provide.reportBenchmark(as('bob'), { assetId: FIL, day, reports })
    expect(event).toMatchObject({ asset: FIL, day, attestor: attestors[0] })
    expect(provide.reportBenchmark.extractEvents(receipt.logs)).toHaveLength(6)
    expect(await hand({})).toBe('AlreadyReported')

    await help.travelTo((day + 1) * DAY + DAY / 2)
    expect(await hand({})).toBe('ReportWindowClosed')
    await provide.resolveBenchmark(as('bob'), { assetId: FIL, day })
    const { days, latestDay } = await getBenchmark(as('bob'), { assetId: FIL, fromDay: day, toDay: day })
    expect(days).toMatchObject([{ state: 'quorum', reports: 6, value: (values[2] ?? 0n) + 0n, powMin: 0n }])
    expect(latestDay).toBe(day)
    // Now that it has a first value, fleets can pay in it.
    const fleet = { minerId: market.minerId, rewardToken: market.tokens.fil, payToken: market.tokens.usdt }
    await provide.createFleet(as('miner'), fleet)
    expect(await codeOf(provide.resolveBenchmark(as('bob'), { assetId: 9, day }))).toBe('UnknownAsset')
    expect(await codeOf(provide.advanceBenchmark(as('bob'), { assetId: 9 }))).toBe('UnknownAsset')
  })

  it('loses an attestor that resigns, whose bond follows 30 days later', async () => {
    const [attestor] = await help.bondAttestors(1)
    if (!attestor) throw new Error('There is an attestor.')
    const client = market.as(attestor)
    expect(await codeOf(provide.withdrawAttestorBond(client, { to: attestor }))).toBe('BondIsHeld')
    const { event } = await provide.resignAttestor(client, {})
    expect(event).toMatchObject({ seat: 1, previous: attestor })
    expect(await codeOf(provide.resignAttestor(client, {}))).toBe('NotAnAttestor')
    expect(await codeOf(provide.withdrawAttestorBond(client, { to: attestor }))).toBe('BondIsHeld')
    await help.travel(30 * DAY)
    expect((await provide.withdrawAttestorBond(client, { to: attestor })).event.amount).toBe(10_000n * DMC)
    expect(await codeOf(provide.withdrawAttestorBond(client, { to: attestor }))).toBe('ZeroAmount')
    expect(await codeOf(provide.bondAttestor(as('deployer'), { attestor, amount: 0n }))).toBe('ZeroAmount')
  })

  it('follows difficulty and halvings that its updater reports within Bitcoin’s rules', async () => {
    const epoch = { startTime: 1_712_783_853, difficulty: 86_388_558_925_171n }
    await help.travelTo(epoch.startTime + 60)
    expect(await codeOf(provide.pushDifficultyEpoch(as('bob'), epoch))).toBe('NotAllowed')
    const wild = await failure(
      provide.pushDifficultyEpoch(as('updater'), { ...epoch, difficulty: epoch.difficulty * 2n }),
    )
    expect(isDmexError(wild, 'OutOfBounds') && wild.args.value).toBe(epoch.difficulty * 2n)
    expect(await codeOf(provide.pushHalving(as('updater'), { time: 1_712_783_900 }))).toBe('BadHeight')
    await provide.pushDifficultyEpoch(as('updater'), epoch)
    await help.travelTo(1_713_970_312 + 60)
    const next = { startTime: 1_713_970_312, difficulty: 88_104_191_118_793n }
    const missing = await failure(provide.pushDifficultyEpoch(as('updater'), next))
    expect(isDmexError(missing, 'HalvingMissing') && missing.args.height).toBe(840_000)
    const { event } = await provide.pushHalving(as('updater'), { time: 1_713_571_767 })
    expect(event).toMatchObject({ height: 840_000, subsidy: 312_500_000n })
    await provide.pushDifficultyEpoch(as('updater'), next)
  })
})
