// Counts, on the wire, what a game's first look at 10,000 items costs: straight from the chain, and behind a server companion.
import { createServer } from 'node:http'
import { createDevnet } from '@dmex/devnet'
import { createGameAdapter } from '@dmex/game-adapter'
import { http as companionAt } from '@dmex/game-adapter/http'
import { rig } from '@dmex/game-adapter/rig'
import { defineRules, proportional } from '@dmex/game-adapter/rules'
import { createDmexServer } from '@dmex/game-adapter/server'
import { toNodeListener } from '@dmex/game-adapter/server/node'
import { withDeployment } from '@dmex/sdk'
import { createClient, http } from 'viem'
import { CheckFailed } from '../../tools/lib/workspace.mjs'

const ITEMS = 10_000

const rules = defineRules({
  version: 1,
  effectiveFrom: '2024-01-01',
  stats: { attack: proportional({ base: 10, perPoint: 100, most: 200 }) },
})

/** Listens on a port of its own, and counts requests. */
const listen = async (listener) => {
  let requests = 0
  const server = createServer((incoming, outgoing) => {
    requests++
    listener(incoming, outgoing)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    count: () => requests,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Passes requests on. */
const proxyTo = (target) => async (incoming, outgoing) => {
  const chunks = []
  for await (const chunk of incoming) chunks.push(chunk)
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(target, { method: 'POST', headers, body: Buffer.concat(chunks) })
  outgoing.end(await answer.text())
}

/** Requests from an empty adapter until every handle is live, the first one with its hashpower. */
const load = async (backend, devnet, count) => {
  const dmex = createGameAdapter({ backend, rules })
  const handles = dmex.items(
    Array.from({ length: ITEMS }, (_, index) => ({
      kind: 'erc721',
      chainId: devnet.chainId,
      collection: devnet.games.items,
      id: BigInt(index + 1),
    })),
  )
  const before = count()
  await dmex.ready
  dmex.dispose()
  if (handles.some(({ current }) => current.stale) || handles[0].current.state.mode !== 'bound')
    throw new CheckFailed('the game adapter did not load its 10,000 items.')
  return count() - before
}

/** Rows for the table of calls: HTTP requests here. */
export const measureGame = async () => {
  const devnet = await createDevnet()
  const servers = []
  try {
    const chain = await listen(proxyTo(devnet.rpcUrl))
    servers.push(chain)
    const transport = http(chain.url, { batch: { batchSize: 10 }, timeout: 60_000 })
    const client = createClient({ transport }).extend(withDeployment(devnet.deployment))
    const direct = await load(rig({ client, pollingMs: 0 }), devnet, chain.count)
    const companion = await listen(toNodeListener(createDmexServer({ client, rules }).handler))
    servers.push(companion)
    const backend = companionAt({ url: companion.url, pollingMs: 0, timeoutMs: 60_000 })
    const behind = await load(backend, devnet, companion.count)
    const row = (name, measured) => ({ name, budget: 20, measured, calls: ['HTTP requests'] })
    return [
      row('game: 10,000 items from the chain, HTTP requests', direct),
      row('game: 10,000 items from a companion, HTTP requests', behind),
    ]
  } finally {
    for (const server of servers) server.stop()
    await devnet.stop()
  }
}
