import { expect, it } from 'vitest'
import { sandbox } from '../src/backends/sandbox/index.js'
import { createGameAdapter } from '../src/index.js'
import { defineRules, proportional } from '../src/rules/index.js'

const rules = defineRules({
  version: 1,
  effectiveFrom: '2026-01-01',
  stats: { attack: proportional({ base: 10, perPoint: 100, most: 20 }) },
})

it('a paused adapter looks at nothing, and catches up with one read when the last pause ends', async () => {
  const dmex = createGameAdapter({ backend: sandbox(), rules })
  const sword = dmex.item({ kind: 'offchain', game: '0x00000000000000000000000000000000000000fe', key: 'sword-1' })
  await dmex.attach({ item: sword.ref, power: dmex.backend.mint({ ths: 10 }) })
  let told = 0
  dmex.on('mined', () => told++)
  const [resume, resumeToo] = [dmex.pause(), dmex.pause()]
  dmex.backend.advance('1d')
  dmex.backend.advance('1d')
  expect(sword.current.mined.BTC.total).toBe(0n)
  resume()
  resume()
  expect(sword.current.mined.BTC.total).toBe(0n)
  resumeToo()
  expect(sword.current.mined.BTC.total).toBeGreaterThan(0n)
  expect(told).toBe(1)
})
