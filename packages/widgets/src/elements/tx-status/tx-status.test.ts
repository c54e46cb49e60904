import { afterEach, describe, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import type { TransactionState } from '../../controllers/TransactionController.js'
import '../../define/tx-status.js'
import type { DmexTxStatus, StatusActionDetail } from './tx-status.js'

const hash = `0x${'ab'.repeat(32)}` as const
const replacement = `0x${'cd'.repeat(32)}` as const
const soldOut = Object.assign(new Error('Fewer units are left than asked for.'), { name: 'DmexError', code: 'SoldOut' })

const states: readonly (readonly [state: TransactionState, money: RegExp, action: string | undefined])[] = [
  [{ status: 'idle' }, /Nothing is sent yet/, undefined],
  [{ status: 'checking' }, /Nothing is sent yet/, undefined],
  [{ status: 'wrong-chain', expected: 56, actual: 1 }, /Nothing was sent.*BNB Smart Chain/, 'switch'],
  [{ status: 'needs-approval', step: 0, steps: 2 }, /Step 1 of 2.*No money moves/, undefined],
  [{ status: 'awaiting-signature', step: 1, steps: 2 }, /No money has moved yet/, undefined],
  [{ status: 'submitted', hash, step: 0, steps: 2 }, /permission is on its way. No money has moved/, undefined],
  [{ status: 'submitted', hash, step: 1, steps: 2 }, /Sent.*you can leave this page/, undefined],
  [{ status: 'confirming', hash, step: 1, steps: 2 }, /in a block/, undefined],
  [{ status: 'success', hash, event: {} }, /Done/, 'done'],
  [{ status: 'reverted', hash, error: soldOut }, /money is where it was.*Somebody bought the last of it/s, 'retry'],
  [{ status: 'replaced', hash, replacement, cancelled: false }, /did not happen; its money is where it was/, 'retry'],
  [{ status: 'replaced', hash, replacement, cancelled: true }, /You cancelled it.*money is where it was/, 'retry'],
  [{ status: 'rejected', approved: false }, /Nothing was sent, and your money is where it was/, 'retry'],
  [{ status: 'rejected', approved: true }, /No money has moved/, 'retry'],
  [{ status: 'failed', error: soldOut, hash: undefined, sent: false }, /Nothing was sent.*Somebody bought/s, 'retry'],
  [{ status: 'failed', error: undefined, hash, sent: true }, /Look it up before you send it again/, 'follow'],
  [{ status: 'failed', error: undefined, hash: undefined, sent: true }, /Look it up before you send it again/, 'done'],
]

let element: DmexTxStatus

async function show(state: TransactionState): Promise<DmexTxStatus> {
  element?.remove()
  element = document.createElement('dmex-tx-status')
  element.state = state
  document.body.append(element)
  await element.updateComplete
  return element
}

const text = (): string => (element.renderRoot as ShadowRoot).textContent?.replace(/\s+/g, ' ') ?? ''

afterEach(() => element.remove())

describe('dmex-tx-status', () => {
  test.each(states)('says of $status what became of the money, and one thing to do', async (state, money, action) => {
    await show(state)
    expect(text()).toMatch(money)
    const buttons = element.renderRoot.querySelectorAll('dmex-button')
    expect(buttons).toHaveLength(action ? 1 : 0)
    if (!action) return
    const said: StatusActionDetail[] = []
    element.addEventListener('dmex-action', (event) => said.push((event as CustomEvent<StatusActionDetail>).detail))
    buttons[0]?.click()
    expect(said).toEqual([{ action }])
  })

  test('shows nothing without a state', async () => {
    await show({ status: 'idle' })
    element.state = undefined
    await element.updateComplete
    expect(text().trim()).toBe('')
  })

  test('marks the step that it is at', async () => {
    await show({ status: 'needs-approval', step: 0, steps: 2 })
    expect(element.renderRoot.querySelector('[aria-current="step"]')?.textContent?.trim()).toBe('Allow')
    element.state = { status: 'submitted', hash, step: 1, steps: 2 }
    await element.updateComplete
    expect(element.renderRoot.querySelector('[aria-current="step"]')?.textContent?.trim()).toBe('Network')
    expect(element.renderRoot.querySelectorAll('li[data-step="past"]')).toHaveLength(3)
  })

  test('says an unknown error in its own words, and one of a wallet in ours', async () => {
    const error = Object.assign(new Error('The halving is missing. Push it.'), {
      name: 'DmexError',
      code: 'HalvingMissing',
    })
    await show({ status: 'failed', error, hash: undefined, sent: false })
    expect(text()).toContain('The halving is missing. Push it.')
    await show({ status: 'failed', error: new Error('0x internal\nstack'), hash: undefined, sent: false })
    expect(text()).toContain('Something went wrong. Try again.')
    expect(text()).not.toContain('internal')
  })

  test('links to the explorer it is given, and to nothing else', async () => {
    await show({ status: 'success', hash, event: {} })
    expect(element.renderRoot.querySelector('a')).toBeNull()
    element.explorer = 'https://scan.example/'
    await element.updateComplete
    expect(element.renderRoot.querySelector('a')?.href).toBe(`https://scan.example/tx/${hash}`)
    element.explorer = 'https://scan.example/?t={hash}'
    await element.updateComplete
    expect(element.renderRoot.querySelector('a')?.href).toBe(`https://scan.example/?t=${hash}`)
    element.explorer = 'javascript:alert(1)'
    await element.updateComplete
    expect(element.renderRoot.querySelector('a')).toBeNull()
  })

  test('speaks to people who listen, loudly when something went wrong', async () => {
    await show({ status: 'checking' })
    const said = (kind: string): string => document.querySelector(`[data-dmex-announcer=${kind}]`)?.textContent ?? ''
    await expect.poll(() => said('polite')).toContain('Nothing is sent yet')
    element.state = { status: 'rejected', approved: false }
    await expect.poll(() => said('assertive')).toContain('You declined')
  })

  test('is used by keyboard alone', async () => {
    await show({ status: 'rejected', approved: false })
    const said: string[] = []
    element.addEventListener('dmex-action', (event) =>
      said.push((event as CustomEvent<StatusActionDetail>).detail.action),
    )
    await userEvent.keyboard('{Tab}{Enter}')
    expect(said).toEqual(['retry'])
  })

  test('takes the focus to what it says', async () => {
    await show({ status: 'reverted', hash, error: soldOut })
    element.focus()
    expect((element.renderRoot as ShadowRoot).activeElement?.textContent).toContain('The network refused it')
  })

  test('says it in Chinese and in Arabic, from right to left', async () => {
    await show({ status: 'rejected', approved: false })
    element.lang = 'zh-CN'
    await expect.poll(text).toContain('资金没有变动')
    element.lang = 'ar'
    await expect.poll(text).toContain('أموالك في مكانها')
    expect(element.renderRoot.querySelector('.panel')?.getAttribute('dir')).toBe('rtl')
  })

  test.each([states[3], states[8], states[9]])('has nothing that axe objects to, in %o', async (one) => {
    if (!one) throw new Error('There is no such state.')
    await show(one[0])
    await expectAccessibleEverywhere(element)
  })
})
