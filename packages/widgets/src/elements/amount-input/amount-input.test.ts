import { afterEach, describe, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import { ElementHarness } from '../../testing/index.js'
import '../../define/amount-input.js'
import type { AmountInputDetail, DmexAmountInput } from './amount-input.js'
import { parseAmount } from './parseAmount.js'

const measures = { gh: 1n, th: 1_000n, ph: 1_000_000n }

const show = async (properties: Partial<DmexAmountInput> = {}): Promise<ElementHarness<DmexAmountInput>> => {
  const element = document.createElement('dmex-amount-input')
  Object.assign(element, {
    label: 'Power',
    unit: 'TH/s',
    scale: 1_000n,
    measures,
    min: 1n,
    max: 50_000n,
    choices: [1_000n, 2_000n, 99_000n],
    ...properties,
  })
  document.body.append(element)
  const harness = new ElementHarness(element)
  await harness.drawn()
  return harness
}

const field = ({ element }: ElementHarness): HTMLInputElement | null =>
  (element.shadowRoot as ShadowRoot).querySelector('input')

afterEach(() => document.body.replaceChildren())

describe('what is written', () => {
  test.each([
    ['2', 'en', 2_000n],
    ['2.5', 'en', 2_500n],
    ['.5', 'en', 500n],
    ['1,500.25', 'en', 1_500_250n],
    ['1,500', 'en', 1_500_000n],
    ['1,5', 'en', 1_500n],
    ['0,500', 'en', 500n],
    ['1,5', 'de', 1_500n],
    ['1.500', 'de', 1_500_000n],
    ['1.500,5', 'de', 1_500_500n],
    ["1'500.5", 'de-CH', 1_500_500n],
    ['1 500,5', 'fr', 1_500_500n],
    ['١٫٥', 'ar', 1_500n],
    ['١٬٥٠٠', 'ar', 1_500_000n],
    ['۲٫۵', 'fa', 2_500n],
    ['２．５', 'zh-Hans', 2_500n],
    ['2。5', 'zh-Hans', 2_500n],
    ['2 TH', 'en', 2_000n],
    ['2.5 th/s', 'en', 2_500n],
    ['500 GH', 'en', 500n],
    ['0.01PH', 'en', 10_000n],
    ['9007199254740993', 'en', 9_007_199_254_740_993_000n],
  ])('%s in %s is read exactly', (text, language, value) => {
    expect(parseAmount(text, { scale: 1_000n, measures, language })).toEqual({ value, problem: undefined })
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['abc', 'letters'],
    ['-5', 'letters'],
    ['1e5', 'letters'],
    ['0x10', 'letters'],
    ['1.2.3', 'letters'],
    ['1,500,5', 'letters'],
    ['2 MH', 'letters'],
    ['.', 'letters'],
    ['0', 'zero'],
    ['0.0', 'zero'],
    ['0.0005', 'fine'],
    ['0.001', 'below'],
    ['51', 'above'],
  ])('%s is refused as %s', (text, problem) => {
    const rules = { scale: 1_000n, measures, language: 'en', min: 10n, max: 50_000n }
    expect(parseAmount(text, rules).problem).toBe(problem)
  })
})

describe('dmex-amount-input', () => {
  test('tells the page base units while somebody types', async () => {
    const input = await show()
    const told: AmountInputDetail[] = []
    input.element.addEventListener('dmex-input', (event) => told.push((event as CustomEvent<AmountInputDetail>).detail))
    field(input)?.focus()
    await userEvent.keyboard('2.5')
    expect(told.at(-1)).toEqual({ value: 2_500n, problem: undefined, text: '2.5' })
    expect(input.element.value).toBe(2_500n)
  })

  test('says what to write in place of letters, at once', async () => {
    const input = await show()
    await input.type('Power', 'lots')
    expect(input.text).toContain('Write the amount in digits, such as 2.5.')
    expect(field(input)?.getAttribute('aria-invalid')).toBe('true')
    expect(input.element.value).toBeUndefined()
    await input.type('Power', '3')
    expect(field(input)?.hasAttribute('aria-invalid')).toBe(false)
  })

  test('waits with a zero until the person is done: it may become 0.5', async () => {
    const input = await show()
    field(input)?.focus()
    await userEvent.keyboard('0')
    expect(input.text).not.toContain('above zero')
    await userEvent.keyboard('.5')
    expect(input.element.value).toBe(500n)
    await userEvent.clear(field(input) as HTMLInputElement)
    await userEvent.keyboard('0{Tab}')
    await input.reads('Write an amount above zero.')
  })

  test('says how much there is at most', async () => {
    const input = await show()
    await input.type('Power', '51')
    expect(input.text).toContain('That is too much. Write 50 TH/s or less.')
  })

  test('has buttons for common amounts that fit, and for all there is', async () => {
    const input = await show()
    expect(input.all('button').map((button) => button.textContent?.trim())).toEqual([
      '1\u00a0TH/s',
      '2\u00a0TH/s',
      'Max',
    ])
    await input.click('button', { name: /^2/ })
    expect(input.element.value).toBe(2_000n)
    expect(input.find('button', { name: /^2/ })?.getAttribute('aria-pressed')).toBe('true')
    await input.click('button', { name: 'Max' })
    expect(field(input)?.value).toBe('50')
  })

  test('is used by keyboard alone', async () => {
    const input = await show()
    await userEvent.keyboard('{Tab}4{Tab}{Tab}{Enter}')
    expect(input.element.value).toBe(2_000n)
  })

  test('takes the focus to what is wrong when it is asked', async () => {
    const input = await show()
    expect(input.element.report()).toBe(false)
    await input.reads('Write an amount.')
    expect(ElementHarness.focused).toBe(field(input))
    await input.type('Power', '4')
    expect(input.element.report()).toBe(true)
  })

  test('takes Arabic digits, from right to left', async () => {
    const input = await show({ lang: 'ar' })
    await input.type('Power', '٢٫٥')
    expect(input.element.value).toBe(2_500n)
    const { direction, textAlign } = getComputedStyle(field(input) as HTMLInputElement)
    expect([direction, textAlign]).toEqual(['ltr', 'end'])
  })

  test('keeps what is written when it is moved', async () => {
    const input = await show()
    await input.type('Power', '7')
    const box = document.createElement('div')
    document.body.append(box)
    box.append(input.element)
    await input.drawn()
    expect(field(input)?.value).toBe('7')
    await input.type('Power', '8')
    expect(input.element.value).toBe(8_000n)
  })

  test('has nothing that axe objects to, right and wrong', async () => {
    const input = await show({ text: '2' })
    await expectAccessibleEverywhere(input.element)
    input.element.text = 'x'
    await expectAccessibleEverywhere(input.element)
  })
})
