import { erc20BalanceOfAbi } from '@dmex/contracts-abi'
import { decodeFunctionResult, encodeFunctionData } from 'viem'
import { describe, expect, it } from 'vitest'
import * as earn from '../../src/earn/index.js'
import { claimAll, prepareClaimAll } from '../../src/flows/index.js'
import type { Address, Hex } from '../../src/index.js'
import { getHashpower, setBeneficiary, transferHashpower } from '../../src/mint/index.js'
import * as provide from '../../src/provide/index.js'
import type { TestAccounts } from '../../src/testing/index.js'
import { failure } from '../support/failure.js'
import { buy, useMarket } from '../support/market.js'
import { helpers } from '../support/scenarios.js'

const market = useMarket()
const help = helpers(market)
const as = (name: Exclude<keyof TestAccounts, 'attestors'>) => market.as(market.accounts[name])
const codeOf = async (promise: Promise<unknown>) => (await failure(promise)).code

async function balanceOf(token: Address, account: Address): Promise<bigint> {
  const data = encodeFunctionData({ abi: [erc20BalanceOfAbi], args: [account] })
  return decodeFunctionResult({
    abi: [erc20BalanceOfAbi],
    data: await help.rpc()<Hex>('eth_call', { to: token, data }, 'latest'),
  })
}

describe('income', () => {
  it('is what the history adds up to, and is paid by a claim', async () => {
    const { alice, bob } = market.accounts
    const id = await buy(market, alice, 20_000n)
    await buy(market, bob, 10_000n)
    await market.deliverDays(2)
    await market.missDays(1)
    await market.deliverDays(1, 0.5)

    const { days } = await earn.getIncomeHistory(as('bob'), { id })
    expect(days.map(({ ok }) => ok)).toEqual([true, true, false, false])
    expect(days.map(({ units }) => units)).toEqual([30_000n, 30_000n, 30_000n, 30_000n])
    const { startDay, claimable } = await getHashpower(as('bob'), { id })
    expect(days.map(({ day }) => day)).toEqual([0, 1, 2, 3].map((offset) => startDay + offset))
    expect(days[2]?.amount).toBe(0n)
    expect(days.reduce((sum, { amount }) => sum + amount, 0n)).toBe(claimable)
    const third = await earn.getIncomeHistory(as('bob'), { id, fromDay: startDay + 1, toDay: startDay + 2 })
    expect(third.days.map(({ day }) => day)).toEqual([startDay + 1, startDay + 2])

    const fleet = await earn.getFleetHistory(as('bob'), { fleetId: market.fleetId, fromDay: startDay, units: 20_000n })
    expect(fleet.days.map(({ amount }) => amount)).toEqual(days.map(({ amount }) => amount))
    expect(
      (await earn.getFleetHistory(as('bob'), { fleetId: market.fleetId, fromDay: startDay })).days[0]?.amount,
    ).toBe(((days[0]?.perUnit ?? 0n) * 1_000n) / 10n ** 22n)

    const { items } = await earn.getClaimable(as('bob'), { account: alice })
    expect(items).toMatchObject([{ claimable, credit: 0n, ids: [id] }])
    const { event } = await earn.claim(as('alice'), { ids: [id] })
    expect(event).toMatchObject({ account: alice, token: market.tokens.btc, amount: claimable })
    expect(await balanceOf(market.tokens.btc, alice)).toBe(claimable)
    expect((await earn.getClaimable(as('bob'), { account: alice })).items[0]?.claimable).toBe(0n)
  })

  it('is measured against what the market paid', async () => {
    await buy(market, market.accounts.alice, 1_000n)
    await market.deliverDays(1)
    const day = (await provide.getFleet(as('bob'), { fleetId: market.fleetId })).ledger.settled
    const { days, latestDay, latestValue } = await earn.getBenchmark(as('bob'), {
      assetId: 1,
      fromDay: day - 1,
      toDay: day + 2,
    })
    expect(days.map(({ state }) => state)).toEqual(['proof-of-work', 'proof-of-work', 'pending'])
    // 86,400 s x 10^9 hashes x 6.25 BTC / (difficulty x 2^32), reward asset x 10^30 per unit.
    const expected = (86_400n * 10n ** 9n * 625n * 10n ** 28n) / (83_126_997_340_024n << 32n)
    expect(days[1]).toMatchObject({ day, value: expected, required: expected * 8_000n, reports: 0 })
    expect({ latestDay, latestValue }).toEqual({ latestDay: day, latestValue: expected })
    expect(await codeOf(earn.getBenchmark(as('bob'), { assetId: 9, fromDay: day }))).toBe('UnknownAsset')
  })

  it('is refused to who does not earn it', async () => {
    const { alice, bob } = market.accounts
    const id = await buy(market, alice, 1_000n)
    await setBeneficiary(as('alice'), { id, beneficiary: bob })
    await market.deliverDays(1)
    expect(await codeOf(earn.claim(as('alice'), { ids: [id] }))).toBe('NotBeneficiary')
    expect(await codeOf(earn.claim(as('alice'), { ids: [] }))).toBe('BadArrays')
    expect(await codeOf(earn.claim(as('alice'), { ids: [999n] }))).toBe('ERC721NonexistentToken')
    expect(await codeOf(earn.claimFor(as('carol'), { account: alice, ids: [id] }))).toBe('NotBeneficiary')
    expect((await earn.claimFor(as('carol'), { account: bob, ids: [id] })).event.account).toBe(bob)
    expect(await codeOf(earn.getIncomeHistory(as('carol'), { id: 999n }))).toBe('ERC721NonexistentToken')
    expect(await codeOf(earn.getFleetHistory(as('carol'), { fleetId: 99, fromDay: 1 }))).toBe('UnknownFleet')
  })

  it('of a contract waits until it opts in', async () => {
    const { alice } = market.accounts
    const contract = market.game.items
    const id = await buy(market, alice, 1_000n)
    await setBeneficiary(as('alice'), { id, beneficiary: contract })
    await market.deliverDays(1)
    expect(await codeOf(earn.claimFor(as('bob'), { account: contract, ids: [id] }))).toBe('NotOptedIn')
    await setBeneficiary(as('alice'), { id })
    expect(await codeOf(earn.withdrawFor(as('bob'), { account: contract, token: market.tokens.btc }))).toBe(
      'NotOptedIn',
    )
    await help.rpc()('anvil_impersonateAccount', contract)
    await help.rpc()('anvil_setBalance', contract, '0x8ac7230489e80000')
    await earn.setOptIn(market.as(contract), { accepts: true })
    expect(
      (await earn.withdrawFor(as('bob'), { account: contract, token: market.tokens.btc })).event.amount,
    ).toBeGreaterThan(0n)
  })

  it('of an NFT that was sold is credited, and everything is claimed at once', async () => {
    const { alice, bob } = market.accounts
    const sold = await buy(market, alice, 1_000n)
    const kept = await buy(market, alice, 500n)
    await market.deliverDays(1)
    await transferHashpower(as('alice'), { from: alice, to: bob, id: sold })
    await market.deliverDays(1)
    const [due] = (await earn.getClaimable(as('carol'), { account: alice })).items
    expect(due).toMatchObject({ ids: [kept] })
    expect(due?.credit).toBeGreaterThan(0n)
    expect(await prepareClaimAll(as('carol'), { account: alice })).toMatchObject([
      { functionName: 'claim', args: [[kept]] },
    ])
    const payments = await claimAll(as('alice'), { account: alice })
    expect(payments).toMatchObject([{ token: market.tokens.btc, amount: (due?.claimable ?? 0n) + (due?.credit ?? 0n) }])
    expect(await claimAll(as('alice'), { account: alice })).toEqual([])

    // Who holds nothing any more withdraws its credit.
    await market.deliverDays(1)
    await transferHashpower(as('alice'), { from: alice, to: bob, id: kept })
    expect(await prepareClaimAll(as('carol'), { account: alice })).toMatchObject([{ functionName: 'withdraw' }])
    const [last] = await claimAll(as('alice'), { account: alice })
    expect(last?.amount).toBeGreaterThan(0n)
    expect(await codeOf(earn.withdraw(as('alice'), { token: market.tokens.btc }))).toBe('NothingToPay')
  })
})

