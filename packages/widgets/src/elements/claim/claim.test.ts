import type { Call } from '@dmex/sdk'
import { approveAllHashpower, listHashpower, transferHashpower } from '@dmex/sdk/mint'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { commands, userEvent } from 'vitest/browser'
import { addressOf, as, buyAs, connectAs, leave, send } from '../../../test/support/acting.js'
import { expectAccessibleEverywhere } from '../../../test/support/axe.js'
import type { BeforeTransaction, TransactionState } from '../../controllers/TransactionController.js'
import { getStore } from '../../store/store.js'
import type { Eip1193Provider, Hex } from '../../store/types.js'
import { ElementHarness, type FakeWallet } from '../../testing/index.js'
import '../../define/claim.js'
import type { ClaimedDetail, DmexClaim } from './claim.js'
import type { RefundedDetail } from './RefundController.js'

let before: string
let moment: string

beforeAll(async () => {
  before = await commands.snapshot()
  await commands.advanceDays(3)
  moment = await commands.snapshot()
}, 60_000)

afterAll(() => commands.revert(before))

afterEach(async () => {
  await leave()
  await commands.startChain()
  await commands.rpc('evm_setAutomine', [true])
  await commands.revert(moment)
  await refresh()
})

const refresh = (): Promise<void> => getStore().send({ type: 'refresh', chainId: inject('deployment').chainId })

const open = async (properties: Partial<DmexClaim> & { lang?: string } = {}): Promise<ElementHarness<DmexClaim>> => {
  const element = document.createElement('dmex-claim')
  Object.assign(element, { rpc: inject('rpcUrl'), deployment: inject('deployment'), ...properties })
  document.body.append(element)
  const harness = new ElementHarness(element)
  await harness.drawn()
  // An answer that an earlier test asked for may have come after its market was gone.
  await new Promise((resolve) => setTimeout(resolve, 50))
  void refresh()
  return harness
}

const CLAIM_BTC = /^Claim 0\.\d+ tBTC$/

/** The hash of what was sent last. */
const sentHash = (claim: ElementHarness): Promise<Hex> =>
  new Promise((resolve) =>
    claim.element.addEventListener('dmex-tx', (event) => {
      const { detail } = event as CustomEvent<TransactionState>
      if (detail.status === 'submitted' && detail.hash) resolve(detail.hash)
    }),
  )

/** A wallet that carries out several calls as one (EIP-5792). */
function batching(
  wallet: FakeWallet,
  person: 'player2',
  batches: (readonly Pick<Call, 'to' | 'data'>[])[],
): Eip1193Provider {
  const hashes: Hex[] = []
  const own: Readonly<Record<string, (params: readonly unknown[]) => unknown>> = {
    wallet_getCapabilities: () => ({ '0x7a69': { atomic: { status: 'supported' } } }),
    wallet_sendCalls: async ([request]) => {
      const { calls } = request as { calls: readonly Pick<Call, 'to' | 'data'>[] }
      batches.push(calls)
      for (const call of calls) hashes.push(await send(person, call))
      return { id: '0x1' }
    },
    wallet_getCallsStatus: async () => {
      const receipts = await Promise.all(hashes.map((hash) => commands.rpc('eth_getTransactionReceipt', [hash])))
      return { status: 200, receipts }
    },
  }
  return {
    request: async ({ method, params }) =>
      own[method] ? own[method](params as readonly unknown[]) : wallet.request({ method, params }),
    on: (event, listener) => wallet.on(event, listener),
    removeListener: (event, listener) => wallet.removeListener(event, listener),
  }
}

/** A transaction is seen before it is gone, as on any chain that takes a while. */
const seen = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_500))

