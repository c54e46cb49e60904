import { getSeries } from '@dmex/sdk/mint'
import { readQueryOptions } from '@dmex/sdk/query'
import { html, type TemplateResult } from 'lit'
import { expect, inject, test } from 'vitest'
import { defineElement } from '../../src/base/defineElement.js'
import { FlowElement } from '../../src/base/FlowElement.js'
import { ReadController } from '../../src/controllers/ReadController.js'

class Probe extends FlowElement {
  readonly series = new ReadController(
    this,
    () => (typeof this.source === 'object' ? this.source : undefined),
    ({ client }) => readQueryOptions(getSeries, client, { seriesId: 1 }),
  )
  protected override render(): TemplateResult {
    const { data, status, error } = this.series.shown
    return html`<p>${status}: ${data?.left} ${error} ${this.sourceError} ${typeof this.source === 'string' ? this.source : ''}</p>`
  }
}

defineElement('test-probe', Probe)

const make = (): Probe => {
  const element = document.createElement('test-probe') as Probe
  element.rpc = inject('rpcUrl')
  element.deployment = inject('deployment')
  return element
}

test('an element reads from its own endpoint', async () => {
  const element = make()
  document.body.append(element)
  await expect.poll(() => element.shadowRoot?.textContent).toMatch(/success: \d+/)
  element.remove()
})

test('without an endpoint and a wallet an element says so', async () => {
  const element = document.createElement('test-probe') as Probe
  document.body.append(element)
  await expect.poll(() => element.shadowRoot?.textContent).toContain('connect-to-see')
  element.remove()
})
