import { createDevnet, type Devnet } from '@dmex/devnet'
import { keccak256, stringToHex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Eip1193Provider, http } from '../src/backends/http/index.js'
import { keccak256 as ours } from '../src/backends/http/keccak.js'
import { createGameAdapter, type ItemRef } from '../src/index.js'
import { conformance } from '../src/testing/index.js'
import { type Companion, rules, startCompanion, walletOn } from './support/companion.js'
import { type RigWorld, rigWorld } from './support/rigWorld.js'

describe('behind a server companion', () => {
  let devnet: Devnet
  let companion: Companion
  let world: RigWorld
  let start: string
  beforeAll(async () => {
    devnet = await createDevnet({ seed: 5 })
    companion = await startCompanion(devnet)
    const provider = walletOn(devnet.rpcUrl)
    world = {
      ...rigWorld(devnet),
      as: (account) => http({ url: companion.url, provider, account, pollingMs: 0 }),
    }
  })
  afterAll(async () => {
    await companion?.stop()
    await devnet?.stop()
  })
  beforeEach(async () => {
    start = await devnet.snapshot()
  })
  afterEach(() => devnet.revert(start))

  describe('the http backend conforms', () => {
    for (const { name, run } of conformance()) it(name, () => run(world))
  })
})
it.each(['', 'a', 'sword-1', 'x'.repeat(135), 'x'.repeat(136), 'x'.repeat(300), '剑🗡'])(
  'hashes "%s" as Ethereum does',
  (text) => {
    expect(ours(text)).toBe(BigInt(keccak256(stringToHex(text))))
  },
)
