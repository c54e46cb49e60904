import { type Config, type Connector, getConnectorClient } from '@wagmi/core'
import { deploymentAt } from '../core/addressBook.js'
import type { ListAction, Page, PageArgs } from '../core/defineList.js'
import type { ReadAction, ReadOptions } from '../core/defineRead.js'
import type { Simulation, WriteAction, WriteOptions, WriteResult } from '../core/defineWrite.js'
import { type ExecuteOptions, type Execution, execute as executePlan } from '../core/execute.js'
import type { Plan, PlanOptions } from '../core/plan.js'
import type { ActOptions } from '../core/session.js'
import { toEventStream } from '../core/stream.js'
import type { At, Call, Deployment, DmexClient, Hex, Log } from '../core/types.js'
import type { EventFilter, Watcher, WatchOptions } from '../core/watcher.js'
import { DmexError } from '../errors/DmexError.js'

/** A wagmi config, perhaps with deployments of your own. */
export type DmexConfig = Config & { readonly dmexDeployments?: readonly Deployment[] | undefined }

/** Which of the config's chains, and which of its wallets. */
export interface ConfigOptions {
  /** One of the chains of the config; the wallet's, or the current one, when left out. */
  readonly chainId?: number | undefined
  /** The wallet; the current one when left out. */
  readonly connector?: Connector | undefined
}

/** A write over a wagmi config: the same faces as {@link WriteAction}. */
export interface ConfigWrite<Args, Event, Result> {
  /** Simulates, sends, and waits for the receipt. */
  (config: Config, args: Args, options: WriteOptions & ConfigOptions & { readonly wait: false }): Promise<Hex>
  (config: Config, args: Args, options?: WriteOptions & ConfigOptions): Promise<WriteResult<Event>>
  readonly kind: 'write'
  /** Module and name, such as `mint.buyHashpower`. */
  readonly action: string
  /** Builds the call, without asking the chain anything. */
  call(at: At, args: Args): Call
  /** Runs the call without sending it. Throws the error that it would meet. */
  simulate(config: Config, args: Args, options?: ActOptions & ConfigOptions): Promise<Simulation<Result>>
  /** Finds what must be approved first, and returns it together with the call, as plain data. */
  plan(config: Config, args: Args, options?: PlanOptions & ConfigOptions): Promise<Plan<Event>>
  /** Finds the event of this action among the logs of its transaction. Throws `EventMissing`. */
  extractEvent(logs: readonly Log[]): Event
  /** Finds every event of this action among logs. */
  extractEvents(logs: readonly Log[]): Event[]
  /** Watches for the event of this action, whoever causes it. */
  watch(config: Config, filter?: EventFilter<Event>, options?: WatchOptions & ConfigOptions): Watcher<Event>
}

/** A read over a wagmi config. */
export interface ConfigRead<Args, Result> {
  /** Reads. One `eth_call`. */
  (config: Config, args: Args, options?: ReadOptions & ConfigOptions): Promise<Result>
  readonly kind: 'read'
  /** Module and name, such as `mint.getSeries`. */
  readonly action: string
  /** Builds the call, without asking the chain anything. */
  call(at: At, args: Args): Call
}

/** A paged read over a wagmi config. */
export interface ConfigList<Args, Item> extends ConfigRead<Args & PageArgs, Page<Item>> {
  /** Reads page after page, one `eth_call` each, and yields item after item. */
  all(config: Config, args: Args & PageArgs, options?: ReadOptions & ConfigOptions): AsyncIterable<Item>
}

/** An action over a wagmi config in place of a client. */
export type Over<Action> =
  Action extends WriteAction<infer Args, infer Event, infer Result>
    ? ConfigWrite<Args, Event, Result>
    : Action extends ListAction<infer Args, infer Item>
      ? ConfigList<Args, Item>
      : Action extends ReadAction<infer Args, infer Result>
        ? ConfigRead<Args, Result>
        : never

type AnyWrite = WriteAction<unknown, unknown>
type AnyRead = ReadAction<unknown, unknown> & Partial<ListAction<unknown, unknown>>

/**
 * Makes an action take a wagmi config in place of a client. Reads go through the config's own endpoint; only signing and sending go
 * through the wallet.
 *
 * @param action - an action of any module, or one that you declared
 *
 * @example
 * ```ts
 * import { getSeries } from '@dmex/sdk/mint'
 * import { withConfig } from '@dmex/sdk/wagmi'
 *
 * export const getSeriesOfConfig = withConfig(getSeries)
 * ```
 */
