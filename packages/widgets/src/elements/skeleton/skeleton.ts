import { type CSSResultGroup, css, html, type TemplateResult } from 'lit'
import { DmexElement } from '../../base/DmexElement.js'
import { tokens } from '../../styles/tokens.js'

/**
 * Holds the place of something that is being loaded.
 *
 * @summary Holds the place of something that is being loaded.
 * @csspart bar - the grey bar
 * @cssproperty --dmex-skeleton-height - height of the bar
 */
export class DmexSkeleton extends DmexElement {
  static override styles: CSSResultGroup = [
    tokens,
    css`
      :host {
        display: block;
      }
      div {
        block-size: var(--dmex-skeleton-height, 1.25em);
        border-radius: var(--_radius-small);
        background: var(--_border);
        animation: breathe 1.6s ease-in-out infinite alternate;
      }
      @keyframes breathe {
        from {
          opacity: 0.5;
        }
      }
      @media (forced-colors: active) {
        div {
          border: 1px solid GrayText;
        }
      }
    `,
  ]

  protected override render(): TemplateResult {
    return html`<div part="bar" aria-hidden="true"></div>`
  }
}
