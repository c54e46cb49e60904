import { getLogs } from '../internal/rpc.js'
import type { DmexClient, MinedLog } from './types.js'

/** Most blocks asked for at once, to begin with: what the strictest of the large providers allows. */
const MAX_RANGE = 1_000n

/** What providers say when a range has too many blocks or logs: they have no common code. */
const TOO_MUCH = /range|limit|too many|too large|more than|exceed|result set|response size|timed? ?out/i
const TOO_OFTEN = /rate.?limit|too many requests|429/i

/**
 * Finds logs in any number of blocks, in order. Asks for one stretch after the other, and for half of it whenever the
 * provider finds it too long.
 *
 * @yields a stretch's logs, with the block that it ended at
 */
export async function* scanLogs(
  client: DmexClient,
  { address, topics, fromBlock, toBlock }: Parameters<typeof getLogs>[1],
): AsyncGenerator<{ readonly logs: readonly MinedLog[]; readonly through: bigint }, void> {
  let span = MAX_RANGE
  for (let next = fromBlock; next <= toBlock; ) {
    const through = next + span - 1n < toBlock ? next + span - 1n : toBlock
    let logs: readonly MinedLog[]
    try {
      logs = await getLogs(client, { address, topics, fromBlock: next, toBlock: through })
    } catch (error) {
      const { message, details } = error as { message?: unknown; details?: unknown }
      const text = `${message} ${details}`
      if (through === next || !TOO_MUCH.test(text) || TOO_OFTEN.test(text)) throw error
      span = (through - next + 1n) / 2n
      continue
    }
    yield { logs, through }
    next = through + 1n
  }
}
