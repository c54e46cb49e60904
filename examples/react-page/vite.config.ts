import { defineConfig, type UserConfig } from 'vite'

// React's new JSX needs no plugin; one for hot reloading is up to you.
const config: UserConfig = defineConfig({ build: { target: 'es2022' } })
export default config
