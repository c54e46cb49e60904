import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import '../../define/dialog.js'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import { clearTopLayer } from '../../store/topLayer.js'
import { ElementHarness } from '../../testing/index.js'
import type { DmexDialog } from './dialog.js'

let opener: HTMLButtonElement
let dialog: DmexDialog
let harness: ElementHarness<DmexDialog>
const reasons: string[] = []

beforeEach(async () => {
  opener = document.createElement('button')
  opener.textContent = 'Open'
  dialog = document.createElement('dmex-dialog')
  dialog.label = 'Choose'
  dialog.innerHTML = '<button>First</button><button>Last</button>'
  reasons.length = 0
  dialog.addEventListener('dmex-close', (event) =>
    reasons.push((event as CustomEvent<{ reason: string }>).detail.reason),
  )
  opener.addEventListener('click', () => dialog.show())
  document.body.append(opener, dialog)
  harness = new ElementHarness(dialog)
})

afterEach(() => {
  opener.remove()
  dialog.remove()
})

const native = (): HTMLDialogElement | null | undefined => dialog.shadowRoot?.querySelector('dialog')

async function open(): Promise<void> {
  opener.focus()
  await userEvent.keyboard('{Enter}')
  await harness.get('dialog', { name: 'Choose' })
}

describe('the focus', () => {
  it('goes to the heading, stays inside, and returns', async () => {
    await open()
    expect(ElementHarness.focused?.textContent).toBe('Choose')
    const seen = new Set<string>()
    for (let press = 0; press < 8; press++) {
      await userEvent.tab()
      const { focused } = ElementHarness
      if (focused && focused !== document.body) seen.add(focused.textContent?.trim() ?? '')
    }
    expect([...seen].sort()).toEqual(['Close', 'First', 'Last'])
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => ElementHarness.focused).toBe(opener)
    expect(reasons).toEqual(['escape'])
  })
})

describe('it closes', () => {
  it('by its button and by code', async () => {
    await open()
    await harness.click('button', { name: 'Close' })
    expect(harness.find('dialog')).toBeUndefined()
    await open()
    dialog.close()
    expect(harness.find('dialog')).toBeUndefined()
    expect(reasons).toEqual(['button', 'code'])
  })

  it('by a press beside it, not by one that begins inside', async () => {
    await open()
    const press = (type: string, clientX: number, clientY: number): boolean | undefined =>
      native()?.dispatchEvent(new PointerEvent(type, { clientX, clientY, bubbles: true }))
    const inside = native()?.getBoundingClientRect()
    press('pointerdown', (inside?.x ?? 0) + 5, (inside?.y ?? 0) + 5)
    press('click', 1, 1)
    expect(dialog.open).toBe(true)
    press('pointerdown', 1, 1)
    press('click', 1, 1)
    expect(dialog.open).toBe(false)
    expect(reasons).toEqual(['outside'])
  })

  it('at once, before a wallet is asked', async () => {
    await open()
    clearTopLayer()
    expect(native()?.open).toBe(false)
    expect(reasons).toEqual(['wallet'])
  })
})

it('makes way for a wallet in the page while what it shows sends a transaction, and stays in sight', async () => {
  await open()
  expect(native()?.matches(':modal')).toBe(true)
  dialog.firstElementChild?.dispatchEvent(new CustomEvent('dmex-before-tx', { bubbles: true, composed: true }))
  expect(native()?.matches(':modal')).toBe(false)
  expect(native()?.open).toBe(true)
  await userEvent.keyboard('{Escape}')
  await expect.poll(() => dialog.open).toBe(false)
})

it('is shown again where it is moved to', async () => {
  await open()
  const place = document.createElement('section')
  document.body.append(place)
  place.append(dialog)
  await dialog.updateComplete
  await expect.poll(() => native()?.matches(':modal')).toBe(true)
  place.replaceWith(dialog)
})

it('passes in every theme and language', async () => {
  await open()
  await expectAccessibleEverywhere(dialog)
})

it('fits a small phone, and scrolls what does not', async () => {
  await page.viewport(280, 400)
  try {
    dialog.insertAdjacentHTML('beforeend', '<p>Long text. </p>'.repeat(60))
    await open()
    const box = native()?.getBoundingClientRect()
    expect(box?.width).toBeLessThanOrEqual(280)
    expect(box?.height).toBeLessThanOrEqual(400)
    expect(native()?.scrollHeight).toBeGreaterThan(400)
  } finally {
    await page.viewport(414, 896)
  }
})
