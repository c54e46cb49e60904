import type { WriteAction } from '../core/defineWrite.js'
import { execute } from '../core/execute.js'
import type { LifecycleEvent } from '../core/lifecycle.js'
import type { Plan } from '../core/plan.js'
import { parsePlan, serializePlan } from '../core/serializePlan.js'
import type { Address, Deployment, DmexClient, Hex } from '../core/types.js'
import { type DmexError, type DmexErrorCode, isDmexError } from '../errors/DmexError.js'
import { type Bench, createBench } from './bench.js'

/** What an action needs to be tried: who acts, and with which arguments. */
export interface Scenario {
  /** The account that acts. Any account: the chain is asked to impersonate it. */
  readonly account: Address
  readonly args: unknown
}

/** What the conformance suite runs on. */
export interface ConformanceOptions {
  /** RPC URL of an anvil chain. The suite takes it back to where it was after each case. */
  readonly rpcUrl: string
  readonly deployment: Deployment
  /**
   * For each action, by its name (`mint.buyHashpower`): brings the chain to where the action can be done, without approving
   * anything, and says by whom.
   */
  readonly scenarios: Readonly<Record<string, () => Promise<Scenario>>>
}

/** One thing that may happen to one write. */
export interface ConformanceCase {
  /** `mint.buyHashpower: the owner cancels`. */
  readonly name: string
  readonly action: string
  /** Throws when the action does not behave. Run cases one after another: they share a chain. */
  run(): Promise<void>
}

type AnyWrite = WriteAction<unknown, unknown>

/**
 * Makes the cases that every write must pass: reverted, sped up, replaced, cancelled, declined, no EIP-5792, atomic and half-finished
 * batches, HTTP 429, an endpoint that goes down and comes back, and more. Imports no test runner: give the cases to yours.
 *
 * @param actions - the exports of a module, or of several; whatever is no write is passed over
 * @param options - a chain, its deployment, and how to set each action up; an action without a scenario is a case that fails
 *
 * @example
 * ```ts
 * import type { Deployment } from '@dmex/sdk'
 * import * as mint from '@dmex/sdk/mint'
 * import { conformance, type Scenario } from '@dmex/sdk/testing'
 *
 * export function casesOf(rpcUrl: string, deployment: Deployment, scenarios: Record<string, () => Promise<Scenario>>) {
 *   return conformance(mint, { rpcUrl, deployment, scenarios })
 * }
 * ```
 */
export function conformance(actions: object, options: ConformanceOptions): readonly ConformanceCase[] {
  const bench = createBench(options)
  return Object.values(actions)
    .filter((action): action is AnyWrite => typeof action === 'function' && 'kind' in action && action.kind === 'write')
    .flatMap((action) =>
      Object.entries(behaviours).map(([behaviour, check]) => ({
        name: `${action.action}: ${behaviour}`,
        action: action.action,
        run: () => bench.run(action, async (trial) => check({ ...trial, action })),
      })),
    )
}

interface Trial extends Bench {
  readonly action: AnyWrite
}