describe('a refund', () => {
  it('pays the slices that were not delivered once the term has settled, to the owner, once', async () => {
    const { alice } = market.accounts
    const id = await buy(market, alice, 1_001n, await help.offer(3))
    const { q, owner, ...nft } = await getHashpower(as('alice'), { id })
    const r = BigInt(nft.r)
    await market.deliverDays(1)
    expect(await earn.getRefundable(as('bob'), { id })).toMatchObject({
      refundable: 0n,
      refundFloor: q * 2n + r,
      refunded: false,
      owner,
    })
    expect(await codeOf(earn.refund(as('alice'), { id }))).toBe('NotRefundable')
    await market.missDays(1)
    await market.deliverDays(1)
    expect((await getHashpower(as('bob'), { id })).state).toBe('expired')
    expect(await earn.getRefundable(as('bob'), { id })).toMatchObject({ refundable: q + r, refundFloor: q + r })
    const before = await balanceOf(market.tokens.usdt, alice)
    const { event } = await earn.refund(as('bob'), { id })
    expect(event).toMatchObject({ id, to: alice, amount: q + r, slash: 0n })
    expect(await balanceOf(market.tokens.usdt, alice)).toBe(before + q + r)
    expect(await earn.getRefundable(as('bob'), { id })).toMatchObject({
      refundable: 0n,
      refundFloor: 0n,
      refunded: true,
    })
    expect(await codeOf(earn.refund(as('alice'), { id }))).toBe('AlreadyRefunded')
  })

  it('goes through the locker while the NFT is locked', async () => {
    const { item, powerId } = await help.lent()
    expect(await codeOf(earn.refund(as('alice'), { id: powerId }))).toBe('NotLocker')
    const { locker } = await earn.getRefundable(as('bob'), { id: powerId })
    expect(locker).toBe(market.deployment.addresses.rig)
    expect(item.kind).toBe('erc721')
  })
})
