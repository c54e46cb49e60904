import type { Address, Hex } from '../core/types.js'
import { encodeFunctionData, numberToHex } from '../internal/viem.js'
import { BATCH_ACCOUNT, BATCH_ACCOUNT_CODE, batchAccountAbi } from './batchAccount.js'
import { type JsonRpc, JsonRpcError, jsonRpc, type RawReceipt, receiptOf } from './jsonRpc.js'

/** A way in which a wallet disappoints. */
export type WalletFailure =
  /** The owner declines whatever comes next. */
  | 'reject'
  /** The owner speeds the transaction up: the same call, with a higher fee. */
  | 'speedUp'
  /** The owner sends another transaction in place of this one. */
  | 'replace'
  /** The owner cancels: an empty transaction to itself takes the place of this one. */
  | 'cancel'
  /** The transaction goes in and runs out of gas. */
  | 'revert'
  /** The wallet sits on another chain. */
  | 'wrongChain'
  /** The wallet can't sign typed data. */
  | 'noTypedData'
  /** The second call of a batch fails, after the first went through. */
  | 'halfBatch'
  /** A batch is confirmed, and its receipts are withheld. */
  | 'noReceipts'

/** How a test wallet behaves. */
export interface TestWalletOptions {
  /** RPC URL of an anvil chain. */
  readonly rpcUrl: string
  /** The account. Anvil signs for its own accounts, and sends for any other. */
  readonly account: Address
  /** What goes wrong from the start. */
  readonly fail?: readonly WalletFailure[] | undefined
  /** Batches (EIP-5792): none of it (default), one call after another, or all or nothing. */
  readonly batch?: 'none' | 'sequential' | 'atomic' | undefined
  /** Milliseconds until a replacement follows, 60 unless said otherwise. */
  readonly replaceAfterMs?: number | undefined
}

/** An EIP-1193 wallet that fails on demand. Give it to `custom(wallet)` of viem, or announce it by EIP-6963. */
export interface TestWallet {
  request(args: { readonly method: string; readonly params?: readonly unknown[] | undefined }): Promise<unknown>
  readonly account: Address
  /** What goes wrong from now on; add and delete at will. */
  readonly fail: Set<WalletFailure>
  batch: 'none' | 'sequential' | 'atomic'
  /** Methods in the order they came. */
  readonly calls: readonly string[]
  /** Waits for what still goes on in the background: a replacement that was announced. */
  settled(): Promise<void>
}

interface Transaction {
  readonly from: Address
  readonly to: Address
  readonly data?: Hex
  readonly value?: Hex
  readonly [field: string]: unknown
}

interface BatchCall {
  readonly to: Address
  readonly data?: Hex
  readonly value?: Hex
}

/**
 * Makes a wallet on an anvil chain that works, or fails as told: declines, replaces, cancels, half-finishes batches.
 *
 * @param options - endpoint, account, and what goes wrong
 *
 * @example
 * ```ts
 * import { testWallet } from '@dmex/sdk/testing'
 * import { createClient, custom } from 'viem'
 *
 * const account = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
 * const wallet = testWallet({ rpcUrl: 'http://127.0.0.1:8545', account, fail: ['reject'] })
 * const client = createClient({ account, transport: custom(wallet) })
 * wallet.fail.delete('reject')
 * ```
 */
