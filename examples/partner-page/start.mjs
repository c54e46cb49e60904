// npm start -w @dmex/example-partner-page: the site beside a market of its own, until Ctrl-C.
import { createDevnet } from '@dmex/devnet'
import { servePartnerPage } from './serve.mjs'

const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ending.abort())

console.log('Starting a market with 20 days of income behind it.')
const devnet = await createDevnet({ days: 20, signal: ending.signal })
try {
  const { url } = await servePartnerPage(devnet, { port: 8551 })
  const control = await devnet.openControl(8550)
  console.log(`Site          ${url}\nControl page  ${control.url}\nCtrl-C ends everything.`)
  await new Promise((resolve) => ending.signal.addEventListener('abort', resolve))
} finally {
  await devnet.stop()
}
