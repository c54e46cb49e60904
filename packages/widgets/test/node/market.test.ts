import { expect, inject, it } from 'vitest'

it('shares a market without a browser as well', async () => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
  const response = await fetch(inject('rpcUrl'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const { result } = (await response.json()) as { readonly result: string }
  expect(Number(result)).toBe(inject('deployment').chainId)
})
