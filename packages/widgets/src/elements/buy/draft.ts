// What somebody typed survives a reload of the tab, and nobody else sees it.

const keyFor = (chainId: number, seriesId: number): string => `dmex.buy@1:${chainId}:${seriesId}`

/** The amount that was typed for a series before the page was reloaded. */
export function readDraft(chainId: number, seriesId: number): string | undefined {
  try {
    return sessionStorage.getItem(keyFor(chainId, seriesId)) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps, or (`undefined`) forgets, what was typed. */
export function writeDraft(chainId: number, seriesId: number, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(keyFor(chainId, seriesId))
    else sessionStorage.setItem(keyFor(chainId, seriesId), text)
  } catch {
    // No storage in a sandboxed frame: the amount is typed again.
  }
}
