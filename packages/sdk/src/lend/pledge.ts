/** One hashpower NFT, and what to borrow against it. */
export interface Pledge {
  /** The hashpower NFT. */
  readonly id: bigint
  /** Base units of the pool's asset. */
  readonly amount: bigint
}

/** What to ask of an NFT: all that it carries, when the amount is left out. */
export interface PledgeQuestion extends Omit<Pledge, 'amount'> {
  readonly amount?: bigint | undefined
}

/** Pledges as the contracts take them. */
export const toPledges = (pledges: readonly PledgeQuestion[]): readonly Pledge[] =>
  pledges.map(({ id, amount = 0n }) => ({ id, amount }))
