import type { Hex } from '@dmex/sdk'
import { benchmarkReportTypedData, type SignedReport } from '@dmex/sdk/provide'
import type { TypedDataDefinition } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { peopleOf } from './people.js'
import type { World } from './world.js'

/**
 * Has each attestor sign its value for a day.
 *
 * @param values - reward asset x 10^30 per unit, in the order of the attestors
 */
export async function signReports(
  { accounts, deployment }: Pick<World, 'accounts' | 'deployment'>,
  assetId: number,
  day: number,
  values: readonly bigint[],
): Promise<readonly SignedReport[]> {
  const reports = peopleOf(accounts, 'attestor').flatMap(({ address, privateKey }, index) => {
    const value = values[index]
    return value === undefined ? [] : [{ attestor: address, privateKey, value }]
  })
  return Promise.all(
    reports.map(async ({ attestor, privateKey, value }): Promise<SignedReport> => {
      const report = benchmarkReportTypedData(deployment, { assetId, day, value })
      return { attestor, value, signature: await signWith(privateKey, report as TypedDataDefinition) }
    }),
  )
}

function signWith(privateKey: Hex, report: TypedDataDefinition): Promise<Hex> {
  return privateKeyToAccount(privateKey).signTypedData(report)
}
