// What the browser runs: a Phaser game whose scene reads every handle in every frame, and times it.
import { createGameAdapter } from '@dmex/game-adapter'
import { dmexPlugin } from '@dmex/game-adapter/phaser'
import { rig } from '@dmex/game-adapter/rig'
import { defineRules, proportional } from '@dmex/game-adapter/rules'
import { withDeployment } from '@dmex/sdk'
import Phaser from 'phaser'
import { createClient, http } from 'viem'

const rules = defineRules({
  version: 1,
  effectiveFrom: '2024-01-01',
  stats: { attack: proportional({ base: 10, perPoint: 100, most: 200 }) },
})

/** Runs the loop. Returns what each frame's reads took, milliseconds, and what they added up to. */
async function measure({ rpcUrl, deployment, collection, items, warmUp, frames }) {
  const transport = http(rpcUrl, { batch: { batchSize: 10 }, timeout: 60_000 })
  const client = createClient({ transport }).extend(withDeployment(deployment))
  // Looks at the chain only when told to: what a frame asks for is then all that is asked.
  const dmex = createGameAdapter({ backend: rig({ client, pollingMs: 0 }), rules })
  const refs = Array.from({ length: items }, (_, index) => {
    return { kind: 'erc721', chainId: deployment.chainId, collection, id: BigInt(index + 1) }
  })
  const times = []
  let sum = 0
  let ended = () => {}
  const end = new Promise((resolve) => {
    ended = resolve
  })
  class Loop extends Phaser.Scene {
    create() {
      this.handles = this.dmex.items(refs)
      this.ready = false
      void dmex.refresh().then(() => {
        this.ready = true
        performance.mark('reading')
      })
    }
    update() {
      if (!this.ready || times.length >= warmUp + frames) return
      const { handles } = this
      const start = performance.now()
      for (let index = 0; index < handles.length; index++) sum += handles[index].current.stats.attack
      times.push(performance.now() - start)
      if (times.length === warmUp) globalThis.measuring()
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
