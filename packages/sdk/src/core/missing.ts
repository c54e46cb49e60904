import type { AbiFunction } from 'viem'
import { DmexError } from '../errors/DmexError.js'
import { explain } from '../errors/explain.js'
import { chainTime, ethCall, request } from '../internal/rpc.js'
import { decodeAbiParameters, keccak256, stringToHex } from '../internal/viem.js'
import { PERMIT2 } from './permit2.js'
import type { Erc20Requirement, NftRequirement, Requirement, TypedData } from './requirements.js'
import type { Session } from './session.js'
import type { Address, Call, Hex } from './types.js'

const MAX_UINT160 = 2n ** 160n - 1n
const MAX_UINT256 = 2n ** 256n - 1n

/** A requirement that isn't met yet, and the ways to meet it. */
export interface Missing {
  readonly requirement: Requirement
  readonly label: string
  /** Transactions that meet it. */
  readonly calls: readonly Call[]
  /** A message that meets it without a transaction of its own. */
  readonly sign?: Signable | undefined
}

/** A message to sign in place of an approval, complete but for its deadline. */
export interface Signable {
  readonly standard: 'permit' | 'permit2'
  /** Base units that the message allows. */
  readonly amount: bigint
  readonly typedData: (deadline: bigint) => TypedData
}

/** How to let a contract take tokens. */
export interface ApprovalOptions {
  /** `exact` (default) approves what is needed now, `unlimited` everything there will ever be. */
  readonly allowance?: 'exact' | 'unlimited' | undefined
  /**
   * `auto` (default) signs where the token and the account can, and approves otherwise; `approve` never signs; `permit` and
   * `permit2` use only that standard.
   */
  readonly approval?: 'auto' | 'approve' | 'permit' | 'permit2' | undefined
  /**
   * How to approve several NFTs of one collection: `all` (default) approves the operator for the whole collection at once,
   * `each` sends one transaction for each of them.
   */
  readonly nftApproval?: 'all' | 'each' | undefined
}

/** Finds which requirements of a call are not met. Throws `InsufficientBalance` when no approval could help. */
export async function findMissing(
  session: Session,
  requirements: readonly Requirement[],
  to: Address,
  options: ApprovalOptions = {},
): Promise<Missing[]> {
  const found = await Promise.all(
    merge(requirements, to).map((requirement) =>
      requirement.kind === 'erc20'
        ? missingAllowance(session, requirement, to, options)
        : requirement.kind === 'nft'
          ? missingApproval(session, requirement)
          : requirement.met
            ? undefined
            : { requirement, label: requirement.label, calls: [requirement.call] },
    ),
  )
  const missing = found.filter((each) => each !== undefined)
  return options.nftApproval === 'each' ? missing : joinApprovals(missing)
}

/** Puts one approval for all in place of several for single NFTs of the same collection. */
function joinApprovals(missing: readonly Missing[]): Missing[] {
  const single = (each: Missing, collection: Address, operator: Address | undefined): boolean =>
    each.requirement.kind === 'nft' &&
    each.requirement.id !== undefined &&
    each.requirement.collection === collection &&
    each.requirement.operator === operator
  return missing.flatMap((each, index) => {
    if (each.requirement.kind !== 'nft' || each.requirement.id === undefined) return [each]
    const { collection, operator } = each.requirement
    const same = missing.filter((other) => single(other, collection, operator))
    if (same.length < 2) return [each]
    return missing.indexOf(same[0] ?? each) === index ? [approvalOf({ kind: 'nft', collection, operator })] : []
  })
}

