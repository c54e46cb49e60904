import { firstDay, lastDay } from '../constants/mining.js'
import { dateOf, dayOf, preparationDays } from '../days.js'
import { type ProfileName, profiles } from '../profiles.js'

/** What the command line asked for. */
export interface Flags {
  readonly help: boolean
  readonly version: boolean
  readonly json: boolean
  readonly date: string
  readonly days: number
  readonly seed: number
  readonly port: number
  readonly controlPort: number
  readonly profile: ProfileName
  readonly market: boolean
}

/** A command line that can't be obeyed. The message says what was wrong and what is allowed. */
export class FlagError extends Error {
  override readonly name = 'FlagError'
}

/** Ports that are tried first; the next free one is taken when somebody has them. */
export const defaults = { date: '2024-04-06', days: 0, seed: 1, port: 8545, controlPort: 8550 } as const

/** Longest stretch of days that one start replays. */
export const maxDays = 1000

const known = ['date', 'days', 'seed', 'port', 'control-port', 'profile', 'bare', 'json', 'help', 'version'] as const

type Known = (typeof known)[number]

const isSwitch = (name: Known): boolean => ['bare', 'json', 'help', 'version'].includes(name)

/** The text of `--help`. */
export const help: string = `A whole DMEX market on this machine: chain, contracts, people, real mining income, time travel.

Usage: npx @dmex/devnet [flags]

  --date <day>           first day that hashpower bought at the start earns (${defaults.date}: the halving is 14 days later)
                         ${dateOf(firstDay + preparationDays)} to ${dateOf(lastDay)}
  --days <number>        days of real mining income to replay before it is ready, 0 to ${maxDays} (${defaults.days})
  --seed <number>        whole number, 0 to 4294967295; the same seed gives the same market (${defaults.seed})
  --port <number>        where the chain listens, 1 to 65535 (${defaults.port}, or the next free one)
  --control-port <n>     where the control page listens (${defaults.controlPort}, or the next free one)
  --profile <name>       ${Object.entries(profiles)
    .map(([name, { title }]) => `${name}: ${title}`)
    .join('\n                         ')}
  --bare                 contracts and people only, nothing sold yet
  --json                 print one line of JSON (URLs, addresses, keys) instead of text
  --help, --version

It listens on 127.0.0.1 alone, keeps nothing on disk, and ends with Ctrl-C.
`

/**
 * Reads a command line.
 *
 * @param argv - arguments after the program's name
 * @throws FlagError when a flag is unknown or its value is not allowed
 */
export function parseFlags(argv: readonly string[]): Flags {
  const given = collect(argv)
  return {
    help: given.has('help'),
    version: given.has('version'),
    json: given.has('json'),
    market: !given.has('bare'),
    date: date(given.get('date')),
    days: whole('days', given.get('days'), defaults.days, 0, maxDays),
    seed: whole('seed', given.get('seed'), defaults.seed, 0, 0xffff_ffff),
    port: whole('port', given.get('port'), defaults.port, 1, 65_535),
    controlPort: whole('control-port', given.get('control-port'), defaults.controlPort, 1, 65_535),
    profile: profile(given.get('profile')),
  }
}

function collect(argv: readonly string[]): Map<Known, string> {
  const given = new Map<Known, string>()
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-h') word = '--help'
    const [, typed, attached] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? []
    if (typed === undefined) throw new FlagError(`"${word}" is not a flag. ${allowed()}`)
    const name = known.find((candidate) => candidate === typed)
    if (!name) throw new FlagError(`There is no flag --${typed}.${suggestion(typed)} ${allowed()}`)
    if (given.has(name)) throw new FlagError(`--${name} is given twice. Give it once.`)
    if (isSwitch(name)) {
      if (attached !== undefined) throw new FlagError(`--${name} takes no value. Write it alone.`)
      given.set(name, '')
      continue
    }
    const value = attached ?? rest.shift()
    if (value === undefined || value === '' || (attached === undefined && value.startsWith('--')))
      throw new FlagError(`--${name} needs a value. See --help.`)
    given.set(name, value)
  }
  return given
}

function whole(name: Known, text: string | undefined, otherwise: number, min: number, max: number): number {
  if (text === undefined) return otherwise
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max))
    throw new FlagError(`--${name} must be a whole number from ${min} to ${max}, not "${text}".`)
  return value
}

function date(text: string | undefined): string {
  if (text === undefined) return defaults.date
  try {
    if (dayOf(text) >= firstDay + preparationDays) return text
  } catch (error) {
    throw new FlagError(`--date: ${error instanceof Error ? error.message : String(error)}`)
  }
  throw new FlagError(
    `--date must be ${dateOf(firstDay + preparationDays)} or later, not "${text}": the market is prepared in the days before.`,
  )
}

function profile(text: string | undefined): ProfileName {
  const names = Object.keys(profiles) as ProfileName[]
  const name = text === undefined ? 'local' : names.find((candidate) => candidate === text)
  if (!name) throw new FlagError(`--profile must be one of ${names.join(', ')}, not "${text}".`)
  return name
}

const allowed = (): string => `Allowed are ${known.map((name) => `--${name}`).join(', ')}.`

function suggestion(typed: string): string {
  const [near] = known
    .map((name) => ({ name, far: distance(name, typed) }))
    .filter(({ far }) => far <= 2)
    .sort((a, b) => a.far - b.far)
  return near ? ` Did you mean --${near.name}?` : ''
}

/** Levenshtein distance, for short words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (const [column, other] of [...b].entries())
      next.push(
        Math.min((row[column] ?? 0) + (letter === other ? 0 : 1), (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1),
      )
    row = next
  }
  return row[b.length] ?? 0
}
