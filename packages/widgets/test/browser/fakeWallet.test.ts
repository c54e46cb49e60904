import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { isRejection } from '../../src/store/errors.js'
import type { Hex } from '../../src/store/types.js'
import { type FakeWallet, fakeWallet } from '../../src/testing/index.js'

const { player1, player2 } = inject('accounts')
const chainId = inject('deployment').chainId
const hex = (value: number): Hex => `0x${value.toString(16)}`

let wallet: FakeWallet
beforeEach(() => {
  wallet = fakeWallet({ rpcUrl: inject('rpcUrl'), accounts: [player1.address, player2.address] })
})
afterEach(() => wallet.stop())

const payment = { from: player1.address, to: player2.address, value: '0x1' }

describe('a fake wallet', () => {
  it('lets a page in after a question, and signs for its owner by the chain', async () => {
    expect(await wallet.request({ method: 'eth_accounts' })).toEqual([])
    await expect(wallet.request({ method: 'eth_sendTransaction', params: [payment] })).rejects.toMatchObject({
      code: 4100,
    })
    expect(await wallet.request({ method: 'eth_requestAccounts' })).toEqual([player1.address, player2.address])
    const hash = await wallet.request({ method: 'eth_sendTransaction', params: [payment] })
    expect(await wallet.request({ method: 'eth_getTransactionReceipt', params: [hash] })).toMatchObject({
      status: '0x1',
    })
    const typedData = {
      domain: { name: 'Test' },
      types: { EIP712Domain: [{ name: 'name', type: 'string' }], Note: [{ name: 'units', type: 'uint256' }] },
      primaryType: 'Note',
      message: { units: '2' },
    }
    const params = [player1.address, JSON.stringify(typedData)]
    expect(await wallet.request({ method: 'eth_signTypedData_v4', params })).toMatch(/^0x[0-9a-f]{130}$/)
    expect(wallet.count('eth_sendTransaction')).toBe(2)
  })

  it('introduces itself when asked, until it stops', async () => {
    const seen: string[] = []
    const listen = (event: Event): void => {
      seen.push((event as CustomEvent<{ info: { name: string } }>).detail.info.name)
    }
    window.addEventListener('eip6963:announceProvider', listen)
    wallet.announce()
    window.dispatchEvent(new Event('eip6963:requestProvider'))
    wallet.stop()
    window.dispatchEvent(new Event('eip6963:requestProvider'))
    window.removeEventListener('eip6963:announceProvider', listen)
    expect(seen).toEqual(['Fake Wallet', 'Fake Wallet'])
  })

  it('declines, fails, and never answers, when told to', async () => {
    wallet.rejectNext({ nested: true })
    const declined: unknown = await wallet.request({ method: 'eth_requestAccounts' }).catch((error: unknown) => error)
    expect(declined).not.toMatchObject({ code: 4001 })
    expect(isRejection(declined)).toBe(true)
    wallet.failNext({ code: -32005 })
    await expect(wallet.request({ method: 'eth_requestAccounts' })).rejects.toMatchObject({ code: -32005 })
    const answer = wallet.hangNext()
    const asked = wallet.request({ method: 'eth_requestAccounts' })
    await expect(wallet.request({ method: 'eth_requestAccounts' })).rejects.toMatchObject({ code: -32002 })
    answer()
    expect(await asked).toHaveLength(2)
  })

  it('is on another network, and knows only those it was told of', async () => {
    const elsewhere = fakeWallet({ rpcUrl: inject('rpcUrl'), accounts: player1.address, chainId: 1, connected: true })
    const change = { chainId: hex(chainId) }
    expect(await elsewhere.request({ method: 'eth_getBalance', params: [player1.address, 'latest'] })).toBe('0x0')
    await expect(elsewhere.request({ method: 'eth_sendTransaction', params: [payment] })).rejects.toMatchObject({
      code: 4901,
    })
    elsewhere.forgetChain(chainId)
    await expect(elsewhere.request({ method: 'wallet_switchEthereumChain', params: [change] })).rejects.toMatchObject({
      code: 4902,
    })
    const moves: unknown[] = []
    elsewhere.on('chainChanged', (id: string) => moves.push(id))
    const nativeCurrency = { name: 'Ether', symbol: 'ETH', decimals: 18 }
    const chain = { ...change, chainName: 'Local', rpcUrls: [inject('rpcUrl')], nativeCurrency }
    await elsewhere.request({ method: 'wallet_addEthereumChain', params: [chain] })
    expect(moves).toEqual([hex(chainId)])
  })

  it.each(['speed-up', 'cancel', 'other'] as const)('replaces what is not in a block yet: %s', async (how) => {
    await wallet.request({ method: 'eth_requestAccounts' })
    await wallet.hold()
    try {
      const hash = (await wallet.request({ method: 'eth_sendTransaction', params: [payment] })) as Hex
      const replacement = await wallet.replace(hash, how)
      await wallet.letGo()
      expect(await wallet.request({ method: 'eth_getTransactionReceipt', params: [hash] })).toBeNull()
      expect(await wallet.request({ method: 'eth_getTransactionReceipt', params: [replacement] })).not.toBeNull()
    } finally {
      await wallet.letGo()
    }
  })
})
