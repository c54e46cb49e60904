import { html, svg, type TemplateResult } from 'lit'

// Drawn with the colour of the text around them, and silent: the button or the text beside each says what it is.

const icon = (path: TemplateResult): TemplateResult => html`
  <svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.75"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`

/** Closes. */
export const cross: TemplateResult = icon(svg`<path d="M5 5l10 10M15 5L5 15"/>`)
/** Copies. */
export const copy: TemplateResult = icon(
  svg`<rect x="7.5" y="7.5" width="9" height="9" rx="2"/><path d="M12.5 4.5a1 1 0 0 0-1-1h-7a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1"/>`,
)
/** Done. */
export const tick: TemplateResult = icon(svg`<path d="M4 10.5l4 4 8-9"/>`)
/** Opens a menu. */
export const chevron: TemplateResult = icon(svg`<path d="M5 8l5 5 5-5"/>`)
/** A wallet whose own picture is not known. */
export const walletIcon: TemplateResult = icon(
  svg`<rect x="2.5" y="5" width="15" height="11" rx="2.5"/><path d="M17.5 9h-4a1.75 1.75 0 0 0 0 3.5h4M5 5l8-2"/>`,
)
/** Something is not as it should be. */
export const warning: TemplateResult = icon(svg`<path d="M10 3L18 17H2z"/><path d="M10 8.5v3.5M10 14.5v.01"/>`)
/** Something to know. */
export const note: TemplateResult = icon(svg`<circle cx="10" cy="10" r="7.5"/><path d="M10 9.5v4M10 6.5v.01"/>`)
