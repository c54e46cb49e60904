import type { Address, At, Call, DmexClient, Log, Plan } from '@dmex/sdk'
import { claim, claimFor, getClaimable, withdraw, withdrawFor } from '@dmex/sdk/earn'
import { type Hashpower, listHashpower } from '@dmex/sdk/mint'
import { readQueryOptions } from '@dmex/sdk/query'
import type { Query } from '../../controllers/ReadController.js'

/** Most NFTs in one claim. */
const MOST = 500

/** What an account can take out in one coin. */
export interface Income {
  readonly token: getClaimable.Item['token']
  /** All of it, base units. */
  readonly amount: bigint
  /** NFTs that it is claimed from; none when only a credit waits. */
  readonly ids: readonly bigint[]
}

/** One transaction's worth of it. */
export interface Payment {
  readonly token: getClaimable.Item['token']
  /** As it was shown before. */
  readonly amount: bigint
  readonly ids: readonly bigint[]
}

/** What pays says, as far as both kinds say it. */
export interface Paid {
  readonly token: Address
  readonly amount: bigint
}

/** Reads all that an account can take out, page after page, one entry for each coin. */
export function incomeQuery(client: DmexClient, account: Address): Query<readonly Income[]> {
  const { queryKey } = readQueryOptions(getClaimable, client, { account })
  const queryFn = async (): Promise<readonly Income[]> => {
    const coins = new Map<Address, Income>()
    for await (const { token, claimable, credit, ids } of getClaimable.all(client, { account })) {
      const known = coins.get(token.token)
      coins.set(token.token, {
        token,
        amount: (known?.amount ?? 0n) + claimable + credit,
        ids: claimable > 0n ? [...(known?.ids ?? []), ...ids] : (known?.ids ?? []),
      })
    }
    return [...coins.values()]
  }
  return { queryKey: [...queryKey, 'by coin'], queryFn }
}

/** Reads all hashpower that an account owns or earns from, page after page. */
export function holdingsQuery(client: DmexClient, account: Address): Query<readonly Hashpower[]> {
  const { queryKey } = readQueryOptions(listHashpower, client, { account })
  const queryFn = async (): Promise<readonly Hashpower[]> => {
    const all: Hashpower[] = []
    for await (const each of listHashpower.all(client, { account, limit: 200 })) all.push(each)
    return all
  }
  return { queryKey: [...queryKey, 'all'], queryFn }
}

/** What must be sent to take everything out: one claim for each coin and 500 NFTs. */
export function paymentsFor(income: readonly Income[]): readonly Payment[] {
  return income
    .filter(({ amount }) => amount > 0n)
    .flatMap(({ token, amount, ids }) => {
      const portions = Math.max(1, Math.ceil(ids.length / MOST))
      return Array.from({ length: portions }, (_, index) => ({
        token,
        // All of a coin is shown at its first portion; what each pays is known when it has.
        amount: index === 0 ? amount : 0n,
        ids: ids.slice(index * MOST, (index + 1) * MOST),
      }))
    })
}

/** Plans one payment. */
export function planPayment(client: DmexClient, { token, ids }: Payment): Promise<Plan<Paid>> {
  return ids.length > 0 ? claim.plan(client, { ids }) : withdraw.plan(client, { token: token.token })
}

/** Plans all payments at once, for a wallet that carries out several calls as one. */
export async function planTogether(client: DmexClient, payments: readonly Payment[]): Promise<Plan<Paid>> {
  const plans = await Promise.all(payments.map((payment) => planPayment(client, payment)))
  const [first] = plans
  if (!first) throw new Error('There is nothing to claim, so there is nothing to plan. Look at the income first.')
  return { ...first, calls: plans.flatMap(({ calls }) => calls), steps: plans.flatMap(({ steps }) => steps) }
}

/** The calls that pay an account, for somebody else to send. */
export function callsFor(at: At, account: Address, payments: readonly Payment[]): readonly Call[] {
  return payments.map(({ token, ids }) =>
    ids.length > 0 ? claimFor.call(at, { account, ids }) : withdrawFor.call(at, { account, token: token.token }),
  )
}

/** The first UTC day on which income of any of them can be claimed that can't be yet; `undefined` when none is coming. */
export function nextIncomeDay(holdings: readonly Hashpower[]): number | undefined {
  const days = holdings
    .filter(({ state }) => state === 'earning' || state === 'waiting')
    // A day is settled on the day after it.
    .map(({ settled, startDay }) => Math.max(settled + 1, startDay) + 1)
  return days.length > 0 ? Math.min(...days) : undefined
}

/** Reads out of a transaction's logs what it paid an account. */
export function paidIn(logs: readonly Log[], account: Address): readonly Paid[] {
  const own = (each: { readonly account: Address }): boolean => each.account.toLowerCase() === account.toLowerCase()
  const claimed: readonly Paid[] = claim.extractEvents(logs).filter(own)
  // A credit that is paid along with a claim is in its amount.
  const alone = withdraw
    .extractEvents(logs)
    .filter((each) => own(each) && !claimed.some(({ token }) => token === each.token))
  return [...claimed, ...alone].map(({ token, amount }) => ({ token, amount }))
}
