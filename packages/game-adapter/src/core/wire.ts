import { GameError } from './errors.js'
import type {
  Address,
  Command,
  Hex,
  ItemRef,
  ItemState,
  LendTerms,
  Moment,
  Power,
  Reading,
  Shares,
  Terms,
} from './types.js'

// What travels between page, cache and server companion: JSON, with whole numbers of any size as decimal strings. Nothing that
// comes in is taken as it is: each reader looks at the fields that it knows, and makes a new object of them.

/** Turns what came from outside into a value, or throws `ArgumentInvalid` with the path to what is wrong. */
export type Reader<Value> = (value: unknown, path: string) => Value

const bad = (path: string, expected: string): never => {
  throw new GameError('ArgumentInvalid', `${path} must be ${expected}.`)
}

const matching =
  (pattern: RegExp, expected: string): Reader<string> =>
  (value, path) =>
    typeof value === 'string' && pattern.test(value) ? value : bad(path, expected)

const decimal = matching(/^\d{1,78}$/, 'a whole number as a decimal string')
/** A whole number of any size, at most 2^256. */
export const big: Reader<bigint> = (value, path) => BigInt(decimal(value, path))
/** A whole number from 0 on, as JSON has it. */
export const whole: Reader<number> = (value, path) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : bad(path, 'a whole number from 0 on')
const flag: Reader<boolean> = (value, path) => (typeof value === 'boolean' ? value : bad(path, 'true or false'))
/** Text of at most 256 characters. */
export const text: Reader<string> = matching(/^.{0,256}$/s, 'text of at most 256 characters')
/** A 20-byte address. */
export const address: Reader<Address> = matching(
  /^0x[\da-f]{40}$/i,
  'an address: 0x and 40 hex digits',
) as Reader<Address>
/** Bytes. */
export const hex: Reader<Hex> = matching(/^0x(?:[\da-f]{2})*$/i, 'bytes: 0x and hex digits') as Reader<Hex>

const oneOf =
  <const Value extends string>(...values: readonly Value[]): Reader<Value> =>
  (value, path) =>
    values.find((each) => each === value) ?? bad(path, values.join(' or '))

/** Left out, or `null`. */
export const maybe =
  <Value>(read: Reader<Value>): Reader<Value | undefined> =>
  (value, path) =>
    value === undefined || value === null ? undefined : read(value, path)

/** A list of at most so many. */
export const list =
  <Value>(read: Reader<Value>, most: number): Reader<readonly Value[]> =>
  (value, path) =>
    Array.isArray(value) && value.length <= most
      ? value.map((each, index) => read(each, `${path}[${index}]`))
      : bad(path, `a list of at most ${most}`)

/** An object of known fields; others are left behind. */
export const fields =
  <Value extends object>(readers: { readonly [Name in keyof Value]-?: Reader<Value[Name]> }): Reader<Value> =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad(path, 'an object')
    const read: Partial<Value> = {}
    // Own fields only: what a prototype brings was never sent.
    for (const name of Object.keys(readers) as (keyof Value & string)[])
      read[name] = readers[name](Object.hasOwn(value, name) ? (value as Value)[name] : undefined, `${path}.${name}`)
    return read as Value
  }

// What the contracts would refuse is refused here: one item that can't be read must not fail those that are read with it.
const index = maybe<number>((value, path) => {
  const read = whole(value, path)
  return read < 2 ** 32 ? read : bad(path, 'a slot from 0 to 4294967295')
})
const tokenId: Reader<bigint> = (value, path) => {
  const read = big(value, path)
  return read < 2n ** 256n ? read : bad(path, 'a token id of 256 bits')
}
const someone: Reader<Address> = (value, path) =>
  BigInt(address(value, path)) > 0n ? address(value, path) : bad(path, 'an address that is not zero')
const items = {
  erc721: fields<Extract<ItemRef, { kind: 'erc721' }>>({
    kind: oneOf('erc721'),
    chainId: whole,
    collection: someone,
    id: tokenId,
    index,
  }),
  erc1155: fields<Extract<ItemRef, { kind: 'erc1155' }>>({
    kind: oneOf('erc1155'),
    chainId: whole,
    collection: someone,
    id: tokenId,
    holder: someone,
    index,
  }),
  offchain: fields<Extract<ItemRef, { kind: 'offchain' }>>({
    kind: oneOf('offchain'),
    game: someone,
    key: text,
    index,
  }),
}
const kindOf = fields<{ kind: keyof typeof items }>({ kind: oneOf('erc721', 'erc1155', 'offchain') })

