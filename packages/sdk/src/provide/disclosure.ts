import type { Hex } from '../core/types.js'

/** What a miner says of itself; governance votes on it. */
export interface Disclosure {
  /** Name and place of the farm, at most 64 bytes. */
  readonly farm: string
  /** Legal name of the company, at most 64 bytes. */
  readonly company: string
  /** Units of hashpower installed, 1 GH/s or 1 GiB each. */
  readonly totalHashrate: bigint
  /** Units that work, at most `totalHashrate`. */
  readonly effectiveHashrate: bigint
  /** Income expected per unit and day, reward asset x 10^30; 0, when left out. */
  readonly expectedIncome?: bigint | undefined
  /** keccak-256 of the disclosure document. */
  readonly documentHash: Hex
  /** Where the document is, at most 256 bytes. */
  readonly uri: string
}

/** A disclosure as the contract takes it. */
export const toDisclosure = ({
  expectedIncome = 0n,
  ...rest
}: Disclosure): Disclosure & { expectedIncome: bigint } => ({
  ...rest,
  expectedIncome,
})
