import type { ClaimMessages } from '../en/claim.js'

export const claim: ClaimMessages = {
  title: 'Claim',
}
