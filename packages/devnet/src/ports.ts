import { createServer, type Server } from 'node:net'

const TRIES = 100

/**
 * Makes a server listen on 127.0.0.1, on the port asked for or the next one that is free.
 *
 * @returns the port
 */
export async function listenOnFreePort(server: Server, port: number): Promise<number> {
  for (let candidate = port; candidate < port + TRIES && candidate <= 65_535; candidate++)
    if (await listens(server, candidate)) return candidate
  throw new Error(`No port from ${port} to ${Math.min(port + TRIES - 1, 65_535)} is free. Ask for another one.`)
}

/** Finds the port asked for, or the next one on 127.0.0.1 that is free. */
export async function freePort(port: number): Promise<number> {
  const server = createServer()
  const found = await listenOnFreePort(server, port)
  await new Promise((resolve) => server.close(resolve))
  return found
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    }
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', fail)
      resolve(true)
    })
  })
}
