import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, { default?: string } | string>
}
const entries = Object.entries(manifest.exports).flatMap(([path, target]) =>
  typeof target === 'object' && target.default
    ? [[path, target.default.replace('./dist/', '../src/').replace('.js', '.ts')] as const]
    : [],
)

describe('what the package exports', () => {
  // No public name appears or vanishes unnoticed.
  for (const [path, file] of entries)
    it(path, async () => {
      expect(Object.keys((await import(file)) as object).sort()).toMatchSnapshot()
    })

  it('is reachable: every module has an entry', () => {
    const inside = ['core', 'internal']
    const folders = readdirSync(new URL('../src', import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !inside.includes(entry.name))
      .map(({ name }) => `./${name}`)
    expect(entries.map(([path]) => path)).toEqual(expect.arrayContaining(folders))
  })
})

describe('the seam to viem', () => {
  const sources = (readdirSync(new URL('../src', import.meta.url), { recursive: true }) as string[]).filter((file) =>
    file.endsWith('.ts'),
  )

  it('is one file: nothing else imports viem at run time', () => {
    const importers = sources.filter((file) => {
      const text = readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8').replace(
        /\/\*[\s\S]*?\*\/|\/\/.*$/gm,
        '',
      )
      return /^(import|export) (?!type)(?:(?! from )[\s\S])*? from 'viem/m.test(text)
    })
    expect(importers).toEqual(['internal/viem.ts'])
  })

  it('keeps modules apart: none imports another', () => {
    const modules = readdirSync(new URL('../src', import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .filter(
        (name) =>
          !['chains', 'client', 'core', 'deploy', 'errors', 'flows', 'internal', 'query', 'testing', 'wagmi'].includes(
            name,
          ),
      )
    const crossing = sources.filter((file) => {
      const [own = ''] = file.split('/')
      const text = readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8')
      return modules.includes(own) && modules.some((other) => other !== own && text.includes(`'../${other}/`))
    })
    expect(crossing).toEqual([])
  })
})
