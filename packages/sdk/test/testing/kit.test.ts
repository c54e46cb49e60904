import { readdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { createClient, custom, http, publicActions } from 'viem'
import { afterEach, describe, expect, it } from 'vitest'
import { isDmexError } from '../../src/errors/index.js'
import { type Anvil, recordRpc, startAnvil, startProxy, testWallet, timeTravel } from '../../src/testing/index.js'
import { failure } from '../support/failure.js'

const running: { stop(): Promise<void> }[] = []
const keep = <T extends { stop(): Promise<void> }>(started: T): T => {
  running.push(started)
  return started
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()))
})

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const clientOf = ({ rpcUrl }: Anvil) => createClient({ transport: http(rpcUrl) }).extend(publicActions)
const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

describe('startAnvil', () => {
  it('starts a chain on a free port, with the id and the time it is told', async () => {
    const [one, two] = await Promise.all([startAnvil(), startAnvil({ chainId: 31_338, timestamp: 1_712_361_600n })])
    keep(one)
    keep(two)
    expect(one.port).not.toBe(two.port)
    expect(await clientOf(two).getChainId()).toBe(31_338)
    expect((await clientOf(two).getBlock()).timestamp).toBe(1_712_361_600n)
  })

  it('leaves no process and no file behind', async () => {
    const files = () =>
      [homedir(), tmpdir()].map((folder) => readdirSync(folder).filter((name) => /anvil|foundry/i.test(name)))
    const before = files()
    const anvil = await startAnvil()
    expect(isAlive(anvil.pid)).toBe(true)
    await anvil.stop()
    await anvil.stop()
    expect(isAlive(anvil.pid)).toBe(false)
    expect(files()).toEqual(before)
  })

  it('says that a port is taken, and what to do', async () => {
    const { port } = keep(await startAnvil())
    const error = await failure(startAnvil({ port }))
    expect(isDmexError(error, 'ToolUnavailable') && error.message).toMatch(
      new RegExp(`port ${port}.*Choose another port`, 's'),
    )
  })
})

describe('timeTravel', () => {
  it('goes forward by days, by seconds, and to a moment', async () => {
    const client = clientOf(keep(await startAnvil({ timestamp: 1_000_000n })))
    const time = async () => (await client.getBlock()).timestamp
    expect(await timeTravel(client, { days: 2 })).toBe(1_000_000n + 172_800n)
    expect(await time()).toBe(1_172_800n)
    await timeTravel(client, { seconds: 7 })
    expect(await time()).toBe(1_172_807n)
    await timeTravel(client, { to: 2_000_000n })
    expect(await time()).toBe(2_000_000n)
  })
})

describe('recordRpc and startProxy', () => {
  it('write down what passes, and the proxy fails when it is told to', async () => {
    const proxy = keep(await startProxy(keep(await startAnvil()).rpcUrl))
    const rpc = recordRpc(http(proxy.rpcUrl, { retryCount: 0 }))
    const client = createClient({ transport: rpc.transport })
    await client.request({ method: 'eth_chainId' })
    proxy.fail = 'rateLimited'
    await expect(client.request({ method: 'eth_blockNumber' })).rejects.toThrow(/429/)
    proxy.fail = 'down'
    await expect(client.request({ method: 'eth_blockNumber' })).rejects.toThrow()
    proxy.fail = undefined
    await client.request({ method: 'eth_gasPrice' })
    expect(rpc.calls).toEqual(['eth_chainId', 'eth_blockNumber', 'eth_blockNumber', 'eth_gasPrice'])
    expect(proxy.calls).toEqual(rpc.calls)
    rpc.clear()
    proxy.clear()
    expect([...rpc.calls, ...proxy.calls]).toEqual([])
  })
})

describe('testWallet', () => {
  it('works like a wallet, for any account, until told to fail', async () => {
    const { rpcUrl } = keep(await startAnvil())
    const wallet = testWallet({ rpcUrl, account: second })
    const client = createClient({ transport: custom(wallet, { retryCount: 0 }) }).extend(publicActions)
    const send = () =>
      client.request({ method: 'eth_sendTransaction', params: [{ from: second, to: first, value: '0x1' }] })
    expect(await client.request({ method: 'eth_requestAccounts' })).toEqual([second])
    expect((await client.waitForTransactionReceipt({ hash: await send(), pollingInterval: 20 })).status).toBe('success')
    wallet.fail.add('reject')
    await expect(send()).rejects.toMatchObject({ code: 4001 })
    await expect(client.request({ method: 'eth_signTypedData_v4', params: [second, '{}'] })).rejects.toMatchObject({
      code: 4001,
    })
    wallet.fail.clear()
    expect((await client.waitForTransactionReceipt({ hash: await send(), pollingInterval: 20 })).status).toBe('success')
    await expect(wallet.request({ method: 'wallet_getCapabilities' })).rejects.toMatchObject({ code: -32_601 })
  })

  it('does all of a batch or nothing of it, when it is atomic', async () => {
    const { rpcUrl } = keep(await startAnvil())
    const wallet = testWallet({ rpcUrl, account: second, batch: 'atomic' })
    const balance = async () => wallet.request({ method: 'eth_getBalance', params: [first, 'latest'] })
    const before = await balance()
    const missing = { to: '0x000000000022D473030F116dDEE9F6B43aC78BA3', data: '0x' }
    const batch = (calls: readonly object[]) =>
      wallet.request({ method: 'wallet_sendCalls', params: [{ calls, atomicRequired: true }] })
    const statusOf = async (calls: readonly object[]) => {
      const { id } = (await batch(calls)) as { id: string }
      return wallet.request({ method: 'wallet_getCallsStatus', params: [id] })
    }
    const tooMuch = { to: first, value: '0xffffffffffffffffffffff' }
    expect(await statusOf([{ to: first, value: '0x5' }, tooMuch])).toMatchObject({ status: 500, atomic: true })
    expect(await balance()).toBe(before)
    expect(await statusOf([{ to: first, value: '0x5' }, missing])).toMatchObject({ status: 200, atomic: true })
    expect(BigInt((await balance()) as string) - BigInt(before as string)).toBe(5n)
  })
})
