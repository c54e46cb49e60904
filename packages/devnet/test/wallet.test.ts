import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashpower } from '@dmex/sdk'
import { buyHashpower, quoteBuy } from '@dmex/sdk/mint'
import axe, { type AxeResults } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright'
import { encodeFunctionData, erc20Abi, verifyMessage, verifyTypedData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchOptions } from '../../../tools/lib/browser.mjs'
import { createDevnet, type Devnet } from '../src/devnet.js'

let devnet: Devnet
let browser: Browser
let folder: string
let url: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmex-wallet-'))
  const html =
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title></head><body><h1>Page</h1></body></html>'
  await writeFile(join(folder, 'index.html'), html)
  await writeFile(join(folder, 'zh.html'), html.replace('lang="en"', 'lang="zh-Hans"'))
  devnet = await createDevnet()
  url = (await devnet.openPages({ folders: { '/': folder } })).url
  browser = await chromium.launch(launchOptions())
})
afterAll(async () => {
  await browser?.close()
  await devnet?.stop()
  await rm(folder, { recursive: true })
})

interface Outcome {
  readonly result?: unknown
  readonly code?: number
  readonly message?: string
}

/** What a page does to find the wallet: it listens to announcements, and asks for them. */
interface PageWithWallet {
  wallet: { request(asked: object): Promise<unknown>; on(event: string, listener: (value: unknown) => void): unknown }
  info: { name: string; rdns: string; icon: string }
  events: unknown[]
}

async function open(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(url + path)
  await find(page)
  return page
}

async function find(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.addEventListener('eip6963:announceProvider', (event) => {
          const { info, provider } = (event as CustomEvent).detail
          const events: unknown[] = []
          for (const name of ['accountsChanged', 'chainChanged'])
            provider.on(name, (value: unknown) => events.push([name, value]))
          Object.assign(window, { wallet: provider, info, events })
          resolve()
        })
        window.dispatchEvent(new Event('eip6963:requestProvider'))
      }),
  )
}

/** Asks the wallet as a page does; meanwhile somebody may answer its dialog. */
const ask = (page: Page, method: string, params: readonly unknown[] = []): Promise<Outcome> =>
  page.evaluate(
    ([name, values]) =>
      (window as unknown as PageWithWallet).wallet
        .request({ method: name, params: values })
        .then((result) => ({ result }))
        .catch(({ code, message }: Outcome) => ({ code, message })) as Promise<Outcome>,
    [method, params] as const,
  )

async function connect(page: Page, name: string): Promise<void> {
  const connected = ask(page, 'eth_requestAccounts')
  await page.getByRole('dialog').getByRole('radio', { name }).check()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await connected
}

// biome-ignore lint/performance/useDomNodeTextContent: a locator's, which gives what is seen, line by line.
const wordsOf = (shown: Locator): Promise<string> => shown.innerText()

/** Answers the dialog that comes up, and returns what it says. */
async function answer(page: Page, button: string): Promise<string> {
  const dialog = page.getByRole('dialog')
  const text = await wordsOf(dialog)
  await dialog.getByRole('button', { name: button, exact: true }).click()
  return text
}

