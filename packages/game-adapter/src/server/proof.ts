import type { DmexClient } from '@dmex/sdk'
import { type Item, itemKey, proveSlot, type SlotProof, verifySlotProof } from '@dmex/sdk/rig'
import { keccak256, toRlp } from 'viem'
import { headOf, quantity, request } from '../backends/rig/rpc.js'
import { GameError } from '../core/errors.js'
import type { Address, Hex, ItemRef } from '../core/types.js'
import { big, fields, hex, list, type Reader, whole } from '../core/wire.js'

/** Proof that an item held power at a block, as plain JSON: everything that leads from the block's hash to the item's slot. */
export interface PowerProof {
  readonly chainId: number
  /** Block number, as a decimal string. */
  readonly block: string
  /** The block's header, RLP: its hash is the block's hash. */
  readonly header: Hex
  readonly rig: Address
  /** Key of the item's slot. */
  readonly key: Hex
  /** Nodes of the state trie, from the root to the rig. */
  readonly accountProof: readonly Hex[]
  /** Nodes of the rig's storage trie, from its root to the slot's first word. */
  readonly storageProof: readonly Hex[]
}

/** What the verifier knows by itself, and takes from nobody. */
export interface ProofTrust {
  /** Hash of the block: from a node of its own, a light client, or a checkpoint that all players agreed on. */
  readonly blockHash: Hex
  /** The rig of that chain: anybody may deploy a contract that claims power for everybody. */
  readonly rig: Address
  /** The item that the proof must be about. */
  readonly item: ItemRef
}

/** What a proof proves. */
export interface ProvenPower {
  readonly block: bigint
  /** Unix seconds. */
  readonly time: number
  /** The hashpower NFT in the item; 0 when there was none. */
  readonly powerId: bigint
  /** Who had deposited or lent it. */
  readonly principal: Address | undefined
  /** Grows with every change of the slot. */
  readonly nonce: number
}

/** A header's fields in order, and whether one is a number, whose leading zeros RLP leaves out. Later forks added the last. */
const headerFields = [
  ['parentHash', false],
  ['sha3Uncles', false],
  ['miner', false],
  ['stateRoot', false],
  ['transactionsRoot', false],
  ['receiptsRoot', false],
  ['logsBloom', false],
  ['difficulty', true],
  ['number', true],
  ['gasLimit', true],
  ['gasUsed', true],
  ['timestamp', true],
  ['extraData', false],
  ['mixHash', false],
  ['nonce', false],
  ['baseFeePerGas', true],
  ['withdrawalsRoot', false],
  ['blobGasUsed', true],
  ['excessBlobGas', true],
  ['parentBeaconBlockRoot', false],
  ['requestsHash', false],
] as const
const [STATE_ROOT, NUMBER, TIMESTAMP] = [3, 8, 11]

const numberBytes = (value: Hex): Hex => {
  const digits = BigInt(value) === 0n ? '' : BigInt(value).toString(16)
  return `0x${digits.length % 2 ? '0' : ''}${digits}`
}

/** The header as it is hashed. Fields of forks that the chain has not are absent, and nothing may follow them. */
async function headerOf(client: DmexClient, block: bigint): Promise<Hex> {
  const raw = await request<Record<string, Hex> | null>(client, 'eth_getBlockByNumber', quantity(block), false)
  if (!raw) throw new GameError('ArgumentInvalid', `The endpoint has no block ${block}. Name one that exists.`)
  const present = headerFields.filter(([name]) => raw[name] !== undefined && raw[name] !== null)
  const header = toRlp(
    present.map(([name, isNumber]) => (isNumber ? numberBytes(raw[name] ?? '0x') : (raw[name] ?? '0x'))),
  )
  if (keccak256(header) !== raw.hash)
    throw new GameError(
      'BackendFailed',
      'The block has fields of its own that this companion does not know: its header can not be proven here.',
    )
  return header
}

