import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  :host {
    display: block;
    container-type: inline-size;
    font-family: var(--_font);
    font-size: 1rem;
    line-height: 1.5;
    color: var(--_text);
    text-align: start;
  }
  .all {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }
  label {
    font-weight: 600;
  }
  .field {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 48px;
    padding-inline: 12px;
    background: var(--_surface);
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    cursor: text;
  }
  .field:focus-within {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .field[data-wrong] {
    border-color: var(--_danger);
  }
  input {
    flex: 1;
    min-inline-size: 0;
    padding: 8px 0;
    font: inherit;
    font-size: 1.25rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    color: inherit;
    background: none;
    border: 0;
    outline: 0;
  }
  /* The ring is around the number and its unit. */
  input:focus-visible {
    outline: 0;
  }
  /* A number runs from left to right in every script; only where it stands follows the page. */
  [dir='rtl'] input {
    text-align: end;
  }
  .unit {
    color: var(--_text-quiet);
    white-space: nowrap;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 2px;
  }
  .choices button {
    min-block-size: 44px;
    min-inline-size: 44px;
    padding: 4px 12px;
    font: inherit;
    font-size: 0.9375rem;
    color: inherit;
    background: var(--_surface-raised);
    border: 1px solid var(--_border-strong);
    border-radius: 999px;
    cursor: pointer;
  }
  .choices button[aria-pressed='true'] {
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: transparent;
  }
  p {
    margin: 0;
    font-size: 0.875rem;
    color: var(--_text-quiet);
  }
  .problem {
    color: var(--_danger);
  }
  @media (forced-colors: active) {
    .choices button[aria-pressed='true'] {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
`
