import { type CSSResult, css } from 'lit'

export const styles: CSSResult = css`
  :host {
    display: contents;
  }
  dialog {
    inline-size: min(var(--dmex-dialog-width, 420px), 100vw - 24px);
    max-block-size: min(85dvh, 720px);
    padding: 0;
    overflow: auto;
    overscroll-behavior: contain;
    font-family: var(--_font);
    font-size: 1rem;
    line-height: 1.5;
    text-align: start;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: 0 16px 48px rgb(0 0 0 / 0.28);
  }
  dialog:not(:modal) {
    position: fixed;
    inset: 0;
    margin: auto;
    block-size: fit-content;
  }
  dialog::backdrop {
    background: rgb(8 12 20 / 0.55);
  }
  .inside {
    display: grid;
    gap: 12px;
    padding: 16px;
  }
  header {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: 8px;
  }
  h2 {
    margin: 0;
    padding-block: 8px;
    font-size: 1.125rem;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  /* It has the focus so that it is read first; nothing can be done with it that a ring would have to show. */
  h2:focus-visible {
    outline: none;
  }
  .close {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin: 0;
    padding: 0;
    color: var(--_text-quiet);
    background: transparent;
    border: 0;
    border-radius: var(--_radius-small);
    cursor: pointer;
  }
  .close:hover {
    color: var(--_text);
    background: var(--_surface-raised);
  }
  svg {
    inline-size: 20px;
    block-size: 20px;
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
      animation: rise 0.16s ease-out;
    }
    @keyframes rise {
      from {
        opacity: 0;
        translate: 0 8px;
      }
    }
  }
  @media (forced-colors: active) {
    .close {
      color: ButtonText;
    }
  }
`
