import { timelockExecuteBatchAbi, timelockGetMinDelayAbi, timelockScheduleBatchAbi } from '@dmex/contracts-abi'
import { type Address, addressOf, type Call, type Hex } from '@dmex/sdk'
import { mine, timeOf } from './chain.js'
import { encode, read, view } from './contracts.js'
import type { World } from './world.js'

/** A call that the council decides on. */
export interface Motion extends Pick<Call, 'to' | 'data'> {
  /** What it does, in words. */
  readonly title: string
}

const NO_PREDECESSOR: Hex = `0x${'0'.repeat(64)}`

/**
 * Passes calls through the timelock: proposed, waited for (48 hours), executed together or not at all.
 *
 * The first council seat proposes. It stands for the Safe of seven seats, four of which must sign on a real chain.
 *
 * @param wait - lets the delay go by, or most of it
 */
export async function vote(
  { rpc, deployment, accounts }: Pick<World, 'rpc' | 'deployment' | 'accounts'>,
  motions: readonly Motion[],
  wait: () => Promise<void>,
): Promise<void> {
  const timelock = addressOf(deployment, 'timelock')
  const delay = await read(rpc, view(timelock, timelockGetMinDelayAbi, []))
  const targets: Address[] = motions.map(({ to }) => to)
  const values = motions.map(() => 0n)
  const payloads = motions.map(({ data }) => data)
  const proposed = (await timeOf(rpc)) + 1
  // The same motion may come twice in a market's life: the time tells them apart.
  const salt: Hex = `0x${proposed.toString(16).padStart(64, '0')}`
  const label = motions.map(({ title }) => title).join(', ')
  const from = accounts.council1.address
  const schedule = encode(timelock, timelockScheduleBatchAbi, [targets, values, payloads, NO_PREDECESSOR, salt, delay])
  await mine(rpc, [{ from, call: schedule, label: `Proposing: ${label}` }], proposed)
  await wait()
  const ready = Math.max((await timeOf(rpc)) + 1, proposed + Number(delay))
  const execute = encode(timelock, timelockExecuteBatchAbi, [targets, values, payloads, NO_PREDECESSOR, salt])
  await mine(rpc, [{ from, call: execute, label: `Executing: ${label}` }], ready)
}
