// Imported when somebody acts. A file of its own, so that a bundler keeps this one function of the SDK's index, not all of it.
export { execute } from '@dmex/sdk'
