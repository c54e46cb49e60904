// `npm run bench`: every benchmark in turn, one table each; the exit code says whether all of them kept their limits.
// `npm run bench -- size` runs one.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../tools/lib/workspace.mjs'

const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
const turbo = (...tasks) =>
  node(join(root, 'tools/turbo.mjs'), 'run', ...tasks, '--output-logs=errors-only', '--log-order=grouped')

const benchmarks = {
  gas: () => turbo('build', '--filter=@dmex/contracts') && node(join(root, 'benchmarks/gas.mjs')),
  size: () => turbo('pack') && node(join(root, 'benchmarks/size.mjs')),
  rpc: () => turbo('build') && node(join(root, 'benchmarks/rpc.mjs')),
  frame: () =>
    turbo('build', '--filter=@dmex/devnet', '--filter=@dmex/game-adapter') && node(join(root, 'benchmarks/frame.mjs')),
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !(name in benchmarks))
if (unknown.length > 0) {
  console.error(
    `bench: no benchmark is called ${unknown.join(', ')}. Choose from ${Object.keys(benchmarks).join(', ')}.`,
  )
  process.exit(1)
}

const failed = (chosen.length > 0 ? chosen : Object.keys(benchmarks)).filter((name) => {
  console.log(`\n== ${name}\n`)
  return !benchmarks[name]()
})
if (failed.length > 0) {
  console.error(`\nbench: ${failed.join(', ')} over a limit or failed; the lines above say which.`)
  process.exit(1)
}
