import { addressOf } from '../core/addressBook.js'
import type { TypedData } from '../core/requirements.js'
import type { Address, Deployment, Hex } from '../core/types.js'

/** A report, signed by its attestor. */
export interface SignedReport {
  readonly attestor: Address
  /** Reward asset x 10^30 per unit and day, gross of pool fees. */
  readonly value: bigint
  /** The attestor's signature of `benchmarkReportTypedData`. */
  readonly signature: Hex
}

export declare namespace benchmarkReportTypedData {
  /** What the attestor saw. */
  type Args = {
    /** The benchmark asset. */
    readonly assetId: number
    /** UTC day number. */
    readonly day: number
    /** Reward asset x 10^30 per unit and day, gross of pool fees. */
    readonly value: bigint
  }
}

/**
 * Writes the message with which an attestor reports what a unit of hashpower earned on a day, ready for
 * `eth_signTypedData_v4`.
 *
 * Asks the chain nothing.
 *
 * @param deployment - where the contracts are
 * @param args - asset, UTC day number, and the value
 * @throws DmexError `ContractNotDeployed` when the deployment has no benchmark
 *
 * @example
 * ```ts
 * import type { Deployment } from '@dmex/sdk'
 * import { benchmarkReportTypedData } from '@dmex/sdk/provide'
 *
 * export const message = (at: Deployment, day: number, value: bigint) =>
 *   benchmarkReportTypedData(at, { assetId: 1, day, value })
 * ```
 */
export function benchmarkReportTypedData(
  deployment: Deployment,
  { assetId, day, value }: benchmarkReportTypedData.Args,
): TypedData {
  return {
    domain: {
      name: 'DMEX Benchmark',
      version: '1',
      chainId: deployment.chainId,
      verifyingContract: addressOf(deployment, 'benchmark'),
    },
    types: {
      Report: [
        { name: 'asset', type: 'uint16' },
        { name: 'day', type: 'uint32' },
        { name: 'value', type: 'uint128' },
      ],
    },
    primaryType: 'Report',
    message: { asset: assetId, day, value },
  }
}
