import { type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { DmexElement } from '../../base/DmexElement.js'
import type { ElementClass } from '../../base/defineElement.js'
import { loadDeployment, type Settings, settingsOf, type WithSettings } from '../../base/settings.js'
import { announce } from '../../controllers/announce.js'
import { ConnectionController } from '../../controllers/ConnectionController.js'
import { chainName } from '../../controllers/chainName.js'
import { MenuController } from '../../controllers/MenuController.js'
import { ReadController } from '../../controllers/ReadController.js'
import { hasCode, isRejection } from '../../store/errors.js'
import type { Connection, Eip1193Provider, ExternalConnection, WalletSource } from '../../store/types.js'
import { hidden } from '../../styles/hidden.js'
import { tokens } from '../../styles/tokens.js'
import { DmexAddress } from '../address/address.js'
import { DmexButton } from '../button/button.js'
import { DmexDialog } from '../dialog/dialog.js'
import { accountMenu } from './accountMenu.js'
import { chooser } from './chooser.js'
import { styles } from './connect.styles.js'
import { balanceQuery, coinMoney, walletSource } from './nativeBalance.js'
import { connectProblem, switchProblem, walletName } from './words.js'

/**
 * Connects a wallet, and shows who is connected: account, network and balance. It finds the wallets of the browser by itself
 * (EIP-6963), offers those that the page brings, remembers the choice over a reload, and asks nobody but the wallet.
 *
 * @summary Connects a wallet, and shows who is connected.
 * @csspart account - the button that shows who is connected
 * @csspart panel - what opens under it
 * @csspart message - what happened, and what to do
 * @csspart wallet - a wallet in the list
 * @fires {CustomEvent<{ account: string, chainId: number, wallet: string | undefined }>} dmex-connect - somebody is connected, or is so by another account or on another network
 * @fires {CustomEvent<{ account: string }>} dmex-disconnect - nobody is connected any more
 * @attr {number} chain - EIP-155 chain id that the page needs; without one every network is right
 * @attr {string} rpc - URL of a JSON-RPC endpoint, which a wallet is told that does not know the chain
 * @attr {string} deployment - URL of a JSON file `{ chainId, addresses }`, of which the chain id is used when `chain` is not set
 */
export class DmexConnect extends DmexElement implements WithSettings {
  static override readonly dependencies: Readonly<Record<string, ElementClass>> = {
    'dmex-address': DmexAddress,
    'dmex-button': DmexButton,
    'dmex-dialog': DmexDialog,
  }
  static override styles: CSSResultGroup = [tokens, hidden, styles]
  static override properties: PropertyDeclarations = {
    chain: { type: Number },
    rpc: {},
    deployment: {},
    isChoosing: { state: true },
    lookedAgain: { state: true },
    isSwitching: { state: true },
    notice: { state: true },
    hasCopied: { state: true },
    deployedOn: { state: true },
  }

  /** EIP-155 chain id that the page needs; without one every network is right. */
  declare chain: number | undefined
  /** URL of a JSON-RPC endpoint, which a wallet is told that does not know the chain. */
  declare rpc: string | undefined
  /** Contracts that the address book lacks; their chain is the one that is needed when `chain` is not set. */
  declare deployment: Settings['deployment']

  declare protected isChoosing: boolean | undefined
  declare protected lookedAgain: boolean | undefined
  declare protected isSwitching: boolean | undefined
  /** What to say besides what the connection itself tells. */
  declare protected notice: string | undefined
  declare protected hasCopied: boolean | undefined
  declare protected deployedOn: number | undefined

  readonly #connection = new ConnectionController(this)
  readonly #menu = new MenuController(this, '#account', '#panel')
  readonly #balance = new ReadController(
    this,
    () => walletSource(this.#connection.current),
    () => balanceQuery(this.#connection.current),
  )
  #shown: Connection | undefined
  #hadFocus = false
  #said: string | undefined
  #deployment: Settings['deployment']

  /** Wallets that the page brings besides those that announce themselves. Nothing of one is loaded before it is chosen. */
  set wallets(sources: readonly WalletSource[]) {
    this.#connection.store.send({ type: 'offer', sources })
  }

  /** Connects the page by a wallet that it has already, such as `window.ethereum`. */
  set provider(provider: Eip1193Provider | undefined) {
    if (provider) void this.#connection.store.send({ type: 'use-provider', provider })
  }
  get provider(): Eip1193Provider | undefined {
    return this.#connection.current.provider
  }

  /** Connects the page by a connection that it manages itself, such as `fromWagmi(config)`. */
  set config(connection: ExternalConnection | undefined) {
    if (connection) void this.#connection.store.send({ type: 'adopt', connection })
  }

  /** Opens the list of wallets, or the page's own way to connect. */
  async connect(): Promise<void> {
    this.notice = undefined
    const { page, status } = this.#connection.current
    if (status === 'connected' || status === 'connecting') return
    if (!page) {
      this.lookedAgain = false
      this.isChoosing = true
    } else if (page.canConnect) await this.#ask('page')
    else this.notice = this.locale.t.connect.byPage
  }

  /** Ends the connection. */
  async disconnect(): Promise<void> {
    this.notice = undefined
    await this.#connection.store.send({ type: 'disconnect' })
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null
    const { current } = this.#connection
    if (current.status === 'connected') this.isChoosing = false
    if (current.chainId !== this.#shown?.chainId) this.notice = undefined
    void this.#findChain()
  }

  protected override updated(): void {
    this.#tell()
    const message = this.#message
    if (message !== this.#said && message) announce(message)
    this.#said = message
    // A control that had the focus and is gone hands it to the one that took its place.
    if (this.#hadFocus && this.shadowRoot?.activeElement == null) void this.#focusMain()
  }

  async #focusMain(): Promise<void> {
    const main = this.renderRoot.querySelector<HTMLElement & { updateComplete?: Promise<unknown> }>('#account, .main')
    // A button of ours takes the focus once it has drawn.
    await main?.updateComplete
    main?.focus()
  }

  /** Which chain a deployment is on, when nothing else says which one is needed. */
  async #findChain(): Promise<void> {
    if (typeof window === 'undefined') return
    const { chain, deployment } = settingsOf(this)
    if (chain !== undefined || deployment === this.#deployment) return
    this.#deployment = deployment
    try {
      const { chainId } = typeof deployment === 'string' ? await loadDeployment(deployment) : (deployment ?? {})
      if (deployment === this.#deployment) this.deployedOn = chainId
    } catch {
      // The elements that read from it say so; connecting works without.
      this.#deployment = undefined
    }
  }

  #tell(): void {
    const before = this.#shown
    const now = this.#connection.current
    this.#shown = now
    if (now.status === 'connected' && now.account && now.chainId !== undefined) {
      const { account, chainId, wallet } = now
      if (before?.account === account && before.chainId === chainId) return
      this.emit('dmex-connect', { account, chainId, wallet: wallet?.id })
    } else if (before?.account) this.emit('dmex-disconnect', { account: before.account })
  }

  get #expected(): number | undefined {
    return settingsOf(this).chain ?? this.deployedOn
  }

  get #isWrong(): boolean {
    const { status, chainId } = this.#connection.current
    return status === 'connected' && this.#expected !== undefined && chainId !== this.#expected
  }

  #chain(id: number): string {
    return chainName(id, this.locale.t.transaction.chain)
  }

  /** What there is to say, in one or two sentences. */
  get #message(): string | undefined {
    const t = this.locale.t.connect
    const { current } = this.#connection
    if (this.isSwitching) return t.switching
    if (this.notice) return this.notice
    if (current.status === 'connecting') return t.connecting(walletName(current.wallet, t))
    if (current.status === 'disconnected') return connectProblem(current, t)
    if (this.#isWrong) return t.wrongChain(this.#chain(current.chainId ?? 0), this.#chain(this.#expected ?? 0))
    return undefined
  }

  protected override render(): TemplateResult {
    const { current, state } = this.#connection
    const isConnected = current.status === 'connected'
    return html`
      <div class="all" dir=${this.locale.direction}>
        ${isConnected ? this.#account(current) : this.#button(current)} ${this.#note(current)}
        ${chooser({
          t: this.locale.t.connect,
          isOpen: this.isChoosing === true,
          wallets: state.wallets,
          lookedAgain: this.lookedAgain === true,
          onChoose: (id) => void this.#ask(id),
          onLookAgain: this.#lookAgain,
          onClose: () => {
            this.isChoosing = false
          },
        })}
      </div>
    `
  }

  #button({ status }: Connection): TemplateResult {
    return html`
      <dmex-button class="main" ?busy=${status === 'connecting'} @click=${() => void this.connect()}>
        ${this.locale.t.common.connect}
      </dmex-button>
    `
  }

  #note({ status }: Connection): TemplateResult | typeof nothing {
    const message = this.#message
    if (!message) return nothing
    const isBusy = status === 'connecting' || this.isSwitching
    const { t } = this.locale
    return html`
      <div class="note" data-tone=${isBusy ? 'plain' : 'problem'}>
        <p part="message">${message}</p>
        ${
          status === 'connecting'
            ? html`<dmex-button variant="quiet" @click=${() => void this.disconnect()}>${t.common.cancel}</dmex-button>`
            : nothing
        }
        ${
          this.#isWrong
            ? html`<dmex-button ?busy=${this.isSwitching === true} @click=${this.#switch}
                >${t.connect.switchTo(this.#chain(this.#expected ?? 0))}</dmex-button
              >`
            : nothing
        }
      </div>
    `
  }

  #account(connection: Connection): TemplateResult {
    const { data, status } = this.#balance.shown
    return accountMenu({
      t: this.locale.t.connect,
      common: this.locale.t.common,
      menu: this.#menu,
      connection,
      chain: chainName(connection.chainId ?? 0, (id) => id),
      balance: data === undefined ? undefined : this.locale.amount(data, coinMoney(connection)),
      balanceFailed: status === 'error',
      hasCopied: this.hasCopied === true,
      onCopy: this.#copy,
      onSwitchAccount: this.#switchAccount,
      onDisconnect: () => {
        this.#menu.close()
        void this.disconnect()
      },
    })
  }

  async #ask(id: string): Promise<void> {
    this.isChoosing = false
    // The failure is in the connection, and shown from there.
    await this.#connection.store.send({ type: 'connect', wallet: id }).catch(() => undefined)
  }

  #lookAgain = (): void => {
    this.lookedAgain = true
    dispatchEvent(new Event('eip6963:requestProvider'))
    if (this.#connection.state.wallets.length === 0) announce(this.locale.t.connect.stillNone)
  }

  #switch = async (): Promise<void> => {
    const id = this.#expected
    if (id === undefined || this.isSwitching) return
    this.notice = undefined
    this.isSwitching = true
    const name = chainName(id, (number) => `Chain ${number}`)
    try {
      await this.#connection.store.send({ type: 'switch-chain', chain: { id, name, rpc: settingsOf(this).rpc } })
    } catch (error) {
      const t = this.locale.t.connect
      this.notice = switchProblem(error, this.#chain(id), walletName(this.#connection.current.wallet, t), t)
    } finally {
      this.isSwitching = false
    }
  }

  #switchAccount = async (): Promise<void> => {
    this.#menu.close()
    this.notice = undefined
    try {
      await this.provider?.request({ method: 'wallet_requestPermissions', params: [{ eth_accounts: {} }] })
    } catch (error) {
      if (isRejection(error)) return
      const t = this.locale.t.connect
      const { wallet } = this.#connection.current
      this.notice = hasCode(error, -32002) ? t.askedAlready(walletName(wallet, t)) : t.switchAccountByHand
    }
  }

  #copy = async (): Promise<void> => {
    const { common, connect } = this.locale.t
    try {
      await navigator.clipboard.writeText(this.#connection.current.account ?? '')
      this.hasCopied = true
      announce(common.copied)
      setTimeout(() => {
        this.hasCopied = false
      }, 2_000)
    } catch {
      this.#menu.close()
      this.notice = `${connect.copyByHand} ${this.#connection.current.account}`
    }
  }
}
