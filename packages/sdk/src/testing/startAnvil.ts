import { DmexError } from '../errors/DmexError.js'

/** How to start a chain. */
export interface AnvilOptions {
  /** Port to listen on; a free one when left out. */
  readonly port?: number | undefined
  /** EIP-155 chain id, 31337 unless said otherwise. */
  readonly chainId?: number | undefined
  /** Time of the first block, unix seconds; now when left out. */
  readonly timestamp?: bigint | undefined
  /** Funded accounts with known keys, 10 unless said otherwise. */
  readonly accounts?: number | undefined
  /** Seconds between blocks; one block for each transaction when left out. */
  readonly blockTime?: number | undefined
  /** Further command line arguments of anvil. */
  readonly args?: readonly string[] | undefined
}

/** A running chain. */
export interface Anvil {
  readonly rpcUrl: string
  readonly port: number
  readonly chainId: number
  /** Process id of the chain. */
  readonly pid: number
  /** Ends the process, and waits until it is gone. */
  stop(): Promise<void>
}

const START_TIMEOUT = 20_000
const STOP_TIMEOUT = 3_000

/**
 * Starts a local chain: Foundry's anvil from npm, run directly. It keeps 64 blocks of history and writes nothing to disk. Node only.
 *
 * @param options - port, chain id, time
 * @throws DmexError `ToolUnavailable` when anvil is not installed, or did not start
 *
 * @example
 * ```ts
 * import { startAnvil } from '@dmex/sdk/testing'
 *
 * const anvil = await startAnvil()
 * anvil.rpcUrl // 'http://127.0.0.1:40389'
 * await anvil.stop()
 * ```
 */
export async function startAnvil(options: AnvilOptions = {}): Promise<Anvil> {
  const { spawn } = await import('node:child_process')
  const { chainId = 31_337, port = 0, accounts = 10 } = options
  // `anvil_loadState` takes the state of a whole market, which is larger than the 2 MB that anvil allows a request.
  const fixed = ['--prune-history', '64', '--no-request-size-limit']
  const args = ['--port', `${port}`, '--chain-id', `${chainId}`, '--accounts', `${accounts}`, ...fixed]
  if (options.timestamp !== undefined) args.push('--timestamp', `${options.timestamp}`)
  if (options.blockTime !== undefined) args.push('--block-time', `${options.blockTime}`)
  args.push(...(options.args ?? []))

  const child = spawn(await findAnvil(), args, { stdio: ['ignore', 'pipe', 'pipe'] })
  // A crash or an exit of this process must not leave the chain behind.
  const kill = (): void => {
    child.kill('SIGKILL')
  }
  process.once('exit', kill)
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.removeListener('exit', kill)
      resolve()
    })
  })

  const listening = await new Promise<number>((resolve, reject) => {
    let output = ''
    const fail = (what: string): void => {
      kill()
      const last = output.trim().split('\n').slice(-3).join(' ')
      const message = `anvil ${what}${port ? ` on port ${port}` : ''}: ${last || 'no output'}. Choose another port, or leave it out for a free one.`
      reject(new DmexError('ToolUnavailable', message, { tool: 'anvil' }))
    }
    const timer = setTimeout(() => fail(`did not listen within ${START_TIMEOUT / 1_000} s`), START_TIMEOUT)
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const found = /Listening on [^\s]*:(\d+)/.exec(output)
      if (!found) return
      clearTimeout(timer)
      child.stdout.removeListener('data', read)
      // Read on and drop it, or the pipe fills and the chain stops.
      child.stdout.resume()
      resolve(Number(found[1]))
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', (error) => {
      clearTimeout(timer)
      fail(`did not start (${error.message})`)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(`ended with code ${code}`)
    })
  })

  return {
    rpcUrl: `http://127.0.0.1:${listening}`,
    port: listening,
    chainId,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      const timer = setTimeout(kill, STOP_TIMEOUT)
      await gone
      clearTimeout(timer)
    },
  }
}

/** Path of the executable. npm's wrapper script is passed by: killing it would leave the chain running. */
async function findAnvil(): Promise<string> {
  const { createRequire } = await import('node:module')
  const { dirname, join } = await import('node:path')
  const require = createRequire(import.meta.url)
  const platform = process.platform === 'win32' ? 'win32' : process.platform
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${platform}-${arch}`
  try {
    // The platform's package is a dependency of the wrapper's, which may have its own copy.
    const wrapper = createRequire(require.resolve('@foundry-rs/anvil/package.json'))
    const manifest = wrapper.resolve(`${name}/package.json`)
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil')
  } catch (cause) {
    throw new DmexError(
      'ToolUnavailable',
      `anvil is not installed for ${process.platform}-${process.arch}. Run: npm install --save-dev @foundry-rs/anvil`,
      { tool: 'anvil' },
      { cause },
    )
  }
}
