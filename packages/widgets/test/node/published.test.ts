import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { published } from '../support/site.js'

const home = fileURLToPath(new URL('../../', import.meta.url))

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()

it('publishes the hash of every file', () => {
  const hashes = JSON.parse(published('integrity.json')) as Record<string, string>
  const found = filesOf(join(home, 'cdn')).filter((path) => path !== 'integrity.json')
  const measured = found.map((path) => [
    path,
    `sha384-${createHash('sha384')
      .update(readFileSync(join(home, 'cdn', path)))
      .digest('base64')}`,
  ])
  expect(hashes).toEqual(Object.fromEntries(measured))
})

const buildInto = (out: string): string => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/buildCdn.mjs'], {
    cwd: home,
    env: { ...process.env, DMEX_CDN_OUT: out },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return readFileSync(join(out, 'cdn/integrity.json'), 'utf8')
}

it('builds the same bytes again', () => {
  const out = mkdtempSync(join(tmpdir(), 'dmex-cdn-'))
  try {
    expect(buildInto(join(out, 'one')) === buildInto(join(out, 'another'))).toBe(true)
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}, 120_000)

it('names one version everywhere', () => {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { readonly version: string }
  expect(readFileSync(join(home, 'src/base/version.ts'), 'utf8')).toContain(`version = '${version}'`)
  expect(published('dmex.min.js')).toContain(`DMEX widgets ${version}`)
})
