import { addressOf, deploymentOf } from '../core/addressBook.js'
import { checksum } from '../core/checksum.js'
import { someone } from '../core/nobody.js'
import type { Address, At, Block, DmexClient, Hex } from '../core/types.js'
import { DmexError } from '../errors/DmexError.js'
import { explain } from '../errors/explain.js'
import { blockParam, request } from '../internal/rpc.js'
import { keccak256 } from '../internal/viem.js'
import { type Item, itemKey } from './item.js'
import { decodeRlp, proveValue, toHex } from './proof.js'

/** Proof of what an item's slot held at a block, as plain data. */
export interface SlotProof {
  readonly chainId: number
  readonly blockNumber: bigint
  readonly blockHash: Hex
  /** Root of the chain's state after that block: what the proof hangs on. */
  readonly stateRoot: Hex
  /** The rig. */
  readonly rig: Address
  /** Key of the item's slot. */
  readonly key: Hex
  /** Nodes of the state trie, from the root to the rig. */
  readonly accountProof: readonly Hex[]
  /** Nodes of the rig's storage trie, from its root to the slot's first word. */
  readonly storageProof: readonly Hex[]
}

/** What a proof proves. */
export interface ProvenSlot {
  /** Who had deposited or lent the power; `undefined` when the slot was empty. */
  readonly principal: Address | undefined
  /** The hashpower NFT, 0 when the slot was empty. */
  readonly powerId: bigint
  /** Grows with every change of the slot; 0 when it was never used. */
  readonly nonce: number
}

/** Where the first word of a slot lies: `_slots` is the rig's first storage variable. */
const storageKeyOf = (key: Hex): Hex => keccak256(`${key}${'0'.repeat(64)}`)

/**
 * Asks an endpoint for the proof of what an item's slot held at a block, so that a game server, another chain or a court can
 * check it without trusting the endpoint.
 *
 * Two RPC calls: `eth_getBlockByNumber` and `eth_getProof`. Most endpoints prove only recent blocks.
 *
 * @param client - reads the chain
 * @param args - the item, and the block (`latest` when left out)
 * @param options - where the contracts are, when the client doesn't say
 * @throws DmexError `BlockUnknown` when the endpoint lacks the block, `RpcFailed` when it gives no proofs
 *
 * @example
 * ```ts
 * import type { DmexClient } from '@dmex/sdk'
 * import { type Item, proveSlot, verifySlotProof } from '@dmex/sdk/rig'
 *
 * export async function powerThen(client: DmexClient, item: Item, block: bigint, trustedRoot: `0x${string}`) {
 *   const proof = await proveSlot(client, { item, block })
 *   return verifySlotProof(proof, { item, stateRoot: trustedRoot }).powerId
 * }
 * ```
 */
export async function proveSlot(
  client: DmexClient,
  { item, block = 'latest' }: { readonly item: Item; readonly block?: Block | undefined },
  { at }: { readonly at?: At | undefined } = {},
): Promise<SlotProof> {
  const deployment = await deploymentOf(client, at)
  const rig = addressOf(deployment, 'rig')
  const key = itemKey(item)
  type RawBlock = { readonly number: Hex; readonly hash: Hex; readonly stateRoot: Hex } | null
  type RawProof = {
    readonly accountProof: readonly Hex[]
    readonly storageProof: readonly { readonly proof: readonly Hex[] }[]
  }
  try {
    const found = await request<RawBlock>(client, 'eth_getBlockByNumber', blockParam(block), false)
    if (!found)
      throw new DmexError('BlockUnknown', `The endpoint has no block ${block}. Name one that exists.`, {
        block: `${block}`,
      })
    const proof = await request<RawProof>(client, 'eth_getProof', rig, [storageKeyOf(key)], found.number)
    return {
      chainId: deployment.chainId,
      blockNumber: BigInt(found.number),
      blockHash: found.hash,
      stateRoot: found.stateRoot,
      rig,
      key,
      accountProof: proof.accountProof,
      storageProof: proof.storageProof[0]?.proof ?? [],
    }
  } catch (error) {
    throw await explain(error, { action: 'rig.proveSlot' })
  }
}

/** What the verifier knows by itself, and does not take from the proof. */
export interface SlotProofTrust {
  /** The item that the proof must be about. */
  readonly item: Item
  /** State root of the block, from a header that the verifier trusts. */
  readonly stateRoot: Hex
  /** The rig that the verifier means; the one of the proof, when left out. */
  readonly rig?: Address | undefined
}

/**
 * Checks a proof of what an item's slot held at a block. Pure: asks nobody anything.
 *
 * The proof is worth as much as `stateRoot`: take that from a block header that you trust, never from the proof itself.
 *
 * @param proof - from `proveSlot`
 * @param trust - item and state root
 * @returns what the slot held
 * @throws DmexError `ProofInvalid` when the proof is for another item, or does not lead from the state root to the slot
 *
 * @example
 * ```ts
 * import { type Item, type SlotProof, verifySlotProof } from '@dmex/sdk/rig'
 *
 * export const hadPower = (proof: SlotProof, item: Item, stateRoot: `0x${string}`) =>
 *   verifySlotProof(proof, { item, stateRoot }).powerId !== 0n
 * ```
 */
export function verifySlotProof(proof: SlotProof, { item, stateRoot, rig = proof.rig }: SlotProofTrust): ProvenSlot {
  const key = itemKey(item)
  if (key !== proof.key)
    throw new DmexError('ProofInvalid', 'The proof is about another item. Ask for the proof of this one.', {
      why: 'it is about another item',
    })
  const account = proveValue(stateRoot, keccak256(rig), proof.accountProof)
  if (!account)
    throw new DmexError(
      'ProofInvalid',
      'The proof shows that the rig did not exist then. Check the block and the rig.',
      {
        why: 'there was no rig',
      },
    )
  const [, , storageRoot] = decodeRlp(account) as readonly Uint8Array[]
  const value = proveValue(toHex(storageRoot ?? new Uint8Array()), keccak256(storageKeyOf(key)), proof.storageProof)
  const word = value ? BigInt(toHex(decodeRlp(value) as Uint8Array)) : 0n
  const principal: Address = `0x${(word & (2n ** 160n - 1n)).toString(16).padStart(40, '0')}`
  return {
    principal: someone(checksum(principal)),
    powerId: (word >> 160n) & (2n ** 64n - 1n),
    nonce: Number(word >> 224n),
  }
}
