import { erc20BalanceOfAbi, erc721TransferFromAbi, gameItemsMintAbi, gameShopWithdrawAbi } from '@dmex/contracts-abi'
import type { Devnet, PersonId } from '@dmex/devnet'
import { type Abi, encodeFunctionData } from 'viem'
import { readContract, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Arcade, openArcade, type Visitor } from './support.js'

let arcade: Arcade
let devnet: Devnet
let start: string
beforeAll(async () => {
  arcade = await openArcade()
  devnet = arcade.devnet
})
afterAll(() => arcade?.stop())
beforeEach(async () => {
  start = await devnet.snapshot()
})
afterEach(async () => {
  await arcade.leave()
  await ask('evm_setAutomine', true)
  await devnet.revert(start)
})

/** Calls a contract as one of the people, without the page. */
const act = async (person: PersonId, to: `0x${string}`, abi: Abi, args: readonly unknown[]): Promise<void> => {
  const client = devnet.as(person)
  const functionName = (abi[0] as { name: string }).name
  const hash = await sendTransaction(client, { to, data: encodeFunctionData({ abi, functionName, args }) })
  await waitForTransactionReceipt(client, { hash })
}
const ask = (method: string, ...params: readonly unknown[]): Promise<unknown> =>
  (devnet.client.request as (asked: object) => Promise<unknown>)({ method, params })
const moneyOf = (person: PersonId): Promise<bigint> =>
  readContract(devnet.client, {
    address: devnet.tokens.tUSDT,
    abi: [erc20BalanceOfAbi],
    functionName: 'balanceOf',
    args: [devnet.accounts[person].address],
  })
const inWallet = ({ page }: Visitor, name: string) =>
  page.locator('dmex-devnet-wallet').getByRole('button', { name, exact: true })

const sell = async (seller: Visitor, price: string): Promise<void> => {
  await seller.page.getByRole('button', { name: 'Sell' }).click()
  await seller.page.getByRole('textbox', { name: 'Price in tUSDT' }).fill(price)
  await seller.page.getByRole('button', { name: 'Put on sale' }).click()
  await seller.confirmUntil('is on sale for')
}