/** Each is a promise that the SDK makes about every write. */
const behaviours: Readonly<Record<string, (trial: Trial) => Promise<void>>> = {
  async 'goes through, and its event is in the receipt'(trial) {
    await trial.approve()
    const { result, stages } = await direct(trial)
    equal(stages, ['simulated', 'awaiting-signature', 'submitted', 'included', 'confirmed'], 'stages')
    equal(result.receipt.status, 'success', 'status')
    equal(text(result.event), text(result.event && trial.action.extractEvent(result.receipt.logs)), 'event')
  },

  async 'is simulated without a trace'(trial) {
    await trial.approve()
    const before = await trial.state()
    await trial.action.simulate(trial.client(), trial.args)
    equal(await trial.state(), before, 'state')
  },

  async 'is built without asking the chain'(trial) {
    const { to, data } = trial.action.call(trial.deployment, trial.args)
    const planned = (await trial.plan()).calls.at(-1)
    equal([to, data.slice(0, 10)], [planned?.to, planned?.data.slice(0, 10)], 'call')
  },

  async 'names the approval that is missing'(trial) {
    const { missing } = await trial.plan()
    const expected: Record<string, DmexErrorCode> = { erc20: 'InsufficientAllowance', nft: 'ApprovalMissing' }
    const [first] = missing
    const code = first && expected[first.kind]
    if (code) await fails(trial.action.simulate(trial.client(), trial.args), code)
    else if (!first) await trial.action.simulate(trial.client(), trial.args)
  },

  async 'carries its plan out step by step, also after a round trip through text'(trial) {
    const plan = await trial.plan()
    equal(text(parsePlan(serializePlan(plan))), text(plan), 'plan')
    await carriedOut(trial, parsePlan(serializePlan(plan)), 'steps')
  },

  async 'carries its plan out with transactions alone, in a wallet that neither signs nor batches'(trial) {
    trial.wallet.fail.add('noTypedData')
    await carriedOut(trial, await trial.plan(), 'steps')
    equal(trial.wallet.calls.includes('wallet_sendCalls'), false, 'wallet_sendCalls')
  },

  async 'carries its plan out in one atomic batch'(trial) {
    const batches = await trial.allowBatch('atomic')
    const plan = await trial.plan()
    await carriedOut(trial, plan, batches && plan.calls.length > 1 ? 'atomic' : 'steps')
  },

  async 'says how far half a batch got, and finishes with a new plan'(trial) {
    const batches = await trial.allowBatch('sequential')
    const plan = await trial.plan({ approval: 'approve' })
    if (!batches || plan.calls.length < 2) return carriedOut(trial, plan, 'steps')
    trial.wallet.fail.add('halfBatch')
    const error = await fails(execute(trial.client(), plan), 'BatchIncomplete')
    equal(isDmexError(error, 'BatchIncomplete') && error.args.completed, 1, 'completed')
    trial.wallet.fail.clear()
    const again = await trial.plan({ approval: 'approve' })
    equal(again.calls.length, plan.calls.length - 1, 'calls left')
    await carriedOut(trial, again, again.calls.length > 1 ? 'batch' : 'steps')
  },

  async 'sends nothing when the owner declines'(trial) {
    await trial.approve()
    const before = await trial.state()
    trial.wallet.fail.add('reject')
    await fails(direct(trial), 'UserRejected')
    equal(await trial.state(), before, 'state')
    await worksAgain(trial)
  },

  async 'says that it reverted, and in which transaction'(trial) {
    await trial.approve()
    trial.wallet.fail.add('revert')
    const error = await fails(direct(trial), 'RevertedWithoutReason')
    equal(error.hash?.length, 66, 'hash')
    await worksAgain(trial)
  },

  async 'follows a transaction that its owner speeds up'(trial) {
    await trial.approve()
    trial.wallet.fail.add('speedUp')
    const { result, events, stages } = await direct(trial)
    equal(stages, ['simulated', 'awaiting-signature', 'submitted', 'replaced', 'included', 'confirmed'], 'stages')
    const replaced = events.find((event) => event.stage === 'replaced')
    equal(replaced?.replacement, result.hash, 'replacement')
  },

  async 'says that its owner sent something else instead'(trial) {
    await trial.approve()
    trial.wallet.fail.add('replace')
    await fails(direct(trial), 'TransactionReplaced')
    await worksAgain(trial)
  },

  async 'says that its owner cancelled'(trial) {
    await trial.approve()
    trial.wallet.fail.add('cancel')
    await fails(direct(trial), 'TransactionCancelled')
    await worksAgain(trial)
  },

  async 'sends nothing when the endpoint answers HTTP 429'(trial) {
    await refusesEarly(trial, 'rateLimited', 'RateLimited')
  },

  async 'sends nothing when the endpoint is down'(trial) {
    await refusesEarly(trial, 'down', 'RpcUnavailable')
  },

  async 'waits through HTTP 429'(trial) {
    await waitsThrough(trial, 'rateLimited')
  },

  async 'waits for an endpoint that goes down and comes back'(trial) {
    await waitsThrough(trial, 'down')
  },

  async 'gives the hash when no receipt comes in time, and nothing is lost'(trial) {
    await trial.approve()
    await trial.rpc('evm_setAutomine', false)
    const error = await fails(trial.action(trial.client(), trial.args, { timeoutMs: 100 }), 'ReceiptTimeout')
    await trial.rpc('evm_setAutomine', true)
    await trial.rpc('evm_mine')
    const receipt = await trial.rpc<{ status: Hex }>('eth_getTransactionReceipt', error.hash)
    equal(receipt.status, '0x1', 'status')
  },

  async 'refuses a wallet on another chain'(trial) {
    await trial.approve()
    trial.wallet.fail.add('wrongChain')
    await fails(direct(trial), 'WrongChain')
    equal(trial.wallet.calls.includes('eth_sendTransaction'), false, 'eth_sendTransaction')
  },

  async 'is seen by whoever watches'(trial) {
    await trial.approve()
    const { event: expected } = await trial.plan()
    if (!expected) return
    const fromBlock = BigInt(await trial.rpc<Hex>('eth_blockNumber')) + 1n
    const watcher = trial.action.watch(trial.client(), {}, { fromBlock, contract: expected.emitter })
    const { result } = await direct(trial)
    for await (const { event, log } of watcher) {
      equal(text(event), text(result.event), 'event')
      equal(log.transactionHash, result.hash, 'transaction')
      break
    }
    watcher.off()
  },
}

