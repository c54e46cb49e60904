import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import '../../define/toasts.js'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import { getStore } from '../../store/store.js'
import type { Toast } from '../../store/types.js'
import { ElementHarness } from '../../testing/index.js'
import type { DmexToasts } from './toasts.js'

let element: DmexToasts
let harness: ElementHarness<DmexToasts>
const store = getStore()
const toast = async (kind: Toast['kind'], text: string): Promise<void> => {
  store.send({ type: 'toast', kind, text })
  await harness.drawn()
}
const said = (politeness: string): string => document.querySelector(`[aria-live="${politeness}"]`)?.textContent ?? ''

beforeEach(async () => {
  element = document.createElement('dmex-toasts')
  document.body.prepend(element)
  harness = new ElementHarness(element)
  await page.viewport(900, 600)
})
afterEach(async () => {
  vi.useRealTimers()
  for (const { id } of store.read().toasts) store.send({ type: 'dismiss', id })
  element.remove()
  document.body.replaceChildren(...document.querySelectorAll('[aria-live]'))
  await page.viewport(414, 896)
})

it('shows messages, says each aloud once, and takes no focus', async () => {
  const second = document.createElement('dmex-toasts')
  document.body.append(second)
  const button = document.body.appendChild(document.createElement('button'))
  button.focus()
  let announced = 0
  await toast('success', 'Bought')
  const region = document.querySelector('[aria-live="polite"]')
  const watcher = new MutationObserver((changes) => {
    announced += changes.filter(({ addedNodes }) => addedNodes.length > 0).length
  })
  if (region) watcher.observe(region, { childList: true })
  await expect.poll(() => said('polite')).toBe('Bought')
  expect(announced).toBe(1)
  watcher.disconnect()
  await toast('error', 'Refused')
  await expect.poll(() => said('assertive')).toBe('Refused')
  expect(harness.all('listitem').map(({ textContent }) => textContent?.trim())).toHaveLength(2)
  expect(ElementHarness.focused).toBe(button)
})

it('puts one away by keyboard', async () => {
  await toast('error', 'Refused')
  await userEvent.tab()
  expect(ElementHarness.focused?.textContent?.trim()).toBe('Close')
  await userEvent.keyboard('{Enter}')
  await harness.drawn()
  expect(harness.text).toBe('')
  expect(store.read().toasts).toEqual([])
})

it('lets good news leave by itself, unless somebody points at it, and keeps bad news', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  store.send({ type: 'toast', kind: 'success', text: 'Bought' })
  store.send({ type: 'toast', kind: 'error', text: 'Refused' })
  await element.updateComplete
  const list = element.shadowRoot?.querySelector('ul')
  list?.dispatchEvent(new PointerEvent('pointerenter'))
  vi.advanceTimersByTime(60_000)
  expect(store.read().toasts).toHaveLength(2)
  list?.dispatchEvent(new PointerEvent('pointerleave'))
  vi.advanceTimersByTime(8_000)
  expect(store.read().toasts.map(({ text }) => text)).toEqual(['Refused'])
})

describe('the controls of the page', () => {
  it('can be pressed through a message on a wide screen', async () => {
    const button = document.body.appendChild(document.createElement('button'))
    button.style.cssText = 'position:fixed;inset-block-end:20px;inset-inline-end:120px;width:100px;height:40px'
    await toast('error', 'The network refused it. Your money is where it was; only the network fee is gone.')
    const { x, y } = button.getBoundingClientRect()
    expect(document.elementFromPoint(x + 50, y + 20)).toBe(button)
  })

  it.each([320, 414])('are never covered on a phone of %i pixels', async (width) => {
    await page.viewport(width, 640)
    const header = document.body.appendChild(document.createElement('button'))
    header.textContent = 'Menu'
    const filler = document.body.appendChild(document.createElement('div'))
    filler.style.height = '1500px'
    const footer = document.body.appendChild(document.createElement('button'))
    footer.textContent = 'Buy'
    await toast('error', 'The network refused it. Your money is where it was; only the network fee is gone.')
    await toast('info', 'Another one')
    const shown = harness.all('listitem')
    expect(shown).toHaveLength(1)
    for (const control of [header, footer]) {
      control.scrollIntoView({ block: control === header ? 'end' : 'start' })
      const message = shown[0]?.getBoundingClientRect()
      const { top, bottom } = control.getBoundingClientRect()
      expect(top >= (message?.bottom ?? 0) || bottom <= (message?.top ?? 0)).toBe(true)
      // It stays in sight wherever the page is.
      expect(message?.top).toBeGreaterThanOrEqual(0)
      expect(message?.bottom).toBeLessThanOrEqual(640)
    }
  })
})

it('lies over whatever the page puts on top, without a z-index', async () => {
  const cover = document.body.appendChild(document.createElement('div'))
  cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647'
  await toast('error', 'Refused')
  const close = await harness.get('button')
  const { x, y, width, height } = close.getBoundingClientRect()
  expect(element.shadowRoot?.elementFromPoint(x + width / 2, y + height / 2)?.closest('button')).toBe(close)
})

it('passes in every theme and language', async () => {
  await toast('success', 'Bought 2 TH/s')
  await toast('error', 'Refused')
  await expectAccessibleEverywhere(element)
})
