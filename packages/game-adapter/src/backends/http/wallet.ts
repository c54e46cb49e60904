import { GameError } from '../../core/errors.js'
import type { Address, Command, Hex, Receipt, UnsignedCall } from '../../core/types.js'
import { type Contracts, checkCalls, termsData } from './calldata.js'

/** A wallet, as EIP-1193 has it: `window.ethereum`, or what EIP-6963 announces. */
export interface Eip1193Provider {
  request(args: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>
}

/** Milliseconds between two looks for a receipt, and until a transaction is given up. */
const LOOK = 500
const PATIENCE = 180_000

const quantity = (value: number): Hex => `0x${value.toString(16)}`

/** Turns what a wallet threw into one of the adapter's errors. EIP-1193: 4001 is a person's no. */
function toGameError(error: unknown): GameError {
  if (error instanceof GameError) return error
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  return code === 4001
    ? new GameError('UserRejected', 'It was declined in the wallet. Nothing was sent.', { cause: error })
    : new GameError('BackendFailed', `The wallet failed: ${message ?? error}`, { cause: error })
}

/** Signs and sends through a wallet, after looking at what it signs. */
export class Wallet {
  readonly #provider: Eip1193Provider
  #account: Address | undefined

  constructor(provider: Eip1193Provider, account: Address | undefined) {
    this.#provider = provider
    this.#account = account
  }

  async #ask<Result>(method: string, ...params: readonly unknown[]): Promise<Result> {
    try {
      return (await this.#provider.request({ method, params })) as Result
    } catch (error) {
      throw toGameError(error)
    }
  }

  /** The account that acts; asks for it once. */
  async account(): Promise<Address> {
    this.#account ??= (await this.#ask<readonly Address[]>('eth_requestAccounts'))[0]
    if (!this.#account) throw new GameError('AccountMissing', 'The wallet shows no account. Unlock it and try again.')
    return this.#account
  }

  /** Refuses calls that are not the command's. */
  async check(command: Command, calls: readonly UnsignedCall[], at: Contracts): Promise<void> {
    const chainId = Number(await this.#ask<Hex>('eth_chainId'))
    if (chainId !== at.chainId) await this.#ask('wallet_switchEthereumChain', { chainId: quantity(at.chainId) })
    const open = checkCalls(command, calls, at)
    if (!open) return
    const id = await this.#ask<Hex>('eth_call', { to: at.rig, data: termsData(open.terms) }, 'latest')
    if (BigInt(id) !== open.id)
      throw new GameError(
        'ArgumentInvalid',
        'The server named other shares of the income than asked for. Do not sign it.',
      )
  }

  /** Sends a call, and waits until it is in a block. */
  async send({ to, data }: UnsignedCall): Promise<Receipt> {
    const id = await this.#ask<Hex>('eth_sendTransaction', { from: await this.account(), to, data })
    const until = Date.now() + PATIENCE
    for (;;) {
      type Raw = { readonly status: Hex; readonly blockNumber: Hex } | null
      // A wallet that can't answer just now says nothing about the transaction.
      const receipt = await this.#ask<Raw>('eth_getTransactionReceipt', id).catch(() => null)
      if (receipt && BigInt(receipt.status) === 0n)
        throw new GameError('BackendFailed', `Transaction ${id} was reverted: nothing changed but its fee.`)
      if (receipt) return { id, block: BigInt(receipt.blockNumber) }
      if (Date.now() > until)
        throw new GameError(
          'BackendFailed',
          `Transaction ${id} is not in a block yet. Look it up before you try again.`,
        )
      await new Promise((resolve) => setTimeout(resolve, LOOK))
    }
  }
}
