const CLEAR = 'dmex-clear-top-layer'

/**
 * Has everything of ours leave the browser's top layer. Called before a wallet is asked: one that draws itself into the page
 * would lie underneath, where nobody can see or press it.
 */
export function clearTopLayer(): void {
  if (typeof document !== 'undefined') document.dispatchEvent(new Event(CLEAR))
}

/** Calls back when the top layer must be left; gives back what ends it. */
export function onClearTopLayer(leave: () => void): () => void {
  document.addEventListener(CLEAR, leave)
  return () => document.removeEventListener(CLEAR, leave)
}
