import { styles } from './styles.js'
import { texts } from './texts.js'

let root

/** The wallet's own corner of the page, closed to the page's styles. */
function corner() {
  if (root) return root
  const host = document.createElement('dmex-devnet-wallet')
  // A page without a colour scheme of its own gets what the visitor prefers.
  if (getComputedStyle(document.documentElement).colorScheme === 'normal') host.dataset.scheme = ''
  root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [styles]
  document.body.append(host)
  return root
}

const languageOf = () => ((document.documentElement.lang || navigator.language).startsWith('zh') ? 'zh' : 'en')

function text(key, values = {}) {
  const found = texts[languageOf()][key]
  return found?.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '')
}

/** Builds an element; children are elements or text, never markup: names come from a chain. */
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties)
  for (const child of children.flat(Number.POSITIVE_INFINITY))
    if (child !== undefined && child !== '') made.append(child)
  return made
}

/** Writes base units as a number, to the last digit that isn't nought. */
function amountOf({ value, decimals, symbol }) {
  const padded = value.padStart(decimals + 1, '0')
  const whole = BigInt(padded.slice(0, padded.length - decimals)).toLocaleString(languageOf())
  const rest = decimals ? padded.slice(-decimals).replace(/0+$/, '') : ''
  return `${whole}${rest ? `.${rest}` : ''} ${symbol}`
}

const short = (address) => `${address.slice(0, 6)}…${address.slice(-4)}`

/**
 * Shows a dialog until it is answered.
 *
 * @returns the form's answer, or undefined when it was rejected or closed
 */
function show({ icon, title, main, yes, no, other, read = () => true }) {
  const heading = element('h2', { id: 'title', tabIndex: -1 }, title)
  const dialog = element(
    'dialog',
    { lang: languageOf() === 'zh' ? 'zh-Hans' : 'en', dir: 'ltr' },
    element(
      'header',
      {},
      element('img', { src: icon, alt: '' }),
      element('strong', {}, text('wallet')),
      element('span', { className: 'tag' }, text('playMoney')),
    ),
    element('main', {}, heading, main),
    element(
      'footer',
      {},
      element('button', { type: 'button', onclick: () => dialog.close() }, no),
      other && element('button', { type: 'button', onclick: () => dialog.close('other') }, other.label),
      element('button', { type: 'button', className: 'main', onclick: () => dialog.close('yes') }, yes),
    ),
  )
  dialog.setAttribute('aria-labelledby', 'title')
  corner().append(dialog)
  dialog.showModal()
  // Not on a button: a key still held down from the page must not confirm anything.
  const first = dialog.querySelector('input:checked') ?? heading
  first.focus()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const { returnValue } = dialog
      const answer = returnValue === 'yes' ? read(dialog) : returnValue === 'other' ? other.answer : undefined
      dialog.remove()
      resolve(answer)
    })
  })
}

const networkName = ({ chainId, name }) => (name ? `${name} (${chainId})` : `${text('elsewhere')}`)

function personChoice({ name, role, address, balances }, checked) {
  return element(
    'label',
    { className: 'person' },
    element('input', { type: 'radio', name: 'account', value: address, checked }),
    element('strong', {}, name),
    element('span', { className: 'role' }, text(`role_${role}`)),
    element(
      'span',
      { className: 'balance' },
      `${short(address)}${balances.length > 0 ? ` · ${balances.slice(0, 2).map(amountOf).join(' · ')}` : ''}`,
    ),
  )
}

/**
 * Asks who the visitor wants to be, and on which network.
 *
 * @returns account and chain id; an account that is undefined disconnects
 */
export function askForAccount({ icon, people, networks, account, chainId }) {
  const current = people.find(({ address }) => address.toLowerCase() === account?.toLowerCase()) ?? people[0]
  const choices = people.map((person) => personChoice(person, person === current))
  const select = element(
    'select',
    { name: 'network' },
    networks.map((network) =>
      element(
        'option',
        { value: String(network.chainId), selected: network.chainId === chainId },
        networkName(network),
      ),
    ),
  )
  return show({
    icon,
    title: text('connectTitle'),
    main: [
      element('p', {}, text('connectLead', { site: location.host })),
      element('label', { className: 'field' }, text('network'), select),
      element('fieldset', {}, element('legend', {}, text('connectTitle')), choices),
    ],
    yes: text('connect'),
    no: text('cancel'),
    other: account && { label: text('disconnect'), answer: { account: undefined, chainId } },
    read: (dialog) => ({
      account: dialog.querySelector('input:checked').value,
      chainId: Number(dialog.querySelector('select').value),
    }),
  })
}

