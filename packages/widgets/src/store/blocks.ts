import type { Eip1193Provider } from './types.js'

/** Milliseconds between two looks at a chain. */
const INTERVAL_MS = 4_000

/** Asks a chain for its newest block, for all who want to know, and only while it is allowed to. */
export interface BlockPoll {
  /** Says that somebody watches a chain; gives back what ends it. */
  join(chainId: number, request: Eip1193Provider['request']): () => void
  /** Starts or stops after a change of visibility or connection. */
  reconsider(): void
}

interface Poll {
  readonly members: Set<Eip1193Provider['request']>
  timer: ReturnType<typeof setInterval> | undefined
  block: unknown
  asking: boolean
}

/**
 * Makes the poll of a page.
 *
 * @param allowed - whether to ask at all: nobody looks at a hidden page, and a page without a wallet stays silent
 * @param onBlock - called when a chain has a new block
 * @param onReach - called with whether the endpoint answered
 */
export function pollBlocks(
  allowed: () => boolean,
  onBlock: (chainId: number) => void,
  onReach: (chainId: number, answered: boolean) => void,
): BlockPoll {
  const polls = new Map<number, Poll>()

  const ask = async (chainId: number, poll: Poll): Promise<void> => {
    const [request] = poll.members
    if (!request || poll.asking) return
    poll.asking = true
    try {
      const block = await request({ method: 'eth_blockNumber' })
      onReach(chainId, true)
      const isNew = poll.block !== undefined && poll.block !== block
      poll.block = block
      if (isNew) onBlock(chainId)
    } catch {
      onReach(chainId, false)
    } finally {
      poll.asking = false
    }
  }

  const reconsider = (): void => {
    for (const [chainId, poll] of polls) {
      if (allowed() && poll.timer === undefined) {
        void ask(chainId, poll)
        poll.timer = setInterval(() => void ask(chainId, poll), INTERVAL_MS)
      } else if (!allowed() && poll.timer !== undefined) {
        clearInterval(poll.timer)
        poll.timer = undefined
      }
    }
  }

  return {
    reconsider,
    join(chainId, request) {
      const poll = polls.get(chainId) ?? { members: new Set(), timer: undefined, block: undefined, asking: false }
      polls.set(chainId, poll)
      // Each member is told apart, also when several bring the same function.
      const member: Eip1193Provider['request'] = (args) => request(args)
      poll.members.add(member)
      reconsider()
      return () => {
        poll.members.delete(member)
        if (poll.members.size > 0) return
        clearInterval(poll.timer)
        polls.delete(chainId)
      }
    },
  }
}
