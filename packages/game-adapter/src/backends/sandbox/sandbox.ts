import { GameError, type GameErrorCode } from '../../core/errors.js'
import { same } from '../../core/itemKey.js'
import type { Address, Backend, Command, Hex, ItemRef, Reading, Receipt, UnsignedCall } from '../../core/types.js'
import { type Asset, DAY, SCALE } from './income.js'
import { World } from './world.js'

/** Where calls of a sandbox go: an address that nothing has. */
const SANDBOX: Address = '0x0000000000000000000000000000000000005a4d'
/** Who acts in a sandbox, unless said otherwise. */
const PLAYER: Address = '0x00000000000000000000000000000000000000a1'
/** Largest step of time, days. */
const FARTHEST = 36_500

/** How a sandbox begins. */
export interface SandboxOptions {
  /** ISO date of its clock, such as `2026-01-01`, which is the default. It runs only when told to. */
  readonly date?: string | undefined
  /** Who acts. */
  readonly account?: Address | undefined
}

/** Hashpower to make. Give one of `ths`, `tib` and `units`. */
export interface MintOptions {
  /** TH/s of Bitcoin. */
  readonly ths?: number | undefined
  /** TiB of Filecoin. */
  readonly tib?: number | undefined
  /** 1 GH/s or 1 GiB each. */
  readonly units?: bigint | undefined
  /** `BTC`, unless said otherwise or `tib` is given. */
  readonly asset?: Asset | undefined
  /** The one who acts, unless said otherwise. */
  readonly owner?: Address | undefined
  /** UTC day number of the first day that it earns; today, unless said otherwise. */
  readonly startDay?: number | undefined
  /** Days that it earns, 1080 unless said otherwise. */
  readonly termDays?: number | undefined
  /** The next free one, unless said otherwise. */
  readonly id?: bigint | undefined
}

/** A world in memory that keeps the rules of the rig. The same calls give the same world. */
export interface Sandbox extends Backend {
  readonly account: Address
  peek(items: readonly ItemRef[]): Reading
  /** The same world, with somebody else acting. */
  as(account: Address): Sandbox
  /** Makes hashpower, and returns its id. */
  mint(options: MintOptions): bigint
  /** Lets time pass: `30s`, `45m`, `12h`, `7d`. Days that pass are paid. */
  advance(duration: string): void
  /** Sets the clock, unix seconds; it never runs back. */
  advanceTo(time: number): void
  /** Unix seconds. */
  now(): number
  /** Sets what days pay that have not settled yet, base units for 1,000 units (1 TH/s); 0 for a miner that fails. */
  fund(income: {
    readonly asset?: Asset | undefined
    readonly amount: bigint
    readonly units?: bigint | undefined
  }): void
  /** Gives an item to somebody, as its game would. */
  give(item: ItemRef, to: Address): void
  /** Moves an item to a buyer, as a market would. */
  sell(item: ItemRef, to: Address): void
  /** Destroys an item. */
  burn(item: ItemRef): void
  /** Gives somebody money to pay with, base units. */
  deposit(to: Address, token: string, amount: bigint): void
  /** What an account was paid of an asset, or has of a token. */
  balanceOf(account: Address, token: string): bigint
  /** Makes the next reads and writes fail: 1, unless said otherwise. */
  failNext(options?: { readonly code?: GameErrorCode | undefined; readonly times?: number | undefined }): void
  /** Carries out calls that `prepare` made, as the one who acts. */
  execute(calls: readonly UnsignedCall[]): Promise<readonly Receipt[]>
}

interface Shared {
  readonly world: World
  readonly watchers: Set<() => void>
  failing: { code: GameErrorCode; times: number }
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: DAY }

function invalid(message: string): never {
  throw new GameError('ArgumentInvalid', message)
}

