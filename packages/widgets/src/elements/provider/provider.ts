import type { Deployment } from '@dmex/sdk'
import { type CSSResultGroup, css, html, type PropertyDeclarations, type TemplateResult } from 'lit'
import { DmexElement } from '../../base/DmexElement.js'
import { getStore } from '../../store/store.js'
import type { WalletSource } from '../../store/types.js'

/**
 * Says for all elements inside it where they read and act. Optional: a lone element works too.
 *
 * @summary Network, endpoint and contracts for all elements inside it.
 * @slot - the page
 * @attr {number} chain - EIP-155 chain id
 * @attr {string} rpc - URL of a JSON-RPC endpoint
 * @attr {string} deployment - URL of a JSON file `{ chainId, addresses }`, for a chain that the address book lacks
 */
export class DmexProvider extends DmexElement {
  static override styles: CSSResultGroup = css`
    :host {
      display: contents;
    }
  `
  static override properties: PropertyDeclarations = {
    chain: { type: Number },
    rpc: {},
    deployment: {},
  }

  /** EIP-155 chain id. */
  declare chain: number | undefined
  /** URL of a JSON-RPC endpoint. */
  declare rpc: string | undefined
  /** Contracts that the address book lacks: themselves, or the URL of a JSON file with `{ chainId, addresses }`. */
  declare deployment: Deployment | string | undefined

  /** Wallets that the page brings besides those that announce themselves. */
  set wallets(sources: readonly WalletSource[]) {
    getStore().send({ type: 'offer', sources })
  }

  protected override updated(): void {
    // The elements inside look up to this one; it tells them when to look again.
    getStore().send({ type: 'settings-changed' })
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`
  }
}
