import { erc20BalanceOfAbi } from '@dmex/contracts-abi'
import { getSlot } from '@dmex/sdk/rig'
import { readContract } from 'viem/actions'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Arcade, openArcade, satoshi, type Visitor } from './support.js'

let arcade: Arcade
beforeAll(async () => {
  arcade = await openArcade()
})
afterAll(() => arcade?.stop())
afterEach(() => arcade.leave())

const balanceOf = (token: 'tUSDT' | 'tBTC', person: 'player1' | 'player2' | 'player3'): Promise<bigint> =>
  readContract(arcade.devnet.client, {
    address: arcade.devnet.tokens[token],
    abi: [erc20BalanceOfAbi],
    functionName: 'balanceOf',
    args: [arcade.devnet.accounts[person].address],
  })

/** Waits until a figure of the card is what it should be. */
const until = (visitor: Visitor, name: string, holds: (figure: string) => boolean): Promise<void> =>
  expect.poll(async () => holds(await visitor.figure(name)), { timeout: 45_000, interval: 300 }).toBe(true)

/** Waits until the card shows all that the chain would pay for a sword, not only its first days; resolves to that. */
const allUnclaimed = async (visitor: Visitor, id: bigint): Promise<bigint> => {
  const item = { kind: 'erc721', collection: arcade.devnet.games.items, id } as const
  const { shares } = await getSlot(arcade.devnet.client, { item })
  expect(shares.playerAmount).toBeGreaterThan(0n)
  await until(visitor, 'Unclaimed', (figure) => BigInt(satoshi(figure)) === shares.playerAmount)
  return shares.playerAmount
}

