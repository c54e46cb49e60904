import { type CSSResult, css } from 'lit'

/** What is only there to be listened to. */
export const hidden: CSSResult = css`
  .sr-only {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`
