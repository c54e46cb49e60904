import { erc20BalanceOfAbi, hashpowerSetPayTokenAbi, timelockGetMinDelayAbi } from '@dmex/contracts-abi'
import { execute } from '@dmex/sdk'
import { listAuctions } from '@dmex/sdk/auction'
import { getFleetHistory, refund } from '@dmex/sdk/earn'
import { isDmexError } from '@dmex/sdk/errors'
import { listPools as listLendingPools, listLoans } from '@dmex/sdk/lend'
import { getPosition, listPools } from '@dmex/sdk/mine'
import { getHashpower } from '@dmex/sdk/mint'
import { getFleet } from '@dmex/sdk/provide'
import { getSlot } from '@dmex/sdk/rig'
import { buyUnits, listListings } from '@dmex/sdk/trade'
import { encodeFunctionData } from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SettledDay } from '../src/advance.js'
import { dayOf } from '../src/days.js'
import { createDevnet, type Devnet } from '../src/devnet.js'
import { benchmarkOf, deliveredOf, requiredOf } from '../src/history.js'

describe('a devnet', () => {
  let devnet: Devnet
  let start: string
  beforeAll(async () => {
    devnet = await createDevnet({ seed: 7 })
  })
  afterAll(() => devnet.stop())
  // Every test begins with the market as it opened.
  beforeEach(async () => {
    start = await devnet.snapshot()
  })
  afterEach(() => devnet.revert(start))

  const settledBy = async (days: number): Promise<readonly SettledDay[]> => {
    const settled: SettledDay[] = []
    await devnet.advanceDays(days, (round) => void settled.push(...round))
    return settled
  }
  const balance = (token: `0x${string}`, owner: `0x${string}`): Promise<bigint> =>
    readContract(devnet.client, { address: token, abi: [erc20BalanceOfAbi], functionName: 'balanceOf', args: [owner] })

  it('opens with fleets, owners and a sword, on the evening before the first day', async () => {
    const { fleets, hashpower, people } = await devnet.state()
    expect(await devnet.today()).toBe('2024-04-05')
    expect(fleets.map(({ miner, asset }) => `${miner}: ${asset}`)).toEqual([
      'Aurora Mining: BTC',
      'Northstar Storage: FIL',
      'Fading Farm: BTC',
      'Northstar Storage: FIL',
      'Aurora Mining: BTC',
    ])
    expect(hashpower.slice(0, 7).map(({ owner }) => owner)).toEqual([
      'Ada',
      'Ada',
      'Bo',
      'Cleo',
      'Bo',
      'Lender',
      'Cleo',
    ])
    expect(hashpower[1]).toMatchObject({ item: 'Sword #1', earner: 'Ada', firstDay: '2024-04-06' })
    expect(people.find(({ name }) => name === 'Cleo')?.items).toEqual(['Sword #3'])
    const slot = await getSlot(devnet.client, { item: { kind: 'erc721', collection: devnet.games.items, id: 1n } })
    expect(slot.powerId).toBe((1n << 32n) + 2n)
  })

  it('opens with machines that people own together, and somebody who waits to leave', async () => {
    const { pools } = await devnet.state()
    const [filecoin, dollar] = pools
    expect(pools.map(({ asset, reward }) => `${asset} from ${reward}`)).toEqual(['tFIL from tFIL', 'tUSDT from tBTC'])
    expect(filecoin).toMatchObject({
      idle: { value: '0' },
      queue: [{ who: 'Elif', value: { value: `45${'0'.repeat(18)}` } }],
    })
    expect(filecoin?.machines).toMatchObject([{ units: '10240', asset: 'FIL' }])
    expect(dollar).toMatchObject({ idle: { value: '100000000' }, toRepay: { value: '150000000' }, queue: [] })
    expect(dollar?.machines).toMatchObject([{ units: '10000', asset: 'BTC' }])

    const read = await listPools(devnet.client, {})
    expect(read.pools.map(({ pool }) => pool)).toEqual(pools.map(({ pool }) => pool))
    const { tickets } = await getPosition(devnet.client, {
      pool: read.pools[0]?.pool ?? '0x',
      account: devnet.accounts.investor2.address,
    })
    expect(tickets).toMatchObject([{ place: 0, ahead: 0n, value: 45n * 10n ** 18n }])
  })

  it('opens with an auction that three bids were made on, and one whose price falls', async () => {
    const { auctions, hashpower } = await devnet.state()
    expect(auctions).toMatchObject([
      { kind: 'dutch', stage: 'running', seller: 'Finn', units: '5000' },
      {
        kind: 'english',
        stage: 'running',
        seller: 'Elif',
        bidder: 'Dana',
        units: '20000',
        price: { value: '260000000' },
      },
    ])
    expect(Number(auctions[0]?.price.value), 'falls from 100').toBeGreaterThan(99_900_000)
    const { items } = await listAuctions(devnet.client, { openOnly: true })
    expect(items.map(({ auctionId }) => `${auctionId}`)).toEqual(auctions.map(({ auctionId }) => auctionId))
    expect(items[1]).toMatchObject({ minNextBid: 273_000_000n, buyNowPrice: 500_000_000n, canBuyNow: true })
    // It stays in its owner's wallet, and earns for her.
    expect(hashpower.find(({ id }) => id === auctions[1]?.id)).toMatchObject({ owner: 'Elif', earner: 'Elif' })
  })

  it('opens with a listing, of which anybody can buy a part', async () => {
    const { listings } = await devnet.state()
    expect(listings).toMatchObject([
      { seller: 'Finn', units: '12000', minUnits: '1000', price: { value: '204000000', symbol: 'tUSDT' } },
    ])
    const { items } = await listListings(devnet.client, { openOnly: true })
    expect(items.map(({ id }) => `${id}`)).toEqual(listings.map(({ id }) => id))
    const [listing] = items
    if (!listing) throw new Error('Nothing is on sale.')
    const bo = devnet.as('player2')
    const { id, order, pay } = listing
    const args = { id, payToken: pay.token, units: 3_000n, maxPrice: 51n * 10n ** 6n, order }
    const { event } = await execute(bo, await buyUnits.plan(bo, args))
    expect(event).toMatchObject({ units: 3_000n, price: 51n * 10n ** 6n })
    expect((await devnet.state()).listings).toMatchObject([{ units: '9000', price: { value: '153000000' } }])
  })

  it('opens with a loan against hashpower that goes on earning for who pledged it', async () => {
    const { lending, hashpower } = await devnet.state()
    expect(lending).toMatchObject([
      {
        asset: 'tUSDT',
        idle: { value: '850000000' },
        lent: { value: '150000000' },
        loans: [{ borrower: 'Dana', units: '30000', state: 'open', due: '2024-07-04' }],
      },
    ])
    const [loan] = lending[0]?.loans ?? []
    expect(loan?.health).toBeGreaterThan(1)
    expect(hashpower.find(({ id }) => id === loan?.id)).toMatchObject({ owner: 'Dana', earner: 'Dana' })
    const { pools } = await listLendingPools(devnet.client, {})
    expect(pools.map(({ pool }) => pool)).toEqual(lending.map(({ pool }) => pool))
    const { items } = await listLoans(devnet.client, { pool: pools[0]?.pool ?? '0x' })
    expect(items.map(({ id, state }) => [`${id}`, state])).toEqual([[loan?.id, 'open']])

    // Its data stay fresh: a loan is priced every day.
    await devnet.advanceDays(3)
    const [later] = (await devnet.state()).lending[0]?.loans ?? []
    expect(BigInt(later?.debt.value ?? 0)).toBeGreaterThan(150_000_000n)
    expect(later?.health).toBeGreaterThan(1)
  })

  it('settles auctions whose time is over: who bid most has the NFT', async () => {
    await devnet.advanceDays(8)
    const { auctions, hashpower } = await devnet.state()
    expect(auctions.map(({ stage }) => stage)).toEqual(['unsold', 'sold'])
    expect(hashpower.find(({ id }) => id === auctions[1]?.id)).toMatchObject({ owner: 'Dana' })
  })

  it('shares out the pools’ income day by day, repays their machines, and pays who waits', async () => {
    await devnet.advanceDays(5)
    const { pools } = await listPools(devnet.client, {})
    for (const { incomePerDay, streamLeft, toRepay, cost, sale } of pools) {
      expect(incomePerDay).toBeGreaterThan(0n)
      expect(streamLeft).toBeGreaterThan(0n)
      expect(toRepay).toBeLessThan(cost)
      expect(sale?.lot, 'sold').toBeUndefined()
    }
    expect(pools[0]?.queued).toBeLessThan(45n * 10n ** 18n)
    expect(pools.map(({ throughDay }) => throughDay)).toEqual(pools.map(() => dayOf('2024-04-08')))
    const [filecoin] = pools
    const { claimable } = await getPosition(devnet.client, {
      pool: filecoin?.pool ?? '0x',
      account: devnet.accounts.investor2.address,
    })
    expect(claimable).toBeGreaterThan(0n)
  })

  it('sells the published offer: 88.5 TH/s a machine at 106 tUSDT a TH/s, for 1080 days', async () => {
    const { hashpower, fleets } = await devnet.state()
    expect(hashpower[0]).toMatchObject({ units: '88500', refundFloor: { value: String(88_500n * 106_000n) } })
    expect(hashpower[0]?.lastDay).toBe('2027-03-21')
    expect(fleets[0]?.escrow.deposited.value).toBe(String(118_500n * 106_000n))
  })

  it('delivers what the model says, to the last base unit, through the halving', async () => {
    const settled = await settledBy(20)
    expect(settled).toHaveLength(5 * 19)
    const units = new Map([
      [1, 118_500n],
      [2, 15_360n],
      [3, 35_000n],
      [4, 10_240n],
      [5, 77_000n],
    ])
    for (const { fleetId, day, paid, ok } of settled) {
      const asset = fleetId === 2 || fleetId === 4 ? 'FIL' : 'BTC'
      const decimals = asset === 'BTC' ? 8 : 18
      expect(paid).toBe(deliveredOf({ asset, day, seed: 7, fleetId, units: units.get(fleetId) ?? 0n, decimals }))
      expect(ok).toBe(true)
    }
    for (const [fleetId, asset] of [[1, 'BTC'] as const, [2, 'FIL'] as const]) {
      const { days } = await getFleetHistory(devnet.client, { fleetId, fromDay: dayOf('2024-04-06') })
      expect(days).toHaveLength(19)
      for (const { day, benchmark, required } of days) {
        expect(benchmark).toBe(benchmarkOf(asset, day, 7))
        expect(required).toBe(requiredOf(asset, day, 7))
      }
    }
  })

  it('releases a slice of the escrow for each delivered day, less five percent', async () => {
    const before = await balance(devnet.tokens.tUSDT, devnet.accounts.miner1.address)
    const settled = await settledBy(4)
    // q of 9,381 and 1,060 and 2,120 tUSDT over 1080 days, each rounded down.
    const slice = 8_686_111n + 981_481n + 1_962_962n
    const released = slice - (slice * 500n + 9_999n) / 10_000n
    expect(settled.filter(({ fleetId }) => fleetId === 1).map((day) => day.released)).toEqual([
      released,
      released,
      released,
    ])
    // Its second farm's: q of 150, 300, 75, 450 and 180 tUSDT over 1080 days.
    const slices = 138_888n + 277_777n + 69_444n + 416_666n + 166_666n
    const second = slices - (slices * 500n + 9_999n) / 10_000n
    expect((await balance(devnet.tokens.tUSDT, devnet.accounts.miner1.address)) - before).toBe(3n * (released + second))
  })

  it('settles a short day two days late, as missed, and the days after it in order', async () => {
    await devnet.underpay('miner1', '2024-04-07', 0.7)
    const rounds: string[][] = []
    await devnet.advanceDays(
      5,
      (days) => void rounds.push(days.filter((day) => day.fleetId === 1).map(({ date, ok }) => `${date} ${ok}`)),
    )
    expect(rounds.filter((round) => round.length > 0)).toEqual([
      ['2024-04-06 true'],
      ['2024-04-07 false'],
      ['2024-04-08 true'],
      ['2024-04-09 true'],
    ])
    const { ledger, missesIn30 } = await getFleet(devnet.client, { fleetId: 1 })
    expect([ledger.missStreak, missesIn30]).toEqual([0, 1])
  })

  it('lets a miner default, a vote end its fleet after seven missed days, and the holder take the money back', async () => {
    const id = (4n << 32n) + 1n
    const lender = devnet.as('lender')
    await devnet.advanceDays(3)
    await devnet.default('defaulter')
    await devnet.advanceDays(8)
    const early = await getFleet(devnet.client, { fleetId: 3 })
    expect(early.ledger.missStreak).toBe(6)
    await devnet.terminate('defaulter')
    const { status } = await getFleet(devnet.client, { fleetId: 3 })
    expect(status).toBe('terminated')

    const { refundable } = await getHashpower(lender, { id })
    const before = await balance(devnet.tokens.tUSDT, lender.account.address)
    await refund(lender, { id })
    expect((await balance(devnet.tokens.tUSDT, lender.account.address)) - before).toBe(refundable)
    // 30 TH/s at 98 tUSDT, of whose 1080 days two were delivered before the default.
    expect(refundable).toBe(2_940_000_000n - 2n * (2_940_000_000n / 1080n))
    expect((await devnet.state()).fleets[2]).toMatchObject({ status: 'terminated', deliveryPpm: 0 })
  })

  it('refuses to terminate a fleet that delivers, whatever the council wants', async () => {
    await expect(devnet.terminate('miner1')).rejects.toSatisfy((error) => isDmexError(error, 'NotTerminable'))
  })

  it('makes votes wait the timelock’s 48 hours', async () => {
    const timelock = devnet.deployment.addresses.timelock ?? '0x'
    const delay = await readContract(devnet.client, {
      address: timelock,
      abi: [timelockGetMinDelayAbi],
      functionName: 'getMinDelay',
    })
    expect(delay).toBe(172_800n)
    const list = [hashpowerSetPayTokenAbi] as const
    const data = encodeFunctionData({ abi: list, args: [devnet.tokens.tUSDT, true] })
    await devnet.vote([{ to: devnet.deployment.addresses.hashpower ?? '0x', data }])
    expect(await devnet.today()).toBe('2024-04-07')
  })

  it('goes back to a remembered moment, with what miners were told to do since forgotten', async () => {
    const before = await devnet.state()
    await devnet.default('miner1')
    await devnet.advanceDays(3)
    await devnet.revert(start)
    const after = await devnet.state()
    expect(after.fleets).toEqual(before.fleets)
    expect(after.hashpower).toEqual(before.hashpower)
    await expect(devnet.revert('99')).rejects.toThrow(/No moment 99 is remembered/)
    // And again: a moment can be gone back to more than once.
    await devnet.advanceDays(1)
    await devnet.revert(start)
    expect(await devnet.today()).toBe('2024-04-05')
  })

  it('survives a reorganisation: what was undone is done again, and every day still settles', async () => {
    await devnet.advanceDays(3)
    await devnet.reorg(3)
    const undone = await getFleet(devnet.client, { fleetId: 1 })
    expect(undone.ledger.settled).toBe(dayOf('2024-04-06'))
    const settled = await settledBy(4)
    const days = settled.filter(({ fleetId }) => fleetId === 1)
    expect(days.at(0)?.date).toBe('2024-04-07')
    expect(days.at(-1)?.day).toBe(dayOf(await devnet.today()) - 1)
    expect(days.every(({ ok }) => ok)).toBe(true)
  })

  it('runs to a date, and never backwards', async () => {
    await devnet.setDate('2024-04-08')
    expect(await devnet.today()).toBe('2024-04-08')
    await expect(devnet.setDate('2024-04-07')).rejects.toThrow(/Time runs forward/)
    await expect(devnet.setDate('8 April')).rejects.toThrow(/not a date/)
    await expect(devnet.setDate('2030-01-01')).rejects.toThrow(/2020-07-01 to 2026-06-13/)
  })

  it('says what is allowed when asked for the impossible', async () => {
    expect(() => devnet.advanceDays(0)).toThrow(/whole number from 1/)
    expect(() => devnet.advanceDays(1.5)).toThrow(/whole number from 1/)
    await expect(devnet.underpay('miner1', '2024-04-08', 2)).rejects.toThrow(/from 0 to 1/)
    await expect(devnet.vote([])).rejects.toThrow(/nothing to vote on/)
    await expect(createDevnet({ date: '2020-07-01' })).rejects.toThrow(/2020-06-27 is outside the real mining figures/)
    await expect(createDevnet({ date: '2026-06-10', days: 30 })).rejects.toThrow(/outside the real mining figures/)
  })
})

