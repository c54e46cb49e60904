import type { minerLensMinersAbi } from '@dmex/contracts-abi'
import { someone } from '../core/nobody.js'
import type { Address, ResultOf } from '../core/types.js'

type Raw = ResultOf<typeof minerLensMinersAbi>['items'][number]

/** Where a miner stands. Only an `active` one sells. */
export type MinerStatus = 'applied' | 'approved' | 'active' | 'suspended' | 'banned'

/** A miner, what it discloses, and what its bond allows. */
export interface Miner extends Omit<Raw, 'miner'>, Omit<Raw['miner'], 'status' | 'pendingOperator'> {
  readonly status: MinerStatus
  /** Named by the operator, must accept. */
  readonly pendingOperator: Address | undefined
}

const STATUSES: readonly MinerStatus[] = ['applied', 'applied', 'approved', 'active', 'suspended', 'banned']

/** Turns the lens's miner into ours. */
export const toMiner = ({ miner, ...rest }: Raw): Miner => ({
  ...rest,
  ...miner,
  status: STATUSES[miner.status] ?? 'applied',
  pendingOperator: someone(miner.pendingOperator),
})
