import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  :host {
    display: block;
    container-type: inline-size;
    font-family: var(--_font);
    color: var(--_text);
  }
  .item {
    display: grid;
    gap: 14px;
    padding: 16px;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
  }
  header {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: start;
    gap: 0 12px;
  }
  h3,
  h4,
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }
  h3 {
    font-size: 1.0625rem;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  h4 {
    font-size: 1rem;
  }
  header p {
    grid-column: 1 / -1;
  }
  .quiet {
    color: var(--_text-quiet);
    font-size: 0.875rem;
  }
  dd .quiet {
    display: block;
  }
  .error,
  .missed {
    color: var(--_danger);
  }
  .badge {
    padding: 1px 10px;
    font-size: 0.8125rem;
    font-weight: 600;
    border: 1px solid var(--_border-strong);
    border-radius: 999px;
    white-space: nowrap;
  }
  .badge[data-state='earning'] {
    color: var(--_success);
    border-color: var(--_success);
  }
  .badge[data-state='terminated'] {
    color: var(--_danger);
    border-color: var(--_danger);
  }
  .note {
    padding-inline-start: 10px;
    border-inline-start: 3px solid var(--_border-strong);
    font-size: 0.875rem;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .panel {
    display: grid;
    gap: 12px;
    padding: 14px;
    background: var(--_surface-raised);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
  }
  .choices {
    display: grid;
    list-style: none;
    max-block-size: 300px;
    overflow: auto;
  }
  .choices label {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
    cursor: pointer;
  }
  .choices input {
    inline-size: 20px;
    block-size: 20px;
    accent-color: var(--_accent);
  }
  summary {
    min-block-size: 44px;
    padding-block: 10px;
    font-weight: 600;
    cursor: pointer;
  }
  dmex-yield-chart {
    max-inline-size: none;
    margin-block: 8px;
  }
`