/** Asks an endpoint for the proof of what an item held at a block. */
export async function provePower(client: DmexClient, item: Item, block: bigint): Promise<PowerProof> {
  const head = await headOf(client, block)
  if (!head) throw new GameError('ArgumentInvalid', `The endpoint has no block ${block}. Name one that exists.`)
  const [header, slot] = await Promise.all([headerOf(client, block), proveSlot(client, { item, block })])
  const { chainId, rig, key, accountProof, storageProof } = slot
  return { chainId, block: `${block}`, header, rig, key, accountProof, storageProof }
}

// A header is a flat list of short byte strings: little is left of RLP.
function splitHeader(header: Hex): readonly Hex[] {
  const invalid = (): never => {
    throw new GameError('ProofInvalid', 'The header of the proof is none.')
  }
  const bytes = header.slice(2)
  const at = (index: number): number => Number.parseInt(bytes.slice(index * 2, index * 2 + 2), 16)
  const size = bytes.length / 2
  const prefix = at(0)
  if (!(prefix > 0xf7)) return invalid()
  const parts: Hex[] = []
  for (let index = prefix - 0xf7 + 1; index < size; ) {
    const first = at(index)
    const long = first > 0xb7 ? first - 0xb7 : 0
    if (!(first < 0xc0)) return invalid()
    const start = first < 0x80 ? index : index + 1 + long
    const length =
      first < 0x80 ? 1 : long ? Number.parseInt(bytes.slice(index * 2 + 2, index * 2 + 2 + long * 2), 16) : first - 0x80
    parts.push(`0x${bytes.slice(start * 2, (start + length) * 2)}`)
    index = start + length
  }
  return parts
}

const nodes = list(hex, 64)
const address20 = hex as Reader<Address>
/** A proof that came as JSON. */
export const powerProof: Reader<PowerProof> = fields<PowerProof>({
  chainId: whole,
  block: (value, path) => `${big(value, path)}`,
  header: hex,
  rig: address20,
  key: hex,
  accountProof: nodes,
  storageProof: nodes,
})

/**
 * Checks a proof of what an item held at a block. Pure: asks nobody anything. It is worth as much as the block hash: take that
 * from a node that you trust, never from whoever brings the proof.
 *
 * It proves which hashpower NFT was in the item and who brought it there; not who held the item then, which is for the item's own
 * contract to say.
 *
 * @param proof - from `proof`, also after a way through JSON
 * @param trust - block hash, rig and item, as the verifier knows them
 * @throws GameError `ProofInvalid` when it does not lead from the block's hash to the item's slot
 *
 * @example
 * ```ts
 * import { type PowerProof, type ProofTrust, verifyPowerProof } from '@dmex/game-adapter/server'
 *
 * export const hadPower = (proof: PowerProof, trust: ProofTrust) => verifyPowerProof(proof, trust).powerId !== 0n
 * ```
 */
export function verifyPowerProof(proof: PowerProof, { blockHash, rig, item }: ProofTrust): ProvenPower {
  const invalid = (why: string, cause?: unknown): never => {
    throw new GameError('ProofInvalid', `The proof does not hold: ${why}.`, { cause })
  }
  let read: PowerProof
  try {
    read = powerProof(proof, 'proof')
  } catch (error) {
    return invalid('it has another form', error)
  }
  if (keccak256(read.header) !== blockHash.toLowerCase()) return invalid('it is of another block')
  if (read.rig.toLowerCase() !== rig.toLowerCase()) return invalid('it is of another rig')
  if (read.key !== itemKey(item)) return invalid('it is about another item')
  const header = splitHeader(read.header)
  const stateRoot = header[STATE_ROOT] ?? invalid('its header has no state root')
  const slotProof: SlotProof = {
    chainId: read.chainId,
    blockNumber: BigInt(header[NUMBER] ?? 0),
    blockHash,
    stateRoot,
    rig,
    key: read.key,
    accountProof: read.accountProof,
    storageProof: read.storageProof,
  }
  try {
    const { powerId, principal, nonce } = verifySlotProof(slotProof, { item, stateRoot, rig })
    return { block: slotProof.blockNumber, time: Number(header[TIMESTAMP] ?? 0), powerId, principal, nonce }
  } catch (error) {
    return invalid('its nodes do not lead to the slot', error)
  }
}
