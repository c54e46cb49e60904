import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A chain on a loaded machine may answer late: a test that fails thrice has a cause of its own.
    retry: 2,
    // Each worker may start a chain of its own; two cores carry two.
    maxWorkers: 2,
  },
})
