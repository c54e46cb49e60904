import { NOBODY } from '../core/nobody.js'
import type { Address } from '../core/types.js'

/** Shares of a slot's income in basis points. The player, who controls the item, gets the rest and every rounding. */
export type Terms = {
  /** Account of the studio. */
  readonly studio?: Address | undefined
  /** The studio's share, at most 5000 basis points. */
  readonly studioBps?: number | undefined
  /** Account of the guild. */
  readonly guild?: Address | undefined
  /** The guild's share, at most 5000 basis points. */
  readonly guildBps?: number | undefined
  /** The lender's share in basis points; only for lent power. */
  readonly lenderBps?: number | undefined
}

/** Terms as the contract takes them. */
export const toTerms = ({
  studio = NOBODY,
  studioBps = 0,
  guild = NOBODY,
  guildBps = 0,
  lenderBps = 0,
}: Terms): Required<{ [Name in keyof Terms]: NonNullable<Terms[Name]> }> => ({
  studio,
  studioBps,
  guild,
  guildBps,
  lenderBps,
})
