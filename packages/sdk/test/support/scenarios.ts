import {
  auctionHouseCreditOfAbi,
  gameItemsBurnAbi,
  gameItemsMintAbi,
  marketCreditOfAbi,
  rigCreditAbi,
} from '@dmex/contracts-abi'
import { encodeAbiParameters, encodeFunctionData, keccak256, pad, toHex } from 'viem'
import { contractCall, scheduleBatch } from '../../src/deploy/index.js'
import { type Address, type DmexClient, dayOf, execute, type Hex, type TypedData } from '../../src/index.js'
import { getHashpower, hashpowerPermitTypedData, quoteBuy, transferHashpower } from '../../src/mint/index.js'
import * as provide from '../../src/provide/index.js'
import * as rig from '../../src/rig/index.js'
import { type JsonRpc, jsonRpc, type Scenario, type TestProtocol, timeTravel } from '../../src/testing/index.js'
import { auctionScenarios } from './auctionScenarios.js'
import { lendScenarios } from './lendScenarios.js'
import { buy } from './market.js'
import { mineScenarios } from './mineScenarios.js'
import { tradeScenarios } from './tradeScenarios.js'

const DMC = 10n ** 18n
const DAY = 86_400

/** Bitcoin's next difficulty epoch after the one that the test market knows, and the halving in it. */
const NEXT_EPOCH = { startTime: 1_712_783_853, difficulty: 86_388_558_925_171n }
export const HALVING = 1_713_571_767

/** Contracts that credit what could not be paid. */
type Creditor = 'rig' | 'auctionHouse' | 'market'

/** Views that tell what a contract owes an account. */
const CREDITS = { rig: rigCreditAbi, auctionHouse: auctionHouseCreditOfAbi, market: marketCreditOfAbi } as const

type Sword = rig.Erc721Item
type Powered = { readonly item: Sword; readonly powerId: bigint }

/** Brings the test market to where things can be done. */
export interface Helpers {
  rpc(): JsonRpc
  /** Unix seconds. */
  now(): Promise<number>
  /** UTC day number. */
  today(): Promise<number>
  travelTo(time: number): Promise<bigint>
  travel(seconds: number): Promise<bigint>
  sign(account: Address, message: TypedData): Promise<Hex>
  /** Puts a further series of the fleet on sale. */
  offer(termDays: number, sale?: provide.SaleTerms): Promise<number>
  /** Makes a sword. */
  sword(owner: Address): Promise<Sword>
  burn(owner: Address, item: Sword): Promise<void>
  /** Makes a sword with power in it. */
  powered(owner: Address, units?: bigint, seriesId?: number): Promise<Powered>
  /** Lends power of alice's to a sword of bob's. */
  lent(terms?: Partial<rig.lendPower.Args>): Promise<Powered>
  permit(owner: Address, id: bigint, spender: Address): Promise<{ readonly deadline: bigint; readonly signature: Hex }>
  /** Gives elected attestors their bonds. */
  bondAttestors(count: number): Promise<readonly Address[]>
  report(attestor: Address, assetId: number, day: number, value: bigint): Promise<provide.SignedReport>
  pushEpoch(): Promise<void>
  /** Root of an allow-list with one entry, whose proof is empty. */
  allowRoot(seriesId: number, account: Address, units: bigint): Hex
  /** Makes a contract (the rig, when left out) owe an account tokens, as after a payment that failed. */
  oweCredit(token: Address, account: Address, amount: bigint, contract?: Creditor): Promise<void>
}

