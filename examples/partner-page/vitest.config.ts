import { defineConfig } from 'vitest/config'

// A browser on a busy machine takes its time: a test that fails thrice has a cause of its own.
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 120_000, retry: 2 } })
