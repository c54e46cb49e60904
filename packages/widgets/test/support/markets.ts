import type { Market } from './market.js'

const key = Symbol.for('dmex.widgets.test.markets')
const shared = globalThis as { [key]?: Map<string, Market> }

/** The market of each project. The set-up and the configuration are loaded as two copies of this file: they meet here. */
export const markets: Map<string, Market> = shared[key] ?? new Map<string, Market>()
shared[key] = markets
