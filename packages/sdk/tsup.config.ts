import { defineConfig } from 'tsup'

// Unbundled: each source file stays a module, so that a bundler drops every action an application doesn't import.
export default defineConfig({
  entry: ['src/**/*.ts', '!src/**/*.test.ts'],
  format: 'esm',
  target: 'es2022',
  bundle: false,
  splitting: false,
  dts: false,
  sourcemap: true,
  clean: true,
  silent: true,
})
