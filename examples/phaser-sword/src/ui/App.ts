import { isGameError } from '@dmex/game-adapter'
import { isDmexError } from '@dmex/sdk/errors'
import type { Chain } from '../world/chain.js'
import type { Market } from '../world/deployment.js'
import { isNumber, isRecord, isText, keep, recall } from '../world/memory.js'
import type { Practice } from '../world/practice.js'
import { NotForSale, type Progress, type Sword, type World } from '../world/types.js'
import type { Wallets } from '../world/wallets.js'
import { type Format, formatOf } from './format.js'
import { isTextKey, type Language, type Say, speaker, type TextKey, type Values } from './texts.js'

/** What is said above the panels, and the one thing to do about it. */
export interface Notice {
  readonly kind: 'info' | 'good' | 'bad'
  readonly text: string
  readonly action?: { readonly label: TextKey; readonly run: () => void; readonly url?: string } | undefined
}

/** What was sent and not seen in a block yet: kept over a reload. */
interface Pending {
  readonly hash: string
  readonly at: number
}
const isPending = (value: unknown): value is Pending => isRecord(value) && isText(value.hash) && isNumber(value.at)

/** What the page works on. */
export interface Parts {
  readonly practice: Practice
  readonly chain: Chain | undefined
  readonly market: Market | undefined
  readonly wallets: Wallets
}

const isLanguage = (value: unknown): value is Language => value === 'en' || value === 'zh-Hans'
const isKind = (value: unknown): value is World['kind'] => value === 'practice' || value === 'chain'

/** The page's state, and what can be done with it. */
export class App {
  readonly parts: Parts
  language: Language
  say: Say
  format: Format
  kind: World['kind']
  notice: Notice | undefined
  busy = false
  /** The sword that was chosen, by world. */
  #chosen: Partial<Record<World['kind'], string>> = {}
  readonly #watchers = new Set<() => void>()

  constructor(parts: Parts) {
    this.parts = parts
    this.language = recall('language', isLanguage) ?? (navigator.language.startsWith('zh') ? 'zh-Hans' : 'en')
    this.say = speaker(this.language)
    this.format = formatOf(this.language)
    const kind = recall('world', isKind) ?? 'practice'
    this.kind = kind === 'chain' && !parts.chain ? 'practice' : kind
    const chosen = recall('sword', isText)
    if (chosen) this.#chosen = { chain: chosen }
  }

  get world(): World {
    return this.kind === 'chain' && this.parts.chain ? this.parts.chain : this.parts.practice
  }

  /** The sword in the hero's hand: the one chosen, else the first; none, when the account has none. */
  get sword(): Sword | undefined {
    const { mine } = this.world.state()
    const chosen = this.#chosen[this.kind]
    return mine.find(({ id }) => `${id}` === chosen) ?? mine[0]
  }

  choose(id: string): void {
    this.#chosen[this.kind] = id
    if (this.kind === 'chain') keep('sword', id)
    this.changed()
  }

  enter(kind: World['kind']): void {
    this.kind = kind
    keep('world', kind)
    this.notice = undefined
    this.changed()
  }

  speak(language: Language): void {
    this.language = language
    this.say = speaker(language)
    this.format = formatOf(language)
    keep('language', language)
    this.notice = undefined
    this.changed()
  }

  watch(watcher: () => void): void {
    this.#watchers.add(watcher)
  }

