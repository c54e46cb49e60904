// `npm run mutate`: changes one thing at a time in the ledger, the rig, joint mining and auctions, runs their tests, and prints each mutant and the test
// that killed it, or that it survived. Exits 1 when more survive than `--allow` says.
//
// A compile of the contracts takes half a minute, a run of their tests seconds. So all mutants are compiled at once: each is
// guarded by a look at the code of an address where the tests put the number of the mutant to try. That costs gas and size,
// which is why gas tests and the size limit are left out, and pure functions, which may not look, are not mutated.
//
//   npm run mutate                       all mutants
//   npm run mutate -- --sample 40        evenly spread over all
//   npm run mutate -- --only rig         one of: ledger, rig, mine, trade, lend, auction
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { forgeBinary } from './lib/forge.mjs'
import { CheckFailed, root, runCheck } from './lib/workspace.mjs'

const solc = createRequire(import.meta.url)('solc')

const SUITES = {
  ledger: {
    folder: 'hashpower',
    files: ['FleetLedger', 'SeriesBook', 'HashpowerBase', 'HashpowerToken', 'Hashpower', 'HashpowerLedger'],
    tests: 'packages/contracts/test/{hashpower,attacks,sale}/*.t.sol',
  },
  rig: {
    folder: 'rig',
    files: ['Rig', 'RigIncome', 'RigItems', 'RigShares', 'RigStorage'],
    tests: 'packages/contracts/test/rig/*.t.sol',
  },
  mine: {
    folder: 'mine',
    files: [
      'JointMiningPool',
      'MineBase',
      'MineExits',
      'MineMachines',
      'MineGovernance',
      'IncomeSale',
      'MachineDesk',
      'PoolRouter',
    ],
    tests: 'packages/contracts/test/mine/*.t.sol',
  },
  trade: {
    folder: 'trade',
    files: ['MarketBase', 'Listings', 'Offers'],
    tests: 'packages/contracts/test/trade/*.t.sol',
  },
  lend: {
    folder: 'lend',
    files: [
      'LendBase',
      'LendVault',
      'LendLoans',
      'LendIncome',
      'LendAuctions',
      'LendGovernance',
      'LendingPool',
      'LendDesk',
    ],
    tests: 'packages/contracts/test/lend/*.t.sol',
  },
  auction: {
    folder: 'auction',
    files: ['AuctionHouse', 'AuctionDelivery', 'AuctionBase'],
    tests: 'packages/contracts/test/auction/*.t.sol',
  },
}
const SOURCES = 'packages/contracts/src'
const SWITCH = '0x00000000000000000000000000000000004D7574'
/** The operator that a comparison or a sum becomes: off by one, or the other way round. */
const FLIPPED = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '!=',
  '!=': '==',
  '+': '-',
  '-': '+',
  '&&': '||',
  '||': '&&',
}

// ---- finding what can be changed

const parse = (file, source) => {
  const input = {
    language: 'Solidity',
    sources: { [file]: { content: source } },
    settings: { stopAfter: 'parsing', outputSelection: { '*': { '': ['ast'] } } },
  }
  const { sources, errors } = JSON.parse(solc.compile(JSON.stringify(input)))
  if (!sources?.[file]?.ast) throw new CheckFailed(`${file} does not parse: ${errors?.[0]?.formattedMessage}`)
  return sources[file].ast
}

const children = (node) =>
  Object.values(node)
    .flat()
    .filter((value) => value !== null && typeof value === 'object' && 'nodeType' in value)

const reverts = (body) => {
  const statement = body.nodeType === 'Block' ? body.statements.at(0) : body
  return statement?.nodeType === 'RevertStatement'
}

