import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The generator reads every artifact; beside a compiler that takes a while.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000 },
})
