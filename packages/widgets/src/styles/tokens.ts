import { type CSSResult, css } from 'lit'

/**
 * The theme. A page sets `--dmex-*` anywhere above an element: palette colours change every role that is made of them, a role
 * changes every component, a component's own property changes it alone. Elements use the `--_*` names.
 */
export const tokens: CSSResult = css`
  :host {
    --_neutral-0: var(--dmex-palette-neutral-0, #ffffff);
    --_neutral-50: var(--dmex-palette-neutral-50, #f6f7f9);
    --_neutral-200: var(--dmex-palette-neutral-200, #dde1e7);
    --_neutral-500: var(--dmex-palette-neutral-500, #6b7585);
    --_neutral-600: var(--dmex-palette-neutral-600, #525c6b);
    --_neutral-400: var(--dmex-palette-neutral-400, #9aa4b2);
    --_neutral-800: var(--dmex-palette-neutral-800, #262c36);
    --_neutral-850: var(--dmex-palette-neutral-850, #1d222b);
    --_neutral-900: var(--dmex-palette-neutral-900, #14181f);
    --_accent-300: var(--dmex-palette-accent-300, #fdba4b);
    --_accent-700: var(--dmex-palette-accent-700, #9a4a00);
    --_green-300: var(--dmex-palette-green-300, #6ee7a8);
    --_green-700: var(--dmex-palette-green-700, #116b3c);
    --_red-300: var(--dmex-palette-red-300, #ff9d94);
    --_red-700: var(--dmex-palette-red-700, #b3261e);

    --_surface: var(--dmex-color-surface, light-dark(var(--_neutral-0), var(--_neutral-900)));
    --_surface-raised: var(--dmex-color-surface-raised, light-dark(var(--_neutral-50), var(--_neutral-850)));
    --_border: var(--dmex-color-border, light-dark(var(--_neutral-200), #39424f));
    --_border-strong: var(--dmex-color-border-strong, light-dark(#7d8796, #7d8796));
    --_text: var(--dmex-color-text, light-dark(var(--_neutral-900), #f2f4f7));
    --_text-quiet: var(--dmex-color-text-quiet, light-dark(var(--_neutral-600), #aab4c1));
    --_accent: var(--dmex-color-accent, light-dark(var(--_accent-700), var(--_accent-300)));
    --_on-accent: var(--dmex-color-on-accent, light-dark(#ffffff, #241300));
    --_success: var(--dmex-color-success, light-dark(var(--_green-700), var(--_green-300)));
    --_danger: var(--dmex-color-danger, light-dark(var(--_red-700), var(--_red-300)));
    --_focus: var(--dmex-color-focus, light-dark(#1d4ed8, #93b4ff));

    --_font: var(
      --dmex-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      'Noto Sans',
      'PingFang SC',
      'Microsoft YaHei',
      'Noto Sans SC',
      'Noto Sans CJK SC',
      'Noto Sans Arabic',
      sans-serif
    );
    --_radius: var(--dmex-radius, 12px);
    --_radius-small: var(--dmex-radius-small, 8px);
    --_gap: var(--dmex-gap, 16px);
  }

  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([theme='auto']) {
    color-scheme: light dark;
  }
  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.01ms !important;
    }
  }
`
