import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright'
import { launchOptions } from '../../../../tools/lib/browser.mjs'

/** One answer of a site: text, or text with headers. */
export type File = string | { readonly body: string; readonly headers: Readonly<Record<string, string>> }

/** A site of the test's own, with the published files below `/cdn/`. */
export interface Site {
  readonly origin: string
  /** Replaces or adds a file; a path below `/cdn/` hides the published one. */
  serve(path: string, file: File): void
  /** Paths that were asked for so far, in order. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

const home = fileURLToPath(new URL('../../', import.meta.url))
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.json': 'application/json' }

/** A published file, as it stands in the package. */
export const published = (path: string): string => readFileSync(`${home}cdn/${path}`, 'utf8')

/** The hash that is published for a file. */
export const integrityOf = (path: string): string => {
  const hash = (JSON.parse(published('integrity.json')) as Record<string, string>)[path]
  if (!hash) throw new Error(`cdn/integrity.json has no ${path}. Run \`npm run build\`.`)
  return hash
}

/** Starts a site at a free port. */
export async function openSite(files: Readonly<Record<string, File>> = {}): Promise<Site> {
  const own = new Map(Object.entries(files))
  const asked: string[] = []
  const send = (response: ServerResponse, path: string, file: File): void => {
    const { body, headers } = typeof file === 'string' ? { body: file, headers: {} } : file
    response.writeHead(200, {
      'content-type': `${types[extname(path)] ?? 'text/html'}; charset=utf-8`,
      // Scripts with a hash are asked for as from elsewhere.
      'access-control-allow-origin': '*',
      ...headers,
    })
    response.end(body)
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    asked.push(pathname)
    try {
      send(response, pathname, own.get(pathname) ?? published(pathname.replace(/^\/cdn\//, '')))
    } catch {
      response.writeHead(404)
      response.end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    serve: (path, file) => void own.set(path, file),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A page in a real browser, with everything that it complained about. */
export interface Visit {
  readonly page: Page
  /** Lines of the console, and errors that nobody caught. */
  readonly complaints: string[]
  /** What the page's policy refused: the directive, and what it refused. */
  violations(): Promise<readonly string[]>
}

let browser: Promise<Browser> | undefined

/** Opens a page; `closeBrowser` ends all. */
export async function visit(url: string, options: { readonly locale?: string } = {}): Promise<Visit> {
  browser ??= chromium.launch(launchOptions())
  const context = await (await browser).newContext(options)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { violations: seen })
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`),
    )
  })
  await page.goto(url)
  return {
    page,
    complaints,
    violations: () => page.evaluate(() => (window as unknown as { violations: readonly string[] }).violations),
  }
}

/** Ends the browser of `visit`. */
export async function closeBrowser(): Promise<void> {
  const open = await browser
  browser = undefined
  await open?.close()
}

/** A script of the page's own: TypeScript that may import this package's sources, as one classic script. */
export async function scriptOf(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: `${home}src`, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}
