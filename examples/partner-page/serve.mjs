// Serves the site on this machine beside a local market: what the demo and the test do. On the web, any web server will do.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** @param {string | URL} url */
const path = (url) => fileURLToPath(new URL(url, import.meta.url))
const script = path(import.meta.resolve('@dmex/widgets/cdn/integrity.json'))

/**
 * Serves the site.
 *
 * @param {import('@dmex/devnet').Devnet} devnet - of `createDevnet`
 * @param {Pick<import('@dmex/devnet').PagesOptions, 'port' | 'name'>} options - a port, and a name for the link on the control page
 * @returns the site's URL, and a way to stop it
 */
export async function servePartnerPage(devnet, options = {}) {
  const hashes = JSON.parse(await readFile(script, 'utf8'))
  return devnet.openPages({
    ...options,
    id: 'partner',
    folders: {
      '/': path('site'),
      '/cdn/': path(new URL('.', import.meta.resolve('@dmex/widgets/cdn/integrity.json'))),
    },
    // The hash in the page is that of a release. Here the script is the one that was built last.
    change: (html) => html.replace(/integrity="[^"]*"/, `integrity="${hashes['dmex.min.js']}"`),
  })
}
