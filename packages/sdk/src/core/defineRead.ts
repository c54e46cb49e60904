import type { AbiFunction } from 'viem'
import { type ErrorEntry, explain } from '../errors/explain.js'
import { ethCall } from '../internal/rpc.js'
import { addressOf, type ContractName, deploymentOf } from './addressBook.js'
import { callAbi, decodeResult, encodeCall } from './results.js'
import type { Address, ArgsOf, At, Block, Call, DmexClient, ResultOf } from './types.js'

/** How to read. */
export interface ReadOptions {
  /** The block to read at; `latest` unless said otherwise. */
  readonly block?: Block | undefined
  /** Where the contracts are, when the client doesn't say. */
  readonly at?: At | undefined
}

/** A protocol action that reads the chain: one `eth_call`, so all of it is of one block. */
export interface ReadAction<Args, Result> {
  /** Reads. One `eth_call`. */
  (client: DmexClient, args: Args, options?: ReadOptions): Promise<Result>
  readonly kind: 'read'
  /** Module and name, such as `mint.getSeries`. */
  readonly action: string
  /** Builds the call, without asking the chain anything. */
  call(at: At, args: Args): Call
}

/** Declares a read: what it is, not how it runs. */
export interface ReadDeclaration<Args, Fn extends AbiFunction, Result> {
  /** Module and name, such as `mint.getSeries`. */
  readonly name: `${string}.${string}`
  /** The contract to ask: its name in the address book, or where the arguments say. */
  readonly contract: ContractName | ((args: Args) => Address)
  readonly abi: Fn
  /**
   * Turns the action's arguments into the function's. Pure; throws `ArgumentInvalid` or `AmountInvalid` on bad input. `at` is where
   * the contracts are, for what the deployment knows, such as its pools.
   */
  readonly args: (args: Args, at: At) => ArgsOf<Fn>
  /** Turns what the function returns into what the action returns; left out when they are the same. */
  readonly result?: (result: ResultOf<Fn>, args: Args) => Result | Promise<Result>
  /** Errors that the catalogue of `@dmex/contracts-abi` does not have: those of contracts of your own. */
  readonly errors?: readonly ErrorEntry[]
}

/**
 * Makes a read action out of its declaration. Annotate the call with `#__PURE__`, so that bundlers drop unused actions.
 *
 * @param declaration - contract, function, how arguments become calldata and what is returned becomes the result
 *
 * @example
 * ```ts
 * import { type Address, defineRead, type ReadAction } from '@dmex/sdk'
 *
 * const balanceOfAbi = {
 *   type: 'function',
 *   name: 'balanceOf',
 *   stateMutability: 'view',
 *   inputs: [{ name: 'account', type: 'address' }],
 *   outputs: [{ name: '', type: 'uint256' }],
 * } as const
 *
 * export const getBalance: ReadAction<{ token: Address; account: Address }, bigint> = defineRead({
 *   name: 'custom.getBalance',
 *   contract: (args: { token: Address; account: Address }) => args.token,
 *   abi: balanceOfAbi,
 *   args: (args) => [args.account],
 * })
 * ```
 */
export function defineRead<Args, const Fn extends AbiFunction, Result = ResultOf<Fn>>(
  declaration: ReadDeclaration<Args, Fn, Result>,
): ReadAction<Args, Result> {
  const { name: action, contract, abi, result, errors } = declaration

  const call = (at: At, args: Args): Call => {
    const values = declaration.args(args, at)
    return {
      to: typeof contract === 'string' ? addressOf(at, contract) : contract(args),
      data: encodeCall(abi, values),
      value: 0n,
      abi: callAbi(abi, errors),
      functionName: abi.name,
      args: values,
    }
  }

  const run = async (client: DmexClient, args: Args, { block, at }: ReadOptions = {}): Promise<Result> => {
    try {
      const { to, data } = call(typeof contract === 'string' ? await deploymentOf(client, at) : 0, args)
      const returned = decodeResult(abi, await ethCall(client, { to, data }, block), to)
      return result ? await result(returned, args) : (returned as Result)
    } catch (error) {
      throw await explain(error, { action, errors })
    }
  }

  return Object.assign(run, { kind: 'read' as const, action, call })
}
