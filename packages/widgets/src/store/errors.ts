/** EIP-1193: the person said no. */
export const USER_REJECTED = 4001

/** Walks from an error to its causes. */
export function* causes(error: unknown): Generator<Record<string, unknown>> {
  const seen = new Set<unknown>()
  let each = error
  while (typeof each === 'object' && each !== null && !seen.has(each)) {
    seen.add(each)
    yield each as Record<string, unknown>
    const { cause, data } = each as { cause?: unknown; data?: { originalError?: unknown } }
    // Some wallets put the real error into `data.originalError`.
    each = cause ?? data?.originalError
  }
}

/** The first numeric code of an error or of what caused it. */
export function codeIn(error: unknown): number | undefined {
  for (const { code } of causes(error)) if (typeof code === 'number') return code
  return undefined
}

/** Whether an error, or anything that caused it, has a code. Wallets hide the telling one behind a general one. */
export function hasCode(error: unknown, wanted: number): boolean {
  for (const { code } of causes(error)) if (code === wanted) return true
  return false
}

/** Whether a person declined: code 4001 anywhere among the causes, or the SDK's own name for it; never by its English text. */
export function isRejection(error: unknown): boolean {
  for (const { code } of causes(error)) if (code === USER_REJECTED || code === 'UserRejected') return true
  return false
}