export function testWallet(options: TestWalletOptions): TestWallet {
  const { rpcUrl, account, replaceAfterMs = 60 } = options
  const rpc = jsonRpc(rpcUrl)
  const fail = new Set(options.fail)
  const calls: string[] = []
  const batches = new Map<string, object>()
  let background: Promise<void> = Promise.resolve()

  const send = async (transaction: Transaction): Promise<Hex> => {
    if (fail.has('revert')) return sendStarved(rpc, transaction)
    const replacement = (['speedUp', 'replace', 'cancel'] as const).find((failure) => fail.has(failure))
    if (!replacement) return sendPlain(rpc, transaction)
    fail.delete(replacement)
    const { hash, done } = await sendAndReplace(rpc, transaction, replacement, replaceAfterMs)
    background = done
    return hash
  }

  const sendCalls = async ({ calls: batch, atomicRequired }: { calls: BatchCall[]; atomicRequired?: boolean }) => {
    if (atomicRequired && wallet.batch !== 'atomic') throw new JsonRpcError(5760, 'Atomicity not supported')
    const receipts: RawReceipt[] = []
    let status = 200
    if (wallet.batch === 'atomic' && !fail.has('halfBatch')) {
      const hash = await sendAtomically(rpc, account, batch, fail.has('revert'))
      receipts.push(await receiptOf(rpc, hash))
      if (receipts[0]?.status !== '0x1') status = 500
    } else
      for (const [index, call] of batch.entries()) {
        const starve = fail.has('revert') || (fail.has('halfBatch') && index === 1)
        const hash = await (starve ? sendStarved : sendPlain)(rpc, { from: account, ...call })
        const receipt = await receiptOf(rpc, hash)
        receipts.push(receipt)
        if (receipt.status === '0x1') continue
        status = index ? 600 : 500
        break
      }
    const id = numberToHex(BigInt(batches.size + 1))
    const shown = fail.has('noReceipts') ? undefined : receipts
    batches.set(id, { version: '2.0.0', id, status, atomic: wallet.batch === 'atomic', receipts: shown })
    return { id }
  }

  const wallet: TestWallet = {
    account,
    fail,
    batch: options.batch ?? 'none',
    calls,
    settled: () => background,
    async request({ method, params = [] }) {
      calls.push(method)
      if (fail.has('reject') && /^(eth_sendTransaction|eth_signTypedData_v4|wallet_sendCalls)$/.test(method))
        throw new JsonRpcError(4001, 'User rejected the request.')
      switch (method) {
        case 'eth_accounts':
        case 'eth_requestAccounts':
          return [account]
        case 'eth_chainId':
          return fail.has('wrongChain') ? '0x1' : rpc('eth_chainId')
        case 'eth_sendTransaction':
          return send(params[0] as Transaction)
        case 'eth_signTypedData_v4':
          if (fail.has('noTypedData'))
            throw new JsonRpcError(-32_601, 'the method eth_signTypedData_v4 is not available')
          return rpc(method, params[0], JSON.parse(params[1] as string))
        case 'wallet_getCapabilities':
          if (wallet.batch === 'none')
            throw new JsonRpcError(-32_601, 'the method wallet_getCapabilities is not available')
          return {
            [await rpc<Hex>('eth_chainId')]: wallet.batch === 'atomic' ? { atomic: { status: 'supported' } } : {},
          }
        case 'wallet_sendCalls':
          if (wallet.batch === 'none') throw new JsonRpcError(-32_601, 'the method wallet_sendCalls is not available')
          return sendCalls(params[0] as { calls: BatchCall[]; atomicRequired?: boolean })
        case 'wallet_getCallsStatus':
          return batches.get(params[0] as string)
        default:
          return rpc(method, ...params)
      }
    },
  }
  return wallet
}

/** Sends from any account; anvil has the keys of its own only. */
async function sendPlain(rpc: JsonRpc, transaction: Transaction): Promise<Hex> {
  await rpc('anvil_impersonateAccount', transaction.from)
  return rpc('eth_sendTransaction', transaction)
}

/** Sends with too little gas, so that the transaction goes in and fails. */
async function sendStarved(rpc: JsonRpc, transaction: Transaction): Promise<Hex> {
  const needed = Number(await rpc<Hex>('eth_estimateGas', transaction))
  const bytes = (transaction.data?.length ?? 2) / 2 - 1
  // What a transaction costs before it does anything: below that, no node accepts it (EIP-7623 counts 40 a byte).
  const least = 21_000 + 40 * bytes
  return sendPlain(rpc, { ...transaction, gas: numberToHex(Math.max(Math.floor(needed * 0.6), least)) })
}

/** Leaves a transaction waiting, then lets another one take its place. */
async function sendAndReplace(
  rpc: JsonRpc,
  transaction: Transaction,
  kind: 'speedUp' | 'replace' | 'cancel',
  delayMs: number,
): Promise<{ hash: Hex; done: Promise<void> }> {
  const { from } = transaction
  const nonce = await rpc<Hex>('eth_getTransactionCount', from, 'latest')
  const fees = (wei: number) => ({ maxFeePerGas: numberToHex(wei), maxPriorityFeePerGas: numberToHex(wei / 10) })
  await rpc('evm_setAutomine', false)
  const hash = await sendPlain(rpc, { ...transaction, nonce, ...fees(20e9) })
  const other =
    kind === 'speedUp'
      ? transaction
      : { from, to: kind === 'cancel' ? from : BATCH_ACCOUNT, value: kind === 'cancel' ? '0x0' : '0x1' }
  const replace = async (): Promise<void> => {
    await new Promise((resolve) => {
      setTimeout(resolve, delayMs)
    })
    await sendPlain(rpc, { ...(other as Transaction), nonce, ...fees(90e9) })
    await rpc('evm_mine')
    await rpc('evm_setAutomine', true)
  }
  return { hash, done: replace() }
}

/** Runs a batch in one transaction of the account, whose code is delegated for it (EIP-7702). */
async function sendAtomically(
  rpc: JsonRpc,
  account: Address,
  calls: readonly BatchCall[],
  starve: boolean,
): Promise<Hex> {
  await rpc('anvil_setCode', BATCH_ACCOUNT, BATCH_ACCOUNT_CODE)
  await rpc('anvil_setCode', account, `0xef0100${BATCH_ACCOUNT.slice(2)}`)
  const args = calls.map(({ to, data = '0x', value = '0x0' }) => ({ to, data, value: BigInt(value) }))
  const data = encodeFunctionData({ abi: batchAccountAbi, functionName: 'execute', args: [args] })
  return (starve ? sendStarved : sendPlain)(rpc, { from: account, to: account, data })
}
