import { rulesAt } from '../rules/defineRules.js'
import type { Facts, Rules } from '../rules/types.js'
import type { ItemState, Mined, Moment, Snapshot } from './types.js'

const nothing: Mined = Object.freeze({ today: 0n, total: 0n, claimable: 0n })

/** A slot of which nothing is known. */
export const emptyState: ItemState = Object.freeze({
  mode: 'empty',
  controller: undefined,
  principal: undefined,
  power: undefined,
  nonce: 0,
  shares: { total: 0n, player: undefined, playerAmount: 0n, lenderAmount: 0n, studioAmount: 0n, guildAmount: 0n },
  sealUntil: 0,
  coolDown: 0,
  detachBy: undefined,
  detachReadyAt: 0,
  detachWindowEnds: 0,
  orphanSince: 0,
  endDay: 0,
  revocable: false,
  offered: false,
  onTransfer: 'end',
  borrower: undefined,
  price: 0n,
  payToken: undefined,
  stateHash: '',
})

function freezeDeep<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) freezeDeep(inner)
  }
  return value
}

/** Whose power drives the item's stats: power on offer is not the item's yet. */
const factsOf = ({ power, shares, offered }: ItemState): Facts =>
  power && !offered
    ? {
        asset: power.asset,
        today: power.today,
        total: power.total,
        claimable: shares.playerAmount,
        power: power.units,
        streakDays: power.streakDays,
        daysMined: power.daysMined,
      }
    : {}

/** Makes what a game shows out of what was read. */
export function toSnapshot<Stats>(
  versions: readonly Rules<Stats>[],
  state: ItemState,
  at: Moment,
  stale: boolean,
): Snapshot<Stats> {
  const facts = factsOf(state)
  const { stats, level, hash } = rulesAt(versions, at.time).evaluate(facts)
  const { asset, today = 0n, total = 0n, claimable = 0n } = facts
  const mined = { BTC: nothing, FIL: nothing, ...(asset ? { [asset]: { today, total, claimable } } : {}) }
  return freezeDeep({ stats, level, rulesHash: hash, mined, state, at, stale })
}
