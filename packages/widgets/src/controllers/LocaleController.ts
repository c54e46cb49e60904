import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { english } from '../locales/en/index.js'
import { type LocaleName, loadedLocale, loadLocale, localeFor } from '../locales/load.js'
import type { Messages } from '../locales/types.js'
import { amountText, dateText, type Money, percentText } from './formats.js'
import { type Takeover, takeoverOf } from './takeover.js'

interface Host extends ReactiveControllerHost, HTMLElement {}

const WATCHED: MutationObserverInit = { attributes: true, attributeFilter: ['lang', 'dir'], subtree: true }

const hosts = new Set<LocaleController>()
let observer: MutationObserver | undefined

/** Looks for changes of `lang` and `dir` in the document, and in the shadow trees around an element, once for all elements. */
function watchAround(host: Element): void {
  observer ??= new MutationObserver(() => {
    for (const each of hosts) each.refresh()
  })
  let root = host.getRootNode()
  while (root instanceof ShadowRoot) {
    observer.observe(root, WATCHED)
    root = root.host.getRootNode()
  }
  observer.observe(document.documentElement, WATCHED)
}

/** Words and numbers in the language of the nearest `lang`, and the direction of the nearest `dir`. */
export class LocaleController implements ReactiveController {
  readonly #host: Host
  readonly #takeover: Takeover
  #language: string | undefined

  constructor(host: Host) {
    this.#host = host
    this.#takeover = takeoverOf(host)
    host.addController(this)
  }

  /** The words. English until another language has arrived. */
  get t(): Messages {
    return this.#takeover.isDue ? english : (loadedLocale(this.name) ?? english)
  }

  /** Which of the languages there are serves the nearest `lang`. */
  get name(): LocaleName {
    return localeFor(this.language)
  }

  /** The language as the page names it, such as `zh-CN`. */
  get language(): string {
    if (this.#takeover.isDue) return this.#host.getAttribute('lang') ?? 'en'
    this.#language ??= inherited(this.#host, 'lang') ?? 'en'
    return this.#language
  }

  /** The nearest `dir`; else how the language is written. */
  get direction(): 'ltr' | 'rtl' {
    const said = this.#takeover.isDue ? this.#host.getAttribute('dir') : inherited(this.#host, 'dir')
    return said === 'rtl' || said === 'ltr' ? said : this.name === 'ar' ? 'rtl' : 'ltr'
  }

  /** An amount in base units, with its symbol when it has one. */
  amount(value: bigint, money: Money): string {
    return amountText(value, money, this.language)
  }

  /** A UTC day number as a date. */
  day(day: number, style: 'short' | 'long' = 'long'): string {
    return dateText(day, this.language, style)
  }

  /** A share, such as 0.053. */
  percent(share: number): string {
    return percentText(share, this.language)
  }

  /** A whole or fractional number. */
  number(value: number | bigint, options: Intl.NumberFormatOptions = {}): string {
    return new Intl.NumberFormat(this.language, options).format(value)
  }

  hostConnected(): void {
    hosts.add(this)
    watchAround(this.#host)
    this.refresh()
  }

  hostUpdated(): void {
    if (this.#takeover.finish()) this.refresh()
  }

  hostDisconnected(): void {
    hosts.delete(this)
    if (hosts.size > 0) return
    observer?.disconnect()
    observer = undefined
  }

  /** Looks again which language holds here. */
  refresh(): void {
    this.#language = undefined
    // Only elements that say so themselves are asked to flip: the others inherit the direction.
    if (!loadedLocale(this.name)) void loadLocale(this.name).then(() => this.#host.requestUpdate())
    this.#host.requestUpdate()
  }
}

function inherited(start: Element, attribute: 'lang' | 'dir'): string | undefined {
  if (typeof window === 'undefined') return start.getAttribute?.(attribute) ?? undefined
  let node: Node | null = start
  while (node) {
    if (node instanceof Element) {
      const value = node.getAttribute(attribute)
      if (value) return value
    }
    node = node instanceof ShadowRoot ? node.host : node.parentNode
  }
  return undefined
}
