import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sandbox } from '../src/backends/sandbox/index.js'
import { createGameAdapter } from '../src/index.js'
import { defineRules, proportional } from '../src/rules/index.js'

const GAME = '0x00000000000000000000000000000000000000fe'
const rules = defineRules({
  version: 1,
  effectiveFrom: '2026-01-01',
  stats: { attack: proportional({ base: 10, perPoint: 100, most: 20 }) },
})

it('five lines lead to a sword whose attack has grown', async () => {
  const dmex = createGameAdapter({ backend: sandbox(), rules })
  const sword = dmex.item({ kind: 'offchain', game: GAME, key: 'sword-1' })
  await dmex.attach({ item: sword.ref, power: dmex.backend.mint({ ths: 10 }) })
  expect(sword.current.stats.attack).toBe(10)
  dmex.backend.advance('1d')
  expect(sword.current.stats.attack).toBe(16)
  expect(sword.current.mined.BTC.today).toBe(600n)
})

it('the same five lines come first on the README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const [, shown = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
  const [, source = ''] =
    /async \(\) => \{\n([\s\S]*?)\n\}\)/.exec(readFileSync(new URL(import.meta.url), 'utf8')) ?? []
  const lines = source.split('\n').filter((line) => !line.includes('expect'))
  expect(lines).toHaveLength(4)
  for (const line of lines) expect(shown).toContain(line.trim())
})
