// Packs every publishable package, or those named, into `.check/tarballs`: checks and measurements look at what users get.
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CheckFailed, npm, publishable, runCheck, tarballOf, tarballs } from './lib/workspace.mjs'

await runCheck('pack', () => {
  rmSync(tarballs, { recursive: true, force: true })
  mkdirSync(tarballs, { recursive: true })
  for (const { directory, manifest } of publishable(process.argv.slice(2))) {
    if (!existsSync(join(directory, 'dist'))) {
      throw new CheckFailed(`${manifest.name} has no dist. Run \`npm run build\` first.`)
    }
    npm(['pack', directory, '--pack-destination', tarballs, '--ignore-scripts', '--silent'])
    console.log(`pack: ${manifest.name} -> ${tarballOf(manifest).slice(tarballs.length + 1)}`)
  }
})
