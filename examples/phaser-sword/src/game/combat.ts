/** How a blow landed. */
export interface Blow {
  /** With the outer part of the blade. */
  readonly tip: boolean
  /** While the enemy was about to strike. */
  readonly counter: boolean
}

/** Damage of a blow: half as much again with the tip, twice as much as a counter. */
export function damageOf(attack: number, { tip, counter }: Blow): number {
  return Math.floor((attack * (tip ? 3 : 2) * (counter ? 2 : 1)) / 2)
}

/** What enemies are worth, base figures of the first wave. */
export const enemies = {
  slime: { health: 30, hurts: 16, points: 10, windUp: 460 },
  bat: { health: 20, hurts: 13, points: 15, windUp: 400 },
  golem: { health: 90, hurts: 32, points: 40, windUp: 700 },
} as const

/** Kinds of enemies. */
export type Kind = keyof typeof enemies

/** The straw dummy that opens a round: no luck in it, so that swords can be compared. */
export const DUMMY_HEALTH = 60

/** Blows that the dummy takes. */
export const hitsForDummy = (attack: number): number => Math.ceil(DUMMY_HEALTH / attack)

/** Who comes in a wave, in order. */
export function waveOf(number: number): readonly Kind[] {
  const slimes = Math.min(2 + number, 7)
  const bats = number < 2 ? 0 : Math.min(number - 1, 5)
  const golems = number < 3 ? 0 : Math.min(Math.floor(number / 3), 3)
  const kinds: Kind[] = []
  for (let turn = 0; kinds.length < slimes + bats + golems; turn++) {
    if (turn < slimes) kinds.push('slime')
    if (turn < bats) kinds.push('bat')
    if (turn < golems) kinds.push('golem')
  }
  return kinds
}

/** Enemies of later waves last longer: 8% a wave. */
export const healthOf = (kind: Kind, wave: number): number =>
  Math.round((enemies[kind].health * (100 + 8 * (wave - 1))) / 100)

/** Blows in a row without being hit: 4 for twice the points, 10 for three times. */
export const multiplierOf = (combo: number): number => (combo >= 10 ? 3 : combo >= 4 ? 2 : 1)
