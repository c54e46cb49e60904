import { openDevnet, toChain } from './devnet.js'
import { askForAccount, askForNetwork, askForSignature, askForTransaction, showChip } from './dialog.js'
import { codes, rejected, WalletError } from './errors.js'
import { onElsewhere, recall, remember } from './memory.js'

/** A network that the wallet can be on and that isn't the market's, so that a page's answer to it can be seen. */
const ELSEWHERE = 1

const hex = (value) => `0x${value.toString(16)}`
const isSame = (a, b) => typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase()

/** The wallet's state, and what it does with a page's requests (EIP-1193). */
class Wallet {
  #devnet
  #icon
  #listeners = new Map()
  #added = new Map()
  #state = recall()
  #market
  #loading
  #turn = Promise.resolve()

  /** What is answered without asking anybody. */
  #atOnce = {
    eth_accounts: () => this.#accounts(),
    eth_chainId: () => hex(this.#state.chainId),
    net_version: () => String(this.#state.chainId),
    web3_clientVersion: () => 'Devnet test wallet',
    wallet_getPermissions: () => this.#permissions(),
    wallet_revokePermissions: () => {
      this.#become({ account: undefined })
      return null
    },
  }

  /** What the visitor is shown first. */
  #asking = {
    eth_requestAccounts: () => (this.#state.account ? this.#accounts() : this.#choose()),
    wallet_requestPermissions: () => this.#choose().then(() => this.#permissions()),
    eth_sendTransaction: (params) => this.#send(params),
    personal_sign: ([message, account]) => this.#sign('personal_sign', account, [message, account], { message }),
    eth_signTypedData_v4: ([account, data]) => {
      const typedData = typeof data === 'string' ? data : JSON.stringify(data)
      return this.#sign('eth_signTypedData_v4', account, [account, typedData], { typedData })
    },
    wallet_switchEthereumChain: (params) => this.#switch(params),
    wallet_addEthereumChain: (params) => this.#add(params),
  }

  constructor(base, icon) {
    this.#devnet = openDevnet(base)
    this.#icon = icon
    onElsewhere((state) => this.#follow(state))
    if (this.#state.account) void this.#known().catch(() => {})
  }

  async request({ method, params = [] } = {}) {
    await this.#known()
    if (Object.hasOwn(this.#atOnce, method)) return this.#atOnce[method](params)
    if (Object.hasOwn(this.#asking, method)) return this.#inTurn(() => this.#asking[method](params))
    if (/^(eth|net|web3)_(?!sign|send(?!RawTransaction))/.test(method)) return this.#read(method, params)
    throw new WalletError(codes.unknownMethod, `The Devnet test wallet does not know ${method}.`)
  }

  listen(event, listener) {
    this.#listeners.set(event, new Set([...(this.#listeners.get(event) ?? []), listener]))
  }

  unlisten(event, listener) {
    this.#listeners.get(event)?.delete(listener)
  }

  #emit(event, value) {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(value)
  }

  // ---- who is connected, and where

  #accounts() {
    return this.#state.account ? [this.#state.account] : []
  }

  #permissions() {
    return this.#state.account ? [{ parentCapability: 'eth_accounts' }] : []
  }

  #person() {
    return this.#market?.people.find(({ address }) => isSame(address, this.#state.account))
  }

  #networks() {
    const { chainId, name } = this.#market
    return [{ chainId, name }, { chainId: ELSEWHERE }, ...this.#added.values()]
  }

  /** Learns of the market, and who is there; what another devnet left behind is forgotten. */
  async #known() {
    this.#loading ??= this.#devnet.ask('deployment.json')
    try {
      const found = await this.#loading
      if (this.#market) return
      this.#market = found
    } catch (error) {
      this.#loading = undefined
      throw error
    }
    this.#state.chainId ??= this.#market.chainId
    if (!this.#person()) this.#state.account = undefined
    this.#emit('connect', { chainId: hex(this.#state.chainId) })
    this.#showChip()
  }

  /** Takes a decision of the visitor's. */
  #become(next) {
    const state = { ...this.#state, ...next }
    remember(state)
    this.#follow(state)
  }

  /** Tells the page what changed. */
  #follow({ account, chainId }) {
    const before = this.#state
    this.#state = { account, chainId: chainId ?? before.chainId }
    if (this.#state.chainId !== before.chainId) this.#emit('chainChanged', hex(this.#state.chainId))
    if ((account ?? before.account) && !isSame(account, before.account)) this.#emit('accountsChanged', this.#accounts())
    this.#showChip()
  }

  #showChip() {
    const person = this.#person()
    const elsewhere = this.#state.chainId !== this.#market?.chainId
    showChip(person && { name: person.name, icon: this.#icon, elsewhere }, () => {
      this.#inTurn(() => this.#choose()).catch(() => {})
    })
  }

  #assertConnected(account) {
    const { account: own } = this.#state
    if (!own) throw new WalletError(codes.notConnected, 'Connect the wallet first: eth_requestAccounts.')
    if (account && !isSame(account, own))
      throw new WalletError(codes.notConnected, `This page may act for ${own} only, not for ${account}.`)
  }

  // ---- what the visitor is asked

  /** Shows one thing after another: two dialogs at once would hide each other. */
  #inTurn(work) {
    const run = this.#turn.then(work)
    this.#turn = run.catch(() => {})
    return run
  }

  async #choose() {
    await this.#known()
    const people = await this.#devnet.ask('wallet/people')
    const chosen = await askForAccount({ icon: this.#icon, people, networks: this.#networks(), ...this.#state })
    if (!chosen) throw rejected()
    this.#become(chosen)
    return this.#accounts()
  }

  async #send([asked = {}]) {
    this.#assertConnected(asked.from)
    const { chainId, account } = this.#state
    if (chainId !== this.#market.chainId)
      throw new WalletError(codes.otherChain, `The wallet is on chain ${chainId}, not on ${this.#market.chainId}.`)
    if (asked.chainId !== undefined && Number(asked.chainId) !== chainId)
      throw new WalletError(codes.badParams, `The transaction is for chain ${Number(asked.chainId)}, not ${chainId}.`)
    const { to, data = asked.input ?? '0x', value = '0x0', gas } = asked
    const transaction = { from: account, to, data, value }
    const meaning = await this.#devnet.ask('wallet/transaction', transaction)
    if (!(await askForTransaction({ icon: this.#icon, account: this.#person(), transaction, meaning })))
      throw rejected()
    return this.#devnet.toChain('eth_sendTransaction', [{ ...transaction, ...(gas ? { gas } : {}) }])
  }

  async #sign(method, account, params, question) {
    this.#assertConnected(account)
    const { chainId } = this.#state
    const meaning = await this.#devnet.ask('wallet/signature', question)
    if (meaning.chainId !== undefined && meaning.chainId !== chainId)
      throw new WalletError(codes.badParams, `The signature is for chain ${meaning.chainId}, not ${chainId}.`)
    if (!(await askForSignature({ icon: this.#icon, account: this.#person(), meaning }))) throw rejected()
    return this.#devnet.toChain(method, params)
  }

  async #switch([{ chainId } = {}]) {
    const wanted = Number(chainId)
    if (wanted === this.#state.chainId) return null
    const network = this.#networks().find((one) => one.chainId === wanted)
    if (!network)
      throw new WalletError(codes.unknownChain, `Chain ${wanted} is unknown. Add it with wallet_addEthereumChain.`)
    if (!(await askForNetwork({ icon: this.#icon, network, added: false }))) throw rejected()
    this.#become({ chainId: wanted })
    return null
  }

  async #add([{ chainId, chainName, rpcUrls = [] } = {}]) {
    const wanted = Number(chainId)
    const [rpcUrl] = rpcUrls
    if (!Number.isSafeInteger(wanted) || wanted < 1 || !URL.canParse(rpcUrl))
      throw new WalletError(codes.badParams, 'A network needs a chainId such as "0x7a69" and a URL in rpcUrls.')
    if (this.#networks().some((one) => one.chainId === wanted)) return this.#switch([{ chainId }])
    const network = { chainId: wanted, name: String(chainName ?? wanted), rpcUrl }
    if (!(await askForNetwork({ icon: this.#icon, network, added: true }))) throw rejected()
    this.#added.set(wanted, network)
    this.#become({ chainId: wanted })
    return null
  }

  // ---- reading

  /** Reads go to the network that the wallet is on. */
  #read(method, params) {
    const { chainId } = this.#state
    if (chainId === this.#market.chainId) return this.#devnet.toChain(method, params)
    const network = this.#added.get(chainId)
    if (!network) throw new WalletError(codes.otherChain, `This test wallet has no way to chain ${chainId}.`)
    return toChain(network.rpcUrl, method, params)
  }
}

/**
 * Makes the wallet's provider (EIP-1193).
 *
 * @param base - where the devnet serves the wallet
 * @param icon - the wallet's picture, as a data URL
 */
export function createProvider(base, icon) {
  const wallet = new Wallet(base, icon)
  const provider = Object.freeze({
    request: (asked) => wallet.request(asked),
    on(event, listener) {
      wallet.listen(event, listener)
      return provider
    },
    removeListener(event, listener) {
      wallet.unlisten(event, listener)
      return provider
    },
  })
  return provider
}
