import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  :host(:not([theme])) {
    color-scheme: inherit;
  }
  :host {
    display: inline-block;
    max-inline-size: 100%;
    font-family: var(--_font);
    font-size: 1rem;
    line-height: 1.5;
    color: var(--_text);
    text-align: start;
  }
  .all {
    display: grid;
    justify-items: start;
    gap: 10px;
  }
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
  .quiet {
    color: var(--_text-quiet);
    font-size: 0.875rem;
  }
  .figure {
    font-variant-numeric: tabular-nums;
  }
  #account {
    display: inline-flex;
    align-items: center;
    gap: 10px;
    max-inline-size: 100%;
    min-block-size: 44px;
    padding-block: 4px;
    padding-inline: 10px 8px;
    font: inherit;
    text-align: start;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    cursor: pointer;
  }
  #account:hover {
    background: var(--_surface-raised);
  }
  .who {
    display: grid;
    min-inline-size: 0;
    font-weight: 600;
    line-height: 1.3;
  }
  .who > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .who .quiet {
    font-size: 0.8125rem;
    font-weight: 400;
  }
  .chevron,
  .icon {
    display: grid;
    flex: none;
    color: var(--_text-quiet);
  }
  img {
    flex: none;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 6px;
  }
  .icon {
    inline-size: 28px;
    block-size: 28px;
    place-items: center;
  }
  #panel {
    position: fixed;
    inset: auto;
    inline-size: min(300px, 100vw - 12px);
    margin: 0;
    padding: 12px;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: 0 12px 32px rgb(0 0 0 / 0.22);
  }
  #panel:not([data-placed]) {
    visibility: hidden;
  }
  dl {
    display: grid;
    gap: 6px;
    padding: 4px 8px 12px;
  }
  dl > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 16px;
  }
  dt {
    color: var(--_text-quiet);
    font-size: 0.875rem;
  }
  [role='menu'] {
    display: grid;
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_border);
  }
  [role='menuitem'],
  .wallet {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px;
    font: inherit;
    text-align: start;
    color: var(--_text);
    background: transparent;
    border: 0;
    border-radius: var(--_radius-small);
    cursor: pointer;
  }
  [role='menuitem']:hover,
  [role='menuitem']:focus-visible,
  .wallet:hover {
    background: var(--_surface-raised);
  }
  .chooser {
    display: grid;
    gap: 12px;
  }
  .chooser ul {
    display: grid;
    gap: 8px;
  }
  .wallet {
    min-block-size: 56px;
    padding-inline: 14px;
    font-weight: 600;
    overflow-wrap: anywhere;
    border: 1px solid var(--_border-strong);
  }
  .note {
    display: grid;
    justify-items: start;
    gap: 10px;
    max-inline-size: 44ch;
    padding: 10px 14px;
    background: var(--_surface-raised);
    border: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    font-size: 0.9375rem;
  }
  .note p {
    overflow-wrap: anywhere;
  }
  .note[data-tone='problem'] {
    border-inline-start-color: var(--_danger);
  }
  @media (forced-colors: active) {
    #account,
    .wallet,
    #panel {
      border-color: ButtonBorder;
    }
    [role='menuitem']:focus-visible {
      outline-color: Highlight;
    }
  }
`
