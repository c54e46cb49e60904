import {
  erc20BalanceOfAbi,
  lendingPoolAssetAbi,
  lendingPoolLoanOfAbi,
  lendingPoolPreviewMintAbi,
} from '@dmex/contracts-abi'
import type { WriteContext } from '../core/defineWrite.js'
import type { Address } from '../core/types.js'
import { DmexError } from '../errors/DmexError.js'
import { interestOf } from './interestOf.js'

// What several writes need, and no module beside this one.

/** A rate that none exceeds. */
export const ANY_RATE: number = 2 ** 32 - 1

const DAY = 86_400n

interface Spend {
  readonly token: Address
  readonly amount: bigint
}

/** The account, which every face but a bare `.call` fills in. */
export function accountOf(account: Address | undefined, argument: string): Address {
  if (account) return account
  throw new DmexError('ArgumentInvalid', `A call alone doesn't know who acts. Name the ${argument}.`, {
    argument,
    value: 'undefined',
  })
}

/**
 * What a repayment may take: of a whole debt what it is now, and the interest of a day, as far as the payer has it; the contract
 * takes no more than the debt.
 */
export async function owedTo(
  { account, read }: WriteContext,
  pool: Address,
  id: bigint,
  amount: bigint | undefined,
): Promise<Spend> {
  const [token, { debt, principal, rate }] = await Promise.all([
    read(pool, lendingPoolAssetAbi, []),
    read(pool, lendingPoolLoanOfAbi, [id]),
  ])
  if (amount !== undefined && amount < debt) return { token, amount }
  const balance = await read(token, erc20BalanceOfAbi, [account])
  const tomorrow = debt + interestOf(principal, rate, DAY)
  return { token, amount: balance < debt ? debt : balance < tomorrow ? balance : tomorrow }
}

/** What shares cost now, and a thousandth more for the interest until then, as far as the buyer has it. */
export async function sharesCost({ account, read }: WriteContext, pool: Address, shares: bigint): Promise<Spend> {
  const [token, cost] = await Promise.all([
    read(pool, lendingPoolAssetAbi, []),
    read(pool, lendingPoolPreviewMintAbi, [shares]),
  ])
  const balance = await read(token, erc20BalanceOfAbi, [account])
  const most = cost + cost / 1_000n + 1n
  return { token, amount: balance < cost ? cost : balance < most ? balance : most }
}
