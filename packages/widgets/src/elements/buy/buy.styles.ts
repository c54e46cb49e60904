import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  meter {
    display: block;
    inline-size: 100%;
    block-size: 8px;
    margin-block-start: 4px;
  }
  summary {
    min-block-size: 44px;
    display: list-item;
    align-content: center;
    cursor: pointer;
    font-weight: 600;
  }
  details[open] summary {
    margin-block-end: 4px;
  }
  .order {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    padding-block-start: var(--_gap);
    border-block-start: 1px solid var(--_border);
  }
  .total dd {
    font-weight: 600;
  }
  .total .quiet {
    font-weight: 400;
  }
  .line {
    --dmex-skeleton-height: 1.5em;
  }
  .bought {
    font-weight: 400;
  }
`
