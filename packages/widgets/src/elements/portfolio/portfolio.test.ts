import { type DmexClient, execute } from '@dmex/sdk'
import { getClaimable } from '@dmex/sdk/earn'
import { approveHashpower, getHashpower, type Hashpower, listHashpower, splitHashpower } from '@dmex/sdk/mint'
import { lendPower } from '@dmex/sdk/rig'
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { commands, userEvent } from 'vitest/browser'
import { addressOf, as, connectAs, leave, send } from '../../../test/support/acting.js'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import '../../define/portfolio.js'
import type { BeforeTransaction, TransactionState } from '../../controllers/TransactionController.js'
import { getStore } from '../../store/store.js'
import { ElementHarness, type FakeWallet } from '../../testing/index.js'
import type { DmexPortfolioCard, RequestDetail } from './card.js'
import type { DmexPortfolio } from './portfolio.js'

/** Ada's 88.5 TH/s of Aurora. */
const AURORA = (1n << 32n) + 1n
/** What is split off from it, and what stays. */
const PART = 8_500n
const REST = 80_000n
/** Nobody answers at the discard port. */
const NOWHERE = 'http://127.0.0.1:9'

const deployment = inject('deployment')
const refresh = (): Promise<void> => getStore().send({ type: 'refresh', chainId: deployment.chainId })

let moment: string
let portfolio: ElementHarness<DmexPortfolio>

beforeAll(async () => {
  moment = await commands.snapshot()
})

beforeEach(async () => {
  await commands.advanceDays(4)
})

afterEach(async () => {
  await leave()
  await commands.startChain()
  await commands.rpc('evm_setAutomine', [true])
  await commands.revert(moment)
  await refresh()
})

/** Puts a portfolio on the page. */
async function mount(of: Partial<DmexPortfolio> = {}, width = 480): Promise<ElementHarness<DmexPortfolio>> {
  await refresh()
  const container = document.createElement('main')
  container.style.setProperty('inline-size', `${width}px`)
  const element = document.createElement('dmex-portfolio')
  Object.assign(element, { rpc: inject('rpcUrl'), deployment }, of)
  container.append(element)
  document.body.append(container)
  portfolio = new ElementHarness(element)
  return portfolio
}

/** Ada's portfolio, drawn. */
async function ada(of: Partial<DmexPortfolio> = {}): Promise<FakeWallet> {
  const wallet = await connectAs('player1')
  await mount(of)
  await portfolio.reads('88.5 TH/s for tBTC')
  await portfolio.reads('Aurora Mining AB')
  return wallet
}

const cards = (): readonly DmexPortfolioCard[] => [
  ...portfolio.element.renderRoot.querySelectorAll<DmexPortfolioCard>('dmex-portfolio-card'),
]
const card = (index: number): ElementHarness<DmexPortfolioCard> => new ElementHarness(cards()[index])
const chart = (index = 0): ShadowRoot | null | undefined =>
  cards()[index]?.renderRoot.querySelector('dmex-yield-chart')?.shadowRoot

async function owned(person: 'player1' | 'player2' | 'player3'): Promise<readonly Hashpower[]> {
  const { items } = await listHashpower(as(person), { account: addressOf(person), limit: 200 })
  return items
}

/** Opens the form of a split, and fills it in. */
async function fillSplit(amount: string): Promise<void> {
  await portfolio.click('button', { name: 'Split' })
  await portfolio.type('How much to split off', amount)
}

/** The element whose own part has the focus. */
const focusedHost = (): HTMLElement | undefined => {
  const root = ElementHarness.focused?.getRootNode()
  return root instanceof ShadowRoot ? (root.host as HTMLElement) : undefined
}

const press = (name: string): Promise<void> => portfolio.click('button', { name })

/** The hash of what the wallet sends next. */
const sentHash = (): Promise<`0x${string}`> =>
  new Promise((resolve) =>
    portfolio.element.addEventListener('dmex-tx', (event) => {
      const { detail } = event as CustomEvent<TransactionState>
      if (detail.status === 'submitted' && detail.hash) resolve(detail.hash)
    }),
  )

async function balanceOf(person: 'player3'): Promise<bigint> {
  const data = `0x70a08231${addressOf(person).slice(2).padStart(64, '0')}`
  return BigInt((await commands.rpc('eth_call', [{ to: inject('tokens').tUSDT, data }, 'latest'])) as string)
}

