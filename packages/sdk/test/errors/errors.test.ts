import { errorCatalogue } from '@dmex/contracts-abi/errors/all'
import { type Abi, encodeErrorResult, type Hex } from 'viem'
import { describe, expect, it } from 'vitest'
import { DmexError, isDmexError, toDmexError } from '../../src/errors/index.js'

const zeroAmount: Hex = '0x1f2a2005'
const panic = (code: string): Hex => `0x4e487b71${code.padStart(64, '0')}`
const deadline = encodeErrorResult({
  abi: [
    {
      type: 'error',
      name: 'DeadlinePassed',
      inputs: [
        { name: 'deadline', type: 'uint256' },
        { name: 'timestamp', type: 'uint256' },
      ],
    },
  ],
  args: [1n, 2n],
})

const coded = (code: number, message = 'x', data?: unknown) => Object.assign(new Error(message), { code, data })

describe('what wallets and endpoints throw', () => {
  it.each([
    ['a revert of a node', coded(3, 'execution reverted', zeroAmount), 'ZeroAmount'],
    [
      'a revert nested by a wallet',
      coded(-32_603, 'Internal JSON-RPC error.', { code: 3, data: zeroAmount }),
      'ZeroAmount',
    ],
    ['a revert nested twice', coded(-32_603, 'x', { originalError: { code: 3, data: zeroAmount } }), 'ZeroAmount'],
    ['a revert behind a word', coded(-32_015, 'VM execution error.', `Reverted ${zeroAmount}`), 'ZeroAmount'],
    [
      'a revert inside viem errors',
      new Error('a', { cause: new Error('b', { cause: coded(3, 'c', zeroAmount) }) }),
      'ZeroAmount',
    ],
    ['a revert without data', coded(3, 'execution reverted'), 'RevertedWithoutReason'],
    ['a panic', coded(3, 'execution reverted', panic('11')), 'Panicked'],
    ['an unknown error', coded(3, 'execution reverted', '0xdeadbeef'), 'UnknownRevert'],
    ['an owner who declines', coded(4001, 'User rejected the request.'), 'UserRejected'],
    [
      'an owner who declines, in words',
      coded(-32_000, 'MetaMask Tx Signature: User denied transaction signature.'),
      'UserRejected',
    ],
    ['an owner who declines to upgrade the account', coded(5750), 'UserRejected'],
    ['too many requests, by code', coded(-32_005, 'limit exceeded'), 'RateLimited'],
    ['too many requests, by status', Object.assign(new Error('HTTP request failed.'), { status: 429 }), 'RateLimited'],
    ['no money for gas', coded(-32_000, 'insufficient funds for gas * price + value'), 'InsufficientFunds'],
    ['a gateway that is down', Object.assign(new Error('HTTP request failed.'), { status: 503 }), 'RpcUnavailable'],
    [
      'a connection refused',
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
      'RpcUnavailable',
    ],
    ['a wallet that is disconnected', coded(4900, 'Disconnected'), 'RpcUnavailable'],
    ['a method that is missing', coded(-32_601, 'method not found'), 'RpcFailed'],
    ['something that is no error', 'oops', 'RpcFailed'],
    ['nothing at all', undefined, 'RpcFailed'],
  ])('%s', async (_, thrown, code) => {
    const error = await toDmexError(thrown, { action: 'mint.buyHashpower' })
    expect(error.code).toBe(code)
    expect(error.cause).toBe(thrown)
    expect(error.action).toBe('mint.buyHashpower')
    expect(error.message).toMatch(/\w{3,} .*\w{3,}/)
  })

  it('reads the error inside a failed user operation', async () => {
    const data = encodeErrorResult({
      abi: [
        {
          type: 'error',
          name: 'FailedOpWithRevert',
          inputs: [{ type: 'uint256' }, { type: 'string' }, { type: 'bytes' }],
        },
      ],
      args: [0n, 'AA23 reverted', zeroAmount],
    })
    expect((await toDmexError(coded(-32_500, 'x', data))).code).toBe('ZeroAmount')
  })

  it('shows what it can of data that is cut short', async () => {
    const error = await toDmexError(coded(3, 'x', '0x08c379a000000000'))
    expect(isDmexError(error, 'UnknownRevert') && error.message).toContain('0x08c379a0')
  })

  it('does not repeat the address of the endpoint, which may hold a key', async () => {
    const thrown = Object.assign(new Error('HTTP request failed.\n\nURL: https://rpc.example/secret-key'), {
      shortMessage: 'HTTP request failed.',
    })
    const error = await toDmexError(thrown)
    expect(JSON.stringify(error)).not.toContain('secret-key')
    expect(error.message).not.toContain('secret-key')
  })

  it('leaves a DmexError as it is', async () => {
    const error = new DmexError('UnknownChain', 'x', { chainId: 5 })
    expect(await toDmexError(error)).toBe(error)
  })
})

describe('a DmexError', () => {
  it('carries typed values, which follow its message', async () => {
    const error = await toDmexError(coded(3, 'x', deadline))
    if (!isDmexError(error, 'DeadlinePassed')) throw error
    const { deadline: passed, timestamp }: { deadline: bigint; timestamp: bigint } = error.args
    expect([passed, timestamp]).toEqual([1n, 2n])
    expect(error.message).toMatch(/^The deadline has passed\..* \(deadline: 1, timestamp: 2\)$/)
    expect(error.docsPath).toBe('docs/errors.md#deadlinepassed')
  })

  it('becomes plain data', async () => {
    const error = await toDmexError(coded(3, 'x', deadline), { action: 'mint.buyHashpower', hash: '0x01' })
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'DmexError',
      code: 'DeadlinePassed',
      args: { deadline: '1', timestamp: '2' },
      action: 'mint.buyHashpower',
      hash: '0x01',
      docsPath: 'docs/errors.md#deadlinepassed',
      cause: 'x',
    })
  })

  it('is recognised when it comes from another copy of the package', () => {
    class DmexErrorOfAnotherCopy extends Error {
      override readonly name = 'DmexError'
      readonly code = 'SoldOut'
    }
    const error: unknown = new DmexErrorOfAnotherCopy()
    expect(isDmexError(error)).toBe(true)
    expect(isDmexError(error, 'SoldOut')).toBe(true)
    expect(isDmexError(error, 'ZeroAmount')).toBe(false)
    for (const other of [undefined, null, 'DmexError', {}, new Error('x')]) expect(isDmexError(other)).toBe(false)
  })
})

describe('the catalogue', () => {
  it('decodes every error of the contracts to its own code, with a message that instructs', async () => {
    for (const { abi, selector, message } of errorCatalogue) {
      const zero = (type: string): unknown =>
        type === 'address'
          ? `0x${'0'.repeat(40)}`
          : type === 'string'
            ? ''
            : type === 'bool'
              ? false
              : type.startsWith('bytes')
                ? type === 'bytes'
                  ? '0x'
                  : `0x${'00'.repeat(Number(type.slice(5)))}`
                : Number(type.replace(/\D/g, '')) <= 48
                  ? 0
                  : 0n
      const args = abi.inputs.map(({ type }: { type: string }) => zero(type))
      const data = encodeErrorResult({ abi: [abi] as Abi, errorName: abi.name, args })
      expect(data.slice(0, 10)).toBe(selector)
      const error = await toDmexError(coded(3, 'x', data))
      expect(error.code).toBe(abi.name)
      expect(message.length).toBeGreaterThan(20)
    }
  })
})
