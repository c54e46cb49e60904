import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { createDevnet, type Devnet } from '@dmex/devnet'

/** A market, and a door to it that can be closed as if the chain were gone. */
export interface Market {
  readonly devnet: Devnet
  /** The chain's endpoint, through the door. */
  readonly rpcUrl: string
  /** Closes the door: requests under way break off, new ones are refused. The chain behind it keeps its state. */
  close(): Promise<void>
  /** Opens the door again, at the same address. */
  open(): Promise<void>
  /** How many requests came in by HTTP so far, and how often each method was asked for. */
  counts(): { readonly http: number; readonly methods: Readonly<Record<string, number>> }
  /** Lets every request wait this long from now on, milliseconds. */
  delay(milliseconds: number): void
  stop(): Promise<void>
}

/** Starts a market of the devnet's, with everything in it. */
export async function startMarket(): Promise<Market> {
  const devnet = await createDevnet()
  const chainPort = Number(new URL(devnet.rpcUrl).port)
  const sockets = new Set<Socket>()
  const methods: Record<string, number> = {}
  let http = 0
  let waiting = 0
  let server: Server | undefined
  let port = 0

  const count = (chunk: Buffer): void => {
    const text = chunk.toString('latin1')
    if (/^(GET|POST|OPTIONS) /.test(text)) http++
    for (const [, method = ''] of text.matchAll(/"method":\s*"(\w+)"/g)) methods[method] = (methods[method] ?? 0) + 1
  }
  const pass = (outside: Socket): void => {
    const inside = connect(chainPort, '127.0.0.1')
    for (const socket of [outside, inside]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        outside.destroy()
        inside.destroy()
      })
    }
    outside.on('data', (chunk) => {
      count(chunk)
      if (waiting === 0) inside.write(chunk)
      else setTimeout(() => inside.write(chunk), waiting)
    })
    inside.pipe(outside)
  }
  const open = async (): Promise<void> => {
    if (server) return
    const opened = createServer(pass)
    server = opened
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject)
      opened.listen(port, '127.0.0.1', resolve)
    })
    port = (opened.address() as AddressInfo).port
  }
  const close = async (): Promise<void> => {
    const closing = server
    server = undefined
    for (const socket of sockets) socket.destroy()
    if (closing) await new Promise((resolve) => closing.close(resolve))
  }

  await open()
  return {
    devnet,
    rpcUrl: `http://127.0.0.1:${port}`,
    open,
    close,
    counts: () => ({ http, methods: { ...methods } }),
    delay: (milliseconds) => {
      waiting = milliseconds
    },
    stop: async () => {
      await close()
      await devnet.stop()
    },
  }
}
