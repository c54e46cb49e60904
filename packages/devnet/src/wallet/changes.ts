import type { Address, Hex } from '@dmex/sdk'
import { decodeEventLog, parseAbi, zeroAddress } from 'viem'
import type { Amount } from '../state.js'
import type { World } from '../world.js'
import { isSame, type Money, moneyOf, nameAt, nftName } from './names.js'

/** One thing that a transaction changes for its sender. */
export type Change =
  | { readonly kind: 'pay' | 'get'; readonly amount: Amount }
  | { readonly kind: 'give' | 'receive'; readonly thing: string }
  /** Somebody may from now on take some money, one thing, or all things of a kind. */
  | { readonly kind: 'allow'; readonly spender: string; readonly amount: Amount }
  | { readonly kind: 'allow'; readonly spender: string; readonly thing: string; readonly all: boolean }
  | { readonly kind: 'forbid'; readonly spender: string; readonly thing: string }

interface Sender {
  readonly from: Address
  readonly value: bigint
}

interface SeenLog {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
}

const erc20 = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Approval(address indexed owner, address indexed spender, uint256 value)',
])
const nft = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  'event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)',
  'event ApprovalForAll(address indexed owner, address indexed operator, bool approved)',
  'event TransferSingle(address indexed operator, address indexed from, address indexed to, uint256 id, uint256 value)',
])

/** More than this is as good as everything: there is not that much of any token. */
const EVERYTHING = 2n ** 160n - 1n

/** What a transaction moves and allows, added up log by log. */
interface Tally {
  readonly balance: Map<string, bigint>
  readonly things: Map<string, bigint>
  readonly allowed: Change[]
}

/** An allowance that a transaction gives: of what, to whom, and how much before any of it is used. */
export interface Approval {
  readonly money: Money
  readonly spender: Address
  readonly value: bigint
}

/** Finds the allowances that a sender gives in a transaction. */
export function approvalsOf(world: World, sender: Address, logs: readonly SeenLog[]): readonly Approval[] {
  return logs.flatMap((log): Approval[] => {
    const money = moneyOf(world).find(({ address }) => isSame(address, log.address))
    const event = money && quietly(() => decodeEventLog({ abi: erc20, ...raw(log) }))
    if (!money || event?.eventName !== 'Approval' || !isSame(event.args.owner, sender)) return []
    return [{ money, spender: event.args.spender, value: event.args.value }]
  })
}

/**
 * Adds up what a transaction's logs mean for its sender.
 *
 * @param logs - of the transaction, in order
 * @param left - what is left of each of its approvals in the end, base units: one that is used up means nothing any more
 */
export function changesOf(
  world: World,
  { from, value }: Sender,
  logs: readonly SeenLog[],
  left: readonly bigint[],
): readonly Change[] {
  const tally: Tally = { balance: new Map(), things: new Map(), allowed: [] }
  if (value > 0n) tally.balance.set('ETH', -value)
  for (const log of logs) {
    const money = moneyOf(world).find(({ address }) => isSame(address, log.address))
    if (money) countMoney(tally, from, money, log)
    else countThing(world, tally, from, log)
  }
  const spendable = approvalsOf(world, from, logs).flatMap(({ money, spender, value }, index): Change[] => {
    const rest = left[index] ?? value
    return rest === 0n && value > 0n ? [] : [allowance(nameOr(world, spender), money, rest)]
  })
  return [...paid(world, tally.balance), ...moved(tally.things), ...spendable, ...tally.allowed]
}

function countMoney({ balance }: Tally, sender: Address, money: Money, log: SeenLog): void {
  const event = quietly(() => decodeEventLog({ abi: erc20, ...raw(log) }))
  if (event?.eventName === 'Transfer') move(balance, money.symbol, sender, event.args, event.args.value)
}

function countThing(world: World, { things, allowed }: Tally, sender: Address, log: SeenLog): void {
  const event = quietly(() => decodeEventLog({ abi: nft, ...raw(log) }))
  switch (event?.eventName) {
    case 'Transfer':
      move(things, nftName(world, log.address, event.args.tokenId), sender, event.args, 1n)
      return
    case 'TransferSingle':
      move(things, nftName(world, log.address, event.args.id), sender, event.args, event.args.value)
      return
    case 'Approval': {
      const { owner, approved, tokenId } = event.args
      if (!isSame(owner, sender) || isSame(approved, zeroAddress)) return
      const thing = nftName(world, log.address, tokenId)
      allowed.push({ kind: 'allow', spender: nameOr(world, approved), thing, all: false })
      return
    }
    case 'ApprovalForAll': {
      const { owner, operator, approved } = event.args
      if (!isSame(owner, sender)) return
      const [spender, thing] = [nameOr(world, operator), nameOr(world, log.address)]
      allowed.push(approved ? { kind: 'allow', spender, thing, all: true } : { kind: 'forbid', spender, thing })
    }
  }
}

/** Counts what leaves or reaches the sender. */
function move(
  counts: Map<string, bigint>,
  key: string,
  sender: Address,
  { from, to }: { readonly from: Address; readonly to: Address },
  amount: bigint,
): void {
  const change = (isSame(to, sender) ? amount : 0n) - (isSame(from, sender) ? amount : 0n)
  counts.set(key, (counts.get(key) ?? 0n) + change)
}

/** What an allowance means to its owner. */
export function allowance(
  spender: string,
  { symbol, decimals }: Pick<Money, 'symbol' | 'decimals'>,
  value: bigint,
): Change {
  if (value === 0n) return { kind: 'forbid', spender, thing: symbol }
  if (value >= EVERYTHING) return { kind: 'allow', spender, thing: symbol, all: true }
  return { kind: 'allow', spender, amount: { value: value.toString(), decimals, symbol } }
}

function paid(world: World, balance: ReadonlyMap<string, bigint>): readonly Change[] {
  return [...balance].flatMap(([symbol, value]): Change[] => {
    if (value === 0n) return []
    const decimals = moneyOf(world).find((money) => money.symbol === symbol)?.decimals ?? 18
    const amount = { value: (value < 0n ? -value : value).toString(), decimals, symbol }
    return [{ kind: value < 0n ? 'pay' : 'get', amount }]
  })
}

const moved = (things: ReadonlyMap<string, bigint>): readonly Change[] =>
  [...things].flatMap(([thing, count]): Change[] =>
    count === 0n ? [] : [{ kind: count < 0n ? 'give' : 'receive', thing }],
  )

const nameOr = (world: World, address: Address): string => nameAt(world, address) ?? address

const raw = ({ topics, data }: SeenLog): { readonly topics: [Hex, ...Hex[]]; readonly data: Hex } => ({
  topics: topics as [Hex, ...Hex[]],
  data,
})

/** A log that can't be decoded is some other event. */
function quietly<Result>(decode: () => Result): Result | undefined {
  try {
    return decode()
  } catch {
    return undefined
  }
}
