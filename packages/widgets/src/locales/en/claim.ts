/** Words of `dmex-claim`. */
export interface ClaimMessages {
  readonly title: string
}

export const claim: ClaimMessages = {
  title: 'Claim',
}