/** Makes the helpers of a market. */
export function helpers(market: TestProtocol): Helpers {
  const rpc = (): JsonRpc => jsonRpc(market.rpcUrl)
  const as = (account: Address): DmexClient => market.as(account)
  const now = async (): Promise<number> => {
    const { timestamp } = await rpc()<{ timestamp: Hex }>('eth_getBlockByNumber', 'latest', false)
    return Number(timestamp)
  }
  const today = async (): Promise<number> => dayOf(BigInt(await now()))

  return {
    rpc,
    now,
    today,
    travelTo: (time: number) => timeTravel(as(market.accounts.deployer), { to: BigInt(time) }),
    travel: (seconds: number) => timeTravel(as(market.accounts.deployer), { seconds }),
    sign: (account: Address, { domain, types, primaryType, message }: TypedData): Promise<Hex> => {
      const all = {
        EIP712Domain: [
          { name: 'name', type: 'string' },
          { name: 'version', type: 'string' },
          { name: 'chainId', type: 'uint256' },
          { name: 'verifyingContract', type: 'address' },
        ],
        ...types,
      }
      const text = JSON.stringify({ domain, types: all, primaryType, message }, (_, value) =>
        typeof value === 'bigint' ? `${value}` : value,
      )
      return rpc()('eth_signTypedData_v4', account, text)
    },
    async offer(termDays: number, sale: provide.SaleTerms = { price: 106_000n }): Promise<number> {
      const { event } = await provide.createSeries(as(market.accounts.miner), {
        fleetId: market.fleetId,
        cap: 10_000n,
        termDays,
        sale,
        documentHash: keccak256('0x01'),
        uri: 'ipfs://further',
      })
      return event.seriesId
    },
    async sword(owner: Address): Promise<Sword> {
      const data = encodeFunctionData({ abi: [gameItemsMintAbi], args: [owner] })
      const { logs } = await market.send(owner, { to: market.game.items, data })
      return { kind: 'erc721', collection: market.game.items, id: BigInt(logs[0]?.topics[3] ?? 0) }
    },
    async burn(owner: Address, { id }: rig.Erc721Item): Promise<void> {
      const data = encodeFunctionData({ abi: [gameItemsBurnAbi], args: [id] })
      await market.send(owner, { to: market.game.items, data })
    },
    async powered(owner: Address, units = 1_000n, seriesId?: number) {
      const powerId = await buy(market, owner, units, seriesId)
      const item = await this.sword(owner)
      const plan = await rig.attach.plan(as(owner), { item, powerId }, { approval: 'approve' })
      await execute(as(owner), plan)
      return { item, powerId }
    },
    async lent(terms: Partial<rig.lendPower.Args> = {}) {
      const { alice, bob } = market.accounts
      const powerId = await buy(market, alice, 1_000n)
      const item = await this.sword(bob)
      const args = { item, powerId, endDay: (await today()) + 20, ...terms }
      await execute(as(alice), await rig.lendPower.plan(as(alice), args, { approval: 'approve' }))
      return { item, powerId }
    },
    async permit(owner: Address, id: bigint, spender: Address) {
      const { stateNonce } = await getHashpower(as(owner), { id })
      const deadline = BigInt((await now()) + 3_600)
      const message = hashpowerPermitTypedData(market.deployment, { spender, id, nonce: stateNonce, deadline })
      return { deadline, signature: await this.sign(owner, message) }
    },
    async bondAttestors(count: number): Promise<readonly Address[]> {
      const deployer = as(market.accounts.deployer)
      const bonded = market.accounts.attestors.slice(0, count)
      for (const attestor of bonded) {
        const plan = await provide.bondAttestor.plan(
          deployer,
          { attestor, amount: 10_000n * DMC },
          { approval: 'approve' },
        )
        await execute(deployer, plan)
      }
      return bonded
    },
    async report(attestor: Address, assetId: number, day: number, value: bigint): Promise<provide.SignedReport> {
      const message = provide.benchmarkReportTypedData(market.deployment, { assetId, day, value })
      return { attestor, value, signature: await this.sign(attestor, message) }
    },
    async pushEpoch(): Promise<void> {
      await this.travelTo(NEXT_EPOCH.startTime + 60)
      await provide.pushDifficultyEpoch(as(market.accounts.updater), NEXT_EPOCH)
    },
    allowRoot(seriesId: number, account: Address, units: bigint): Hex {
      const leaf = encodeAbiParameters(
        [{ type: 'uint256' }, { type: 'address' }, { type: 'uint32' }, { type: 'address' }, { type: 'uint88' }],
        [31_337n, market.deployment.addresses.primarySale ?? '0x', seriesId, account, units],
      )
      return keccak256(keccak256(leaf))
    },
    async oweCredit(token, account, amount, contract = 'rig'): Promise<void> {
      const address = market.deployment.addresses[contract] ?? '0x'
      await market.mint(token, address, amount)
      const { to, data } = contractCall(market.deployment, contract, CREDITS[contract], [token, account])
      for (let slot = 0n; slot < 12n; slot++) {
        const inner = keccak256(`${pad(token)}${toHex(slot, { size: 32 }).slice(2)}`)
        const cell = keccak256(`${pad(account)}${inner.slice(2)}`)
        const before = await rpc()<Hex>('eth_getStorageAt', address, cell, 'latest')
        await rpc()('anvil_setStorageAt', address, cell, toHex(amount, { size: 32 }))
        if (BigInt(await rpc()<Hex>('eth_call', { to, data }, 'latest')) === amount) return
        await rpc()('anvil_setStorageAt', address, cell, before)
      }
      throw new Error(`The ${contract} keeps its credits in another place than this test looks.`)
    },
  }
}

