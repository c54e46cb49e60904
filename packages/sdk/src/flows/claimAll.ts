import { deploymentOf } from '../core/addressBook.js'
import type { WriteOptions } from '../core/defineWrite.js'
import type { Address, Call, DmexClient, Hex } from '../core/types.js'
import { claim } from '../earn/claim.js'
import { getClaimable } from '../earn/getClaimable.js'
import { withdraw } from '../earn/withdraw.js'

/** Most NFTs in one claim. */
const MAX_CLAIM = 500

export declare namespace claimAll {
  /** Whose income. */
  type Args = {
    /** Who earns, and acts. */
    readonly account: Address
  }
  /** One payment. */
  interface Payment {
    /** The reward token. */
    readonly token: Address
    /** Base units of the token. */
    readonly amount: bigint
    /** The transaction. */
    readonly hash: Hex
  }
}

interface Due {
  readonly token: Address
  /** What to claim; none when only a credit waits. */
  readonly ids: readonly bigint[]
}

/** Finds what an account can take out, in portions that fit a transaction. */
async function findDue(client: DmexClient, account: Address): Promise<readonly Due[]> {
  const ids = new Map<Address, bigint[]>()
  const credits = new Set<Address>()
  for await (const earning of getClaimable.all(client, { account })) {
    const { token } = earning.token
    if (earning.claimable > 0n) ids.set(token, [...(ids.get(token) ?? []), ...earning.ids])
    if (earning.credit > 0n) credits.add(token)
  }
  const due: Due[] = []
  for (const [token, all] of ids)
    for (let start = 0; start < all.length; start += MAX_CLAIM)
      due.push({ token, ids: all.slice(start, start + MAX_CLAIM) })
  // A claim pays the credit in its token along.
  for (const token of credits) if (!ids.has(token)) due.push({ token, ids: [] })
  return due
}

/**
 * Builds the calls that pay an account all its income: claims of 500 NFTs at most, and withdrawals of credits in tokens that it
 * holds no earning NFT of any more. For a batch, a Safe, or a user operation; empty when nothing is due.
 *
 * Reads page after page, one `eth_call` each.
 *
 * @param client - reads the chain
 * @param args - whose income
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { prepareClaimAll } from '@dmex/sdk/flows'
 *
 * export const callsForSafe = (client: DmexClient, safe: Address) => prepareClaimAll(client, { account: safe })
 * ```
 */
export async function prepareClaimAll(client: DmexClient, { account }: claimAll.Args): Promise<readonly Call[]> {
  const [deployment, due] = await Promise.all([deploymentOf(client), findDue(client, account)])
  return due.map(({ token, ids }) =>
    ids.length ? claim.call(deployment, { ids }) : withdraw.call(deployment, { token }),
  )
}

/**
 * Claims everything that an account earned, in as few transactions as it takes: one for each reward token and 500 NFTs.
 *
 * Reads page after page, then sends the transactions one after another. It stops at the first that fails; what was paid until
 * then stays paid, and the next call goes on with the rest.
 *
 * @param client - whose account earns, and signs
 * @param args - whose income
 * @param options - as for any write
 * @returns the payments; none when nothing was due
 * @throws DmexError as `claim` and `withdraw` do
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { claimAll } from '@dmex/sdk/flows'
 *
 * export async function payday(client: DmexClient, account: Address) {
 *   const payments = await claimAll(client, { account })
 *   return payments.map(({ token, amount }) => `${amount} base units of ${token}`)
 * }
 * ```
 */
export async function claimAll(
  client: DmexClient,
  { account }: claimAll.Args,
  options: WriteOptions & { readonly wait?: true | undefined } = {},
): Promise<readonly claimAll.Payment[]> {
  const payments: claimAll.Payment[] = []
  for (const { token, ids } of await findDue(client, account)) {
    const { hash, event } = ids.length
      ? await claim(client, { ids }, options)
      : await withdraw(client, { token }, options)
    payments.push({ token, amount: event.amount, hash })
  }
  return payments
}
