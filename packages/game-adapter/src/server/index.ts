export type { EventItem, GameEvent, GameEventType } from './events.js'
export type { Finality } from './follow.js'
export type { ItemDescription, ItemMetadata, MetadataAttribute } from './metadata.js'
export { type PowerProof, type ProofTrust, type ProvenPower, verifyPowerProof } from './proof.js'
export {
  type Assignment,
  type AssignmentSigner,
  createDmexServer,
  type DmexServer,
  type DmexServerOptions,
  type Verified,
} from './server.js'
export { memoryStore, type Store } from './store.js'
export type { WebhookEndpoint, WebhookStatus, Webhooks } from './webhooks.js'
