import type { Call } from '@dmex/sdk'
import { timelockCall } from '@dmex/sdk/deploy'
import { mine, timeOf } from './chain.js'
import { connectTo } from './clients.js'
import type { World } from './world.js'

/** A call that the council decides on. */
export type Motion = Pick<Call, 'to' | 'data'>

/**
 * Passes calls through the timelock: proposed, waited for (48 hours), executed together or not at all.
 *
 * The first council seat proposes. It stands for the Safe of seven seats, four of which must sign on a real chain.
 *
 * @param meanwhile - lets the delay go by, or most of it
 */
export async function vote(
  { rpc, deployment, accounts }: Pick<World, 'rpc' | 'deployment' | 'accounts'>,
  motions: readonly Motion[],
  meanwhile: () => Promise<void>,
): Promise<void> {
  if (motions.length === 0) throw new RangeError('There is nothing to vote on. Pass at least one call.')
  const council = connectTo(rpc.url, deployment, accounts.council1.address)
  const calls = motions.map(({ to, data }) => ({ to, data, value: 0n }))
  await timelockCall(council, calls, async (seconds) => {
    const ready = (await timeOf(rpc)) + seconds
    await meanwhile()
    await mine(rpc, [], Math.max(ready, (await timeOf(rpc)) + 1))
  })
}
