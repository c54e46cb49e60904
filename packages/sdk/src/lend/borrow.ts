import { lendingPoolBorrowAbi, lendingPoolLoanOpenedEventAbi } from '@dmex/contracts-abi'
import { NEVER } from '../core/days.js'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'
import { ANY_RATE } from './needs.js'

export declare namespace borrow {
  /** Against what to borrow, how much, and for how long. */
  type Args = {
    /** The lending pool. */
    readonly pool: Address
    /** The hashpower NFT. */
    readonly id: bigint
    /** Base units of the pool's asset, at least `minLoan`, at most what `quoteLoan` says. */
    readonly amount: bigint
    /** Days until the loan is due. More than 30 more must be left of the NFT's term. */
    readonly termDays: 30 | 90 | 180
    /** Whether the NFT's income pays the debt, interest first; no, when left out. */
    readonly autoRepay?: boolean | undefined
    /**
     * Highest rate accepted, a year's interest x 10^9; any, when left out. Others' loans may raise it meanwhile.
     */
    readonly maxRate?: number | undefined
    /** Unix seconds after which it reverts; never, when left out. */
    readonly deadline?: bigint | undefined
  }
  /** The loan. */
  type Event = EventOf<typeof lendingPoolLoanOpenedEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof lendingPoolBorrowAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<
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
    | 'RateTooHigh'
    | 'StaleBenchmark'
    | 'StalePrice'
    | 'TooFewDaysLeft'
    | 'TooLittleIdle'
    | 'WrongTokens'
  >
}

/**
 * Borrows against a hashpower NFT, for a fixed term at a fixed rate.
 *
 * Locks the NFT in the caller's wallet, where it goes on earning, and sends the caller the money. The simulation
 * returns the rate. The plan has the approval of the NFT for the pool, if it is missing.
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
 *
 * @example
 * ```ts
 * import { type Address, type DmexClient, execute } from '@dmex/sdk'
 * import { borrow, quoteLoan } from '@dmex/sdk/lend'
 *
 * export async function borrowAll(client: DmexClient, pool: Address, id: bigint) {
 *   const { borrow: args, blocker } = await quoteLoan(client, { pool, id, termDays: 90 })
 *   if (blocker) throw new Error(blocker.message)
 *   const { event } = await execute(client, await borrow.plan(client, args))
 *   return event.maturity
 * }
 * ```
 */
export const borrow: WriteAction<borrow.Args, borrow.Event, borrow.Result> = /*#__PURE__*/ defineWrite({
  name: 'lend.borrow',
  contract: ({ pool }: borrow.Args) => pool,
  abi: lendingPoolBorrowAbi,
  args: ({ id, amount, termDays, autoRepay = false, maxRate = ANY_RATE, deadline = NEVER }) => [
    id,
    amount,
    termDays,
    autoRepay,
    maxRate,
    deadline,
  ],
  requires: ({ id }, { address }) => [{ kind: 'nft', collection: address('hashpower'), id }],
  event: lendingPoolLoanOpenedEventAbi,
})
