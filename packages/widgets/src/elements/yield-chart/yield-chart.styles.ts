import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  :host {
    --_bar: var(--dmex-chart-bar, var(--_accent));
    --_benchmark: var(--dmex-chart-benchmark, var(--_text));
    --_missed: var(--dmex-chart-missed, var(--_danger));
  }
  :host([bare]) .card {
    padding: 0;
    border: none;
    background: transparent;
  }
  .card {
    gap: 12px;
  }
  figure {
    display: grid;
    gap: 8px;
    margin: 0;
    min-inline-size: 0;
  }
  figcaption {
    font-weight: 600;
  }
  .readout {
    min-block-size: 3em;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  @container (inline-size < 360px) {
    .readout {
      min-block-size: 4.5em;
    }
  }
  .readout .missed-words,
  td.missed {
    color: var(--_missed);
    font-weight: 600;
  }
  .plot {
    block-size: 208px;
    border-radius: var(--_radius-small);
    touch-action: pan-y;
    cursor: crosshair;
    /* The focus ring stays inside a narrow page. */
    outline-offset: 0;
    --dmex-skeleton-height: 208px;
  }
  svg.drawing {
    display: block;
    inline-size: 100%;
    overflow: visible;
  }
  svg text {
    fill: var(--_text-quiet);
    font-size: 11.5px;
    font-variant-numeric: tabular-nums;
  }
  .grid line {
    stroke: var(--_border);
    stroke-width: 1;
    shape-rendering: crispEdges;
  }
  .grid line.base {
    stroke: var(--_border-strong);
  }
  .bar {
    fill: var(--_bar);
  }
  .bar.missed {
    fill: var(--_surface);
    stroke: var(--_missed);
    stroke-width: 1.5;
  }
  .active {
    fill: var(--_text);
    fill-opacity: 0.12;
  }
  .benchmark {
    fill: none;
    stroke: var(--_benchmark);
    stroke-width: 2;
    stroke-dasharray: 5 3;
  }
  .mark {
    fill: none;
    stroke: var(--_missed);
    stroke-width: 2;
    stroke-linecap: round;
  }
  .halving {
    stroke: var(--_border-strong);
    stroke-dasharray: 2 3;
  }
  svg text.halving-text {
    fill: var(--_text);
    font-weight: 600;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    font-size: 0.8125rem;
    color: var(--_text-quiet);
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .legend svg {
    flex: none;
  }
  .summary {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5em, 1fr));
    gap: 8px 16px;
  }
  .summary dt {
    font-size: 0.8125rem;
    color: var(--_text-quiet);
  }
  .summary dd {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    --dmex-skeleton-height: 1.5em;
  }
  .summary dd span {
    display: block;
    font-weight: 400;
    font-size: 0.8125rem;
    color: var(--_text-quiet);
  }
  .table {
    max-block-size: 320px;
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
  }
  th,
  td {
    padding: 6px 10px;
    text-align: end;
    border-block-end: 1px solid var(--_border);
  }
  th:first-child {
    text-align: start;
    white-space: nowrap;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_surface-raised);
    font-weight: 600;
  }
  tbody th {
    font-weight: 400;
  }
  .place {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 12px;
    min-block-size: 208px;
    text-align: center;
  }
  @media (forced-colors: active) {
    .bar {
      fill: CanvasText;
    }
    .bar.missed {
      fill: Canvas;
      stroke: CanvasText;
    }
    .benchmark {
      stroke: Highlight;
    }
    .mark,
    .halving {
      stroke: CanvasText;
    }
    .active {
      fill: Highlight;
      fill-opacity: 0.35;
    }
    .grid line {
      stroke: GrayText;
    }
    svg text,
    svg text.halving-text {
      fill: CanvasText;
    }
  }
  @media print {
    :host,
    :host([theme]) {
      color-scheme: light;
    }
    .card {
      break-inside: avoid;
    }
    .toggle {
      display: none;
    }
    .table {
      max-block-size: none;
      overflow: visible;
    }
  }
`