describe('the Devnet test wallet', () => {
  it('announces itself to a page under a strict policy, which knows nothing of it', async () => {
    const page = await open()
    const { info } = await page.evaluate(() => ({ info: (window as unknown as PageWithWallet).info }))
    expect(info).toMatchObject({ name: 'Devnet test wallet', rdns: 'dev.dmex.wallet' })
    expect(info.icon).toMatch(/^data:image\/svg/)
    const policy = (await fetch(url)).headers.get('content-security-policy')
    expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(await ask(page, 'eth_chainId')).toEqual({ result: '0x7a69' })
    expect(await ask(page, 'eth_accounts')).toEqual({ result: [] })
    expect(await ask(page, 'eth_blockNumber')).toMatchObject({ result: expect.stringMatching(/^0x/) })
  })

  it('lets a visitor choose who to be, and remembers it', async () => {
    const page = await open()
    const connected = ask(page, 'eth_requestAccounts')
    const dialog = page.getByRole('dialog', { name: 'Who do you want to be?' })
    expect(await wordsOf(dialog)).toMatch(/Ada\s+player\s+0x\w+…\w+ · 89,559 tUSDT/)
    await dialog.getByRole('radio', { name: 'Cleo' }).check()
    await dialog.getByRole('button', { name: 'Connect' }).click()
    const cleo = devnet.accounts.player3.address
    expect(await connected).toEqual({ result: [cleo] })
    expect(await page.evaluate(() => (window as unknown as PageWithWallet).events)).toEqual([
      ['accountsChanged', [cleo]],
    ])

    await page.reload()
    await find(page)
    expect(await ask(page, 'eth_accounts')).toEqual({ result: [cleo] })
    await page.getByRole('button', { name: /Test wallet: Cleo/ }).click()
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await expect.poll(() => ask(page, 'eth_accounts')).toEqual({ result: [] })
  })

  it('says 4001 when a visitor rejects, by button or by Escape, and 4100 to a page that is not connected', async () => {
    const page = await open()
    const first = ask(page, 'eth_requestAccounts')
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await first).toMatchObject({ code: 4001 })
    const second = ask(page, 'eth_requestAccounts')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    expect(await second).toMatchObject({ code: 4001 })
    expect(await ask(page, 'eth_sendTransaction', [{ to: devnet.tokens.tUSDT }])).toMatchObject({ code: 4100 })
    await connect(page, 'Ada')
    const asBo = { from: devnet.accounts.player2.address, to: devnet.tokens.tUSDT }
    expect(await ask(page, 'eth_sendTransaction', [asBo])).toMatchObject({ code: 4100 })
    expect(await ask(page, 'anvil_mine')).toMatchObject({ code: 4200 })
    expect(await ask(page, 'eth_sign', [])).toMatchObject({ code: 4200 })
  })

  it('shows what a purchase costs and brings before it is sent', async () => {
    const page = await open()
    await connect(page, 'Ada')
    const ada = devnet.as('player1')
    const { buy } = await quoteBuy(ada, { seriesId: 1, units: hashpower('2 TH'), account: ada.account.address })
    const { call } = buyHashpower
    const approval = encodeFunctionData({
      abi: erc20Abi,
      functionName: 'approve',
      args: [devnet.addresses.primarySale ?? '0x', 212_000_000n],
    })
    const calls = [{ to: devnet.tokens.tUSDT, data: approval }, call(devnet.deployment, buy)]
    const before = await balance()
    const said: string[] = []
    for (const { to, data } of calls) {
      const sent = ask(page, 'eth_sendTransaction', [{ to, data }])
      said.push(await answer(page, 'Confirm'))
      expect(await sent).toMatchObject({ result: expect.stringMatching(/^0x[0-9a-f]{64}$/) })
    }
    expect(said[0]).toMatch(/Allow to take[\s\S]*You allow[\s\S]*to take up to 212 tUSDT/)
    expect(said[1]).toMatch(/Buy[\s\S]*You pay\s+212 tUSDT[\s\S]*You get\s+Hashpower #1-\d+[\s\S]*Primary sale/)
    expect(before - (await balance())).toBe(212_000_000n)

    async function balance(): Promise<bigint> {
      const data = `0x70a08231${ada.account.address.slice(2).padStart(64, '0')}`
      const { result } = await ask(page, 'eth_call', [{ to: devnet.tokens.tUSDT, data }, 'latest'])
      return BigInt(String(result))
    }
  })

  it('says why a transaction would fail, and sends nothing when it is rejected', async () => {
    const page = await open()
    await connect(page, 'Bo')
    const data = `0xa9059cbb${devnet.accounts.player1.address.slice(2).padStart(64, '0')}${'f'.repeat(64)}`
    const sent = ask(page, 'eth_sendTransaction', [{ to: devnet.tokens.tUSDT, data }])
    expect(await answer(page, 'Reject')).toMatch(/This would fail: ERC20InsufficientBalance/)
    expect(await sent).toMatchObject({ code: 4001 })
  })

  it('signs messages and structured data with the account that was chosen', async () => {
    const page = await open()
    await connect(page, 'Ada')
    const { address } = devnet.accounts.player1
    const message = ask(page, 'personal_sign', ['0x68656c6c6f20776f726c64', address])
    expect(await answer(page, 'Sign')).toMatch(/hello world/)
    const signature = (await message).result as `0x${string}`
    expect(await verifyMessage({ address, message: 'hello world', signature })).toBe(true)

    const typed = {
      domain: {
        name: 'Test Tether USD',
        version: '1',
        chainId: devnet.chainId,
        verifyingContract: devnet.tokens.tUSDT,
      },
      types: { Permit: ['owner address', 'spender address', 'value uint256'].map(field) },
      primaryType: 'Permit',
      message: { owner: address, spender: devnet.addresses.hashpower, value: '5000000' },
    } as const
    const permit = ask(page, 'eth_signTypedData_v4', [address, JSON.stringify(typed)])
    expect(await answer(page, 'Sign')).toMatch(/Hashpower to take up to 5 tUSDT/)
    const permitted = (await permit).result as `0x${string}`
    const value = { ...typed, message: { ...typed.message, value: 5_000_000n }, address, signature: permitted }
    expect(await verifyTypedData(value as Parameters<typeof verifyTypedData>[0])).toBe(true)

    const elsewhere = { ...typed, domain: { ...typed.domain, chainId: 1 } }
    expect(await ask(page, 'eth_signTypedData_v4', [address, JSON.stringify(elsewhere)])).toMatchObject({
      code: -32602,
    })

    function field(text: string): { readonly name: string; readonly type: string } {
      const [name = '', type = ''] = text.split(' ')
      return { name, type }
    }
  })

  it('can be on another network, and switches when asked', async () => {
    const page = await open()
    const connected = ask(page, 'eth_requestAccounts')
    await page.getByLabel('Network').selectOption('1')
    await page.getByRole('button', { name: 'Connect' }).click()
    await connected
    expect(await ask(page, 'eth_chainId')).toEqual({ result: '0x1' })
    expect(await ask(page, 'eth_blockNumber')).toMatchObject({ code: 4901 })
    expect(await ask(page, 'eth_sendTransaction', [{ to: devnet.tokens.tUSDT }])).toMatchObject({ code: 4901 })
    expect(await ask(page, 'wallet_switchEthereumChain', [{ chainId: '0x38' }])).toMatchObject({ code: 4902 })

    const refused = ask(page, 'wallet_switchEthereumChain', [{ chainId: '0x7a69' }])
    await answer(page, 'Reject')
    expect(await refused).toMatchObject({ code: 4001 })
    const switched = ask(page, 'wallet_switchEthereumChain', [{ chainId: '0x7a69' }])
    await answer(page, 'Switch')
    expect(await switched).toEqual({ result: null })
    const added = ask(page, 'wallet_addEthereumChain', [
      { chainId: '0x38', chainName: 'Else', rpcUrls: [`${url}/rpc`] },
    ])
    expect(await answer(page, 'Add and switch')).toMatch(/Add Else \(56\)\?/)
    expect(await added).toEqual({ result: null })
    const { events } = await page.evaluate(() => ({ events: (window as unknown as PageWithWallet).events }))
    const chains = (events as readonly (readonly [string, unknown])[]).filter(([name]) => name === 'chainChanged')
    expect(chains.map(([, chainId]) => chainId)).toEqual(['0x1', '0x7a69', '0x38'])
  })

  it('works with the keyboard alone, and never confirms by a key that is still held down', async () => {
    const page = await open()
    const connected = ask(page, 'eth_requestAccounts')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('ArrowDown')
    for (let tabs = 0; tabs < 8; tabs++) {
      await page.keyboard.press('Tab')
      if ((await focused(page)) === 'Connect') break
    }
    await page.keyboard.press('Enter')
    expect(await connected).toEqual({ result: [devnet.accounts.player2.address] })

    const sent = ask(page, 'eth_sendTransaction', [{ to: devnet.accounts.player1.address, value: '0x1' }])
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Enter')
    expect(await page.getByRole('dialog').isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await sent).toMatchObject({ code: 4001 })
  })

  it('speaks Chinese on a Chinese page', async () => {
    const page = await open('/zh.html')
    const connected = ask(page, 'eth_requestAccounts')
    expect(await answer(page, '连接')).toMatch(/您想扮演谁？/)
    await connected
    const sent = ask(page, 'eth_sendTransaction', [{ to: devnet.accounts.player2.address, value: '0xde0b6b3a7640000' }])
    expect(await answer(page, '拒绝')).toMatch(/发送[\s\S]*您支付\s+1 ETH/)
    expect(await sent).toMatchObject({ code: 4001 })
  })

  it('has nothing that axe objects to, light or dark, in both languages', async () => {
    for (const path of ['/', '/zh.html'])
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await open(path, { colorScheme, reducedMotion: 'reduce' })
        const asked = ask(page, 'eth_requestAccounts')
        await page.getByRole('dialog').waitFor()
        expect(await judge(page)).toEqual([])
        await page.keyboard.press('Escape')
        await asked
      }
  })

  it('has every word in both languages', async () => {
    const { texts } = (await import(new URL('../page/wallet/texts.js', import.meta.url).href)) as {
      texts: Record<'zh' | 'en', Record<string, string>>
    }
    expect(Object.keys(texts.zh).sort()).toEqual(Object.keys(texts.en).sort())
  })
})

