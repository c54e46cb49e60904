import { stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { type ControlServer, closed, type Exchange, isReading, policyOf, type Route, sendFile, serve } from './http.js'

/** What a served page is called, in the languages of the control page. */
export interface PageName {
  readonly en: string
  readonly zh: string
}

/** What to serve beside the market: a partner's site, a game. */
export interface PagesOptions {
  /** Folders by the path that they appear under, such as `{ '/': 'site', '/cdn/': 'packages/widgets/cdn' }`. */
  readonly folders: Readonly<Record<string, string>>
  /** Port asked for; the next free one is taken when somebody has it. Any free one, when left out. */
  readonly port?: number | undefined
  /** Short word for the other pages to find this one by, in `pages` of `/deployment.json`. */
  readonly id?: string | undefined
  /** Text of the link on the control page, in its two languages. No link, when left out. */
  readonly name?: PageName | undefined
  /** False serves the pages as they are; else each gets the Devnet test wallet. */
  readonly wallet?: boolean | undefined
  /**
   * Directives that differ from the strict content security policy that every page gets, such as
   * `{ 'img-src': "'self' data: blob:" }` for a game.
   */
  readonly policy?: Readonly<Record<string, string>> | undefined
  /** Changes a page on its way, such as a hash that only the build knows. */
  readonly change?: ((html: string) => string) | undefined
}

const walletTag = '<script type="module" src="/wallet.js"></script>'

/**
 * Serves folders of pages on 127.0.0.1, with the test wallet and the deployment beside them, under a strict policy.
 *
 * @param options - folders, and what differs from the usual
 * @param wallet - answers for the test wallet
 * @param rpcUrl - the chain, which pages may ask
 */
export function startPages(options: PagesOptions, wallet: Route, rpcUrl: string): Promise<ControlServer> {
  const folders = Object.entries(options.folders)
    .map(([path, folder]): readonly [string, string] => [path.endsWith('/') ? path : `${path}/`, resolve(folder)])
    // The longest path wins: "/cdn/" before "/".
    .sort(([a], [b]) => b.length - a.length)
  const headers = {
    'cache-control': 'no-store',
    'content-security-policy': policyOf({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': `'self' ${rpcUrl}`,
      'img-src': "'self' data:",
      'font-src': "'self'",
      'media-src': "'self'",
      ...closed,
      ...options.policy,
    }),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
  const { change: own = (html) => html, wallet: withWallet = true } = options
  const change = (html: string): string => (withWallet ? addWallet(own(html)) : own(html))
  return serve([wallet, (exchange) => sendFrom(exchange, folders, change)], headers, options.port ?? 0)
}

/** Adds the wallet to a page, which needn't know of it: in the wild, an extension does that. */
const addWallet = (html: string): string =>
  html.includes('</head>') ? html.replace('</head>', `${walletTag}</head>`) : `${walletTag}${html}`

async function sendFrom(
  exchange: Exchange,
  folders: readonly (readonly [string, string])[],
  change: (html: string) => string,
): Promise<boolean> {
  if (!isReading(exchange)) return false
  for (const [path, folder] of folders) {
    if (!exchange.path.startsWith(path)) continue
    const file = await fileAt(folder, exchange.path.slice(path.length))
    if (!file) continue
    await sendFile(exchange, file, file.endsWith('.html') ? change : undefined)
    return true
  }
  return false
}

/** The file that a path means, if there is one in the folder. */
async function fileAt(folder: string, path: string): Promise<string | undefined> {
  if (path.includes('\0')) return undefined
  const file = join(folder, path.endsWith('/') || path === '' ? `${path}index.html` : path)
  if (!file.startsWith(folder + sep)) return undefined
  const found = await stat(file).catch(() => undefined)
  return found?.isFile() ? file : undefined
}
