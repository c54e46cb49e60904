export { defineRules, rulesAt } from './defineRules.js'
export { efficiency, league, proportional, streak } from './presets.js'
export { rulesSchema } from './schema.js'
export type {
  Boost,
  Evaluation,
  Explanation,
  FactName,
  Facts,
  Integer,
  Levels,
  NumberStat,
  Rules,
  RulesSpec,
  Source,
  StatsOf,
  WordStat,
} from './types.js'
