import type { DmexClient, LifecycleEvent, Log, Plan } from '@dmex/sdk'
import type { ReactiveControllerHost } from 'lit'
import type { Source } from '../base/source.js'
import { isRejection } from '../store/errors.js'
import { getStore } from '../store/store.js'
import type { Address, Hex, PendingTransaction } from '../store/types.js'
import { spenderOf } from './spenderOf.js'

/** Where a transaction stands. Each has words that say what became of the money, and one thing to do. */
export type TransactionState =
  | { readonly status: 'idle' }
  /** It is worked out what must happen, and tried without sending. */
  | { readonly status: 'checking' }
  | { readonly status: 'wrong-chain'; readonly expected: number; readonly actual: number | undefined }
  /** The wallet asks for an approval or a permit. */
  | { readonly status: 'needs-approval'; readonly step: number; readonly steps: number }
  /** The wallet asks for the transaction itself. */
  | { readonly status: 'awaiting-signature'; readonly step: number; readonly steps: number }
  /** It is sent, and not in a block yet. */
  | { readonly status: 'submitted'; readonly hash: Hex | undefined; readonly step: number; readonly steps: number }
  /** It is in a block, and more are waited for. */
  | { readonly status: 'confirming'; readonly hash: Hex; readonly step: number; readonly steps: number }
  | { readonly status: 'success'; readonly hash: Hex; readonly event: unknown }
  /** It was in a block and changed nothing. The network's fee is gone, nothing else. */
  | { readonly status: 'reverted'; readonly hash: Hex; readonly error: unknown }
  /** Its owner put another, or an empty, transaction in its place. */
  | { readonly status: 'replaced'; readonly hash: Hex; readonly replacement: Hex; readonly cancelled: boolean }
  /** The person said no; nothing was sent, except approvals that were confirmed before. */
  | { readonly status: 'rejected'; readonly approved: boolean }
  /** Something else: nothing was sent, or (`sent`) nobody knows yet what became of it. A batch is sent without a hash. */
  | { readonly status: 'failed'; readonly error: unknown; readonly hash: Hex | undefined; readonly sent: boolean }

/** What a listener of `dmex-before-tx` sees before a wallet is asked; `preventDefault()` stops it. */
export interface BeforeTransaction {
  /** The action, such as `mint.buyHashpower`. */
  readonly action: string
  readonly chainId: number
  /** The contract that is called last, with what it gets. */
  readonly target: Address
  /** Native currency that goes along, wei. */
  readonly value: bigint
  readonly calldata: Hex
  /** Who is allowed to take tokens for it, and which; `undefined` when nothing must be approved. */
  readonly spender: { readonly token: Address; readonly spender: Address; readonly amount: bigint } | undefined
  /** All of it, as data. */
  readonly plan: Plan
}

/** What to carry out. */
export interface Intent<Event> {
  /** What it is about, so that it is found again after a reload: a series, an account. */
  readonly subject: string
  /** Works out the plan: `buyHashpower.plan(client, args)`. */
  readonly plan: (client: DmexClient) => Promise<Plan<Event>>
  /** Called once it is in a block. */
  readonly onSuccess?: ((event: Event, hash: Hex) => void) | undefined
}

/** How a transaction of an earlier visit ends. */
export interface Ending<Event> {
  /** The action that was carried out: it knows its event. */
  readonly action?: { extractEvent(logs: readonly Log[]): Event } | undefined
  /** Called once it is in a block. */
  readonly onSuccess?: ((event: Event, hash: Hex) => void) | undefined
}

interface Host extends ReactiveControllerHost, EventTarget {}

const BUSY: ReadonlySet<TransactionState['status']> = new Set([
  'checking',
  'needs-approval',
  'awaiting-signature',
  'submitted',
  'confirming',
])

/** Carries out plans for its host and says where they stand, over a reload too. */
export class TransactionController {
  readonly #host: Host
  readonly #source: () => Source | undefined
  readonly #action: string
  #state: TransactionState = { status: 'idle' }
  #turn = 0

  /**
   * @param source - where to act
   * @param action - the action, such as `mint.buyHashpower`; after a reload its transactions are found by it
   */
  constructor(host: Host, source: () => Source | undefined, action: string) {
    this.#host = host
    this.#source = source
    this.#action = action
  }

  /** Where it stands. */
  get state(): TransactionState {
    return this.#state
  }

