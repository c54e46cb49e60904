// Plays the game alone: a whole market on this machine, the page, and a control page on which days pass. Ctrl-C ends all of it.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createDevnet } from '@dmex/devnet'

const folder = fileURLToPath(new URL('dist', import.meta.url))
if (!existsSync(`${folder}/game.js`)) {
  console.error('There is no page yet. Run `npm run build` in the repository’s root first.')
  process.exit(1)
}

const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => ending.abort())
console.error('Opening a market…')
const devnet = await createDevnet({ days: 5, signal: ending.signal })
try {
  const game = await devnet.openPages({ folders: { '/': folder }, port: 8560, name: { en: 'Game', zh: '游戏' } })
  const control = await devnet.openControl(8550)
  console.log(`
Game          ${game.url}
Control page  ${control.url}   (“One day on” lets a day pass)

Choose “On the chain”, connect the Devnet test wallet as Ada: her Sword #1 mines already. Bo has Sword #2 and hashpower to attach.
Ctrl-C ends everything and leaves nothing behind.`)
  await Promise.race([new Promise((resolve) => ending.signal.addEventListener('abort', resolve)), devnet.ended])
} finally {
  await devnet.stop()
}
