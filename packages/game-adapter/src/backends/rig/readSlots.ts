import type { DmexClient } from '@dmex/sdk'
import { getSlots, type Hashpower, type Slot } from '@dmex/sdk/rig'
import { emptyState } from '../../core/snapshot.js'
import type { ItemRef, ItemState, Reading } from '../../core/types.js'
import type { FleetIncome } from './income.js'

/** What the lens reads in one call. */
const SLOTS = 100

function toState(slot: Slot, power: (nft: Hashpower) => ItemState['power']): ItemState {
  const { mode, controller, nonce, stateHash, shares } = slot
  const { total, playerAmount, lenderAmount, studioAmount, guildAmount } = shares
  if (mode === 'empty') return { ...emptyState, controller, nonce, stateHash }
  const { principal, sealUntil, coolDown, detachBy, detachReadyAt, detachWindowEnds, orphanSince } = slot
  const { endDay, revocable, offered, onTransfer, borrower, price, payToken } = slot
  const player = /^0x0+$/.test(shares.player) ? undefined : shares.player
  return {
    mode,
    controller,
    principal,
    power: slot.power && power(slot.power),
    nonce,
    shares: { total, player, playerAmount, lenderAmount, studioAmount, guildAmount },
    sealUntil,
    coolDown,
    detachBy,
    detachReadyAt,
    detachWindowEnds,
    orphanSince,
    endDay,
    revocable,
    offered,
    onTransfer,
    borrower,
    price,
    payToken,
    stateHash,
  }
}

/** Reads items through the lens: a call for each hundred, and one or two for each fleet. */
export async function readSlots(
  client: DmexClient,
  income: FleetIncome,
  items: readonly ItemRef[],
  block?: bigint,
): Promise<Reading> {
  const chunks = Array.from({ length: Math.ceil(items.length / SLOTS) }, (_, chunk) =>
    items.slice(chunk * SLOTS, (chunk + 1) * SLOTS),
  )
  const read = await Promise.all(chunks.map((chunk) => getSlots(client, { items: chunk }, { block })))
  const slots = read.flatMap((part) => part.slots)
  await income.load(
    slots.flatMap(({ power }) => power ?? []),
    block,
  )
  // Chunks may be of neighbouring blocks; the oldest is what can be vouched for.
  const at = read.reduce((oldest, part) => (part.at.blockNumber < oldest.blockNumber ? part.at : oldest), {
    blockNumber: read[0]?.at.blockNumber ?? 0n,
    timestamp: read[0]?.at.timestamp ?? 0n,
  })
  return {
    at: { block: at.blockNumber, time: Number(at.timestamp) },
    items: slots.map((slot) => toState(slot, (nft) => income.powerOf(nft))),
  }
}
