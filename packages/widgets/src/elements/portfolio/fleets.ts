import type { DmexClient } from '@dmex/sdk'
import { getFleetHistory } from '@dmex/sdk/earn'
import type { Hashpower } from '@dmex/sdk/mint'
import { getFleet, getMiner } from '@dmex/sdk/provide'
import type { Query } from '../../controllers/ReadController.js'

/** Who runs a fleet. */
export interface FleetMiner {
  readonly minerId: number
  readonly company: string
  readonly farm: string
}

/** Decimals that income per unit is carried with. */
const INCOME_DECIMALS = 30

/**
 * Reads who runs the fleets of some NFTs: once for each fleet and each miner. Names do not change with the blocks, so that the key
 * is not one of those that are asked again.
 */
export function minersQuery(
  client: DmexClient,
  chainId: number,
  nfts: readonly Hashpower[],
): Query<ReadonlyMap<number, FleetMiner>> {
  const fleetIds = [...new Set(nfts.map(({ fleetId }) => fleetId))].sort((one, other) => one - other)
  return {
    queryKey: ['dmex-names', chainId, fleetIds],
    queryFn: async () => {
      const fleets = await Promise.all(fleetIds.map((fleetId) => getFleet(client, { fleetId })))
      const minerIds = [...new Set(fleets.map(({ minerId }) => minerId))]
      const miners = await Promise.all(minerIds.map((minerId) => getMiner(client, { minerId })))
      const named = new Map(miners.map(({ minerId, disclosure }) => [minerId, disclosure]))
      return new Map(
        fleets.map(({ fleetId, minerId }) => {
          const { company = '', farm = '' } = named.get(minerId) ?? {}
          return [fleetId, { minerId, company, farm }]
        }),
      )
    },
  }
}

/** Reads the newest settled day of the fleets of some NFTs. A settled day stays as it is, so that its key is not asked again. */
export function newestDaysQuery(
  client: DmexClient,
  chainId: number,
  nfts: readonly Hashpower[],
): Query<ReadonlyMap<number, getFleetHistory.Day>> {
  const settled = [...new Map(nfts.map(({ fleetId, settled }) => [fleetId, settled]))].sort(
    ([one], [other]) => one - other,
  )
  return {
    queryKey: ['dmex-days', chainId, settled],
    queryFn: async () => {
      const days = await Promise.all(
        settled.map(async ([fleetId, day]) => {
          const { days } = await getFleetHistory(client, { fleetId, fromDay: day, toDay: day, units: 1n })
          return days.map((each) => [fleetId, each] as const)
        }),
      )
      return new Map(days.flat())
    },
  }
}

/** What an NFT was credited on a day; `undefined` when its term does not cover that day. */
export function incomeOn(day: getFleetHistory.Day | undefined, nft: Hashpower): bigint | undefined {
  if (!day || day.day < nft.startDay || day.day > nft.endDay) return undefined
  return (nft.units * day.perUnit) / 10n ** BigInt(INCOME_DECIMALS - nft.reward.decimals)
}
