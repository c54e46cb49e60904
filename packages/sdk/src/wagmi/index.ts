export {
  type ConfigList,
  type ConfigOptions,
  type ConfigRead,
  type ConfigWrite,
  type DmexConfig,
  execute,
  type Over,
  withConfig,
  withDeployments,
} from './withConfig.js'