describe('claiming', () => {
  test('one coin: says how much, pays it, and when the next comes', async () => {
    const wallet = await connectAs('player1')
    const claim = await open()
    await claim.reads(/Ready to claim 0\.\d+ tBTC/)
    await claim.reads(/The next income is due on Apr \d+, 2024/)
    await claim.reads('You pay only the network fee.')
    const claimed = claim.next<ClaimedDetail>('dmex-claimed')
    await claim.click('button', { name: CLAIM_BTC })
    const { payments } = await claimed
    expect(payments).toHaveLength(1)
    expect(payments[0]).toMatchObject({ token: inject('tokens').tBTC, symbol: 'tBTC' })
    expect(payments[0]?.amount).toBeGreaterThan(0n)
    await claim.reads(/Paid to your wallet: 0\.\d+ tBTC\./)
    expect(wallet.count('eth_sendTransaction')).toBe(1)
    await claim.click('button', { name: 'Done' })
    await claim.reads('Nothing to claim yet. The next income is due on')
  })

  test('several coins: one transaction each, shown as steps', async () => {
    const wallet = await connectAs('player2')
    const claim = await open()
    await claim.reads('Your wallet asks once for each coin: 2 times.')
    const claimed = claim.next<ClaimedDetail>('dmex-claimed')
    await claim.click('button', { name: 'Claim all' })
    const { payments } = await claimed
    expect(payments.map(({ symbol }) => symbol).sort()).toEqual(['tBTC', 'tFIL'])
    await claim.reads('Paid to your wallet:')
    expect(claim.all('listitem').filter((each) => each.getAttribute('data-state') === 'paid')).toHaveLength(2)
    expect(wallet.count('eth_sendTransaction')).toBe(2)
  })

  test('partial failure: the first coin is paid, the second is still there, and can be claimed again', async () => {
    const wallet = await connectAs('player2')
    const claim = await open()
    wallet.beforeNextSend(async () => wallet.rejectNext())
    const first = claim.next<ClaimedDetail>('dmex-claimed')
    await claim.click('button', { name: 'Claim all' })
    await claim.reads(
      /Paid to your wallet: \d+\.\d+ t(BTC|FIL)\. The rest is still yours to claim\. You declined the rest\./,
    )
    expect(claim.text).not.toContain('Nothing was sent')
    await claim.reads(/not paid yet, still yours to claim/)
    expect((await first).payments).toHaveLength(1)
    const second = claim.next<ClaimedDetail>('dmex-claimed')
    await claim.click('button', { name: 'Try again' })
    expect((await second).payments).toHaveLength(1)
    await claim.reads(/Paid to your wallet: .* and .*\./)
    expect(wallet.count('eth_sendTransaction')).toBe(3)
  })

  test('several coins in a wallet that does several things as one: it asks once', async () => {
    const wallet = await connectAs('player2')
    const batches: (readonly Pick<Call, 'to' | 'data'>[])[] = []
    await getStore().send({ type: 'use-provider', provider: batching(wallet, 'player2', batches) })
    const claim = await open()
    const claimed = claim.next<ClaimedDetail>('dmex-claimed')
    await claim.click('button', { name: 'Claim all' })
    expect((await claimed).payments).toHaveLength(2)
    await claim.reads(/Paid to your wallet: .* and .*\./)
    expect(batches.map(({ length }) => length)).toEqual([2])
    expect(wallet.count('eth_sendTransaction')).toBe(0)
  })

  test('a credit of what was given away is paid as well', async () => {
    const { address } = inject('accounts').player3
    const { items } = await listHashpower(as('player1'), { account: addressOf('player1') })
    for (const { id, locker } of items)
      if (!locker)
        await send(
          'player1',
          transferHashpower.call(inject('deployment'), { from: addressOf('player1'), to: address, id }),
        )
    await connectAs('player1')
    const claim = await open()
    await claim.click('button', { name: CLAIM_BTC })
    await claim.reads(/Paid to your wallet: 0\.\d+ tBTC\./)
  })

  test('sponsored: the page pays, and no wallet is asked', async () => {
    const wallet = await connectAs('player1')
    const sponsor = async ([call]: readonly Call[]): Promise<Hex> => {
      if (!call) throw new Error('There is nothing to pay for.')
      return send('studio', call)
    }
    const claim = await open({ sponsored: true, sponsor })
    await claim.reads('This page pays the network fee. Your wallet asks nothing.')
    const claimed = claim.next<ClaimedDetail>('dmex-claimed')
    await claim.click('button', { name: CLAIM_BTC })
    expect((await claimed).payments).toHaveLength(1)
    await claim.reads(/Paid to your wallet: 0\.\d+ tBTC\./)
    expect(wallet.count('eth_sendTransaction')).toBe(0)
  })

  test('sponsored by a page that can not: the income is where it was, and can be claimed without it', async () => {
    await connectAs('player1')
    const claim = await open({ sponsored: true, sponsor: () => Promise.reject(new Error('No gas today.')) })
    await claim.click('button', { name: CLAIM_BTC })
    await claim.reads('This page could not pay the network fee. Your income is where it was.')
    await claim.click('button', { name: 'Pay the network fee myself' })
    await claim.reads(/Paid to your wallet: 0\.\d+ tBTC\./)
  })

  test('tells the page what is about to be signed, and stops when it says so', async () => {
    const wallet = await connectAs('player1')
    const claim = await open()
    let seenAction: string | undefined
    claim.element.addEventListener('dmex-before-tx', (event) => {
      seenAction = (event as CustomEvent<BeforeTransaction>).detail.action
      event.preventDefault()
    })
    await claim.click('button', { name: CLAIM_BTC })
    await expect.poll(() => seenAction).toBe('earn.claim')
    await claim.get('button', { name: CLAIM_BTC })
    expect(wallet.count('eth_sendTransaction')).toBe(0)
  })

  test('by keyboard alone, and the focus is never lost', async () => {
    await connectAs('player1')
    const claim = await open()
    await claim.get('button', { name: CLAIM_BTC })
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await claim.reads('Paid to your wallet:')
    expect(ElementHarness.focused?.textContent).toContain('Paid to your wallet')
    for (let step = 0; step < 3 && !ElementHarness.focused?.closest('button[part="button"]'); step++)
      await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await claim.reads('Nothing to claim yet.')
    expect(ElementHarness.focused).not.toBe(document.body)
  })

  test('a claim that is under way survives a reload, and a move in the document', async () => {
    const wallet = await connectAs('player1')
    const claim = await open()
    await wallet.hold()
    const sent = sentHash(claim)
    await claim.click('button', { name: CLAIM_BTC })
    await sent
    claim.element.remove()
    const again = await open()
    await again.reads('Sent. Waiting for the network; you can leave this page.')
    const box = document.createElement('div')
    document.body.append(box)
    box.append(again.element)
    const claimed = again.next<ClaimedDetail>('dmex-claimed')
    await wallet.letGo()
    expect((await claimed).payments).toHaveLength(1)
    await again.reads(/Paid to your wallet: 0\.\d+ tBTC\./)
  })
})

