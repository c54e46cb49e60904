// What `npm run bench -- frame` has the browser run: a Phaser game whose scene reads every handle in every frame, and times it.

import { type Deployment, withDeployment } from '@dmex/sdk'
import Phaser from 'phaser'
import { createClient, http } from 'viem'
import { rig } from '../../../src/backends/rig/index.js'
import { type DmexPlugin, dmexPlugin } from '../../../src/engines/phaser/index.js'
import { createGameAdapter, type ItemHandle, type ItemRef } from '../../../src/index.js'
import { defineRules, proportional } from '../../../src/rules/index.js'

const rules = defineRules({
  version: 1,
  effectiveFrom: '2024-01-01',
  stats: { attack: proportional({ base: 10, perPoint: 100, most: 200 }) },
})

interface Stats {
  readonly attack: number
}
interface Options {
  readonly rpcUrl: string
  readonly deployment: Deployment
  readonly collection: `0x${string}`
  readonly items: number
  readonly warmUp: number
  readonly frames: number
}

/** Runs the loop. Gives what each frame's reads took, milliseconds, and what they added up to. */
async function measure({ rpcUrl, deployment, collection, items, warmUp, frames }: Options): Promise<object> {
  const transport = http(rpcUrl, { batch: { batchSize: 10 }, timeout: 60_000 })
  const client = createClient({ transport }).extend(withDeployment(deployment))
  // Looks at the chain only when told to: what a frame asks for is then all that is asked.
  const dmex = createGameAdapter({ backend: rig({ client, pollingMs: 0 }), rules })
  const refs = Array.from({ length: items }, (_, index): ItemRef => {
    return { kind: 'erc721', chainId: deployment.chainId, collection, id: BigInt(index + 1) }
  })
  const times: number[] = []
  let sum = 0
  let ended = (): void => {}
  const end = new Promise<void>((resolve) => {
    ended = resolve
  })
  class Loop extends Phaser.Scene {
    declare dmex: DmexPlugin<Stats>
    #handles: readonly ItemHandle<Stats>[] = []
    #ready = false
    create(): void {
      this.#handles = this.dmex.items(refs)
      void dmex.refresh().then(() => {
        this.#ready = true
      })
    }
    override update(): void {
      if (!this.#ready || times.length >= warmUp + frames) return
      const start = performance.now()
      for (const handle of this.#handles) sum += handle.current.stats.attack
      times.push(performance.now() - start)
      if (times.length === warmUp) (globalThis as unknown as { measuring(): void }).measuring()
      if (times.length === warmUp + frames) ended()
    }
  }
  const game = new Phaser.Game({
    type: Phaser.WEBGL,
    width: 320,
    height: 180,
    banner: false,
    audio: { noAudio: true },
    plugins: { global: [dmexPlugin(dmex)] },
    scene: Loop,
  })
  await end
  const fresh = dmex.items(refs).filter(({ current }) => !current.stale).length
  const renderer = game.renderer.type === Phaser.WEBGL ? 'WebGL' : 'canvas'
  return { times: times.slice(warmUp), sum, fresh, renderer, status: dmex.status() }
}

Object.assign(globalThis, { measure })