/** Names the first thing that a failed call was missing, if it was missing any. */
export async function explainMissing(
  session: Session,
  requirements: readonly Requirement[],
  to: Address,
  cause: unknown,
): Promise<DmexError | undefined> {
  const options = { action: session.action, cause }
  const how = 'Execute the plan of this action, execute(client, plan), which asks for it, or approve it yourself.'
  const [first] = await findMissing(session, requirements, to, { approval: 'approve' })
  const requirement = first?.requirement
  if (requirement?.kind === 'erc20') {
    const { token, amount, spender = to } = requirement
    const allowance = uint(await probe(session, token, calldata(ALLOWANCE, session.account.address, spender)))
    return new DmexError(
      'InsufficientAllowance',
      `${spender} may take ${allowance} base units of token ${token}, and needs ${amount}. ${how}`,
      { token, spender, amount, allowance },
      options,
    )
  }
  if (requirement?.kind === 'nft') {
    const { collection, id, operator = to } = requirement
    return new DmexError(
      'ApprovalMissing',
      `${operator} is not approved for ${id === undefined ? 'the NFTs' : `NFT ${id}`} of collection ${collection}. ${how}`,
      { collection, operator, id },
      options,
    )
  }
  return undefined
}

/** Joins spends of the same token by the same spender, and names who spends. */
function merge(requirements: readonly Requirement[], to: Address): Requirement[] {
  const merged = new Map<string, Requirement>()
  for (const [index, requirement] of requirements.entries()) {
    if (requirement.kind === 'erc20') {
      const { token, amount, spender = to } = requirement
      const key = `${token}${spender}`.toLowerCase()
      const before = merged.get(key) as Erc20Requirement | undefined
      if (amount > 0n) merged.set(key, { kind: 'erc20', token, spender, amount: amount + (before?.amount ?? 0n) })
    } else if (requirement.kind === 'nft') merged.set(`${index}`, { operator: to, ...requirement })
    else merged.set(`${index}`, requirement)
  }
  return [...merged.values()]
}

const ALLOWANCE = '0xdd62ed3e'
const APPROVE = '0x095ea7b3'

async function missingAllowance(
  session: Session,
  requirement: Erc20Requirement,
  to: Address,
  { allowance = 'exact', approval = 'auto' }: ApprovalOptions,
): Promise<Missing | undefined> {
  const { token, amount, spender = to } = requirement
  const owner = session.account.address
  const read = (selector: Hex, ...values: readonly (bigint | Address)[]) =>
    probe(session, token, calldata(selector, ...values))
  const [allowed, balance, toPermit2, viaPermit2] = await Promise.all([
    read(ALLOWANCE, owner, spender),
    read('0x70a08231', owner),
    read(ALLOWANCE, owner, PERMIT2),
    probe(session, PERMIT2, calldata('0x927da105', owner, token, spender)),
  ])
  if (uint(balance) < amount)
    throw new DmexError(
      'InsufficientBalance',
      `${owner} has ${uint(balance)} base units of token ${token}, and needs ${amount}. Get ${amount - uint(balance)} more first.`,
      { token, amount, balance: uint(balance) },
      { action: session.action },
    )
  if (uint(allowed) >= amount) return undefined

  const unlimited = allowance === 'unlimited'
  const canSign = approval !== 'approve' && spender === to && (await isKeyAccount(session))
  const [now, permit] = await Promise.all([
    canSign ? chainTime(session.client) : 0n,
    canSign && approval !== 'permit2' ? permitOf(session, token, spender, unlimited ? MAX_UINT256 : amount) : undefined,
  ])
  const hasPermit2 = uint(toPermit2) >= amount && viaPermit2 !== undefined
  if (hasPermit2 && uint(viaPermit2) >= amount && uint(viaPermit2, 1) > (now || (await chainTime(session.client))))
    return undefined

  const permit2 =
    canSign && hasPermit2 && approval !== 'permit' && amount <= MAX_UINT160
      ? permit2Of(session, token, spender, unlimited ? MAX_UINT160 : amount, uint(viaPermit2, 2))
      : undefined
  const approve = (value: bigint): Call => ({
    to: token,
    data: calldata(APPROVE, spender, value),
    value: 0n,
    abi: [approveAbi],
    functionName: 'approve',
    args: [spender, value],
  })
  const wanted = approve(unlimited ? MAX_UINT256 : amount)
  // Some tokens, such as USDT on Ethereum, refuse to go from one allowance to another except through zero.
  const throughZero = uint(allowed) > 0n && (await refuses(session, wanted))
  return {
    requirement,
    label: 'Approve token spending',
    calls: throughZero ? [approve(0n), wanted] : [wanted],
    sign: permit ?? permit2,
  }
}

