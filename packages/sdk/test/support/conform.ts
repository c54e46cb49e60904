import { describe, expect, it } from 'vitest'
import { type ConformanceOptions, conformance } from '../../src/testing/index.js'
import { useMarket } from './market.js'
import { scenarios } from './scenarios.js'

/** Tries every write of modules in every way that there is, each module's on a market of its own. */
export function conform(modules: Readonly<Record<string, object>>): void {
  const market = useMarket({ snapshots: false })
  const options: ConformanceOptions = {
    // The chain starts after the cases are made, so they learn where it is when they run.
    get rpcUrl() {
      return market.rpcUrl
    },
    get deployment() {
      return market.deployment
    },
    scenarios: scenarios(market),
  }
  for (const [name, actions] of Object.entries(modules))
    describe(`every write of ${name}`, () => {
      const cases = conformance(actions, options)

      it('is tried', () => {
        const exported = Object.values<unknown>({ ...actions }).filter(isWrite)
        expect(new Set(cases.map(({ action }) => action)).size).toBe(exported.length)
        expect(exported.length).toBeGreaterThan(0)
        console.log(`conformance: ${exported.length} writes of ${name}, ${cases.length} cases`)
      })

      for (const { name, run } of cases) it(name, run)
    })
}

const isWrite = (value: unknown): boolean => typeof value === 'function' && 'kind' in value && value.kind === 'write'
