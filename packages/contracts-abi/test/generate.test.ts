import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterEach, beforeEach, expect, test } from 'vitest'

const generator = fileURLToPath(new URL('../generate.mjs', import.meta.url))
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const repository = fileURLToPath(new URL('../../..', import.meta.url))

let scratch = ''
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'dmex-abi-'))
})
afterEach(() => rmSync(scratch, { recursive: true, force: true }))

const generate = (root: string, out: string): { status: number | null; stderr: string } =>
  spawnSync(process.execPath, [generator, '--root', root, '--out', out], { encoding: 'utf8' })

const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()

/** A copy whose artifacts a test may spoil. */
const copyArtifacts = (): string => {
  const root = join(scratch, 'root')
  for (const path of ['packages/contracts/out', 'packages/contracts/src', 'packages/contracts/addresses.json']) {
    cpSync(join(repository, path), join(root, path), {
      recursive: true,
      filter: (file) => !file.includes('build-info'),
    })
  }
  return root
}

const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(file, change(readFileSync(file, 'utf8')))

test('the same artifacts give the same files, byte for byte', () => {
  const out = join(scratch, 'again')
  expect(generate(repository, out).status).toBe(0)
  const relative = (directory: string): string[] => filesIn(directory).map((file) => file.slice(directory.length))
  expect(relative(out)).toEqual(relative(dist))
  for (const file of relative(out)) expect(readFileSync(out + file, 'utf8')).toBe(readFileSync(dist + file, 'utf8'))
})

test('files of contracts that no longer exist are removed', () => {
  const out = join(scratch, 'out')
  mkdirSync(join(out, 'abi'), { recursive: true })
  writeFileSync(join(out, 'abi/gone.js'), '')
  expect(generate(repository, out).status).toBe(0)
  expect(existsSync(join(out, 'abi/gone.js'))).toBe(false)
})

test('without artifacts it says what to build first', () => {
  const { status, stderr } = generate(scratch, join(scratch, 'out'))
  expect(status).toBe(1)
  expect(stderr).toBe(
    'contracts-abi: No artifacts in packages/contracts/out. Run `npm run build -w @dmex/contracts` first.\n',
  )
})

test('an error without a notice is refused by name', () => {
  const root = copyArtifacts()
  edit(join(root, 'packages/contracts/out/Errors.sol/Errors.json'), (text) => {
    const artifact = JSON.parse(text)
    delete artifact.userdoc.errors['ZeroAmount()']
    return JSON.stringify(artifact)
  })
  const { status, stderr } = generate(root, join(scratch, 'out'))
  expect(status).toBe(1)
  expect(stderr).toContain('Error ZeroAmount in packages/contracts/src/Errors.sol has no @notice.')
})

test('an unknown contract or pool, or a malformed address in the address book is refused', () => {
  const root = copyArtifacts()
  const book = join(root, 'packages/contracts/addresses.json')
  writeFileSync(book, JSON.stringify({ 5: { name: 'x', status: 'live', contracts: { hashpowr: '0x00' } } }))
  expect(generate(root, join(scratch, 'out')).stderr).toContain('no contract is called hashpowr')
  writeFileSync(book, JSON.stringify({ 5: { name: 'x', status: 'live', contracts: { hashpower: '0x00' } } }))
  expect(generate(root, join(scratch, 'out')).stderr).toContain('hashpower is not an address: 0x00')
  writeFileSync(book, JSON.stringify({ 5: { name: 'x', status: 'live', contracts: {}, pools: { loan: [] } } }))
  expect(generate(root, join(scratch, 'out')).stderr).toContain('no contract is called loan')
  writeFileSync(book, JSON.stringify({ 5: { name: 'x', status: 'live', contracts: {}, pools: { mine: ['0x00'] } } }))
  expect(generate(root, join(scratch, 'out')).stderr).toContain('mine is not an address: 0x00')
  writeFileSync(book, JSON.stringify({ 5: { name: 'x', status: 'live', contracts: { jointMiningPool: '0x00' } } }))
  expect(generate(root, join(scratch, 'out')).stderr).toContain('no contract is called jointMiningPool')
})

test('an application that uses one function carries one function', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { hashpowerOwnerOfAbi } from '@dmex/contracts-abi'; console.log(hashpowerOwnerOfAbi)`,
      resolveDir: dist,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  })
  const text = outputFiles[0]?.text ?? ''
  expect(text).toContain('ownerOf')
  expect(text.length).toBeLessThan(200)
})

test('words for library errors are kept only for errors that a contract has', async () => {
  const { libraryMessages } = await import(new URL('../library-messages.mjs', import.meta.url).href)
  const { errorCatalogue } = await import('@dmex/contracts-abi/errors/all')
  const names = new Set<string>(errorCatalogue.map(({ abi }) => abi.name))
  expect(Object.keys(libraryMessages).filter((name) => !names.has(name))).toEqual([])
})
