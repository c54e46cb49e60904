import {
  hashpowerApproveAbi,
  hashpowerGetApprovedAbi,
  hashpowerIsApprovedForAllAbi,
  marketListAbi,
  marketListedEventAbi,
} from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import { NOBODY } from '../core/nobody.js'
import { encodeCall } from '../core/results.js'
import type { Address, EventOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace list {
  /** What to sell, and for how much. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
    /** Token to be paid in, one that governance listed. */
    readonly payToken: Address
    /** For all of its units, base units of the payment token. */
    readonly price: bigint
    /** Least units that a purchase of a part takes and leaves; only the whole is for sale, when left out. */
    readonly minUnits?: bigint | undefined
    /** Last second, unix seconds, within 180 days; cut to the end of the NFT's term. */
    readonly expiresAt: number
    /** The only account that may buy; anybody, when left out. */
    readonly buyer?: Address | undefined
  }
  /** The listing. */
  type Event = EventOf<typeof marketListedEventAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'AlreadyRefunded'
    | 'ERC721NonexistentToken'
    | 'FleetTerminated'
    | 'IsLocked'
    | 'NotAllowed'
    | 'OutOfBounds'
    | 'PayTokenNotListed'
    | 'SalesPaused'
    | 'SelfTrade'
    | 'TermIsOver'
    | 'ZeroAmount'
  >
}

/** Arguments as the contract takes them. */
export const toListArgs = ({
  id,
  payToken,
  price,
  minUnits = 0n,
  expiresAt,
  buyer = NOBODY,
}: list.Args): readonly [bigint, Address, bigint, number, number, Address] => [
  id,
  payToken,
  price,
  Number(minUnits),
  expiresAt,
  buyer,
]

/**
 * Puts a hashpower NFT of the caller on sale, whole or by the unit, or replaces its listing.
 *
 * Writes the listing and nothing else: the NFT stays free in its wallet and earns there. A change of the NFT, such as a transfer, a split or
 * a lock, ends the listing for good. The plan has the approval of the NFT for the market, if it is missing; without one it is
 * listed, and its `blocker` says that nobody can buy it yet.
 *
 * @throws DmexError `NotAllowed` when the caller does not own the NFT
 * @throws DmexError `IsLocked` while a contract holds the NFT
 * @throws DmexError `FleetTerminated` when its fleet was ended; refund it instead
 * @throws DmexError `AlreadyRefunded` when its refund was paid
 * @throws DmexError `TermIsOver` when it earns nothing more
 * @throws DmexError `PayTokenNotListed` when governance has not listed the token
 * @throws DmexError `OutOfBounds` when `expiresAt` is past, or more than 180 days ahead
 * @throws DmexError `ZeroAmount` when the price is 0
 * @throws DmexError `SelfTrade` when `buyer` is the caller
 * @throws DmexError `SalesPaused` while the guardian stopped trade
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute, hashpower, parseUnits } from '@dmex/sdk'
 * import { list } from '@dmex/sdk/trade'
 *
 * export async function sellByTheTerahash(client: DmexClient, id: bigint, payToken: Address, expiresAt: number) {
 *   const args = { id, payToken, price: parseUnits('9381', 6), minUnits: hashpower('1 TH'), expiresAt }
 *   return execute(client, await list.plan(client, args))
 * }
 * ```
 */
export const list: WriteAction<list.Args, list.Event> = /*#__PURE__*/ defineWrite({
  name: 'trade.list',
  contract: 'market',
  abi: marketListAbi,
  args: toListArgs,
  // A call, not an NFT to approve: the contract lists what it may not move, so that the direct call would not fail.
  requires: async ({ id }, { account, address, read }) => {
    const [to, market] = [address('hashpower'), address('market')]
    const approved = [
      read(to, hashpowerGetApprovedAbi, [id]).then((one) => one === market),
      read(to, hashpowerIsApprovedForAllAbi, [account, market]),
    ]
    const args = [market, id] as const
    const call = {
      to,
      data: encodeCall(hashpowerApproveAbi, args),
      value: 0n,
      abi: [hashpowerApproveAbi],
      functionName: 'approve',
      args,
    }
    const met = (await Promise.all(approved)).includes(true)
    return [{ kind: 'call', label: `Let the market sell NFT ${id}`, call, met }]
  },
  event: marketListedEventAbi,
})
