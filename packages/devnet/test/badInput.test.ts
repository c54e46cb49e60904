import { erc20ApproveAbi, erc20BalanceOfAbi } from '@dmex/contracts-abi'
import { addressOf, type DmexClient, execute, hashpower, withDeployment } from '@dmex/sdk'
import { isDmexError } from '@dmex/sdk/errors'
import { buyHashpower, getSeries, quoteBuy } from '@dmex/sdk/mint'
import { testWallet, type WalletFailure } from '@dmex/sdk/testing'
import { createClient, custom, http, walletActions } from 'viem'
import { readContract, waitForTransactionReceipt, writeContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDevnet, type Devnet } from '../src/devnet.js'

let devnet: Devnet
beforeAll(async () => {
  devnet = await createDevnet()
  const hash = await writeContract(devnet.client, {
    address: devnet.tokens.tUSDT,
    abi: [erc20ApproveAbi],
    functionName: 'approve',
    args: [addressOf(devnet.deployment, 'primarySale'), 10n ** 18n],
  })
  await waitForTransactionReceipt(devnet.client, { hash })
})
afterAll(() => devnet.stop())

const money = (): Promise<bigint> =>
  readContract(devnet.client, {
    address: devnet.tokens.tUSDT,
    abi: [erc20BalanceOfAbi],
    functionName: 'balanceOf',
    args: [devnet.accounts.player1.address],
  })

/** Expects a typed error whose message tells what to do, and that nobody's money moved. */
async function refused(work: Promise<unknown>, code: string, message: RegExp): Promise<void> {
  // Caught at once: while the balance is being read, a refusal that nobody handles would end the run.
  const outcome = work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const before = await money()
  const error = await outcome
  if (!isDmexError(error)) throw error ?? new Error(`${code} was expected, and it worked`)
  expect(error.code).toBe(code)
  expect(error.message).toMatch(message)
  expect(await money()).toBe(before)
}

/** Buys 1 TH/s with something wrong. The allowance is there, so that only that can fail. */
async function purchase(
  changed: Partial<buyHashpower.Args> = {},
  client: DmexClient = devnet.client,
): Promise<unknown> {
  const { buy } = await quoteBuy(devnet.client, { seriesId: 1, units: hashpower('1 TH') })
  return buyHashpower(client, { ...buy, ...changed })
}

/** A player whose wallet disappoints. */
function disappointed(failure: WalletFailure): DmexClient {
  const account = devnet.accounts.player1.address
  const wallet = testWallet({ rpcUrl: devnet.rpcUrl, account, fail: [failure] })
  const transport = custom(wallet, { retryCount: 0 })
  return createClient({ account, transport, pollingInterval: 10 }).extend(withDeployment(devnet.deployment))
}

describe('a purchase on the devnet', () => {
  it('of an unknown series', () =>
    refused(getSeries(devnet.client, { seriesId: 99 }), 'UnknownSeries', /No such series/))
  it('of zero units', () => refused(purchase({ units: 0n }), 'ZeroAmount', /at least one/))
  it('of more than is left', () => refused(purchase({ seriesId: 4, units: 851_000n }), 'SoldOut', /Buy at most/))
  it('at too low a price', () => refused(purchase({ maxPrice: 105_999n }), 'PriceTooHigh', /raise maxPrice/))
  it('after its deadline', () => refused(purchase({ deadline: 1_700_000_000n }), 'DeadlinePassed', /new quote/))
  it('under terms that changed', () => refused(purchase({ termsVersion: 9 }), 'TermsChanged', /pass the new version/))

  it('through an endpoint that is dead', async () => {
    const { account, chain } = devnet.client
    const transport = http('http://127.0.0.1:9', { retryCount: 0 })
    const client = createClient({ account, chain, transport }).extend(walletActions)
    await refused(purchase({}, client.extend(withDeployment(devnet.deployment))), 'RpcUnavailable', /endpoint/)
  })
  it('on another chain than the contracts', () =>
    refused(purchase({}, disappointed('wrongChain')), 'WrongChain', /Switch the wallet/))
  it('that the owner declines', () => refused(purchase({}, disappointed('reject')), 'UserRejected', /Nothing was sent/))
  it('that the owner cancels', () => refused(purchase({}, disappointed('cancel')), 'TransactionCancelled', /cancel/))
  it('that the owner replaces', () => refused(purchase({}, disappointed('replace')), 'TransactionReplaced', /replaced/))
  it('that reverts after it was sent', async () => {
    const error = await purchase({}, disappointed('revert')).catch((thrown: unknown) => thrown)
    expect(isDmexError(error)).toBe(true)
  })

  it('goes through after all of that', async () => {
    const { buy } = await quoteBuy(devnet.client, { seriesId: 1, units: hashpower('1 TH') })
    const before = await money()
    await execute(devnet.client, await buyHashpower.plan(devnet.client, buy))
    expect(before - (await money())).toBe(106_000_000n)
  })
})
