import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  .totals {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(10em, 1fr));
    gap: 12px 24px;
    padding: 14px;
    background: var(--_surface-raised);
    border-radius: var(--_radius-small);
  }
  .totals dd {
    font-weight: 600;
    font-size: 1.0625rem;
  }
  .totals .quiet {
    font-weight: 400;
  }
  .items {
    display: grid;
    gap: 12px;
  }
  .empty {
    display: grid;
    gap: 12px;
    justify-items: center;
    padding-block: 24px;
    text-align: center;
  }
  .line {
    --dmex-skeleton-height: 11em;
  }
`
