import { rigAttachAbi, rigAttachedEventAbi, rigMulticallAbi, rigPermitPowerAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, Hex, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { encodeFunctionData } from '../internal/viem.js'
import type { attach } from './attach.js'
import { toItem } from './item.js'

export declare namespace attachWithPermit {
  /** What to attach to what, and the signature that lets the rig take it. */
  type Args = attach.Args & {
    /** Unix seconds after which the signature is void. */
    readonly deadline: bigint
    /** The owner's signature of `hashpowerPermitTypedData` with the rig as spender. */
    readonly signature: Hex
  }
  /** The slot's key, the power in it, and who put it there. */
  type Event = EventOf<typeof rigAttachedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof rigMulticallAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadSignature' | 'DeadlinePassed' | 'ItemNotAllowed' | 'NotController' | 'SlotTaken'>
}

/**
 * Deposits a hashpower NFT into an ERC-721 item with a signature in place of an approval: one transaction in all.
 *
 * Writes as `attach` does. Sign what `hashpowerPermitTypedData` of `@dmex/sdk/mint` returns, with the rig as spender.
 *
 * @throws DmexError `BadSignature` when the signature is not the owner's for this NFT and its present state
 * @throws DmexError `DeadlinePassed` after the deadline
 * @throws DmexError `NotController` when the caller does not control the item
 * @throws DmexError `SlotTaken` when this slot of the item holds power already
 * @throws DmexError `ItemNotAllowed` when the item is no ERC-721
 *
 * @example
 * ```ts
 * import type { DmexClient, Hex } from '@dmex/sdk'
 * import { attachWithPermit, type Item } from '@dmex/sdk/rig'
 *
 * export const power = (client: DmexClient, item: Item, powerId: bigint, deadline: bigint, signature: Hex) =>
 *   attachWithPermit(client, { item, powerId, deadline, signature })
 * ```
 */
export const attachWithPermit: WriteAction<attachWithPermit.Args, attachWithPermit.Event, attachWithPermit.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'rig.attachWithPermit',
    contract: 'rig',
    abi: rigMulticallAbi,
    args: ({ item, powerId, termsId = 0, coolDown = 0, deadline, signature }) => [
      [
        encodeFunctionData({ abi: [rigPermitPowerAbi], args: [powerId, deadline, signature] }),
        encodeFunctionData({ abi: [rigAttachAbi], args: [toItem(item), powerId, termsId, coolDown] }),
      ],
    ],
    event: rigAttachedEventAbi,
  })
