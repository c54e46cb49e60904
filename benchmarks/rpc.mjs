// Counts the JSON-RPC calls of reads and writes against a local chain. Prints one table, writes JSON, and fails over
// budget unless `accepted-misses.json` names the case with a reason. A wallet's own calls are not the application's, so a write
// is counted twice: with a wallet that sends by itself, and with a local account, which viem prepares and signs.
import { withDeployment } from '@dmex/sdk'
import { claim, getClaimable } from '@dmex/sdk/earn'
import { buyHashpower, getHashpower, listHashpower, quoteBuy } from '@dmex/sdk/mint'
import { deployTestProtocol, recordRpc } from '@dmex/sdk/testing'
import { createClient, http, walletActions } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { CheckFailed, readJson, root, runCheck } from '../tools/lib/workspace.mjs'
import { measureGame } from './lib/gameRequests.mjs'
import { printTable, writeResults } from './lib/report.mjs'

/** anvil's accounts come from this phrase; they hold nothing of value anywhere. */
const mnemonic = 'test test test test test test test test test test test junk'

const localAccount = (address) => {
  for (let addressIndex = 0; addressIndex < 20; addressIndex++) {
    const account = mnemonicToAccount(mnemonic, { addressIndex })
    if (account.address.toLowerCase() === address.toLowerCase()) return account
  }
  throw new CheckFailed(`${address} is not one of anvil's accounts.`)
}

const clientFor = (market, account) => {
  const rpc = recordRpc(http(market.rpcUrl))
  const chain = {
    id: market.anvil.chainId,
    name: 'anvil',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [market.rpcUrl] } },
  }
  const client = createClient({ account, chain, transport: rpc.transport, pollingInterval: 20 })
    .extend(walletActions)
    .extend(withDeployment(market.deployment))
  return { client, rpc }
}

/** Calls that `action` made. */
const record = async ({ client, rpc }, action) => {
  rpc.clear()
  await action(client)
  return [...rpc.calls]
}

/** A busy machine mines late, and the wait for the block asks again: the shortest of three is the action's own cost. */
const shortest = async (repeat) => {
  const attempts = [await repeat(), await repeat(), await repeat()]
  return attempts.sort((a, b) => a.length - b.length)[0]
}

const setUp = async () => {
  const market = await deployTestProtocol()
  const alice = market.as(market.accounts.alice)
  const { buy } = await quoteBuy(alice, { seriesId: market.seriesId, units: 1_000n })
  const plan = await buyHashpower.plan(alice, buy, { approval: 'approve' })
  for (const call of plan.calls) await market.send(market.accounts.alice, call)
  await market.deliverDays(2)
  const { items } = await listHashpower(alice, { account: market.accounts.alice })
  return { market, id: items[0].id }
}

const measure = async () => {
  const { market, id } = await setUp()
  try {
    const wallet = clientFor(market, market.accounts.alice)
    const local = clientFor(market, localAccount(market.accounts.alice))
    const read = (name, action) => ({ name, budget: 1, run: () => record(wallet, action) })
    const cases = [
      read('read: one NFT', (client) => getHashpower(client, { id })),
      read('read: a page of NFTs', (client) => listHashpower(client, { account: market.accounts.alice })),
      read('read: what can be claimed', (client) => getClaimable(client, { account: market.accounts.alice })),
      {
        name: 'write: simulate + 3, a wallet',
        budget: 4,
        run: () => record(wallet, (client) => claim(client, { ids: [id] })),
      },
      {
        name: 'write: simulate + 3, a local account',
        budget: 4,
        run: () => record(local, (client) => claim(client, { ids: [id] })),
      },
    ]
    const rows = []
    for (const { name, budget, run } of cases) {
      const calls = await shortest(async () => {
        const made = await run()
        // The next claim needs something to claim.
        if (name.startsWith('write')) await market.deliverDays(1)
        return made
      })
      rows.push({ name, budget, measured: calls.length, calls })
    }
    return rows
  } finally {
    await market.stop()
  }
}

await runCheck('rpc', async () => {
  const rows = [...(await measure()), ...(await measureGame())]
  const accepted = readJson(`${root}/benchmarks/accepted-misses.json`).rpc ?? {}
  printTable(
    ['JSON-RPC calls', 'budget', 'measured', ''],
    rows.map(({ name, budget, measured, calls }) => [
      name,
      `${budget}`,
      `${measured}`,
      measured <= budget
        ? 'ok'
        : `${accepted[name] ? `missed: ${accepted[name].reason}` : 'OVER BUDGET'} (${calls.join(', ')})`,
    ]),
  )
  writeResults('rpc', rows)
  const over = rows.filter(({ name, budget, measured }) => measured > (accepted[name]?.upTo ?? budget))
  if (over.length > 0) throw new CheckFailed(`over budget: ${over.map(({ name }) => name).join('; ')}.`)
})
