import { describe, expect, it } from 'vitest'
import { isDmexError } from '../../src/errors/index.js'
import { type Address, execute, hashpower } from '../../src/index.js'
import * as mint from '../../src/mint/index.js'
import * as provide from '../../src/provide/index.js'
import type { TestAccounts } from '../../src/testing/index.js'
import { failure } from '../support/failure.js'
import { buy, useMarket } from '../support/market.js'
import { helpers } from '../support/scenarios.js'

const market = useMarket()
const help = helpers(market)
const as = (name: Exclude<keyof TestAccounts, 'attestors'>) => market.as(market.accounts[name])
const codeOf = async (promise: Promise<unknown>) => (await failure(promise)).code
const NOBODY: Address = '0x0000000000000000000000000000000000000000'

describe('a purchase', () => {
  const quoteOf = (units: bigint) => mint.quoteBuy(as('alice'), { seriesId: market.seriesId, units })

  it('costs what was quoted, and earns from tomorrow for the whole term', async () => {
    const { alice } = market.accounts
    const units = hashpower('2.5 TH')
    const quote = await mint.quoteBuy(as('alice'), { seriesId: market.seriesId, units, account: alice })
    expect(quote).toMatchObject({ cost: 2_500n * 106_000n, price: 106_000n, blocker: undefined, needsProof: false })
    expect(quote.balance).toBe(100_000n * 10n ** 6n)
    expect(quote.startDay).toBe((await help.today()) + 1)
    const { event } = await execute(
      as('alice'),
      await mint.buyHashpower.plan(as('alice'), quote.buy, { approval: 'approve' }),
    )
    expect(event).toMatchObject({ buyer: alice, units, paid: quote.cost, price: quote.price })

    const nft = await mint.getHashpower(as('bob'), { id: event.id })
    const { startDay, endDay, q, r } = quote
    expect(nft).toMatchObject({ owner: alice, beneficiary: alice, units, startDay, endDay, q, r, state: 'waiting' })
    expect(nft).toMatchObject({ locker: undefined, user: undefined, refunded: false, refundable: 0n })
    expect(nft.refundFloor).toBe(quote.cost)
    expect((await mint.getSeries(as('bob'), { seriesId: market.seriesId })).left).toBe(88_500n - units)
    await market.deliverDays(1)
    expect((await mint.getHashpower(as('bob'), { id: event.id })).state).toBe('earning')
  })

  it('is refused for no units, too many, a price that moved, and an expired deadline', async () => {
    const { buy: args } = await quoteOf(1_000n)
    const attempt = async (changed: Partial<mint.buyHashpower.Args>) =>
      failure(mint.buyHashpower(as('alice'), { ...args, ...changed }))
    expect((await attempt({ units: 0n })).code).toBe('ZeroAmount')
    const soldOut = await attempt({ units: 88_501n })
    expect(soldOut.code).toBe('InsufficientAllowance')
    const expensive = await attempt({ maxPrice: 105_999n })
    expect(isDmexError(expensive, 'PriceTooHigh') && expensive.args).toEqual({ price: 106_000n, maxPrice: 105_999n })
    expect(expensive.message).toContain('raise maxPrice')
    const late = await attempt({ deadline: BigInt(await help.now()) - 1n })
    expect(isDmexError(late, 'DeadlinePassed') && late.args.deadline).toBe(BigInt(await help.now()) - 1n)
    expect((await attempt({ termsVersion: 7 })).code).toBe('TermsChanged')
    expect((await attempt({ seriesId: 99 })).code).toBe('UnknownSeries')
    expect((await attempt({})).code).toBe('InsufficientAllowance')
    expect((await attempt({ units: 2n ** 90n })).code).toBe('ArgumentInvalid')
    expect((await attempt({ units: -1n })).code).toBe('ArgumentInvalid')
  })

  it('is refused beyond what is left, once the money is there', async () => {
    const { alice } = market.accounts
    await buy(market, market.accounts.bob, 88_000n)
    const { buy: args } = await quoteOf(500n)
    await execute(
      as('alice'),
      await mint.buyHashpower.plan(as('alice'), args, { approval: 'approve', allowance: 'unlimited' }),
    )
    const error = await failure(mint.buyHashpower(as('alice'), { ...args, units: 1n }))
    expect(isDmexError(error, 'SoldOut') && error.args).toEqual({ seriesId: market.seriesId, asked: 1n, left: 0n })
    const { blocker } = await mint.quoteBuy(as('alice'), { seriesId: market.seriesId, units: 1n, account: alice })
    expect(blocker?.code).toBe('SoldOut')
  })

  it('is refused to who has too little, before anything is signed', async () => {
    const { buy: args } = await mint.quoteBuy(as('studio'), { seriesId: market.seriesId, units: 10n })
    const error = await failure(mint.buyHashpower.plan(as('studio'), args))
    expect(isDmexError(error, 'InsufficientBalance') && error.args).toMatchObject({ amount: 1_060_000n, balance: 0n })
  })

  it('is refused while sales are paused, before they open, and when they are closed', async () => {
    const { seriesId } = market
    const { buy: args } = await quoteOf(10n)
    const now = await help.now()
    await provide.setSalesPaused(as('guardian'), { paused: true })
    expect(await codeOf(mint.buyHashpower(as('alice'), args))).toBe('SalesPaused')
    expect((await mint.getSeries(as('alice'), { seriesId })).blocker?.code).toBe('SalesPaused')
    expect(await codeOf(provide.setSalesPaused(as('alice'), { paused: false }))).toBe('NotAllowed')
    await provide.setSalesPaused(as('guardian'), { paused: false })

    await provide.setSale(as('miner'), { seriesId, sale: { price: 1n, opensAt: now + 1_000 } })
    expect(await codeOf(mint.buyHashpower(as('alice'), args))).toBe('TermsChanged')
    expect(await codeOf(mint.buyHashpower(as('alice'), { ...args, termsVersion: 2 }))).toBe('SaleNotOpen')
    const { blocker, price } = await mint.getSeries(as('alice'), { seriesId })
    expect({ code: blocker?.code, price }).toEqual({ code: 'SaleNotOpen', price: 1n })
    expect(blocker?.message).toContain('not open')

    await provide.setSale(as('miner'), { seriesId, sale: { price: 106_000n } })
    await provide.closeSeries(as('miner'), { seriesId })
    expect((await quoteOf(10n)).blocker?.code).toBe('SeriesIsClosed')
  })

  it('is refused while the miner owes days, or its ledger lags', async () => {
    await buy(market, market.accounts.bob, 10n)
    await market.missDays(1)
    expect((await quoteOf(10n)).blocker?.code).toBe('MinerMissedDays')
    await help.travel(8 * 86_400)
    expect((await quoteOf(10n)).blocker?.code).toBe('MinerMissedDays')
    const series = await mint.getSeries(as('alice'), { seriesId: market.seriesId })
    expect(series.fleet).toMatchObject({ status: 'live', missesIn30: 1, settleable: true })
  })

  it('from an allow-list needs its proof, and stays within what it grants', async () => {
    const { alice } = market.accounts
    const { seriesId } = market
    const allowRoot = help.allowRoot(seriesId, alice, 500n)
    await provide.setSale(as('miner'), { seriesId, sale: { price: 106_000n, allowRoot } })
    const { buy: args, needsProof } = await quoteOf(400n)
    expect(needsProof).toBe(true)
    expect(await codeOf(mint.buyHashpower(as('alice'), args))).toBe('NotOnAllowList')
    expect(await codeOf(mint.buyAllowedHashpower(as('bob'), { ...args, allowedUnits: 500n, proof: [] }))).toBe(
      'NotOnAllowList',
    )
    const allowed = { ...args, allowedUnits: 500n, proof: [] }
    const plan = await mint.buyAllowedHashpower.plan(as('alice'), allowed, {
      approval: 'approve',
      allowance: 'unlimited',
    })
    await execute(as('alice'), plan)
    const error = await failure(mint.buyAllowedHashpower(as('alice'), { ...allowed, units: 101n }))
    expect(isDmexError(error, 'WalletCapReached') && error.args.left).toBe(100n)
  })
})

