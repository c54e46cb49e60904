export type { Asset } from './income.js'
export { type MintOptions, type Sandbox, type SandboxOptions, sandbox } from './sandbox.js'
