import type { Devnet } from '../devnet.js'
import type { Flags } from './flags.js'

/** What the command line prints when the devnet is ready. */
export function describe(
  devnet: Devnet,
  controlUrl: string,
  { port, controlPort, days }: Flags,
  today: string,
): string {
  const moved = (asked: number, url: string): string =>
    url.endsWith(`:${asked}`) ? '' : `   (port ${asked} is taken, so another one was chosen)`
  const { rpcUrl, chainId, addresses, tokens, games, accounts, seed } = devnet
  const { items: gameItems, gear: gameGear, shop: gameShop } = games
  const contracts = Object.entries({ ...addresses, ...tokens, gameItems, gameGear, gameShop })
  const people = Object.values(accounts)
  return [
    '',
    `Ready. It is the evening of ${today}${days > 0 ? `, ${days} days of real income have passed` : ''}. Chain id ${chainId}, seed ${seed}.`,
    '',
    `  RPC           ${rpcUrl}${moved(port, rpcUrl)}`,
    `  Control page  ${controlUrl}${moved(controlPort, controlUrl)}`,
    '',
    'Contracts',
    ...columns(contracts.map(([name, address]) => [name, String(address)])),
    '',
    'People (keys that everybody knows: never send them real money)',
    ...columns(people.map(({ id, name, address, privateKey }) => [id, name, address, privateKey])),
    '',
    'Try',
    '  open the control page, press "One day on", and watch income arrive and escrow release',
    `  curl -X POST -H 'content-type: application/json' -d '{"days": 7}' ${controlUrl}/api/advance`,
    '  Ctrl-C ends everything and leaves nothing behind',
    '',
    '',
  ].join('\n')
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
