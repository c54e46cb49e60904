// Writes `dist` from Foundry's artifacts: one constant per ABI entry and per error, whole ABIs, bytecode, addresses.
// Nothing in `dist` is written by hand; the output depends on the artifacts alone, so equal contracts give equal files.
// Tests pass --root (a repository with artifacts) and --out.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { toFunctionSelector } from 'viem'
import { libraryMessages } from './library-messages.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const { values: options } = parseArgs({ options: { root: { type: 'string' }, out: { type: 'string' } } })
const root = options.root ?? join(here, '../..')
const artifactsDir = join(root, 'packages/contracts/out')
const dist = options.out ?? join(here, 'dist')

const ownSources = 'packages/contracts/src/'
const testingSources = 'packages/contracts/src/testing/'

/** Contracts of OpenZeppelin that the protocol deploys as they are. */
const deployedLibraryContracts = [
  { source: '@openzeppelin/contracts/governance/TimelockController.sol', name: 'TimelockController' },
]

/** Prefixes that the contract's name doesn't give. */
const prefixes = { TimelockController: 'timelock' }

/** Contracts that run another's code in their own storage: callers see both ABIs at the one address. */
const halves = { Hashpower: ['HashpowerLedger'], LendingPool: ['LendLiquidator'] }

/** Contracts of which there are several, one an asset or pair: they have no name in a deployment. Pools are listed by kind. */
const several = [
  'incomeOracle',
  'incomeSale',
  'jointMiningPool',
  'lendDesk',
  'lendLiquidator',
  'lendingPool',
  'machineDesk',
]
const poolKinds = ['lend', 'mine']

/** Interfaces of tokens that others deployed, joined from several artifacts. */
const tokenInterfaces = [
  { prefix: 'erc20', title: 'ERC-20 token', from: ['IERC20Metadata', 'IERC20Permit', 'IERC5267'] },
  { prefix: 'erc721', title: 'ERC-721 token', from: ['IERC721Metadata'] },
  { prefix: 'erc1155', title: 'ERC-1155 token', from: ['IERC1155MetadataURI'] },
]

class GenerationError extends Error {}

const fail = (message) => {
  throw new GenerationError(message)
}

// ---- names

/** `Hashpower` -> `hashpower`, `DMC` -> `dmc`, `ERC721InvalidOwner` -> `erc721InvalidOwner`. */
const camel = (name) => {
  const acronym = name.match(/^[A-Z][A-Z0-9]+(?=[A-Z][a-z])|^[A-Z][A-Z0-9]*$/)?.[0]
  return acronym ? acronym.toLowerCase() + name.slice(acronym.length) : name[0].toLowerCase() + name.slice(1)
}

/** `claim` -> `Claim`, `DOMAIN_SEPARATOR` -> `DomainSeparator`. */
const pascal = (name) =>
  /^[A-Z0-9_]+$/.test(name)
    ? name
        .toLowerCase()
        .split('_')
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
        .join('')
    : name[0].toUpperCase() + name.slice(1)

// ---- ABI entries

const canonicalType = ({ type, components }) =>
  type.startsWith('tuple') ? `(${components.map(canonicalType).join(',')})${type.slice('tuple'.length)}` : type

const signatureOf = ({ name, inputs }) => `${name}(${inputs.map(canonicalType).join(',')})`

const readableParameter = ({ type, name, indexed, components }) => {
  const shown = type.startsWith('tuple')
    ? `(${components.map(readableParameter).join(', ')})${type.slice('tuple'.length)}`
    : type
  return [shown, indexed && 'indexed', name].filter(Boolean).join(' ')
}

const readableSignature = ({ name, inputs, outputs, type }) => {
  const returned = outputs?.length ? ` returns (${outputs.map(readableParameter).join(', ')})` : ''
  return `${name ?? type}(${inputs.map(readableParameter).join(', ')})${returned}`
}

