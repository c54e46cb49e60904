import { addressOf, type DmexClient } from '@dmex/sdk'
import { assignItemTypedData, getAssignment } from '@dmex/sdk/rig'
import { News } from '../backends/rig/news.js'
import { deploymentOf, headOf } from '../backends/rig/rpc.js'
import { toGameError } from '../backends/rig/toGameError.js'
import { GameError } from '../core/errors.js'
import { same } from '../core/itemKey.js'
import { emptyState, toSnapshot } from '../core/snapshot.js'
import type { Address, Command, Hex, ItemRef, Moment, Snapshot } from '../core/types.js'
import type { Rules } from '../rules/types.js'
import type { GameEvent } from './events.js'
import { EventLog, type Finality, headAt } from './follow.js'
import { createHandler } from './handler.js'
import { erc721, type ItemDescription, type ItemMetadata, only, toMetadata } from './metadata.js'
import { checkCommand, prepareCalls } from './prepare.js'
import { type PowerProof, provePower } from './proof.js'
import { assertChain, Reads } from './reads.js'
import { memoryStore, type Store } from './store.js'
import { WebhookSender, type Webhooks } from './webhooks.js'

/** Signs assignments of off-chain items; every local account of viem is one. */
export interface AssignmentSigner {
  readonly address: Address
  signTypedData(message: {
    readonly domain: Record<string, unknown>
    readonly types: Record<string, readonly { readonly name: string; readonly type: string }[]>
    readonly primaryType: string
    readonly message: Record<string, unknown>
  }): Promise<Hex>
}

/** How to run a companion. */
export interface DmexServerOptions<Stats> {
  /** A viem client that knows where the contracts are. It needs no account: the companion never sends a transaction. */
  readonly client: DmexClient
  /** The rules, or those of several seasons: the same as in the game. */
  readonly rules: Rules<Stats> | readonly Rules<Stats>[]
  /** What must outlive the process; in memory, unless given. */
  readonly store?: Store | undefined
  /** The studio's key for off-chain items. */
  readonly signer?: AssignmentSigner | undefined
  /** How sure blocks must be for `verify`, `proof` and events; `safe`, unless said otherwise. */
  readonly finality?: Finality | undefined
  /** Contracts of ERC-721 items whose changes of hands are events too. */
  readonly collections?: readonly Address[] | undefined
  /** First block whose events are told; from now on, when left out. */
  readonly fromBlock?: bigint | undefined
  /** Events that are kept for webhooks and `events`, 10,000 unless said otherwise. */
  readonly keepEvents?: number | undefined
  /** Milliseconds between two looks at the chain, 4000 unless said otherwise. */
  readonly pollingMs?: number | undefined
  /** What the studio says of its items in their metadata: name, picture, traits of its own. */
  readonly describe?: ((collection: Address, id: bigint) => Promise<ItemDescription> | ItemDescription) | undefined
  /** Path in front of the handler's own, such as `/dmex`; none, unless given. */
  readonly basePath?: string | undefined
  /** Origins whose pages may ask, `*` for all; none but the companion's own, unless given. */
  readonly cors?: '*' | readonly string[] | undefined
  /** Bytes of a request, 262,144 unless said otherwise. */
  readonly maxBodyBytes?: number | undefined
  /** Requests that are worked on at once, 64 unless said otherwise; the others are answered 503. */
  readonly maxConcurrent?: number | undefined
  /** Milliseconds until a webhook that failed is tried again, 5000 unless said otherwise; then twice as long each time, up to an hour. */
  readonly retryMs?: number | undefined
  /** Told when following or delivering failed. It goes on by itself. */
  readonly onError?: ((error: unknown) => void) | undefined
  /** In place of the global one, for webhooks. */
  readonly fetch?: typeof fetch | undefined
}

/** What `verify` found. */
export interface Verified<Stats> extends Snapshot<Stats> {
  /** Whether the player controlled the item, and the power in it counted for the player. */
  readonly ok: boolean
  /** Why not. */
  readonly reason?: 'NotController' | 'Empty' | 'NotAccepted' | 'Lapsed' | undefined
  readonly blockHash: Hex
}

/** An assignment of an off-chain item, signed: anybody may bring it to the chain with `assignItem`. */
export interface Assignment {
  readonly game: Address
  readonly key: string
  readonly player: Address
  /** Void once any other assignment of the item went through. */
  readonly nonce: bigint
  /** Unix seconds. */
  readonly deadline: bigint
  readonly signature: Hex
}