describe('series', () => {
  it('are listed page by page, filtered, each once', async () => {
    for (let count = 0; count < 4; count++) await help.offer(10 + count)
    const page = await mint.listSeries(as('bob'), { limit: 2 })
    expect(page.items.map(({ seriesId }) => seriesId)).toEqual([1, 2])
    const ids: number[] = []
    for await (const { seriesId } of mint.listSeries.all(as('bob'), { limit: 2 })) ids.push(seriesId)
    expect(ids).toEqual([1, 2, 3, 4, 5])
    await provide.closeSeries(as('miner'), { seriesId: 3 })
    const { items, next } = await mint.listSeries(as('bob'), { buyableOnly: true, minerId: market.minerId, fleetId: 1 })
    expect(items.map(({ seriesId }) => seriesId)).toEqual([1, 2, 4, 5])
    expect(next).toBeUndefined()
    expect((await mint.listSeries(as('bob'), { rewardToken: market.tokens.fil })).items).toEqual([])
    expect(await codeOf(mint.listSeries(as('bob'), { limit: 101 }))).toBe('BadArrays')
    expect(await codeOf(mint.getSeries(as('bob'), { seriesId: 99 }))).toBe('UnknownSeries')
    expect(await codeOf(mint.quoteBuy(as('bob'), { seriesId: 99, units: 1n }))).toBe('UnknownSeries')
  })
})

