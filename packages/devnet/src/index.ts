export type { OnSettled, SettledDay } from './advance.js'
export type { DevnetClient } from './clients.js'
export type { ControlServer } from './control/http.js'
export type { PageName, PagesOptions } from './control/pages.js'
export { createDevnet, type Devnet, type DevnetOptions, type MinerId } from './devnet.js'
export type { Asset } from './history.js'
export type { Account, Accounts, PersonId, Role } from './people.js'
export { type Profile, type ProfileName, profiles } from './profiles.js'
export type {
  Amount,
  AuctionState,
  DayState,
  DevnetState,
  FleetState,
  HashpowerState,
  LendingState,
  ListingState,
  PersonState,
  PoolState,
} from './state.js'
export type { Games, Tokens } from './world.js'
