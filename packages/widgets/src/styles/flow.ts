import { type CSSResult, css } from 'lit'

/** What buying, claiming and the like have in common inside their card. */
export const flow: CSSResult = css`
  .facts {
    display: grid;
    gap: 10px;
  }
  .facts > div {
    display: grid;
    gap: 0 16px;
  }
  dt {
    color: var(--_text-quiet);
    font-size: 0.875rem;
  }
  dd .quiet {
    display: block;
  }
  dd {
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  @container (min-width: 400px) {
    .facts > div {
      grid-template-columns: minmax(8.5em, 1fr) 2fr;
      align-items: baseline;
    }
  }
  .notice {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
    padding: 12px 14px;
    background: var(--_surface-raised);
    border: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_border-strong);
    border-radius: var(--_radius-small);
  }
  .notice[data-tone='problem'] {
    border-inline-start-color: var(--_danger);
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .wallets {
    display: grid;
    gap: 8px;
  }
  .wallet {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .wallet img {
    inline-size: 20px;
    block-size: 20px;
    border-radius: 5px;
  }
  a {
    color: inherit;
  }
  bdi {
    unicode-bidi: isolate;
  }
`
