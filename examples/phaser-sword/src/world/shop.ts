// The studio's shop, declared for the SDK: simulations, approvals, errors and receipts come with it.
import {
  gameShopBuyAbi,
  gameShopIsOpenAbi,
  gameShopItemListedEventAbi,
  gameShopItemSoldEventAbi,
  gameShopItemWithdrawnEventAbi,
  gameShopListAbi,
  gameShopListingOfAbi,
  gameShopWithdrawAbi,
} from '@dmex/contracts-abi'
import { defineWrite, type EventOf, type WriteAction } from '@dmex/sdk'
import type { Address } from './types.js'

interface At {
  readonly shop: Address
  readonly collection: Address
  readonly id: bigint
}

/** How long a sword stays on sale, seconds. */
const SALE = 30 * 86_400

/** Puts a sword on sale as it is: any change of its hashpower ends the sale. */
export const listSword: WriteAction<
  At & { readonly price: bigint },
  EventOf<typeof gameShopItemListedEventAbi>
> = /*#__PURE__*/ defineWrite({
  name: 'shop.listSword',
  contract: ({ shop }) => shop,
  abi: gameShopListAbi,
  args: ({ collection, id, price }) => [collection, id, price, SALE],
  requires: ({ shop, collection, id }) => [{ kind: 'nft', collection, id, operator: shop }],
  event: gameShopItemListedEventAbi,
})

/** Takes a sword off sale. */
export const withdrawSword: WriteAction<At, EventOf<typeof gameShopItemWithdrawnEventAbi>> = /*#__PURE__*/ defineWrite({
  name: 'shop.withdrawSword',
  contract: ({ shop }) => shop,
  abi: gameShopWithdrawAbi,
  args: ({ collection, id }) => [collection, id],
  event: gameShopItemWithdrawnEventAbi,
})

/** Buys a sword, if it still is what the buyer saw. */
export const buySword: WriteAction<
  At & { readonly price: bigint; readonly stateHash: `0x${string}`; readonly money: Address },
  EventOf<typeof gameShopItemSoldEventAbi>
> = /*#__PURE__*/ defineWrite({
  name: 'shop.buySword',
  contract: ({ shop }) => shop,
  abi: gameShopBuyAbi,
  args: ({ collection, id, price, stateHash }) => [collection, id, price, stateHash],
  requires: ({ shop, money, price }) => [{ kind: 'erc20', token: money, amount: price, spender: shop }],
  event: gameShopItemSoldEventAbi,
})

export { gameShopIsOpenAbi, gameShopItemSoldEventAbi, gameShopListingOfAbi }
