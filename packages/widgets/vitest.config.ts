import { playwright } from '@vitest/browser-playwright'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { launchOptions } from '../../tools/lib/browser.mjs'
import { commands } from './test/support/commands.js'

const shared = {
  globalSetup: ['./test/support/globalSetup.ts'],
  testTimeout: 30_000,
  hookTimeout: 30_000,
  // A chain and a browser on a loaded machine may answer late: a test that fails thrice has a cause of its own.
  retry: 2,
}

// Two projects: elements in a real browser, and what happens without one (server rendering, a page's own policy, types).
// Each has one market of its own, which its files share: they run one after another, and may move its clock.
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        // Known from the start: a dependency that is found in the middle of a test reloads its page.
        optimizeDeps: {
          include: [
            '@wagmi/core',
            'wagmi-core-2',
            'axe-core',
            'lit',
            'lit/decorators.js',
            'mipd',
            '@tanstack/query-core',
            'viem',
          ],
        },
        test: {
          ...shared,
          name: 'browser',
          include: ['src/**/*.test.ts', 'test/browser/**/*.test.ts'],
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium' }],
            commands,
          },
        },
      },
      {
        test: {
          ...shared,
          name: 'node',
          include: ['test/node/**/*.test.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
})

export default config
