import { texts } from './texts.js'

const $ = (id) => document.getElementById(id)
const POLL_MS = 2000

let language = localStorage.getItem('language') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en')
let state
let acting = false

const text = (key, values = {}) => texts[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '')

/** Builds an element; children may be elements or text, never markup: names come from a chain. */
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties)
  for (const child of children) if (child !== undefined) made.append(child)
  return made
}

/** Writes base units as a number with at most `digits` digits after the point, rounded down. */
function amount({ value, decimals, symbol }, digits = 8) {
  const padded = value.padStart(decimals + 1, '0')
  const whole = BigInt(padded.slice(0, padded.length - decimals)).toLocaleString(language)
  const rest = decimals ? padded.slice(-decimals).slice(0, digits) : ''
  const shown = digits > 2 ? rest.replace(/0+$/, '') : rest
  return `${whole}${shown ? `.${shown}` : ''} ${symbol}`
}

const money = (value) => amount(value, 2)
const named = (id) => `#${BigInt(id) >> 32n}-${BigInt(id) & 0xffffffffn}`
const size = (units, asset) => `${Number(units) / (asset === 'BTC' ? 1000 : 1024)} ${asset === 'BTC' ? 'TH/s' : 'TiB'}`
const short = (address) => `${address.slice(0, 6)}…${address.slice(-4)}`

const facts = (pairs) =>
  pairs.map(([label, value]) => element('div', {}, element('dt', { textContent: label }), element('dd', {}, value)))

function cell(label, value, className = '') {
  const made = element('td', { className }, value)
  made.dataset.label = label
  return made
}

function table(node, columns, rows) {
  const head = columns.map(({ title, className = '' }) => element('th', { scope: 'col', className }, title))
  node.replaceChildren(
    element('thead', {}, element('tr', {}, ...head)),
    element(
      'tbody',
      {},
      ...rows.map((row) =>
        element('tr', {}, ...columns.map(({ title, className, show }) => cell(title, show(row), className))),
      ),
    ),
  )
}

function showWords() {
  document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en'
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = text(node.dataset.t)
  $('language').textContent = text('language')
  $('language').lang = language === 'zh' ? 'en' : 'zh-Hans'
}

function showChain({ chainId, rpcUrl, block, time, seed }) {
  $('chain').replaceChildren(
    ...facts([
      [text('time'), time.replace('T', ' ').slice(0, 16)],
      [text('block'), block],
      [text('chainId'), String(chainId)],
      [text('rpcUrl'), element('code', { textContent: rpcUrl })],
      [text('seed'), String(seed)],
    ]),
  )
}

function showPages(pages) {
  $('pages').hidden = pages.length === 0
  $('pages').setAttribute('aria-label', text('pages'))
  $('pages').replaceChildren(
    element('span', { textContent: text('pages') }),
    ...pages.map(({ name, url }) => element('a', { href: url, target: '_blank', rel: 'noopener' }, name[language])),
  )
}

function incomeCard({ asset, date, perDay, difficulty, subsidy }) {
  const unit = asset === 'BTC' ? 'TH/s' : 'TiB'
  const more = []
  if (difficulty) more.push([text('difficulty'), `${(Number(difficulty) / 1e12).toFixed(2)} T`])
  if (subsidy) more.push([text('subsidy'), amount(subsidy)])
  return element(
    'div',
    { className: 'card' },
    element('h3', { textContent: asset === 'BTC' ? 'Bitcoin' : 'Filecoin' }),
    element('div', { className: 'big', textContent: amount(perDay, 12) }),
    element('p', { className: 'hint', textContent: text('perUnit', { unit, date }) }),
    element('dl', { className: 'facts' }, ...facts(more)),
  )
}

function dayMark({ date, paid, ok }) {
  const label = text(ok === undefined ? 'dayWaiting' : ok ? 'dayOk' : 'dayMissed', { date, paid: amount(paid) })
  const mark = element('li', {
    className: ok === undefined ? '' : ok ? 'ok' : 'missed',
    title: label,
    textContent: ok === undefined ? '·' : ok ? '✓' : '✗',
  })
  mark.setAttribute('aria-label', label)
  return mark
}

function meter({ deposited, released, due }) {
  const share = (part) =>
    `${deposited.value === '0' ? 0 : Number((BigInt(part.value) * 10000n) / BigInt(deposited.value)) / 100}%`
  const bar = element('div', { className: 'meter' }, element('i'), element('i', { className: 'due' }))
  bar.setAttribute('role', 'img')
  bar.setAttribute('aria-label', `${text('released')}: ${share(released)}`)
  bar.children[0].style.width = share(released)
  bar.children[1].style.width = share(due)
  return bar
}

