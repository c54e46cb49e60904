import type { MinerId } from '@dmex/devnet'
import type { BrowserCommand } from 'vitest/node'
import type { Market } from './market.js'
import { markets } from './markets.js'

declare module 'vitest/browser' {
  /** What a test in the browser can do to the market: `import { commands } from 'vitest/browser'`. */
  interface BrowserCommands {
    /** Lets days pass: miners hand over, days settle, escrow is released. */
    advanceDays(days: number): Promise<void>
    /** Makes a miner stop handing over income, or start again. */
    defaultMiner(miner: MinerId): Promise<void>
    resumeMiner(miner: MinerId): Promise<void>
    /** Has the council end a miner's fleets; needs seven missed days. Two days pass. */
    terminateMiner(miner: MinerId): Promise<void>
    /** Makes a miner hand over a share (0 to 1) of one coming day. */
    underpay(miner: MinerId, date: string, share: number): Promise<void>
    /** Remembers this moment; `revert` goes back to it, and it stays remembered. */
    snapshot(): Promise<string>
    revert(id: string): Promise<void>
    /** Undoes the last blocks. */
    reorg(depth: number): Promise<void>
    /** Sends the chain any request, such as `anvil_mine` or `evm_setAutomine`, past the door. */
    rpc(method: string, params?: readonly unknown[]): Promise<unknown>
    /** Closes the chain's endpoint: requests are refused. `startChain` opens it again, at the same address and state. */
    stopChain(): Promise<void>
    startChain(): Promise<void>
    /** How many requests came to the endpoint by HTTP so far, and how often each method was asked for. */
    countRequests(): Promise<{ readonly http: number; readonly methods: Readonly<Record<string, number>> }>
    /** Lets every request to the endpoint wait, milliseconds; 0 ends that. */
    delayChain(milliseconds: number): Promise<void>
  }
}

type Command<Arguments extends readonly unknown[]> = BrowserCommand<[...Arguments]>

/** A command that does something to the market of its project. */
const on =
  <Arguments extends readonly unknown[]>(act: (market: Market, ...values: Arguments) => unknown): Command<Arguments> =>
  async ({ project }, ...values) => {
    // A browser's project is called after its instance too: "browser (chromium)".
    const market = markets.get(project.name) ?? markets.get(project.name.replace(/ \(.*$/, ''))
    if (!market) throw new Error(`No market runs for the project "${project.name}": is globalSetup.ts in its config?`)
    return act(market, ...values)
  }

export const commands: Record<string, BrowserCommand<never[]>> = {
  advanceDays: on(({ devnet }, days: number) => devnet.advanceDays(days)),
  defaultMiner: on(({ devnet }, miner: MinerId) => devnet.default(miner)),
  resumeMiner: on(({ devnet }, miner: MinerId) => devnet.resume(miner)),
  terminateMiner: on(({ devnet }, miner: MinerId) => devnet.terminate(miner)),
  underpay: on(({ devnet }, miner: MinerId, date: string, share: number) => devnet.underpay(miner, date, share)),
  snapshot: on(({ devnet }) => devnet.snapshot()),
  revert: on(({ devnet }, id: string) => devnet.revert(id)),
  reorg: on(({ devnet }, depth: number) => devnet.reorg(depth)),
  rpc: on(({ devnet }, method: string, params: readonly unknown[] = []) => request(devnet.rpcUrl, method, params)),
  stopChain: on((market) => market.close()),
  startChain: on((market) => market.open()),
  countRequests: on((market) => market.counts()),
  delayChain: on((market, milliseconds: number) => market.delay(milliseconds)),
}

async function request(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } }
  if (error) throw new Error(`${method}: ${error.message}`)
  return result
}
