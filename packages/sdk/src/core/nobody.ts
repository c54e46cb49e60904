import type { Address } from './types.js'

/** The zero address, which stands for nobody. */
export const NOBODY: Address = '0x0000000000000000000000000000000000000000'

/** `undefined` for the zero address. */
export const someone = (address: Address): Address | undefined => (address === NOBODY ? undefined : address)