describe('nothing to claim', () => {
  test('not connected: connect to see', async () => {
    const claim = await open()
    await claim.reads('Connect a wallet to see this.')
  })

  test('nothing owned: says how to begin', async () => {
    await connectAs('studio')
    const claim = await open()
    await claim.reads('This wallet has no mining power, so it earns nothing yet. Buy some to begin.')
  })

  test('nothing yet: says when the next day settles', async () => {
    await buyAs('studio', 1, 1_000n)
    await connectAs('studio')
    const claim = await open()
    await claim.reads(/Nothing to claim yet\. The next income is due on Apr \d+, 2024/)
  })
})

describe('a bad day', () => {
  test('wrong network: says which one, and switches', async () => {
    await connectAs('player1', { chainId: 1 })
    const claim = await open()
    await claim.reads('Your wallet is on another network. Nothing was sent. Switch it to network 31337.')
    await claim.click('button', { name: 'Switch network' })
    await claim.get('button', { name: CLAIM_BTC })
  })

  test('rejected: nothing was sent, and it can be tried again at once', async () => {
    const wallet = await connectAs('player1')
    const claim = await open()
    wallet.rejectNext()
    await claim.click('button', { name: CLAIM_BTC })
    await claim.reads('You declined. Nothing was sent, and your money is where it was.')
    await claim.click('button', { name: 'Try again' })
    await claim.reads(/Paid to your wallet: 0\.\d+ tBTC\./)
  })

  test('not enough for the network fee: says so', async () => {
    const wallet = await connectAs('player1')
    const claim = await open()
    wallet.failNext({
      method: 'eth_sendTransaction',
      code: -32000,
      message: 'insufficient funds for gas * price + value',
    })
    await claim.click('button', { name: CLAIM_BTC })
    await claim.reads(/Nothing was sent.*too little of the network’s own coin/)
  })

  test('reverted: the money is where it was, and why', async () => {
    const trusted = { operator: addressOf('player3'), approved: true }
    await send('player1', approveAllHashpower.call(inject('deployment'), trusted))
    const wallet = await connectAs('player1')
    const claim = await open()
    await claim.get('button', { name: CLAIM_BTC })
    await wallet.hold()
    const sent = sentHash(claim)
    await claim.click('button', { name: CLAIM_BTC })
    await sent
    // What it is claimed from goes to somebody else first.
    const { items } = await listHashpower(as('player1'), { account: addressOf('player1') })
    const free = items.find(({ locker }) => !locker)
    if (!free) throw new Error('Everything of player1 is locked.')
    const given = { from: addressOf('player1'), to: addressOf('player3'), id: free.id }
    await send('player3', transferHashpower.call(inject('deployment'), given), 50_000_000_000n)
    await wallet.letGo()
    await claim.reads('The network refused it. Your money is where it was; only the network fee is gone.')
    await claim.reads('The income of one of these goes to somebody else now.')
  })

  test('cancelled in the wallet: the income is where it was', async () => {
    const wallet = await connectAs('player1')
    const claim = await open()
    await wallet.hold()
    const sent = sentHash(claim)
    await claim.click('button', { name: CLAIM_BTC })
    const hash = await sent
    await seen()
    await wallet.replace(hash, 'cancel')
    await wallet.letGo()
    await claim.reads('You cancelled it in your wallet. Your money is where it was')
    await claim.click('button', { name: 'Try again' })
    await claim.reads(/Paid to your wallet: 0\.\d+ tBTC\./)
  })

  test('RPC down meanwhile and back: the figures stay, and say that they are old', async () => {
    await connectAs('player1')
    const claim = await open()
    await claim.get('button', { name: CLAIM_BTC })
    await commands.stopChain()
    await claim.reads(/The network does not answer\. These figures are from/)
    await claim.get('button', { name: CLAIM_BTC })
    await commands.startChain()
    await expect.poll(() => claim.text, { timeout: 10_000 }).not.toContain('These figures are from')
  })
})

