// Shows the built page beside a whole market on this machine. Ctrl-C ends all of it.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createDevnet } from '@dmex/devnet'

const folder = fileURLToPath(new URL('dist', import.meta.url))
if (!existsSync(folder)) {
  console.error('There is no page yet. Run `npm run build` in the root of the repository first.')
  process.exit(1)
}

const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => ending.abort())

console.error('Starting a market with 20 days of income behind it.')
const devnet = await createDevnet({ days: 20, signal: ending.signal })
try {
  const page = await devnet.openPages({
    folders: { '/': folder },
    port: 8570,
    name: { en: 'React page', zh: 'React 页面' },
  })
  const control = await devnet.openControl(8550)
  console.log(`Page          ${page.url}\nControl page  ${control.url}\nCtrl-C ends everything.`)
  await Promise.race([new Promise((resolve) => ending.signal.addEventListener('abort', resolve)), devnet.ended])
} finally {
  await devnet.stop()
}
