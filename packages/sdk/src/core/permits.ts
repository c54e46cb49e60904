import type { Abi } from 'viem'
import { explain } from '../errors/explain.js'
import { override, request } from '../internal/rpc.js'
import { encodeFunctionData } from '../internal/viem.js'
import type { StepPosition } from './lifecycle.js'
import type { SignStep } from './plan.js'
import { assertJsonRpc, type Session } from './session.js'
import type { Call, Hex } from './types.js'
import { isUnsupported } from './unsupported.js'

/** Has a permit signed; `undefined` when the wallet can't sign typed data. Returns the call that uses the signature. */
export async function sign(session: Session, step: SignStep, position: StepPosition): Promise<Hex | undefined> {
  const { wallet, account, options } = session
  options.on?.({ stage: 'awaiting-signature', ...position })
  const { typedData } = step
  const own =
    override<object, Hex>(wallet, 'signTypedData') ??
    (account as { signTypedData?: (typedData: object) => Promise<Hex> }).signTypedData
  try {
    if (own) return permitCall(step, await own({ account, ...typedData }))
    assertJsonRpc(account)
    const types = { EIP712Domain: domainFields.filter(({ name }) => name in typedData.domain), ...typedData.types }
    const message = JSON.stringify({ ...typedData, types }, (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    )
    return permitCall(step, await request<Hex>(wallet, 'eth_signTypedData_v4', account.address, message))
  } catch (error) {
    const known = await explain(error, session)
    if (isUnsupported(known)) return undefined
    throw known
  }
}

function permitCall({ standard, typedData, token, amount, deadline }: SignStep, signature: Hex): Hex {
  if (standard === 'permit2')
    return encodeFunctionData({ abi: permitAbi, functionName: 'permit2Permit', args: [typedData.message, signature] })
  const [r, s, v] = [signature.slice(0, 66), `0x${signature.slice(66, 130)}`, Number(`0x${signature.slice(130)}`)]
  // Some hardware wallets give the parity instead of 27 or 28.
  const args = [token, amount, deadline, v < 27 ? v + 27 : v, r, s]
  return encodeFunctionData({ abi: permitAbi, functionName: 'selfPermit', args })
}

/** Puts permits in front of a call of the same contract. */
export function behind(permits: readonly Hex[], { to, data }: Call): Pick<Call, 'to' | 'data' | 'value'> {
  return {
    to,
    data: encodeFunctionData({ abi: permitAbi, functionName: 'multicall', args: [[...permits, data]] }),
    value: 0n,
  }
}

const domainFields = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
]

const words = (...types: string[]) => types.map((type) => ({ type }))

/** What every contract that takes ERC-20 tokens inherits (SelfPermit). */
const permitAbi: Abi = [
  {
    type: 'function',
    name: 'multicall',
    stateMutability: 'nonpayable',
    inputs: words('bytes[]'),
    outputs: words('bytes[]'),
  },
  {
    type: 'function',
    name: 'selfPermit',
    stateMutability: 'nonpayable',
    inputs: words('address', 'uint256', 'uint256', 'uint8', 'bytes32', 'bytes32'),
    outputs: [],
  },
  {
    type: 'function',
    name: 'permit2Permit',
    stateMutability: 'nonpayable',
    inputs: [
      {
        type: 'tuple',
        components: [
          {
            name: 'details',
            type: 'tuple',
            components: [
              { name: 'token', type: 'address' },
              { name: 'amount', type: 'uint160' },
              { name: 'expiration', type: 'uint48' },
              { name: 'nonce', type: 'uint48' },
            ],
          },
          { name: 'spender', type: 'address' },
          { name: 'sigDeadline', type: 'uint256' },
        ],
      },
      { type: 'bytes' },
    ],
    outputs: [],
  },
]
