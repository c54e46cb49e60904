import type { Accounts, Games, Tokens } from '@dmex/devnet'
import type { Deployment } from '@dmex/sdk'
import type { TestProject } from 'vitest/node'
import { startMarket } from './market.js'
import { markets } from './markets.js'

declare module 'vitest' {
  /** What tests get by `inject('rpcUrl')` and so on. */
  interface ProvidedContext {
    /** The chain's endpoint, through a door that `commands.stopChain()` closes. */
    readonly rpcUrl: string
    /** Chain id and addresses of the contracts. */
    readonly deployment: Deployment
    readonly tokens: Tokens
    readonly games: Games
    /** Everybody, with addresses and keys: `inject('accounts').player1.address`. The chain signs for them. */
    readonly accounts: Accounts
  }
}

/** Starts the market that the files of a project share, and ends it after the last one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const market = await startMarket()
  markets.set(project.name, market)
  const { deployment, tokens, games, accounts } = market.devnet
  project.provide('rpcUrl', market.rpcUrl)
  project.provide('deployment', { ...deployment })
  project.provide('tokens', { ...tokens })
  project.provide('games', { ...games })
  project.provide('accounts', { ...accounts })
  return market.stop
}
