// Compiled, never run: what each framework's types let one write, and what they refuse.
import { createElement } from 'react'
import type { SvelteHTMLElements } from 'svelte/elements'
import type { GlobalComponents } from 'vue'
import type { BoughtDetail } from '../../src/elements/buy/buy.js'
import { DmexBuy } from '../../src/react/index.js'
import type {} from '../../src/types/jsx.js'
import type {} from '../../src/types/svelte.js'
import type {} from '../../src/types/vue.js'
import '../../src/define/buy.js'

const keep = (_: BoughtDetail): void => {}

export const inReact: unknown[] = [
  createElement(DmexBuy, {
    series: 1,
    units: '2 TH',
    theme: 'dark',
    lang: 'ar',
    onDmexBought: ({ detail }) => keep(detail),
  }),
  <DmexBuy key="a" series={1} onDmexBeforeTx={(event) => event.preventDefault()} className="wide" />,
  // @ts-expect-error A series is a number.
  <DmexBuy key="b" series="one" />,
  // @ts-expect-error There is no such event.
  <DmexBuy key="c" onDmexSold={() => {}} />,
  // @ts-expect-error The detail of this event has an id that is a bigint.
  <DmexBuy key="d" onDmexBought={({ detail }: CustomEvent<{ readonly id: string }>) => detail.id} />,
]

export const inJsx: unknown[] = [
  <dmex-buy key="a" series={1} theme="light" class="wide" ondmex-bought={({ detail }) => keep(detail)} />,
  // @ts-expect-error A theme is light, dark or auto.
  <dmex-buy key="b" theme="pink" />,
]

type InVue = InstanceType<GlobalComponents['dmex-buy']>['$props']
export const inVue: InVue[] = [
  { series: 1, units: '2 TH', lang: 'ar', onDmexBought: ({ detail }) => keep(detail) },
  // @ts-expect-error A series is a number.
  { series: 'one' },
]

type InSvelte = SvelteHTMLElements['dmex-buy']
export const inSvelte: InSvelte[] = [
  {
    series: 1,
    lang: 'ar',
    'ondmex-bought': ({ detail }) => keep(detail),
    'on:dmex-bought': ({ detail }) => keep(detail),
  },
  // @ts-expect-error A series is a number.
  { series: 'one' },
]

// The tag's own type, with nothing but the import that registers it.
export const inPlainTypeScript: number | undefined = document.querySelector('dmex-buy')?.series
