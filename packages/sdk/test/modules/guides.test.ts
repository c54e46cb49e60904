import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as auction from '../../src/auction/index.js'
import * as deploy from '../../src/deploy/index.js'
import * as earn from '../../src/earn/index.js'
import * as lend from '../../src/lend/index.js'
import * as mine from '../../src/mine/index.js'
import * as mint from '../../src/mint/index.js'
import * as provide from '../../src/provide/index.js'
import * as rig from '../../src/rig/index.js'
import * as trade from '../../src/trade/index.js'

const modules = { mint, earn, provide, rig, mine, auction, lend, trade, deploy }

describe('the guide', () => {
  it.each(Object.entries(modules))('of %s names everything that the module exports', (name, module) => {
    const page = readFileSync(new URL(`../../../../docs/guides/${name}.md`, import.meta.url), 'utf8')
    const functions = Object.entries<unknown>({ ...module }).filter(([, value]) => typeof value === 'function')
    expect(functions.filter(([each]) => !new RegExp(`\`${each}\\b`).test(page) && !page.includes(`${each}(`))).toEqual(
      [],
    )
    expect(functions.length).toBeGreaterThan(0)
  })
})
