/** A year's interest of 100%, and a year, as the contracts count. */
const INTEREST_SCALE = 10n ** 9n * 365n * 86_400n

/** Divides, and rounds up. */
export const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

/** Simple interest on a principal, rounded up: `rate` is a year's x 10^9. */
export const interestOf = (principal: bigint, rate: number, seconds: bigint): bigint =>
  ceilDiv(principal * BigInt(rate) * seconds, INTEREST_SCALE)
