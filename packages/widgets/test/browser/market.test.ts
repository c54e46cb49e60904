import { afterEach, describe, expect, inject, it } from 'vitest'
import { commands } from 'vitest/browser'

afterEach(async () => {
  await commands.startChain()
  await commands.delayChain(0)
})

const ask = async (method: string): Promise<unknown> => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] })
  const response = await fetch(inject('rpcUrl'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  return ((await response.json()) as { result: unknown }).result
}

describe('the market that the tests share', () => {
  it('is reached from a page in a real browser', async () => {
    expect(navigator.userAgent).toMatch(/HeadlessChrome/)
    expect(Number(await ask('eth_chainId'))).toBe(inject('deployment').chainId)
    expect(inject('accounts').player1.address).toMatch(/^0x/)
    expect(inject('deployment').addresses.hashpower).toMatch(/^0x/)
  })

  it('lets days pass and goes back', async () => {
    const before = await ask('eth_blockNumber')
    const moment = await commands.snapshot()
    await commands.advanceDays(1)
    expect(Number(await ask('eth_blockNumber'))).toBeGreaterThan(Number(before))
    await commands.revert(moment)
    expect(await ask('eth_blockNumber')).toBe(before)
  })

  it('goes away and comes back with its state', async () => {
    const before = await ask('eth_blockNumber')
    await commands.stopChain()
    await expect(ask('eth_blockNumber')).rejects.toThrow()
    await commands.startChain()
    expect(await ask('eth_blockNumber')).toBe(before)
  })

  it('answers late when told to, and any request past the page', async () => {
    await commands.delayChain(300)
    const started = performance.now()
    await ask('eth_blockNumber')
    expect(performance.now() - started).toBeGreaterThan(250)
    expect(await commands.rpc('eth_chainId')).toBe('0x7a69')
  })
})
