// What the checks share: where things are, which packages are published, and how a check ends.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Written by the checks, ignored by git. */
export const scratch = join(root, '.check')

export const tarballs = join(scratch, 'tarballs')

export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** Packages that go to the registry, dependencies first; only those named, if any are. */
export const publishable = (names = []) => {
  const all = readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      directory: join(root, 'packages', name),
      manifest: readManifest(join(root, 'packages', name)),
    }))
    .filter(({ manifest }) => manifest && !manifest.private)
  const ordered = []
  const visit = (candidate) => {
    if (ordered.includes(candidate)) return
    for (const name of Object.keys(candidate.manifest.dependencies ?? {})) {
      const dependency = all.find(({ manifest }) => manifest.name === name)
      if (dependency) visit(dependency)
    }
    ordered.push(candidate)
  }
  for (const candidate of all) visit(candidate)
  return names.length > 0 ? ordered.filter(({ manifest }) => names.includes(manifest.name)) : ordered
}

const readManifest = (directory) => {
  try {
    return readJson(join(directory, 'package.json'))
  } catch {
    return undefined
  }
}

/** `@dmex/sdk` at 0.1.0 -> `dmex-sdk-0.1.0.tgz`, the name that `npm pack` gives. */
export const tarballOf = ({ name, version }) =>
  join(tarballs, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)

/** What can be imported from a package as code, as specifiers with their declarations: neither data nor types alone. */
export const entryPointsOf = ({ name, exports }) =>
  Object.entries(exports).flatMap(([path, target]) =>
    target.default && target.types ? [{ specifier: `${name}${path.slice(1)}`, types: target.types }] : [],
  )

/** A failed check is one line on stderr and exit code 1; anything else that is thrown is a bug and keeps its trace. */
export class CheckFailed extends Error {}

export const runCheck = async (name, check) => {
  try {
    await check()
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error
    console.error(`${name}: ${error.message}`)
    process.exitCode = 1
  }
}

/** Runs a program quietly; shows what it printed only if it failed. */
export const run = (command, args, options = {}) => {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options })
  if (result.error) throw new CheckFailed(`${command} could not start: ${result.error.message}`)
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}${result.stderr}`)
    throw new CheckFailed(
      `\`${[command, ...args].join(' ').replaceAll(`${root}`, '')}\` ended with code ${result.status}.`,
    )
  }
  return result.stdout
}

/** The JavaScript file behind a command of an installed package, so that no shell and no `.bin` link is needed. */
export const binOf = (packageName, command) => {
  const directory = join(root, 'node_modules', packageName)
  const { bin } = readJson(join(directory, 'package.json'))
  return join(directory, typeof bin === 'string' ? bin : bin[command])
}

/** `npm` as the running npm started us, else the one on the path. */
export const npm = (args, options) =>
  process.env.npm_execpath?.endsWith('.js')
    ? run(process.execPath, [process.env.npm_execpath, ...args], options)
    : run('npm', args, { shell: process.platform === 'win32', ...options })

/** Unpacks what `npm pack` wrote (plain ustar entries under `package/`), without needing a `tar` command. */
export const unpackTarball = (tarball, target) => {
  const archive = gunzipSync(readFileSync(tarball))
  const text = (start, length) => archive.toString('utf8', start, start + length).replace(/\0.*$/s, '')
  for (let offset = 0; offset < archive.length && archive[offset] !== 0; ) {
    const size = Number.parseInt(text(offset + 124, 12), 8)
    const kind = text(offset + 156, 1)
    const path = [text(offset + 345, 155), text(offset, 100)].filter(Boolean).join('/')
    if (kind !== '0' && kind !== '' && kind !== '5') throw new CheckFailed(`${path} in ${tarball} is not a plain file.`)
    if (kind !== '5') {
      const file = join(target, path.replace(/^package\//, ''))
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, archive.subarray(offset + 512, offset + 512 + size))
    }
    offset += 512 + Math.ceil(size / 512) * 512
  }
}