const row = (className, label, value) =>
  element('li', { className }, element('span', {}, label), element('span', {}, value))

function changeRow(change) {
  const { kind, amount, thing, spender, all } = change
  if (kind === 'pay') return row('pay', text('youPay'), amountOf(amount))
  if (kind === 'give') return row('pay', text('youGive'), thing)
  if (kind === 'get' || kind === 'receive') return row('get', text('youGet'), amount ? amountOf(amount) : thing)
  if (kind === 'forbid') return row('', text('youForbid'), text('forbidden', { spender, thing }))
  const what = amount
    ? text('allowAmount', { spender, amount: amountOf(amount) })
    : text(all ? 'allowAll' : 'allowThing', { spender, thing })
  return row('allow', text('youAllow'), what)
}

const changeList = (changes) =>
  changes.length > 0 ? element('ul', {}, changes.map(changeRow)) : element('p', {}, text('nothing'))

const facts = (pairs) =>
  element(
    'dl',
    {},
    pairs.map(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  )

function titleOf(calls) {
  // A permission that is used on the way is not what the visitor came for.
  const { name } = calls.findLast((call) => !/permit/i.test(call.name)) ?? {}
  if (!name) return text('plainTitle')
  return text(`do_${name}`) ?? text('callTitle', { name })
}

/** Asks whether a transaction may be sent: what it changes comes first, what it calls is below. */
export function askForTransaction({ icon, account, transaction, meaning }) {
  const { to, value, data } = transaction
  const { contract, calls, changes, failure } = meaning
  const target = to ? `${contract ?? text('unknownContract')} · ${short(to)}` : text('newContract')
  const called = calls.flatMap(({ name, args }) => [
    [name, ''],
    ...args.map((argument) => [argument.name, argument.value]),
  ])
  return show({
    icon,
    title: titleOf(calls),
    main: [
      failure
        ? element('p', { className: 'fails' }, element('strong', {}, `${text('wouldFail')}: `), failure)
        : changeList(changes),
      facts([
        [text('as'), account.name],
        [text('to'), element('span', { title: to ?? '' }, target)],
        ...(BigInt(value) > 0n
          ? [[text('value'), amountOf({ value: BigInt(value).toString(), decimals: 18, symbol: 'ETH' })]]
          : []),
        [text('from'), location.host],
      ]),
      element(
        'details',
        {},
        element('summary', {}, text('details')),
        facts(called.length > 0 ? called : [['data', data]]),
      ),
    ],
    yes: text('confirm'),
    no: text('reject'),
  })
}

/** Asks for a signature of a message or of structured data. */
export function askForSignature({ icon, account, meaning }) {
  const { message, fields, domain, changes } = meaning
  return show({
    icon,
    title: text(changes.length > 0 ? 'permitTitle' : 'signTitle'),
    main: [
      element('p', {}, text('signLead')),
      message === undefined
        ? changes.length > 0
          ? changeList(changes)
          : undefined
        : element('p', { className: 'message' }, message),
      facts([[text('as'), account.name], ...(domain ? [[text('for'), domain]] : []), [text('from'), location.host]]),
      fields.length > 0
        ? element(
            'details',
            {},
            element('summary', {}, text('details')),
            facts(fields.map(({ name, value }) => [name, value])),
          )
        : undefined,
    ],
    yes: text('sign'),
    no: text('reject'),
  })
}

/** Asks whether to switch to a network, or to add one and switch. */
export function askForNetwork({ icon, network, added }) {
  return show({
    icon,
    title: text(added ? 'addTitle' : 'switchTitle', { network: networkName(network) }),
    main: [
      element('p', {}, text('networkLead', { site: location.host })),
      network.rpcUrl ? facts([['RPC', network.rpcUrl]]) : undefined,
    ],
    yes: text(added ? 'add' : 'switch'),
    no: text('reject'),
  })
}

/**
 * Shows who the visitor is, in a corner of the page, as a browser shows a wallet beside its address bar.
 *
 * @param shown - nothing hides it
 * @param open - called when it is pressed
 */
export function showChip(shown, open) {
  root?.querySelector('.chip')?.remove()
  if (!shown) return
  const label = text('account', { name: shown.name })
  const chip = element(
    'button',
    { type: 'button', className: 'chip', title: label, onclick: open },
    element('img', { src: shown.icon, alt: '' }),
    element('span', {}, shown.name),
    shown.elsewhere ? element('span', { className: 'away' }, text('wrongNetwork')) : undefined,
  )
  chip.setAttribute('aria-label', label)
  corner().append(chip)
}
