import { readFile } from 'node:fs/promises'
import { createDevnet, type Devnet } from '../devnet.js'
import { describe } from './describe.js'
import { FlagError, type Flags, help, parseFlags } from './flags.js'

/** Exit codes: a command line that can't be obeyed, and a devnet that couldn't start. */
const BAD_FLAGS = 2
const FAILED = 1

/**
 * Runs the command line until Ctrl-C.
 *
 * @param argv - arguments after the program's name
 * @returns the exit code
 */
export async function run(argv: readonly string[]): Promise<number> {
  let flags: Flags
  try {
    flags = parseFlags(argv)
  } catch (error) {
    if (!(error instanceof FlagError)) throw error
    console.error(`dmex-devnet: ${error.message}`)
    return BAD_FLAGS
  }
  if (flags.help) return say(help)
  if (flags.version) return say(`${await versionOf()}\n`)
  try {
    await serve(flags)
    return 0
  } catch (error) {
    console.error(`dmex-devnet: ${error instanceof Error ? error.message : String(error)}`)
    return FAILED
  }
}

async function serve(flags: Flags): Promise<void> {
  const ending = untilSignal()
  const progress = (step: string): void => {
    if (!flags.json) console.error(`  ${step}`)
  }
  const starting = createDevnet({ ...flags, onProgress: progress, signal: ending.signal })
  let devnet: Devnet
  try {
    devnet = await starting
  } catch (error) {
    if (ending.signal.aborted) return
    throw error
  }
  try {
    const { url } = await devnet.openControl(flags.controlPort)
    const today = await devnet.today()
    process.stdout.write(
      flags.json ? `${JSON.stringify(summaryOf(devnet, url))}\n` : describe(devnet, url, flags, today),
    )
    await Promise.race([ending.done, devnet.ended])
  } finally {
    await devnet.stop()
  }
  if (!ending.signal.aborted) throw new Error('The chain ended by itself. Start the devnet again.')
}

/** What `--json` prints: everything a program needs to use the devnet. */
function summaryOf(devnet: Devnet, controlUrl: string): object {
  const { rpcUrl, chainId, pid, addresses, tokens, games, accounts, seed, date } = devnet
  return { rpcUrl, controlUrl, chainId, pid, seed, date, addresses, tokens, games, accounts }
}

/** Notices the first Ctrl-C, or a request to end, and lets the devnet clean up. */
function untilSignal(): { readonly signal: AbortSignal; readonly done: Promise<void> } {
  const controller = new AbortController()
  const done = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(name, () => {
        controller.abort()
        resolve()
      })
  })
  return { signal: controller.signal, done }
}

async function versionOf(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(text) as { readonly version: string }
  return version
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}
