import { DmexError } from '../../src/errors/index.js'

/** What a promise fails with. */
export async function failure(promise: Promise<unknown>): Promise<DmexError> {
  let value: unknown
  try {
    value = await promise
  } catch (error) {
    if (error instanceof DmexError) return error
    throw error
  }
  throw new Error(
    `expected it to fail, and it gave ${JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}` : each))}`,
  )
}