/** An item. */
export const itemRef: Reader<ItemRef> = (value, path) => items[kindOf(value, path).kind](value, path)

const terms = maybe(
  fields<Terms>({
    studio: maybe(address),
    studioBps: maybe(whole),
    guild: maybe(address),
    guildBps: maybe(whole),
    lenderBps: maybe(whole),
  }),
)
type Of<Do extends Command['do']> = Extract<Command, { do: Do }>
const lendTerms: { readonly [Name in keyof LendTerms]-?: Reader<LendTerms[Name]> } = {
  terms,
  endDay: whole,
  revocable: maybe(flag),
  onTransfer: maybe(oneOf('end', 'follow')),
  price: maybe(big),
  payToken: maybe(address),
}
const simple = fields<Of<'requestDetach' | 'cancelDetach' | 'detach' | 'endLending' | 'markOrphan' | 'reclaim'>>({
  do: oneOf('requestDetach', 'cancelDetach', 'detach', 'endLending', 'markOrphan', 'reclaim'),
  item: itemRef,
})
const commands: { readonly [Do in Command['do']]: Reader<Command> } = {
  attach: fields<Of<'attach'>>({ do: oneOf('attach'), item: itemRef, power: big, terms, coolDown: maybe(whole) }),
  attachBatch: fields<Of<'attachBatch'>>({
    do: oneOf('attachBatch'),
    pairs: list(fields({ item: itemRef, power: big }), 50),
    terms,
    coolDown: maybe(whole),
  }),
  seal: fields<Of<'seal'>>({ do: oneOf('seal'), item: itemRef, until: whole }),
  lend: fields<Of<'lend'>>({ do: oneOf('lend'), item: itemRef, power: big, ...lendTerms }),
  accept: fields<Of<'accept'>>({
    do: oneOf('accept'),
    item: itemRef,
    nonce: whole,
    price: maybe(big),
    payToken: maybe(address),
  }),
  claim: fields<Of<'claim'>>({ do: oneOf('claim'), items: list(itemRef, 50) }),
  requestDetach: simple,
  cancelDetach: simple,
  detach: simple,
  endLending: simple,
  markOrphan: simple,
  reclaim: simple,
}
const verbOf = fields<{ do: Command['do'] }>({ do: oneOf(...(Object.keys(commands) as Command['do'][])) })

/** A command. */
export const command: Reader<Command> = (value, path) => commands[verbOf(value, path).do](value, path)

const power = fields<Power>({
  id: big,
  asset: text,
  units: big,
  startDay: whole,
  endDay: whole,
  today: big,
  total: big,
  streakDays: whole,
  daysMined: whole,
})
const shares = fields<Shares>({
  total: big,
  player: maybe(address),
  playerAmount: big,
  lenderAmount: big,
  studioAmount: big,
  guildAmount: big,
})
/** A moment. */
export const moment: Reader<Moment> = fields<Moment>({ block: big, time: whole })
/** The state of a slot. */
export const itemState: Reader<ItemState> = fields<ItemState>({
  mode: oneOf('empty', 'bound', 'lent'),
  controller: maybe(address),
  principal: maybe(address),
  power: maybe(power),
  nonce: whole,
  shares,
  sealUntil: whole,
  coolDown: whole,
  detachBy: maybe(address),
  detachReadyAt: whole,
  detachWindowEnds: whole,
  orphanSince: whole,
  endDay: whole,
  revocable: flag,
  offered: flag,
  onTransfer: oneOf('end', 'follow'),
  borrower: maybe(address),
  price: big,
  payToken: maybe(address),
  stateHash: text,
})
/** What a backend read. */
export const reading: Reader<Reading> = fields<Reading>({ at: moment, items: list(itemState, 500) })

/** Writes JSON; whole numbers of any size become decimal strings. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner))