/** Has Ada split her NFT elsewhere: as many parts of 10 GH/s as said. */
async function splitElsewhere(parts: number): Promise<void> {
  const client: DmexClient = as('player1')
  for (let left = parts; left > 0; left -= 100) {
    const units = Array.from({ length: Math.min(100, left) }, () => 10n)
    await splitHashpower(client, { id: AURORA, units, to: addressOf('player1') })
  }
}

describe('what somebody owns', () => {
  it('is shown with the chain’s figures, and added up by coin', async () => {
    await ada()
    const nft = await getHashpower(as('player1'), { id: AURORA })
    const { items } = await getClaimable(as('player1'), { account: addressOf('player1') })
    const income = items.find(({ token }) => token.symbol === 'tBTC')
    await portfolio.reads(
      `Ready to claim ${((income?.claimable ?? 0n) + (income?.credit ?? 0n)).toLocaleString('en')} sats tBTC`,
    )
    await card(0).reads(`Ready to claim ${nft.claimable.toLocaleString('en')} sats`)
    await card(0).reads('Apr 6, 2024 to Mar 21, 2027 1,077 of 1,080 days left')
    await card(0).reads(`${(nft.refundFloor / 10n ** 6n).toLocaleString('en')}.`)
    await card(0).reads('would come back if the miner were ended today')
    await card(0).reads(/Earned on Apr 8 1\d,\d{3} sats/)
    await card(0).reads('Series 1, no. 1')
    await card(0).reads('Earning')
    await portfolio.reads('Mining income changes with the market and is not guaranteed.')
  })

  it('has its income by day behind a line that opens, and keeps it open while days pass', async () => {
    await ada()
    await portfolio.click('button', { name: 'Income by day' })
    await expect.poll(() => chart()?.querySelectorAll('.bars .bar').length).toBe(3)
    const shown = chart()
    await commands.advanceDays(1)
    await refresh()
    await expect.poll(() => chart()?.querySelectorAll('.bars .bar').length).toBe(4)
    expect(chart()).toBe(shown)
    await card(0).reads(/Earned on Apr 9/)
  })

  it('says of a missed day that it was missed', async () => {
    await commands.defaultMiner('defaulter')
    await commands.advanceDays(4)
    await connectAs('player3')
    await mount()
    await portfolio.reads('Fading Farm Ltd')
    await card(1).reads(/Earned on Apr \d+ 0 sats × missed: the miner paid too little or nothing/)
    await card(1).click('button', { name: 'Income by day' })
    await expect.poll(() => chart(1)?.querySelectorAll('.marks .mark').length).toBeGreaterThan(0)
  })

  it('says which contract holds it, and offers nothing that would fail', async () => {
    const client = as('player1')
    const item = { kind: 'erc721', collection: inject('games').items, id: 2n } as const
    await execute(client, await lendPower.plan(client, { item, powerId: AURORA, endDay: 19_900 }))
    await ada({ requests: ['attach', 'list', 'pledge'] })
    await card(0).reads('It is in a game item.')
    for (const name of ['Split', 'Merge', 'Sell', 'Put into a game item'])
      expect(portfolio.find('button', { name })).toBeUndefined()
  })

  it('is nothing: says so, with one thing to do', async () => {
    await connectAs('studio')
    await mount({ requests: ['buy'] })
    await portfolio.reads('No hashpower yet.')
    expect(portfolio.all('button')).toHaveLength(1)
    const asked = portfolio.next('dmex-buy-request')
    await press('Get hashpower')
    await asked
    portfolio.element.requests = []
    await portfolio.drawn()
    expect(portfolio.all('button')).toHaveLength(0)
  })

  it('waits for a wallet, and shows what that wallet owns', async () => {
    const wallet = await connectAs('player2', { connected: false })
    await mount()
    await portfolio.reads('Connect a wallet to see this.')
    await portfolio.click('button', { name: /Connect/ })
    await portfolio.reads('20 TH/s for tBTC')
    await portfolio.reads('5 TiB for tFIL')
    wallet.chooseAccounts(addressOf('player1'))
    await portfolio.reads('88.5 TH/s for tBTC')
    expect(portfolio.text).not.toContain('5 TiB')
  })
})

