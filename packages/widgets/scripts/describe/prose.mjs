// The generated prose: tables for people, one short file for language models.
const cell = (text = '') => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim()

const table = (header, rows) =>
  rows.length === 0
    ? ''
    : `\n| ${header.join(' | ')} |\n|${header.map(() => '---').join('|')}|\n${rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')}\n`

const code = (text) => `\`${text}\``
const typeOf = ({ type }) => code((type?.text ?? 'unknown').replace(/ \| undefined$/, ''))

const onlyProperties = ({ members = [], attributes = [] }) =>
  members.filter(
    ({ kind, static: isStatic, readonly, name }) =>
      kind === 'field' && !isStatic && !readonly && !attributes.some(({ fieldName }) => fieldName === name),
  )

const methods = ({ members = [] }) =>
  members.filter(({ kind, static: isStatic, name }) => kind === 'method' && !isStatic && !lifecycle.has(name))

/** What Lit calls, not the page. */
const lifecycle = new Set(['connectedCallback', 'disconnectedCallback', 'attributeChangedCallback', 'createRenderRoot'])

const section = (element) => {
  const { tag, name, description, attributes = [], events, slots = [], cssParts = [], cssProperties = [] } = element
  return `## ${code(`<${tag}>`)}

${description ?? ''}

${code(`import '@dmex/widgets/${name}'`)}
${table(
  ['attribute', 'type', 'what it does'],
  attributes.map((each) => [code(each.name), typeOf(each), each.description]),
)}${table(
  ['property only', 'type', 'what it does'],
  onlyProperties(element).map((each) => [code(each.name), typeOf(each), each.description]),
)}${table(
  ['method', 'gives', 'what it does'],
  methods(element).map((each) => [code(`${each.name}()`), typeOf(each.return ?? {}), each.description]),
)}${table(
  ['event', 'type', 'when'],
  events.map((each) => [code(each.name), typeOf(each), each.description]),
)}${table(
  ['slot', 'what goes in'],
  slots.map((each) => [each.name ? code(each.name) : '(the content)', each.description]),
)}${table(
  ['part', 'what it is'],
  cssParts.map((each) => [code(`::part(${each.name})`), each.description]),
)}${table(
  ['custom property', 'what it sets'],
  cssProperties.map((each) => [code(each.name), each.description]),
)}`
}

/** The tables of elements.md. */
export const writeTables = (elements) => `# Elements

Written by the build from the elements' own comments; \`custom-elements.json\` says the same to programs.
All elements take \`lang\` and \`dir\` from the nearest ancestor that has them, and \`--dmex-*\` colours from any ancestor.

${elements.map(section).join('\n')}`

const line = ({ name, description }) => `  - ${name}: ${cell(description)}`

/** llms.txt: what a language model needs to write a page with these elements, and no more. */
export const writeLlms = (elements) => `# @dmex/widgets

> Web components that sell a miner's hashpower as an ERC-721, show what it earns each day, and pay the income out. They work on any
> page: one script tag, or ESM imports, or typed components for React, Vue and Svelte.

One script tag, no build. The files are in the npm package under \`cdn/\`, their hashes in \`cdn/integrity.json\`:

\`\`\`html
<script src="https://YOUR-HOST/dmex.min.js" integrity="sha384-..." crossorigin="anonymous" data-chain="56" data-rpc="https://..." defer></script>
<dmex-connect></dmex-connect>
<dmex-buy series="1"></dmex-buy>
<dmex-claim></dmex-claim>
\`\`\`

ESM: \`import '@dmex/widgets/buy'\` registers \`<dmex-buy>\`; \`@dmex/widgets/buy/element\` exports the class and registers nothing.
React: \`import { DmexBuy } from '@dmex/widgets/react'\`; events are \`onDmexBeforeTx\` and so on. Types for JSX, Vue and Svelte:
\`import type {} from '@dmex/widgets/jsx'\` (or \`/vue\`, \`/svelte\`) once in a project.

Rules: \`chain\` and \`rpc\` come from the element, else from \`<dmex-provider>\`, else from the script tag's \`data-*\`. Without \`rpc\` the
visitor's wallet is asked. Attributes are strings; objects (\`provider\`, \`config\`) are properties. Events bubble and are composed;
\`dmex-before-tx\` can be cancelled. Theme by \`theme="light|dark|auto"\` and \`--dmex-*\` custom properties. Languages: en, zh-Hans,
zh-Hant, ar, by the nearest \`lang\`.

${elements
  .map(({ tag, name, summary, description, attributes = [], events, slots = [] }) =>
    [
      `## <${tag}>`,
      '',
      `${cell(summary ?? description)} \`import '@dmex/widgets/${name}'\``,
      ...(attributes.length > 0 ? ['- attributes', ...attributes.map(line)] : []),
      ...(events.length > 0 ? ['- events', ...events.map(line)] : []),
      ...(slots.length > 0
        ? ['- slots', ...slots.map((each) => line({ ...each, name: each.name || '(content)' }))]
        : []),
      '',
    ].join('\n'),
  )
  .join('\n')}`

const valuesOf = ({ type }) => {
  const text =
    type?.text === 'Theme' || type?.text.startsWith('Theme |') ? "'light' | 'dark' | 'auto'" : (type?.text ?? '')
  return [...text.matchAll(/'([^']+)'/g)].map(([, name]) => ({ name }))
}

/** What VS Code shows while somebody writes HTML (`html.customData`). */
export const writeEditorData = (elements) =>
  `${JSON.stringify(
    {
      version: 1.1,
      tags: elements.map(({ tag, description, attributes = [] }) => ({
        name: tag,
        description: cell(description),
        attributes: attributes.map((each) => ({
          name: each.name,
          description: cell(each.description),
          ...(valuesOf(each).length > 0 ? { values: valuesOf(each) } : {}),
        })),
      })),
    },
    undefined,
    2,
  )}\n`
