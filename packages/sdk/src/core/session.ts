import { DmexError } from '../errors/DmexError.js'
import { type ErrorEntry, explain } from '../errors/explain.js'
import { chainIdOf, ethCall, override, request } from '../internal/rpc.js'
import { numberToHex } from '../internal/viem.js'
import { assertChain, deploymentOf } from './addressBook.js'
import type { LifecycleListener, StepPosition } from './lifecycle.js'
import type { Address, At, Block, Call, Deployment, DmexAccount, DmexClient, Hex } from './types.js'

/** Whom to act for, and where. */
export interface ActOptions {
  /** The account that acts, when it isn't the client's own. */
  readonly account?: DmexAccount | Address | undefined
  /** Where the contracts are, when the client doesn't say. */
  readonly at?: At | undefined
}

/** Fields of the transaction that the wallet or node would otherwise choose. */
export interface TransactionFields {
  readonly gas?: bigint | undefined
  /** Wei per gas. */
  readonly maxFeePerGas?: bigint | undefined
  /** Wei per gas. */
  readonly maxPriorityFeePerGas?: bigint | undefined
  readonly nonce?: number | undefined
}

/** How to send, and how long to wait. */
export interface SendOptions extends ActOptions {
  /** Blocks that must hold the transaction, 1 unless said otherwise. */
  readonly confirmations?: number | undefined
  /** Milliseconds to wait for the receipt, 180,000 unless said otherwise. */
  readonly timeoutMs?: number | undefined
  /** Receives each stage as it happens. */
  readonly on?: LifecycleListener | undefined
  readonly transaction?: TransactionFields | undefined
}

/** What every face of one write shares while it runs. */
export interface Session {
  readonly client: DmexClient
  readonly wallet: DmexClient
  readonly deployment: Deployment
  readonly account: DmexAccount
  readonly action: string
  readonly errors: readonly ErrorEntry[] | undefined
  readonly options: SendOptions
}

/** Finds out who acts, where, and through which clients. */
export async function open(
  client: DmexClient,
  options: SendOptions,
  action: string,
  errors?: readonly ErrorEntry[],
): Promise<Session> {
  const wallet = client.dmexWallet ?? client
  const deployment = await deploymentOf(client, options.at)
  const given = options.account ?? wallet.account
  if (!given)
    throw new DmexError(
      'AccountMissing',
      'No account to act for. Give the client an account, or pass { account }.',
      {},
      { action },
    )
  const account = typeof given === 'string' ? { address: given, type: 'json-rpc' } : given
  return { client, wallet, deployment, account, action, errors, options }
}

/** Runs a call as the account would send it. Throws what it would meet. */
export async function simulate(
  session: Session,
  call: Pick<Call, 'to' | 'data' | 'value'>,
  block?: Block,
): Promise<Hex> {
  try {
    return await ethCall(session.client, { ...call, from: session.account.address }, block)
  } catch (error) {
    throw await explain(error, session)
  }
}

/** Makes sure that the wallet is where the contracts are. A wallet client that knows its chain checks by itself. */
export async function assertWallet({ wallet, deployment }: Session): Promise<void> {
  if (override(wallet, 'sendTransaction') && wallet.chain) return
  assertChain(deployment.chainId, await chainIdOf(wallet))
}

/** Has the account sign and send a call; returns the transaction's hash. */
export async function send(
  session: Session,
  { to, data, value }: Pick<Call, 'to' | 'data' | 'value'>,
  position: StepPosition,
): Promise<Hex> {
  const { wallet, account, options } = session
  options.on?.({ stage: 'awaiting-signature', ...position })
  const fields = options.transaction ?? {}
  const own = override<object, Hex>(wallet, 'sendTransaction')
  let hash: Hex
  try {
    if (own) hash = await own({ account, chain: wallet.chain ?? null, to, data, value, ...fields })
    else {
      assertJsonRpc(account)
      const transaction: Record<string, unknown> = { from: account.address, to, data }
      for (const [name, field] of Object.entries({ ...fields, value: value || undefined }))
        if (field !== undefined) transaction[name] = numberToHex(field)
      hash = await request(wallet, 'eth_sendTransaction', transaction)
    }
  } catch (error) {
    throw await explain(error, session)
  }
  options.on?.({ stage: 'submitted', hash, id: undefined, ...position })
  return hash
}

/** Throws unless the wallet behind the client's endpoint holds the account's key. */
export function assertJsonRpc({ type }: DmexAccount): void {
  if (type !== 'json-rpc')
    throw new DmexError(
      'AccountCannotSend',
      `The client has a ${type} account and can't send for it. ${type === 'smart' ? 'Execute a plan instead' : 'Extend it with walletActions of viem'}.`,
      { type },
    )
}
