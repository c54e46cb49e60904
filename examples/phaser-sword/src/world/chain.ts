import { erc20BalanceOfAbi, erc721OwnerOfAbi, gameItemsTotalSupplyAbi } from '@dmex/contracts-abi'
import { type Backend, createGameAdapter, type ItemRef } from '@dmex/game-adapter'
import { rig } from '@dmex/game-adapter/rig'
import { type DmexClient, dateOf, execute, type Plan, withDeployment, withWallet } from '@dmex/sdk'
import { listHashpower } from '@dmex/sdk/mint'
import {
  attach,
  cancelDetach,
  claimRefund,
  claimSlots,
  detach,
  type Erc721Item,
  getSlots,
  requestDetach,
  seal,
} from '@dmex/sdk/rig'
import { createClient, custom, http } from 'viem'
import { getBlock, getContractEvents, readContract } from 'viem/actions'
import { rules, type Stats } from '../rules.js'
import type { Market } from './deployment.js'
import {
  buySword,
  gameShopIsOpenAbi,
  gameShopItemSoldEventAbi,
  gameShopListingOfAbi,
  listSword,
  withdrawSword,
} from './shop.js'
import {
  type Address,
  NotForSale,
  type Power,
  type PowerDetails,
  type Progress,
  type Sword,
  type World,
  type WorldState,
} from './types.js'
import type { Connection } from './wallets.js'

/** Milliseconds between two looks at the chain. */
const POLLING = 2_000
/** Newest swords that are looked at: the studio's collection is small. */
const SWORDS = 60n

/** A sale that happened. */
interface Sale {
  readonly buyer: Address
  readonly price: bigint
}

/** The world on a chain. */
export interface Chain extends World {
  /** Acts for whoever is connected from now on. */
  become(connection: Connection | undefined): void
  /** The last sale of a sword by somebody, if the shop made one. */
  lastSale(id: bigint, seller: Address): Promise<Sale | undefined>
  dispose(): void
}

/** A UTC day number as a date. */
const iso = (day: number): string => dateOf(day).toISOString().slice(0, 10)
const same = (a: string | undefined, b: string | undefined): boolean => a?.toLowerCase() === b?.toLowerCase()