async function missingApproval(session: Session, requirement: NftRequirement): Promise<Missing | undefined> {
  const { collection, id, operator = collection } = requirement
  const owner = session.account.address
  const [all, one] = await Promise.all([
    probe(session, collection, calldata('0xe985e9c5', owner, operator)),
    id === undefined ? undefined : probe(session, collection, calldata('0x081812fc', id)),
  ])
  if (uint(all) === 1n || (one !== undefined && uint(one) === BigInt(operator))) return undefined
  return approvalOf(requirement)
}

/** The approval of one NFT, or of all of a collection. */
function approvalOf(requirement: NftRequirement): Missing {
  const { collection, id, operator = collection } = requirement
  const approve: Call =
    id === undefined
      ? {
          to: collection,
          data: calldata('0xa22cb465', operator, 1n),
          value: 0n,
          abi: [approveAllAbi],
          functionName: 'setApprovalForAll',
          args: [operator, true],
        }
      : {
          to: collection,
          data: calldata(APPROVE, operator, id),
          value: 0n,
          abi: [approveAbi],
          functionName: 'approve',
          args: [operator, id],
        }
  return {
    requirement,
    label: id === undefined ? 'Approve all NFTs of the collection' : `Approve NFT ${id}`,
    calls: [approve],
  }
}

/** Whether the account is a key, whose signature a token can recover: no code, or an EIP-7702 delegation. */
async function isKeyAccount({ client, account }: Session): Promise<boolean> {
  if (account.type === 'smart') return false
  const code = await request<Hex>(client, 'eth_getCode', account.address, 'latest')
  return code === '0x' || code.startsWith('0xef0100')
}

async function refuses(session: Session, call: Call): Promise<boolean> {
  try {
    await ethCall(session.client, { ...call, from: session.account.address })
    return false
  } catch {
    return true
  }
}

/** The EIP-2612 permit of a token, when its domain can be reproduced: else a signature would be worth nothing. */
async function permitOf(
  session: Session,
  token: Address,
  spender: Address,
  amount: bigint,
): Promise<Signable | undefined> {
  const owner = session.account.address
  const read = (selector: Hex) => probe(session, token, selector)
  const [nonce, separator, domain, tokenName, tokenVersion, typehash] = await Promise.all([
    probe(session, token, calldata('0x7ecebe00', owner)),
    read('0x3644e515'),
    read('0x84b0196e'),
    read('0x06fdde03'),
    read('0x54fd4d50'),
    read('0x30adf81f'),
  ])
  // DAI's older permit has the same domain and another message.
  if (!nonce || !separator || (typehash && typehash !== PERMIT_TYPEHASH)) return undefined
  const chainId = session.deployment.chainId
  const [name, declared] = domain ? domainNames(domain) : [text(tokenName), text(tokenVersion)]
  const version = [declared, '1', '2'].find(
    (candidate) =>
      candidate !== undefined && name !== undefined && separatorOf(name, candidate, chainId, token) === separator,
  )
  if (name === undefined || version === undefined) return undefined
  return {
    standard: 'permit',
    amount,
    typedData: (deadline) => ({
      domain: { name, version, chainId, verifyingContract: token },
      types: {
        Permit: [
          { name: 'owner', type: 'address' },
          { name: 'spender', type: 'address' },
          { name: 'value', type: 'uint256' },
          { name: 'nonce', type: 'uint256' },
          { name: 'deadline', type: 'uint256' },
        ],
      },
      primaryType: 'Permit',
      message: { owner, spender, value: amount, nonce: uint(nonce), deadline },
    }),
  }
}

