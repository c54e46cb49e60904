import { createFleet } from '@dmex/sdk/provide'
import type { As } from '../market.js'
import type { Tokens, World } from '../world.js'

export { NO_DOCUMENT, URI } from '../market.js'

/** The series that the scene's people buy: of the second farms, behind the miners' four offers. */
export const TEBIBYTE_SERIES = 5
export const TERAHASH_SERIES = 6

/** Whole tokens in base units. */
export const amountOf = ({ decimals }: World, symbol: keyof Tokens, whole: bigint): bigint =>
  whole * 10n ** BigInt(decimals[symbol])

/** A second farm of a miner: what it earns and sells is apart from the market's first offers. */
export async function openFarm(
  { tokens }: World,
  as: As,
  {
    miner,
    reward,
    pay,
  }: { readonly miner: 'miner1' | 'miner2'; readonly reward: keyof Tokens; readonly pay: keyof Tokens },
): Promise<number> {
  const minerId = miner === 'miner1' ? 1 : 2
  const farm = { minerId, rewardToken: tokens[reward], payToken: tokens[pay], farm: 1 }
  return (await createFleet(as(miner), farm)).event.fleetId
}
