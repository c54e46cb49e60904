import type { DmexAccount, DmexClient } from '@dmex/sdk'
import { toDmexError } from '@dmex/sdk/errors'
import { rig } from '../backends/rig/rig.js'
import { quantity, request } from '../backends/rig/rpc.js'
import { toGameError } from '../backends/rig/toGameError.js'
import { GameError } from '../core/errors.js'
import type { Address, Command, UnsignedCall } from '../core/types.js'

/** The companion's client, with a player acting. The companion never signs for a player. */
const actingAs = (client: DmexClient, address: Address): DmexClient => {
  const account: DmexAccount = { address, type: 'json-rpc' }
  return { ...client, account, dmexWallet: undefined }
}

async function simulate(client: DmexClient, from: Address, { to, data, value }: UnsignedCall): Promise<void> {
  try {
    await request(client, 'eth_call', { from, to, data, value: quantity(value) }, 'latest')
  } catch (error) {
    throw toGameError(await toDmexError(error))
  }
}

/** Calls of a command, for an account that has to be known except for a claim. */
export async function prepareCalls(
  client: DmexClient,
  command: Command,
  account: Address | undefined,
): Promise<readonly UnsignedCall[]> {
  if (!account && command.do !== 'claim')
    throw new GameError('AccountMissing', 'Say who acts: calls are prepared for one account.')
  const acting = account ? actingAs(client, account) : client
  const calls = await rig({ client: acting, pollingMs: 0 }).prepare(command)
  // What the chain refuses is said before a wallet asks for a signature. Later calls build on the first.
  const [first] = calls
  if (first && account) await simulate(client, account, first)
  return calls
}

/** Throws what a command would meet now, after the calls before its own went through. */
export async function checkCommand(client: DmexClient, command: Command, account: Address): Promise<void> {
  const calls = await rig({ client: actingAs(client, account), pollingMs: 0 }).prepare(command)
  const last = calls.at(-1)
  if (last) await simulate(client, account, last)
}
