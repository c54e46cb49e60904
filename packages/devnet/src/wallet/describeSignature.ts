import type { Address } from '@dmex/sdk'
import { hexToString, isHex } from 'viem'
import { BadRequest } from '../control/http.js'
import type { World } from '../world.js'
import { allowance, type Change } from './changes.js'
import { isSame, moneyOf, nameAt } from './names.js'

/** What a signature means, for somebody who is asked for it. */
export interface SignatureMeaning {
  /** The message to read, when it is one. */
  readonly message?: string | undefined
  /** What is signed, name by name, when it is structured data. */
  readonly fields: readonly { readonly name: string; readonly value: string }[]
  /** Which contract or site it is for. */
  readonly domain?: string | undefined
  /** Chain that it is valid on, if it says so. */
  readonly chainId?: number | undefined
  readonly changes: readonly Change[]
}

interface TypedData {
  readonly domain?: { readonly name?: string; readonly chainId?: string | number; readonly verifyingContract?: Address }
  readonly primaryType?: string
  readonly message?: Readonly<Record<string, unknown>>
}

/**
 * Says what a signature means: the text of a message, or the fields of structured data, and what a permit allows.
 *
 * @param body - `{ message }` in hexadecimal, or `{ typedData }` as JSON text
 */
export function describeSignature(world: World, body: Readonly<Record<string, unknown>>): SignatureMeaning {
  const { message, typedData } = body
  if (typeof message === 'string') return { message: readable(message), fields: [], changes: [] }
  if (typeof typedData !== 'string') throw new BadRequest('Send "message" or "typedData", as a text.')
  const { domain = {}, primaryType = '', message: content = {} } = JSON.parse(typedData) as TypedData
  const money = moneyOf(world).find(({ address }) => isSame(address, domain.verifyingContract ?? ''))
  const permitted = primaryType === 'Permit' && money ? permitOf(world, money, content) : []
  return {
    fields: Object.entries(content).map(([name, value]) => ({ name, value: textOf(world, value) })),
    domain: domain.name ?? domain.verifyingContract,
    chainId: domain.chainId === undefined ? undefined : Number(domain.chainId),
    changes: permitted,
  }
}

function permitOf(
  world: World,
  money: ReturnType<typeof moneyOf>[number],
  { spender, value }: Readonly<Record<string, unknown>>,
): readonly Change[] {
  const address = String(spender) as Address
  return [allowance(nameAt(world, address) ?? address, money, BigInt(String(value)))]
}

/** A message as people wrote it, or as it is when it was never text. */
function readable(message: string): string {
  if (!isHex(message)) return message
  const text = hexToString(message)
  return text.includes('\ufffd') ? message : text
}

function textOf(world: World, value: unknown): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  const text = String(value)
  return /^0x[0-9a-fA-F]{40}$/.test(text) ? (nameAt(world, text as Address) ?? text) : text
}
