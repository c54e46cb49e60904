import { getIncomeHistory } from '@dmex/sdk/earn'
import { createClient, http } from 'viem'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { cdp, commands, userEvent } from 'vitest/browser'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import '../../define/yield-chart.js'
import { getStore } from '../../store/store.js'
import { ElementHarness } from '../../testing/index.js'
import { type ChartDay, isDense, ticksFor, toBars } from './model.js'
import type { DmexYieldChart } from './yield-chart.js'

/** Ada's 88.5 TH/s of Aurora, and 30 TH/s of the miner that stops paying. */
const AURORA = (1n << 32n) + 1n
const FADING = (4n << 32n) + 1n
/** What no other test here reads: the page keeps what it read. */
const NOBODY_ASKED = [(3n << 32n) + 1n, (1n << 32n) + 3n] as const

const deployment = inject('deployment')
const client = { ...createClient({ transport: http(inject('rpcUrl')) }), dmexDeployment: deployment }

let moment: string
let chart: DmexYieldChart

beforeEach(async () => {
  moment = await commands.snapshot()
})

afterEach(async () => {
  document.body.replaceChildren()
  await commands.delayChain(0)
  await commands.startChain()
  await commands.revert(moment)
  await getStore().send({ type: 'refresh', chainId: deployment.chainId })
})

/** Puts a chart on the page, in a container of some width. */
async function mount(of: Partial<DmexYieldChart>, width = 480): Promise<ElementHarness<DmexYieldChart>> {
  await getStore().send({ type: 'refresh', chainId: deployment.chainId })
  const container = document.createElement('main')
  container.style.setProperty('inline-size', `${width}px`)
  chart = document.createElement('dmex-yield-chart')
  Object.assign(chart, { rpc: inject('rpcUrl'), deployment }, of)
  container.append(chart)
  document.body.append(container)
  return new ElementHarness(chart)
}

const all = (selector: string): readonly Element[] => [...chart.renderRoot.querySelectorAll(selector)]
const bars = (): readonly Element[] => all('.bars .bar')
const heights = (): readonly number[] => bars().map((bar) => Number(bar.getAttribute('height')))
const slider = (): HTMLElement => chart.renderRoot.querySelector('[role=slider]') as HTMLElement
const readout = (): string => chart.renderRoot.querySelector('.readout')?.textContent?.replace(/\s+/g, ' ').trim() ?? ''

/** What the table says, oldest day first, without the separators of thousands. */
const rows = (): readonly (readonly string[])[] =>
  all('tbody tr')
    .map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim().replaceAll(',', '')))
    .reverse()

const hasBars = (count: number): Promise<void> => expect.poll(() => bars().length, { timeout: 10_000 }).toBe(count)