/** A server companion: the authority for match servers, and the game client's eyes. */
export interface DmexServer<Stats> {
  /** Answers requests of `http({ url })`, of match servers and of marketplaces: for express, hono, fastify or workers. */
  readonly handler: (request: Request) => Promise<Response>
  /** Says what a player's item is worth in a match, at the newest sure block or at one that all agreed on. */
  verify(
    item: ItemRef,
    options: { readonly player: Address; readonly atBlock?: bigint | undefined },
  ): Promise<Verified<Stats>>
  /** Proves what an item held; check it with `verifyPowerProof`. */
  proof(item: ItemRef, block?: bigint): Promise<PowerProof>
  /**
   * Signs that an off-chain item is a player's.
   *
   * Whoever may call this gives items away: keep it behind the game's own login.
   */
  assign(assignment: {
    readonly game: Address
    readonly key: string
    readonly player: Address
    /** Seconds until the signature is void, 3600 unless said otherwise. */
    readonly seconds?: number | undefined
  }): Promise<Assignment>
  /** ERC-721 metadata with what the hashpower adds. */
  metadata(collection: Address, id: bigint): Promise<ItemMetadata>
  readonly webhooks: Webhooks
  /** Events from a sequence number on. */
  events(options?: {
    readonly from?: number | undefined
    readonly limit?: number | undefined
  }): Promise<readonly GameEvent[]>
  /** Listens to what happens from now on, in this process. Returns how to stop. */
  on(listener: (event: GameEvent) => void): () => void
  /** Follows the chain up to now, and delivers what is due. */
  poll(): Promise<void>
  /** Does so again and again. Returns how to stop. */
  start(): () => void
}

/**
 * Makes a server companion. It reads, prepares and signs assignments; it never holds a player's key and sends no transaction.
 *
 * @param options - client, rules, and what else it should do
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import type { Rules } from '@dmex/game-adapter/rules'
 * import { createDmexServer } from '@dmex/game-adapter/server'
 *
 * export function companion(client: DmexClient, rules: Rules) {
 *   const server = createDmexServer({ client, rules, basePath: '/dmex' })
 *   server.start()
 *   return server.handler // (request: Request) => Promise<Response>
 * }
 * ```
 */
