import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  .coins {
    display: grid;
    gap: 4px;
  }
  .coins li {
    font-size: 1.375rem;
    font-weight: 600;
    line-height: 1.3;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .payments {
    display: grid;
    gap: 4px;
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .payments li::before {
    content: '•';
    display: inline-block;
    inline-size: 1.25em;
    color: var(--_text-quiet);
  }
  .payments li[data-state='paid']::before {
    content: '✓';
    color: var(--_success);
  }
  .refunds {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding-block-start: var(--_gap);
    border-block-start: 1px solid var(--_border);
  }
  h3 {
    font-size: 1rem;
  }
`