/** Without `internalType`, `anonymous: false` and empty names: nothing reads them, and every application would ship them. */
const slimParameter = ({ type, name, indexed, components }) => ({
  type,
  ...(name ? { name } : {}),
  ...(indexed === undefined ? {} : { indexed }),
  ...(components ? { components: components.map(slimParameter) } : {}),
})

const slim = ({ type, name, inputs, outputs, stateMutability, anonymous }) => ({
  type,
  ...(name ? { name } : {}),
  ...(inputs ? { inputs: inputs.map(slimParameter) } : {}),
  ...(outputs ? { outputs: outputs.map(slimParameter) } : {}),
  ...(stateMutability ? { stateMutability } : {}),
  ...(anonymous ? { anonymous } : {}),
})

const kindOrder = ['constructor', 'function', 'event', 'error', 'receive', 'fallback']

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

const byEntry = (a, b) =>
  kindOrder.indexOf(a.type) - kindOrder.indexOf(b.type) ||
  byText(a.name ?? '', b.name ?? '') ||
  (a.inputs?.length ?? 0) - (b.inputs?.length ?? 0) ||
  byText(a.name ? signatureOf(a) : '', b.name ? signatureOf(b) : '')

const unique = (entries) => {
  const seen = new Map()
  for (const entry of entries) seen.set(`${entry.type} ${entry.name ? signatureOf(entry) : ''}`, entry)
  return [...seen.values()].sort(byEntry)
}

// ---- artifacts

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** Foundry writes the artifacts of tests meanwhile, when contracts are tested at the same time: a half-written file is read again. */
const readArtifact = (file, attempts = 20) => {
  try {
    return readJson(file)
  } catch (error) {
    if (!(error instanceof SyntaxError) || attempts === 0) throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    return readArtifact(file, attempts - 1)
  }
}

const listArtifactFiles = (directory) =>
  readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) => {
      if (entry.isDirectory()) return entry.name === 'build-info' ? [] : listArtifactFiles(join(directory, entry.name))
      return entry.name.endsWith('.json') ? [join(directory, entry.name)] : []
    })
    .sort()

const isDeclared = (name, file) =>
  existsSync(file) && new RegExp(`\\b(contract|interface|library)\\s+${name}\\b`).test(readFileSync(file, 'utf8'))

const readArtifacts = () => {
  if (!existsSync(artifactsDir)) {
    fail(`No artifacts in ${relative(root, artifactsDir)}. Run \`npm run build -w @dmex/contracts\` first.`)
  }
  return (
    listArtifactFiles(artifactsDir)
      .map((file) => {
        const artifact = readArtifact(file)
        const [source, name] = Object.entries(artifact.metadata?.settings?.compilationTarget ?? {})[0] ?? []
        return { ...artifact, source, name }
      })
      // Foundry leaves the artifacts of deleted and moved contracts behind.
      .filter(({ source, name }) => source && (!source.startsWith('packages/') || isDeclared(name, join(root, source))))
  )
}

const isDeployable = ({ abi, bytecode }) =>
  bytecode?.object?.length > 2 && abi.some(({ type }) => type === 'function' || type === 'fallback')

const docOf = ({ userdoc, devdoc }, entry) => {
  const signature = entry.name ? signatureOf(entry) : 'constructor'
  const group = { function: 'methods', constructor: 'methods', event: 'events', error: 'errors' }[entry.type]
  const first = (value) => (Array.isArray(value) ? value[0] : value)
  const user = first(userdoc?.[group]?.[signature])
  const dev = first(devdoc?.[group]?.[signature])
  return { notice: user?.notice, details: dev?.details, params: dev?.params ?? {}, returns: dev?.returns ?? {} }
}

