import { expect, inject, it } from 'vitest'
import { commands } from 'vitest/browser'
import { getStore } from '../../src/store/store.js'
import { fakeWallet } from '../../src/testing/index.js'

declare global {
  interface ImportMeta {
    /** Vite's: loaders of all modules of a pattern, by path. */
    glob(pattern: string): Record<string, () => Promise<unknown>>
  }
}

const IDLE_MS = 60_000
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

// Every element that can be registered, by the file that registers it.
const files: Readonly<Record<string, () => Promise<unknown>>> = import.meta.glob('../../src/define/*.ts')

it('a page that shows every element, and to which nobody is connected, asks nothing of anybody for a minute', async () => {
  await Promise.all(Object.values(files).map((load) => load()))
  const provider = document.createElement('dmex-provider')
  provider.setAttribute('rpc', inject('rpcUrl'))
  Object.assign(provider, { deployment: inject('deployment') })
  for (const file of Object.keys(files)) {
    const tag = `dmex-${file.slice(file.lastIndexOf('/') + 1, -'.ts'.length)}`
    if (tag === 'dmex-provider') continue
    expect(customElements.get(tag), tag).toBeDefined()
    const element = document.createElement(tag)
    element.setAttribute('series', '1')
    provider.append(element)
  }
  document.body.append(provider)
  // It loads: what there is to see without a wallet is read once.
  await expect.poll(async () => (await commands.countRequests()).http).toBeGreaterThan(0)
  await pause(4_000)

  performance.clearResourceTimings()
  performance.setResourceTimingBufferSize(10_000)
  const before = await commands.countRequests()
  await pause(IDLE_MS)
  expect(await commands.countRequests()).toEqual(before)
  expect(performance.getEntriesByType('resource').map(({ name }) => name)).toEqual([])

  // And the count counts: somebody connects, and the page lives.
  const { player1 } = inject('accounts')
  const wallet = fakeWallet({ rpcUrl: inject('rpcUrl'), accounts: player1.address, connected: true })
  await getStore().send({ type: 'use-provider', provider: wallet })
  await expect.poll(async () => (await commands.countRequests()).http).toBeGreaterThan(before.http)
  expect(performance.getEntriesByType('resource').length).toBeGreaterThan(0)
  await getStore().send({ type: 'disconnect' })
  provider.remove()
}, 90_000)