describe('practice', () => {
  it('is there at once, without a wallet: the sword grows, and the dummy breaks sooner', async () => {
    const visitor = await arcade.visit({ wallet: false })
    const { page } = visitor
    expect(await visitor.breakDummy()).toBe(6)
    await visitor.shoot('practice-dark')
    await page.getByRole('button', { name: 'Attach hashpower' }).click()
    await page.getByRole('button', { name: 'Attach', exact: true }).click()
    await visitor.notice('is in Sword #1 now')
    for (let day = 0; day < 9; day++) await page.getByRole('button', { name: 'A day passes' }).click()
    await until(visitor, 'Attack', (figure) => figure.startsWith('13'))
    expect(await page.getByRole('status').filter({ hasText: 'mined' }).textContent()).toMatch(/Sword #1 mined \d+ sat/)
    await page.getByRole('button', { name: 'Start again' }).first().click()
    await page.getByRole('button', { name: 'Pause' }).click()
    expect(await visitor.breakDummy()).toBe(5)

    // Bo buys it, and the seller keeps what was mined until then.
    const unclaimed = satoshi(await visitor.figure('Unclaimed'))
    await page.getByRole('button', { name: 'Sell' }).click()
    await page.getByRole('textbox', { name: 'Price in tUSDT' }).fill('120')
    await page.getByRole('button', { name: 'Put on sale' }).click()
    await visitor.notice('Sword #1 is on sale for 120 tUSDT')
    await page.getByRole('button', { name: 'A day passes' }).click()
    await page.getByText(`120 tUSDT · ${unclaimed.toLocaleString('en')} sat`).waitFor()
    await page.getByRole('button', { name: 'Buy Sword #1' }).click()
    await page.getByRole('button', { name: 'Buy for 100 tUSDT' }).click()
    await visitor.notice('Sword #1 is yours')

    await page.reload()
    await page.locator('#begin:enabled').waitFor()
    await until(visitor, 'Attack', (figure) => figure.startsWith('13'))
    await page.getByText(`20 tUSDT · ${unclaimed.toLocaleString('en')} sat`).waitFor()
    expect(visitor.complaints).toEqual([])
  })

  it('can be left in a fight and gone on with', async () => {
    const { page, breakDummy } = await arcade.visit()
    await breakDummy()
    await page.getByRole('button', { name: 'Go on' }).first().click()
    await page.locator('#told').getByText('Wave 1').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Go on at wave 1' }).click()
    await page.locator('#told').getByText('Wave 1. Health 100').waitFor()
    // Whoever does nothing falls, and may start again.
    await page.getByText('You fell in wave').first().waitFor({ timeout: 90_000 })
    await page.getByRole('button', { name: 'Start again' }).first().click()
    await page.getByRole('button', { name: 'Pause' }).waitFor()
  })
})

describe('on the chain', () => {
  it('Bo attaches hashpower, fights, sells the sword; Cleo buys it and goes on earning', async () => {
    const { devnet } = arcade
    const bo = await arcade.visit({ colorScheme: 'light' })
    const { page } = bo
    await bo.connectAs('Bo')
    expect(await bo.figure('Attack')).toBe('10')
    expect(await bo.breakDummy()).toBe(6)
    await page.getByRole('button', { name: 'Attach hashpower' }).click()
    await page.getByRole('radio', { name: '20 TH/s of BTC' }).check()
    await bo.shoot('attach-light')
    await page.getByRole('button', { name: 'Attach', exact: true }).click()
    await bo.confirmUntil('20 TH/s of hashpower is in Sword #2 now')
    await devnet.advanceDays(3)
    await bo.notice(/Sword #2 mined [\d,]+ sat/)
    await until(bo, 'Attack', (figure) => figure.startsWith('13'))
    await bo.shoot('mined-light')
    await page.getByRole('button', { name: 'Start again' }).first().click()
    await page.getByRole('button', { name: 'Pause' }).click()
    expect(await bo.breakDummy()).toBe(5)

    // Half of it is claimed before the sale, the rest is paid with the sale.
    const claimed = await allUnclaimed(bo, 2n)
    const coins = await balanceOf('tBTC', 'player2')
    await page.getByRole('button', { name: 'Claim' }).click()
    await bo.confirmUntil('The income of Sword #2 is in your wallet')
    expect(await balanceOf('tBTC', 'player2')).toBe(coins + claimed)
    await devnet.advanceDays(2)
    const waits = await allUnclaimed(bo, 2n)
    await page.getByRole('button', { name: 'Sell' }).click()
    await page.getByRole('textbox', { name: 'Price in tUSDT' }).fill('abc')
    await page.getByRole('button', { name: 'Put on sale' }).click()
    await page.getByRole('alert').getByText('A price is a number').waitFor()
    await page.getByRole('textbox', { name: 'Price in tUSDT' }).fill('2,500')
    await bo.shoot('sell-light')
    await page.getByRole('button', { name: 'Put on sale' }).click()
    await bo.confirmUntil('Sword #2 is on sale for 2,500 tUSDT')

    const cleo = await arcade.visit({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    await cleo.connectAs('Cleo')
    await cleo.page.getByRole('button', { name: 'Buy Sword #2' }).click()
    await cleo.page.getByText('It is not sealed').waitFor()
    await cleo.shoot('buy-phone-dark')
    const money = await balanceOf('tUSDT', 'player2')
    await cleo.page.getByRole('button', { name: 'Buy for 2,500 tUSDT' }).click()
    await cleo.confirmUntil('Sword #2 is yours, and so is what it mines from now on. You paid 2,500 tUSDT')
    expect(await balanceOf('tUSDT', 'player2')).toBe(money + 2_500_000_000n)
    expect(await balanceOf('tBTC', 'player2')).toBe(coins + claimed + waits)
    await bo.notice('Sword #2 was sold: 2,500 tUSDT is in your wallet')

    await cleo.page.getByRole('combobox', { name: 'Which sword' }).selectOption('Sword #2')
    expect(await cleo.figure('Unclaimed')).toBe('0 sat')
    await devnet.advanceDays(1)
    await until(cleo, 'Unclaimed', (figure) => satoshi(figure) > 1_000)
    await cleo.shoot('bought-phone-dark')
    await cleo.page.getByRole('button', { name: 'Claim' }).click()
    await cleo.confirmUntil('The income of Sword #2 is in your wallet')
    expect(await balanceOf('tBTC', 'player3')).toBeGreaterThan(1_000n)

    await cleo.page.reload()
    await until(cleo, 'Attack', (figure) => /^1[34]/.test(figure))
    expect([...bo.complaints, ...cleo.complaints]).toEqual([])
  })

  it('Ada seals her sword, and speaks Chinese', async () => {
    const ada = await arcade.visit({ viewport: { width: 390, height: 844 }, colorScheme: 'light' })
    const { page } = ada
    await ada.connectAs('Ada')
    await page.getByRole('button', { name: 'Seal for 30 days' }).click()
    await page.getByRole('button', { name: 'Seal', exact: true }).click()
    await ada.confirmUntil('Sword #1 is sealed for 30 days')
    expect(await ada.figure('Protection')).toMatch(/^sealed until .*2024/)
    await page.getByRole('combobox', { name: 'Language' }).selectOption('简体中文')
    await page.getByText('1 号剑').first().waitFor()
    await ada.shoot('card-phone-zh-light')
    await page.getByRole('button', { name: '出售' }).click()
    await page.getByRole('heading', { name: '出售1 号剑' }).waitFor()
    await ada.shoot('sell-phone-zh-light')
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans')
    expect(ada.complaints).toEqual([])
  })
})
