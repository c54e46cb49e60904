// How a person, or a screen reader, finds their way through an element: the tree as it is shown, roles, names, and text.

/** Every element in it, itself first, as it is shown: shadow trees open, slots filled. */
export function* walk(root: Element): Generator<Element> {
  yield root
  for (const child of shownChildren(root)) if (child instanceof Element) yield* walk(child)
}

function shownChildren(element: Element): readonly Node[] {
  if (element.shadowRoot) return [...element.shadowRoot.childNodes]
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes()
    if (assigned.length > 0) return assigned
  }
  return [...element.childNodes]
}

/** Whether it is drawn at all. What is only clipped away, for screen readers, counts as shown. */
export function isShown(element: Element): boolean {
  return getComputedStyle(element).display === 'contents' || element.checkVisibility({ visibilityProperty: true })
}

const SILENT: ReadonlySet<string> = new Set(['STYLE', 'SCRIPT', 'TEMPLATE', 'TITLE'])

/** What it shows, in reading order, spaces folded. */
export function textOf(element: Element): string {
  return [...words(element)].join('').replace(/\s+/g, ' ').trim()
}

function* words(node: Node): Generator<string> {
  if (node instanceof Text) yield node.data
  if (!(node instanceof Element) || SILENT.has(node.tagName) || !isShown(node)) return
  const isInline = getComputedStyle(node).display.startsWith('inline')
  if (!isInline) yield ' '
  for (const child of shownChildren(node)) yield* words(child)
  if (!isInline) yield ' '
}

const BY_TAG: Readonly<Record<string, string>> = {
  BUTTON: 'button',
  DIALOG: 'dialog',
  H1: 'heading',
  H2: 'heading',
  H3: 'heading',
  H4: 'heading',
  IMG: 'img',
  LI: 'listitem',
  METER: 'meter',
  NAV: 'navigation',
  OL: 'list',
  OPTION: 'option',
  OUTPUT: 'status',
  PROGRESS: 'progressbar',
  SELECT: 'combobox',
  SUMMARY: 'button',
  TABLE: 'table',
  TD: 'cell',
  TEXTAREA: 'textbox',
  TH: 'columnheader',
  TR: 'row',
  UL: 'list',
}

const BY_TYPE: Readonly<Record<string, string>> = {
  button: 'button',
  checkbox: 'checkbox',
  number: 'spinbutton',
  radio: 'radio',
  range: 'slider',
  search: 'searchbox',
  submit: 'button',
}

/** Its role: the one it names, else the one of its tag. */
export function roleOf(element: Element): string | undefined {
  const said = element.getAttribute('role')
  if (said) return said
  if (element instanceof HTMLAnchorElement) return element.href ? 'link' : undefined
  if (element instanceof HTMLInputElement) return BY_TYPE[element.type] ?? 'textbox'
  return BY_TAG[element.tagName]
}

/** What a screen reader calls it. */
export function accessibleName(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot
  const labelledBy = element.getAttribute('aria-labelledby')
  const others = labelledBy?.split(/\s+/).map((id) => root.getElementById(id))
  const named = others?.map((other) => (other ? textOf(other) : '')).join(' ')
  if (named) return named
  const label = element.getAttribute('aria-label')
  if (label) return label
  const labels = (element as Partial<HTMLInputElement>).labels
  if (labels && labels.length > 0) return [...labels].map(textOf).join(' ')
  if (element instanceof HTMLImageElement) return element.alt
  return spokenText(element) || (element.getAttribute('title') ?? '')
}

function spokenText(element: Element): string {
  return [...spoken(element)].join('').replace(/\s+/g, ' ').trim()
}

function* spoken(node: Node): Generator<string> {
  if (node instanceof Text) yield node.data
  if (!(node instanceof Element) || SILENT.has(node.tagName)) return
  if (node.getAttribute('aria-hidden') === 'true' || !isShown(node)) return
  if (node instanceof HTMLImageElement) yield node.alt
  for (const child of shownChildren(node)) yield* spoken(child)
}