  changed(): void {
    for (const watcher of [...this.#watchers]) watcher()
  }

  tell(notice: Notice | undefined): void {
    this.notice = notice
    this.changed()
  }

  nameOf({ id }: Pick<Sword, 'id'>): string {
    return this.say('sword', { id })
  }

  /**
   * Does something that may need the wallet, and says how it goes.
   *
   * @returns whether it was done
   */
  async perform(deed: (progress: Progress) => Promise<void>, done: TextKey, values: Values): Promise<boolean> {
    if (this.busy) return false
    let hash: string | undefined
    this.busy = true
    this.tell(this.kind === 'chain' ? { kind: 'info', text: this.say('preparing') } : undefined)
    try {
      await deed(({ stage, step, steps, hash: sent }) => {
        if (stage === 'sent') {
          hash = sent
          if (sent) keep('pending', { hash: sent, at: Date.now() } satisfies Pending)
          this.tell({ kind: 'info', text: this.say('sent') })
          return
        }
        // What fails from here on fails before it is sent.
        hash = undefined
        keep('pending', undefined)
        if (stage === 'wallet') {
          this.tell({ kind: 'info', text: this.say('confirmInWallet', { step, steps }) })
        }
      })
      keep('pending', undefined)
      this.busy = false
      this.tell({ kind: 'good', text: this.say(done, values) })
      return true
    } catch (error) {
      this.busy = false
      const again = (): void => void this.perform(deed, done, values)
      this.tell(this.explain(error, hash, again))
      if (!isDmexError(error, 'ReceiptTimeout') && !isDmexError(error, 'RpcUnavailable')) keep('pending', undefined)
      void this.world.refresh()
      return false
    }
  }

  /** Says what became of the money, and offers one thing to do. */
  explain(error: unknown, hash: string | undefined, again: () => void): Notice {
    const { say } = this
    const inner = isGameError(error) && isDmexError(error.cause) ? error.cause : error
    const code = isDmexError(inner) || isGameError(inner) || inner instanceof NotForSale ? inner.code : ''
    const message = inner instanceof Error ? inner.message : String(inner)
    const look = { label: 'retry', run: () => void this.lookAgain() } as const
    if (code === 'WrongChain')
      return {
        kind: 'bad',
        text: say('err_WrongChain'),
        action: { label: 'switchNetwork', run: () => void this.switchNetwork() },
      }
    if (['RpcUnavailable', 'RateLimited', 'BackendFailed'].includes(code))
      return { kind: 'bad', text: say(hash ? 'err_RpcUnavailableSent' : 'err_RpcUnavailable'), action: look }
    if (code === 'ReceiptTimeout') return { kind: 'bad', text: say('err_ReceiptTimeout'), action: look }
    if (['UserRejected', 'TransactionCancelled', 'InsufficientFunds'].includes(code))
      return { kind: 'bad', text: say(`err_${code}` as TextKey), action: { label: 'tryAgain', run: again } }
    if (code === 'InsufficientBalance' || code === 'ERC20InsufficientBalance')
      return {
        kind: 'bad',
        text: say('err_InsufficientBalance'),
        action: { label: 'close', run: () => this.tell(undefined) },
      }
    const time = this.sword?.handle.current.state
    const at = this.format.time((code === 'SlotSealed' ? time?.sealUntil : time?.detachReadyAt) ?? 0)
    const known = `err_${code}`
    // A contract said no after the transaction was sent: its fee is spent, everything else is as it was.
    if (hash && code !== '')
      return { kind: 'bad', text: say('err_reverted', { message }), action: { label: 'tryAgain', run: again } }
    if (isTextKey(known)) return { kind: 'bad', text: say(known, { time: at }), action: look }
    if (hash) return { kind: 'bad', text: say('err_reverted', { message }), action: { label: 'tryAgain', run: again } }
    return { kind: 'bad', text: say('err_refused', { message }), action: { label: 'tryAgain', run: again } }
  }

  async lookAgain(): Promise<void> {
    await Promise.all([this.world.refresh(), this.world.adapter.refresh()])
    if (!this.world.state().unreachable) this.tell(undefined)
  }

  async switchNetwork(): Promise<void> {
    const { market, wallets } = this.parts
    if (!market) return
    try {
      await wallets.switchTo({ chainId: market.deployment.chainId, name: market.name, rpcUrl: market.rpcUrl })
      this.tell(undefined)
    } catch {
      this.tell({
        kind: 'bad',
        text: this.say('err_UserRejected'),
        action: { label: 'switchNetwork', run: () => void this.switchNetwork() },
      })
    }
  }

  /** Finds out what became of a transaction that was sent before the page was loaded again. */
  async recallPending(receiptOf: (hash: string) => Promise<'success' | 'reverted' | undefined>): Promise<void> {
    const pending = recall('pending', isPending)
    if (!pending) return
    const again = (): void => void this.recallPending(receiptOf)
    const status = await receiptOf(pending.hash).catch(() => undefined)
    if (status) keep('pending', undefined)
    if (status === 'success') this.tell({ kind: 'good', text: this.say('pendingDone') })
    else if (status === 'reverted')
      this.tell({
        kind: 'bad',
        text: this.say('pendingFailed'),
        action: { label: 'close', run: () => this.tell(undefined) },
      })
    else this.tell({ kind: 'info', text: this.say('pendingWaits'), action: { label: 'retry', run: again } })
  }
}