const toHex = (command: Command): Hex => {
  const text = JSON.stringify(command, (_, value) => (typeof value === 'bigint' ? { n: `${value}` } : value))
  return `0x${Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

const fromHex = (data: Hex): Command => {
  const bytes = Uint8Array.from(data.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return JSON.parse(new TextDecoder().decode(bytes), (_, value) =>
    typeof value?.n === 'string' && Object.keys(value).length === 1 ? BigInt(value.n) : value,
  ) as Command
}

function unitsOf({ ths, tib, units }: MintOptions): bigint {
  const given = [ths, tib, units].filter((value) => value !== undefined)
  const whole = units ?? BigInt(Math.round((ths ?? 0) * 1_000) + Math.round((tib ?? 0) * 1_024))
  if (given.length !== 1 || whole <= 0n) invalid('Give one of ths, tib and units, larger than 0.')
  return whole
}

/**
 * Makes a world in memory: items, hashpower, income, sales, with the rules of the rig, to the last base unit. No wallet, no
 * chain, no network; its clock stands still until `advance`.
 *
 * @param options - date of the clock, and who acts
 * @throws GameError `ArgumentInvalid` when the date is none
 *
 * @example
 * ```ts
 * import { sandbox } from '@dmex/game-adapter/sandbox'
 *
 * const world = sandbox()
 * const power = world.mint({ ths: 10 })
 * world.advance('1d')
 * ```
 */
export function sandbox({ date = '2026-01-01', account = PLAYER }: SandboxOptions = {}): Sandbox {
  const time = Date.parse(date) / 1000
  if (!Number.isSafeInteger(time) || time < DAY) invalid(`A date is written as 2026-01-01, not ${date}.`)
  return open({ world: new World(time), watchers: new Set(), failing: { code: 'BackendFailed', times: 0 } }, account)
}

function open(shared: Shared, account: Address): Sandbox {
  const { world, watchers } = shared
  const changed = (): void => {
    for (const watcher of [...watchers]) watcher()
  }
  const mayFail = (): void => {
    const { failing } = shared
    if (failing.times <= 0) return
    failing.times--
    throw new GameError(failing.code, 'The sandbox was told to fail here. Try again.')
  }
  const moment = (): Reading['at'] => ({ block: world.block, time: world.time })
  const peek = (items: readonly ItemRef[]): Reading => {
    mayFail()
    return { at: moment(), items: items.map((item) => world.stateOf(item)) }
  }
  const send = async (command: Command): Promise<Receipt> => {
    mayFail()
    world.apply(account, command)
    world.block++
    const receipt = { id: `sandbox-${world.block}`, block: world.block }
    changed()
    return receipt
  }
  const advanceTo = (time: number): void => {
    if (!Number.isSafeInteger(time) || time < world.time || time > world.time + FARTHEST * DAY)
      invalid(`Time runs forward from ${world.time}, by at most ${FARTHEST} days; ${time} is not there.`)
    world.advanceTo(time)
    changed()
  }
  const move = (item: ItemRef, to: Address | undefined): void => {
    world.give(item, to)
    world.block++
    changed()
  }
  return Object.freeze({
    account,
    peek,
    read: async (items: readonly ItemRef[]) => peek(items),
    send,
    prepare: async (command: Command) => [{ to: SANDBOX, data: toHex(command), value: 0n }],
    execute: async (calls: readonly UnsignedCall[]) => {
      const receipts: Receipt[] = []
      for (const { data } of calls) receipts.push(await send(fromHex(data)))
      return receipts
    },
    watch: (watcher: () => void) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    as: (other: Address) => open(shared, other),
    mint: (options: MintOptions) => {
      const { owner = account, startDay = world.today, termDays = 1_080 } = options
      const { asset = options.tib === undefined ? 'BTC' : 'FIL', id = (1n << 32n) + BigInt(world.nfts.size + 1) } =
        options
      if (world.nfts.has(id)) invalid(`There is hashpower ${id} already.`)
      if (startDay < world.ledger.settled + 1) invalid('Hashpower can not earn days that have settled already.')
      const units = unitsOf(options)
      const endDay = startDay + termDays - 1
      world.nfts.set(id, { id, asset, units, startDay, endDay, owner, base: 0n, slot: undefined, nonce: 0 })
      return id
    },
    advance: (duration: string) => {
      const [, amount, unit] = /^(\d+)([smhd])$/.exec(duration) ?? []
      const length = seconds[unit ?? '']
      if (!length) invalid(`A duration is written as 30s, 45m, 12h or 7d, not ${duration}.`)
      advanceTo(world.time + Number(amount) * (length ?? 0))
    },
    advanceTo,
    now: () => world.time,
    fund: ({ asset = 'BTC', amount, units = 1_000n }: Parameters<Sandbox['fund']>[0]) => {
      if (amount < 0n || units <= 0n) invalid('Income is 0 or more, for more than 0 units.')
      world.ledger.setRate(asset, (amount * SCALE[asset]) / units)
    },
    give: move,
    sell: (item: ItemRef, to: Address) => {
      if (!world.controllerOf(item)) invalid('Nobody has this item: it can not be sold. Give it to somebody first.')
      // A piece of an ERC-1155 is known by its holder: with another one it is another item.
      if (item.kind !== 'erc1155') move(item, to)
      else if (!same(to, item.holder)) move(item, undefined)
    },
    burn: (item: ItemRef) => move(item, undefined),
    deposit: (to: Address, token: string, amount: bigint) => world.pay(to, token, amount),
    balanceOf: (owner: Address, token: string) => world.balance(owner, token),
    failNext: ({ code = 'BackendFailed', times = 1 }: Parameters<Sandbox['failNext']>[0] = {}) => {
      shared.failing = { code, times }
    },
  })
}
