import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  :host {
    display: inline-block;
    font-family: var(--_font);
  }
  :host([wide]) {
    display: block;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 18px;
    font: inherit;
    font-weight: 600;
    line-height: 1.25;
    cursor: pointer;
    color: var(--dmex-button-color, var(--_on-accent));
    background: var(--dmex-button-background, var(--_accent));
    border: 1px solid transparent;
    border-radius: var(--dmex-button-radius, var(--_radius-small));
  }
  :host([variant='quiet']) button {
    color: var(--_text);
    background: transparent;
    border-color: var(--_border-strong);
  }
  button:hover:not([aria-disabled='true']) {
    filter: brightness(1.08);
  }
  button[aria-disabled='true'] {
    cursor: not-allowed;
    color: var(--_text-quiet);
    background: var(--_surface-raised);
    border-color: var(--_border);
  }
  .spinner {
    inline-size: 1em;
    block-size: 1em;
    border: 2px solid currentcolor;
    border-inline-end-color: transparent;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonBorder;
    }
  }
`
