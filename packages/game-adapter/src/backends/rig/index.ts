export { type RigBackend, type RigOptions, rig } from './rig.js'
