import { confirm, intervalOf, sleep } from '../core/receipt.js'
import { type Session, send } from '../core/session.js'
import type { Call, Hex } from '../core/types.js'
import { getReceipt } from '../internal/rpc.js'

const POSITION = { step: 0, steps: 1, label: 'Deploy' }

/** Sends a call and waits until it is in a block. */
export async function transact(session: Session, call: Pick<Call, 'to' | 'data' | 'value'>): Promise<Hex> {
  const hash = await send(session, call, POSITION)
  // A local chain mines at once: a few quick looks spare dozens of transactions the usual interval each.
  for (let wait = 5; wait < intervalOf(session.client); wait *= 3) {
    if (await getReceipt(session.client, hash)) break
    await sleep(wait)
  }
  return (await confirm(session, call, hash, POSITION)).transactionHash
}
