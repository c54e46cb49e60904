// Serves the site on this machine beside a local market: what the demo and the test do. On the web, any web server will do.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** @param {string | URL} url */
const path = (url) => fileURLToPath(new URL(url, import.meta.url))
const hashes = path(import.meta.resolve('@dmex/widgets/cdn/integrity.json'))

/**
 * Serves the site.
 *
 * @param {import('@dmex/devnet').Devnet} devnet - of `createDevnet`
 * @param {Pick<import('@dmex/devnet').PagesOptions, 'port'>} options - a port
 * @returns the site's URL, and a way to stop it
 */
export function servePartnerPage(devnet, options = {}) {
  return devnet.openPages({
    ...options,
    id: 'partner',
    name: { en: 'Partner page', zh: '合作网站' },
    folders: {
      '/': path('site'),
      '/cdn/': path(new URL('.', import.meta.resolve('@dmex/widgets/cdn/integrity.json'))),
    },
    // The hash in the page is that of a release. Here the script is the one that was built last.
    change: (html) => html.replace(/integrity="[^"]*"/, `integrity="${hashNow()}"`),
  })
}

const hashNow = () => JSON.parse(readFileSync(hashes, 'utf8'))['dmex.min.js']
