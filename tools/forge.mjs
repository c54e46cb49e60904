// Runs forge from the repository's root. npm 10 doesn't link `.bin/forge` (two packages own the name), so the
// package's own launcher is called directly.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const launcher = fileURLToPath(new URL('../node_modules/@foundry-rs/forge/bin.mjs', import.meta.url))

const child = spawn(process.execPath, [launcher, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(`forge could not start: ${error.message}. Run \`npm install\` in the repository's root first.`)
  process.exit(1)
})
child.on('exit', (code) => process.exit(code ?? 1))
