import type { Deployment } from '@dmex/sdk'
import { isRecord } from './memory.js'
import type { Address } from './types.js'

/** Where the market is: what `/deployment.json` says. */
export interface Market {
  readonly deployment: Deployment
  readonly name: string
  readonly rpcUrl: string
  readonly items: Address
  readonly shop: Address
  /** What swords are paid with, and what they mine. */
  readonly money: Address
  readonly coin: Address
  /** Where hashpower is sold. */
  readonly partnerUrl: string | undefined
  readonly people: readonly { readonly name: string; readonly address: Address }[]
}

const isAddress = (value: unknown): value is Address => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value)
const urlOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^https?:\/\//.test(value) ? value : undefined

/** Asks the server that this page came from where the market is. `undefined` when it knows of none. */
export async function findMarket(): Promise<Market | undefined> {
  const response = await fetch('/deployment.json').catch(() => undefined)
  const found: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined
  if (!isRecord(found) || !isRecord(found.games) || !isRecord(found.tokens) || !isRecord(found.addresses))
    return undefined
  const { chainId, rpcUrl, games, tokens, addresses, name, pages, people } = found
  const [items, shop, money, coin] = [games.items, games.shop, tokens.tUSDT, tokens.tBTC]
  const url = urlOf(rpcUrl)
  if (
    typeof chainId !== 'number' ||
    !url ||
    !isAddress(items) ||
    !isAddress(shop) ||
    !isAddress(money) ||
    !isAddress(coin)
  )
    return undefined
  return {
    deployment: { chainId, addresses: addresses as Deployment['addresses'] },
    name: typeof name === 'string' ? name : `chain ${chainId}`,
    rpcUrl: url,
    items,
    shop,
    money,
    coin,
    partnerUrl: isRecord(pages) ? urlOf(pages.partner) : undefined,
    people: Array.isArray(people)
      ? people.filter((one) => isRecord(one) && isAddress(one.address) && typeof one.name === 'string')
      : [],
  }
}
