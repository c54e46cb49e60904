// The only file that imports viem at run time: the day viem 3 arrives, it is the one to change.
export {
  decodeAbiParameters,
  decodeErrorResult,
  decodeEventLog,
  decodeFunctionResult,
  encodeAbiParameters,
  encodeEventTopics,
  encodeFunctionData,
  formatUnits,
  keccak256,
  numberToHex,
  parseSignature,
  parseUnits,
  stringToHex,
} from 'viem'
