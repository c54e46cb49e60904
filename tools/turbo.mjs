// Runs turbo with telemetry and update checks off: no command of this repository talks to a network by itself.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const launcher = fileURLToPath(new URL('../node_modules/turbo/bin/turbo', import.meta.url))

const child = spawn(process.execPath, [launcher, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
})

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(`turbo could not start: ${error.message}. Run \`npm install\` in the repository's root first.`)
  process.exit(1)
})
child.on('exit', (code) => process.exit(code ?? 1))
