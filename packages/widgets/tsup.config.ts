import { defineConfig, type Options } from 'tsup'

// Unbundled: each source file stays a module, so that a bundler drops every element that a page doesn't import. What is loaded by
// a script tag is bundled by scripts/buildCdn.mjs.
const options: Options = {
  entry: ['src/**/*.ts', '!src/**/*.test.ts', '!src/{script,loader}.ts'],
  format: 'esm',
  target: 'es2022',
  bundle: false,
  splitting: false,
  dts: false,
  sourcemap: true,
  clean: true,
  silent: true,
}

const config: ReturnType<typeof defineConfig> = defineConfig(options)
export default config
