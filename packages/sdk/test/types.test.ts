import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { BoundWrite, DmexActions } from '../src/client/index.js'
import { type DmexErrorCode, isDmexError } from '../src/errors/index.js'
import type { Address, Hex, Plan, WriteResult } from '../src/index.js'
import { type buyHashpower as buy, buyHashpower } from '../src/mint/index.js'
import type { ConfigWrite } from '../src/wagmi/index.js'
import type { buyHashpower as wagmiBuy } from '../src/wagmi/mint.js'

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
}

/** How many types the compiler makes for a file, and what it finds wrong with it. */
function check(code: string) {
  const file = fileURLToPath(new URL('./snippet.ts', import.meta.url))
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.getSourceFile = (path, version) =>
    path === file ? ts.createSourceFile(path, code, version) : getSourceFile.call(host, path, version)
  host.fileExists = (path) => path === file || fileExists.call(host, path)
  const program = ts.createProgram([file], options, host)
  const source = program.getSourceFile(file)
  const errors = program
    .getSemanticDiagnostics(source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
  return { errors, instantiations: program.getInstantiationCount() }
}

describe('types of an action', () => {
  it('follow from the ABI, through every face', () => {
    expectTypeOf<buy.Event['units']>().toEqualTypeOf<bigint>()
    expectTypeOf<buy.Event['buyer']>().toEqualTypeOf<Address>()
    expectTypeOf<Awaited<ReturnType<typeof buyHashpower.plan>>>().toEqualTypeOf<Plan<buy.Event>>()
    expectTypeOf<ReturnType<typeof buyHashpower.extractEvent>>().toEqualTypeOf<buy.Event>()
    expectTypeOf<DmexActions['mint']['buyHashpower']>().toEqualTypeOf<BoundWrite<buy.Args, buy.Event, buy.Result>>()
    expectTypeOf<typeof wagmiBuy>().toEqualTypeOf<ConfigWrite<buy.Args, buy.Event, buy.Result>>()
  })

  it('depend on whether it waits', () => {
    const call = (client: Parameters<typeof buyHashpower>[0], args: buy.Args) =>
      [buyHashpower(client, args), buyHashpower(client, args, { wait: false })] as const
    expectTypeOf<ReturnType<typeof call>>().toEqualTypeOf<readonly [Promise<WriteResult<buy.Event>>, Promise<Hex>]>()
  })

  it('narrow errors by their code', () => {
    const read = (error: unknown) => {
      if (isDmexError(error, 'SoldOut')) return error.args.left
      if (isDmexError(error, 'InsufficientBalance')) return error.args.balance
      return undefined
    }
    expectTypeOf<ReturnType<typeof read>>().toEqualTypeOf<bigint | undefined>()
    expectTypeOf<buy.ErrorCode>().toExtend<DmexErrorCode>()
  })
})

describe('the compiler', () => {
  const direct = `
    import type { DmexClient } from '../src/index.js'
    import { buyHashpower } from '../src/mint/index.js'
    export const run = async (client: DmexClient) => {
      const { event } = await buyHashpower(client, { seriesId: 1, units: 1n, maxPrice: 1n, termsVersion: 1 })
      return event.id
    }`

  it('stays quick: an action costs few type instantiations', () => {
    const { errors, instantiations } = check(direct)
    expect(errors).toEqual([])
    expect(instantiations).toBeLessThan(1_500)
  })

  it('finds a wrong argument, a missing one and a misspelt one', () => {
    const errorsOf = (args: string) => check(direct.replace(/\{ seriesId[^}]*\}/, args)).errors.join()
    expect(errorsOf('{ seriesId: 1n, units: 1n, maxPrice: 1n, termsVersion: 1 }')).toContain(
      "'bigint' is not assignable to type 'number'",
    )
    expect(errorsOf('{ seriesId: 1, maxPrice: 1n, termsVersion: 1 }')).toContain("Property 'units' is missing")
    expect(errorsOf('{ seriesId: 1, units: 1n, maxPrize: 1n, termsVersion: 1 }')).toContain('maxPrize')
  })
})
