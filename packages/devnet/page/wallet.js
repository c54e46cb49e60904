// The Devnet test wallet: announces itself to any page that looks for wallets (EIP-6963). Its keys are those that every local
// chain uses, and stay in the chain's process.
import { createProvider } from './wallet/provider.js'

const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b5fcc"/><path d="M8 11h15a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3V10a3 3 0 0 1 3-3h12" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/><circle cx="20.5" cy="18" r="2" fill="#fff"/></svg>',
)}`

const info = Object.freeze({
  uuid: crypto.randomUUID(),
  name: 'Devnet test wallet',
  icon,
  rdns: 'dev.dmex.wallet',
})
const provider = createProvider(new URL('.', import.meta.url), icon)
const announce = () =>
  window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }))

window.addEventListener('eip6963:requestProvider', announce)
announce()