const toContract = (artifact, artifacts) => {
  const parts = [artifact, ...artifacts.filter(({ name }) => halves[artifact.name]?.includes(name))]
  const entriesOf = (part) => unique(part.abi).map((entry) => ({ abi: slim(entry), doc: docOf(part, entry) }))
  const own = entriesOf(artifact)
  const known = new Set(own.map(({ abi }) => `${abi.type} ${abi.name ? signatureOf(abi) : ''}`))
  const added = parts
    .slice(1)
    .flatMap(entriesOf)
    .filter(({ abi }) => abi.type !== 'constructor' && !known.has(`${abi.type} ${signatureOf(abi)}`))
  if (Object.keys(artifact.bytecode.linkReferences ?? {}).length > 0) {
    fail(
      `${artifact.name} needs a linked library, so its bytecode can't be published. Make the library's functions internal.`,
    )
  }
  return {
    name: artifact.name,
    title: `\`${artifact.name}\``,
    about: artifact.userdoc?.notice ?? artifact.devdoc?.title,
    prefix: prefixes[artifact.name] ?? camel(artifact.name),
    testing: artifact.source.startsWith(testingSources),
    entries: [...own, ...added].sort((a, b) => byEntry(a.abi, b.abi)),
    bytecode: artifact.bytecode.object,
  }
}

const toTokenInterface = (artifacts, { prefix, title, from }) => {
  const found = from.map(
    (name) =>
      artifacts.find((artifact) => artifact.name === name && artifact.source.includes('@openzeppelin/contracts/')) ??
      fail(`No artifact of OpenZeppelin's ${name}. Import it in packages/contracts/src/testing, then build again.`),
  )
  const entries = unique(found.flatMap(({ abi }) => abi))
  const docFor = (entry) => {
    const owner = found.find(({ abi }) =>
      abi.some((own) => own.name === entry.name && signatureOf(own) === signatureOf(entry)),
    )
    return docOf(owner, entry)
  }
  return {
    prefix,
    name: title,
    title: `any ${title}`,
    entries: entries.map((entry) => ({ abi: slim(entry), doc: docFor(entry) })),
  }
}

// ---- errors

const collectErrors = (artifacts, contracts) => {
  const catalogue = artifacts.find(({ source, name }) => source === `${ownSources}Errors.sol` && name === 'Errors')
  if (!catalogue) fail(`${ownSources}Errors.sol has no library \`Errors\`. Declare every error of the protocol there.`)

  const own = catalogue.abi
    .filter(({ type }) => type === 'error')
    .map((abi) => ({ abi: slim(abi), doc: docOf(catalogue, abi) }))
  const others = contracts.flatMap(({ entries }) => entries.filter(({ abi }) => abi.type === 'error'))

  const bySignature = new Map()
  for (const error of [...own, ...others]) {
    const signature = signatureOf(error.abi)
    if (!bySignature.has(signature)) bySignature.set(signature, error)
  }

  const sorted = [...bySignature.values()].sort((a, b) => byEntry(a.abi, b.abi))
  const counts = new Map()
  return sorted.map(({ abi, doc }) => {
    const nth = (counts.get(abi.name) ?? 0) + 1
    counts.set(abi.name, nth)
    const isOwn = own.some((error) => signatureOf(error.abi) === signatureOf(abi))
    if (isOwn && !doc.notice)
      fail(`Error ${abi.name} in ${ownSources}Errors.sol has no @notice. Say what was wrong and what to do.`)
    const message =
      (isOwn ? undefined : libraryMessages[abi.name]) ??
      doc.notice ??
      doc.details ??
      `The contract reverted with ${abi.name}.`
    return {
      id: `${camel(abi.name)}Error${nth > 1 ? nth : ''}`,
      abi,
      selector: toFunctionSelector(signatureOf(abi)),
      message: oneLine(message),
    }
  })
}

// ---- printing

const oneLine = (text) => text.replace(/\s+/g, ' ').trim()

const quote = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const toJs = (value) => {
  if (Array.isArray(value)) return `[${value.map(toJs).join(', ')}]`
  if (typeof value === 'object') {
    const fields = Object.entries(value).map(([key, field]) => `${key}: ${toJs(field)}`)
    return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}'
  }
  return typeof value === 'string' ? quote(value) : String(value)
}

