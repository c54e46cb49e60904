import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The market alone. */
export const market = ['@dmex/devnet']
/** The market, the partner's page and the game. */
export const marketAndPages = [...market, '@dmex/example-partner-page', '@dmex/example-phaser-sword']

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Builds packages and all that they are made of, through turbo: at once when nothing changed.
 *
 * @param names - of the packages
 * @param progress - told what is being built
 * @param signal - ends the build when it is aborted
 */
export function build(names, progress, signal) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['tools/turbo.mjs', 'run', 'build', ...names.map((name) => `--filter=${name}...`)],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let output = ''
    const read = (chunk) => {
      output += chunk
      for (const [, name] of String(chunk).matchAll(/@dmex\/([\w-]+):build: cache miss/g)) progress(name)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    signal.addEventListener('abort', () => child.kill())
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`The build failed. Run \`npm run build\` to see it alone.\n${output}`))
    })
  })
}