describe('dmex-yield-chart', () => {
  it('draws a bar for every day, and the table has the chain’s exact figures', async () => {
    await commands.advanceDays(6)
    const page = await mount({ nft: `${AURORA}` })
    await hasBars(5)
    expect(all('table')).toHaveLength(0)
    await page.click('button', { name: 'Show as a table' })

    const { days } = await getIncomeHistory(client, { id: AURORA })
    const market = (benchmark: bigint): bigint => (benchmark * 88_500n) / 10n ** 22n
    expect(rows().map(([, ...figures]) => figures)).toEqual(
      days.map(({ amount, benchmark }) => [`${amount}`, `${market(benchmark)}`, 'Yes']),
    )
    expect(rows().map(([date]) => date)).toEqual([
      'Apr 6 2024',
      'Apr 7 2024',
      'Apr 8 2024',
      'Apr 9 2024',
      'Apr 10 2024',
    ])
    const sum = days.reduce((total, { amount }) => total + amount, 0n)
    expect(page.text).toContain(`Earned ${sum.toLocaleString('en')}\u00a0sats`.replace('\u00a0', ' '))
    expect(page.text).toContain('0 of 5')
    await page.click('button', { name: 'Hide the table' })
    expect(all('table')).toHaveLength(0)
  })

  it('writes tokens of eighteen decimals without a float', async () => {
    await commands.advanceDays(3)
    const page = await mount({ nft: `${(2n << 32n) + 1n}` })
    await hasBars(2)
    await page.click('button', { name: 'Show as a table' })
    const { days } = await getIncomeHistory(client, { id: (2n << 32n) + 1n })
    const exact = (wei: bigint): string =>
      `${wei / 10n ** 18n}.${`${wei % 10n ** 18n}`.padStart(18, '0').replace(/0+$/, '')}`
    expect(rows().map(([, income]) => income)).toEqual(days.map(({ amount }) => exact(amount)))
    expect(page.text).toContain('Income by day, in tFIL')
  })

  it('marks missed days with a cross, in words, and in the sum', async () => {
    await commands.advanceDays(4)
    await commands.defaultMiner('defaulter')
    await commands.advanceDays(6)
    const page = await mount({ nft: `${FADING}` })
    await expect.poll(() => all('.mark').length, { timeout: 10_000 }).toBeGreaterThan(3)
    await page.click('button', { name: 'Show as a table' })
    const { days } = await getIncomeHistory(client, { id: FADING })
    const missed = days.filter(({ ok }) => !ok).length
    expect(missed).toBeGreaterThan(2)
    expect(all('.marks .mark')).toHaveLength(missed)
    expect(rows().filter(([, , , delivered]) => delivered === '× Missed day')).toHaveLength(missed)
    expect(page.text).toContain(`Missed days ${missed} of ${days.length}`)
    expect(page.text).toContain('On a missed day the miner paid too little or nothing')
    expect(slider().ariaValueText ?? slider().getAttribute('aria-valuetext')).toContain('Missed day')
  })

  it('shows the halving: a line, words, and bars that are half as high from one day to the next', async () => {
    await commands.advanceDays(18)
    const page = await mount({ nft: `${AURORA}` })
    await hasBars(17)
    await expect.poll(() => page.text).toContain('On Apr 20, 2024 Bitcoin halved')
    expect(chart.renderRoot.querySelector('.halving-text')?.textContent).toBe('Halving')
    const [before = 0, after = 0] = heights().slice(13, 15)
    expect(after / before).toBeGreaterThan(0.4)
    expect(after / before).toBeLessThan(0.6)
  })

  it('is one stop for the keyboard, and arrows walk its days', async () => {
    await commands.advanceDays(5)
    const page = await mount({ nft: `${AURORA}` })
    await hasBars(4)
    await userEvent.keyboard('{Tab}')
    expect(ElementHarness.focused).toBe(slider())
    expect(slider().getAttribute('aria-valuenow')).toBe('4')
    await userEvent.keyboard('{ArrowLeft}')
    await page.drawn()
    expect(readout()).toContain('Apr 8, 2024')
    expect(slider().getAttribute('aria-valuetext')).toMatch(
      /^Apr 8, 2024. [\d,]+\u00a0sats; market average [\d,]+\u00a0sats$/,
    )
    await userEvent.keyboard('{Home}')
    await page.drawn()
    expect(readout()).toContain('Apr 6, 2024')
    await userEvent.keyboard('{ArrowLeft}')
    await page.drawn()
    expect(slider().getAttribute('aria-valuenow')).toBe('1')
    await userEvent.keyboard('{End}{ArrowRight}')
    await page.drawn()
    expect(slider().getAttribute('aria-valuenow')).toBe('4')
    await userEvent.keyboard('{Tab}{Enter}')
    await page.drawn()
    expect(all('table')).toHaveLength(1)
  })

  it('shows the day under the mouse, and the day that a finger touched', async () => {
    await commands.advanceDays(5)
    const page = await mount({ nft: `${AURORA}` })
    await hasBars(4)
    const over = (index: number, type: string, pointerType: string): void => {
      const { left, width } = (bars()[index] as Element).getBoundingClientRect()
      slider().dispatchEvent(new PointerEvent(type, { clientX: left + width / 2, pointerType, bubbles: true }))
    }
    over(1, 'pointermove', 'mouse')
    await page.drawn()
    expect(readout()).toContain('Apr 7, 2024')
    slider().dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }))
    await page.drawn()
    expect(readout()).toContain('Apr 9, 2024')
    over(2, 'pointerdown', 'touch')
    slider().dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'touch' }))
    await page.drawn()
    expect(readout()).toContain('Apr 8, 2024')
  })

  it('runs from right to left in Arabic, arrows too', async () => {
    await commands.advanceDays(5)
    const page = await mount({ nft: `${AURORA}`, lang: 'ar' })
    await hasBars(4)
    await expect.poll(() => page.text).toContain('متوسط السوق')
    const lefts = bars().map((bar) => bar.getBoundingClientRect().left)
    expect([...lefts].sort((one, other) => other - one)).toEqual(lefts)
    const tick = all('.grid text')[0]?.getBoundingClientRect().left ?? 0
    expect(tick).toBeGreaterThan(lefts[0] ?? 0)
    slider().focus()
    await userEvent.keyboard('{ArrowRight}')
    await page.drawn()
    expect(slider().getAttribute('aria-valuenow')).toBe('3')
    await userEvent.keyboard('{ArrowLeft}')
    await page.drawn()
    expect(slider().getAttribute('aria-valuenow')).toBe('4')
  })

  it('speaks Chinese', async () => {
    await commands.advanceDays(3)
    const page = await mount({ nft: `${AURORA}`, lang: 'zh-CN' })
    await expect.poll(() => page.text).toContain('每日收益（聪）')
    expect(page.text).toContain('2024年4月6日')
  })

  it('says when it starts, that the first day is on its way, and shows one day alone', async () => {
    const page = await mount({ nft: `${AURORA}` })
    await page.reads('It starts to earn on Apr 6, 2024')
    await commands.advanceDays(1)
    await getStore().send({ type: 'refresh', chainId: deployment.chainId })
    await page.reads('It earns since Apr 6, 2024')
    await commands.advanceDays(1)
    await getStore().send({ type: 'refresh', chainId: deployment.chainId })
    await hasBars(1)
    expect(Number(bars()[0]?.getAttribute('width'))).toBeLessThanOrEqual(40)
  })

  it('shows a fleet’s newest days for an amount of its hashpower', async () => {
    await commands.advanceDays(9)
    const page = await mount({ fleet: 1, units: '2 TH', days: 5 })
    await hasBars(5)
    await page.click('button', { name: 'Show as a table' })
    const { days } = await getIncomeHistory(client, { id: AURORA })
    const part = (perUnit: bigint): bigint => (perUnit * 2_000n) / 10n ** 22n
    const shown = rows().map(([, income]) => BigInt(income ?? 0))
    const wanted = days.slice(-5).map(({ perUnit }) => part(perUnit))
    // Whole satoshi of days that add up without loss: a day may be one off its own rounding.
    for (const [index, amount] of shown.entries())
      expect(Math.abs(Number(amount - (wanted[index] ?? 0n)))).toBeLessThanOrEqual(1)
    chart.units = 'many'
    await page.reads('such as 2.5 TH')
  })

  it('asks the chain once when it is given the NFT, and says so when nothing is named', async () => {
    await commands.advanceDays(3)
    const { getHashpower } = await import('@dmex/sdk/mint')
    const hashpower = await getHashpower(client, { id: AURORA })
    const asked: string[] = []
    const { fetch } = window
    window.fetch = (input, init) => {
      asked.push(...(String(init?.body).match(/"method":"eth_\w+"/g) ?? []))
      return fetch(input, init)
    }
    try {
      await mount({ hashpower })
      await hasBars(2)
    } finally {
      window.fetch = fetch
    }
    expect(asked).toEqual(['"method":"eth_call"'])
    const nothing = await mount({})
    await nothing.reads('Which hashpower?')
  })

  it('tells people who listen the sum, the best day and the missed days', async () => {
    await commands.advanceDays(4)
    await mount({ nft: `${AURORA}` })
    const said = (): string => document.querySelector('[data-dmex-announcer=polite]')?.textContent ?? ''
    await expect
      .poll(said)
      .toMatch(/^Earned [\d,]+\u00a0sats\. Best day: [\d,]+\u00a0sats on Apr \d, 2024\. Missed days: 0 of 3\.$/)
  })

  it('keeps its place while it loads, and the plot does not jump', async () => {
    await commands.advanceDays(4)
    await commands.delayChain(700)
    const page = await mount({ nft: `${NOBODY_ASKED[0]}` })
    await page.reads('Loading')
    await page.drawn()
    const top = chart.renderRoot.querySelector('.plot')?.getBoundingClientRect().top
    const height = chart.offsetHeight
    await hasBars(3)
    expect(chart.renderRoot.querySelector('.plot')?.getBoundingClientRect().top).toBe(top)
    expect(Math.abs(chart.offsetHeight - height)).toBeLessThanOrEqual(2)
  })

  it('says that the network is silent, and reads again when asked to', async () => {
    await commands.advanceDays(3)
    await commands.stopChain()
    const page = await mount({ nft: `${NOBODY_ASKED[1]}` })
    await page.get('alert')
    expect(page.text).toContain('could not be loaded')
    await commands.startChain()
    await page.click('button', { name: 'Try again' })
    await hasBars(2)
  })

  it('keeps its figures when the network falls silent, and says how old they are', async () => {
    await commands.advanceDays(3)
    const page = await mount({ nft: `${AURORA}` })
    await hasBars(2)
    expect(page.text).not.toContain('does not answer')
    await commands.stopChain()
    await getStore().send({ type: 'refresh', chainId: deployment.chainId })
    await page.reads('The network does not answer. These figures are from')
    expect(bars()).toHaveLength(2)
    await commands.startChain()
    await getStore().send({ type: 'refresh', chainId: deployment.chainId })
    await expect.poll(() => page.text).not.toContain('does not answer')
  })

  it('goes on after it was moved, and remembers the day that was looked at', async () => {
    await commands.advanceDays(5)
    const page = await mount({ nft: `${AURORA}` })
    await hasBars(4)
    slider().focus()
    await userEvent.keyboard('{Home}')
    const other = document.createElement('section')
    document.body.append(other)
    other.append(chart)
    await commands.advanceDays(1)
    await getStore().send({ type: 'refresh', chainId: deployment.chainId })
    await hasBars(5)
    await page.drawn()
    expect(readout()).toContain('Apr 6, 2024')
  })

  it('draws weeks when days are too narrow, and its bars stay inside a narrow container', async () => {
    await commands.advanceDays(75)
    const page = await mount({ nft: `${AURORA}` }, 280)
    await page.reads('week by week')
    await hasBars(11)
    const { left, right } = chart.getBoundingClientRect()
    for (const bar of bars()) {
      expect(bar.getBoundingClientRect().left).toBeGreaterThanOrEqual(left)
      expect(bar.getBoundingClientRect().right).toBeLessThanOrEqual(right)
    }
    expect(readout()).toMatch(/^Jun \d+ to Jun \d+, 2024 .*a day; market average .* in all$/)
    ;(chart.parentElement as HTMLElement).style.setProperty('inline-size', '560px')
    await hasBars(74)
  }, 60_000)

  it('is drawn in the colours of the system where those are forced, and prints without its button', async () => {
    await commands.advanceDays(3)
    await mount({ nft: `${AURORA}`, theme: 'dark' })
    await hasBars(2)
    const session = cdp() as unknown as { send(method: string, params: object): Promise<unknown> }
    const fill = (): string => getComputedStyle(bars()[0] as Element).fill
    const own = fill()
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] })
    expect(fill()).not.toBe(own)
    await session.send('Emulation.setEmulatedMedia', { media: 'print', features: [] })
    expect(getComputedStyle(all('.toggle')[0] as Element).display).toBe('none')
    expect(getComputedStyle(chart).colorScheme).toBe('light')
    await session.send('Emulation.setEmulatedMedia', { media: '', features: [] })
  })

  it('has nothing that axe objects to, with missed days and with its table', async () => {
    await commands.advanceDays(3)
    await commands.defaultMiner('defaulter')
    await commands.advanceDays(6)
    const page = await mount({ nft: `${FADING}` })
    await expect.poll(() => all('.mark').length, { timeout: 10_000 }).toBeGreaterThan(1)
    await expectAccessibleEverywhere(chart)
    await page.click('button', { name: 'Show as a table' })
    await expectAccessibleEverywhere(chart)
  })
})

