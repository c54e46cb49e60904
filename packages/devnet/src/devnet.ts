import type { Address, Call, Deployment } from '@dmex/sdk'
import { terminate } from '@dmex/sdk/provide'
import { startAnvil } from '@dmex/sdk/testing'
import { advanceDay, fleetsOf, type OnSettled } from './advance.js'
import { mine, timeOf } from './chain.js'
import { connectTo, type DevnetClient } from './clients.js'
import type { ControlServer } from './control/http.js'
import { type PagesOptions, startPages } from './control/pages.js'
import { startControl } from './control/server.js'
import { assertKnown, DAY, dateOf, dayOf, preparationDays } from './days.js'
import { applyAll, openMarket } from './market.js'
import { type Accounts, createAccounts, mnemonic, type PersonId, personIds } from './people.js'
import { freePort } from './ports.js'
import { type ProfileName, profiles } from './profiles.js'
import { readState } from './readState.js'
import { openRpc } from './rpc.js'
import { deployScene, openScene, sceneMotions } from './scene/index.js'
import { prepare, reportFirstDay } from './setup.js'
import type { DevnetState } from './state.js'
import { vote } from './vote.js'
import { walletRoute } from './wallet/routes.js'
import type { Games, Tokens, World } from './world.js'

/** How to start a devnet. */
export interface DevnetOptions {
  /** First day that hashpower bought at the start earns, such as `2024-04-06`, which is the default. */
  readonly date?: string | undefined
  /** Days of real income to replay before it is ready, 0 unless said otherwise. */
  readonly days?: number | undefined
  /** Whole number up to 2^32 - 1; the same seed gives the same market. 1 unless said otherwise. */
  readonly seed?: number | undefined
  /** Port of the chain; when it is taken, the next free one. Any free one, when left out. */
  readonly port?: number | undefined
  /** Names and decimals of the test tokens. */
  readonly profile?: ProfileName | undefined
  /** False leaves out everything that people do: no fleets, no series, nothing sold. */
  readonly market?: boolean | undefined
  /** Told what is being done, one line each. */
  readonly onProgress?: ((step: string) => void) | undefined
  /** Aborted: whatever was started ends, and the promise is rejected. */
  readonly signal?: AbortSignal | undefined
}

/** A whole market on this machine. */
export interface Devnet {
  /** A client of the first player. */
  readonly client: DevnetClient
  /** A client of one of the people, or of an address that you had the chain unlock (`anvil_impersonateAccount`). */
  as(person: PersonId | Address): DevnetClient
  /** Everybody, with addresses and keys. */
  readonly accounts: Accounts
  /** The protocol's contracts. */
  readonly addresses: Deployment['addresses']
  /** The same with the chain id, for `withDeployment` and for `.call(at, ...)`. */
  readonly deployment: Deployment
  readonly tokens: Tokens
  readonly games: Games
  readonly rpcUrl: string
  readonly chainId: number
  /** Process id of the chain. */
  readonly pid: number
  readonly seed: number
  /** First day that hashpower bought at the start earns. */
  readonly date: string
  /** The day of the chain's clock, such as `2024-04-05`. */
  today(): Promise<string>
  /**
   * Lets days pass at the real income of those days: attestors report, miners hand over, days settle, escrow is released.
   *
   * @param onSettled - told after each round of settling; a short day settles two days late, with those after it
   */
  advanceDays(days: number, onSettled?: OnSettled): Promise<void>
  /** Lets days pass until the chain's clock shows this date. */
  setDate(date: string): Promise<void>
  /** Remembers this moment, and returns its id. */
  snapshot(): Promise<string>
  /** Goes back to a moment. It stays remembered; later ones are forgotten. */
  revert(id: string): Promise<void>
  /** Makes a miner stop handing over income. */
  default(miner: MinerId): Promise<void>
  /** Makes a miner hand over all of its income again. */
  resume(miner: MinerId): Promise<void>
  /**
   * Makes a miner hand over only part of one day's income.
   *
   * @param date - a day that has not passed yet @param share - from 0 to 1
   */
  underpay(miner: MinerId, date: string, share: number): Promise<void>
  /**
   * Has the council end a miner's fleets, by a vote that takes two days.
   *
   * @throws DmexError `NotTerminable` when they missed fewer than seven days in a row and ten of thirty
   */
  terminate(miner: MinerId): Promise<void>
  /** Undoes the last blocks, as a reorganisation of the chain does. */
  reorg(depth: number): Promise<void>
  /** Has the council pass calls: they wait their 48 hours in the timelock, while days go by, and are executed together. */
  vote(calls: readonly Pick<Call, 'to' | 'data'>[]): Promise<void>
  /** Everything that the control page shows. */
  state(): Promise<DevnetState>
  /** Serves the control page on 127.0.0.1, on this port or the next free one. */
  openControl(port: number): Promise<ControlServer>
  /**
   * Serves folders of pages on 127.0.0.1, with the Devnet test wallet and `/deployment.json` beside them.
   *
   * @param options - folders, port, and what differs from the usual
   */
  openPages(options: PagesOptions): Promise<ControlServer>
  /** Resolved when the chain's process is gone, whatever ended it. */
  readonly ended: Promise<void>
  /** Ends everything that was started. */
  stop(): Promise<void>
}