describe('splitting', () => {
  it('makes two of one on the chain, and says so', async () => {
    const wallet = await ada()
    const before = await getHashpower(as('player1'), { id: AURORA })
    await fillSplit('8.5')
    await portfolio.reads('You will have two: one of 8.5 TH/s and one of 80 TH/s.')
    await press('Split')
    await portfolio.reads('Done. You have 8.5 TH/s and 80 TH/s now, and both go on earning.')
    await expect.poll(() => cards().length).toBe(2)
    const [first, second] = await owned('player1')
    expect([first?.units, second?.units]).toEqual([REST, PART])
    expect((first?.q ?? 0n) + (second?.q ?? 0n)).toBe(before.q)
    expect(second?.startDay).toBe(before.startDay)
    expect(wallet.count('eth_sendTransaction')).toBe(1)
    await press('Done')
    await card(0).reads('80 TH/s for tBTC')
    expect(card(0).find('button', { name: 'Split' })).toBeDefined()
    await expect.poll(() => focusedHost()?.dataset.task).toBe('split')
  })

  it('takes only what leaves something, and sends nothing else', async () => {
    const wallet = await ada()
    await fillSplit('88.5')
    await press('Split')
    await portfolio.reads(/at most 88\.499 TH\/s|88\.499/)
    await portfolio.type('How much to split off', '')
    await press('Split')
    expect(wallet.count('eth_sendTransaction')).toBe(0)
    await press('Cancel')
    expect(portfolio.find('button', { name: 'Cancel' })).toBeUndefined()
  })

  it('is done by keyboard alone', async () => {
    await ada()
    const focusName = (): string => ElementHarness.focused?.textContent?.trim() ?? ''
    const split = await portfolio.get('button', { name: 'Split' })
    for (let stop = 0; stop < 10 && ElementHarness.focused !== split; stop++) await userEvent.keyboard('{Tab}')
    await expect.poll(() => ElementHarness.focused === split || focusName().includes('Split')).toBe(true)
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => ElementHarness.focused?.tagName).toBe('INPUT')
    await userEvent.keyboard('2{Tab}{Enter}')
    await portfolio.reads('Done. You have 2 TH/s and 86.5 TH/s now')
    expect(ElementHarness.focused).not.toBe(document.body)
    await userEvent.keyboard('{Tab}{Tab}{Enter}')
    await expect.poll(() => portfolio.find('button', { name: 'Done' })).toBeUndefined()
    expect(ElementHarness.focused).not.toBe(document.body)
  })

  it('keeps what was written while the figures change and the element moves', async () => {
    await ada()
    await fillSplit('8.5')
    await commands.advanceDays(1)
    await refresh()
    await card(0).reads(/Earned on Apr 9/)
    const other = document.createElement('section')
    document.body.append(other)
    other.append(portfolio.element)
    await portfolio.reads('one of 8.5 TH/s and one of 80 TH/s')
    await press('Split')
    await portfolio.reads('Done.')
  })

  it('can be stopped by the page, which sees what would happen', async () => {
    const wallet = await ada()
    const seen: BeforeTransaction[] = []
    portfolio.element.addEventListener('dmex-before-tx', (event) => {
      seen.push((event as CustomEvent<BeforeTransaction>).detail)
      event.preventDefault()
    })
    await fillSplit('8.5')
    await press('Split')
    await expect.poll(() => seen.length).toBe(1)
    expect(seen[0]).toMatchObject({ action: 'mint.splitHashpower', target: deployment.addresses.hashpower, value: 0n })
    await portfolio.reads('How much to split off')
    expect(wallet.count('eth_sendTransaction')).toBe(0)
  })
})

describe('merging', () => {
  it('makes one of those that are chosen', async () => {
    await splitElsewhere(2)
    const wallet = await connectAs('player1')
    await mount()
    await expect.poll(() => cards().length).toBe(3)
    await card(0).click('button', { name: 'Merge' })
    await card(0).click('button', { name: 'Merge' })
    await portfolio.reads('Choose at least one.')
    expect(wallet.count('eth_sendTransaction')).toBe(0)
    for (const box of portfolio.all('checkbox')) box.click()
    await portfolio.reads('You will have one of 88.5 TH/s.')
    portfolio.all('checkbox')[1]?.click()
    await portfolio.reads('You will have one of 88.49 TH/s.')
    await card(0).click('button', { name: 'Merge' })
    await portfolio.reads('Done. You have one of 88.49 TH/s now.')
    await expect.poll(() => cards().length).toBe(2)
    expect((await owned('player1')).map(({ units }) => units)).toEqual([88_490n, 10n])
  })

  it('is offered only with others of the same kind', async () => {
    await connectAs('player2')
    await mount()
    await portfolio.reads('5 TiB for tFIL')
    expect(portfolio.find('button', { name: 'Merge' })).toBeUndefined()
  })
})