export function createDmexServer<Stats>(options: DmexServerOptions<Stats>): DmexServer<Stats> {
  const { client, rules, store = memoryStore(), signer, finality = 'safe', collections = [], describe } = options
  const { pollingMs = 4_000, onError = () => {}, fetch: send = fetch } = options
  const versions: readonly Rules<Stats>[] = 'evaluate' in rules ? [rules] : rules
  const reads = new Reads(client)
  const log = new EventLog({
    client,
    store,
    finality,
    collections,
    fromBlock: options.fromBlock,
    keep: options.keepEvents ?? 10_000,
  })
  const webhooks = new WebhookSender(log, store, { send, firstWait: options.retryMs ?? 5_000 })
  const listeners = new Set<(event: GameEvent) => void>()

  const where = async () => {
    const deployment = await deploymentOf(client).catch((error: unknown) => {
      throw toGameError(error)
    })
    return { deployment, chainId: deployment.chainId }
  }
  const snapshotOf = (state: typeof emptyState, at: Moment): Snapshot<Stats> => toSnapshot(versions, state, at, false)
  const sureBlock = async (block: bigint | undefined) => {
    const sure = await headAt(client, finality)
    if (block === undefined || block === sure.number) return sure
    if (block > sure.number)
      throw new GameError('ArgumentInvalid', `Block ${block} is not sure yet: ${sure.number} is the newest that is.`)
    const head = await headOf(client, block)
    if (!head) throw new GameError('ArgumentInvalid', `The endpoint has no block ${block}. Name one that exists.`)
    return head
  }

  const verify: DmexServer<Stats>['verify'] = async (item, { player, atBlock }) => {
    assertChain([item], (await where()).chainId)
    const head = await sureBlock(atBlock)
    const state = only(await reads.readAt([item], head.number)) ?? emptyState
    const reason = !same(state.controller, player)
      ? 'NotController'
      : !state.power
        ? 'Empty'
        : state.offered
          ? 'NotAccepted'
          : state.mode === 'lent' && state.onTransfer === 'end' && !same(state.borrower, player)
            ? 'Lapsed'
            : undefined
    const snapshot = snapshotOf(state, { block: head.number, time: head.time })
    return { ok: reason === undefined, reason, blockHash: head.hash, ...snapshot }
  }
  const proof: DmexServer<Stats>['proof'] = async (item, block) => {
    assertChain([item], (await where()).chainId)
    const { number } = await sureBlock(block)
    try {
      return await provePower(client, item, number)
    } catch (error) {
      throw toGameError(error)
    }
  }
  const metadata: DmexServer<Stats>['metadata'] = async (collection, id) => {
    const { chainId } = await where()
    const { at, items } = await reads.read([erc721(chainId, collection, id)])
    return toMetadata(collection, id, (await describe?.(collection, id)) ?? {}, snapshotOf(items[0] ?? emptyState, at))
  }
  const assign: DmexServer<Stats>['assign'] = async ({ game, key, player, seconds = 3_600 }) => {
    if (!signer) throw new GameError('AccountMissing', 'Nobody signs here. Give createDmexServer a signer.')
    const { deployment } = await where()
    const known = await getAssignment(client, { game, key }).catch((error: unknown) => {
      throw toGameError(error)
    })
    if (!same(known.signer, signer.address))
      throw new GameError(
        'NotOwner',
        `${signer.address} does not sign for ${game}: ${known.signer} does. Name it with setGameSigner, or sign with that key.`,
      )
    const deadline = known.at.timestamp + BigInt(seconds)
    const { nonce } = known
    const message = assignItemTypedData(deployment, { game, key, player, nonce, deadline })
    return { game, key, player, nonce, deadline, signature: await signer.signTypedData(message) }
  }

  // Any news, for clients that ask whether there are any. The number alone would repeat after a restart.
  const news = new News(client, async () => {
    const { deployment } = await where()
    return [
      ...(['rig', 'hashpower', 'offchainItems'] as const).map((name) => addressOf(deployment, name)),
      ...collections,
    ]
  })
  const birth = Date.now().toString(36)
  let count = 0
  let looking: Promise<void> | undefined
  const revision = async (): Promise<string> => {
    looking ??= news
      .look()
      .then((changed) => {
        if (changed) count++
      })
      .finally(() => {
        looking = undefined
      })
    await looking
    return `${birth}-${count}`
  }

  /** What listeners of this process have heard. */
  let heard: number | undefined
  const tell = async (): Promise<void> => {
    heard ??= await log.next()
    await log.poll().catch(onError)
    for (let events = await log.read(heard, 100); events.length > 0; events = await log.read(heard, 100))
      for (const event of events) {
        heard = event.seq + 1
        for (const listener of [...listeners]) {
          try {
            listener(event)
          } catch (error) {
            onError(error)
          }
        }
      }
  }
  let telling: Promise<void> | undefined
  const poll = async (): Promise<void> => {
    telling ??= tell()
      .catch(onError)
      .finally(() => {
        telling = undefined
      })
    await telling
    // Also while the chain is away: what happened before is still to be told.
    await webhooks.deliver().catch(onError)
  }
  const events: DmexServer<Stats>['events'] = ({ from = 0, limit = 100 } = {}) => log.read(from, limit)

  return Object.freeze({
    handler: createHandler(
      {
        info: async () => {
          const { deployment, chainId } = await where()
          return { chainId, rig: addressOf(deployment, 'rig'), hashpower: addressOf(deployment, 'hashpower') }
        },
        revision,
        read: async (items: readonly ItemRef[], since?: bigint) => {
          assertChain(items, (await where()).chainId)
          return reads.read(items, since)
        },
        prepare: (command: Command, account: Address | undefined) => prepareCalls(client, command, account),
        check: (command: Command, account: Address) => checkCommand(client, command, account),
        verify,
        proof,
        metadata,
        events,
      },
      {
        basePath: (options.basePath ?? '').replace(/\/+$/, ''),
        cors: options.cors ?? [],
        maxBodyBytes: options.maxBodyBytes ?? 262_144,
        maxConcurrent: options.maxConcurrent ?? 64,
      },
    ),
    verify,
    proof,
    assign,
    metadata,
    webhooks,
    events,
    on: (listener: (event: GameEvent) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    poll,
    start: () => {
      let stopped = false
      let timer: ReturnType<typeof setTimeout>
      const next = async (): Promise<void> => {
        await poll()
        if (!stopped) timer = setTimeout(next, pollingMs)
      }
      timer = setTimeout(next, 0)
      return () => {
        stopped = true
        clearTimeout(timer)
      }
    },
  })
}