export function withConfig<Action>(action: Action): Over<Action> {
  const core = action as AnyWrite | AnyRead
  const { kind, call } = core
  if (core.kind === 'read') {
    const run = (config: Config, args: unknown, options: ReadOptions & ConfigOptions = {}) =>
      core(readerOf(config, options.chainId), args, options)
    const all =
      core.all &&
      ((config: Config, args: object, options: ReadOptions & ConfigOptions = {}) =>
        core.all?.(readerOf(config, options.chainId), args, options))
    return Object.assign(run, { kind, action: core.action, call }, all && { all }) as unknown as Over<Action>
  }
  const run = async (config: Config, args: unknown, options: WriteOptions & ConfigOptions = {}) =>
    core(await actorOf(config, options), args, options)
  return Object.assign(run, {
    kind,
    action: core.action,
    call,
    simulate: async (config: Config, args: unknown, options: ActOptions & ConfigOptions = {}) =>
      core.simulate(await actorOf(config, options), args, options),
    plan: async (config: Config, args: unknown, options: PlanOptions & ConfigOptions = {}) =>
      core.plan(await actorOf(config, options), args, options),
    extractEvent: core.extractEvent,
    extractEvents: core.extractEvents,
    watch: (config: Config, filter?: object, options: WatchOptions & ConfigOptions = {}) =>
      core.watch(readerOf(config, options.chainId), filter, options),
  }) as unknown as Over<Action>
}

/**
 * Carries out a plan with the wallet of a wagmi config; as `execute` of `@dmex/sdk` otherwise.
 *
 * @param config - the wagmi config
 * @param plan - from an action's `.plan`
 * @param options - listener, confirmations, timeout, wallet
 * @throws DmexError as `execute` of `@dmex/sdk`
 *
 * @example
 * ```ts
 * import type { Plan } from '@dmex/sdk'
 * import { execute } from '@dmex/sdk/wagmi'
 * import type { Config } from '@wagmi/core'
 *
 * export const run = (config: Config, plan: Plan) => execute(config, plan)
 * ```
 */
export function execute<Event>(
  config: Config,
  plan: Plan<Event>,
  options: ExecuteOptions & ConfigOptions = {},
): Execution<Event> {
  return toEventStream(options.on, async (on) =>
    executePlan(await actorOf(config, { chainId: plan.chainId, ...options }), plan, { ...options, on }),
  )
}

/**
 * Adds deployments of your own to a wagmi config: local chains, forks, chains that the address book lacks. Give the result to
 * `WagmiProvider` and to actions in place of the config.
 *
 * @param config - the wagmi config
 * @param deployments - one for each chain
 *
 * @example
 * ```ts
 * import type { Deployment } from '@dmex/sdk'
 * import { withDeployments } from '@dmex/sdk/wagmi'
 * import type { Config } from '@wagmi/core'
 *
 * export const prepare = (config: Config, local: Deployment) => withDeployments(config, local)
 * ```
 */
export function withDeployments<C extends Config>(
  config: C,
  ...deployments: readonly Deployment[]
): C & { readonly dmexDeployments: readonly Deployment[] } {
  // The config's properties are live getters, which a copy would freeze; inheriting keeps them.
  return Object.create(config, { dmexDeployments: { value: deployments, enumerable: true } })
}

function deploymentOn(config: DmexConfig, chainId: number): Deployment {
  return config.dmexDeployments?.find((known) => known.chainId === chainId) ?? deploymentAt(chainId)
}

/** A client that reads through the config's own endpoint. */
function readerOf(config: Config, chainId: number = config.state.chainId): DmexClient {
  return { ...config.getClient({ chainId }), dmexDeployment: deploymentOn(config, chainId) }
}

/** The same, with the wallet behind it. */
async function actorOf(config: Config, { chainId, connector }: ConfigOptions): Promise<DmexClient> {
  const wallet = await walletOf(config, chainId, connector)
  return { ...readerOf(config, wallet.chain.id), account: wallet.account, dmexWallet: wallet }
}

async function walletOf(config: Config, chainId: number | undefined, connector: Connector | undefined) {
  try {
    return await getConnectorClient(config, { ...(chainId && { chainId }), ...(connector && { connector }) })
  } catch (cause) {
    const { name } = cause as Error
    if (name === 'ConnectorNotConnectedError')
      throw new DmexError('AccountMissing', 'No wallet is connected. Connect one with wagmi first.', {}, { cause })
    if (name === 'ConnectorChainMismatchError') {
      const actual = config.state.connections.get(config.state.current ?? '')?.chainId ?? 0
      const expected = chainId ?? config.state.chainId
      throw new DmexError(
        'WrongChain',
        `The wallet is on another chain than ${expected}. Switch it with switchChain of wagmi, then try again.`,
        { expected, actual },
        { cause },
      )
    }
    throw cause
  }
}