/** The mutation that a node allows: a name for people and the text it becomes under the guard. */
const mutationOf = (node, text) => {
  if (node.nodeType === 'IfStatement' && reverts(node.trueBody)) {
    return { range: node.condition, what: 'no check', write: (guard, inner) => `(!${guard} && (${inner}))` }
  }
  if (node.nodeType === 'BinaryOperation' && FLIPPED[node.operator]) {
    const flipped = FLIPPED[node.operator]
    const write = (guard, inner, left, right) => `(${guard} ? (${left}) ${flipped} (${right}) : (${inner}))`
    return { range: node, what: `${node.operator} becomes ${flipped}`, write }
  }
  if (node.nodeType === 'FunctionCall' && text(node.expression) === 'Math.ceilDiv') {
    const [a, b] = node.arguments.map(text)
    return { range: node, what: 'rounds down', write: (guard, inner) => `(${guard} ? (${a}) / (${b}) : ${inner})` }
  }
  const changes = ['Assignment', 'UnaryOperation', 'FunctionCall'].includes(node.expression?.nodeType)
  if (node.nodeType === 'ExpressionStatement' && changes && !/^(?:_?require|_check)/.test(text(node))) {
    return { range: node, what: 'left out', write: (guard, inner) => `{ if (!${guard}) ${inner} }` }
  }
}

const positionOf = ({ src }) => {
  const [start, length] = src.split(':').map(Number)
  return { start, end: start + length }
}

/** Rewrites one source with all its mutants under guards, innermost first; `skip` names those that do not compile. */
const instrument = (file, source, firstId, skip) => {
  const bytes = Buffer.from(source) // the parser counts bytes
  const slice = (start, end) => bytes.subarray(start, end).toString()
  const text = (node) => (({ start, end }) => slice(start, end))(positionOf(node))
  /** A statement with its semicolon, which the parser leaves out: with it, the guard can be a block that no `else` joins. */
  const span = (node) => {
    const { start, end } = positionOf(node)
    const closed = node.nodeType === 'ExpressionStatement' && slice(end, end + 1) === ';'
    return { start, end: closed ? end + 1 : end, closed }
  }
  const mutants = []
  let id = firstId

  const rewrite = (node, start, end, wraps) => {
    // The text of [start, end) with all that lies inside rewritten.
    let out = ''
    let at = start
    const inside = node.flatMap((child) => [{ child, ...span(child) }]).sort((a, b) => a.start - b.start)
    for (const { child, start: from, end: to } of inside) {
      if (from < at || to > end) continue
      out += slice(at, from) + visit(child, wraps)
      at = to
    }
    return out + slice(at, end)
  }

  const visit = (node, mutable) => {
    const { start, end, closed } = span(node)
    if (Number.isNaN(start)) return ''
    const here =
      node.nodeType === 'FunctionDefinition'
        ? node.stateMutability !== 'pure' && node.kind !== 'constructor' && node.body
        : mutable && node.nodeType !== 'InlineAssembly' && node.nodeType !== 'VariableDeclaration'
    const body = () => rewrite(children(node), start, end, here)
    const fit = node.nodeType !== 'ExpressionStatement' || closed // not the step of a loop
    const mutation = here && mutable && fit ? mutationOf(node, text) : undefined
    if (!mutation) return body()

    const own = id++
    const line = slice(0, start).split('\n').length
    const about = {
      id: own,
      file,
      line,
      what: mutation.what,
      code: text(mutation.range).replace(/\s+/g, ' ').slice(0, 70),
    }
    if (skip.has(`${file}:${line}:${mutation.what}`)) return body()
    mutants.push(about)
    const guard = `Mut.on(${own})`
    if (node.nodeType === 'IfStatement') {
      const condition = positionOf(node.condition)
      const inner = visit(node.condition, here)
      const rest = rewrite(
        children(node).filter((child) => child !== node.condition),
        condition.end,
        end,
        here,
      )
      return slice(start, condition.start) + mutation.write(guard, inner) + rest
    }
    if (node.nodeType === 'BinaryOperation') {
      const { leftExpression: left, rightExpression: right } = node
      return mutation.write(guard, body(), text(left), text(right))
    }
    return mutation.write(guard, body())
  }

  const ast = parse(file, source)
  const rewritten = visit(ast, false)
  const withImport = rewritten.replace(/^pragma .*$/m, '$&\nimport {Mut} from "./Mut.sol";')
  return { text: withImport, mutants, nextId: id }
}

