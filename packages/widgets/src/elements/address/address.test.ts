import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import '../../define/address.js'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import { ElementHarness } from '../../testing/index.js'
import type { DmexAddress } from './address.js'

const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

let element: DmexAddress
let harness: ElementHarness<DmexAddress>
beforeEach(async () => {
  element = document.createElement('dmex-address')
  element.value = ADDRESS
  document.body.append(element)
  harness = new ElementHarness(element)
  await harness.drawn()
})
afterEach(() => {
  vi.restoreAllMocks()
  element.remove()
})

const said = (): string => document.querySelector('[aria-live="polite"]')?.textContent ?? ''

it('is short, and whole for those who ask', () => {
  expect(harness.text).toBe('0xf39F…2266')
  expect(element.shadowRoot?.querySelector('[part="value"]')?.getAttribute('title')).toBe(ADDRESS)
})

it('is copied by keyboard, which is said aloud', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await userEvent.tab()
  expect(ElementHarness.focused?.ariaLabel).toBe('Copy 0xf39F…2266')
  await userEvent.keyboard('{Enter}')
  expect(write).toHaveBeenCalledWith(ADDRESS)
  await harness.get('button', { name: 'Copied 0xf39F…2266' })
  await expect.poll(said).toBe('Copied')
})

it('is shown whole where copying is forbidden', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'))
  await harness.click('button')
  await harness.reads(ADDRESS)
  await expect.poll(said).toMatch(/copy it by hand/)
})

it('keeps the order of its digits in text from right to left', async () => {
  element.lang = 'ar'
  const paragraph = document.createElement('p')
  paragraph.dir = 'rtl'
  document.body.append(paragraph)
  paragraph.append('محفظتك ', element, ' جاهزة')
  await harness.drawn()
  const value = element.shadowRoot?.querySelector('[part="value"]')
  expect(value && getComputedStyle(value).direction).toBe('ltr')
  paragraph.replaceWith(element)
})

it('passes in every theme and language, with and without its button', async () => {
  await expectAccessibleEverywhere(element)
  element.plain = true
  await harness.drawn()
  expect(harness.find('button')).toBeUndefined()
})
