import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

it('npm start serves the game and a page on which days pass, and ends with Ctrl-C', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../start.mjs', import.meta.url))])
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  let out = ''
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      if (out.includes('leaves nothing behind')) resolve()
    })
    void ended.then(() => resolve())
  })
  const game = String(/Game +(\S+)/.exec(out)?.[1])
  const control = String(/Control page +(\S+)/.exec(out)?.[1])
  const page = await fetch(game)
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';/)
  expect(await page.text()).toContain('The sword that mines')
  expect(await (await fetch(`${game}/deployment.json`)).json()).toMatchObject({
    games: { shop: expect.stringMatching(/^0x/) },
  })
  expect((await fetch(control)).ok).toBe(true)
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  await expect(fetch(game)).rejects.toThrow()
})
