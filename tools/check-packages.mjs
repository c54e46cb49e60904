// Looks at the packed tarballs as a user would: publint, are-the-types-wrong, then an empty project that installs them,
// imports every entry point, type-checks every entry point, and starts every command with --help.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  binOf,
  CheckFailed,
  entryPointsOf,
  npm,
  publishable,
  readJson,
  root,
  run,
  runCheck,
  tarballOf,
} from './lib/workspace.mjs'

const packages = publishable(process.argv.slice(2)).map(({ manifest }) => manifest)

const entryPoints = (manifest) => entryPointsOf(manifest).map(({ specifier }) => specifier)

const lint = (manifest) => {
  const tarball = tarballOf(manifest)
  run(process.execPath, [binOf('publint', 'publint'), 'run', tarball, '--strict'])
  run(process.execPath, [binOf('@arethetypeswrong/cli', 'attw'), tarball, '--profile', 'esm-only', '--no-color'])
  console.log(`packages: ${manifest.name}: publint and are-the-types-wrong report nothing`)
}

/** Peers at the versions that this repository tests with: they are in npm's cache already. */
const peersOf = (manifests) => {
  const names = new Set(manifests.flatMap(({ peerDependencies }) => Object.keys(peerDependencies ?? {})))
  return [...names].map((name) => {
    const places = [root, ...publishable().map(({ directory }) => directory)]
    const versions = places.flatMap((place) => {
      try {
        return [readJson(join(place, 'node_modules', name, 'package.json')).version]
      } catch {
        return []
      }
    })
    if (!versions[0]) throw new CheckFailed(`the peer ${name} is not installed. Run \`npm install\`.`)
    return `${name}@${versions[0]}`
  })
}

/** What a peer's own declarations get wrong (Phaser's do) is the peer's to mend; everything else counts. */
const typeCheck = (project) => {
  const tsc = join(project, 'node_modules/typescript/bin/tsc')
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', project], { cwd: project, encoding: 'utf8' })
  const problems = stdout.split('\n').filter((line) => /error TS/.test(line))
  const ours = problems.filter((line) => !/^node_modules\/(?!@dmex\/)/.test(line))
  if (ours.length > 0 || (status !== 0 && problems.length === 0))
    throw new CheckFailed(`the empty project does not type-check:\n${ours.join('\n') || stdout}`)
}

const tryInProject = (project) => {
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }))
  const versions = Object.fromEntries(
    Object.entries(readJson(join(root, 'package.json')).devDependencies).map(([name, version]) => [name, version]),
  )
  const tools = [`typescript@${versions.typescript}`, `@types/node@${versions['@types/node']}`]
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--silent']
  npm(['install', ...flags, ...packages.map(tarballOf), ...peersOf(packages), ...tools], { cwd: project })

  const specifiers = packages.flatMap(entryPoints)
  const imports = specifiers.map((specifier, index) => `import * as entry${index} from '${specifier}'`).join('\n')
  const uses = `for (const entry of [${specifiers.map((_, index) => `entry${index}`).join(', ')}]) {
  if (Object.keys(entry).length === 0) throw new Error('an entry point exports nothing')
}`
  writeFileSync(join(project, 'index.ts'), `${imports}\n${uses}\n`)
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        module: 'NodeNext',
        lib: ['ES2023', 'DOM'],
        types: ['node'],
        strict: true,
        exactOptionalPropertyTypes: true,
        outDir: 'out',
      },
      files: ['index.ts'],
    }),
  )
  typeCheck(project)
  run(process.execPath, [join(project, 'out/index.js')], { cwd: project })
  console.log(`packages: ${specifiers.length} entry points install, type-check and run in an empty project`)

  for (const { name, bin } of packages) {
    for (const [command, file] of Object.entries(bin ?? {})) {
      run(process.execPath, [join(project, 'node_modules', name, file), '--help'], { cwd: project })
      console.log(`packages: ${command} --help works there`)
    }
  }
}

await runCheck('packages', () => {
  for (const manifest of packages) lint(manifest)
  const project = mkdtempSync(join(tmpdir(), 'dmex-install-'))
  try {
    tryInProject(project)
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
})