function fleetCard(fleet) {
  const days = element('ol', { className: 'days' }, ...fleet.lastDays.map(dayMark))
  days.setAttribute('aria-label', text('lastDays'))
  return element(
    'article',
    { className: 'card' },
    element(
      'div',
      { className: 'row' },
      element('h3', { textContent: `${fleet.miner} · ${fleet.asset} #${fleet.fleetId}` }),
      element('span', { className: `tag ${fleet.status}`, textContent: text(`status_${fleet.status}`) }),
    ),
    meter(fleet.escrow),
    element(
      'dl',
      { className: 'facts' },
      ...facts([
        [text('held'), money(fleet.escrow.held)],
        [text('released'), money(fleet.escrow.released)],
        [text('deposited'), money(fleet.escrow.deposited)],
        [text('units'), size(fleet.unitsActive, fleet.asset)],
        [text('misses'), text('missesValue', { streak: fleet.missStreak, month: fleet.missesIn30 })],
        [text('delivers'), `${fleet.deliveryPpm / 10000}%`],
        [text('settled'), fleet.settled],
      ]),
    ),
    days,
  )
}

function showHashpower(rows) {
  if (rows.length === 0) {
    $('hashpower').replaceChildren(element('caption', { textContent: text('noHashpower') }))
    return
  }
  table(
    $('hashpower'),
    [
      { title: text('nft'), show: ({ id }) => element('span', { title: id, textContent: named(id) }) },
      { title: text('power'), show: ({ units, asset }) => `${size(units, asset)} ${asset}` },
      {
        title: text('owner'),
        show: ({ owner, item }) =>
          element('span', {}, owner, item ? element('small', { textContent: text('inItem', { item }) }) : undefined),
      },
      { title: text('earner'), show: ({ earner }) => earner },
      { title: text('earned'), className: 'number', show: ({ earned }) => amount(earned) },
      { title: text('claimable'), className: 'number', show: ({ claimable }) => amount(claimable) },
      { title: text('refundFloor'), className: 'number', show: ({ refundFloor }) => money(refundFloor) },
      {
        title: text('term'),
        show: ({ firstDay, lastDay }) =>
          element('span', {}, firstDay, element('small', { textContent: `– ${lastDay}` })),
      },
    ],
    rows,
  )
}

function poolCard({ asset, reward, principal, idle, toRepay, perDay, usersShare, machines, queue }) {
  const waits = queue.map(({ who, value }) => `${who}: ${amount(value, 2)}`).join(', ')
  return element(
    'article',
    { className: 'card' },
    element('h3', { textContent: reward === asset ? asset : `${asset} ← ${reward}` }),
    element(
      'dl',
      { className: 'facts' },
      ...facts([
        [text('principal'), amount(principal, 2)],
        [text('idle'), amount(idle, 2)],
        [text('toRepay'), amount(toRepay, 2)],
        [text('perDay'), amount(perDay, 4)],
        [text('usersShare'), `${Math.round(usersShare * 1000) / 10}%`],
        [text('machines'), machines.map(({ units, asset }) => size(units, asset)).join(', ') || '–'],
        [text('queue'), waits || '–'],
      ]),
    ),
  )
}

function showListings(rows) {
  table(
    $('listings'),
    [
      { title: text('nft'), show: ({ id }) => element('span', { title: id }, named(id)) },
      { title: text('power'), show: ({ units, asset }) => `${size(units, asset)} ${asset}` },
      { title: text('seller'), show: ({ seller }) => seller },
      { title: text('price'), className: 'number', show: ({ price }) => money(price) },
      {
        title: text('parts'),
        show: ({ minUnits, asset }) =>
          minUnits ? text('partsFrom', { size: size(minUnits, asset) }) : text('wholeOnly'),
      },
      { title: text('ends'), show: ({ ends }) => ends.replace('T', ' ').slice(0, 16) },
    ],
    rows,
  )
}

function showAuctions(rows) {
  table(
    $('auctions'),
    [
      { title: text('nft'), show: ({ id }) => element('span', { title: id ?? '' }, id ? named(id) : '–') },
      { title: text('power'), show: ({ units, asset }) => `${size(units, asset)} ${asset}` },
      { title: text('seller'), show: ({ seller }) => seller },
      {
        title: text('price'),
        className: 'number',
        show: ({ price, kind }) =>
          element('span', {}, money(price), element('small', { textContent: text(`kind_${kind}`) })),
      },
      { title: text('bidder'), show: ({ bidder }) => bidder ?? '–' },
      { title: text('stage'), show: ({ stage }) => text(`stage_${stage}`) },
      { title: text('ends'), show: ({ ends }) => ends.replace('T', ' ').slice(0, 16) },
    ],
    rows,
  )
}

