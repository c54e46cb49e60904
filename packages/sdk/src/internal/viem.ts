// The only file that imports viem at run time: the day viem 3 arrives, it is the one to change.
export {
  createClient,
  custom,
  decodeAbiParameters,
  decodeErrorResult,
  decodeEventLog,
  decodeFunctionResult,
  encodeEventTopics,
  encodeFunctionData,
  http,
  keccak256,
  numberToHex,
  stringToHex,
  toFunctionSelector,
} from 'viem'
