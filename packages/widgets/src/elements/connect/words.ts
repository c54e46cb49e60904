import type { ConnectMessages } from '../../locales/en/connect.js'
import { hasCode, isRejection } from '../../store/errors.js'
import type { Connection, WalletInfo } from '../../store/types.js'

/** The wallet has a question open already. */
const PENDING = -32002
/** The wallet does not know the chain. */
const UNKNOWN_CHAIN = 4902
/** The wallet left. */
const DISCONNECTED = 4900

/** A wallet's name in a sentence, told apart from it so that Latin letters don't turn an Arabic one around. */
export function walletName(wallet: WalletInfo | undefined, t: ConnectMessages): string {
  if (!wallet) return t.someWallet
  return wallet.id === 'injected' ? t.browserWallet : `\u2068${wallet.name}\u2069`
}

/** Why nobody is connected; `undefined` when nobody tried. */
export function connectProblem({ error, wallet }: Connection, t: ConnectMessages): string | undefined {
  if (error === undefined) return undefined
  if (hasCode(error, DISCONNECTED)) return t.ended
  const name = walletName(wallet, t)
  if (isRejection(error)) return t.rejected(name)
  return hasCode(error, PENDING) ? t.askedAlready(name) : t.failed(name)
}

/** Why the wallet is still on another network. */
export function switchProblem(error: unknown, expected: string, wallet: string, t: ConnectMessages): string {
  if (isRejection(error)) return t.switchRejected(expected)
  if (hasCode(error, UNKNOWN_CHAIN)) return t.switchUnknown(expected)
  return hasCode(error, PENDING) ? t.askedAlready(wallet) : t.switchFailed(expected)
}
