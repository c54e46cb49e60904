import type { Address } from './types.js'

/** Where Uniswap's Permit2 is, on every chain that has it. */
export const PERMIT2: Address = '0x000000000022D473030F116dDEE9F6B43aC78BA3'
