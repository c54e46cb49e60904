// The browser that tests, benchmarks and the demo run in. `npm install` brings it along: nothing else has to be installed.
//
//   import { chromium } from 'playwright'
//   import { launchOptions } from '../../tools/lib/browser.mjs'
//   const browser = await chromium.launch(launchOptions())
//
// In a vitest config, browser mode: `provider: playwright({ launchOptions: launchOptions() })` of @vitest/browser-playwright.
//
// On linux-x64 it is always npm's Chromium with fonts of its own for Latin, Chinese and Arabic: the same pixels on a bare and on a
// full machine, so that screenshots can be compared. Elsewhere it is the system's Chrome or Chromium, whose pixels differ.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readJson, root } from './workspace.mjs'

const require = createRequire(import.meta.url)

const hasOwnChromium = process.platform === 'linux' && process.arch === 'x64'

/** TrueType files: this Chromium's fontconfig skips woff2. In the order in which a missing glyph is looked for. */
const fonts = [
  ['noto-sans', 'Noto Sans'],
  ['noto-sans-sc', 'Noto Sans SC'],
  ['noto-sans-arabic', 'Noto Sans Arabic'],
]
const weights = ['400Regular', '500Medium', '600SemiBold', '700Bold']

/**
 * Finds the browser's binary; on linux-x64 unpacks it first, if that was never done, in about three seconds. Safe to be called by
 * several processes at once.
 *
 * @returns {string} the path of a Chromium or Chrome
 * @throws {Error} when there is none, saying what to install
 */
export function chromiumPath() {
  return hasOwnChromium ? join(unpacked(), 'chromium') : systemChrome()
}

/**
 * What to start the browser with, for playwright's `chromium.launch()` and for vitest's browser mode. WebGL is drawn by the
 * processor; web security stays on.
 *
 * @returns {import('playwright').LaunchOptions}
 * @throws {Error} when there is no browser, saying what to install
 */
export function launchOptions() {
  const executablePath = chromiumPath()
  // WebGL goes through SwiftShader; pages themselves are painted without it, which is ten times as fast.
  const graphics = [
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--disable-gpu-compositing',
  ]
  if (!hasOwnChromium) return { executablePath, args: graphics }
  const home = dirname(executablePath)
  return {
    executablePath,
    args: ['--no-sandbox', '--headless=shell', '--font-render-hinting=none', ...graphics],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_PATH: home,
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  }
}

/** The folder that Chromium is unpacked in, named after all that decides what is in it. */
function unpacked() {
  // Not through `require`: the package hides its package.json.
  const { version } = readJson(join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json'))
  const conf = (home) => fontsConf(fontFolders(), join(home, 'fontconfig'))
  const cache = join(root, 'node_modules', '.cache', 'dmex-browser')
  const home = join(cache, `${version}-${createHash('sha256').update(conf(cache)).digest('hex').slice(0, 12)}`)
  if (existsSync(home)) return home

  mkdirSync(cache, { recursive: true })
  const part = mkdtempSync(join(cache, 'part-'))
  try {
    unpackInto(part)
    writeFileSync(join(part, 'fonts.conf'), conf(home))
    renameSync(part, home)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    // Somebody else was faster: what is there is whole, as it came by one rename.
    if (!existsSync(home)) throw error
  }
  return home
}

/** Has the package unpack itself, in a process of its own: it writes where TMPDIR says, and changes the environment it runs in. */
function unpackInto(folder) {
  const { status, stderr, error } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`],
    {
      cwd: root,
      encoding: 'utf8',
      // The name of that environment makes it unpack the libraries that a bare machine lacks, such as NSS.
      env: { PATH: process.env.PATH, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    },
  )
  if (status !== 0) throw new Error(`Chromium could not be unpacked below ${dirname(folder)}: ${error ?? stderr}`)
}

function fontFolders() {
  return fonts.flatMap(([name]) => {
    const home = dirname(require.resolve(`@expo-google-fonts/${name}/package.json`))
    return weights.map((weight) => join(home, weight))
  })
}

/** Our fonts alone, whatever the machine has. */
function fontsConf(folders, cache) {
  const families = fonts.map(([, family]) => `<family>${family}</family>`).join('')
  const generic = ['sans-serif', 'serif', 'monospace', 'system-ui']
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `  <dir>${folder}</dir>`).join('\n')}
  <cachedir>${cache}</cachedir>
${generic.map((name) => `  <alias binding="strong"><family>${name}</family><prefer>${families}</prefer></alias>`).join('\n')}
</fontconfig>
`
}

function systemChrome() {
  const named = process.env.CHROME_PATH
  const usual = {
    darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].map((folder) =>
      join(folder ?? '', 'Google', 'Chrome', 'Application', 'chrome.exe'),
    ),
    linux: ['/usr/bin/google-chrome', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium'],
  }
  const found = (named ? [named] : (usual[process.platform] ?? [])).find((file) => existsSync(file))
  if (found) return found
  throw new Error(
    `${named ? `CHROME_PATH names ${named}, which does not exist.` : `No Chrome was found for ${process.platform}-${process.arch}.`} ` +
      'Install Google Chrome or Chromium, or set CHROME_PATH to its binary. On linux-x64 it comes with `npm install`.',
  )
}
