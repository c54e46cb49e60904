import { type Backend, createGameAdapter, GameError, type ItemRef } from '@dmex/game-adapter'
import { sandbox } from '@dmex/game-adapter/sandbox'
import { rules, type Stats } from '../rules.js'
import { keep, recall } from './memory.js'
import type { Address, Sword, World, WorldState } from './types.js'

/** The smith's apprentice who buys whatever is offered in practice. */
const BO: Address = '0x00000000000000000000000000000000000000b0'
const COLLECTION: Address = '0x00000000000000000000000000000000000005d0'
const MONEY = 'tUSDT'
const DAY = 86_400
const ITEM: ItemRef = { kind: 'erc721', chainId: 0, collection: COLLECTION, id: 1n }

/** Practice is played back from what was done: the same deeds give the same world. */
type Entry =
  | 'attach'
  | 'day'
  | 'claim'
  | 'request'
  | 'cancel'
  | 'detach'
  | 'sell'
  | 'buy'
  | `seal ${number}`
  | `list ${number}`

const isEntries = (value: unknown): value is Entry[] =>
  Array.isArray(value) && value.length < 5_000 && value.every((entry) => typeof entry === 'string')

/** A world to practise in: no wallet, no chain, and days that pass by a button. */
export interface Practice extends World {
  /** Lets a day pass. Bo buys what is on sale. */
  nextDay(): Promise<void>
  /** Begins from nothing. */
  reset(): void
}

/** Makes the world of practice, as it was left. */
export async function createPractice(): Promise<Practice> {
  const backend = sandbox({ date: '2026-01-01' })
  const { account } = backend
  const adapter = createGameAdapter<Stats, Backend>({ backend, rules })
  const handle = adapter.item(ITEM)
  backend.give(ITEM, account)
  backend.deposit(BO, MONEY, 1_000_000_000_000n)
  const watchers = new Set<() => void>()
  const power = backend.mint({ ths: 10 })
  let price: bigint | undefined
  let entries: Entry[] = []

  const changed = (): void => {
    for (const watcher of [...watchers]) watcher()
  }
  const pay = (from: Address, to: Address, amount: bigint): void => {
    backend.deposit(from, MONEY, -amount)
    backend.deposit(to, MONEY, amount)
  }
  const move = async (from: Address, to: Address, amount: bigint): Promise<void> => {
    // As the shop does on a chain: what was mined so far is the seller's.
    if (handle.current.state.mode !== 'empty') await backend.send({ do: 'claim', items: [ITEM] })
    pay(to, from, amount)
    backend.sell(ITEM, to)
    price = undefined
  }
  const owns = (): boolean => handle.current.state.controller?.toLowerCase() === account.toLowerCase()
  const perform = async (entry: Entry): Promise<void> => {
    const [what, argument = '0'] = entry.split(' ')
    if (what === 'attach') await backend.send({ do: 'attach', item: ITEM, power })
    else if (what === 'claim') await backend.send({ do: 'claim', items: [ITEM] })
    else if (what === 'request') await backend.send({ do: 'requestDetach', item: ITEM })
    else if (what === 'cancel') await backend.send({ do: 'cancelDetach', item: ITEM })
    else if (what === 'detach') await backend.send({ do: 'detach', item: ITEM })
    else if (what === 'seal')
      await backend.send({ do: 'seal', item: ITEM, until: backend.now() + Number(argument) * DAY })
    else if (what === 'list') price = BigInt(argument)
    else if (what === 'buy') await move(BO, account, 100_000_000n)
    else if (what === 'day') {
      if (price !== undefined && owns()) await move(account, BO, price)
      backend.advance('1d')
    }
  }
  /** Does something, and remembers it once it worked. */
  const act = async (entry: Entry): Promise<void> => {
    await perform(entry)
    entries.push(entry)
    keep('practice', entries)
    changed()
  }

  for (const entry of recall('practice', isEntries) ?? []) {
    try {
      await perform(entry)
      entries.push(entry)
    } catch {
      // Rules of another version: what makes no sense any more is left out.
    }
  }
  adapter.on('mined', changed)

  const sword = (): Sword => ({
    id: 1n,
    handle,
    owner: handle.current.state.controller,
    price: owns() ? price : 100_000_000n,
    stateHash: handle.current.state.stateHash,
  })
  const state = (): WorldState => ({
    account,
    known: true,
    unreachable: false,
    mine: owns() ? [sword()] : [],
    market: owns() ? [] : [sword()],
    powers:
      handle.current.state.mode === 'empty' && owns()
        ? [{ id: power, asset: 'BTC', units: 10_000n, from: '2026-01-01', until: '2028-12-15' }]
        : [],
    details: new Map(),
    money: backend.balanceOf(account, MONEY),
    coins: backend.balanceOf(account, 'BTC'),
    time: backend.now(),
  })
  return {
    kind: 'practice',
    adapter,
    state,
    refresh: () => adapter.refresh(),
    watch: (watcher) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    nextDay: () => act('day'),
    reset: () => {
      entries = []
      keep('practice', undefined)
    },
    deeds: {
      attach: () => act('attach'),
      claim: () => act('claim'),
      seal: (_, days) => act(`seal ${days}`),
      requestDetach: () => act('request'),
      cancelDetach: () => act('cancel'),
      detach: () => act('detach'),
      refund: () => Promise.reject(new GameError('SlotNotInMode', 'There is nothing to refund in practice.')),
      list: (_, amount) => act(`list ${Number(amount)}`),
      withdraw: async () => {
        price = undefined
        entries = entries.filter((entry) => !entry.startsWith('list'))
        keep('practice', entries)
        changed()
      },
      buy: async () => {
        if (backend.balanceOf(account, MONEY) < 100_000_000n)
          throw new GameError('InsufficientBalance', 'You have less than it costs.')
        await act('buy')
      },
    },
  }
}
