import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDevnet, type Devnet } from '../src/devnet.js'
import type { DevnetState } from '../src/state.js'

let devnet: Devnet
let url: string
beforeAll(async () => {
  devnet = await createDevnet()
  url = (await devnet.openControl(18_650)).url
})
afterAll(() => devnet.stop())

const state = async (): Promise<DevnetState> => (await (await fetch(`${url}/api/state`)).json()) as DevnetState

async function post(path: string, body: unknown): Promise<{ status: number; body: { error?: string; id?: string } }> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as { error?: string; id?: string } }
}

describe('the control interface', () => {
  it('does everything that the page has a button for', async () => {
    const { body } = await post('/api/snapshot', {})
    expect((await post('/api/advance', { days: 2 })).status).toBe(200)
    expect((await state()).chain.time).toMatch(/^2024-04-07T13:0/)
    expect((await state()).snapshots.map(({ id }) => id)).toEqual([body.id])

    await post('/api/default', { miner: 'Fading Farm' })
    expect((await state()).fleets[2]).toMatchObject({ miner: 'Fading Farm', deliveryPpm: 0 })
    await post('/api/resume', { miner: 'defaulter' })
    expect((await state()).fleets[2]).toMatchObject({ deliveryPpm: 1_000_000 })

    const before = Number((await state()).chain.block)
    expect((await post('/api/reorg', { depth: 1 })).status).toBe(200)
    expect(Number((await state()).chain.block)).toBe(before)
    expect((await post('/api/date', { date: '2024-04-09' })).status).toBe(200)
    expect((await post('/api/revert', { id: body.id })).status).toBe(200)
    expect((await state()).chain.time).toMatch(/^2024-04-05T13:0/)
  })

  it('says what was wrong and what is allowed', async () => {
    expect(await post('/api/advance', { days: 0 })).toEqual({
      status: 400,
      body: { error: '"days" must be a whole number from 1 to 400.' },
    })
    expect(await post('/api/advance', [])).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('JSON object') },
    })
    expect(await post('/api/default', { miner: 'Nobody' })).toEqual({
      status: 409,
      body: { error: 'There is no miner "Nobody". There are: Aurora Mining, Northstar Storage, Fading Farm.' },
    })
    expect((await post('/api/terminate', { miner: 'Aurora Mining' })).body.error).toMatch(/do not allow a termination/)
    expect((await post('/api/revert', { id: '77' })).body.error).toMatch(/No moment 77 is remembered/)
    expect((await post('/api/date', { date: '2024-13-01' })).body.error).toMatch(/not a date/)
    expect(await post('/api/nothing', {})).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining('There is: GET /, ') },
    })
    expect((await fetch(`${url}/api/advance`)).status).toBe(405)
  })

  it('is closed to pages of other sites: no foreign name, no form posts', async () => {
    const form = await fetch(`${url}/api/advance`, { method: 'POST', body: '{"days":1}' })
    expect(form.status).toBe(400)
    const status = await new Promise((resolve) =>
      request(url, { headers: { host: 'evil.example' } }, ({ statusCode }) => resolve(statusCode)).end(),
    )
    expect(status).toBe(403)
    const page = await fetch(url)
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/)
  })

  it('serves a page that loads nothing from anywhere else', async () => {
    for (const [path, type] of [
      ['/', 'text/html'],
      ['/style.css', 'text/css'],
      ['/page.js', 'text/javascript'],
      ['/texts.js', 'text/javascript'],
    ]) {
      const response = await fetch(`${url}${path}`)
      const text = await response.text()
      expect(response.headers.get('content-type')).toContain(type)
      expect(text).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)/)
    }
  })

  it('has every word in both languages', async () => {
    const { texts } = (await import(new URL('../page/texts.js', import.meta.url).href)) as {
      texts: Record<'zh' | 'en', Record<string, string>>
    }
    expect(Object.keys(texts.zh).sort()).toEqual(Object.keys(texts.en).sort())
  })
})