describe('refunds', () => {
  it('pay what was not delivered into the wallet, once the fleet is ended', async () => {
    await commands.defaultMiner('defaulter')
    await commands.advanceDays(10)
    await commands.terminateMiner('defaulter')
    await connectAs('player3')
    await mount()
    await portfolio.reads('Ended early')
    const [, fading] = await owned('player3')
    if (!fading) throw new Error('Cleo has no hashpower of Fading Farm.')
    expect(fading.refundable).toBeGreaterThan(0n)
    const money = await balanceOf('player3')
    await card(1).reads('What you paid for days without income comes back to you.')
    await portfolio.click('button', { name: /^Take [\d.]+ tUSDT back$/ })
    await portfolio.reads('It is paid into your wallet, once.')
    await portfolio.click('button', { name: /^Take/ })
    await portfolio.reads(/Done\. [\d.]+ tUSDT are in your wallet\./)
    expect((await balanceOf('player3')) - money).toBe(fading.refundable)
    await card(1).reads('Refund paid out')
    await press('Done')
    expect(portfolio.find('button', { name: /^Take/ })).toBeUndefined()
    await expect.poll(() => ElementHarness.focused?.tagName).toBe('SUMMARY')
  })
})

describe('what goes wrong', () => {
  it('another network: asks the wallet to come over, and goes on', async () => {
    const wallet = await ada()
    await fillSplit('8.5')
    wallet.moveTo(1)
    await press('Split')
    await portfolio.reads('Your wallet is on another network. Nothing was sent.')
    await portfolio.click('button', { name: /Switch/ })
    await portfolio.reads('one of 8.5 TH/s and one of 80 TH/s')
    await press('Split')
    await portfolio.reads('Done.')
  })

  it('declined: nothing was sent, and the form is as it was', async () => {
    const wallet = await ada()
    await fillSplit('8.5')
    wallet.rejectNext()
    await press('Split')
    await portfolio.reads('You declined. Nothing was sent, and your money is where it was.')
    await press('Try again')
    await portfolio.reads('one of 8.5 TH/s and one of 80 TH/s')
    await press('Split')
    await portfolio.reads('Done.')
  })

  it('reverted: says that only the network fee is gone', async () => {
    const { player2 } = inject('accounts')
    await approveHashpower(as('player1'), { id: AURORA, spender: player2.address })
    const wallet = await ada()
    await fillSplit('8.5')
    await wallet.hold()
    const sent = sentHash()
    await press('Split')
    await sent
    const first = splitHashpower.call(deployment, { id: AURORA, units: [85_000n], to: addressOf('player1') })
    await send('player2', first, 50_000_000_000n)
    await wallet.letGo()
    await portfolio.reads('The network refused it. Your money is where it was; only the network fee is gone.')
    await press('Back')
    await card(0).reads('3.5 TH/s for tBTC')
  })

  it('no coin for the network fee: says what is missing', async () => {
    await ada()
    await fillSplit('8.5')
    await commands.rpc('anvil_setBalance', [addressOf('player1'), '0x0'])
    await press('Split')
    await portfolio.reads(/network fee/)
    expect((await owned('player1')).length).toBe(1)
  })

  it('a reload in between: takes the transaction up again', async () => {
    const wallet = await ada()
    await fillSplit('8.5')
    await wallet.hold()
    const sent = sentHash()
    await press('Split')
    await sent
    portfolio.element.remove()
    await mount()
    await portfolio.reads('Sent. Waiting for the network; you can leave this page.')
    await wallet.letGo()
    await portfolio.reads('Done.')
    await expect.poll(() => cards().length).toBe(2)
    expect(getStore().read().pending).toEqual([])
  })

  it('a silent network from the start, and back', async () => {
    await connectAs('player2')
    await mount({ rpc: NOWHERE })
    await portfolio.reads(/This could not be loaded\. The network does not answer/)
    portfolio.element.rpc = inject('rpcUrl')
    await portfolio.reads('20 TH/s for tBTC')
  })

  it('a network that falls silent: keeps the figures and says how old they are', async () => {
    await ada()
    await commands.stopChain()
    await refresh()
    await portfolio.reads('The network does not answer. These figures are from')
    await portfolio.reads('88.5 TH/s for tBTC')
    await commands.startChain()
    await refresh()
    await expect.poll(() => portfolio.text, { timeout: 10_000 }).not.toContain('does not answer')
  })
})