describe('starting and stopping', () => {
  it('gives the same chain for the same seed, another for another', async () => {
    const rootOf = async (seed: number): Promise<string> => {
      const devnet = await createDevnet({ seed, days: 6 })
      const block = await devnet.client.request({ method: 'eth_getBlockByNumber', params: ['latest', false] })
      await devnet.stop()
      return `${block?.number} ${block?.stateRoot}`
    }
    const [first, second, other] = [await rootOf(3), await rootOf(3), await rootOf(4)]
    expect(second).toBe(first)
    expect(other).not.toBe(first)
  })

  it('opens without a market when asked to', async () => {
    const devnet = await createDevnet({ market: false })
    const { fleets, hashpower, pools, listings, auctions, lending } = await devnet.state()
    await devnet.stop()
    expect([fleets, hashpower, pools, listings, auctions, lending]).toEqual([[], [], [], [], [], []])
  })

  it('takes decimals and a chain id of its own from a profile', async () => {
    const devnet = await createDevnet({ profile: 'bsc', days: 2 })
    const { hashpower, chain } = await devnet.state()
    await devnet.stop()
    expect(chain.chainId).toBe(31_338)
    expect(hashpower[0]).toMatchObject({ earned: { decimals: 18 }, refundFloor: { decimals: 18 } })
    expect(BigInt(hashpower[0]?.earned.value ?? 0)).toBeGreaterThan(10n ** 14n)
  })

  it('begins on any date of the figures', async () => {
    const devnet = await createDevnet({ date: '2021-07-01', days: 4 })
    const { income, fleets } = await devnet.state()
    await devnet.stop()
    // China had switched its miners off: the largest fall of difficulty ever came on 2021-07-03.
    expect(income[0]).toMatchObject({ date: '2021-07-03', difficulty: '14363025673659' })
    expect(fleets.every(({ missesIn30 }) => missesIn30 === 0)).toBe(true)
  })

  it('takes the next port when the one asked for is taken', async () => {
    const first = await createDevnet({ market: false, port: 18_545 })
    const second = await createDevnet({ market: false, port: 18_545 })
    await Promise.all([first.stop(), second.stop()])
    expect([first.rpcUrl, second.rpcUrl].map((url) => new URL(url).port)).toEqual(['18545', '18546'])
  })

  it('leaves no process behind, also when it is interrupted while starting', async () => {
    const interrupt = new AbortController()
    const starting = createDevnet({
      signal: interrupt.signal,
      onProgress: (step) => /Voting/.test(step) && interrupt.abort(),
    })
    await expect(starting).rejects.toThrow(/aborted/)
    const devnet = await createDevnet({ market: false })
    const control = await devnet.openControl(18_600)
    await devnet.stop()
    await devnet.ended
    await expect(fetch(control.url)).rejects.toThrow()
    await expect(fetch(devnet.rpcUrl)).rejects.toThrow()
  })
})
