import type { Abi, AbiEvent, AbiFunction, AbiParameter, AbiParameterToPrimitiveType } from 'viem'
import type { ContractName } from './addressBook.js'

/** A 20-byte account or contract address. */
export type Address = `0x${string}`

/** Bytes as a 0x-prefixed hex string. */
export type Hex = `0x${string}`

/** A block to read at: a number, or a tag (`latest` unless said otherwise). */
export type Block = bigint | 'latest' | 'pending' | 'safe' | 'finalized' | 'earliest'

/** Pools of one chain. There are several of a kind, one an asset, so that actions take the address of the one they mean. */
export interface Pools {
  /** Lending pools. */
  readonly lend: readonly Address[]
  /** Joint-mining pools. */
  readonly mine: readonly Address[]
}

/** The contracts of one chain. Take it from the address book, or from your own deployment. */
export interface Deployment {
  /** EIP-155 chain id. */
  readonly chainId: number
  /** Address of each contract that is deployed there. */
  readonly addresses: { readonly [name in ContractName]?: Address | undefined }
  /** Its pools; none, when left out. */
  readonly pools?: Pools | undefined
}

/** Where a call goes: a chain id that is in the address book, or a deployment. */
export type At = number | Deployment

/** An account that signs or sends: any viem account, or one of a wallet. */
export interface DmexAccount {
  readonly address: Address
  /** `json-rpc` (a wallet keeps the key), `local` (this process keeps it) or `smart` (ERC-4337). */
  readonly type: string
}

/**
 * What the SDK needs of a client; every viem client is one. Only `request` is called, unless the client brings a method
 * of its own (`call`, `sendTransaction`, `signTypedData`, `sendCalls`, ...), which is then used instead.
 */
export interface DmexClient {
  readonly account?: DmexAccount | undefined
  readonly chain?: { readonly id: number } | undefined
  /** Milliseconds between two looks at the chain. */
  readonly pollingInterval?: number | undefined
  readonly request: (args: never, options?: never) => Promise<unknown>
  /** Set by `withDeployment`. */
  readonly dmexDeployment?: Deployment | undefined
  /** Set by `withWallet`: the client that signs and sends, when this one only reads. */
  readonly dmexWallet?: DmexClient | undefined
}

/** A call that nobody sent yet: ready for `sendTransaction`, `sendCalls`, a Safe, or a user operation. */
export interface Call {
  readonly to: Address
  readonly data: Hex
  /** Native currency to send along, wei. */
  readonly value: bigint
  /** The function, and the errors that its declaration adds to the catalogue. */
  readonly abi: Abi
  readonly functionName: string
  readonly args: readonly unknown[]
}

/** A log, as any client returns it. */
export interface Log {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** A log that is in a block. */
export interface MinedLog extends Log {
  readonly blockNumber: bigint
  readonly blockHash: Hex
  readonly transactionHash: Hex
  readonly logIndex: number
}

/** What is left of a transaction once it is in a block. */
export interface Receipt {
  readonly transactionHash: Hex
  readonly blockHash: Hex
  readonly blockNumber: bigint
  readonly status: 'success' | 'reverted'
  readonly gasUsed: bigint
  readonly logs: readonly MinedLog[]
}

/** Arguments of an ABI function, as a tuple. */
export type ArgsOf<Fn extends AbiFunction> = Primitives<Fn['inputs'], 'inputs'>

/** What an ABI function returns: nothing, the one value, or an object of the named values. */
export type ResultOf<Fn extends AbiFunction> = Fn['outputs'] extends readonly []
  ? undefined
  : Fn['outputs'] extends readonly [infer Only extends AbiParameter]
    ? AbiParameterToPrimitiveType<Only, 'outputs'>
    : Named<Fn['outputs'], 'outputs'>

/** The values of an ABI event, by name. */
export type EventOf<Event extends AbiEvent> = Named<Event['inputs'], 'outputs'>

type Primitives<Parameters extends readonly AbiParameter[], Kind extends 'inputs' | 'outputs'> = {
  readonly [Index in keyof Parameters]: AbiParameterToPrimitiveType<Parameters[Index], Kind>
}

/** Values by parameter name. */
export type Named<Parameters extends readonly AbiParameter[], Kind extends 'inputs' | 'outputs' = 'outputs'> = {
  readonly [P in Parameters[number] as P['name'] extends string ? P['name'] : never]: AbiParameterToPrimitiveType<
    P,
    Kind
  >
}
