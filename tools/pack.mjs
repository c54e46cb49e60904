// Packs every publishable package into `.check/tarballs`: the checks and size measurements look at what users get.
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CheckFailed, npm, publishable, runCheck, tarballOf, tarballs } from './lib/workspace.mjs'

await runCheck('pack', () => {
  rmSync(tarballs, { recursive: true, force: true })
  mkdirSync(tarballs, { recursive: true })
  for (const { directory, manifest } of publishable()) {
    if (!existsSync(join(directory, 'dist'))) {
      throw new CheckFailed(`${manifest.name} has no dist. Run \`npm run build\` first.`)
    }
    npm(['pack', directory, '--pack-destination', tarballs, '--ignore-scripts', '--silent'])
    console.log(`pack: ${manifest.name} -> ${tarballOf(manifest).slice(tarballs.length + 1)}`)
  }
})
