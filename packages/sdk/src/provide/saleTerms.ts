import type { Hex } from '../core/types.js'

/** How a series is sold. */
export interface SaleTerms {
  /** Price per unit when the sale opens, base units of the payment token. */
  readonly price: bigint
  /** Price per unit when it closes, at most `price`: it falls in a straight line. The same as `price`, when left out. */
  readonly endPrice?: bigint | undefined
  /** Unix seconds; at once, when left out. */
  readonly opensAt?: number | undefined
  /** Unix seconds; never, when left out, which only a fixed price allows. */
  readonly closesAt?: number | undefined
  /** Units that one wallet may buy; any number, when left out. */
  readonly walletCap?: bigint | undefined
  /** Merkle root of the allow-list; a public sale, when left out. */
  readonly allowRoot?: Hex | undefined
}

const NO_ROOT: Hex = `0x${'0'.repeat(64)}`

/** Sale terms as the contract takes them. */
export const toSaleTerms = ({
  price,
  endPrice = price,
  opensAt = 0,
  closesAt = 0,
  walletCap = 0n,
  allowRoot = NO_ROOT,
}: SaleTerms): {
  startPrice: bigint
  endPrice: bigint
  opensAt: number
  closesAt: number
  walletCap: bigint
  allowRoot: Hex
} => ({ startPrice: price, endPrice, opensAt, closesAt, walletCap, allowRoot })
