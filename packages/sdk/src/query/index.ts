export {
  type ConfigLike,
  type ListQuery,
  listQueryOptions,
  type QueryOptions,
  queryKeyPrefix,
  type ReadQuery,
  type ReadQueryKey,
  readQueryOptions,
} from './readQueryOptions.js'