/** What axe finds in the wallet's corner of the page. */
async function judge(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const { violations, passes } = (await page.evaluate(`axe.run('dmex-devnet-wallet')`)) as AxeResults
  expect(passes.length).toBeGreaterThan(5)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? '')

describe('pages beside the market', () => {
  it('learn of the deployment, and of no key', async () => {
    const response = await fetch(`${url}/deployment.json`)
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({
      chainId: devnet.chainId,
      rpcUrl: devnet.rpcUrl,
      addresses: { hashpower: devnet.addresses.hashpower },
    })
    expect(text).not.toContain(devnet.accounts.player1.privateKey)
  })

  it('come as what they are, and from their folder only', async () => {
    await writeFile(join(folder, 'look.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
    expect((await fetch(`${url}/look.svg`)).headers.get('content-type')).toMatch(/image\/svg/)
    expect((await fetch(`${url}/`)).headers.get('content-type')).toMatch(/text\/html/)
    expect((await fetch(`${url}/..%2f..%2fetc%2fpasswd`)).status).toBe(404)
    expect((await fetch(`${url}/%00`)).status).toBe(404)
    expect((await fetch(`${url}/nothing.html`)).status).toBe(404)
  })

  it('are shut to other sites, and the wallet open to this machine only', async () => {
    const from = (origin: string): Promise<Response> => fetch(`${url}/wallet.js`, { headers: { origin } })
    expect((await from('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
    expect((await from('http://localhost:3000')).headers.get('access-control-allow-origin')).toBe(
      'http://localhost:3000',
    )
    expect((await fetch(`${url}/rpc`, { method: 'POST', body: '{}' })).status).toBe(400)
  })

  it('are linked to from the control page, by their name', async () => {
    const shop = await devnet.openPages({ folders: { '/': folder }, id: 'shop', name: { en: 'A shop', zh: '商店' } })
    const { pages } = (await (await fetch(`${url}/deployment.json`)).json()) as { pages: object }
    expect(pages).toEqual({ shop: shop.url })
    const control = await devnet.openControl(18_660)
    const page = await browser.newPage()
    await page.goto(control.url)
    expect(await page.getByRole('link', { name: 'A shop' }).getAttribute('href')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })
})
