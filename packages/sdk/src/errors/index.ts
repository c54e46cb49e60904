export {
  type ContractErrorCode,
  DmexError,
  type DmexErrorArgs,
  type DmexErrorCode,
  type DmexErrorJson,
  type DmexErrorOptions,
  type ErrorArgs,
  type ErrorCodes,
  isDmexError,
  type SdkErrorArgs,
} from './DmexError.js'
export type { ErrorContext, ErrorEntry } from './explain.js'
export { toDmexError } from './toDmexError.js'