const toType = (value) => {
  if (Array.isArray(value)) return `readonly [${value.map(toType).join(', ')}]`
  if (typeof value === 'object') {
    const fields = Object.entries(value).map(([key, field]) => `readonly ${key}: ${toType(field)}`)
    return fields.length > 0 ? `{ ${fields.join('; ')} }` : '{}'
  }
  return typeof value === 'string' ? quote(value) : String(value)
}

/** Escapes what TSDoc would read as a tag or a link; code spans stay as they are. */
const escapeDoc = (text) =>
  oneLine(text)
    // OpenZeppelin's cross references, `{IERC20-approve}`, have no target here.
    .replace(/\{([\w-]+)\}/g, '`$1`')
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[{}@<>]/g, '\\$&')))
    .join('')
    .replaceAll('*/', '*\\/')

const toComment = (lines) => ['/**', ...lines.map((line) => (line ? ` * ${line}` : ' *')), ' */'].join('\n')

const describeEntry = (contract, { abi, doc }) => {
  const kind = { function: `${abi.stateMutability} function`, event: 'event', constructor: 'constructor' }[abi.type]
  const what = abi.name ? `the ${abi.type} \`${abi.name}\`` : 'the constructor'
  const summary = doc.notice ?? doc.details ?? `Describes ${what} of ${contract.title}.`
  const params = Object.entries(doc.params).map(([name, text]) => `- \`${name}\`: ${escapeDoc(text)}`)
  const returned = Object.entries(doc.returns).map(([name, text]) =>
    name.startsWith('_') ? `- returns ${escapeDoc(text)}` : `- returns \`${name}\`: ${escapeDoc(text)}`,
  )
  const bullets = [...params, ...returned]
  return toComment([
    escapeDoc(summary),
    '',
    `ABI of the ${kind} \`${readableSignature(abi)}\` of ${contract.title}.`,
    ...(doc.notice && doc.details ? ['', escapeDoc(doc.details)] : []),
    ...(bullets.length > 0 ? ['', ...bullets] : []),
  ])
}

/** A module's two faces: `lines` of JavaScript and of declarations. */
const toModule = (parts) => ({
  js: `${parts.map(({ js }) => js).join('\n')}\n`,
  dts: `${parts.map(({ dts }) => dts).join('\n')}\n`,
})

const constant = (id, value, comment) => ({
  js: `export const ${id} = ${toJs(value)}`,
  dts: `${comment}\nexport declare const ${id}: ${toType(value)}`,
})

const reexport = (files) =>
  toModule(files.map((file) => ({ js: `export * from '${file}'`, dts: `export * from '${file}'` })))

// ---- modules

const nameEntries = (contract) => {
  const counts = new Map()
  return contract.entries.flatMap((entry) => {
    const suffix = { function: 'Abi', event: 'EventAbi', constructor: 'ConstructorAbi' }[entry.abi.type]
    if (!suffix) return []
    const base = `${contract.prefix}${entry.abi.name ? pascal(entry.abi.name) : ''}${suffix}`
    const nth = (counts.get(base) ?? 0) + 1
    counts.set(base, nth)
    return [{ ...entry, id: `${base}${nth > 1 ? nth : ''}` }]
  })
}

const abiModule = (contract) =>
  toModule(nameEntries(contract).map((entry) => constant(entry.id, entry.abi, describeEntry(contract, entry))))

