export { type ConformanceCase, conformance, type TestWorld } from './conformance.js'
