import { afterEach, expect, test } from 'vitest'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import '../../define/amount.js'

afterEach(() => document.body.replaceChildren())

const show = async (attributes: Readonly<Record<string, string>>): Promise<HTMLElement> => {
  const element = document.createElement('dmex-amount')
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  document.body.append(element)
  await element.updateComplete
  return element
}

test('writes an amount exactly, also one that no float can hold', async () => {
  const element = await show({ value: '123456789012345678901234567', decimals: '18', symbol: 'tFIL' })
  expect(element.shadowRoot?.textContent).toBe('123,456,789.012345678901234567\u00a0tFIL')
})

test('cuts digits off, and never rounds up', async () => {
  expect((await show({ value: '1999999', decimals: '6', digits: '2' })).shadowRoot?.textContent).toBe('1.99')
})

test('writes nothing where there is no number', async () => {
  expect((await show({ value: 'abc', decimals: '6' })).shadowRoot?.textContent?.trim()).toBe('')
})

test('takes the digits and separators of the nearest language', async () => {
  const element = await show({ value: '1234500000', decimals: '6', lang: 'de' })
  expect(element.shadowRoot?.textContent).toBe('1.234,5')
})

test('has nothing that axe objects to', async () => {
  await expectAccessibleEverywhere(await show({ value: '106500000', decimals: '6', symbol: 'tUSDT' }))
})
