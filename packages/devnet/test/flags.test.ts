import { describe, expect, it } from 'vitest'
import { FlagError, help, parseFlags } from '../src/cli/flags.js'

const reason = (...argv: string[]): string => {
  try {
    parseFlags(argv)
  } catch (error) {
    if (error instanceof FlagError) return error.message
    throw error
  }
  return ''
}

describe('the command line', () => {
  it('starts the month of the halving when nothing is said', () => {
    expect(parseFlags([])).toEqual({
      help: false,
      version: false,
      json: false,
      market: true,
      date: '2024-04-06',
      days: 0,
      seed: 1,
      port: 8545,
      controlPort: 8550,
      profile: 'local',
    })
  })

  it('takes values after a space or an equals sign', () => {
    expect(parseFlags(['--days', '90', '--seed=7', '--profile', 'bsc', '--json'])).toMatchObject({
      days: 90,
      seed: 7,
      profile: 'bsc',
      json: true,
    })
  })

  it('says what was wrong and what is allowed', () => {
    expect(reason('--days', 'many')).toBe('--days must be a whole number from 0 to 1000, not "many".')
    expect(reason('--days', '-1')).toBe('--days must be a whole number from 0 to 1000, not "-1".')
    expect(reason('--days', '1001')).toMatch(/from 0 to 1000/)
    expect(reason('--seed', '1.5')).toMatch(/--seed must be a whole number/)
    expect(reason('--port', '70000')).toMatch(/from 1 to 65535, not "70000"/)
    expect(reason('--port', '0')).toMatch(/from 1 to 65535/)
    expect(reason('--profile', 'tron')).toBe('--profile must be one of local, bsc, not "tron".')
    expect(reason('--date', 'monday')).toMatch(/"monday" is not a date/)
    expect(reason('--date', '1999-01-01')).toMatch(/2020-07-01 to 2026-06-13/)
    expect(reason('--port')).toBe('--port needs a value. See --help.')
    expect(reason('--port', '--json')).toBe('--port needs a value. See --help.')
    expect(reason('--json=yes')).toBe('--json takes no value. Write it alone.')
    expect(reason('--seed', '1', '--seed', '2')).toBe('--seed is given twice. Give it once.')
    expect(reason('--sed', '1')).toMatch(/There is no flag --sed. Did you mean --seed\? Allowed are --date, /)
    expect(reason('start')).toMatch(/"start" is not a flag. Allowed are/)
  })

  it('explains every flag in its help, within 120 columns', () => {
    for (const flag of ['date', 'days', 'seed', 'port', 'control-port', 'profile', 'bare', 'json', 'help', 'version'])
      expect(help).toContain(`--${flag}`)
    for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
  })
})
