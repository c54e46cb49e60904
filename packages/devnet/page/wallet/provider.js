import { askForAccount, askForNetwork, askForSignature, askForTransaction, showChip } from './dialog.js'

const STORAGE = 'dmex-devnet-wallet'
/** A network that the wallet can be on and that isn't the market's, so that a page's answer to it can be seen. */
const ELSEWHERE = 1

/** What a page may be told, by the numbers of EIP-1193, EIP-1474 and EIP-3085. */
class WalletError extends Error {
  constructor(code, message, data) {
    super(message)
    this.name = 'WalletError'
    this.code = code
    this.data = data
  }
}
const rejected = () => new WalletError(4001, 'The request was rejected in the wallet.')

const hex = (value) => `0x${value.toString(16)}`
const isSame = (a, b) => typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase()

/**
 * Makes the wallet's provider (EIP-1193).
 *
 * @param base - where the devnet serves the wallet
 * @param icon - the wallet's picture, as a data URL
 */
export function createProvider(base, icon) {
  const listeners = new Map()
  const added = new Map()
  let market
  let loading
  let state = restore()
  let queue = Promise.resolve()

  const emit = (event, ...values) => {
    for (const listener of [...(listeners.get(event) ?? [])]) listener(...values)
  }
  const accounts = () => (state.account ? [state.account] : [])

  async function ask(path, body) {
    const response = await fetch(
      new URL(path, base),
      body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    ).catch(() => undefined)
    if (!response) throw new WalletError(4900, 'The devnet does not answer. Start it again.')
    const answer = await response.json()
    if (!response.ok) throw new WalletError(-32603, answer.error)
    return answer
  }

  /** Learns of the market, and who is there; what another devnet left behind is forgotten. */
  async function known() {
    loading ??= ask('deployment.json')
    try {
      const found = await loading
      if (market) return
      market = found
    } catch (error) {
      loading = undefined
      throw error
    }
    state.chainId ??= market.chainId
    if (!market.people.some(({ address }) => isSame(address, state.account))) state.account = undefined
    emit('connect', { chainId: hex(state.chainId) })
    chip()
  }

  /** Remembers who is connected where, and tells the page what changed. */
  function become(next) {
    const before = state
    state = { ...state, ...next }
    localStorage.setItem(STORAGE, JSON.stringify(state))
    if (next.chainId !== undefined && next.chainId !== before.chainId) emit('chainChanged', hex(next.chainId))
    if ('account' in next && !isSame(next.account, before.account)) emit('accountsChanged', accounts())
    chip()
  }

  function chip() {
    const person = market?.people.find(({ address }) => isSame(address, state.account))
    showChip(person && { name: person.name, icon, elsewhere: state.chainId !== market.chainId }, () =>
      inTurn(choose).catch(() => {}),
    )
  }

  const networks = () => [
    { chainId: market.chainId, name: market.name },
    { chainId: ELSEWHERE },
    ...[...added].map(([chainId, { name }]) => ({ chainId, name })),
  ]

  /** Shows one thing after another, as two dialogs at once would hide each other. */
  function inTurn(work) {
    const run = queue.then(work)
    queue = run.catch(() => {})
    return run
  }

  async function choose() {
    await known()
    const people = await ask('wallet/people')
    const chosen = await askForAccount({ icon, people, networks: networks(), ...state })
    if (!chosen) throw rejected()
    become(chosen)
    return accounts()
  }

  function assertConnected(account) {
    if (!state.account) throw new WalletError(4100, 'Connect the wallet first: eth_requestAccounts.')
    if (account && !isSame(account, state.account))
      throw new WalletError(4100, `This page may act for ${state.account} only, not for ${account}.`)
  }

  function assertHere() {
    if (state.chainId !== market.chainId)
      throw new WalletError(4901, `The wallet is on chain ${state.chainId}. Switch to chain ${market.chainId} first.`)
  }

  async function toChain(method, params) {
    const { error, result } = await ask('rpc', { jsonrpc: '2.0', id: 1, method, params })
    if (error) throw new WalletError(error.code, error.message, error.data)
    return result
  }

  /** Reads go to the network that the wallet is on. */
  async function read(method, params) {
    if (state.chainId === market.chainId) return toChain(method, params)
    const url = added.get(state.chainId)?.rpcUrl
    if (!url) throw new WalletError(4901, `This test wallet has no way to chain ${state.chainId}.`)
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    const { error, result } = await response.json()
    if (error) throw new WalletError(error.code, error.message, error.data)
    return result
  }

  async function sendTransaction([asked = {}]) {
    assertConnected(asked.from)
    assertHere()
    if (asked.chainId !== undefined && Number(asked.chainId) !== state.chainId)
      throw new WalletError(
        -32602,
        `The transaction is for chain ${Number(asked.chainId)}, the wallet on ${state.chainId}.`,
      )
    const { to, data = asked.input ?? '0x', value = '0x0', gas } = asked
    const transaction = { from: state.account, to, data, value }
    const meaning = await ask('wallet/transaction', transaction)
    const agreed = await askForTransaction({ icon, account: person(), transaction, meaning })
    if (!agreed) throw rejected()
    return toChain('eth_sendTransaction', [{ ...transaction, ...(gas ? { gas } : {}) }])
  }

  const person = () => market.people.find(({ address }) => isSame(address, state.account))

  async function sign(method, account, params, question) {
    assertConnected(account)
    const meaning = await ask('wallet/signature', question)
    if (meaning.chainId !== undefined && meaning.chainId !== state.chainId)
      throw new WalletError(-32602, `The signature is for chain ${meaning.chainId}, the wallet on ${state.chainId}.`)
    if (!(await askForSignature({ icon, account: person(), meaning }))) throw rejected()
    return toChain(method, params)
  }

  async function switchTo([{ chainId } = {}]) {
    const wanted = Number(chainId)
    if (wanted === state.chainId) return null
    const network = networks().find((one) => one.chainId === wanted)
    if (!network) throw new WalletError(4902, `Chain ${wanted} is not known here. Add it with wallet_addEthereumChain.`)
    if (!(await askForNetwork({ icon, network, added: false }))) throw rejected()
    become({ chainId: wanted })
    return null
  }

  async function addNetwork([{ chainId, chainName, rpcUrls = [] } = {}]) {
    const wanted = Number(chainId)
    const [rpcUrl] = rpcUrls
    if (!Number.isSafeInteger(wanted) || wanted < 1 || !URL.canParse(rpcUrl))
      throw new WalletError(-32602, 'A network needs a chainId such as "0x7a69" and a URL in rpcUrls.')
    if (networks().some((one) => one.chainId === wanted)) return switchTo([{ chainId }])
    const network = { chainId: wanted, name: String(chainName ?? wanted), rpcUrl }
    if (!(await askForNetwork({ icon, network, added: true }))) throw rejected()
    added.set(wanted, network)
    become({ chainId: wanted })
    return null
  }

  const permissions = () => (state.account ? [{ parentCapability: 'eth_accounts' }] : [])

  /** What is answered without asking anybody. */
  const atOnce = {
    eth_accounts: () => accounts(),
    eth_chainId: () => hex(state.chainId),
    net_version: () => String(state.chainId),
    web3_clientVersion: () => 'Devnet test wallet',
    wallet_getPermissions: permissions,
    wallet_revokePermissions: () => {
      become({ account: undefined })
      return null
    },
  }

  /** What is shown to the visitor first. */
  const asking = {
    eth_requestAccounts: () => (state.account ? accounts() : choose()),
    wallet_requestPermissions: () => choose().then(permissions),
    eth_sendTransaction: sendTransaction,
    personal_sign: ([message, account]) => sign('personal_sign', account, [message, account], { message }),
    eth_signTypedData_v4: ([account, data]) => {
      const typedData = typeof data === 'string' ? data : JSON.stringify(data)
      return sign('eth_signTypedData_v4', account, [account, typedData], { typedData })
    },
    wallet_switchEthereumChain: switchTo,
    wallet_addEthereumChain: addNetwork,
  }

  async function request({ method, params = [] } = {}) {
    await known()
    if (Object.hasOwn(atOnce, method)) return atOnce[method](params)
    if (Object.hasOwn(asking, method)) return inTurn(() => asking[method](params))
    if (/^(eth|net|web3)_(?!sign|send(?!RawTransaction))/.test(method)) return read(method, params)
    throw new WalletError(4200, `The Devnet test wallet does not know ${method}.`)
  }

  // The same visitor in another tab.
  window.addEventListener('storage', ({ key }) => {
    if (key !== STORAGE) return
    const { account, chainId } = restore()
    if (chainId !== undefined && chainId !== state.chainId) emit('chainChanged', hex(chainId))
    const changed = !isSame(account, state.account)
    state = { account, chainId: chainId ?? state.chainId }
    if (changed) emit('accountsChanged', accounts())
    chip()
  })
  if (state.account) void known().catch(() => {})

  const provider = {
    request,
    on(event, listener) {
      listeners.set(event, new Set([...(listeners.get(event) ?? []), listener]))
      return provider
    },
    removeListener(event, listener) {
      listeners.get(event)?.delete(listener)
      return provider
    },
  }
  return Object.freeze(provider)
}

function restore() {
  try {
    const { account, chainId } = JSON.parse(localStorage.getItem(STORAGE) ?? '{}')
    return { account, chainId }
  } catch {
    return { account: undefined, chainId: undefined }
  }
}
