import type { HTMLAttributes, RefAttributes } from 'react'
import type { ElementEvents, ElementProps, Elements } from '../generated/elements.js'

/** React 19 sets properties of elements, and listens to an event by `on` and its name as it is: `ondmex-before-tx`. */
type Listeners<Tag extends keyof Elements> = {
  [Name in keyof ElementEvents[Tag] & string as `on${Name}`]?: ((event: ElementEvents[Tag][Name]) => void) | undefined
}

/** What each tag takes in JSX. */
export type DmexElements = {
  [Tag in keyof Elements]: Omit<HTMLAttributes<Elements[Tag]>, keyof ElementProps[Tag]> &
    RefAttributes<Elements[Tag]> &
    ElementProps[Tag] &
    Listeners<Tag> & { readonly class?: string | undefined }
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends DmexElements {}
  }
}
