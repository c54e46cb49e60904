import { html, nothing, type TemplateResult } from 'lit'
import type { ConnectMessages } from '../../locales/en/connect.js'
import type { WalletInfo } from '../../store/types.js'
import { walletIcon } from '../../styles/icons.js'

interface Chooser {
  readonly t: ConnectMessages
  readonly isOpen: boolean
  readonly wallets: readonly WalletInfo[]
  readonly lookedAgain: boolean
  readonly onChoose: (id: string) => void
  readonly onLookAgain: () => void
  readonly onClose: () => void
}

/** The window with the wallets, or with what a wallet is where there is none. */
export function chooser(of: Chooser): TemplateResult {
  const { t, wallets } = of
  return html`
    <dmex-dialog label=${wallets.length > 0 ? t.title : t.noWallet} ?open=${of.isOpen} @dmex-close=${of.onClose}>
      ${of.isOpen ? (wallets.length > 0 ? list(of) : none(of)) : nothing}
    </dmex-dialog>
  `
}

function list({ t, wallets, onChoose }: Chooser): TemplateResult {
  return html`
    <div class="chooser">
      <p class="quiet">${t.choose}</p>
      <ul>
        ${wallets.map(
          (wallet) => html`
            <li>
              <button class="wallet" part="wallet" type="button" @click=${() => onChoose(wallet.id)}>
                ${picture(wallet)}<bdi>${wallet.id === 'injected' ? t.browserWallet : wallet.name}</bdi>
              </button>
            </li>
          `,
        )}
      </ul>
    </div>
  `
}

/** A wallet's own picture; only one that comes along with it, so that nothing is fetched. */
export function picture(wallet: WalletInfo | undefined): TemplateResult {
  const icon = wallet?.icon
  return icon?.startsWith('data:image/')
    ? html`<img src=${icon} alt="" width="28" height="28" />`
    : html`<span class="icon">${walletIcon}</span>`
}

function none({ t, lookedAgain, onLookAgain }: Chooser): TemplateResult {
  return html`
    <div class="chooser">
      <p>${t.whatIsWallet}</p>
      <p>${t.getWallet}</p>
      <dmex-button wide @click=${onLookAgain}>${t.lookAgain}</dmex-button>
      <p class="quiet" ?hidden=${!lookedAgain}>${t.stillNone}</p>
    </div>
  `
}
