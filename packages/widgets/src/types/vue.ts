import type { EmitFn, HTMLAttributes, PublicProps } from 'vue'
import type { ElementEvents, ElementProps, Elements } from '../generated/elements.js'

/** The events of an element, as Vue's templates and `emit` see them. */
type Emits<Tag extends keyof Elements> = {
  [Name in keyof ElementEvents[Tag] & string]: (event: ElementEvents[Tag][Name]) => void
}

/** `dmex-before-tx` as Vue writes it: `DmexBeforeTx`. */
type Pascal<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Capitalize<Head>}${Pascal<Tail>}`
  : Capitalize<Name>

type Listeners<Tag extends keyof Elements> = {
  [Name in keyof ElementEvents[Tag] & string as `on${Pascal<Name>}`]?:
    | ((event: ElementEvents[Tag][Name]) => void)
    | undefined
}

/** What each tag takes in a template of Vue. */
export type DmexElements = {
  [Tag in keyof Elements]: new () => Elements[Tag] & {
    /** Only for the type checker of templates. */
    readonly $props: Omit<HTMLAttributes, keyof ElementProps[Tag]> & ElementProps[Tag] & Listeners<Tag> & PublicProps
    /** Only for the type checker of templates. */
    readonly $emit: EmitFn<Emits<Tag>>
  }
}

declare module 'vue' {
  interface GlobalComponents extends DmexElements {}
}
