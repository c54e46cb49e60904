export { DmexPlugin, type DmexPluginOptions, dmexPlugin } from './plugin.js'
