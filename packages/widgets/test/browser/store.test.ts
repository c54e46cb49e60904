import { getSeries } from '@dmex/sdk/mint'
import { readQueryOptions } from '@dmex/sdk/query'
import { html, type TemplateResult } from 'lit'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { commands } from 'vitest/browser'
import { defineElement } from '../../src/base/defineElement.js'
import { FlowElement } from '../../src/base/FlowElement.js'
import { announce } from '../../src/controllers/announce.js'
import { ReadController } from '../../src/controllers/ReadController.js'
import { DmexButton } from '../../src/elements/button/button.js'
import { getStore } from '../../src/store/store.js'
import { type FakeWallet, fakeWallet } from '../../src/testing/index.js'

const rpcUrl = inject('rpcUrl')
const deployment = inject('deployment')
const { chainId } = deployment
const { player1, player2 } = inject('accounts')

/** Reads a series, and says what it knows. */
class Probe extends FlowElement {
  readonly series = new ReadController(
    this,
    () => (typeof this.source === 'object' ? this.source : undefined),
    ({ client }) => readQueryOptions(getSeries, client, { seriesId: 1 }),
  )
  draws = 0
  protected override render(): TemplateResult {
    this.draws++
    const { data, status } = this.series.shown
    const isDown = this.connection.state.down.includes(chainId)
    return html`<p>${status} ${data?.left} ${isDown ? 'down' : 'up'} ${this.connection.current.account}</p>
      <i>${this.locale.t.common.close}</i>`
  }
  get text(): string {
    return this.shadowRoot?.querySelector('p')?.textContent ?? ''
  }
  get word(): string {
    return this.shadowRoot?.querySelector('i')?.textContent ?? ''
  }
}

defineElement('test-store-probe', Probe)
defineElement('dmex-button', DmexButton)

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
const made: Element[] = []

function make(): Probe {
  const element = document.createElement('test-store-probe') as Probe
  element.rpc = rpcUrl
  element.deployment = deployment
  document.body.append(element)
  made.push(element)
  return element
}

async function connected(): Promise<FakeWallet> {
  const wallet = fakeWallet({ rpcUrl, accounts: [player1.address, player2.address], connected: true })
  await getStore().send({ type: 'use-provider', provider: wallet })
  await expect.poll(() => getStore().read().connection.status).toBe('connected')
  return wallet
}

const blockRequests = async (): Promise<number> => (await commands.countRequests()).methods.eth_blockNumber ?? 0

function look(state: 'visible' | 'hidden'): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
}

/** Loads a module a second time, as another copy of the script brings it. */
const again = <Module>(path: string): Promise<Module> => import(/* @vite-ignore */ `${path}?copy`)

beforeEach(() => localStorage.clear())
afterEach(async () => {
  vi.restoreAllMocks()
  await commands.startChain()
  for (const element of made.splice(0)) element.remove()
  await getStore().send({ type: 'disconnect' })
})

describe('a second copy of the script', () => {
  it('uses the store of the first, and its wallet', async () => {
    const copy = await again<typeof import('../../src/store/store.js')>('/src/store/store.ts')
    expect(copy.getStore).not.toBe(getStore)
    expect(copy.getStore()).toBe(getStore())
    await connected()
    expect(copy.getStore().read().connection.account).toBe(player1.address)
  })

  it('leaves the elements of the first alone, and names both versions once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    class Newer extends DmexButton {
      static override readonly version = '99.0.0'
    }
    defineElement('dmex-button', Newer)
    defineElement('dmex-button', Newer)
    defineElement('dmex-button', DmexButton)
    expect(customElements.get('dmex-button')).toBe(DmexButton)
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.calls[0]?.[0]).toMatch(new RegExp(`${DmexButton.version}.*99\\.0\\.0`))
  })

  it('speaks by the one live region of the page', async () => {
    const copy = await again<typeof import('../../src/controllers/announce.js')>('/src/controllers/announce.ts')
    announce('first')
    copy.announce('second')
    const regions = document.querySelectorAll('[aria-live="polite"]')
    expect(regions).toHaveLength(1)
    await expect.poll(() => regions[0]?.textContent).toBe('second')
    announce('at once', 'assertive')
    expect(document.querySelectorAll('[aria-live]')).toHaveLength(2)
  })
})

