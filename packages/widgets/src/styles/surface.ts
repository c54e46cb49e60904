import { type CSSResult, css } from 'lit'
import { hidden } from './hidden.js'

/** What a flow element looks like from outside: a card that fits the width it is given. */
export const surface: CSSResult = css`
  ${hidden}
  :host(:not([theme])) {
    color-scheme: light dark;
  }
  :host {
    display: block;
    container-type: inline-size;
    max-inline-size: var(--dmex-max-width, 560px);
    font-family: var(--_font);
    font-size: 1rem;
    line-height: 1.5;
    color: var(--_text);
    text-align: start;
  }
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    padding: clamp(16px, 5cqi, 24px);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  h2,
  h3,
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  h2 {
    font-size: 1.125rem;
    line-height: 1.3;
  }
  .quiet {
    color: var(--_text-quiet);
    font-size: 0.875rem;
  }
  .error {
    color: var(--_danger);
  }
  .figure {
    font-variant-numeric: tabular-nums;
  }
`