/** Makes the world on a chain. */
export function createChain(market: Market): Chain {
  const { deployment, items, shop, money, coin, rpcUrl } = market
  const { chainId } = deployment
  const reader = createClient({ transport: http(rpcUrl, { batch: true, retryCount: 0 }), pollingInterval: 400 }).extend(
    withDeployment(deployment),
  )
  const adapter = createGameAdapter<Stats, Backend>({ backend: rig({ client: reader, pollingMs: POLLING }), rules })
  const refs = new Map<bigint, ItemRef>()
  const watchers = new Set<() => void>()
  let connection: Connection | undefined
  let client: DmexClient = reader
  let state: WorldState = {
    account: undefined,
    known: false,
    unreachable: false,
    mine: [],
    market: [],
    powers: [],
    details: new Map(),
    money: 0n,
    coins: 0n,
    time: 0,
  }
  const changed = (): void => {
    for (const watcher of [...watchers]) watcher()
  }
  const refOf = (id: bigint): ItemRef => {
    const ref = refs.get(id) ?? { kind: 'erc721', chainId, collection: items, id }
    refs.set(id, ref)
    return ref
  }
  const itemOf = ({ id }: Sword): Erc721Item => ({ kind: 'erc721', collection: items, id })

  const swordOf = async (id: bigint): Promise<Sword> => {
    const [owner, listing, open] = await Promise.all([
      readContract(reader, { address: items, abi: [erc721OwnerOfAbi], functionName: 'ownerOf', args: [id] }).catch(
        () => undefined,
      ),
      readContract(reader, {
        address: shop,
        abi: [gameShopListingOfAbi],
        functionName: 'listingOf',
        args: [items, id],
      }),
      readContract(reader, {
        address: shop,
        abi: [gameShopIsOpenAbi],
        functionName: 'isOpen',
        args: [items, id],
      }).catch(() => false),
    ])
    const offer = open
      ? { price: listing.price, stateHash: listing.stateHash }
      : { price: undefined, stateHash: undefined }
    return { id, owner, handle: adapter.item(refOf(id)), ...offer }
  }
  const powersOf = async (account: Address): Promise<Power[]> => {
    const powers: Power[] = []
    for await (const nft of listHashpower.all(reader, { account })) {
      const free = same(nft.owner, account) && !nft.locker && nft.state !== 'expired' && nft.state !== 'terminated'
      if (!free) continue
      const asset = nft.reward.symbol.replace(/^t/, '')
      powers.push({ id: nft.id, asset, units: nft.units, from: iso(nft.startDay), until: iso(nft.endDay) })
    }
    return powers
  }
  const detailsOf = async (swords: readonly Sword[]): Promise<ReadonlyMap<bigint, PowerDetails>> => {
    if (swords.length === 0) return new Map()
    const { slots } = await getSlots(reader, { items: swords.map(itemOf) })
    return new Map(
      slots.flatMap(({ power }, index): [bigint, PowerDetails][] => {
        const sword = swords[index]
        if (!sword || !power) return []
        const { state: now, refundable, refundFloor } = power
        return [[sword.id, { state: now, refundable, refundFloor }]]
      }),
    )
  }
  const balanceOf = (token: Address, account: Address): Promise<bigint> =>
    readContract(reader, { address: token, abi: [erc20BalanceOfAbi], functionName: 'balanceOf', args: [account] })

  const look = async (): Promise<void> => {
    const account = connection?.account
    const [supply, block] = await Promise.all([
      readContract(reader, { address: items, abi: [gameItemsTotalSupplyAbi], functionName: 'totalSupply' }),
      getBlock(reader),
    ])
    const from = supply > SWORDS ? supply - SWORDS + 1n : 1n
    const ids = Array.from({ length: Number(supply - from + 1n) }, (_, index) => from + BigInt(index))
    const [swords, powers, [usd, btc]] = await Promise.all([
      Promise.all(ids.map(swordOf)),
      account ? powersOf(account) : [],
      account ? Promise.all([balanceOf(money, account), balanceOf(coin, account)]) : [0n, 0n],
    ])
    const mine = swords.filter(({ owner }) => account && same(owner, account))
    const others = swords.filter(({ owner, price }) => price !== undefined && !same(owner, account))
    const details = await detailsOf([...mine, ...others])
    // Somebody else connected meanwhile: what was read is not theirs.
    if (account !== connection?.account) return
    const time = Number(block.timestamp)
    state = {
      account,
      known: true,
      unreachable: false,
      mine,
      market: others,
      powers,
      details,
      money: usd,
      coins: btc,
      time,
    }
    changed()
  }
  let running: Promise<void> | undefined
  let again = false
  const refresh = (): Promise<void> => {
    if (running !== undefined) {
      again = true
      return running
    }
    running = (async () => {
      do {
        again = false
        await look().catch(() => {
          // What can't be read is shown as it was.
          state = { ...state, unreachable: true }
          changed()
        })
      } while (again)
      running = undefined
    })()
    return running
  }
  const timer = setInterval(() => {
    if (!document.hidden) void refresh()
  }, 2 * POLLING)

  /** Carries a plan out, and looks at what it changed. */
  const carryOut = async (plan: Promise<Plan<unknown>>, progress: Progress): Promise<void> => {
    await execute(client, await plan, {
      on: (event) => {
        if (event.stage === 'awaiting-signature')
          progress({ stage: 'wallet', step: event.step + 1, steps: event.steps })
        else if (event.stage === 'submitted')
          progress({ stage: 'sent', step: event.step + 1, steps: event.steps, hash: event.hash })
        else if (event.stage === 'confirmed') progress({ stage: 'in', step: event.step + 1, steps: event.steps })
      },
    })
    await Promise.all([refresh(), adapter.refresh()])
  }
  const at = ({ id }: Sword) => ({ shop, collection: items, id })
  // Transactions, not signatures: the shop takes no permit.
  const approve = { approval: 'approve' } as const

  return {
    kind: 'chain',
    adapter,
    state: () => state,
    refresh,
    watch: (watcher) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    become: (next) => {
      const other = next?.account !== connection?.account
      connection = next
      if (next) {
        // A wallet's provider is typed loosely everywhere; viem checks what comes back.
        const transport = custom(next.wallet.provider as Parameters<typeof custom>[0], { retryCount: 0 })
        const wallet = createClient({ account: next.account, transport, pollingInterval: 400 })
        client = reader.extend(withWallet(wallet))
      } else client = reader
      if (!other) return
      state = { ...state, account: next?.account, known: false, mine: [], powers: [], money: 0n, coins: 0n }
      changed()
      void refresh()
    },
    lastSale: async (id, seller) => {
      const sales = await getContractEvents(reader, {
        address: shop,
        abi: [gameShopItemSoldEventAbi],
        eventName: 'ItemSold',
        args: { collection: items, id },
        fromBlock: 0n,
      })
      const { args } = sales.findLast((sale) => same(sale.args.seller, seller)) ?? {}
      return args?.buyer && args.price !== undefined ? { buyer: args.buyer, price: args.price } : undefined
    },
    dispose: () => {
      clearInterval(timer)
      adapter.dispose()
    },
    deeds: {
      attach: (sword, powerId, progress) => carryOut(attach.plan(client, { item: itemOf(sword), powerId }), progress),
      claim: (sword, progress) => carryOut(claimSlots.plan(client, { items: [itemOf(sword)] }), progress),
      seal: (sword, days, progress) =>
        carryOut(seal.plan(client, { item: itemOf(sword), until: state.time + days * 86_400 - 600 }), progress),
      requestDetach: (sword, progress) => carryOut(requestDetach.plan(client, { item: itemOf(sword) }), progress),
      cancelDetach: (sword, progress) => carryOut(cancelDetach.plan(client, { item: itemOf(sword) }), progress),
      detach: (sword, progress) => carryOut(detach.plan(client, { item: itemOf(sword) }), progress),
      refund: (sword, progress) => carryOut(claimRefund.plan(client, { item: itemOf(sword) }), progress),
      list: (sword, price, progress) => carryOut(listSword.plan(client, { ...at(sword), price }, approve), progress),
      withdraw: (sword, progress) => carryOut(withdrawSword.plan(client, at(sword)), progress),
      buy: async (sword, progress) => {
        const { price = 0n, stateHash = '0x' } = sword
        const now = await swordOf(sword.id)
        if (now.price !== price || now.stateHash !== stateHash) throw new NotForSale()
        const args = { ...at(sword), price, stateHash: stateHash as `0x${string}`, money }
        return carryOut(buySword.plan(client, args, approve), progress)
      },
    },
  }
}