const contractModule = (contract) => {
  const named = new Map(nameEntries(contract).map((entry) => [entry.abi, entry.id]))
  const ids = [...named.values()]
  const print = (toText) => contract.entries.map(({ abi }) => named.get(abi) ?? toText(abi))
  const id = `${contract.prefix}Abi`
  const imported = ids.length > 0 ? `import { ${ids.join(', ')} } from '../abi/${contract.prefix}.js'\n` : ''
  const about = contract.about ? [escapeDoc(contract.about), ''] : []
  const comment = toComment([...about, `Whole ABI of ${contract.title}: each function, event and error.`])
  const types = contract.entries.map(({ abi }) => (named.has(abi) ? `typeof ${named.get(abi)}` : toType(abi)))
  return {
    js: `${imported}\nexport const ${id} = [\n  ${print(toJs).join(',\n  ')},\n]\n`,
    dts: `${imported}\n${comment}\nexport declare const ${id}: readonly [\n  ${types.join(',\n  ')},\n]\n`,
  }
}

const bytecodeModule = (contract) => ({
  js: `export const ${contract.prefix}Bytecode =\n  '${contract.bytecode}'\n`,
  dts: `${toComment([`Creation bytecode of ${contract.title}: append the ABI-encoded constructor arguments.`])}\nexport declare const ${contract.prefix}Bytecode: \`0x\${string}\`\n`,
})

const errorModule = ({ id, abi, selector, message }) =>
  toModule([
    constant(
      id,
      { abi, selector, message },
      toComment([escapeDoc(message), '', `Solidity error \`${readableSignature(abi)}\`, selector \`${selector}\`.`]),
    ),
  ])

const errorNameType = (errors) => {
  const names = [...new Set(errors.map(({ abi }) => abi.name))]
  const comment = toComment([
    'Name of any error that a contract of the protocol can revert with, as written in Solidity.',
  ])
  return `${comment}\nexport type ErrorName =\n${names.map((name) => `  | ${quote(name)}`).join('\n')}\n`
}

const catalogueModule = (errors) => {
  const imports = errors.map(({ id }) => `import { ${id} } from '../error/${id}.js'`).join('\n')
  const comment = toComment(['Every error of the protocol. Large: load it by `import()` when a selector is unknown.'])
  return {
    js: `${imports}\n\nexport const errorCatalogue = [\n${errors.map(({ id }) => `  ${id},`).join('\n')}\n]\n`,
    dts: `${imports}\n\nexport type { ErrorName } from '../errors.js'\n${comment}\nexport declare const errorCatalogue: readonly [\n${errors.map(({ id }) => `  typeof ${id},`).join('\n')}\n]\n`,
  }
}

const addressesModule = (contracts) => {
  const file = join(root, 'packages/contracts/addresses.json')
  const book = readJson(file)
  const names = contracts
    .filter(({ testing, bytecode, prefix }) => bytecode && !testing && !several.includes(prefix))
    .map(({ prefix }) => prefix)
  for (const [chainId, entry] of Object.entries(book)) {
    const where = `${relative(root, file)}, chain ${chainId}`
    const check = (name, known, found) => {
      if (!known.includes(name)) fail(`${where}: no contract is called ${name}. Use one of ${known.join(', ')}.`)
      for (const address of found)
        if (!/^0x[0-9a-fA-F]{40}$/.test(address)) fail(`${where}: ${name} is not an address: ${address}.`)
    }
    for (const [name, address] of Object.entries(entry.contracts)) check(name, names, [address])
    for (const [kind, pools] of Object.entries(entry.pools ?? {})) check(kind, poolKinds, pools)
  }
  return {
    js: `export const addresses = ${JSON.stringify(book, undefined, 2)}\n`,
    dts: `${toComment(['Key of a contract in the address book and in a deployment.'])}
export type ContractName =
${names.map((name) => `  | ${quote(name)}`).join('\n')}

${toComment(['A chain in the address book. `retired`: the chain has shut down, nothing can be sent there.'])}
export type AddressBookEntry = {
  readonly name: string
  readonly status: 'live' | 'retired'
  readonly note?: string
  readonly contracts: { readonly [Name in ContractName]?: \`0x\${string}\` }
  readonly pools?: { ${poolKinds.map((kind) => `readonly ${kind}: readonly \`0x\${string}\`[]`).join('; ')} }
}

