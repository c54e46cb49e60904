import * as wagmi3 from '@wagmi/core'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import * as wagmi2 from 'wagmi-core-2'
import '../../src/define/connect.js'
import { getStore } from '../../src/store/store.js'
import type { ExternalConnection } from '../../src/store/types.js'
import { ConnectHarness, type FakeWallet, fakeWallet } from '../../src/testing/index.js'
import { fromWagmi } from '../../src/wagmi.js'

const rpcUrl = inject('rpcUrl')
const { chainId } = inject('deployment')
const { player1, player2 } = inject('accounts')
const short = (address: string): string => `${address.slice(0, 6)}…${address.slice(-4)}`

const chain = {
  id: chainId,
  name: 'Local',
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: { default: { http: [rpcUrl] } },
} as const

interface Site {
  readonly external: (connect?: () => Promise<void>) => ExternalConnection
  connect(): Promise<unknown>
  disconnect(): Promise<unknown>
  readonly isConnected: () => boolean
}

/** A page with a real wagmi config of its own. */
const sites = {
  'wagmi 2': (wallet: FakeWallet): Site => {
    const target = { id: 'fake', name: 'Fake', provider: wallet } as unknown as wagmi2.InjectedParameters['target']
    const connector = wagmi2.injected({ target })
    const config = wagmi2.createConfig({
      chains: [chain],
      connectors: [connector],
      transports: { [chain.id]: wagmi2.http(rpcUrl) },
      multiInjectedProviderDiscovery: false,
    })
    return {
      external: (connect) => fromWagmi(config, { connect }),
      connect: () => wagmi2.connect(config, { connector: first(config.connectors) }),
      disconnect: () => wagmi2.disconnect(config),
      isConnected: () => wagmi2.getAccount(config).isConnected,
    }
  },
  'wagmi 3': (wallet: FakeWallet): Site => {
    const target = { id: 'fake', name: 'Fake', provider: wallet } as unknown as wagmi3.InjectedParameters['target']
    const connector = wagmi3.injected({ target })
    const config = wagmi3.createConfig({
      chains: [chain],
      connectors: [connector],
      transports: { [chain.id]: wagmi3.http(rpcUrl) },
      multiInjectedProviderDiscovery: false,
    })
    return {
      external: (connect) => fromWagmi(config, { connect }),
      connect: () => wagmi3.connect(config, { connector: first(config.connectors) }),
      disconnect: () => wagmi3.disconnect(config),
      isConnected: () => wagmi3.getConnection(config).isConnected,
    }
  },
}

function first<Item>([item]: readonly Item[]): Item {
  if (!item) throw new Error('The config has no connector.')
  return item
}

describe.each(Object.entries(sites))('a page that connects by %s', (_, makeSite) => {
  let wallet: FakeWallet
  let site: Site
  let harness: ConnectHarness
  beforeEach(() => {
    localStorage.clear()
    wallet = fakeWallet({ rpcUrl, accounts: [player1.address, player2.address] })
    site = makeSite(wallet)
    const element = document.createElement('dmex-connect')
    document.body.append(element)
    harness = new ConnectHarness(element)
  })
  afterEach(() => harness.element.remove())

  it('shares its connection, in both directions', async () => {
    harness.element.config = site.external()
    await harness.open()
    await harness.reads(/Connect by the button that this page has/)
    await site.connect()
    await harness.reads(short(player1.address))
    expect(getStore().read().connection).toMatchObject({ account: player1.address, chainId })
    wallet.chooseAccounts(player2.address)
    await harness.reads(short(player2.address))
    await harness.choose('Disconnect')
    await harness.reads('Connect wallet')
    expect(site.isConnected()).toBe(false)
    // The page's own button goes on working.
    await site.connect()
    await harness.reads(short(player2.address))
    await site.disconnect()
    await harness.reads('Connect wallet')
  })

  it('is opened by our button where it says how', async () => {
    harness.element.config = site.external(async () => void (await site.connect()))
    await harness.open()
    await harness.reads(short(player1.address))
    await harness.choose('Disconnect')
    await harness.reads('Connect wallet')
    wallet.rejectNext()
    await harness.open()
    await harness.reads(/You declined/)
    await site.connect()
    await harness.reads(short(player1.address))
  })

  it('switches networks by the wallet', async () => {
    harness.element.chain = chainId
    harness.element.config = site.external()
    await site.connect()
    await harness.reads(short(player1.address))
    wallet.moveTo(1)
    await harness.reads(/Your wallet is on Ethereum/)
    await harness.click('button', { name: `Switch to network ${chainId}` })
    await expect.poll(() => getStore().read().connection.chainId).toBe(chainId)
  })
})

it('takes a provider that the page has already, without a question', async () => {
  const wallet = fakeWallet({ rpcUrl, accounts: player2.address, connected: true })
  const element = document.createElement('dmex-connect')
  document.body.append(element)
  const harness = new ConnectHarness(element)
  element.provider = wallet
  await harness.reads(short(player2.address))
  expect(wallet.count('eth_requestAccounts')).toBe(0)
  await harness.choose('Disconnect')
  await harness.reads('Connect wallet')
  await harness.open()
  await harness.reads(short(player2.address))
  expect(wallet.count('eth_requestAccounts')).toBe(1)
  element.remove()
})
