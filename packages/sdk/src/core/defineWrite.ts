import type { AbiEvent, AbiFunction } from 'viem'
import { type DmexError, isDmexError } from '../errors/DmexError.js'
import { type ErrorEntry, explain } from '../errors/explain.js'
import { chainTime, ethCall } from '../internal/rpc.js'
import { addressOf, type ContractName } from './addressBook.js'
import { extractEvent, extractEvents } from './events.js'
import type { LifecycleListener } from './lifecycle.js'
import { labelOf, type Plan, type PlanOptions } from './plan.js'
import { confirm } from './receipt.js'
import type { Requirement } from './requirements.js'
import { callAbi, decodeResult, encodeCall } from './results.js'
import { type ActOptions, assertWallet, open, type SendOptions, type Session, send, simulate } from './session.js'
import type {
  Address,
  ArgsOf,
  At,
  Call,
  Deployment,
  DmexClient,
  EventOf,
  Hex,
  Log,
  Receipt,
  ResultOf,
} from './types.js'
import { type EventFilter, type Watcher, type WatchOptions, watchEvent } from './watcher.js'

/** How to run a write. */
export interface WriteOptions extends SendOptions {
  /** False returns the hash as soon as the transaction is sent; the default waits for its receipt. */
  readonly wait?: boolean | undefined
}

/** What a write gives back once it is confirmed. */
export interface WriteResult<Event> {
  /** The transaction that went in: another than the one sent, when its owner sped it up. */
  readonly hash: Hex
  readonly receipt: Receipt
  /** The event that proves success. */
  readonly event: Event
}

/** What a simulation shows. */
export interface Simulation<Result> {
  /** What the function would return. */
  readonly result: Result
  /** The call that was simulated. */
  readonly call: Call
}

/** A protocol action that changes the chain, with its six faces. */
export interface WriteAction<Args, Event = undefined, Result = unknown> {
  /** Simulates, sends, and waits for the receipt. */
  (client: DmexClient, args: Args, options: WriteOptions & { readonly wait: false }): Promise<Hex>
  (client: DmexClient, args: Args, options?: WriteOptions): Promise<WriteResult<Event>>
  readonly kind: 'write'
  /** Module and name, such as `mint.buyHashpower`. */
  readonly action: string
  /** Builds the call, without asking the chain anything. */
  call(at: At, args: Args): Call
  /** Runs the call without sending it. Throws the error that it would meet. */
  simulate(client: DmexClient, args: Args, options?: ActOptions): Promise<Simulation<Result>>
  /** Finds what must be approved first, and returns it together with the call, as plain data. */
  plan(client: DmexClient, args: Args, options?: PlanOptions): Promise<Plan<Event>>
  /** Finds the event of this action among the logs of its transaction. Throws `EventMissing`. */
  extractEvent(logs: readonly Log[]): Event
  /** Finds every event of this action among logs. */
  extractEvents(logs: readonly Log[]): Event[]
  /**
   * Watches for the event of this action, whoever causes it. Where an argument says which contract to call, such as a pool, the
   * options must name it.
   */
  watch(client: DmexClient, filter?: EventFilter<Event>, options?: WatchOptions): Watcher<Event>
}

/** What a declaration may ask of the chain while it works out what an action needs. */
export interface WriteContext {
  readonly client: DmexClient
  readonly deployment: Deployment
  /** The account that acts. */
  readonly account: Address
  /** Address of a contract of the deployment. */
  address(contract: ContractName): Address
  /** Calls a view function of a contract, by name or address. */
  read<const Fn extends AbiFunction>(contract: ContractName | Address, abi: Fn, args: ArgsOf<Fn>): Promise<ResultOf<Fn>>
  /** Time of the latest block, unix seconds. */
  now(): Promise<bigint>
}

/** Declares a write: what it is, not how it runs. */
export interface WriteDeclaration<Args, Fn extends AbiFunction, Event extends AbiEvent | undefined> {
  /** Module and name, such as `mint.buyHashpower`. */
  readonly name: `${string}.${string}`
  /** The contract to call: its name in the address book, or where the arguments say. */
  readonly contract: ContractName | ((args: Args) => Address)
  readonly abi: Fn
  /** Turns the action's arguments into the function's. Pure; throws `ArgumentInvalid` or `AmountInvalid` on bad input. */
  readonly args: (args: Args) => ArgsOf<Fn>
  /** Native currency to send along, wei. */
  readonly value?: (args: Args) => bigint
  /** Fills in what the chain must be asked for, such as a deadline. Costs the action its own RPC calls. */
  readonly prepare?: (args: Args, context: WriteContext) => Promise<Args>
  /** What must be approved before: what the contract takes, and from which NFTs. */
  readonly requires?: (args: Args, context: WriteContext) => readonly Requirement[] | Promise<readonly Requirement[]>
  /** The event that proves success. */
  readonly event?: Event
  /** The contract that emits the event, when it isn't the one called. */
  readonly emitter?: ContractName
  /** Errors that the catalogue of `@dmex/contracts-abi` does not have: those of contracts of your own. */
  readonly errors?: readonly ErrorEntry[]
}

/** Decoded event of a declaration: `undefined` when it has none. */
type EventOr<Event extends AbiEvent | undefined> = Event extends AbiEvent ? EventOf<Event> : undefined

/**
 * Makes a write action out of its declaration. Annotate the call with `#__PURE__`, so that bundlers drop unused actions.
 *
 * @param declaration - contract, function, how arguments become calldata, what must be approved, which event proves success
 *
 * @example
 * ```ts
 * import { defineWrite, type WriteAction } from '@dmex/sdk'
 *
 * const pokeAbi = { type: 'function', name: 'poke', stateMutability: 'nonpayable', inputs: [], outputs: [] } as const
 *
 * export const poke: WriteAction<Record<never, never>> = defineWrite({
 *   name: 'custom.poke',
 *   contract: () => '0x5FbDB2315678afecb367f032d93F642f64180aa3',
 *   abi: pokeAbi,
 *   args: () => [],
 * })
 * ```
 */
