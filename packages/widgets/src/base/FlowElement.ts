import type { Deployment } from '@dmex/sdk'
import type { PropertyDeclarations } from 'lit'
import { ConnectionController } from '../controllers/ConnectionController.js'
import type { Eip1193Provider, ExternalConnection } from '../store/types.js'
import { DmexElement } from './DmexElement.js'
import { type Settings, settingsOf } from './settings.js'
import { findSource, type NoSource, type Source } from './source.js'

/**
 * What the elements that read or act have in common: where they do it, and as whom.
 *
 * @attr {number} chain - EIP-155 chain id
 * @attr {string} rpc - URL of a JSON-RPC endpoint; without one the visitor's wallet is asked
 * @attr {string} deployment - URL of a JSON file `{ chainId, addresses }`, for a chain that the address book lacks
 */
export class FlowElement extends DmexElement {
  static override properties: PropertyDeclarations = {
    chain: { type: Number },
    rpc: {},
    deployment: {},
    source: { state: true },
    sourceError: { state: true },
  }

  /** EIP-155 chain id. */
  declare chain: number | undefined
  /** URL of a JSON-RPC endpoint; without one the visitor's wallet is asked. */
  declare rpc: string | undefined
  /** Contracts that the address book lacks: themselves, or the URL of a JSON file with `{ chainId, addresses }`. */
  declare deployment: Deployment | string | undefined
  /** Where to read and sign; `undefined` while it is looked up. */
  declare protected source: Source | NoSource | undefined
  /** Why it could not be found, such as a deployment file that is not there. */
  declare protected sourceError: unknown

  /** Who is connected, for the whole page. */
  protected readonly connection: ConnectionController = new ConnectionController(this)

  /** Connects the page by a wallet that it has already, such as `window.ethereum`. */
  set provider(provider: Eip1193Provider | undefined) {
    if (provider) void this.connection.store.send({ type: 'use-provider', provider })
  }
  get provider(): Eip1193Provider | undefined {
    return this.connection.current.provider
  }

  /** Connects the page by a connection that it manages itself, such as `fromWagmi(config)`. */
  set config(connection: ExternalConnection | undefined) {
    if (connection) void this.connection.store.send({ type: 'adopt', connection })
  }

  /** What holds for this element: its own attributes, else `dmex-provider`'s, else the script tag's. */
  protected get settings(): Settings {
    return settingsOf(this)
  }

  /** Looks the source up again, after a failure. */
  protected retrySource(): void {
    this.#asked = undefined
    this.requestUpdate()
  }

  #asked: string | undefined
  #deployment: Deployment | string | undefined

  protected override willUpdate(_changed: Map<PropertyKey, unknown>): void {
    if (typeof window === 'undefined') return
    const { settings } = this
    const { account, chainId, provider } = this.connection.current
    // Without a chain of its own an element follows the wallet's; otherwise the wallet's chain changes nothing here.
    const asked = JSON.stringify([settings.chain ?? chainId, settings.rpc, account, provider === this.#provider])
    if (asked === this.#asked && settings.deployment === this.#deployment) return
    this.#provider = provider
    this.#asked = JSON.stringify([settings.chain ?? chainId, settings.rpc, account, true])
    this.#deployment = settings.deployment
    void this.#find(settings)
  }

  #provider: Eip1193Provider | undefined
  #turn = 0

  async #find(settings: Settings): Promise<void> {
    const turn = ++this.#turn
    try {
      const source = await findSource(settings, this.connection.current)
      if (turn !== this.#turn) return
      this.source = source
      this.sourceError = undefined
    } catch (error) {
      if (turn !== this.#turn) return
      this.source = undefined
      this.sourceError = error
    }
  }
}
