/** Words of `dmex-buy`. */
export interface BuyMessages {
  readonly title: string
}

export const buy: BuyMessages = {
  title: 'Buy',
}