describe('a hashpower NFT', () => {
  it('is split and merged without losing a unit or a cent', async () => {
    const { alice, bob } = market.accounts
    const id = await buy(market, alice, 1_000n)
    const whole = await mint.getHashpower(as('alice'), { id })
    const { event } = await mint.splitHashpower(as('alice'), { id, units: [300n, 333n], to: alice })
    expect(event.units).toEqual([300n, 333n])
    const parts = await mint.listHashpower(as('bob'), { account: alice })
    expect(parts.items.map(({ units }) => units)).toEqual([367n, 300n, 333n])
    expect(parts.items.reduce((sum, { q }) => sum + q, 0n)).toBe(whole.q)
    await mint.mergeHashpower(as('alice'), { ids: [id, ...event.newIds] })
    expect(await mint.getHashpower(as('alice'), { id })).toMatchObject({ units: 1_000n, q: whole.q, r: whole.r })
    expect(await codeOf(mint.getHashpower(as('alice'), { id: event.newIds[0] ?? 0n }))).toBe('ERC721NonexistentToken')

    const other = await buy(market, bob, 10n)
    expect(await codeOf(mint.splitHashpower(as('alice'), { id, units: [1_000n], to: alice }))).toBe('BadSplit')
    expect(await codeOf(mint.splitHashpower(as('alice'), { id, units: [0n], to: alice }))).toBe('BadSplit')
    expect(await codeOf(mint.splitHashpower(as('alice'), { id, units: [], to: alice }))).toBe('BadArrays')
    expect(await codeOf(mint.splitHashpower(as('bob'), { id, units: [1n], to: bob }))).toBe(
      'ERC721InsufficientApproval',
    )
    expect(await codeOf(mint.mergeHashpower(as('alice'), { ids: [id] }))).toBe('BadArrays')
    expect(await codeOf(mint.mergeHashpower(as('alice'), { ids: [id, id] }))).toBe('CannotMerge')
    expect(await codeOf(mint.mergeHashpower(as('alice'), { ids: [id, other] }))).toBe('CannotMerge')
  })

  it('earns for its beneficiary and serves its user, until it changes hands', async () => {
    const { alice, bob, carol } = market.accounts
    const id = await buy(market, alice, 1_000n)
    await mint.setBeneficiary(as('alice'), { id, beneficiary: bob })
    await mint.setUser(as('alice'), { id, user: carol, expires: BigInt((await help.now()) + 1_000) })
    expect(await mint.getHashpower(as('alice'), { id })).toMatchObject({ owner: alice, beneficiary: bob, user: carol })
    expect((await mint.listHashpower(as('alice'), { account: bob })).items.map((nft) => nft.id)).toEqual([id])
    expect(await codeOf(mint.setBeneficiary(as('bob'), { id }))).toBe('NotAllowed')
    expect(await codeOf(mint.setUser(as('bob'), { id }))).toBe('ERC721InsufficientApproval')

    await mint.transferHashpower(as('alice'), { from: alice, to: carol, id })
    expect(await mint.getHashpower(as('alice'), { id })).toMatchObject({
      owner: carol,
      beneficiary: carol,
      user: undefined,
    })
    await mint.setBeneficiary(as('carol'), { id, beneficiary: bob })
    await mint.setBeneficiary(as('carol'), { id })
    expect((await mint.getHashpower(as('alice'), { id })).beneficiary).toBe(carol)
  })

  it('moves only by its owner, or by who is approved', async () => {
    const { alice, bob, carol } = market.accounts
    const id = await buy(market, alice, 10n)
    const move = (from: Address, to: Address) => ({ from, to, id })
    expect(await codeOf(mint.transferHashpower(as('bob'), move(alice, bob)))).toBe('ERC721InsufficientApproval')
    expect(await codeOf(mint.transferHashpower(as('alice'), move(bob, carol)))).toBe('ERC721IncorrectOwner')
    expect(await codeOf(mint.transferHashpower(as('alice'), move(alice, NOBODY)))).toBe('ERC721InvalidReceiver')
    expect(await codeOf(mint.approveHashpower(as('bob'), { id, spender: bob }))).toBe('ERC721InvalidApprover')
    await mint.approveHashpower(as('alice'), { id, spender: bob })
    await mint.approveHashpower(as('alice'), { id })
    expect(await codeOf(mint.transferHashpower(as('bob'), move(alice, bob)))).toBe('ERC721InsufficientApproval')
    await mint.approveAllHashpower(as('alice'), { operator: bob, approved: true })
    await mint.transferHashpower(as('bob'), move(alice, carol))
    expect(await codeOf(mint.approveAllHashpower(as('alice'), { operator: NOBODY, approved: true }))).toBe(
      'ERC721InvalidOperator',
    )
  })

  it('is approved by a signature, once, in time, and by its owner', async () => {
    const { alice, bob } = market.accounts
    const id = await buy(market, alice, 10n)
    const signed = await help.permit(alice, id, bob)
    const byBob = await help.permit(bob, id, bob)
    expect(await codeOf(mint.permitHashpower(as('carol'), { id, spender: bob, ...byBob }))).toBe('BadSignature')
    const late = { ...signed, deadline: BigInt((await help.now()) - 1) }
    expect(await codeOf(mint.permitHashpower(as('carol'), { id, spender: bob, ...late }))).toBe('DeadlinePassed')
    await mint.permitHashpower(as('carol'), { id, spender: bob, ...signed })
    expect(await codeOf(mint.permitHashpower(as('carol'), { id, spender: bob, ...signed }))).toBe('BadSignature')
    await mint.transferHashpower(as('bob'), { from: alice, to: bob, id })
    const permit = mint.hashpowerPermitTypedData(market.deployment, { spender: bob, id, nonce: 0, deadline: 1n })
    expect(permit.domain).toMatchObject({ chainId: 31_337, verifyingContract: market.deployment.addresses.hashpower })
  })
})
