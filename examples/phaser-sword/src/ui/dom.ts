type Child = Node | string | undefined | false

type Properties<Name extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Name], 'style' | 'dataset' | 'children'>
>

/** Makes an element. Words become text, never markup: names come from a chain. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties<Name> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false))
  return element
}

/** Finds an element of the page by its id. */
export function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id)
  if (!(element instanceof kind)) throw new Error(`The page has no ${kind.name} called ${id}.`)
  return element
}

/** Shows other content in an element, and leaves the focus where it was: on what has the same id. */
export function fill(element: HTMLElement, ...children: readonly Child[]): void {
  const active = document.activeElement
  const id = active && element.contains(active) ? active.id : ''
  element.replaceChildren(...children.filter((child): child is Node | string => child !== undefined && child !== false))
  if (id) document.getElementById(id)?.focus()
}

/** A list of words and what they mean. */
export function facts(rows: readonly (readonly [term: string, value: string | Node, hint?: string])[]): HTMLElement {
  return make(
    'dl',
    {},
    ...rows.map(([term, value, hint]) =>
      make(
        'div',
        {},
        make('dt', {}, term),
        make('dd', {}, value, hint ? make('span', { className: 'hint' }, ` ${hint}`) : undefined),
      ),
    ),
  )
}