const GUARD = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
library Mut {
    function on(uint256 id) internal view returns (bool active) {
        assembly ("memory-safe") {
            extcodecopy(${SWITCH}, 0, 0, 32)
            active := eq(mload(0), id)
        }
    }
}
`

// ---- the copy that is changed

const makeCopy = () => {
  const copy = mkdtempSync(join(tmpdir(), 'dmex-mutate-'))
  for (const path of ['foundry.toml', 'tools/solc.cjs', SOURCES, 'packages/contracts/test']) {
    mkdirSync(join(copy, path, '..'), { recursive: true })
    cpSync(join(root, path), join(copy, path), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  // The number of the mutant, as code: zero is nobody's number.
  const base = join(copy, 'packages/contracts/test/base/ProtocolTest.sol')
  const etch = `vm.etch(${SWITCH}, abi.encode(vm.envOr("MUTANT", uint256(0))));`
  writeFileSync(base, readFileSync(base, 'utf8').replace(/function setUp\(\)[^{]*\{/, `$&\n        ${etch}`))
  return copy
}

const forge = (copy, args, env = {}) => [
  forgeBinary(),
  args,
  { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, FOUNDRY_FUZZ_RUNS: '24', ...env } },
]

const excluded = ['--no-match-contract', 'Invariant|Gas|Reach']

/** Compiles all mutants at once; those that do not compile where they stand are dropped, a line at a time. */
const compileMutants = (copy, suites) => {
  const skip = new Set()
  for (let round = 0; round < 12; ++round) {
    const mutants = []
    let id = 1
    const places = new Map()
    for (const [name, { folder, files }] of suites) {
      writeFileSync(join(copy, SOURCES, folder, 'Mut.sol'), GUARD)
      for (const file of files) {
        const path = join(SOURCES, folder, `${file}.sol`)
        const done = instrument(`${file}.sol`, readFileSync(join(root, path), 'utf8'), id, skip)
        writeFileSync(join(copy, path), done.text)
        mutants.push(...done.mutants.map((mutant) => ({ ...mutant, suite: name })))
        places.set(path, done)
        id = done.nextId
      }
    }
    const result = spawnSync(...forge(copy, ['build', '--force'], {}))
    if (result.status === 0) return mutants
    const output = result.stdout + result.stderr
    const found = [...output.matchAll(/(?:-->|╭▸) (\S+\.sol):(\d+):/g)].filter(([, path]) => places.has(path))
    const dropped = found.flatMap(([, path, line]) => {
      const guarded = readFileSync(join(copy, path), 'utf8').split('\n')[Number(line) - 1] ?? ''
      const ids = [...guarded.matchAll(/Mut\.on\((\d+)\)/g)].map(([, number]) => Number(number))
      const near = ids.length > 0 ? ids : nearest(join(copy, path), Number(line))
      return mutants.filter((mutant) => near.includes(mutant.id))
    })
    if (dropped.length === 0) throw new CheckFailed(`the mutated contracts do not compile:\n${output.slice(-1500)}`)
    for (const { file, line, what } of dropped) skip.add(`${file}:${line}:${what}`)
    console.log(`  ${dropped.length} of ${mutants.length} mutants do not compile where they stand, left out`)
  }
  throw new CheckFailed(
    'the mutated contracts do not compile after 12 rounds. Narrow the mutations in tools/mutate.mjs.',
  )
}

/** The compiler names a place, a stack that is too deep belongs to the function around it: all guards of that function. */
const nearest = (path, line) => {
  const lines = readFileSync(path, 'utf8').split('\n')
  let from = line - 1
  while (from > 0 && !/^ {4}(?:function|constructor|modifier)\b/.test(lines[from])) --from
  let to = line - 1
  while (to < lines.length && lines[to] !== '    }') ++to
  return [
    ...lines
      .slice(from, to)
      .join('\n')
      .matchAll(/Mut\.on\((\d+)\)/g),
  ].map(([, id]) => Number(id))
}

// ---- trying them

/** Tests that fail without any mutant, because the guards cost gas and size: they can't judge one. */
const unfitTests = (copy, { tests }) => {
  const { stdout } = spawnSync(...forge(copy, ['test', '--match-path', tests, ...excluded], { MUTANT: '0' }))
  if (!stdout.includes('Suite result')) throw new CheckFailed(`forge ran no test of ${tests}:\n${stdout.slice(-1500)}`)
  return [...new Set([...stdout.matchAll(/\[FAIL[^\n]*\]\s+(\w+)\(/g)].map(([, name]) => name))]
}

/** Runs a suite's tests with one mutant switched on; resolves to the first test that fails, or to nothing. */
const tryMutant = (copy, { tests }, id, seconds, unfit) =>
  new Promise((resolve) => {
    const [command, args, options] = forge(
      copy,
      ['test', '--match-path', tests, ...excluded, ...unfit, '--fail-fast', '-j', '1'],
      {
        MUTANT: String(id),
      },
    )
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    const limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
    child.on('close', (code) => {
      clearTimeout(limit)
      if (code === 0) return resolve(undefined)
      const failed = /\[FAIL[^\n]*\]\s+(\w+)\(/.exec(output)?.[1]
      resolve(failed ?? (code === null ? `no end within ${seconds} s` : 'setUp'))
    })
  })

const pick = (mutants, count) =>
  count === undefined || count >= mutants.length
    ? mutants
    : Array.from({ length: count }, (_, index) => mutants[Math.floor((index * mutants.length) / count)])

await runCheck('mutate', async () => {
  const { values } = parseArgs({
    options: {
      sample: { type: 'string' },
      only: { type: 'string' },
      allow: { type: 'string', default: '0' },
      jobs: { type: 'string', default: '2' },
    },
  })
  const suites = Object.entries(SUITES).filter(([name]) => values.only === undefined || values.only === name)
  if (suites.length === 0)
    throw new CheckFailed(`no suite is called ${values.only}. Choose from ${Object.keys(SUITES).join(', ')}.`)
  const copy = makeCopy()
  try {
    console.log('Compiling all mutants at once')
    const all = compileMutants(copy, suites)
    const unfit = new Map()
    for (const [name, suite] of suites) {
      const names = unfitTests(copy, suite)
      unfit.set(name, names.length > 0 ? ['--no-match-test', `^(?:${names.join('|')})\\b`] : [])
      if (names.length > 0) console.log(`  left out, because the guards break them: ${names.join(', ')}`)
      if (names.length > 8)
        throw new CheckFailed(`${names.length} tests of ${name} fail without any mutant. Mend that first.`)
    }
    const chosen = pick(all, values.sample === undefined ? undefined : Number(values.sample))
    console.log(`Trying ${chosen.length} of ${all.length} mutants`)
    const results = []
    const queue = [...chosen]
    const work = async () => {
      for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
        const killer = await tryMutant(copy, SUITES[mutant.suite], mutant.id, 180, unfit.get(mutant.suite))
        results.push({ ...mutant, killer: killer ?? null })
        const verdict = killer ? `killed by ${killer}` : 'SURVIVED'
        console.log(
          `${String(results.length).padStart(4)}  ${mutant.file}:${mutant.line}  ${mutant.what}  \`${mutant.code}\`  ${verdict}`,
        )
      }
    }
    await Promise.all(Array.from({ length: Number(values.jobs) }, work))
    const survivors = results.filter(({ killer }) => killer === null)
    mkdirSync(join(root, 'benchmarks/results'), { recursive: true })
    writeFileSync(
      join(root, 'benchmarks/results/mutants.json'),
      `${JSON.stringify(
        results.sort((a, b) => a.id - b.id),
        undefined,
        2,
      )}\n`,
    )
    console.log(
      `\n${results.length} mutants, ${results.length - survivors.length} killed, ${survivors.length} survived`,
    )
    if (survivors.length > Number(values.allow)) {
      throw new CheckFailed(
        `${survivors.length} mutants survived, ${values.allow} are allowed. Add the tests that kill them.`,
      )
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})