describe('an element that is moved', () => {
  it('keeps up with the store and with its reads, and leaves nothing behind', async () => {
    const element = make()
    await expect.poll(() => element.text).toMatch(/success \d+ up/)
    const place = document.createElement('section')
    document.body.append(place)
    made.push(place)
    place.append(element)
    await connected()
    await expect.poll(() => element.text).toContain(player1.address)
    const before = element.text
    await commands.stopChain()
    await expect.poll(() => element.text, { timeout: 15_000 }).toContain('down')
    await commands.startChain()
    await expect.poll(() => element.text, { timeout: 15_000 }).toBe(before)
    element.remove()
    await element.updateComplete
    const { draws } = element
    getStore().send({ type: 'settings-changed' })
    await pause(50)
    expect(element.draws).toBe(draws)
  })
})

describe('themes', () => {
  it('are of each element: two on one page, and nothing of the page is touched', async () => {
    const page = document.documentElement.outerHTML.replace(/<(head|body)[\s\S]*/, '')
    const [light, dark, inherited] = (['light', 'dark', undefined] as const).map((theme) => {
      const element = document.createElement('dmex-button') as DmexButton
      element.variant = 'quiet'
      element.theme = theme
      document.body.append(element)
      made.push(element)
      return element
    })
    const colour = async (element: DmexButton | undefined): Promise<string> => {
      await element?.updateComplete
      const button = element?.shadowRoot?.querySelector('button')
      return button ? getComputedStyle(button).color : 'nothing'
    }
    expect(await colour(light)).not.toBe(await colour(dark))
    document.body.style.setProperty('color-scheme', 'dark')
    expect(await colour(inherited)).toBe(await colour(dark))
    document.body.style.removeProperty('color-scheme')
    expect(await colour(inherited)).toBe(await colour(light))
    expect(document.documentElement.outerHTML.replace(/<(head|body)[\s\S]*/, '')).toBe(page)
  })
})

describe('languages', () => {
  it('follow the nearest lang while the page runs, each element its own', async () => {
    const section = document.createElement('section')
    const [inside, outside] = [make(), make()]
    section.append(inside)
    document.body.append(section)
    made.push(section)
    await expect.poll(() => inside.word).toBe('Close')
    section.lang = 'zh-CN'
    await expect.poll(() => inside.word).toBe('关闭')
    section.lang = 'zh-TW'
    await expect.poll(() => inside.word).toBe('關閉')
    expect(outside.word).toBe('Close')
    document.documentElement.lang = 'ar'
    await expect.poll(() => outside.word).toBe('إغلاق')
    expect(inside.word).toBe('關閉')
    document.body.append(inside)
    await expect.poll(() => inside.word).toBe('إغلاق')
    document.documentElement.removeAttribute('lang')
    await expect.poll(() => inside.word).toBe('Close')
  })
})

it('an element within another one follows the lang in there', async () => {
  const host = document.createElement('section')
  const place = document.createElement('div')
  host.attachShadow({ mode: 'open' }).append(place)
  document.body.append(host)
  made.push(host)
  const element = make()
  place.append(element)
  await expect.poll(() => element.word).toBe('Close')
  place.lang = 'zh-Hans'
  await expect.poll(() => element.word).toBe('关闭')
})

describe('the chain', () => {
  it('is asked for its newest block once for all elements, and by none when nobody is connected', async () => {
    const elements = Array.from({ length: 10 }, make)
    await expect.poll(() => elements.every(({ text }) => text.startsWith('success'))).toBe(true)
    const alone = await blockRequests()
    await pause(4_500)
    expect(await blockRequests()).toBe(alone)
    await connected()
    await pause(9_000)
    // At once, and then every four seconds.
    const asked = (await blockRequests()) - alone
    expect(asked).toBeGreaterThanOrEqual(3)
    expect(asked).toBeLessThanOrEqual(4)
  })

  it('is left alone by a hidden page, and asked at once when it is seen again', async () => {
    make()
    await connected()
    await pause(500)
    look('hidden')
    await pause(200)
    const hidden = await commands.countRequests()
    await pause(5_000)
    expect(await commands.countRequests()).toEqual(hidden)
    look('visible')
    await expect.poll(blockRequests).toBeGreaterThan(hidden.methods.eth_blockNumber ?? 0)
  })

  it('is read once for ten elements that show the same', async () => {
    const before = (await commands.countRequests()).methods.eth_call ?? 0
    await pause(2_100)
    const elements = Array.from({ length: 10 }, make)
    await expect.poll(() => elements.every(({ text }) => text.startsWith('success'))).toBe(true)
    expect(((await commands.countRequests()).methods.eth_call ?? 0) - before).toBe(1)
  })
})
