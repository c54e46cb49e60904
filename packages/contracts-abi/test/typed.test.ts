import {
  erc20TransferAbi,
  erc20TransferEventAbi,
  erc721SafeTransferFromAbi,
  erc721SafeTransferFromAbi2,
} from '@dmex/contracts-abi'
import { addresses } from '@dmex/contracts-abi/addresses'
import { erc20Abi, hashpowerAbi } from '@dmex/contracts-abi/contracts'
import { erc20InsufficientAllowanceError, zeroAddressError } from '@dmex/contracts-abi/errors'
import { errorCatalogue } from '@dmex/contracts-abi/errors/all'
import { decodeErrorResult, encodeFunctionData, getAbiItem, parseEventLogs, toFunctionSelector } from 'viem'
import { expect, expectTypeOf, test } from 'vitest'

const account = '0x00000000000000000000000000000000000000aa'

test('a function constant types the arguments that viem encodes', () => {
  const data = encodeFunctionData({ abi: [erc20TransferAbi], args: [account, 5n] })
  expect(data).toBe(`0xa9059cbb${account.slice(2).padStart(64, '0')}${'5'.padStart(64, '0')}`)
  // @ts-expect-error an amount is a bigint
  expect(() => encodeFunctionData({ abi: [erc20TransferAbi], args: [account, 'five'] })).toThrow()
})

test('an event constant types the arguments of a decoded log', () => {
  const [log] = parseEventLogs({ abi: [erc20TransferEventAbi], logs: [] })
  expectTypeOf<NonNullable<typeof log>['args']['value']>().toEqualTypeOf<bigint>()
})

test('overloads are told apart by a number, the one with fewer arguments first', () => {
  expect(erc721SafeTransferFromAbi.inputs).toHaveLength(3)
  expect(erc721SafeTransferFromAbi2.inputs).toHaveLength(4)
})

test('a whole contract holds both halves of the hashpower contract at one address', () => {
  expect(getAbiItem({ abi: hashpowerAbi, name: 'ownerOf' })).toBeDefined()
  expect(getAbiItem({ abi: hashpowerAbi, name: 'settleDays' })).toBeDefined()
})

test('an error knows its selector and what to tell the user', () => {
  expect(zeroAddressError).toEqual({
    abi: { type: 'error', name: 'ZeroAddress', inputs: [] },
    selector: '0xd92e233d',
    message: 'The zero address was given. Pass the address of an account or contract.',
  })
  expectTypeOf<(typeof zeroAddressError)['selector']>().toEqualTypeOf<'0xd92e233d'>()
})

test('an error of a library is in the catalogue, once, with words for users', () => {
  expect(erc20InsufficientAllowanceError.selector).toBe('0xfb8f41b2')
  expect(erc20InsufficientAllowanceError.message).toContain('Approve')
  expect(errorCatalogue.filter(({ selector }) => selector === '0xfb8f41b2')).toHaveLength(1)
})

test('the catalogue decodes whatever a contract of the protocol reverts with', () => {
  for (const { abi, selector } of errorCatalogue) {
    expect(toFunctionSelector({ ...abi, type: 'function', outputs: [], stateMutability: 'view' })).toBe(selector)
  }
  const data = `0xd92e233d` as const
  expect(decodeErrorResult({ abi: errorCatalogue.map(({ abi }) => abi), data }).errorName).toBe('ZeroAddress')
})

test('every message says something to do', () => {
  const lacking = errorCatalogue.filter(({ message }) => message.length < 20).map(({ abi }) => abi.name)
  expect(lacking).toEqual([])
})

test('a token interface has metadata and permit, and no administration', () => {
  const names = erc20Abi.filter((entry) => entry.type === 'function').map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining(['decimals', 'symbol', 'transfer', 'permit', 'nonces', 'DOMAIN_SEPARATOR']),
  )
  expect(names).not.toContain('mint')
})

test('the address book keeps the chain that shut down, as retired and without addresses', () => {
  expect(addresses[128]).toMatchObject({ name: 'HECO', status: 'retired', contracts: {} })
})
