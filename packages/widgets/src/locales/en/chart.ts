/** Words of `dmex-yield-chart`. */
export interface ChartMessages {
  readonly title: (unit: string) => string
  /** When there are too many days for a bar each. */
  readonly titleByWeek: (unit: string) => string
  readonly titleEmpty: string
  /** The hundred-millionth part of a bitcoin. */
  readonly satoshi: string
  readonly income: string
  readonly benchmark: string
  readonly missedDay: string
  readonly weekWithMissed: string
  readonly halving: string
  readonly halvingNote: (day: string) => string
  readonly missedNote: string
  /** Name of the control that walks the days. */
  readonly walk: string
  readonly span: (from: string, to: string) => string
  readonly dayFigures: (income: string, benchmark: string) => string
  readonly weekFigures: (perDay: string, benchmark: string, total: string) => string
  readonly missedInWeek: (count: string) => string
  readonly idle: string
  readonly total: string
  readonly best: string
  readonly missedDays: string
  readonly countOf: (count: string, all: string) => string
  readonly since: (day: string) => string
  readonly summary: (total: string, best: string, bestDay: string, missed: string, days: string) => string
  readonly showTable: string
  readonly hideTable: string
  readonly tableName: string
  readonly day: string
  readonly delivered: string
  readonly yes: string
  readonly notYet: (day: string) => string
  readonly firstSoon: (day: string) => string
  readonly nothing: string
  readonly which: string
  readonly badUnits: string
}

export const chart: ChartMessages = {
  title: (unit) => `Income by day, in ${unit}`,
  titleByWeek: (unit) => `Income a day, week by week, in ${unit}`,
  titleEmpty: 'Income by day',
  satoshi: 'sats',
  income: 'Income',
  benchmark: 'Market average',
  missedDay: 'Missed day',
  weekWithMissed: 'Week with a missed day',
  halving: 'Halving',
  halvingNote: (day) =>
    `On ${day} Bitcoin halved what it pays for new blocks, as it does about every four years. All miners earn half since then.`,
  missedNote:
    'On a missed day the miner paid too little or nothing. It does not get that day’s part of the price; the owner of the hashpower can have it back.',
  walk: 'Look at a day',
  span: (from, to) => `${from} to ${to}`,
  dayFigures: (income, benchmark) => `${income}; market average ${benchmark}`,
  weekFigures: (perDay, benchmark, total) => `${perDay} a day; market average ${benchmark}; ${total} in all`,
  missedInWeek: (count) => `Missed days: ${count}`,
  idle: 'No hashpower was running',
  total: 'Earned',
  best: 'Best day',
  missedDays: 'Missed days',
  countOf: (count, all) => `${count} of ${all}`,
  since: (day) => `since ${day}`,
  summary: (total, best, bestDay, missed, days) =>
    `Earned ${total}. Best day: ${best} on ${bestDay}. Missed days: ${missed} of ${days}.`,
  showTable: 'Show as a table',
  hideTable: 'Hide the table',
  tableName: 'Income by day',
  day: 'Day (UTC)',
  delivered: 'Delivered',
  yes: 'Yes',
  notYet: (day) => `It starts to earn on ${day}.`,
  firstSoon: (day) =>
    `It earns since ${day}. The first day shows here once the miner has paid it, usually a day later.`,
  nothing: 'No day has been paid yet.',
  which: 'Which hashpower? Set the "nft" or the "fleet" attribute to its number.',
  badUnits: 'How much hashpower? Set "units" to an amount such as 2.5 TH or 1 TiB.',
}
