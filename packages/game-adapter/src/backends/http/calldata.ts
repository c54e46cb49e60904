import { GameError } from '../../core/errors.js'
import type { Address, Command, Hex, ItemRef, Terms, UnsignedCall } from '../../core/types.js'
import { keccak256 } from './keccak.js'

// What a wallet is about to sign was written by a server. Each call is written again here and compared, byte for byte: a
// companion that was broken into can refuse and lie, but can't have a player sign anything but what the game asked for.

/** Where the contracts are, as the page knows it. */
export interface Contracts {
  readonly chainId: number
  readonly rig: Address
  readonly hashpower: Address
}

type Word = bigint | number | boolean | Address | undefined

const word = (value: Word): string =>
  BigInt(value ?? 0)
    .toString(16)
    .padStart(64, '0')
const words = (...values: readonly Word[]): string => values.map(word).join('')
const kinds = { erc721: 0, erc1155: 1, offchain: 2 }

const itemWords = (item: ItemRef): string =>
  item.kind === 'offchain'
    ? words(kinds.offchain, item.game, keccak256(item.key), 0, item.index)
    : words(kinds[item.kind], item.collection, item.id, item.kind === 'erc1155' ? item.holder : 0, item.index)

const sum = ({ studioBps = 0, guildBps = 0, lenderBps = 0 }: Terms): number => studioBps + guildBps + lenderBps

const only = {
  requestDetach: 'cb2593bd',
  cancelDetach: 'a9d0266f',
  detach: '7259e5c2',
  endLending: '7e7dd1b3',
  markOrphan: 'a1b67849',
  reclaim: 'bb89f642',
} as const

/** Calldata of a command's own call. The terms' number is the chain's to give. */
function dataOf(command: Command, termsId: bigint): string {
  switch (command.do) {
    case 'attach':
      return `6592e60e${itemWords(command.item)}${words(command.power, termsId, command.coolDown)}`
    case 'attachBatch': {
      const { pairs, coolDown } = command
      const listed = 128 + 32 + pairs.length * 160
      const head = words(128, listed, termsId, coolDown, pairs.length)
      const items = pairs.map(({ item }) => itemWords(item)).join('')
      return `484a8d0a${head}${items}${words(pairs.length, ...pairs.map(({ power }) => power))}`
    }
    case 'lend': {
      const { item, power, endDay, revocable, onTransfer, price, payToken } = command
      const follow = onTransfer === 'follow'
      return `0bd8e954${itemWords(item)}${words(power, termsId, endDay, revocable, follow, price, payToken)}`
    }
    case 'accept':
      return `ff65eef9${itemWords(command.item)}${words(command.nonce)}`
    case 'seal':
      return `7523ace5${itemWords(command.item)}${words(command.until)}`
    case 'claim':
      return `357ac861${words(32, command.items.length)}${command.items.map(itemWords).join('')}`
    default:
      return `${only[command.do]}${itemWords(command.item)}`
  }
}

/** Where a call's calldata has the number of its terms, in words behind the selector. */
const termsAt: { readonly [Do in Command['do']]?: number } = { attach: 6, lend: 6, attachBatch: 2 }

/** Calldata that records terms, and answers with their number. */
export const termsData = ({ studio, studioBps, guild, guildBps, lenderBps }: Terms): Hex =>
  `0xfd4db93e${words(studio, studioBps, guild, guildBps, lenderBps)}`

/** What a check left open: the terms, and the number that the chain must give them. */
export interface OpenTerms {
  readonly terms: Terms
  readonly id: bigint
}

/**
 * Throws `ArgumentInvalid` unless the calls do what the command says and nothing else. Returns what only the chain can tell.
 */
export function checkCalls(command: Command, calls: readonly UnsignedCall[], at: Contracts): OpenTerms | undefined {
  const refuse = (why: string): never => {
    throw new GameError(
      'ArgumentInvalid',
      `The server prepared something else than was asked for: ${why}. Do not sign it.`,
    )
  }
  const is = ({ to, data }: UnsignedCall, target: Address, expected: string): boolean =>
    to.toLowerCase() === target.toLowerCase() && data.toLowerCase() === `0x${expected}`.toLowerCase()
  const last = calls.at(-1) ?? refuse('no call')
  if (calls.some(({ value }) => value !== 0n)) refuse('a call that pays')

  const place = termsAt[command.do]
  const id = place === undefined ? 0n : BigInt(`0x0${last.data.slice(10 + place * 64, 74 + place * 64)}`)
  if (!is(last, at.rig, dataOf(command, id))) refuse('another call')
  const terms = 'terms' in command && command.terms && sum(command.terms) > 0 ? command.terms : undefined
  if (!terms && id !== 0n) refuse('shares of the income that nobody named')

  const approves = (call: UnsignedCall): boolean => {
    if (command.do === 'accept') {
      // Tokens that want it are set to nothing first. Of more than the price the rig could take the price of another offer.
      const { payToken, price = 0n } = command
      return (
        payToken !== undefined && [0n, price].some((amount) => is(call, payToken, `095ea7b3${words(at.rig, amount)}`))
      )
    }
    const powers =
      'power' in command ? [command.power] : 'pairs' in command ? command.pairs.map(({ power }) => power) : []
    return (
      (powers.length > 0 && is(call, at.hashpower, `a22cb465${words(at.rig, true)}`)) ||
      powers.some((power) => is(call, at.hashpower, `095ea7b3${words(at.rig, power)}`))
    )
  }
  for (const call of calls.slice(0, -1))
    if (!approves(call) && !(terms && is(call, at.rig, termsData(terms).slice(2))))
      refuse('an approval of something else')
  return terms && { terms, id }
}