/** Calls the action directly, and notes what happens. */
async function direct({ action, args, client }: Trial, through: DmexClient = client()) {
  const events: LifecycleEvent[] = []
  const result = await action(through, args, { on: (event) => events.push(event) })
  return { result, events, stages: events.map(({ stage }) => stage) }
}

async function carriedOut({ client }: Trial, plan: Plan, mode: string): Promise<void> {
  const stages: string[] = []
  const result = await execute(client(), plan, { on: ({ stage }) => stages.push(stage) })
  equal(result.mode, mode, 'mode')
  equal(stages.filter((stage) => stage === 'requirement').length, plan.missing.length, 'requirements')
  equal(stages.at(-1), 'confirmed', 'last stage')
  equal(result.receipt.status, 'success', 'status')
}

async function worksAgain(trial: Trial): Promise<void> {
  trial.wallet.fail.clear()
  const { result } = await direct(trial)
  equal(result.receipt.status, 'success', 'status of another try')
}

async function refusesEarly(trial: Trial, failure: 'rateLimited' | 'down', code: DmexErrorCode): Promise<void> {
  await trial.approve()
  const before = await trial.state()
  const { client, proxy } = await trial.throughProxy()
  proxy.fail = failure
  await fails(direct(trial, client), code)
  equal(await trial.state(), before, 'state')
  proxy.fail = undefined
  equal((await direct(trial, client)).result.receipt.status, 'success', 'status of another try')
}

async function waitsThrough(trial: Trial, failure: 'rateLimited' | 'down'): Promise<void> {
  await trial.approve()
  const { client, proxy } = await trial.throughProxy()
  const result = await trial.action(client, trial.args, {
    on({ stage }) {
      if (stage !== 'submitted') return
      proxy.fail = failure
      setTimeout(() => {
        proxy.fail = undefined
      }, 150)
    },
  })
  equal(result.receipt.status, 'success', 'status')
}

/** Fails unless the promise fails with the code. */
async function fails(promise: Promise<unknown>, code: DmexErrorCode): Promise<DmexError> {
  try {
    await promise
  } catch (error) {
    if (!isDmexError(error)) throw new Error(`expected DmexError ${code}, and it was ${error}`, { cause: error })
    if (error.code !== code)
      throw new Error(`expected ${code}, and it was ${error.code}: ${error.message}`, { cause: error })
    return error
  }
  throw new Error(`expected it to fail with ${code}, and it went through`)
}

function equal(actual: unknown, expected: unknown, what: string): void {
  if (text(actual) !== text(expected))
    throw new Error(`${what}: expected ${text(expected)}, and it was ${text(actual)}`)
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}n` : each)) ?? 'undefined'
