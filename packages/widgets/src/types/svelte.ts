import type { HTMLAttributes } from 'svelte/elements'
import type { ElementEvents, ElementProps, Elements } from '../generated/elements.js'

/** Svelte 5 listens by `on` and the event's name, Svelte 4 by `on:` and the name. */
type Listeners<Tag extends keyof Elements> = {
  [Name in keyof ElementEvents[Tag] & string as `on${Name}` | `on:${Name}`]?:
    | ((event: ElementEvents[Tag][Name]) => void)
    | undefined
}

/** What each tag takes in a template of Svelte. */
export type DmexElements = {
  [Tag in keyof Elements]: Omit<HTMLAttributes<Elements[Tag]>, keyof ElementProps[Tag]> &
    ElementProps[Tag] &
    Listeners<Tag>
}

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends DmexElements {}
}
