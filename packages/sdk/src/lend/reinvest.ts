import { lendingPoolReinvestAbi, lendingPoolReinvestedEventAbi } from '@dmex/contracts-abi'
import { NEVER } from '../core/days.js'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { ANY_RATE } from './needs.js'
import { type Pledge, toPledges } from './pledge.js'

export declare namespace reinvest {
  /** Against what to borrow, for how long, and what to buy. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The NFTs, at most 20, and what to borrow against each. */
    readonly pledges: readonly Pledge[]
    /** Days until the loan is due. More than 30 more must be left of the NFT's term. */
    readonly termDays: 30 | 90 | 180
    /** Whether the NFT's income pays the debt, interest first; no, when left out. */
    readonly autoRepay?: boolean | undefined
    /**
     * Highest rate accepted, a year's interest x 10^9; any, when left out. Others' loans may raise it meanwhile.
     */
    readonly maxRate?: number | undefined
    /** The series to buy of. It must be paid in the pool's asset. */
    readonly seriesId: number
    /** Fewest units accepted, 1 GH/s or 1 GiB each. All the money buys. */
    readonly minUnits: bigint
    /** Highest price per unit, base units of the asset. */
    readonly maxPrice: bigint
    /** Unix seconds after which it reverts; never, when left out. */
    readonly deadline?: bigint | undefined
  }
  /** The new NFT, and what it cost. */
  type Event = EventOf<typeof lendingPoolReinvestedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolReinvestAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
    | 'BadArrays'
    | 'BadLoanTerm'
    | 'DeadlinePassed'
    | 'ERC721NonexistentToken'
    | 'FleetBehind'
    | 'FleetTerminated'
    | 'IsLocked'
    | 'LendingPaused'
    | 'LoanTooLarge'
    | 'LoanTooSmall'
    | 'LockerNotAllowed'
    | 'MinerMissedDays'
    | 'NotAllowed'
    | 'NotOnAllowList'
    | 'PriceTooHigh'
    | 'RateTooHigh'
    | 'SaleNotOpen'
    | 'SoldOut'
    | 'StaleBenchmark'
    | 'StalePrice'
    | 'TooFewDaysLeft'
    | 'TooFewUnits'
    | 'TooLittleIdle'
    | 'UnknownSeries'
    | 'WalletCapReached'
    | 'WrongTokens'
  >
}

/**
 * Borrows against hashpower NFTs and buys more of a series with all of it, in one transaction.
 *
 * Locks the pledged NFTs; the new one is free, and can be pledged in turn. At 70% of the value all rounds together stay
 * below 3.34 times what was there at first. What is less than a unit's price is sent to the caller. The plan has the
 * approvals of the NFTs for the pool.
 *
 * @throws DmexError `NotAllowed` when the caller does not own the NFT
 * @throws DmexError `FleetTerminated` when its fleet was ended
 * @throws DmexError `MinerMissedDays` while its miner is behind with deliveries
 * @throws DmexError `TooFewDaysLeft` when no more than 30 days of the NFT are left after the loan
 * @throws DmexError `FleetBehind` when the ledger lags more than 7 days behind; settle days first
 * @throws DmexError `StaleBenchmark` while the benchmark is too old; advance it, or wait
 * @throws DmexError `StalePrice` while a price is too old, or the sequencer was down
 * @throws DmexError `WrongTokens` when the NFT was paid for in another token than the asset
 * @throws DmexError `LoanTooSmall` when it is less than `minLoan`
 * @throws DmexError `LoanTooLarge` when the NFT carries less
 * @throws DmexError `TooLittleIdle` when the pool has less
 * @throws DmexError `RateTooHigh` when the rate is above `maxRate`
 * @throws DmexError `BadLoanTerm` when the term is another
 * @throws DmexError `LendingPaused` while the guardian stopped loans
 * @throws DmexError `IsLocked` while another contract holds the NFT, or it carries a loan
 * @throws DmexError `LockerNotAllowed` when governance took the pool off the list
 * @throws DmexError `DeadlinePassed` after `deadline`
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 * @throws DmexError `ApprovalMissing` when the pool may not lock the NFT; execute the plan instead
 * @throws DmexError `BadArrays` without a pledge, or with more than 20
 * @throws DmexError `TooFewUnits` when the money buys fewer than `minUnits`
 * @throws DmexError `PriceTooHigh` when the price is above `maxPrice`
 * @throws DmexError `UnknownSeries` when there is no such series
 * @throws DmexError `SaleNotOpen` before and after the sale
 * @throws DmexError `SoldOut` when fewer units are left
 * @throws DmexError `WalletCapReached` when the pool would pass the limit of the sale
 * @throws DmexError `NotOnAllowList` when the sale has an allow-list
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { reinvest } from '@dmex/sdk/lend'
 *
 * export async function twoRounds(client: DmexClient, pool: Address, id: bigint, amount: bigint, seriesId: number) {
 *   const purchase = { seriesId, minUnits: 1n, maxPrice: 110_000n }
 *   const plan = await reinvest.plan(client, { pool, pledges: [{ id, amount }], termDays: 180, autoRepay: true, ...purchase })
 *   const { event } = await execute(client, plan)
 *   return event.newId
 * }
 * ```
 */
export const reinvest: WriteAction<reinvest.Args, reinvest.Event, reinvest.Result> = /*#__PURE__*/ defineWrite({
  name: 'lend.reinvest',
  contract: ({ pool }: reinvest.Args) => pool,
  abi: lendingPoolReinvestAbi,
  args: ({
    pledges,
    termDays,
    autoRepay = false,
    maxRate = ANY_RATE,
    seriesId,
    minUnits,
    maxPrice,
    deadline = NEVER,
  }) => [toPledges(pledges), termDays, autoRepay, maxRate, { seriesId, minUnits, maxPrice }, deadline],
  requires: ({ pledges }, { address }) =>
    pledges.map(({ id }) => ({ kind: 'nft', collection: address('hashpower'), id })),
  event: lendingPoolReinvestedEventAbi,
})
