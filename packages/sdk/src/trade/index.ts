export { type Proceeds, proceedsOf } from '../core/proceeds.js'
export type { Blocker } from '../core/series.js'
export type { Hashpower, HashpowerState, TakenAt, Token } from '../core/views.js'
export { acceptOffer } from './acceptOffer.js'
export { buy } from './buy.js'
export { buyUnits } from './buyUnits.js'
export { cancelListing } from './cancelListing.js'
export { cancelOffer } from './cancelOffer.js'
export { collectFees } from './collectFees.js'
export { getCredit } from './getCredit.js'
export { getListing } from './getListing.js'
export { type Credit, getMarket } from './getMarket.js'
export { getOffer } from './getOffer.js'
export { list } from './list.js'
export type { Listing } from './listing.js'
export { listListings } from './listListings.js'
export { listOffers } from './listOffers.js'
export { listWithPermit } from './listWithPermit.js'
export { makeOffer } from './makeOffer.js'
export { makeSeriesOffer } from './makeSeriesOffer.js'
export type { Offer } from './offer.js'
export {
  breakEvenDay,
  daysLeftOf,
  type Offered,
  offerBrings,
  type Priced,
  priceOfMeasure,
  priceOfUnits,
  pricePerDay,
  type Term,
} from './prices.js'
export { setMarketPaused } from './setMarketPaused.js'
export { withdrawCredit } from './withdrawCredit.js'
