import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  :host {
    display: contents;
  }
  ul {
    position: fixed;
    inset: auto;
    inset-block-end: var(--dmex-toasts-margin, 16px);
    inset-inline-end: var(--dmex-toasts-margin, 16px);
    inline-size: min(360px, 100vw - 2 * var(--dmex-toasts-margin, 16px));
    margin: 0;
    padding: 0;
    list-style: none;
    background: none;
    border: 0;
    overflow: visible;
    font-family: var(--_font);
    font-size: 0.9375rem;
    line-height: 1.4;
    text-align: start;
    pointer-events: none;
  }
  ul:popover-open {
    display: grid;
    gap: 8px;
  }
  li {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: 10px;
    padding-block: 4px;
    padding-inline: 14px 4px;
    color: var(--_text);
    background: var(--_surface-raised);
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    box-shadow: 0 6px 20px rgb(0 0 0 / 0.2);
  }
  .icon {
    display: grid;
  }
  .success .icon {
    color: var(--_success);
  }
  .error .icon {
    color: var(--_danger);
  }
  .text {
    padding-block: 8px;
    overflow-wrap: anywhere;
  }
  button {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    color: var(--_text-quiet);
    background: transparent;
    border: 0;
    border-radius: var(--_radius-small);
    cursor: pointer;
    pointer-events: auto;
  }
  button:hover {
    color: var(--_text);
  }
  @media (prefers-reduced-motion: no-preference) {
    li {
      animation: come 0.2s ease-out;
    }
    @keyframes come {
      from {
        opacity: 0;
        translate: 0 8px;
      }
    }
  }
  /* A phone's screen has room for one message, and none to lay it over: there it takes room of its own in the page, and stays
     in sight while the page scrolls. */
  @media (max-width: 600px) {
    :host {
      display: block;
      position: sticky;
      inset-block: 0;
      pointer-events: none;
    }
    ul {
      position: static;
      inline-size: auto;
      display: grid;
    }
    li {
      margin: var(--dmex-toasts-margin, 8px);
    }
    li:not(:last-child) {
      display: none;
    }
  }
`
