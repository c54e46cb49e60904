// A local chain for measurements, and the few calls the measurements need: deploy, send, read, move the clock.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createTestClient, encodeDeployData, http, publicActions, walletActions } from 'viem'
import { foundry } from 'viem/chains'
import { CheckFailed, readJson, root } from '../../tools/lib/workspace.mjs'

const MNEMONIC = 'test test test test test test test test test test test junk'
const START_TIMEOUT = 30_000
const MINE_TIMEOUT = 10_000
/** The same for every transaction, so that no contract behaves differently with less gas left. */
const GAS_LIMIT = 16_000_000n

/** Contracts as forge compiled them, by name; interfaces have an ABI only. */
export const readArtifact = (name, file = name) => {
  const out = process.env.FOUNDRY_OUT ?? join(root, 'packages/contracts/out')
  try {
    const { abi, bytecode } = readJson(join(out, `${file}.sol`, `${name}.json`))
    return { abi, bytecode: bytecode.object }
  } catch {
    throw new CheckFailed(`${name} is not compiled. Run \`npm run build -w @dmex/contracts\` first.`)
  }
}

/** Starts anvil at a time; the chain forgets everything when it is stopped. */
export const startChain = async ({ timestamp, hardfork }) => {
  const child = spawn(
    anvilBinary(),
    [
      '--port',
      '0',
      '--timestamp',
      `${timestamp}`,
      '--hardfork',
      hardfork,
      '--mnemonic',
      MNEMONIC,
      '--gas-limit',
      '60000000',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const stop = () => child.kill()
  process.once('exit', stop)
  const port = await listeningPort(child)
  const client = createTestClient({
    chain: foundry,
    mode: 'anvil',
    transport: http(`http://127.0.0.1:${port}`),
    pollingInterval: 5,
  })
    .extend(publicActions)
    .extend(walletActions)
  return { ...actions(client, await client.getAddresses()), stop }
}

const listeningPort = (child) =>
  new Promise((resolve, reject) => {
    let output = ''
    const late = new AbortController()
    setTimeout(START_TIMEOUT, undefined, late).then(
      () => reject(new CheckFailed('anvil did not listen in time.')),
      () => undefined,
    )
    child.once('error', reject)
    child.once('exit', () => reject(new CheckFailed(`anvil ended: ${output.trim().split('\n').at(-1)}`)))
    child.stdout.on('data', (data) => {
      output += data
      const found = /Listening on [^\s]*:(\d+)/.exec(output)
      if (!found) return
      late.abort()
      resolve(Number(found[1]))
    })
  })

const anvilBinary = () => {
  const require = createRequire(import.meta.url)
  const wrapper = createRequire(require.resolve('@foundry-rs/anvil/package.json'))
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const manifest = wrapper.resolve(`@foundry-rs/anvil-${process.platform}-${arch}/package.json`)
  return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil')
}

const actions = (client, accounts) => {
  /** The chain mines each transaction at once, a moment after it answers. */
  const mined = async (hash, what) => {
    for (const deadline = Date.now() + MINE_TIMEOUT; Date.now() < deadline; await setTimeout(1)) {
      const receipt = await client.request({ method: 'eth_getTransactionReceipt', params: [hash] })
      if (receipt) return { ...receipt, gasUsed: Number(receipt.gasUsed), succeeded: receipt.status === '0x1' }
    }
    throw new CheckFailed(`${what} was not mined.`)
  }
  /** Sends one transaction from an unlocked account; the receipt says what it cost. */
  const send = async (account, contract, functionName, args = []) => {
    const call = { ...contract, functionName, args, account }
    const receipt = await mined(await client.writeContract({ ...call, gas: GAS_LIMIT }), functionName)
    if (receipt.succeeded) return receipt
    const reason = await client
      .simulateContract({ ...call, abi: [...contract.abi, ...readArtifact('Errors').abi] })
      .catch((error) => error.metaMessages?.join(' ') ?? error.shortMessage)
    throw new CheckFailed(`${functionName} reverted: ${reason}`)
  }
  return {
    accounts,
    client,
    send,
    /** What a transaction cost its sender: the 21,000 base and calldata included, refunds taken off. */
    gasOf: async (...call) => (await send(...call)).gasUsed,
    read: (contract, functionName, args = []) => client.readContract({ ...contract, functionName, args }),
    deploy: async (account, name, args = [], file = name) => {
      const artifact = readArtifact(name, file)
      const data = encodeDeployData({ ...artifact, args })
      const hash = await client.sendTransaction({ account, data, gas: GAS_LIMIT })
      const { succeeded, contractAddress } = await mined(hash, `deploying ${name}`)
      if (!succeeded) throw new CheckFailed(`${name} could not be deployed.`)
      return { address: contractAddress, abi: artifact.abi }
    },
    now: async () => Number((await client.getBlock()).timestamp),
    warp: async (timestamp) => {
      await client.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
      await client.mine({ blocks: 1 })
    },
  }
}
