import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('quickstart.mjs', import.meta.url))

it('runs, and the income follows the sword', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program])
  const lines = stdout.trim().split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[0]).toMatch(/^Ada pays 530 tUSDT for hashpower NFT \d+$/)
  const [ada, bo] = [amount(lines[1]), amount(lines[2])]
  // Both held the sword for seven settled days, and Bitcoin paid no less than 1.45 x 10^-6 BTC a TH/s on each of them.
  for (const claimed of [ada, bo]) expect(claimed).toBeGreaterThan(7 * 5 * 1.4e-6)
  expect(lines[3]).toMatch(/^5 TH\/s in 0x[0-9a-fA-F]{40}'s sword; refundable: 52\d\.\d+ tUSDT$/)
}, 60_000)

it('can be read in two minutes', async () => {
  const source = await readFile(program, 'utf8')
  expect(source.trimEnd().split('\n').length).toBeLessThan(60)
})

function amount(line = ''): number {
  return Number(/claims ([\d.]+) tBTC/.exec(line)?.[1])
}
