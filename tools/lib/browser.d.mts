import type { LaunchOptions } from 'playwright'

/** Path of the browser's binary; unpacks it first, if that was never done. Throws when there is none, saying what to install. */
export declare function chromiumPath(): string

/** For playwright's `chromium.launch()` and for vitest's browser mode. Throws when there is no browser, saying what to install. */
export declare function launchOptions(): LaunchOptions
