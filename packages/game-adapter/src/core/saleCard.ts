import { same } from './itemKey.js'
import type { ItemRef, ItemState, Moment, SaleCard, SaleWarning } from './types.js'

/** Says what a buyer of an item gets. */
export function toSaleCard(item: ItemRef, state: ItemState, { time }: Moment, stale: boolean): SaleCard {
  const { mode, power, controller, sealUntil, detachBy, detachReadyAt, onTransfer, revocable, offered, shares } = state
  const warnings: SaleWarning[] = []
  const warn = (code: SaleWarning['code'], message: string): void => void warnings.push({ code, message })
  if (stale) warn('Stale', 'This was read earlier, and can not be read now. Try again before you buy.')
  if (!controller) warn('Gone', 'Nobody controls this item: it was burned, or its contract does not answer.')
  if (!power || offered) warn('Empty', 'There is no hashpower in this item.')
  if (mode === 'bound') {
    if (sealUntil <= time)
      warn('NotSealed', 'The seller can take the hashpower out. Ask for a seal, and guard the purchase with stateHash.')
    // A request is void once the item changed hands.
    if (detachReadyAt > 0 && same(detachBy, controller))
      warn(
        'DetachRequested',
        'The seller has asked to take the hashpower out. A sale voids it; a detach before the sale does not.',
      )
  } else if (mode === 'lent' && !offered) {
    if (onTransfer === 'end')
      warn('EndsOnTransfer', 'The hashpower is lent to the seller and does not come with the item.')
    if (revocable) warn('Revocable', 'The hashpower is lent, and its owner may take it back at any time.')
  }
  const unclaimed = shares.playerAmount
  if (unclaimed > 0n) warn('Unclaimed', 'Income waits in this item. The seller can claim it before the sale.')
  return Object.freeze({
    item,
    seller: controller,
    power: offered ? undefined : power,
    unclaimed,
    sealUntil,
    stateHash: state.stateHash,
    warnings: Object.freeze(warnings),
  })
}
