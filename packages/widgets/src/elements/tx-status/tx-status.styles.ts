import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  :host {
    display: block;
    font-family: var(--_font);
    font-size: 1rem;
    line-height: 1.5;
    color: var(--_text);
    text-align: start;
  }
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 14px;
    border: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_tone);
    border-radius: var(--_radius-small);
    background: var(--_surface-raised);
    --_tone: var(--_border-strong);
  }
  .panel[data-tone='success'] {
    --_tone: var(--_success);
  }
  .panel[data-tone='problem'] {
    --_tone: var(--_danger);
  }
  p,
  ol {
    margin: 0;
    padding: 0;
  }
  .text {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .reason {
    overflow-wrap: anywhere;
  }
  ol {
    list-style: none;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    font-size: 0.875rem;
    color: var(--_text-quiet);
  }
  li {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .dot {
    inline-size: 12px;
    block-size: 12px;
    border: 2px solid var(--_border-strong);
    border-radius: 50%;
  }
  li[data-step='past'] .dot {
    border-color: var(--_success);
    background: var(--_success);
  }
  li[data-step='now'] {
    color: var(--_text);
    font-weight: 600;
  }
  li[data-step='now'] .dot {
    border-color: var(--_accent);
    border-inline-end-color: transparent;
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .hash {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    font-size: 0.875rem;
    color: var(--_text-quiet);
  }
  .hash bdi {
    font-family: ui-monospace, monospace;
    color: var(--_text);
  }
  .hash button,
  .hash a {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    padding: 0 4px;
    font: inherit;
    color: inherit;
    text-decoration: underline;
    background: none;
    border: 0;
    cursor: pointer;
  }
  @media (forced-colors: active) {
    li[data-step='past'] .dot {
      background: CanvasText;
    }
  }
`
