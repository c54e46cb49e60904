import { addressOf, type DmexClient } from '@dmex/sdk'
import type { Hashpower } from '@dmex/sdk/mint'
import type { Address } from '../../store/types.js'

/** Most NFTs in one merge. */
const MOST_MERGED = 100

/** Whether two addresses are the same, however they are written. */
export const isSame = (one: Address | undefined, other: Address | undefined): boolean =>
  one !== undefined && one.toLowerCase() === other?.toLowerCase()

/** Whether somebody may split, merge, send or pledge it. */
export function isFree({ owner, locker, refunded, state }: Hashpower, account: Address | undefined): boolean {
  return isSame(owner, account) && !locker && !refunded && (state === 'earning' || state === 'waiting')
}

/** The NFTs that can be merged with one: of the same owner, series and first day, and without rights given away. */
export function partnersOf(
  nft: Hashpower,
  all: readonly Hashpower[],
  account: Address | undefined,
): readonly Hashpower[] {
  if (!isFree(nft, account) || !isWhole(nft)) return []
  const { id, seriesId, startDay, eventBits, slashPaid } = nft
  return all
    .filter(
      (other) =>
        other.id !== id &&
        other.seriesId === seriesId &&
        other.startDay === startDay &&
        other.eventBits === eventBits &&
        other.slashPaid === slashPaid &&
        isFree(other, account) &&
        isWhole(other),
    )
    .slice(0, MOST_MERGED - 1)
}

/** Nobody else earns from it or uses it. */
const isWhole = ({ owner, beneficiary, user }: Hashpower): boolean => isSame(owner, beneficiary) && user === undefined

/** Days of its term that have not settled yet. */
export function daysLeft({ startDay, endDay, settled, state }: Hashpower): number {
  if (state === 'terminated') return 0
  return Math.max(0, endDay - Math.max(settled, startDay - 1))
}

/** The two numbers in an NFT's id: its series, and which one of the series it is. */
export function numbersOf(id: bigint): readonly [series: bigint, number: bigint] {
  return [id >> 32n, id & 0xffffffffn]
}

/** Whether what locks it is the contract that holds power in game items. */
export function isInItem({ locker }: Hashpower, client: DmexClient): boolean {
  if (!locker) return false
  try {
    return isSame(locker, addressOf(client.dmexDeployment ?? client.chain?.id ?? 0, 'rig'))
  } catch {
    // A deployment without games: something else locks it.
    return false
  }
}
