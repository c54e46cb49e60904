// Holds sources and contracts to their size limits: a file that fits in a head, bytecode that every chain accepts.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { CheckFailed, readJson, root, runCheck } from './lib/workspace.mjs'

const maxLines = 400
const maxContractBytes = 24_576

const filesIn = (directory) =>
  existsSync(directory)
    ? readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : []

const longSources = () =>
  readdirSync(join(root, 'packages'))
    .flatMap((name) => filesIn(join(root, 'packages', name, 'src')))
    .filter((file) => /\.(sol|ts)$/.test(file))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    // What a script of the build wrote is nobody's to read.
    .filter(({ text }) => !text.startsWith('// Written by scripts/'))
    .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > maxLines)
    .map(
      ({ file, lines }) => `${relative(root, file)} has ${lines} lines, ${maxLines} is the limit. Split it by subject.`,
    )

const ownNames = () =>
  filesIn(join(root, 'packages/contracts/src'))
    .filter((file) => file.endsWith('.sol'))
    .map((file) => basename(file, '.sol'))

const contracts = () =>
  ownNames()
    .flatMap((name) => filesIn(join(root, 'packages/contracts/out', `${name}.sol`)))
    .map(readJson)
    .map(({ metadata, deployedBytecode }) => ({
      target: Object.entries(metadata?.settings?.compilationTarget ?? {})[0],
      bytes: ((deployedBytecode?.object?.length ?? 2) - 2) / 2,
    }))
    .filter(({ target, bytes }) => target?.[0].startsWith('packages/contracts/src/') && bytes > 0)

await runCheck('limits', () => {
  const deployable = contracts()
  if (deployable.length === 0) throw new CheckFailed('no compiled contract found. Run `npm run build` first.')
  const large = deployable
    .filter(({ bytes }) => bytes > maxContractBytes)
    .map(({ target, bytes }) => `${target[1]} is ${bytes} bytes, chains accept ${maxContractBytes}. Move a part out.`)
  const problems = [...longSources(), ...large]
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) throw new CheckFailed(`${problems.length} over their limit.`)
  const largest = deployable.sort((a, b) => b.bytes - a.bytes)[0]
  console.log(`limits: no source over ${maxLines} lines; largest contract ${largest.target[1]}, ${largest.bytes} bytes`)
})
