import type { mineLensTicketsAbi } from '@dmex/contracts-abi'
import type { ResultOf } from '../core/types.js'

type Raw = ResultOf<typeof mineLensTicketsAbi>['items'][number]

/** Shares that wait to be paid. `value` and `ahead`, what waits before it, are base units of the pool's asset. */
export interface Ticket extends Omit<Raw, 'place'> {
  /** 0 is next to be paid. */
  readonly place: number
}

/** Turns the lens's ticket into ours. */
export const toTicket = (raw: Raw): Ticket => ({ ...raw, place: Number(raw.place) })