describe('the days of a chart', () => {
  const days = (count: number): readonly ChartDay[] =>
    Array.from({ length: count }, (_, day) => ({
      day,
      amount: BigInt(day),
      benchmark: BigInt(day),
      missed: day === 399,
      idle: false,
    }))

  it('become weeks that end with the newest day and lose none', () => {
    const weeks = toBars(days(400), true)
    expect(weeks).toHaveLength(58)
    expect(weeks[0]).toMatchObject({ from: 0, to: 0 })
    expect(weeks.at(-1)).toMatchObject({ from: 393, to: 399, missed: 1, amount: 396n, total: 2772n })
    expect(weeks.reduce((sum, { total }) => sum + total, 0n)).toBe((399n * 400n) / 2n)
    expect([isDense(400, 500), isDense(30, 230), isDense(57, 230)]).toEqual([true, false, false])
  })

  it('have an axis of a few round steps for any amount', () => {
    expect(ticksFor(14_300n)).toEqual([0n, 5_000n, 10_000n, 15_000n])
    expect(ticksFor(1n)).toEqual([0n, 1n])
    expect(ticksFor(0n)).toEqual([0n])
    for (const most of [7n, 99n, 101n, 6_543n, 129_130_186_465_3185n, 10n ** 30n]) {
      const ticks = ticksFor(most)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most)
      expect(ticks.at(-2)).toBeLessThan(most)
      expect(ticks.length).toBeLessThanOrEqual(6)
    }
  })
})