${toComment(['Where the protocol is deployed, by chain id. A chain that is missing has no deployment.'])}
export declare const addresses: Readonly<Record<number, AddressBookEntry>>
`,
  }
}

// ---- files

const assertUniqueNames = (artifacts) => {
  const sources = new Map()
  for (const { name, source } of artifacts) {
    if (sources.has(name)) fail(`${sources.get(name)} and ${source} both declare ${name}. Rename one of them.`)
    sources.set(name, source)
  }
}

const assertUniqueExports = (contracts) => {
  const owners = new Map()
  for (const contract of contracts) {
    for (const { id } of nameEntries(contract)) {
      if (owners.has(id))
        fail(`${id} would be exported by both ${owners.get(id)} and ${contract.name}. Rename one function.`)
      owners.set(id, contract.name)
    }
  }
}

const collectFiles = () => {
  const artifacts = readArtifacts()
  const isChosen = (artifact) =>
    (artifact.source.startsWith(ownSources) && isDeployable(artifact)) ||
    deployedLibraryContracts.some(({ source, name }) => artifact.source.endsWith(source) && artifact.name === name)
  assertUniqueNames(artifacts.filter(isChosen))
  const contracts = artifacts.filter(isChosen).map((artifact) => toContract(artifact, artifacts))
  for (const { name } of deployedLibraryContracts) {
    if (!contracts.some((contract) => contract.name === name))
      fail(`No artifact of ${name}. Import it in packages/contracts/src.`)
  }
  const tokens = tokenInterfaces.map((token) => toTokenInterface(artifacts, token))
  const all = [...contracts, ...tokens].sort((a, b) => byText(a.prefix, b.prefix))
  const deployable = all.filter(({ bytecode }) => bytecode)
  assertUniqueExports(all)
  const errors = collectErrors(artifacts, contracts)

  const errorIndex = reexport(errors.map(({ id }) => `./error/${id}.js`))
  const modules = {
    index: reexport(all.map(({ prefix }) => `./abi/${prefix}.js`)),
    errors: { js: errorIndex.js, dts: `${errorIndex.dts}\n${errorNameType(errors)}` },
    'errors/all': catalogueModule(errors),
    contracts: reexport(all.map(({ prefix }) => `./contract/${prefix}.js`)),
    bytecode: reexport(deployable.map(({ prefix }) => `./bytecode/${prefix}.js`)),
    addresses: addressesModule(all),
    ...Object.fromEntries(all.map((contract) => [`abi/${contract.prefix}`, abiModule(contract)])),
    ...Object.fromEntries(all.map((contract) => [`contract/${contract.prefix}`, contractModule(contract)])),
    ...Object.fromEntries(deployable.map((contract) => [`bytecode/${contract.prefix}`, bytecodeModule(contract)])),
    ...Object.fromEntries(errors.map((error) => [`error/${error.id}`, errorModule(error)])),
  }
  const files = new Map(
    Object.entries(modules).flatMap(([path, { js, dts }]) => [
      [`${path}.js`, js],
      [`${path}.d.ts`, dts],
    ]),
  )
  return { files, contracts: all.length, errors: errors.length }
}

/** Touches only what changed, so that a program reading `dist` meanwhile never finds it empty. */
const writeFiles = (files) => {
  for (const [path, text] of files) {
    const file = join(dist, path)
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  if (!existsSync(dist)) return
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile() && !files.has(relative(dist, file).split(sep).join('/'))) rmSync(file)
  }
}

try {
  const { files, contracts, errors } = collectFiles()
  writeFiles(files)
  console.log(`contracts-abi: ${contracts} contracts, ${errors} errors, ${files.size} files`)
} catch (error) {
  if (!(error instanceof GenerationError)) throw error
  console.error(`contracts-abi: ${error.message}`)
  process.exit(1)
}
