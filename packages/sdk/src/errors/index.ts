export {
  type ContractErrorCode,
  DmexError,
  type DmexErrorArgs,
  type DmexErrorCode,
  type DmexErrorJson,
  type DmexErrorOptions,
  isDmexError,
  type SdkErrorArgs,
} from './DmexError.js'
export { type ErrorContext, type ErrorEntry, toDmexError } from './toDmexError.js'
