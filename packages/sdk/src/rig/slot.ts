import type { rigLensSlotsAbi } from '@dmex/contracts-abi'
import { someone } from '../core/nobody.js'
import type { Address, Hex, ResultOf } from '../core/types.js'
import { type Hashpower, type TakenAt, toHashpower } from '../core/views.js'

type Raw = ResultOf<typeof rigLensSlotsAbi>['result'][number]
type Nullable = 'principal' | 'controller' | 'detachBy' | 'borrower' | 'payToken'

/** A slot of an item: what is in it, on which terms, and what it would pay now. Accounts that are nobody are `undefined`. */
export interface Slot extends Omit<Raw['slot'], 'mode' | 'onTransfer' | Nullable> {
  /** `bound` power was deposited and follows the item; `lent` power stays in its owner's wallet. */
  readonly mode: 'empty' | 'bound' | 'lent'
  readonly onTransfer: 'end' | 'follow'
  /** Who deposited or lends. */
  readonly principal: Address | undefined
  /** Who controls the item now. */
  readonly controller: Address | undefined
  /** Who requested a detach. */
  readonly detachBy: Address | undefined
  /** Who controlled the item when the lending began. */
  readonly borrower: Address | undefined
  readonly payToken: Address | undefined
  /** Shares in basis points. */
  readonly terms: Raw['terms']
  /** What a claim would pay now, in the reward token. */
  readonly shares: Raw['shares']
  /** Changes with every change of the slot and its power; for `expectSlot`. */
  readonly stateHash: Hex
  /** The hashpower NFT in the slot. */
  readonly power: Hashpower | undefined
}

/** Turns the lens's slot into ours. */
export function toSlot({ slot, terms, shares, stateHash, power: [power] }: Raw, at: TakenAt): Slot {
  return {
    ...slot,
    mode: slot.powerId === 0n ? 'empty' : slot.mode === 0 ? 'bound' : 'lent',
    onTransfer: slot.onTransfer === 0 ? 'end' : 'follow',
    principal: someone(slot.principal),
    controller: someone(slot.controller),
    detachBy: someone(slot.detachBy),
    borrower: someone(slot.borrower),
    payToken: someone(slot.payToken),
    terms,
    shares,
    stateHash,
    power: power && toHashpower(power, at),
  }
}
