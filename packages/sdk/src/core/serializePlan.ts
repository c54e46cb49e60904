import type { Plan } from './plan.js'

/**
 * Writes a plan as JSON text, amounts included: to store it, to post it to a backend, to hand it to a game engine.
 *
 * @param plan - from an action's `.plan`
 *
 * @example
 * ```ts
 * import { parsePlan, type Plan, serializePlan } from '@dmex/sdk'
 *
 * export const copy = (plan: Plan): Plan => parsePlan(serializePlan(plan))
 * ```
 */
export function serializePlan(plan: Plan): string {
  return JSON.stringify(plan, (_, value) => (typeof value === 'bigint' ? { $bigint: `${value}` } : value))
}

/**
 * Reads a plan that {@link serializePlan} wrote. Its event type is what you say it is.
 *
 * @param text - from `serializePlan`
 * @throws SyntaxError when the text is not JSON
 *
 * @example
 * ```ts
 * import { type DmexClient, execute, parsePlan } from '@dmex/sdk'
 *
 * export const run = (client: DmexClient, text: string) => execute(client, parsePlan(text))
 * ```
 */
export function parsePlan<Event = unknown>(text: string): Plan<Event> {
  return JSON.parse(text, (_, value) =>
    value !== null && typeof value === 'object' && typeof value.$bigint === 'string' ? BigInt(value.$bigint) : value,
  )
}
