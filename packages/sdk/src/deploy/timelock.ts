import {
  timelockCallExecutedEventAbi,
  timelockCallScheduledEventAbi,
  timelockExecuteBatchAbi,
  timelockGetMinDelayAbi,
  timelockScheduleBatchAbi,
} from '@dmex/contracts-abi'
import { addressOf, deploymentOf } from '../core/addressBook.js'
import { defineWrite, type WriteAction, type WriteOptions, type WriteResult } from '../core/defineWrite.js'
import { decodeResult } from '../core/results.js'
import type { Call, DmexClient, EventOf, Hex } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { ethCall, request } from '../internal/rpc.js'
import { encodeFunctionData } from '../internal/viem.js'

const NONE: Hex = `0x${'0'.repeat(64)}`

/** Calls that governance makes together or not at all. */
export type TimelockBatch = {
  /** The calls, in order; from `contractCall` or any action's `.call`. */
  readonly calls: readonly Pick<Call, 'to' | 'data' | 'value'>[]
  /** Tells this batch from another with the same calls; zero, when left out. */
  readonly salt?: Hex | undefined
}

const split = (calls: TimelockBatch['calls']) =>
  [calls.map(({ to }) => to), calls.map(({ value }) => value), calls.map(({ data }) => data)] as const

export declare namespace scheduleBatch {
  /** What to schedule, and for when. */
  type Args = TimelockBatch & {
    /** Seconds until it can be executed, at least the timelock's delay of 48 hours. */
    readonly delaySeconds: bigint
  }
  /** The first call of the batch, and the batch's id. */
  type Event = EventOf<typeof timelockCallScheduledEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'AccessControlUnauthorizedAccount' | 'TimelockInsufficientDelay' | 'TimelockUnexpectedOperationState'
  >
}

/**
 * Schedules calls at the timelock, which owns every parameter of the protocol. Only a proposer.
 *
 * Writes the batch's time. Anybody can see it coming; a canceller can stop it until it is executed.
 *
 * @throws DmexError `AccessControlUnauthorizedAccount` when the caller is no proposer
 * @throws DmexError `TimelockInsufficientDelay` when `delaySeconds` is less than the timelock's
 * @throws DmexError `TimelockUnexpectedOperationState` when the same batch with the same salt was scheduled before
 *
 * @example
 * ```ts
 * import type { Call, DmexClient } from '@dmex/sdk'
 * import { scheduleBatch } from '@dmex/sdk/deploy'
 *
 * export const propose = (client: DmexClient, calls: Call[]) =>
 *   scheduleBatch(client, { calls, delaySeconds: 172_800n })
 * ```
 */
export const scheduleBatch: WriteAction<scheduleBatch.Args, scheduleBatch.Event> = /*#__PURE__*/ defineWrite({
  name: 'deploy.scheduleBatch',
  contract: 'timelock',
  abi: timelockScheduleBatchAbi,
  args: ({ calls, salt = NONE, delaySeconds }) => [...split(calls), NONE, salt, delaySeconds],
  event: timelockCallScheduledEventAbi,
})

export declare namespace executeBatch {
  /** The batch, exactly as it was scheduled. */
  type Args = TimelockBatch
  /** The first call of the batch, and the batch's id. */
  type Event = EventOf<typeof timelockCallExecutedEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK and of the calls themselves. */
  type ErrorCode = ErrorCodes<'TimelockUnexpectedOperationState'>
}

/**
 * Executes calls that were scheduled at the timelock and have waited long enough. Anybody may, unless the deployment names
 * executors.
 *
 * Makes the calls as the timelock, all or none.
 *
 * @throws DmexError `TimelockUnexpectedOperationState` when it was not scheduled, has not waited long enough, or is done
 *
 * @example
 * ```ts
 * import type { Call, DmexClient } from '@dmex/sdk'
 * import { executeBatch } from '@dmex/sdk/deploy'
 *
 * export const enact = (client: DmexClient, calls: Call[]) => executeBatch(client, { calls })
 * ```
 */
export const executeBatch: WriteAction<executeBatch.Args, executeBatch.Event> = /*#__PURE__*/ defineWrite({
  name: 'deploy.executeBatch',
  contract: 'timelock',
  abi: timelockExecuteBatchAbi,
  args: ({ calls, salt = NONE }) => [...split(calls), NONE, salt],
  event: timelockCallExecutedEventAbi,
})

/**
 * Passes calls through the timelock from start to end: schedules them, lets its delay go by, executes them.
 *
 * For local chains, where `wait` moves time. On a real chain the delay is two days: call `scheduleBatch`, and later
 * `executeBatch`.
 *
 * @param client - a proposer's
 * @param calls - what governance does
 * @param wait - lets seconds go by
 * @throws DmexError as `scheduleBatch` and `executeBatch` do, and with whatever a call is refused for
 *
 * @example
 * ```ts
 * import type { Call, DmexClient } from '@dmex/sdk'
 * import { timelockCall } from '@dmex/sdk/deploy'
 * import { timeTravel } from '@dmex/sdk/testing'
 *
 * export const enact = (client: DmexClient, calls: Call[]) =>
 *   timelockCall(client, calls, (seconds) => timeTravel(client, { seconds }))
 * ```
 */
export async function timelockCall(
  client: DmexClient,
  calls: TimelockBatch['calls'],
  wait: (seconds: number) => Promise<unknown>,
  options: WriteOptions = {},
): Promise<WriteResult<executeBatch.Event>> {
  const deployment = await deploymentOf(client, options.at)
  const timelock = addressOf(deployment, 'timelock')
  const [delay, block] = await Promise.all([
    ethCall(client, { to: timelock, data: encodeFunctionData({ abi: [timelockGetMinDelayAbi] }) }),
    request<Hex>(client, 'eth_blockNumber'),
  ])
  const delaySeconds = decodeResult(timelockGetMinDelayAbi, delay, timelock)
  // The same calls may be due again some day.
  const salt: Hex = `0x${block.slice(2).padStart(64, '0')}`
  await scheduleBatch(client, { calls, salt, delaySeconds }, options)
  await wait(Number(delaySeconds))
  return executeBatch(client, { calls, salt }, options)
}
