import { isAddress, isHex } from 'viem'
import {
  BadRequest,
  bodyOf,
  type Exchange,
  isReading,
  type Route,
  send,
  sendFile,
  textOfBody,
  typeOf,
} from '../control/http.js'
import type { Role } from '../people.js'
import type { World } from '../world.js'
import { balancesOf } from './balances.js'
import { describeSignature } from './describeSignature.js'
import { describeTransaction } from './describeTransaction.js'

const page = new URL('../../page/', import.meta.url)
const files: readonly string[] = [
  'wallet.js',
  ...['devnet', 'dialog', 'errors', 'memory', 'provider', 'styles', 'texts'].map((name) => `wallet/${name}.js`),
]

/** Who a visitor can be: those who own something. Players come first. */
const shownRoles: readonly Role[] = ['player', 'miner', 'studio', 'lender', 'deployer']

/** A transaction may carry a whole contract. */
const RPC_LIMIT = 2_000_000

/**
 * Answers for the test wallet: its script, its people, what a request would do, and the way to the chain, which signs.
 *
 * @param pages - URLs of the pages beside the market, by their short words
 */
export function walletRoute(world: World, pages: Readonly<Record<string, string>>): Route {
  return async (exchange) => {
    const { path, request } = exchange
    if (request.method === 'OPTIONS') return preflight(exchange)
    if (isReading(exchange)) {
      if (path === '/deployment.json') return reply(exchange, { ...deploymentOf(world), pages })
      if (path === '/wallet/people') return reply(exchange, await peopleOf(world))
      const file = files.find((name) => path === `/${name}`)
      if (!file) return false
      await sendFile(exchange, new URL(file, page))
      return true
    }
    if (request.method !== 'POST') return false
    if (path === '/wallet/transaction') return reply(exchange, await describeTransaction(world, await asked(exchange)))
    if (path === '/wallet/signature')
      return reply(exchange, describeSignature(world, await bodyOf(exchange, RPC_LIMIT)))
    if (path === '/rpc') return forward(exchange, world.rpc.url)
    return false
  }
}

function reply(exchange: Exchange, body: unknown): true {
  send(exchange, 200, body)
  return true
}

function preflight({ response, headers }: Exchange): true {
  response.writeHead(204, headers)
  response.end()
  return true
}

/** What a page needs to find the market; no keys. */
function deploymentOf({ chainId, rpc, deployment, tokens, games, accounts }: World): object {
  const people = Object.values(accounts).map(({ id, name, role, address }) => ({ id, name, role, address }))
  return {
    name: 'DMEX devnet',
    chainId,
    rpcUrl: rpc.url,
    addresses: deployment.addresses,
    pools: deployment.pools,
    tokens,
    games,
    people,
  }
}

async function peopleOf(world: World): Promise<readonly object[]> {
  const shown = shownRoles.flatMap((role) => Object.values(world.accounts).filter((person) => person.role === role))
  const balances = await balancesOf(
    world,
    shown.map(({ address }) => address),
  )
  return shown.map(({ id, name, role, address }, index) => ({ id, name, role, address, balances: balances[index] }))
}

async function asked(exchange: Exchange): Promise<Parameters<typeof describeTransaction>[1]> {
  const { from, to, data = '0x', value = '0x0' } = await bodyOf(exchange, RPC_LIMIT)
  if (!isAddress(String(from), { strict: false })) throw new BadRequest('"from" must be an address.')
  if (to !== undefined && to !== null && !isAddress(String(to), { strict: false }))
    throw new BadRequest('"to" must be an address, or be left out to create a contract.')
  if (!isHex(data) || !isHex(value)) throw new BadRequest('"data" and "value" must be hexadecimal, such as 0x.')
  const target = to === undefined || to === null ? undefined : (String(to) as `0x${string}`)
  return { from: String(from) as `0x${string}`, to: target, data, value: BigInt(value) }
}

/** Passes a request on to the chain, so that a page needs no other address than its own. */
async function forward(exchange: Exchange, rpcUrl: string): Promise<true> {
  const body = await textOfBody(exchange, RPC_LIMIT)
  const answer = await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(
    () => undefined,
  )
  if (!answer) {
    send(exchange, 502, { error: 'The chain does not answer. Start the devnet again.' })
    return true
  }
  exchange.response.writeHead(answer.status, { ...exchange.headers, 'content-type': typeOf('.json') })
  exchange.response.end(await answer.text())
  return true
}