function showLending(pools) {
  $('lending').textContent = pools
    .map(({ lent, idle }) => text('lent', { lent: money(lent), idle: money(idle) }))
    .join(' ')
  table(
    $('loans'),
    [
      { title: text('nft'), show: ({ id }) => element('span', { title: id }, named(id)) },
      { title: text('power'), show: ({ units, asset }) => `${size(units, asset)} ${asset}` },
      { title: text('borrower'), show: ({ borrower }) => borrower ?? '–' },
      { title: text('debt'), className: 'number', show: ({ debt }) => money(debt) },
      { title: text('health'), className: 'number', show: ({ health }) => health?.toFixed(2) ?? '–' },
      { title: text('stage'), show: ({ state }) => text(`loan_${state}`) },
      { title: text('dueOn'), show: ({ due }) => due },
    ],
    pools.flatMap(({ loans }) => loans),
  )
}

function showPeople(rows) {
  table(
    $('people'),
    [
      {
        title: text('person'),
        show: ({ name, role }) => element('span', {}, name, element('small', { textContent: text(`role_${role}`) })),
      },
      {
        title: text('address'),
        show: ({ address }) => element('code', { textContent: short(address), title: address }),
      },
      {
        title: text('balances'),
        show: ({ balances, items }) =>
          [...balances.map((one) => amount(one, one.symbol === 'tUSDT' ? 2 : 8)), ...items].join(', ') || '–',
      },
    ],
    rows,
  )
}

/** Refills a list of choices without losing what was chosen. */
function choices(select, options, empty) {
  const chosen = select.value
  select.replaceChildren(...options.map(({ value, label }) => element('option', { value, textContent: label })))
  if (options.length === 0 && empty) select.append(element('option', { value: '', textContent: empty }))
  if (options.some(({ value }) => value === chosen)) select.value = chosen
}

function show() {
  showWords()
  if (!state) return
  showChain(state.chain)
  showPages(state.pages)
  $('income').replaceChildren(...state.income.map(incomeCard))
  $('fleets').replaceChildren(...state.fleets.map(fleetCard))
  showHashpower(state.hashpower)
  $('pools').replaceChildren(...state.pools.map(poolCard))
  showListings(state.listings)
  showAuctions(state.auctions)
  showLending(state.lending)
  showPeople(state.people)
  const miners = [...new Set(state.fleets.map(({ miner }) => miner))]
  choices(
    $('miner'),
    miners.map((miner) => ({ value: miner, label: miner })),
  )
  choices(
    $('snapshots'),
    state.snapshots.map(({ id, time }) => ({ value: id, label: `${id}: ${time.replace('T', ' ').slice(0, 16)}` })),
    text('nothingRemembered'),
  )
  showButtons()
}

function showButtons() {
  const busy = acting || Boolean(state?.busy)
  for (const button of document.querySelectorAll('[data-do]')) button.disabled = busy || !state
  if (!busy && state) {
    for (const name of ['default', 'resume', 'terminate'])
      document.querySelector(`[data-do=${name}]`).disabled = state.fleets.length === 0
    document.querySelector('[data-do=revert]').disabled = state.snapshots.length === 0
  }
}

function say(message, bad = false) {
  $('message').textContent = message
  $('message').className = bad ? 'bad' : ''
}

async function ask(path, body) {
  const response = await fetch(
    path,
    body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  )
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error)
  return answer
}

async function refresh() {
  try {
    state = await ask('/api/state')
    if (state.busy) say(text('working', { what: state.busy }))
    // Redrawing would close a list of choices that is open.
    if (!(document.activeElement instanceof HTMLSelectElement)) show()
    else showButtons()
  } catch {
    state = undefined
    showButtons()
    say(text('gone'), true)
  }
}

const actions = {
  day: () => ask('/api/advance', { days: 1 }),
  week: () => ask('/api/advance', { days: 7 }),
  default: () => ask('/api/default', { miner: $('miner').value }),
  terminate: () => ask('/api/terminate', { miner: $('miner').value }),
  resume: () => ask('/api/resume', { miner: $('miner').value }),
  reorg: () => ask('/api/reorg', { depth: 1 }),
  snapshot: () => ask('/api/snapshot', {}),
  revert: () => ask('/api/revert', { id: $('snapshots').value }),
}

async function act(name, button) {
  const miner = $('miner').value
  acting = true
  showButtons()
  say(text('working', { what: button.textContent }))
  try {
    await actions[name]()
    await refresh()
    say(text(`done_${name}`, { miner }))
  } catch (error) {
    say(text('failed', { reason: error.message }), true)
  }
  acting = false
  show()
  button.focus()
}

for (const button of document.querySelectorAll('[data-do]'))
  button.addEventListener('click', () => act(button.dataset.do, button))
$('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh'
  localStorage.setItem('language', language)
  show()
})

show()
await refresh()
setInterval(() => {
  if (!document.hidden && !acting) void refresh()
}, POLL_MS)