/** The chain's process. */
interface Running extends Pick<Devnet, 'pid' | 'ended' | 'stop'> {}

/** The miners, by their short words. */
export type MinerId = 'miner1' | 'miner2' | 'defaulter'

interface Moment {
  readonly id: string
  readonly time: string
  /** The chain's own id of it, which changes each time it is gone back to. */
  chainId: string
  readonly delivery: string
}

/**
 * Starts a whole market on this machine: a chain, the protocol, people, and real mining income.
 *
 * Starts one process (the chain) and listens on 127.0.0.1. Nothing is written to disk.
 *
 * @param options - date, days, seed, port
 * @throws RangeError when the mining figures don't reach the date
 *
 * @example
 * ```ts
 * import { createDevnet } from '@dmex/devnet'
 *
 * const devnet = await createDevnet()
 * await devnet.advanceDays(3)
 * await devnet.stop()
 * ```
 */
export async function createDevnet(options: DevnetOptions = {}): Promise<Devnet> {
  const { date = '2024-04-06', days = 0, seed = 1, profile = 'local', market = true } = options
  const { signal, onProgress = () => {} } = options
  const first = dayOf(date)
  assertKnown(first - preparationDays)
  assertKnown(first + days)
  const { chainId, decimals } = profiles[profile]
  const accounts = createAccounts()
  const step = (what: string): void => {
    signal?.throwIfAborted()
    onProgress(what)
  }

  step('Starting the chain')
  const anvil = await startAnvil({
    chainId,
    accounts: personIds.length,
    timestamp: BigInt((first - preparationDays) * DAY),
    ...(options.port === undefined ? {} : { port: await freePort(options.port) }),
    args: ['--mnemonic', mnemonic, '--gas-limit', '1000000000'],
  })
  const ended = endOf(anvil.pid)
  try {
    const rpc = openRpc(anvil.rpcUrl)
    // One second a block, whatever the clock on the wall does: the same seed gives the same chain.
    await rpc.request('anvil_setBlockTimestampInterval', 1)
    step('Deploying the protocol')
    const protocol = await prepare({ rpc, chainId, seed, accounts, decimals })
    const world = market ? await deployScene(protocol) : protocol
    const devnet = assemble(world, date, { pid: anvil.pid, ended, stop: () => anvil.stop() })
    if (market) {
      step('Voting on the miners: 48 hours in the timelock')
      // Nothing runs yet that would have to be settled meanwhile.
      const motions = [...(await applyAll(world, devnet.as)), ...(await sceneMotions(world))]
      await vote(world, motions, async () => {})
    } else await mine(rpc, [], first * DAY - 2 * DAY)
    step('Reporting the first benchmark')
    await reportFirstDay(world)
    if (market) {
      step('Opening the market')
      await openMarket(world, devnet.as)
      await openScene(world, devnet.as)
    }
    if (days > 0) step(`Replaying ${days} days of real income`)
    for (let day = 0; day < days; day++) {
      signal?.throwIfAborted()
      await devnet.advanceDays(1)
    }
    return devnet
  } catch (error) {
    await anvil.stop()
    throw error
  }
}

