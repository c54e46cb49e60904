import type { DmexConnect } from '../elements/connect/connect.js'
import { ElementHarness } from './harness.js'

/** Handles a `dmex-connect` as a visitor does. */
export class ConnectHarness extends ElementHarness<DmexConnect> {
  /** Opens the list of wallets. */
  async open(): Promise<void> {
    await this.click('button', { name: /connect wallet/i })
  }

  /** Opens the list of wallets and chooses one. */
  async connectBy(wallet: string): Promise<void> {
    await this.open()
    await this.click('button', { name: wallet })
  }

  /** Opens the menu of the account and chooses from it. */
  async choose(item: string | RegExp): Promise<void> {
    await this.click('button', { name: /^Account/ })
    await this.click('menuitem', { name: item })
  }

  /** Names of the wallets that are offered. */
  get wallets(): readonly string[] {
    return this.all('listitem').map(({ textContent }) => textContent?.trim() ?? '')
  }

  /** Whether the button of a connected account is shown. */
  get isConnected(): boolean {
    return this.find('button', { name: /^Account/ }) !== undefined
  }
}
