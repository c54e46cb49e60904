import { html, render } from 'lit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defineElement } from '../../src/base/defineElement.js'
import { DmexButton } from '../../src/elements/button/button.js'
import { ElementHarness } from '../../src/testing/index.js'
import { expectAccessible, expectAccessibleEverywhere } from '../support/axe.js'

defineElement('dmex-button', DmexButton)

const place = document.createElement('div')
beforeEach(() => document.body.append(place))
afterEach(() => {
  render(null, place)
  place.remove()
})

it('finds, presses and reads through shadow trees as a person does', async () => {
  let pressed = 0
  render(
    html`
      <dmex-button @click=${() => pressed++}>Buy <span hidden>nothing</span></dmex-button>
      <label for="amount">Amount</label><input id="amount" />
    `,
    place,
  )
  const harness = new ElementHarness(place)
  await harness.click('button', { name: 'Buy' })
  expect(pressed).toBe(1)
  expect(ElementHarness.focused?.tagName).toBe('BUTTON')
  await harness.type('Amount', '2 TH')
  expect(place.querySelector('input')?.value).toBe('2 TH')
  expect(harness.text).toBe('Buy Amount')
  expect(harness.find('button', { name: 'nothing' })).toBeUndefined()
})

it('finds what is wrong for people who do not see, once it is drawn', async () => {
  render(html`<dmex-button>Buy</dmex-button>`, place)
  const button = place.querySelector('dmex-button') as DmexButton
  await expectAccessibleEverywhere(button)
  button.textContent = ''
  await expect(expectAccessible(button)).rejects.toThrow(/button-name/)
})
