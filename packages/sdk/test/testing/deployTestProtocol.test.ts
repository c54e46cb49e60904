import { afterEach, describe, expect, it } from 'vitest'
import { dateOf } from '../../src/index.js'
import { getSeries } from '../../src/mint/index.js'
import { getFleet, getMiner } from '../../src/provide/index.js'
import { type Anvil, deployTestProtocol, jsonRpc, startAnvil, type TestProtocol } from '../../src/testing/index.js'
import { failure } from '../support/failure.js'
import { buy } from '../support/market.js'

let stop: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const each of stop) await each()
  stop = []
})

const start = async (options: Parameters<typeof deployTestProtocol>[0] = {}): Promise<TestProtocol> => {
  const market = await deployTestProtocol(options)
  stop.push(market.stop)
  return market
}

const startChain = async (accounts: number): Promise<Anvil> => {
  const anvil = await startAnvil({ accounts, timestamp: 1_712_188_800n })
  stop.push(() => anvil.stop())
  return anvil
}

describe('the test market', () => {
  it('stands ready with a miner that delivers, a fleet, a series, and money for everybody', async () => {
    const market = await start({ termDays: 7, cap: 5_000n, price: 200_000n })
    const alice = market.as(market.accounts.alice)
    const { minerId, fleetId, seriesId } = market
    expect((await getMiner(alice, { minerId })).status).toBe('active')
    const series = await getSeries(alice, { seriesId })
    expect(series).toMatchObject({ left: 5_000n, price: 200_000n, blocker: undefined, series: { termDays: 7 } })
    expect(dateOf(series.at.today).toISOString()).toBe('2024-04-06T00:00:00.000Z')
    await buy(market, market.accounts.alice, 1_000n)
    await market.deliverDays(2)
    await market.deliverDays(1, 0.5)
    await market.missDays(1)
    await market.deliverDays(1, 0.81)
    const { earned, missesIn30, ledger } = await getFleet(alice, { fleetId })
    expect({ earned, missesIn30, streak: ledger.missStreak }).toEqual({ earned: 3, missesIn30: 2, streak: 0 })
  })

  it('comes up on a chain that is there, and leaves it running', async () => {
    const anvil = await startChain(20)
    const market = await deployTestProtocol({ anvil })
    await market.stop()
    expect(await jsonRpc(anvil.rpcUrl)('eth_chainId')).toBe('0x7a69')
  })

  it('says when the chain has too few accounts', async () => {
    const anvil = await startChain(10)
    const error = await failure(deployTestProtocol({ anvil }))
    expect(error.code).toBe('ArgumentInvalid')
    expect(error.message).toContain('accounts: 20')
  })
})