describe('what the page adds', () => {
  it('has a button only when the page says that it answers, and tells it which NFT', async () => {
    await ada()
    for (const name of ['Put into a game item', 'Sell', 'Borrow against it'])
      expect(portfolio.find('button', { name })).toBeUndefined()
    portfolio.element.setAttribute('requests', 'attach list pledge')
    for (const [name, type] of [
      ['Put into a game item', 'dmex-attach-request'],
      ['Sell', 'dmex-list-request'],
      ['Borrow against it', 'dmex-pledge-request'],
    ] as const) {
      const asked = portfolio.next<RequestDetail>(type)
      await press(name)
      expect(await asked).toEqual({ id: AURORA })
    }
  })
})

describe('two hundred NFTs', () => {
  it('are drawn twenty at a time, quickly, over more than one page of the chain', async () => {
    await splitElsewhere(205)
    await connectAs('player1')
    const started = performance.now()
    await mount()
    await expect.poll(() => cards().length, { timeout: 10_000 }).toBe(20)
    // Measured 0.2 s on two busy cores; redrawing all 206 after a day, the day included, 0.9 s.
    expect(performance.now() - started).toBeLessThan(3_000)
    await press('Show 20 more')
    expect(cards()).toHaveLength(40)
    await expect.poll(() => ElementHarness.focused?.id).toBe('name')
    expect(focusedHost()).toBe(cards()[20])
    for (let shown = 40; shown < 200; shown += 20) await press('Show 20 more')
    await portfolio.click('button', { name: 'Show 6 more' })
    expect(cards()).toHaveLength(206)
    await portfolio.reads('88.5 TH/s for tBTC')
    const changed = performance.now()
    await commands.advanceDays(1)
    await refresh()
    await card(205).reads(/Earned on Apr 9/)
    expect(performance.now() - changed).toBeLessThan(6_000)
  }, 90_000)
})

describe('everybody', () => {
  it('reads it: nothing that axe objects to, with a form, a chart and a status', async () => {
    await splitElsewhere(1)
    const wallet = await connectAs('player1')
    await mount({ requests: ['attach', 'list'] })
    await expect.poll(() => cards().length).toBe(2)
    await card(0).click('button', { name: 'Merge' })
    await card(1).click('button', { name: 'Split' })
    await card(1).click('button', { name: 'Income by day' })
    await expect.poll(() => chart(1)?.querySelector('svg.drawing')).toBeTruthy()
    await expectAccessibleEverywhere(portfolio.element)
    wallet.rejectNext()
    portfolio.all('checkbox')[0]?.click()
    await card(0).click('button', { name: 'Merge' })
    await portfolio.reads('You declined')
    await expectAccessibleEverywhere(portfolio.element)
  })

  it('reads it in Arabic from right to left, and in Chinese', async () => {
    await ada()
    portfolio.element.lang = 'ar'
    await portfolio.reads('قدرة التعدين لديك')
    const heading = cards()[0]?.renderRoot.querySelector('h3')?.getBoundingClientRect()
    const badge = cards()[0]?.renderRoot.querySelector('.badge')?.getBoundingClientRect()
    expect(heading?.right).toBeGreaterThan(badge?.right ?? 0)
    portfolio.element.lang = 'zh-TW'
    await portfolio.reads('我的算力')
    await portfolio.reads('礦工')
    portfolio.element.lang = 'zh-CN'
    await portfolio.reads('矿工')
  })

  it('reads it on a narrow screen without scrolling sideways', async () => {
    await connectAs('player1')
    await mount({ requests: ['attach', 'list', 'pledge'] }, 280)
    await portfolio.reads('Aurora Mining AB')
    await press('Split')
    await portfolio.click('button', { name: 'Income by day' })
    await expect.poll(() => chart()?.querySelector('svg.drawing')).toBeTruthy()
    const { left, right } = portfolio.element.getBoundingClientRect()
    for (const each of [...(cards()[0]?.renderRoot.querySelectorAll('*') ?? [])]) {
      const box = each.getBoundingClientRect()
      if (box.width === 0) continue
      expect(box.right, each.outerHTML.slice(0, 80)).toBeLessThanOrEqual(right + 1)
      expect(box.left, each.outerHTML.slice(0, 80)).toBeGreaterThanOrEqual(left - 1)
    }
  })
})
