type Politeness = 'polite' | 'assertive'

const KEY: unique symbol = Symbol.for('dmex.announcer@1')

/**
 * Says something to people who listen to the page. One live region of each kind serves the whole page, also when several copies
 * of the script are on it.
 */
export function announce(text: string, politeness: Politeness = 'polite'): void {
  if (typeof document === 'undefined' || text === '') return
  const region = regionFor(politeness)
  // The same words twice are two messages: an empty region in between makes readers say them again.
  region.textContent = ''
  setTimeout(() => {
    region.textContent = text
  }, 50)
}

function regionFor(politeness: Politeness): HTMLElement {
  const page = globalThis as { [KEY]?: Partial<Record<Politeness, HTMLElement>> }
  page[KEY] ??= {}
  const known = page[KEY][politeness]
  if (known?.isConnected) return known
  const region = document.createElement('div')
  region.setAttribute('role', politeness === 'assertive' ? 'alert' : 'status')
  region.setAttribute('aria-live', politeness)
  region.dataset.dmexAnnouncer = politeness
  // Set one by one: a strict style-src forbids the style attribute, not the CSSOM.
  for (const [name, value] of Object.entries({
    position: 'absolute',
    'inline-size': '1px',
    'block-size': '1px',
    overflow: 'hidden',
    'clip-path': 'inset(50%)',
    'white-space': 'nowrap',
  }))
    region.style.setProperty(name, value)
  document.body.append(region)
  page[KEY][politeness] = region
  return region
}
