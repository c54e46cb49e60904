const integer = { $ref: '#/$defs/integer' }
const source = {
  from: { enum: ['today', 'total', 'claimable', 'power', 'yield', 'streakDays', 'daysMined', 'level'] },
  asset: { type: 'string' },
}
const pairsOf = (value: object): object => ({
  type: 'array',
  minItems: 1,
  items: { type: 'array', prefixItems: [integer, value], minItems: 2, maxItems: 2 },
})
const closed = (properties: object, required: readonly string[]): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

/** JSON Schema (2020-12) of the rules' JSON form: give it to the editor in which designers write them. */
export const rulesSchema: { readonly [keyword: string]: unknown } = /*#__PURE__*/ {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Rules that turn mined income into stats',
  ...closed(
    {
      version: { type: 'integer', minimum: 1 },
      effectiveFrom: { type: 'string', format: 'date' },
      stats: {
        type: 'object',
        minProperties: 1,
        additionalProperties: {
          oneOf: [
            closed({ ...source, base: integer, points: pairsOf(integer) }, ['from', 'points']),
            closed({ ...source, base: integer, steps: pairsOf(integer) }, ['from', 'steps']),
            closed({ ...source, base: { type: 'string' }, words: pairsOf({ type: 'string' }) }, [
              'from',
              'base',
              'words',
            ]),
          ],
        },
      },
      levels: {
        oneOf: [
          closed({ ...source, thresholds: { type: 'array', minItems: 1, items: integer } }, ['from', 'thresholds']),
          closed(
            {
              ...source,
              geometric: closed(
                { first: integer, growthPermille: integer, count: { type: 'integer', minimum: 1, maximum: 200 } },
                ['first', 'growthPermille', 'count'],
              ),
            },
            ['from', 'geometric'],
          ),
        ],
      },
      boosts: {
        type: 'array',
        items: closed({ ...source, stat: { type: 'string' }, atLeast: integer, addBps: integer }, [
          'stat',
          'from',
          'atLeast',
          'addBps',
        ]),
      },
      fairness: closed({ maxShareOfBase: integer }, ['maxShareOfBase']),
    },
    ['version', 'effectiveFrom', 'stats'],
  ),
  $defs: {
    integer: {
      oneOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: '^[0-9]{1,78}$' },
      ],
    },
  },
}