  /** Whether a wallet or the chain is waited for. */
  get busy(): boolean {
    return BUSY.has(this.#state.status)
  }

  /** Forgets how the last one ended. One that is under way goes on. */
  reset(): void {
    if (!this.busy) this.#set({ status: 'idle' })
  }

  /** Carries out what is intended. Whatever goes wrong becomes the state; nothing is thrown. */
  async run<Event>(intent: Intent<Event>): Promise<void> {
    const source = this.#source()
    if (!source || this.busy) return
    const turn = ++this.#turn
    const set = (state: TransactionState): void => {
      if (turn === this.#turn) this.#set(state)
    }
    const { connection } = getStore().read()
    if (connection.chainId !== source.chainId)
      return set({ status: 'wrong-chain', expected: source.chainId, actual: connection.chainId })
    set({ status: 'checking' })
    let sent: Hex | undefined
    let isSent = false
    let approved = false
    try {
      const plan = await intent.plan(source.client)
      if (!this.#announce(plan)) return set({ status: 'idle' })
      const { execute } = await import('./execute.js')
      const on = (event: LifecycleEvent): void => {
        if (event.stage === 'submitted' && event.step === event.steps - 1) {
          isSent = true
          sent = event.hash
          if (sent) this.#remember(sent, source.chainId, plan.account, intent.subject)
        }
        if (event.stage === 'replaced' && sent) {
          this.#forget(sent)
          sent = event.replacement
          this.#remember(sent, source.chainId, plan.account, intent.subject)
        }
        if (event.stage === 'confirmed' && event.step < event.steps - 1) approved = true
        const next = stateOf(event, plan)
        if (next) set(next)
      }
      const { event, hash } = await execute(source.client, plan, { on })
      if (sent) this.#forget(sent)
      set({ status: 'success', hash, event })
      void getStore().send({ type: 'refresh', chainId: source.chainId })
      intent.onSuccess?.(event, hash)
    } catch (error) {
      const end = endOf(error, { hash: sent, isSent, approved })
      if (sent && end.status !== 'failed') this.#forget(sent)
      set(end)
      void getStore().send({ type: 'refresh', chainId: source.chainId })
    }
  }

  /** The transaction of this action that was under way when the page was left. */
  unfinished(account: Address | undefined, subject: string): PendingTransaction | undefined {
    return getStore()
      .read()
      .pending.find(
        (each) =>
          each.action === this.#action &&
          each.subject === subject &&
          each.account.toLowerCase() === account?.toLowerCase(),
      )
  }

  /**
   * Takes up again a transaction that was under way when the page was left.
   *
   * @param ending - reads the event that proves success (`buyHashpower`), and is called with it once it is in a block
   */
  async resume<Event>(pending: PendingTransaction, ending: Ending<Event> = {}): Promise<void> {
    const source = this.#source()
    if (!source || this.busy || pending.chainId !== source.chainId) return
    const turn = ++this.#turn
    const { hash } = pending
    this.#set({ status: 'submitted', hash, step: 0, steps: 1 })
    try {
      const { followTransaction } = await import('./followTransaction.js')
      const end = await followTransaction(source.request, hash, (logs) => eventIn(logs, ending))
      if (turn !== this.#turn) return
      this.#forget(hash)
      this.#set(end)
      // What the action read out of the receipt is its own event.
      if (end.status === 'success' && end.event) ending.onSuccess?.(end.event as Event, end.hash)
      void getStore().send({ type: 'refresh', chainId: source.chainId })
    } catch (error) {
      if (turn === this.#turn) this.#set({ status: 'failed', error, hash, sent: true })
    }
  }

  #announce(plan: Plan): boolean {
    const last = plan.calls.at(-1)
    if (!last) return true
    const detail: BeforeTransaction = {
      action: plan.action,
      chainId: plan.chainId,
      target: last.to,
      value: last.value,
      calldata: last.data,
      spender: spenderOf(plan),
      plan,
    }
    return this.#host.dispatchEvent(
      new CustomEvent('dmex-before-tx', { detail, bubbles: true, composed: true, cancelable: true }),
    )
  }

  #remember(hash: Hex, chainId: number, account: Address, subject: string): void {
    const transaction = { hash, chainId, account, action: this.#action, subject, sentAt: Date.now() }
    getStore().send({ type: 'remember', transaction })
  }

  #forget(hash: Hex): void {
    getStore().send({ type: 'forget', hash })
  }

  #set(state: TransactionState): void {
    this.#state = state
    this.#host.requestUpdate()
    this.#host.dispatchEvent(new CustomEvent('dmex-tx', { detail: state, bubbles: true, composed: true }))
  }
}

/** What it did, as far as its logs say: it went through in any case. */
function eventIn<Event>(logs: readonly Log[], { action }: Ending<Event>): Event | undefined {
  try {
    return action?.extractEvent(logs)
  } catch {
    return undefined
  }
}

function stateOf(event: LifecycleEvent, plan: Plan): TransactionState | undefined {
  switch (event.stage) {
    case 'awaiting-signature': {
      const { step, steps } = event
      const isCall = step === steps - 1 || plan.steps[step]?.kind === 'call'
      return { status: isCall ? 'awaiting-signature' : 'needs-approval', step, steps }
    }
    case 'submitted':
      return { status: 'submitted', hash: event.hash, step: event.step, steps: event.steps }
    case 'included':
      return { status: 'confirming', hash: event.receipt.transactionHash, step: event.step, steps: event.steps }
    default:
      return undefined
  }
}

/** Codes of what was sent without anybody saying yet how it ended. */
const OPEN: ReadonlySet<unknown> = new Set([
  'ReceiptTimeout',
  'RpcUnavailable',
  'RateLimited',
  'RpcFailed',
  'EventMissing',
])

/** How far it had come when it broke off. */
interface Progress {
  readonly hash: Hex | undefined
  readonly isSent: boolean
  readonly approved: boolean
}

function endOf(error: unknown, { hash, isSent, approved }: Progress): TransactionState {
  if (isRejection(error)) return { status: 'rejected', approved }
  const { code, args } = error as { code?: unknown; args?: Record<string, unknown> }
  if (code === 'WrongChain') {
    const { expected, actual } = args as { expected: number; actual: number }
    return { status: 'wrong-chain', expected, actual }
  }
  if (code === 'TransactionCancelled' || code === 'TransactionReplaced') {
    const { hash, replacement } = args as { hash: Hex; replacement: Hex }
    return { status: 'replaced', hash, replacement, cancelled: code === 'TransactionCancelled' }
  }
  if (hash && !OPEN.has(code)) return { status: 'reverted', hash, error }
  // A wallet that says that a batch failed says that nothing of it was done; status 100 is "no answer yet".
  const isBatchOver = code === 'BatchFailed' && (args as { status?: unknown }).status !== 100
  return { status: 'failed', error, hash, sent: isSent && !isBatchOver }
}
