import { defineConfig, type ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    globalSetup: ['test/support/compileFixtures.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each worker may start a chain of its own; two cores carry two.
    maxWorkers: 2,
  },
})
export default config
