import { accessibleName, isShown, roleOf, textOf, walk } from './reading.js'

/** How long a harness waits for something that must happen, milliseconds. */
const PATIENCE_MS = 10_000

/** Which element is meant, as a person would say it: "the button called Buy". */
export interface ByRole {
  /** Its accessible name: all of it, or what it matches. */
  readonly name?: string | RegExp | undefined
}

/**
 * Handles an element in a test as a person does: by what can be read and pressed, never by how it is built inside. Harnesses of
 * single elements extend it.
 *
 * @example
 * ```ts
 * import '@dmex/widgets/buy'
 * import { ElementHarness } from '@dmex/widgets/testing'
 *
 * const buy = new ElementHarness(document.querySelector('dmex-buy'))
 * await buy.type('Amount', '2 TH')
 * await buy.click('button', { name: 'Buy' })
 * await buy.reads(/Done/)
 * ```
 */
export class ElementHarness<Host extends HTMLElement = HTMLElement> {
  /** The element itself. */
  readonly element: Host

  /** @throws Error when there is no element */
  constructor(element: Host | null | undefined) {
    if (!element) throw new Error('There is no such element on the page, so nothing can be done to it.')
    this.element = element
  }

  /** Waits until the element and everything in it has drawn. */
  async drawn(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      const each = [...walk(this.element)] as (HTMLElement & { readonly updateComplete?: Promise<unknown> })[]
      await Promise.all(each.map(({ updateComplete }) => updateComplete))
    }
  }

  /** Everything that it shows, in reading order, spaces folded. Hidden parts are left out. */
  get text(): string {
    return textOf(this.element)
  }

  /** Everything in it that has a role, also in shadow trees, in reading order. Hidden parts are left out. */
  all(role: string, { name }: ByRole = {}): readonly HTMLElement[] {
    return [...walk(this.element)].filter((each): each is HTMLElement => {
      if (!(each instanceof HTMLElement || each instanceof SVGElement) || roleOf(each) !== role) return false
      return isShown(each) && (name === undefined || matches(accessibleName(each), name))
    })
  }

  /** The first that has a role and a name, if it is there. */
  find(role: string, by: ByRole = {}): HTMLElement | undefined {
    return this.all(role, by)[0]
  }

  /**
   * The first that has a role and a name; waits for it.
   *
   * @throws Error when it does not come; the message lists what is there
   */
  async get(role: string, by: ByRole = {}): Promise<HTMLElement> {
    return this.until(
      () => this.find(role, by),
      () => {
        const there = this.all(role).map((each) => `"${accessibleName(each)}"`)
        return `There is no ${role} called ${by.name ?? 'anything'}. There is: ${there.join(', ') || 'none'}. It reads: ${this.text}`
      },
    )
  }

  /** Presses something, once it is there. */
  async click(role: string, by: ByRole = {}): Promise<void> {
    const target = await this.get(role, by)
    target.focus()
    target.click()
    await this.drawn()
  }

  /** Writes into a field in place of what is there, by the field's label. */
  async type(label: string | RegExp, text: string): Promise<void> {
    const field = await this.until(
      () => this.find('textbox', { name: label }) ?? this.find('spinbutton', { name: label }) ?? this.find('searchbox'),
      () => `There is no field called ${label}. It reads: ${this.text}`,
    )
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
      throw new Error(`"${label}" is no field that can be written into.`)
    field.focus()
    field.value = text
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, data: text }))
    field.dispatchEvent(new Event('change', { bubbles: true, composed: true }))
    await this.drawn()
  }

  /** Waits until it reads something. */
  async reads(text: string | RegExp): Promise<void> {
    await this.until(
      () => (contains(this.text, text) ? true : undefined),
      () => `It never read ${text}. It reads: ${this.text}`,
    )
  }

  /** Waits for an event of it; gives its detail back. Call it before what causes the event. */
  next<Detail = unknown>(type: string): Promise<Detail> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${type} did not come. It reads: ${this.text}`)), PATIENCE_MS)
      const take = (event: Event): void => {
        clearTimeout(timer)
        resolve((event as CustomEvent<Detail>).detail)
      }
      this.element.addEventListener(type, take, { once: true })
    })
  }

  /** What has the focus, also within shadow trees. */
  static get focused(): Element | undefined {
    let focused = document.activeElement
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
    return focused ?? undefined
  }

  /** Waits until something is there. */
  protected async until<Found>(look: () => Found | undefined, complaint: () => string): Promise<Found> {
    const end = Date.now() + PATIENCE_MS
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      if (Date.now() > end) throw new Error(complaint())
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}

function matches(name: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? name === wanted : wanted.test(name)
}

function contains(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)
}