/** For each write: brings the market to where it can be done, without approving anything, and says by whom. */
export function scenarios(market: TestProtocol): Record<string, () => Promise<Scenario>> {
  const help = helpers(market)
  const people = () => market.accounts
  const mint = (units = 1_000n) => buy(market, people().alice, units)
  const by = (account: Address, args: unknown): Scenario => ({ account, args })

  return {
    // ---- mint
    'mint.buyHashpower': async () => {
      const { seriesId } = market
      const quote = await quoteBuy(market.as(people().alice), { seriesId, units: 1_000n })
      return by(people().alice, quote.buy)
    },
    'mint.buyAllowedHashpower': async () => {
      const { alice, miner } = people()
      const { seriesId } = market
      const allowRoot = help.allowRoot(seriesId, alice, 500n)
      await provide.setSale(market.as(miner), { seriesId, sale: { price: 106_000n, allowRoot } })
      const quote = await quoteBuy(market.as(alice), { seriesId, units: 500n })
      return by(alice, { ...quote.buy, allowedUnits: 500n, proof: [] })
    },
    'mint.splitHashpower': async () => by(people().alice, { id: await mint(), units: [300n, 1n], to: people().bob }),
    'mint.mergeHashpower': async () => by(people().alice, { ids: [await mint(7n), await mint(5n)] }),
    'mint.setBeneficiary': async () => by(people().alice, { id: await mint(), beneficiary: people().bob }),
    'mint.setUser': async () =>
      by(people().alice, { id: await mint(), user: people().bob, expires: BigInt((await help.now()) + DAY) }),
    'mint.transferHashpower': async () =>
      by(people().alice, { from: people().alice, to: people().bob, id: await mint() }),
    'mint.approveHashpower': async () => by(people().alice, { id: await mint(), spender: people().bob }),
    'mint.approveAllHashpower': async () => by(people().alice, { operator: people().bob, approved: true }),
    'mint.permitHashpower': async () => {
      const id = await mint()
      return by(people().bob, {
        id,
        spender: people().carol,
        ...(await help.permit(people().alice, id, people().carol)),
      })
    },

    // ---- earn
    'earn.claim': async () => {
      const ids = [await mint(), await mint(3n)]
      await market.deliverDays(2)
      return by(people().alice, { ids })
    },
    'earn.claimFor': async () => {
      const ids = [await mint()]
      await market.deliverDays(1)
      return by(people().bob, { account: people().alice, ids })
    },
    'earn.withdraw': async () => by((await credited()).alice, { token: market.tokens.btc }),
    'earn.withdrawFor': async () => by((await credited()).bob, { account: people().alice, token: market.tokens.btc }),
    'earn.setOptIn': async () => by(people().alice, { accepts: true }),
    'earn.refund': async () => {
      const id = await buy(market, people().alice, 1_000n, await help.offer(2))
      await market.missDays(2)
      return by(people().alice, { id })
    },

    // ---- provide: miners
    'provide.applyAsMiner': async () => by(people().bob, { disclosure: disclosure() }),
    'provide.amendDisclosure': async () => {
      const { event } = await provide.applyAsMiner(market.as(people().bob), { disclosure: disclosure() })
      return by(people().bob, { minerId: event.minerId, disclosure: { ...disclosure(), farm: 'Another farm' } })
    },
    'provide.bond': async () => by(people().deployer, { minerId: market.minerId, amount: 5n * DMC }),
    'provide.withdrawBond': async () =>
      by(people().miner, { minerId: market.minerId, amount: DMC, to: people().miner }),
    'provide.setPayout': async () => by(people().miner, { minerId: market.minerId, payout: people().bob }),
    'provide.transferOperator': async () => by(people().miner, { minerId: market.minerId, newOperator: people().bob }),
    'provide.acceptOperator': async () => {
      const { minerId } = market
      await provide.transferOperator(market.as(people().miner), { minerId, newOperator: people().bob })
      return by(people().bob, { minerId })
    },

    // ---- provide: fleets and series
    'provide.createFleet': async () =>
      by(people().miner, {
        minerId: market.minerId,
        rewardToken: market.tokens.btc,
        payToken: market.tokens.usdt,
        farm: 1,
      }),
    'provide.createSeries': async () =>
      by(people().miner, {
        fleetId: market.fleetId,
        cap: 1_000n,
        termDays: 540,
        sale: { price: 106_000n, endPrice: 100_000n, closesAt: (await help.now()) + DAY },
        documentHash: keccak256('0x02'),
        uri: 'ipfs://second',
      }),
    'provide.setSale': async () =>
      by(people().miner, { seriesId: market.seriesId, sale: { price: 90_000n, walletCap: 5_000n } }),
    'provide.closeSeries': async () => by(people().miner, { seriesId: market.seriesId }),
    'provide.finishSeries': async () => {
      const { seriesId } = market
      await provide.closeSeries(market.as(people().miner), { seriesId })
      return by(people().bob, { seriesId })
    },

    // ---- provide: income
    'provide.fundDay': async () => {
      await rich()
      return by(people().miner, {
        fleetId: market.fleetId,
        amount: 1_000n,
        ...(await nextDay()),
      })
    },
    'provide.fundDays': async () => {
      await rich()
      const { day } = await nextDay()
      await help.travelTo((day + 1) * DAY)
      return by(people().miner, { fleetId: market.fleetId, days: [day, day + 1], amounts: [1_000n, 2_000n] })
    },
    'provide.fundMany': async () => {
      await rich()
      const { event } = await provide.createFleet(market.as(people().miner), {
        minerId: market.minerId,
        rewardToken: market.tokens.btc,
        payToken: market.tokens.usdt,
        farm: 7,
      })
      const { day } = await nextDay()
      return by(people().miner, { fleetIds: [market.fleetId, event.fleetId], day, amounts: [1_000n, 2_000n] })
    },
    'provide.settleDay': async () => {
      await funded()
      return by(people().bob, { fleetId: market.fleetId })
    },
    'provide.settleDays': async () => {
      await funded()
      return by(people().bob, { fleetId: market.fleetId })
    },
    'provide.release': async () => {
      await mint()
      await market.deliverDays(1)
      return by(people().bob, { fleetId: market.fleetId })
    },
    'provide.terminate': async () => {
      await mint()
      await market.missDays(7)
      const timelock = market.deployment.addresses.timelock ?? people().council
      await help.rpc()('anvil_setBalance', timelock, toHex(10n ** 18n))
      return by(timelock, { fleetId: market.fleetId })
    },
    'provide.payReferral': async () => by(people().carol, { id: await referred() }),
    'provide.collectFees': async () => {
      await referred()
      await provide.release(market.as(people().bob), { fleetId: market.fleetId })
      return by(people().bob, { fleetId: market.fleetId })
    },

    // ---- provide: benchmark
    'provide.reportBenchmark': async () => {
      const [first, second] = await help.bondAttestors(2)
      const day = (await help.today()) - 1
      const value = 5n * 10n ** 20n
      if (!first || !second) throw new Error('The market has attestors.')
      const reports = [await help.report(first, 2, day, value), await help.report(second, 2, day, value)]
      return by(people().bob, { assetId: 2, day, reports })
    },
    'provide.resolveBenchmark': async () => {
      await help.travel(DAY)
      return by(people().bob, { assetId: 1, day: (await help.today()) - 2 })
    },
    'provide.advanceBenchmark': async () => {
      await help.travel(2 * DAY)
      return by(people().bob, { assetId: 1 })
    },
    'provide.bondAttestor': async () => by(people().deployer, { attestor: people().bob, amount: DMC }),
    'provide.resignAttestor': async () => by(people().attestors[0] ?? people().bob, {}),
    'provide.withdrawAttestorBond': async () => {
      const deployer = market.as(people().deployer)
      const args = { attestor: people().bob, amount: DMC }
      await execute(deployer, await provide.bondAttestor.plan(deployer, args, { approval: 'approve' }))
      return by(people().bob, { to: people().alice })
    },
    'provide.pushDifficultyEpoch': async () => {
      await help.travelTo(NEXT_EPOCH.startTime + 60)
      return by(people().updater, NEXT_EPOCH)
    },
    'provide.pushHalving': async () => {
      await help.pushEpoch()
      await help.travelTo(HALVING + 60)
      return by(people().updater, { time: HALVING })
    },
    'provide.setSalesPaused': async () => by(people().guardian, { paused: true }),

    // ---- rig
    'rig.createTerms': async () => by(people().studio, { studio: people().studio, studioBps: 1_000 }),
    'rig.attach': async () => by(people().alice, { item: await help.sword(people().alice), powerId: await mint() }),
    'rig.attachBatch': async () =>
      by(people().alice, {
        items: [await help.sword(people().alice), await help.sword(people().alice)],
        powerIds: [await mint(3n), await mint(4n)],
      }),
    'rig.attachWithPermit': async () => {
      const powerId = await mint()
      const signed = await help.permit(people().alice, powerId, market.deployment.addresses.rig ?? '0x')
      return by(people().alice, { item: await help.sword(people().alice), powerId, ...signed })
    },
    'rig.permitPower': async () => {
      const powerId = await mint()
      const signed = await help.permit(people().alice, powerId, market.deployment.addresses.rig ?? '0x')
      return by(people().bob, { powerId, ...signed })
    },
    'rig.requestDetach': async () => by(people().alice, { item: (await help.powered(people().alice)).item }),
    'rig.cancelDetach': async () => {
      const { item } = await help.powered(people().alice)
      await rig.requestDetach(market.as(people().alice), { item })
      return by(people().alice, { item })
    },
    'rig.detach': async () => {
      const { item } = await help.powered(people().alice)
      await rig.requestDetach(market.as(people().alice), { item })
      await help.travel(DAY)
      return by(people().alice, { item })
    },
    'rig.seal': async () => {
      const { item } = await help.powered(people().alice)
      return by(people().alice, { item, until: (await help.now()) + 30 * DAY })
    },
    'rig.lendPower': async () =>
      by(people().alice, {
        item: await help.sword(people().bob),
        powerId: await mint(),
        endDay: (await help.today()) + 10,
      }),
    'rig.acceptLending': async () => {
      const { item } = await help.lent({ price: 5_000_000n, payToken: market.tokens.usdt })
      const { nonce } = await rig.getSlot(market.as(people().bob), { item })
      return by(people().bob, { item, nonce })
    },
    'rig.endLending': async () => by(people().bob, { item: (await help.lent()).item }),
    'rig.markOrphan': async () => {
      const { item } = await help.powered(people().alice)
      await help.burn(people().alice, item)
      return by(people().bob, { item })
    },
    'rig.reclaim': async () => {
      const { item } = await help.powered(people().alice)
      await help.burn(people().alice, item)
      await rig.markOrphan(market.as(people().bob), { item })
      await help.travel(30 * DAY)
      return by(people().bob, { item })
    },
    'rig.claimSlots': async () => {
      const { item } = await help.powered(people().alice)
      await market.deliverDays(1)
      return by(people().bob, { items: [item] })
    },
    'rig.claimRefund': async () => {
      const { item } = await help.powered(people().alice, 1_000n, await help.offer(2))
      await market.missDays(2)
      return by(people().bob, { item })
    },
    'rig.withdrawCredit': async () => {
      await help.oweCredit(market.tokens.btc, people().alice, 77n)
      return by(people().alice, { token: market.tokens.btc, to: people().bob })
    },
    'rig.setGameSigner': async () => by(people().studio, { signer: people().carol }),
    'rig.assignItem': async () => {
      const { studio, alice } = people()
      const key = 'sword-of-dawn#17'
      const deadline = BigInt((await help.now()) + DAY)
      const message = rig.assignItemTypedData(market.deployment, {
        game: studio,
        key,
        player: alice,
        nonce: 0n,
        deadline,
      })
      return by(people().bob, {
        game: studio,
        key,
        player: alice,
        deadline,
        signature: await help.sign(studio, message),
      })
    },

    // ---- auctions
    ...auctionScenarios(market, help),

    // ---- joint mining
    ...mineScenarios(market, help),

    // ---- lending
    ...lendScenarios(market, help),

    // ---- trade
    ...tradeScenarios(market, help),

    // ---- deploy
    'deploy.scheduleBatch': async () => by(people().council, { calls: batch(), delaySeconds: 172_800n }),
    'deploy.executeBatch': async () => {
      await scheduleBatch(market.as(people().council), { calls: batch(), delaySeconds: 172_800n })
      await help.travel(172_800)
      return by(people().bob, { calls: batch() })
    },
  }

  function batch() {
    return [provide.setSalesPaused.call(market.deployment, { paused: true })]
  }

  function disclosure(): provide.Disclosure {
    return {
      farm: 'Farm of Bob',
      company: 'Bob Ltd.',
      totalHashrate: 1_000n,
      effectiveHashrate: 900n,
      documentHash: keccak256('0x03'),
      uri: 'ipfs://bob',
    }
  }

  /** The miner has reward tokens. */
  async function rich(): Promise<void> {
    await market.mint(market.tokens.btc, people().miner, 10n ** 8n)
  }

  /** The next day of the fleet, which has begun. */
  async function nextDay(): Promise<{ day: number }> {
    const { nextDay: day } = await provide.getFleet(market.as(people().miner), { fleetId: market.fleetId })
    if ((await help.today()) < day) await help.travelTo(day * DAY)
    return { day }
  }

  /** A day that can be settled. */
  async function funded(): Promise<void> {
    await mint()
    await rich()
    const { day } = await nextDay()
    const miner = market.as(people().miner)
    const args = { fleetId: market.fleetId, day, amount: 10n ** 7n }
    await execute(miner, await provide.fundDay.plan(miner, args, { approval: 'approve' }))
    await help.travelTo((day + 1) * DAY + DAY / 2)
  }

  /** Alice sold an NFT that had earned. */
  async function credited() {
    const { alice, bob } = people()
    const id = await mint()
    await market.deliverDays(1)
    await transferHashpower(market.as(alice), { from: alice, to: bob, id })
    return { alice, bob }
  }

  /** A purchase that bob is paid for. */
  async function referred(): Promise<bigint> {
    const { alice, bob } = people()
    const { seriesId } = market
    const client = market.as(alice)
    const { buyHashpower } = await import('../../src/mint/index.js')
    const quote = await quoteBuy(client, { seriesId, units: 1_000n })
    const plan = await buyHashpower.plan(client, { ...quote.buy, referrer: bob }, { approval: 'approve' })
    const { event } = await execute(client, plan)
    await market.deliverDays(1)
    return event.id
  }
}
