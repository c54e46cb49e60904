import type { Address, Call, Hex } from './types.js'

/** What must be true before a call can go through, beyond the caller's own rights. */
export type Requirement = Erc20Requirement | NftRequirement | CallRequirement

/** The spender must be able to take an amount of an ERC-20 token from the account. */
export interface Erc20Requirement {
  readonly kind: 'erc20'
  readonly token: Address
  /** Base units of the token. */
  readonly amount: bigint
  /** The contract that takes the tokens; the call's target when left out. */
  readonly spender?: Address | undefined
}

/** The operator must be approved for an NFT: one ERC-721 (`id`), or all of an owner's ERC-721 or ERC-1155 tokens (no `id`). */
export interface NftRequirement {
  readonly kind: 'nft'
  readonly collection: Address
  readonly id?: bigint | undefined
  /** The contract that moves or locks the NFT; the call's target when left out. */
  readonly operator?: Address | undefined
}

/** Any other call that must go first, such as an opt-in or a delegation. */
export interface CallRequirement {
  readonly kind: 'call'
  /** What the call does, in words a person can read. */
  readonly label: string
  readonly call: Call
  /** Whether it has been done already. */
  readonly met: boolean
}

/** A message to sign, as `eth_signTypedData_v4` takes it. */
export interface TypedData {
  readonly domain: Readonly<Record<string, unknown>>
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>
  readonly primaryType: string
  readonly message: Readonly<Record<string, unknown>>
}

/** What a signature becomes: the arguments of `selfPermit` or `permit2Permit`, which go in front of the call. */
export interface SignedApproval {
  readonly standard: 'permit' | 'permit2'
  readonly token: Address
  readonly amount: bigint
  /** Unix seconds after which the signature is void. */
  readonly deadline: bigint
}

/** Bytes of a signature. */
export type Signature = Hex
