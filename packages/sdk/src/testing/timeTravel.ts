import type { DmexClient } from '../core/types.js'
import { chainTime, request } from '../internal/rpc.js'
import { numberToHex } from '../internal/viem.js'

/** How far to go: by a span, or to a moment. */
export interface TimeTravel {
  readonly days?: number | undefined
  readonly seconds?: number | undefined
  /** Unix seconds; later than the latest block. */
  readonly to?: bigint | undefined
}

/**
 * Moves the time of a local chain forward, and mines a block there.
 *
 * @param client - a client of an anvil chain
 * @param span - how far to go
 * @returns time of the new block, unix seconds
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { timeTravel } from '@dmex/sdk/testing'
 *
 * export const sleepOneNight = (client: DmexClient) => timeTravel(client, { days: 1 })
 * ```
 */
export async function timeTravel(client: DmexClient, { days = 0, seconds = 0, to }: TimeTravel): Promise<bigint> {
  const target = to ?? (await chainTime(client)) + BigInt(Math.round(days * 86_400 + seconds))
  await request(client, 'evm_setNextBlockTimestamp', numberToHex(target))
  await request(client, 'evm_mine')
  return target
}
