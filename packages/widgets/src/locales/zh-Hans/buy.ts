import type { BuyMessages } from '../en/buy.js'

export const buy: BuyMessages = {
  title: 'Buy',
}
