import { GameError, gameErrorCodes } from '../../core/errors.js'
import type { Address, Backend, Command, ItemRef, Reading, Receipt, UnsignedCall } from '../../core/types.js'
import { address, big, fields, hex, list, type Reader, reading, text, toJson, whole } from '../../core/wire.js'
import type { Contracts } from './calldata.js'
import { type Eip1193Provider, Wallet } from './wallet.js'

/** How to reach a server companion. */
export interface HttpOptions {
  /** Where its handler answers, such as `https://game.example/dmex`. */
  readonly url: string
  /** The player's wallet. Without one the adapter only reads and prepares. */
  readonly provider?: Eip1193Provider | undefined
  /** The player's account; asked of the wallet when something is sent first, unless given. */
  readonly account?: Address | undefined
  /**
   * Where the contracts are. Pin them in the game, and nobody who breaks into the companion can have a player sign anything
   * else; when left out, the companion is asked once.
   */
  readonly contracts?: Contracts | undefined
  /** Milliseconds between two looks, 4000 unless said otherwise; 0 never looks by itself. */
  readonly pollingMs?: number | undefined
  /** Milliseconds until a request is given up, 10,000 unless said otherwise. */
  readonly timeoutMs?: number | undefined
  /** In place of the global one. */
  readonly fetch?: typeof fetch | undefined
}

/** Items behind a server companion. */
export interface HttpBackend extends Backend {
  readonly url: string
}

const calls: Reader<{ readonly calls: readonly UnsignedCall[] }> = fields({
  calls: list(fields<UnsignedCall>({ to: address, data: hex, value: big }), 10),
})
const info: Reader<Contracts> = fields<Contracts>({ chainId: whole, rig: address, hashpower: address })
const head: Reader<{ readonly revision: string }> = fields({ revision: text })
const nothing: Reader<unknown> = (value) => value
const failure = fields<{ code: string; message: string }>({ code: text, message: (value) => `${value}` })

/** Seconds that a companion may ask for quiet at most. */
const LONGEST_QUIET = 60

/**
 * Puts an adapter behind a server companion (`createDmexServer`): the companion reads the chain and prepares calls, the
 * player's own wallet signs them. Needs neither viem nor the SDK. What the companion prepares is compared with what was asked
 * for before the wallet sees it.
 *
 * @param options - where the companion is, and the player's wallet
 *
 * @example
 * ```ts
 * import { createGameAdapter } from '@dmex/game-adapter'
 * import { type Eip1193Provider, http } from '@dmex/game-adapter/http'
 * import type { Rules } from '@dmex/game-adapter/rules'
 *
 * export const inTheBrowser = (rules: Rules, provider: Eip1193Provider) =>
 *   createGameAdapter({ backend: http({ url: 'https://game.example/dmex', provider }), rules, cache: localStorage })
 * ```
 */
export function http(options: HttpOptions): HttpBackend {
  const { provider, account, pollingMs = 4_000, timeoutMs = 10_000 } = options
  const url = options.url.replace(/\/+$/, '')
  const wallet = provider && new Wallet(provider, account)
  let contracts = options.contracts
  /** Milliseconds since the epoch before which the companion asked not to be asked. */
  let quietUntil = 0
  /** The newest block that something of ours went in: older answers are of no use. */
  let since = 0n

  const ask = async <Value>(path: string, read: Reader<Value>, body?: unknown): Promise<Value> => {
    let answer: Response
    let value: unknown
    try {
      answer = await (options.fetch ?? fetch)(`${url}/${path}`, {
        ...(body === undefined
          ? {}
          : { method: 'POST', body: toJson(body), headers: { 'content-type': 'application/json' } }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      value = await answer.json()
    } catch (error) {
      throw new GameError('BackendFailed', `The companion at ${url} can't be reached: ${error}`, { cause: error })
    }
    if (answer.ok) {
      try {
        return read(value, path)
      } catch (error) {
        throw new GameError('BackendFailed', `The companion answered in another form: ${error}`, { cause: error })
      }
    }
    const wait = Number(answer.headers.get('retry-after'))
    if (wait > 0) quietUntil = Date.now() + Math.min(wait, LONGEST_QUIET) * 1_000
    const { code, message } = failureOf(value)
    throw new GameError(gameErrorCodes.find((known) => known === code) ?? 'BackendFailed', message)
  }
  const failureOf = (value: unknown): { readonly code: string; readonly message: string } => {
    try {
      return fields({ error: failure })(value, 'answer').error
    } catch {
      return { code: 'BackendFailed', message: 'The companion failed and did not say why.' }
    }
  }
  const prepare = async (command: Command, by: Address | undefined = account): Promise<readonly UnsignedCall[]> =>
    (await ask('prepare', calls, { command, account: by })).calls

  const send = async (command: Command): Promise<Receipt> => {
    if (!wallet)
      throw new GameError(
        'AccountMissing',
        'There is no wallet to sign with. Give http({ url, provider }) one, or use prepare.',
      )
    const by = await wallet.account()
    contracts ??= await ask('info', info)
    const prepared = await prepare(command, by)
    await wallet.check(command, prepared, contracts)
    let receipt: Receipt | undefined
    for (const [index, call] of prepared.entries()) {
      // What came before is in a block now; whether the command itself goes through can only be told now.
      if (index > 0 && index === prepared.length - 1) await ask('check', nothing, { command, account: by, since })
      receipt = await wallet.send(call)
      since = receipt.block
    }
    return receipt ?? Promise.reject(new GameError('BackendFailed', 'The companion prepared nothing to send.'))
  }

  return Object.freeze({
    id: `http:${url}`,
    url,
    account,
    read: async (items: readonly ItemRef[]): Promise<Reading> => {
      const answer = await ask('items', reading, { items, since })
      if (answer.items.length !== items.length)
        throw new GameError(
          'BackendFailed',
          `The companion answered for ${answer.items.length} of ${items.length} items.`,
        )
      return answer
    },
    send,
    prepare: (command: Command) => prepare(command),
    watch: (changed: () => void) => {
      if (pollingMs <= 0) return () => {}
      let stopped = false
      let seen: string | undefined
      let timer: ReturnType<typeof setTimeout>
      const look = async (): Promise<void> => {
        const revision = await ask('head', head).then(
          (answer) => answer.revision,
          () => undefined,
        )
        if (stopped) return
        timer = setTimeout(look, Math.max(pollingMs, quietUntil - Date.now()))
        // A companion that asks for quiet gets it; one that fails is asked for everything, which shows that it is gone.
        if (revision === undefined ? quietUntil < Date.now() : revision !== seen) changed()
        seen = revision
      }
      timer = setTimeout(look, pollingMs)
      return () => {
        stopped = true
        clearTimeout(timer)
      }
    },
  })
}
