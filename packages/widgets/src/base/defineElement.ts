import type { DmexElement } from './DmexElement.js'

/** A class of this package: it knows its version and the elements that it draws with. */
export type ElementClass = CustomElementConstructor & Pick<typeof DmexElement, 'version' | 'dependencies'>

/**
 * Registers an element and those that it draws with. A second copy of the script leaves the first one's elements alone and
 * says once which versions met.
 *
 * @param tag - such as `dmex-buy`
 * @param element - its class
 *
 * @example
 * ```ts
 * import { defineElement } from '@dmex/widgets'
 * import { DmexBuy } from '@dmex/widgets/buy/element'
 *
 * defineElement('dmex-buy', DmexBuy)
 * ```
 */
export function defineElement(tag: string, element: ElementClass): void {
  for (const [name, dependency] of Object.entries(element.dependencies)) defineElement(name, dependency)
  const known = customElements.get(tag) as Partial<ElementClass> | undefined
  if (known === element) return
  if (!known) {
    customElements.define(tag, element)
    return
  }
  if (known.version === element.version) return
  // One line for two copies of this package, one for each tag that somebody else took.
  const rival = known.version ?? tag
  if (warned.has(rival)) return
  warned.add(rival)
  // biome-ignore lint/suspicious/noConsole: whoever built the page must learn of it, and nobody else
  console.warn(
    `${tag} ${known.version ?? '(of somebody else)'} was there first, so ${element.version} is not used. Load one version of @dmex/widgets per page.`,
  )
}

const warned = new Set<string>()
