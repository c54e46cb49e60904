import { erc20TransferAbi, erc721TransferFromAbi } from '@dmex/contracts-abi'
import { execute } from '@dmex/sdk'
import { claim } from '@dmex/sdk/earn'
import { buyHashpower, listHashpower, quoteBuy } from '@dmex/sdk/mint'
import { attach, claimSlots } from '@dmex/sdk/rig'
import { castOf, send } from './cast.mjs'

/** What players do, as a program would: through the SDK, without a page. */
export function sdkDeeds(devnet) {
  const people = castOf(devnet)
  return {
    /** Buys units at the price of the moment; the plan finds out that an approval is missing. */
    async buy(who, { seriesId, units }) {
      const client = people[who]
      const { buy } = await quoteBuy(client, { seriesId, units, account: client.account.address })
      await execute(client, await buyHashpower.plan(client, buy))
    },

    async claim(who) {
      const { items } = await listHashpower(people[who], { account: people[who].account.address })
      await claim(people[who], { ids: items.map(({ id }) => id) })
    },

    async attach(who, { sword, powerId }) {
      await execute(people[who], await attach.plan(people[who], { item: sword, powerId }))
    },

    async claimThroughSword(who, { sword }) {
      await claimSlots(people[who], { items: [sword] })
    },

    /** Money for the sword. The hashpower isn't touched: it follows the item. */
    async sell({ sword, from, to, price }) {
      const [seller, buyer] = [people[from], people[to]]
      await send(buyer, devnet.tokens.tUSDT, erc20TransferAbi, [seller.account.address, price])
      await send(seller, sword.collection, erc721TransferFromAbi, [
        seller.account.address,
        buyer.account.address,
        sword.id,
      ])
    },

    async end() {},

    async close() {},
  }
}
