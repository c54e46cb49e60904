import type { DmexClient } from '../core/types.js'
import { bindModules } from './bindModules.js'
import type { DmexActions } from './generated.js'

/**
 * Puts every action of the protocol on a client, by module: `client.dmex.mint.buyHashpower(args)`. They are the same actions with the
 * same faces. Extend the client with a deployment, and with what it signs with, first.
 *
 * An application that counts bytes imports single actions instead: this one brings them all.
 *
 * @returns an extension for `client.extend`
 *
 * @example
 * ```ts
 * import { type Deployment, withDeployment } from '@dmex/sdk'
 * import { dmexActions } from '@dmex/sdk/client'
 * import { createClient, http } from 'viem'
 *
 * export const connect = (rpcUrl: string, deployment: Deployment) =>
 *   createClient({ transport: http(rpcUrl) }).extend(withDeployment(deployment)).extend(dmexActions())
 * ```
 */
export function dmexActions(): (client: DmexClient) => { dmex: DmexActions } {
  return (client) => ({ dmex: bindModules(client) })
}