describe('a terminated fleet', () => {
  test('offers the refund, says what it pays, and pays it', async () => {
    await commands.defaultMiner('defaulter')
    await commands.advanceDays(10)
    await commands.terminateMiner('defaulter')
    await connectAs('lender')
    const claim = await open()
    await claim.reads('A miner stopped')
    await claim.reads(/price of the days that were not delivered: [\d,.]+ tUSDT for 30 TH\/s of series 4/)
    const refunded = claim.next<RefundedDetail>('dmex-refunded')
    await claim.click('button', { name: /^Take back [\d,.]+ tUSDT$/ })
    expect((await refunded).amount).toBeGreaterThan(0n)
    await claim.reads(/[\d,.]+ tUSDT is back in your wallet\./)
    await expectAccessibleEverywhere(claim.element)
  }, 60_000)
})

describe('for everybody', () => {
  test('in Chinese and in Arabic, from right to left', async () => {
    await connectAs('player2')
    const claim = await open({ lang: 'zh-CN' })
    await claim.reads('您的挖矿收益')
    claim.element.lang = 'ar'
    await claim.reads('دخلك من التعدين')
    const card = (claim.element.shadowRoot as ShadowRoot).querySelector('.card') as Element
    expect(getComputedStyle(card).direction).toBe('rtl')
  })

  test('axe finds nothing: before, while and after', async () => {
    const wallet = await connectAs('player2')
    const claim = await open()
    await claim.get('button', { name: 'Claim all' })
    await expectAccessibleEverywhere(claim.element)
    wallet.beforeNextSend(async () => wallet.rejectNext())
    await claim.click('button', { name: 'Claim all' })
    await claim.reads('The rest is still yours to claim')
    await expectAccessibleEverywhere(claim.element)
    await claim.click('button', { name: 'Try again' })
    await claim.reads(/Paid to your wallet: .* and .*\./)
    await expectAccessibleEverywhere(claim.element)
  })
})
