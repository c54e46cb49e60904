#!/usr/bin/env node
// A `solc` that Foundry can run on any platform: the WebAssembly compiler from npm behind the native command line.
// Foundry only ever calls it with `--version` or with `--standard-json` and the input on stdin.
const { existsSync, readFileSync } = require('node:fs')
const { isAbsolute, join } = require('node:path')
const solc = require('solc')

const args = process.argv.slice(2)

if (args.includes('--version')) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}`)
} else {
  const flag = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const roots = [flag('--base-path'), flag('--include-path'), process.cwd()].filter(Boolean)

  const findImport = (path) => {
    const candidates = isAbsolute(path) ? [path] : roots.map((root) => join(root, path))
    const file = candidates.find((candidate) => existsSync(candidate))
    return file ? { contents: readFileSync(file, 'utf8') } : { error: `File not found: ${path}` }
  }

  process.stdout.write(solc.compile(readFileSync(0, 'utf8'), { import: findImport }))
}
