// Runs forge from the repository's root, with its exit code.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { forgeBinary } from './lib/forge.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

const fail = (error) => {
  console.error(`forge could not start: ${error.message}`)
  process.exit(1)
}

const start = () => {
  try {
    return spawn(forgeBinary(), process.argv.slice(2), { cwd: root, stdio: 'inherit' })
  } catch (error) {
    return fail(error)
  }
}

const child = start()
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('error', fail)
child.on('exit', (code) => process.exit(code ?? 1))
