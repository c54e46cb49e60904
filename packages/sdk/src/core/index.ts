export { addressOf, type ContractName, deploymentAt, withDeployment, withWallet } from './addressBook.js'
export {
  type FormatHashpowerOptions,
  formatHashpower,
  formatUnits,
  type HashpowerMeasure,
  hashpower,
  parseUnits,
} from './amounts.js'
export { dateOf, dayOf } from './days.js'
export { defineList, type ListAction, type Page, type PageArgs } from './defineList.js'
export { defineRead, type ReadAction, type ReadDeclaration, type ReadOptions } from './defineRead.js'
export {
  defineWrite,
  type Simulation,
  type WriteAction,
  type WriteContext,
  type WriteDeclaration,
  type WriteOptions,
  type WriteResult,
} from './defineWrite.js'
export { type ExecuteOptions, type ExecuteResult, type Execution, execute } from './execute.js'
export type { LifecycleEvent, LifecycleListener, LifecycleStage, StepPosition } from './lifecycle.js'
export type { ApprovalOptions } from './missing.js'
export { PERMIT2 } from './permit2.js'
export type { ApproveStep, CallStep, Plan, PlanOptions, PlanStep, SignStep } from './plan.js'
export type {
  CallRequirement,
  Erc20Requirement,
  NftRequirement,
  Requirement,
  SignedApproval,
  TypedData,
} from './requirements.js'
export { parsePlan, serializePlan } from './serializePlan.js'
export type { ActOptions, SendOptions, TransactionFields } from './session.js'
export type {
  Address,
  ArgsOf,
  At,
  Block,
  Call,
  Deployment,
  DmexAccount,
  DmexClient,
  EventOf,
  Hex,
  Log,
  MinedLog,
  Named,
  Pools,
  Receipt,
  ResultOf,
} from './types.js'
export type { EventFilter, WatchedEvent, Watcher, WatchOptions } from './watcher.js'
