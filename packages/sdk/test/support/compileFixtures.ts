import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Abi } from 'viem'
import type { TestProject } from 'vitest/node'

/** ABI and creation bytecode of a fixture contract. */
export interface Artifact {
  readonly abi: Abi
  readonly bytecode: `0x${string}`
  readonly runtime: `0x${string}`
}

declare module 'vitest' {
  export interface ProvidedContext {
    readonly fixtures: Readonly<Record<string, Artifact>>
  }
}

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const source = 'packages/sdk/test/fixtures/Shop.sol'

/** Compiles the fixtures with npm's solc, the one that compiles the protocol, and hands them to every test file. */
export function setup(project: TestProject): void {
  const require = createRequire(import.meta.url)
  const solc = require('solc') as { compile(input: string, callbacks: object): string }
  const input = {
    language: 'Solidity',
    sources: { [source]: { content: readFileSync(root + source, 'utf8') } },
    settings: {
      evmVersion: 'cancun',
      optimizer: { enabled: true },
      outputSelection: { [source]: { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
    },
  }
  const read = (path: string) => {
    const file = path.startsWith('@') ? `${root}node_modules/${path}` : root + path
    return { contents: readFileSync(file, 'utf8') }
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read })) as {
    errors?: { severity: string; formattedMessage: string }[]
    contracts?: Record<
      string,
      Record<string, { abi: Abi; evm: { bytecode: { object: string }; deployedBytecode: { object: string } } }>
    >
  }
  const failed = output.errors?.find(({ severity }) => severity === 'error')
  if (failed) throw new Error(failed.formattedMessage)
  const contracts = Object.entries(output.contracts?.[source] ?? {})
  project.provide(
    'fixtures',
    Object.fromEntries(
      contracts.map(([name, { abi, evm }]) => [
        name,
        { abi, bytecode: `0x${evm.bytecode.object}` as const, runtime: `0x${evm.deployedBytecode.object}` as const },
      ]),
    ),
  )
}
