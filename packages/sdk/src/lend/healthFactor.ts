export declare namespace healthFactor {
  /** A loan, and what stands behind it. */
  type Args = {
    /** Base units of the asset, such as `debt` of `getLoan`, or what `debtAt` answers. */
    readonly debt: bigint
    /** What the NFT is worth as collateral, base units of the asset: `value.value` of `getLoan`, or of `loanValue`. */
    readonly value: bigint
    /** The part of the value above which a debt can be liquidated, basis points: `liquidationBps` of `getPool`. */
    readonly liquidationBps: number
  }
}

/**
 * Works out how far a loan is from liquidation: below 10^18 it can be liquidated. Pure: asks nobody anything.
 *
 * @param args - debt and value
 * @returns the liquidation part of the value over the debt, x 10^18, rounded down; `undefined` without a debt
 *
 * @example
 * ```ts
 * import { healthFactor } from '@dmex/sdk/lend'
 *
 * healthFactor({ debt: 70n, value: 100n, liquidationBps: 8_500 }) // 1.214 x 10^18
 * ```
 */
export const healthFactor = ({ debt, value, liquidationBps }: healthFactor.Args): bigint | undefined =>
  debt ? (value * BigInt(liquidationBps) * 10n ** 14n) / debt : undefined
