import { marketListAbi, marketListedEventAbi, marketMulticallAbi, marketPermitHashpowerAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { EventOf, Hex, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { encodeFunctionData } from '../internal/viem.js'
import { type list, toListArgs } from './list.js'

export declare namespace listWithPermit {
  /** What to sell, and the signature that lets the market move it. */
  type Args = list.Args & {
    /** Unix seconds after which the signature is void. */
    readonly deadline: bigint
    /** The owner's signature of `hashpowerPermitTypedData` with the market as spender. */
    readonly signature: Hex
  }
  /** The listing. */
  type Event = EventOf<typeof marketListedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof marketMulticallAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'BadSignature' | 'IsLocked' | 'NotAllowed' | 'OutOfBounds' | 'PayTokenNotListed'>
}

/**
 * Puts a hashpower NFT on sale with a signature in place of an approval: one transaction in all.
 *
 * Writes as `list` does. Sign what `hashpowerPermitTypedData` of `@dmex/sdk/mint` returns, with the market as spender.
 *
 * @throws DmexError `BadSignature` when the signature is not the owner's for this NFT and its present state
 * @throws DmexError `NotAllowed` when the caller does not own the NFT
 * @throws DmexError `IsLocked` while a contract holds the NFT
 * @throws DmexError `OutOfBounds` when `expiresAt` is past, or more than 180 days ahead
 * @throws DmexError `PayTokenNotListed` when governance has not listed the token
 *
 * @example
 * ```ts
 * import type { DmexClient, Hex } from '@dmex/sdk'
 * import { type list, listWithPermit } from '@dmex/sdk/trade'
 *
 * export const sell = (client: DmexClient, what: list.Args, deadline: bigint, signature: Hex) =>
 *   listWithPermit(client, { ...what, deadline, signature })
 * ```
 */
export const listWithPermit: WriteAction<listWithPermit.Args, listWithPermit.Event, listWithPermit.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'trade.listWithPermit',
    contract: 'market',
    abi: marketMulticallAbi,
    args: ({ deadline, signature, ...args }) => [
      [
        encodeFunctionData({ abi: [marketPermitHashpowerAbi], args: [args.id, deadline, signature] }),
        encodeFunctionData({ abi: [marketListAbi], args: toListArgs(args) }),
      ],
    ],
    event: marketListedEventAbi,
  })
