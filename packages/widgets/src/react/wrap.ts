import { createComponent, type EventName, type ReactWebComponent } from '@lit/react'
import * as React from 'react'
import { defineElement, type ElementClass } from '../base/defineElement.js'
import type { ElementEvents, Elements } from '../generated/elements.js'

/** `dmex-before-tx` as React writes it: `DmexBeforeTx`. */
type Pascal<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Capitalize<Head>}${Pascal<Tail>}`
  : Capitalize<Name>

/** The events of an element, as React's properties. */
type Handlers<Tag extends keyof Elements> = {
  [Name in keyof ElementEvents[Tag] & string as `on${Pascal<Name>}`]: EventName<
    Extract<ElementEvents[Tag][Name], Event>
  >
}

/** The name of each event, by React's property for it. */
type Names<Tag extends keyof Elements> = {
  [Name in keyof ElementEvents[Tag] & string as `on${Pascal<Name>}`]: Name
}

/** A component: the element's properties, its events as `onDmex...`, and everything that any HTML element takes. */
export type Wrapped<Tag extends keyof Elements> = ReactWebComponent<Elements[Tag], Handlers<Tag>>

/** Makes a component of an element and registers it, both only where the component is used. */
export function wrap<Tag extends keyof Elements>(
  tag: Tag,
  elementClass: ElementClass & (new () => Elements[Tag]),
  names: Names<Tag>,
): Wrapped<Tag> {
  // Without a browser there is nothing to register with, or a stand-in that Lit brings.
  if (typeof customElements !== 'undefined') defineElement(tag, elementClass)
  const events = names as Record<string, string> as Handlers<Tag>
  return createComponent({ react: React, tagName: tag, elementClass, events, displayName: elementClass.name })
}