describe('a bad day', () => {
  it('without a wallet: says that nothing is lost, and offers practice', async () => {
    const { page } = await arcade.visit({ wallet: false })
    await page.getByRole('radio', { name: 'On the chain' }).check()
    await page.getByText('No wallet was found in this browser. Nothing is lost').waitFor()
    await page.getByRole('button', { name: 'Practise instead' }).click()
    await expect.poll(() => page.getByRole('radio', { name: 'Practice' }).isChecked()).toBe(true)
  })

  it('with the wallet on another network: says so, and switches', async () => {
    const ada = await arcade.visit()
    await ada.connectAs('Ada', 'Another network')
    await ada.page.getByText('Your wallet is on chain 1; this game is on chain').waitFor()
    await ada.page.getByRole('button', { name: 'Claim' }).click()
    await ada.notice('Your wallet is on another network. Nothing was sent')
    await ada.page.locator('#notice').getByRole('button', { name: 'Switch network' }).click()
    await inWallet(ada, 'Switch').click()
    await ada.page.getByText('Your wallet is on chain 1').waitFor({ state: 'detached' })
    await ada.page.getByRole('button', { name: 'Claim' }).click()
    await ada.confirmUntil('The income of Sword #1 is in your wallet')
  })

  it('declined in the wallet: nothing was sent, and it can be tried again', async () => {
    const ada = await arcade.visit()
    await ada.connectAs('Ada')
    await ada.page.getByRole('button', { name: 'Claim' }).click()
    await inWallet(ada, 'Reject').click()
    await ada.notice('You declined it in the wallet. Nothing was sent, your money is where it was.')
    await ada.shoot('declined-dark')
    await ada.page.getByRole('button', { name: 'Try again' }).click()
    await ada.confirmUntil('The income of Sword #1 is in your wallet')
  })

  it('sold to somebody else while the dialog is open: nothing is paid', async () => {
    const ada = await arcade.visit()
    await ada.connectAs('Ada')
    await sell(ada, '50')
    const cleo = await arcade.visit()
    await cleo.connectAs('Cleo')
    await cleo.page.getByRole('button', { name: 'Buy Sword #1' }).click()
    await cleo.page.getByText('What the buyer gets').waitFor()
    await act(
      'player1',
      devnet.games.items,
      [erc721TransferFromAbi],
      [devnet.accounts.player1.address, devnet.accounts.player2.address, 1n],
    )
    await ada.notice('Sword #1 is not yours any more')
    const before = await moneyOf('player3')
    await cleo.page.getByRole('button', { name: 'Buy for 50 tUSDT' }).click()
    await cleo.confirmUntil('This sword is not on sale any more')
    expect(await cleo.page.locator('#notice').textContent()).toContain('Nothing was paid')
    expect(await moneyOf('player3')).toBe(before)
  })

  it('refused by the chain after it was sent: only the fee is spent', async () => {
    const ada = await arcade.visit()
    await ada.connectAs('Ada')
    await sell(ada, '50')
    const cleo = await arcade.visit()
    await cleo.connectAs('Cleo')
    const before = await moneyOf('player3')
    await cleo.page.getByRole('button', { name: 'Buy Sword #1' }).click()
    await cleo.page.getByRole('button', { name: 'Buy for 50 tUSDT' }).click()
    await cleo.notice('(1 of 2)')
    await inWallet(cleo, 'Confirm').click()
    await cleo.notice('(2 of 2)')
    // The seller takes the sword back in the block that the purchase goes into, and before it.
    await ask('evm_setAutomine', false)
    await inWallet(cleo, 'Confirm').click()
    await cleo.notice('Waiting for the chain')
    const data = encodeFunctionData({ abi: [gameShopWithdrawAbi], args: [devnet.games.items, 1n] })
    const dear = { maxPriorityFeePerGas: 50_000_000_000n, maxFeePerGas: 500_000_000_000n }
    await sendTransaction(devnet.as('player1'), { to: devnet.games.shop, data, gas: 500_000n, ...dear })
    await ask('evm_mine')
    await ask('evm_setAutomine', true)
    await cleo.notice('Only the network fee was spent')
    expect(await moneyOf('player3')).toBe(before)
  })

  it('loaded again while a transaction waits: says what became of it', async () => {
    const ada = await arcade.visit()
    await ada.connectAs('Ada')
    await ask('evm_setAutomine', false)
    await ada.page.getByRole('button', { name: 'Claim' }).click()
    await inWallet(ada, 'Confirm').click()
    await ada.notice('Waiting for the chain')
    await ada.page.reload()
    await ada.notice('is not in a block yet')
    await ask('evm_mine')
    await ask('evm_setAutomine', true)
    await ada.page.locator('#notice').getByRole('button', { name: 'Look again' }).click()
    await ada.notice('What you sent before the page was loaded again went through')
  })

  it('without the chain: figures are marked as old, the fight goes on, and it is back by itself', async () => {
    const ada = await arcade.visit()
    await ada.connectAs('Ada')
    await ada.page.route(`${devnet.rpcUrl}/**`, (route) => route.abort())
    await ada.notice('The chain does not answer. These figures are of')
    await ada.shoot('stale-dark')
    expect(await ada.breakDummy()).toBeLessThanOrEqual(6)
    expect(await ada.figure('Attack')).toMatch(/^1[1-5]/)
    await ada.page.unroute(`${devnet.rpcUrl}/**`)
    await ada.page.getByText('These figures are of').waitFor({ state: 'detached' })
  })

  it('without the chain from the start: says that nothing moves, and finds it later', async () => {
    const ada = await arcade.visit()
    await ada.connectAs('Ada')
    await ada.page.route(`${devnet.rpcUrl}/**`, (route) => route.abort())
    await ada.page.reload()
    await ada.notice('The chain does not answer, so your swords can’t be shown')
    await ada.page.unroute(`${devnet.rpcUrl}/**`)
    await ada.notice('The chain does not answer', 'detached')
    await ada.page.getByRole('heading', { name: 'Sword #1' }).waitFor()
  })

  it('without hashpower to attach: says so, and leads to who sells it', async () => {
    await act('studio', devnet.games.items, [gameItemsMintAbi], [devnet.accounts.studio.address])
    const studio = await arcade.visit()
    await studio.connectAs('Studio')
    await studio.page.getByRole('button', { name: 'Attach hashpower' }).click()
    await studio.notice('You have no hashpower to attach. Nothing was sent.')
    const link = studio.page.getByRole('link', { name: 'Buy hashpower' })
    expect(await link.getAttribute('href')).toBe(arcade.partnerUrl)
  })

  it('with a miner that was ended: says what goes back to whom, and pays it', async () => {
    const cleo = await arcade.visit({ viewport: { width: 390, height: 844 } })
    await cleo.connectAs('Cleo')
    await cleo.page.getByRole('button', { name: 'Attach hashpower' }).click()
    await cleo.page.getByRole('radio', { name: '5 TH/s of BTC' }).check()
    await cleo.page.getByRole('button', { name: 'Attach', exact: true }).click()
    await cleo.confirmUntil('is in Sword #3 now')
    await devnet.default('defaulter')
    await devnet.advanceDays(10)
    await devnet.terminate('defaulter')
    await cleo.page.getByText('stopped delivering and was ended').waitFor()
    await cleo.shoot('ended-phone-dark')
    const before = await moneyOf('player3')
    await cleo.page.getByRole('button', { name: 'Take the refund' }).click()
    await cleo.confirmUntil('The refund is in your wallet')
    expect(await moneyOf('player3')).toBeGreaterThan(before + 400_000_000n)
    await cleo.page.getByText('its refund was paid').waitFor()
  })
})