/** Permit2's own permit, for a token that the account already lets Permit2 move. */
function permit2Of({ deployment }: Session, token: Address, spender: Address, amount: bigint, nonce: bigint): Signable {
  return {
    standard: 'permit2',
    amount,
    typedData: (deadline) => ({
      domain: { name: 'Permit2', chainId: deployment.chainId, verifyingContract: PERMIT2 },
      types: {
        PermitSingle: [
          { name: 'details', type: 'PermitDetails' },
          { name: 'spender', type: 'address' },
          { name: 'sigDeadline', type: 'uint256' },
        ],
        PermitDetails: [
          { name: 'token', type: 'address' },
          { name: 'amount', type: 'uint160' },
          { name: 'expiration', type: 'uint48' },
          { name: 'nonce', type: 'uint48' },
        ],
      },
      primaryType: 'PermitSingle',
      message: {
        details: {
          token,
          amount,
          expiration: Number(deadline),
          nonce: Number(nonce),
        },
        spender,
        sigDeadline: deadline,
      },
    }),
  }
}

/** keccak256 of "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)". */
const PERMIT_TYPEHASH: Hex = '0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9'

/** keccak256 of "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)". */
const DOMAIN_TYPEHASH: Hex = '0x8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f'

function separatorOf(name: string, version: string, chainId: number, token: Address): Hex {
  const hash = (value: string) => keccak256(stringToHex(value)).slice(2)
  return keccak256(`${DOMAIN_TYPEHASH}${hash(name)}${hash(version)}${word(BigInt(chainId))}${word(token)}`)
}

function text(data: Hex | undefined): string | undefined {
  if (!data) return undefined
  try {
    return decodeAbiParameters([{ type: 'string' }], data)[0]
  } catch {
    return undefined // bytes32, as some of the oldest tokens have it
  }
}

function domainNames(data: Hex): [string | undefined, string | undefined] {
  try {
    const [, name, version] = decodeAbiParameters([{ type: 'bytes1' }, { type: 'string' }, { type: 'string' }], data)
    return [name, version]
  } catch {
    return [undefined, undefined]
  }
}

// Every call of this file takes words only, so its calldata is a selector and the words.
const word = (value: bigint | Address): string =>
  (typeof value === 'bigint' ? value.toString(16) : value.slice(2).toLowerCase()).padStart(64, '0')

const calldata = (selector: Hex, ...values: readonly (bigint | Address)[]): Hex =>
  `${selector}${values.map(word).join('')}`

const uint = (data: Hex | undefined, index = 0): bigint => {
  const at = data?.slice(2 + index * 64, 66 + index * 64)
  return at ? BigInt(`0x${at}`) : 0n
}

/** Reads from a contract that may lack the function, or not exist: then undefined. A failing endpoint still throws. */
async function probe(session: Session, to: Address, data: Hex): Promise<Hex | undefined> {
  try {
    const result = await ethCall(session.client, { to, data })
    return result === '0x' ? undefined : result
  } catch (error) {
    const known = await explain(error, session)
    if (/^(RpcU|Rate)/.test(known.code)) throw known
    return undefined
  }
}

const approveAbi = {
  type: 'function',
  name: 'approve',
  stateMutability: 'nonpayable',
  // The same for ERC-20 and ERC-721; the second is an amount or an id.
  inputs: [{ type: 'address' }, { type: 'uint256' }],
  outputs: [],
} as const satisfies AbiFunction

const approveAllAbi = {
  type: 'function',
  name: 'setApprovalForAll',
  stateMutability: 'nonpayable',
  inputs: [{ type: 'address' }, { type: 'bool' }],
  outputs: [],
} as const satisfies AbiFunction
