import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../examples/phaser-sword/dist', import.meta.url))

/** Serves the game beside a market. */
export const serveGame = (devnet, options = {}) =>
  devnet.openPages({ ...options, id: 'game', name: { en: 'Game', zh: '游戏' }, folders: { '/': folder } })
