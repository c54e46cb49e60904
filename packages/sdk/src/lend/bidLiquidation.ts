import { lendingPoolAssetAbi, lendingPoolAuctionTakenEventAbi, lendingPoolTakeAbi } from '@dmex/contracts-abi'
import { NEVER } from '../core/days.js'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace bidLiquidation {
  /** Which NFT, and at most for how much. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
    /** Most that you pay, base units of the pool's asset. The price falls: it halves every six hours. */
    readonly maxPrice: bigint
    /** Unix seconds after which it reverts; never, when left out. */
    readonly deadline?: bigint | undefined
  }
  /** The price, and what of it is the borrower's. */
  type Event = EventOf<typeof lendingPoolAuctionTakenEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolTakeAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    'AllowanceTooLow' | 'DeadlinePassed' | 'NotInAuction' | 'PriceTooHigh' | 'RefundIsOpen' | 'StalePrice'
  >
}

/**
 * Buys a hashpower NFT that a pool auctions, at its price now.
 *
 * Pulls the price from the caller and sends it the NFT. The debt is paid first, with the NFT's income of until then
 * too; the rest is the borrower's. The simulation returns the price. The plan has the approval or permit for the money.
 *
 * @throws DmexError `NotInAuction` when the NFT is not in auction, or its income paid the debt
 * @throws DmexError `PriceTooHigh` when the price is above `maxPrice`
 * @throws DmexError `StalePrice` while no price is known
 * @throws DmexError `RefundIsOpen` when the escrow's refund is open; call `settleRefund`
 * @throws DmexError `DeadlinePassed` after `deadline`
 * @throws DmexError `InsufficientAllowance` when the pool may not take the money; execute the plan instead
 * @throws DmexError `InsufficientBalance` when the caller has too little
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { bidLiquidation, getLoan } from '@dmex/sdk/lend'
 *
 * export async function buyNow(client: DmexClient, pool: Address, id: bigint) {
 *   const { auction } = await getLoan(client, { pool, id })
 *   if (!auction?.price) return undefined
 *   const plan = await bidLiquidation.plan(client, { pool, id, maxPrice: auction.price })
 *   return (await execute(client, plan)).event
 * }
 * ```
 */
export const bidLiquidation: WriteAction<bidLiquidation.Args, bidLiquidation.Event, bidLiquidation.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'lend.bidLiquidation',
    contract: ({ pool }: bidLiquidation.Args) => pool,
    abi: lendingPoolTakeAbi,
    args: ({ id, maxPrice, deadline = NEVER }) => [id, maxPrice, deadline],
    requires: async ({ pool, maxPrice }, { read }) => [
      { kind: 'erc20', token: await read(pool, lendingPoolAssetAbi, []), amount: maxPrice },
    ],
    event: lendingPoolAuctionTakenEventAbi,
  })