function assemble(world: World, date: string, { pid, ended, stop }: Running): Devnet {
  const { rpc, accounts, deployment, chainId } = world
  const moments: Moment[] = []
  const servers: ControlServer[] = []
  const pages: DevnetState['pages'][number][] = []
  const urls: Record<string, string> = {}
  const wallet = walletRoute(world, urls)
  let busy: string | undefined
  let queue: Promise<unknown> = Promise.resolve()

  /** One thing after another: two that move the clock at once would trip over each other. */
  const exclusively = <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    const run = queue.then(async () => {
      busy = what
      try {
        return await work()
      } finally {
        busy = undefined
      }
    })
    queue = run.catch(() => {})
    return run
  }
  const as = (person: PersonId | Address): DevnetClient =>
    connectTo(rpc.url, deployment, person.startsWith('0x') ? (person as Address) : accounts[person as PersonId].address)
  const today = async (): Promise<string> => dateOf(Math.floor((await timeOf(rpc)) / DAY))
  const advance = async (days: number, onSettled?: OnSettled): Promise<void> => {
    for (let day = 1; day <= days; day++) {
      busy = days > 1 ? `day ${day} of ${days}` : 'one day'
      await advanceDay(world, onSettled)
    }
  }
  const remember = async (): Promise<string> => {
    const id = String(Number(moments.at(-1)?.id ?? 0) + 1)
    const time = new Date((await timeOf(rpc)) * 1000).toISOString()
    moments.push({ id, time, chainId: await rpc.request<string>('evm_snapshot'), delivery: world.delivery.save() })
    return id
  }
  const goBack = async (id: string): Promise<void> => {
    const moment = moments.find((candidate) => candidate.id === id)
    if (!moment)
      throw new Error(`No moment ${id} is remembered. There are: ${moments.map((one) => one.id).join(', ') || 'none'}.`)
    await rpc.request('evm_revert', moment.chainId)
    world.delivery.load(moment.delivery)
    moments.length = moments.indexOf(moment) + 1
    // The chain forgets a moment once it was gone back to.
    moment.chainId = await rpc.request<string>('evm_snapshot')
    await rpc.request('anvil_setBlockTimestampInterval', 1)
  }
  const devnet: Devnet = {
    client: as('player1'),
    as,
    accounts,
    addresses: deployment.addresses,
    deployment,
    tokens: world.tokens,
    games: world.games,
    rpcUrl: rpc.url,
    chainId,
    pid,
    seed: world.seed,
    date,
    today,
    ended,
    advanceDays: (days, onSettled) => {
      if (!Number.isInteger(days) || days < 1)
        throw new RangeError(`Days must be a whole number from 1 on, not ${days}.`)
      return exclusively('days', () => advance(days, onSettled))
    },
    setDate: (target) =>
      exclusively('days', async () => {
        const left = dayOf(target) - dayOf(await today())
        if (left < 0)
          throw new RangeError(`Time runs forward: it is ${await today()}, after ${target}. Use revert to go back.`)
        await advance(left)
      }),
    snapshot: () => exclusively('remembering', remember),
    revert: (id) => exclusively('going back', () => goBack(id)),
    default: (miner) => exclusively('default', async () => world.delivery.setFromNowOn(miner, 0)),
    resume: (miner) => exclusively('resume', async () => world.delivery.setFromNowOn(miner, 1_000_000)),
    terminate: (miner) =>
      exclusively('voting', async () => {
        const fleets = (await fleetsOf(world)).filter(({ operator }) => operator === accounts[miner].address)
        const calls = fleets.map(({ fleetId }) => terminate.call(deployment, { fleetId }))
        await vote(world, calls, () => advance(2))
      }),
    underpay: (miner, on, share) =>
      exclusively('underpay', async () => {
        if (!(share >= 0 && share <= 1)) throw new RangeError(`The share must be from 0 to 1, not ${share}.`)
        world.delivery.setOn(miner, dayOf(on), Math.round(share * 1_000_000))
      }),
    reorg: (depth) =>
      exclusively('reorganising', async () => {
        await rpc.request('anvil_reorg', depth, [])
      }),
    vote: (calls) => exclusively('voting', () => vote(world, calls, () => advance(2))),
    state: () => readState(world, { busy, pages, snapshots: moments.map(({ id, time }) => ({ id, time })) }),
    openControl: async (port) => {
      const server = await startControl(controlsOf(devnet), wallet, port)
      servers.push(server)
      return server
    },
    openPages: async (options) => {
      const server = await startPages(options, wallet, rpc.url)
      servers.push(server)
      if (options.id !== undefined) urls[options.id] = server.url
      if (options.name !== undefined) pages.push({ name: options.name, url: server.url })
      return server
    },
    stop: async () => {
      await Promise.all(servers.splice(0).map((server) => server.stop()))
      await stop()
    },
  }
  return devnet
}

/** What the control page may do; it names miners as people do. */
function controlsOf(devnet: Devnet): Parameters<typeof startControl>[0] {
  const minerNamed = (name: string): MinerId => {
    const ids: readonly MinerId[] = ['miner1', 'miner2', 'defaulter']
    const id = ids.find((candidate) => candidate === name || devnet.accounts[candidate].name === name)
    if (!id)
      throw new Error(
        `There is no miner "${name}". There are: ${ids.map((one) => devnet.accounts[one].name).join(', ')}.`,
      )
    return id
  }
  return {
    state: devnet.state,
    advanceDays: (days) => devnet.advanceDays(days),
    setDate: devnet.setDate,
    default: (miner) => devnet.default(minerNamed(miner)),
    resume: (miner) => devnet.resume(minerNamed(miner)),
    terminate: (miner) => devnet.terminate(minerNamed(miner)),
    reorg: devnet.reorg,
    snapshot: devnet.snapshot,
    revert: devnet.revert,
  }
}

/** Resolved once a process is gone. */
function endOf(pid: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      try {
        process.kill(pid, 0)
      } catch {
        clearInterval(timer)
        resolve()
      }
    }, 500)
    timer.unref()
  })
}
