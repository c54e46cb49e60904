/** Name of a profile. */
export type ProfileName = 'local' | 'bsc'

/** Names and decimals of the test tokens, after those of a real chain; nothing of that chain is replayed. */
export interface Profile {
  /** One line for `--help`. */
  readonly title: string
  /** Local chain id: never one of a real chain, so that nothing signed here is valid there. */
  readonly chainId: number
  /** Decimals of each test token. */
  readonly decimals: { readonly tUSDT: number; readonly tBTC: number; readonly tFIL: number }
}

/** Every profile. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  local: {
    title: 'chain id 31337; tUSDT 6 decimals, tBTC 8, tFIL 18, as on Ethereum (the default)',
    chainId: 31_337,
    decimals: { tUSDT: 6, tBTC: 8, tFIL: 18 },
  },
  bsc: {
    title: 'chain id 31338; tUSDT, tBTC and tFIL all 18 decimals, as on BNB Smart Chain',
    chainId: 31_338,
    decimals: { tUSDT: 18, tBTC: 18, tFIL: 18 },
  },
}
