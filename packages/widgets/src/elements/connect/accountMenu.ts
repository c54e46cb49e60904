import { html, nothing, type TemplateResult } from 'lit'
import type { MenuController } from '../../controllers/MenuController.js'
import type { CommonMessages } from '../../locales/en/common.js'
import type { ConnectMessages } from '../../locales/en/connect.js'
import type { Connection } from '../../store/types.js'
import { chevron } from '../../styles/icons.js'
import { shortAddress } from '../address/shortAddress.js'
import { picture } from './chooser.js'

interface AccountMenu {
  readonly t: ConnectMessages
  readonly common: CommonMessages
  readonly menu: MenuController
  readonly connection: Connection
  /** Name of the network that the wallet is on. */
  readonly chain: string
  /** With its symbol; `undefined` until it is known. */
  readonly balance: string | undefined
  readonly balanceFailed: boolean
  readonly hasCopied: boolean
  readonly onCopy: () => void
  readonly onSwitchAccount: () => void
  readonly onDisconnect: () => void
}

/** The button that says who is connected, and what opens under it. */
export function accountMenu(of: AccountMenu): TemplateResult {
  const { t, menu, connection, chain, balance } = of
  return html`
    <button
      id="account"
      part="account"
      type="button"
      popovertarget="panel"
      aria-haspopup="menu"
      aria-expanded=${menu.open ? 'true' : 'false'}
      @keydown=${menu.buttonKey}
    >
      ${picture(connection.wallet)}
      <span class="who">
        <span class="sr-only">${t.account} </span><span class="figure" dir="ltr">${shortAddress(connection.account ?? '')}</span>
        <span class="sr-only"> ${t.network} ${chain}</span>
        ${balance === undefined ? nothing : html`<span class="quiet figure"><span class="sr-only"> ${t.balance} </span>${balance}</span>`}
      </span>
      <span class="chevron">${chevron}</span>
    </button>
    <div id="panel" part="panel" popover @toggle=${menu.toggled} @keydown=${menu.key}>
      ${facts(of)}
      <div role="menu" aria-label=${t.menu}>
        ${item(of.hasCopied ? of.common.copied : t.copyAddress, of.onCopy)}
        ${item(t.switchAccount, of.onSwitchAccount)}
        ${connection.page && !connection.page.canDisconnect ? nothing : item(t.disconnect, of.onDisconnect)}
      </div>
    </div>
  `
}

function facts({ t, common, connection, chain, balance, balanceFailed }: AccountMenu): TemplateResult {
  return html`
    <dl>
      <div>
        <dt>${t.account}</dt>
        <dd><dmex-address plain .value=${connection.account}></dmex-address></dd>
      </div>
      <div>
        <dt>${t.network}</dt>
        <dd>${chain}</dd>
      </div>
      <div>
        <dt>${t.balance}</dt>
        <dd class="figure">${balance ?? (balanceFailed ? common.loadFailed : common.loading)}</dd>
      </div>
    </dl>
  `
}

function item(label: string, act: () => void): TemplateResult {
  return html`<button role="menuitem" type="button" tabindex="-1" @click=${act}>${label}</button>`
}
