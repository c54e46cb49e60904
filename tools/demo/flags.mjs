/** A command line that can't be obeyed. */
export class FlagError extends Error {}

export const help = `Tells the whole story of DMEX over thirty real days of Bitcoin, and checks every figure of it.

Usage: npm run demo -- [flags]

  --once              act the story on the partner's page and in the game, in a browser without a window, and end after it;
                      exits 0 only if every figure agrees with the recomputation
  --no-browser        act the story through the SDK alone, in five seconds and without pictures
  --screenshots <dir> where pictures of the story are written (.check/demo)
  --seed <number>     whole number, 0 to 4294967295; the same seed gives the same figures (1)
  --json              print the figures as one line of JSON instead of a table
  --corrupt <figure>  change one figure before the check, such as 2024-04-20:paid or totals:minerReceived
  --port <number>     port of the chain that stays, 1 to 65535 (8545, or the next free one)
  --control-port <n>  port of the control page; the partner's page and the game take those after it (8550, or the next free one)
  --no-build          don't look whether something has to be built first
  --help`

const names = [
  'once',
  'no-browser',
  'screenshots',
  'seed',
  'json',
  'corrupt',
  'port',
  'control-port',
  'no-build',
  'help',
]
const switches = ['once', 'no-browser', 'json', 'no-build', 'help']

/** Reads a command line. Throws FlagError, which says what was wrong and what is allowed. */
export function parseFlags(argv) {
  const given = new Map()
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, name, attached] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? []
    if (!names.includes(name)) throw new FlagError(`There is no ${word}. Allowed are --${names.join(', --')}.`)
    if (switches.includes(name)) {
      if (attached !== undefined) throw new FlagError(`--${name} takes no value. Write it alone.`)
      given.set(name, true)
      continue
    }
    const value = attached ?? rest.shift()
    if (!value || (attached === undefined && value.startsWith('--')))
      throw new FlagError(`--${name} needs a value. See --help.`)
    given.set(name, value)
  }
  return {
    help: given.has('help'),
    once: given.has('once'),
    // Somebody who waits for a market to play with needs no picture of the story.
    browser: given.has('once') && !given.has('no-browser'),
    screenshots: given.get('screenshots') ?? '.check/demo',
    json: given.has('json'),
    build: !given.has('no-build'),
    seed: whole('seed', given.get('seed') ?? '1', 0, 4_294_967_295),
    port: whole('port', given.get('port') ?? '8545', 1, 65_535),
    controlPort: whole('control-port', given.get('control-port') ?? '8550', 1, 65_535),
    corrupt: figureOf(given.get('corrupt')),
  }
}

function whole(name, text, min, max) {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max))
    throw new FlagError(`--${name} must be a whole number from ${min} to ${max}, not "${text}".`)
  return value
}

function figureOf(text) {
  if (text === undefined) return undefined
  const [row, column, more] = text.split(':')
  if (!row || !column || more !== undefined)
    throw new FlagError(
      `--corrupt names a figure as <date>:<column> or totals:<name>, such as 2024-04-20:paid, not "${text}".`,
    )
  return { row, column }
}
