import { rigGuardExpectAbi } from '@dmex/contracts-abi'
import { slotChangedError } from '@dmex/contracts-abi/errors'
import { addressOf, deploymentAt } from '../core/addressBook.js'
import type { At, Call, Hex } from '../core/types.js'
import { encodeFunctionData } from '../internal/viem.js'
import { type Item, toItem } from './item.js'

export declare namespace expectSlot {
  /** What the buyer saw. */
  type Args = {
    /** The item. */
    readonly item: Item
    /** `stateHash` of its slot when the buyer agreed; from `getSlot`. */
    readonly stateHash: Hex
  }
}

/**
 * Builds the call that protects the buyer of an item: put it before the purchase in the same batch or multicall, and the
 * whole reverts with `SlotChanged` if the slot or the power in it is not what the buyer saw.
 *
 * Asks the chain nothing, and changes nothing there.
 *
 * @param at - a chain id of the address book, or a deployment
 * @param args - the item, and the `stateHash` that the buyer saw
 * @throws DmexError `ContractNotDeployed` when the deployment has no rig or guard, `UnknownChain`, `ChainRetired`
 *
 * @example
 * ```ts
 * import type { Call, Deployment, DmexClient } from '@dmex/sdk'
 * import { expectSlot, getSlot, type Item } from '@dmex/sdk/rig'
 *
 * export async function guarded(client: DmexClient, at: Deployment, item: Item, purchase: Call) {
 *   const { stateHash } = await getSlot(client, { item })
 *   return [expectSlot(at, { item, stateHash }), purchase]
 * }
 * ```
 */
export function expectSlot(at: At, { item, stateHash }: expectSlot.Args): Call {
  const deployment = deploymentAt(at)
  const args = [addressOf(deployment, 'rig'), toItem(item), stateHash] as const
  return {
    to: addressOf(deployment, 'rigGuard'),
    data: encodeFunctionData({ abi: [rigGuardExpectAbi], args }),
    value: 0n,
    abi: [rigGuardExpectAbi, slotChangedError.abi],
    functionName: rigGuardExpectAbi.name,
    args,
  }
}
