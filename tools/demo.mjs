// npm run demo: the whole story over thirty real days of Bitcoin, and a market to play with. --once ends after the story.
import { resolve } from 'node:path'
import { build, market, marketAndPages } from './demo/build.mjs'
import { FlagError, help, parseFlags } from './demo/flags.mjs'
import { scenario } from './demo/scenario.mjs'
import { printDays, printTotals } from './demo/table.mjs'
import { root } from './lib/workspace.mjs'

const started = Date.now()
const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`.padStart(7)
const tell = (text) => console.error(`${seconds()}  ${text}`)

/** Exit codes: figures that disagree or a story that broke, and a command line that can't be obeyed. */
const FAILED = 1
const BAD_FLAGS = 2

async function main() {
  let flags
  try {
    flags = parseFlags(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof FlagError)) throw error
    console.error(`demo: ${error.message}`)
    return BAD_FLAGS
  }
  if (flags.help) {
    console.log(help)
    return 0
  }
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => ending.abort())
  try {
    const needed = flags.once && !flags.browser ? market : marketAndPages
    if (flags.build) await build(needed, (name) => tell(`Building ${name}`), ending.signal)
    const agreed = await tellStory({ ...scenario, seed: flags.seed }, flags, ending.signal)
    if (!agreed) return FAILED
    return flags.once ? 0 : await leaveRunning(flags, ending.signal)
  } catch (error) {
    if (ending.signal.aborted) return 0
    console.error(`demo: ${error instanceof Error ? error.message : error}`)
    return FAILED
  }
}

/** Plays the story on a market of its own, prints its figures, and checks them. */
async function tellStory(story, flags, signal) {
  const { countFigures, disagreements, recompute } = await import('./demo/recompute.mjs')
  const { corrupt, json } = flags
  const figures = await act(story, flags, signal)
  if (corrupt) change(figures, corrupt)
  const expected = recompute(story, figures.fleetId)
  if (json) console.log(JSON.stringify(figures, (_, value) => (typeof value === 'bigint' ? String(value) : value)))
  else show(story, figures)

  const wrong = disagreements(figures, expected)
  if (wrong.length > 0) {
    console.error(`\n${wrong.length} of ${countFigures(expected)} figures disagree with the recomputation:`)
    for (const line of wrong) console.error(`  ${line}`)
    return false
  }
  tell(
    `All ${countFigures(expected)} figures agree with a recomputation from the published mining figures and the rules alone.`,
  )
  return true
}

/** Has the story acted: in a browser, or through the SDK alone. */
async function act(story, { browser, screenshots }, signal) {
  const { createDevnet } = await import('@dmex/devnet')
  const { play } = await import('./demo/story.mjs')
  tell('Starting a local chain and deploying the protocol')
  const date = new Date(Date.parse(story.firstDay) - 3 * 86_400_000).toISOString().slice(0, 10)
  const devnet = await createDevnet({ date, seed: story.seed, market: false, signal })
  let deeds
  const stop = async () => {
    await deeds?.close()
    await devnet.stop()
  }
  signal.addEventListener('abort', stop)
  try {
    deeds = await openDeeds(devnet, { browser, screenshots })
    return await play(devnet, story, deeds, tell)
  } finally {
    signal.removeEventListener('abort', stop)
    await stop()
  }
}

async function openDeeds(devnet, { browser, screenshots }) {
  if (!browser) {
    const { sdkDeeds } = await import('./demo/sdkDeeds.mjs')
    return sdkDeeds(devnet)
  }
  const { pageDeeds } = await import('./demo/pageDeeds.mjs')
  tell("Opening the partner's page and the game in a browser")
  return pageDeeds(devnet, { folder: resolve(root, screenshots), tell })
}

function show({ shortDay, sellOn, attachOn }, { rows, totals }) {
  console.log()
  printDays(rows, {
    [attachOn]: '< attached to the sword',
    [shortDay]: '< the miner paid 70%: no slice for it',
    [sellOn]: '< halving; the sword is sold',
  })
  console.log()
  printTotals(totals)
  console.log()
}

/** Changes one figure by one, to see that the check notices. */
function change(figures, { row, column }) {
  const record = row === 'totals' ? figures.totals : figures.rows.find(({ date }) => date === row)
  if (!record || !(column in record))
    throw new Error(
      `--corrupt: there is no figure ${row}:${column}. Rows are dates and "totals"; columns are ${Object.keys(figures.rows[0]).join(', ')}; totals are ${Object.keys(figures.totals).join(', ')}.`,
    )
  const value = record[column]
  record[column] = typeof value === 'bigint' ? value + 1n : typeof value === 'boolean' ? !value : `${value}?`
}

/** A market with everything in it, and its pages, until Ctrl-C. */
async function leaveRunning({ seed, port, controlPort }, signal) {
  const { createDevnet } = await import('@dmex/devnet')
  const { serveGame } = await import('./demo/pages/serveGame.mjs')
  const { servePartnerPage } = await import('../examples/partner-page/serve.mjs')
  tell('Opening a market to play with')
  const devnet = await createDevnet({ seed, port, days: 5, signal })
  try {
    const { url } = await devnet.openControl(controlPort)
    const partner = await servePartnerPage(devnet, { port: controlPort + 1 })
    const game = await serveGame(devnet, { port: controlPort + 2 })
    console.log(`
Partner page  ${partner.url}   buy hashpower, claim its income
Game          ${game.url}   put it into a sword, fight, sell the sword
Control page  ${url}   let days pass
RPC           ${devnet.rpcUrl}   (chain id ${devnet.chainId}, the usual test mnemonic)

Try
  on the partner page: "Connect wallet", "Devnet test wallet", be Bo, and buy 2 TH/s; no wallet has to be installed
  in the game: "On the chain", connect as Bo, attach the hashpower to the sword, and fight
  on the control page: "One week on", twice: the sword grows, and the halving of ${scenario.sellOn} cuts its income in half
  in the game: sell the sword; be Cleo, and buy it: who holds it earns
  on the control page: choose Fading Farm, press "Stop paying", then "One week on" twice: missed days, and escrow that stays
  where it is; then "Vote to end its fleet", and its buyers can take the rest back

Ctrl-C ends everything and leaves nothing behind.`)
    await Promise.race([new Promise((resolve) => signal.addEventListener('abort', resolve)), devnet.ended])
  } finally {
    await devnet.stop()
  }
  if (!signal.aborted) throw new Error('The chain ended by itself. Start the demo again.')
  return 0
}

process.exitCode = await main()
