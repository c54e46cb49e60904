import { type CSSResultGroup, LitElement, type PropertyDeclarations } from 'lit'
import { LocaleController } from '../controllers/LocaleController.js'
import type { ElementClass } from './defineElement.js'
import { version } from './version.js'

/** Light, dark, or as the visitor's system has it. */
export type Theme = 'light' | 'dark' | 'auto'

/**
 * What all elements have in common: theme and language of their own, and the elements that they draw with.
 *
 * @attr {'light' | 'dark' | 'auto'} theme - light, dark, or as the visitor's system has it
 */
export class DmexElement extends LitElement {
  /** Version of this package. */
  static readonly version: string = version
  /** Elements that this one draws with, by tag: registered along with it. */
  static readonly dependencies: Readonly<Record<string, ElementClass>> = {}

  /** What it looks like. */
  static override styles: CSSResultGroup = []

  static override properties: PropertyDeclarations = {
    theme: { reflect: true },
  }

  /** Light, dark, or as the visitor's system has it. */
  declare theme: Theme | undefined

  /** Words and numbers in the language of the nearest `lang`. */
  protected readonly locale: LocaleController = new LocaleController(this)

  /** Tells the page something that happened; false when a listener prevented it. */
  protected emit<Detail>(type: `dmex-${string}`, detail: Detail, options: { cancelable?: boolean } = {}): boolean {
    return this.dispatchEvent(
      new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: options.cancelable ?? false }),
    )
  }
}