export function defineWrite<Args, const Fn extends AbiFunction, const Event extends AbiEvent | undefined = undefined>(
  declaration: WriteDeclaration<Args, Fn, Event>,
): WriteAction<Args, EventOr<Event>, ResultOf<Fn>> {
  type Decoded = EventOr<Event>
  const { name: action, contract, abi, event, emitter, errors } = declaration

  const emitterOf = (at: Deployment, to: Address): Address => addressOf(at, emitter ?? to)

  const call = (at: At, args: Args): Call => {
    const values = declaration.args(args)
    return {
      to: addressOf(at, typeof contract === 'string' ? contract : contract(args)),
      data: encodeCall(abi, values),
      value: declaration.value?.(args) ?? 0n,
      abi: callAbi(abi, errors),
      functionName: abi.name,
      args: values,
    }
  }

  /** Opens a session and builds the call with everything filled in. */
  const start = async (client: DmexClient, given: Args, options: SendOptions = {}) => {
    const session = await open(client, options, action, errors)
    const context = contextOf(session)
    const args = declaration.prepare ? await declaration.prepare(given, context) : given
    return {
      session,
      call: call(session.deployment, args),
      requires: async () => (await declaration.requires?.(args, context)) ?? [],
    }
  }
  type Started = Awaited<ReturnType<typeof start>>

  /** Simulates; a failure that looks like a missing approval is traced to the approval. */
  const rehearse = async ({ session, call, requires }: Started): Promise<ResultOf<Fn>> => {
    try {
      return decodeResult(abi, await simulate(session, call), call.to)
    } catch (caught) {
      const error = await explain(caught, session)
      if (declaration.requires && looksUnapproved(error)) {
        const { explainMissing } = await import('./onDemand.js')
        throw (await explainMissing(session, await requires(), call.to, error)) ?? error
      }
      throw error
    }
  }

  /** Whatever a face throws is a DmexError. */
  const guard = async <Done>(face: Promise<Done>, on?: LifecycleListener): Promise<Done> => {
    try {
      return await face
    } catch (caught) {
      const error = await explain(caught, { action, errors })
      on?.({ stage: 'failed', error })
      throw error
    }
  }

  const act = async (client: DmexClient, args: Args, options: WriteOptions): Promise<Hex | WriteResult<Decoded>> => {
    const started = await start(client, args, options)
    const { session, call } = started
    const position = { step: 0, steps: 1, label: labelOf(action) }
    await Promise.all([rehearse(started), assertWallet(session)])
    options.on?.({ stage: 'simulated', ...position })
    const hash = await send(session, call, position)
    if (options.wait === false) return hash
    const receipt = await confirm(session, call, hash, position)
    return {
      hash: receipt.transactionHash,
      receipt,
      event: extract(receipt.logs, emitterOf(session.deployment, call.to), receipt.transactionHash),
    }
  }

  const rehearsed = async (client: DmexClient, args: Args, options?: ActOptions): Promise<Simulation<ResultOf<Fn>>> => {
    const started = await start(client, args, options)
    return { result: await rehearse(started), call: started.call }
  }

  const planned = async (client: DmexClient, args: Args, options: PlanOptions): Promise<Plan<Decoded>> => {
    const { session, call, requires } = await start(client, args, options)
    const proof = event && { abi: event, emitter: emitterOf(session.deployment, call.to) }
    const { buildPlan } = await import('./onDemand.js')
    return buildPlan<Decoded>(session, call, await requires(), proof, options)
  }

  const extract = (logs: readonly Log[], from?: Address, hash?: Hex): Decoded =>
    (event ? extractEvent(event, logs, from, hash) : undefined) as Decoded

  const faces = {
    kind: 'write' as const,
    action,
    call,
    simulate: (client: DmexClient, args: Args, options?: ActOptions) => guard(rehearsed(client, args, options)),
    plan: (client: DmexClient, args: Args, options: PlanOptions = {}) => guard(planned(client, args, options)),
    extractEvent: (logs: readonly Log[]) => extract(logs),
    extractEvents: (logs: readonly Log[]) => (event ? extractEvents(event, logs) : []) as Decoded[],
    watch(client: DmexClient, filter?: EventFilter<Decoded>, options?: WatchOptions) {
      const from = options?.contract ?? emitter ?? contract
      return watchEvent(client, { action, event, from }, filter as object, options) as unknown as Watcher<Decoded>
    },
  }
  const run = (client: DmexClient, args: Args, options: WriteOptions = {}) =>
    guard(act(client, args, options), options.on)
  return Object.assign(run, faces) as unknown as WriteAction<Args, Decoded, ResultOf<Fn>>
}

/** Whether a missing allowance or approval may hide behind an error: of ours, of OpenZeppelin's, or of tokens that give no reason. */
const looksUnapproved = (error: DmexError): boolean =>
  /allowance|balance|approv|transfer|ERC20|^RevertedWithoutReason|^UnknownRevert/i.test(
    isDmexError(error, 'RevertedWithText') ? error.args.reason : error.code,
  )

function contextOf(session: Session): WriteContext {
  const { client, deployment, account } = session
  return {
    client,
    deployment,
    account: account.address,
    address: (contract) => addressOf(deployment, contract),
    async read(contract, abi, args) {
      const to = addressOf(deployment, contract)
      return decodeResult(abi, await ethCall(client, { to, data: encodeCall(abi, args) }), to)
    },
    now: () => chainTime(client),
  }
}
