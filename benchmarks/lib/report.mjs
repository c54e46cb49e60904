// How each benchmark reports: one table on the terminal, one JSON file in `benchmarks/results` (not committed).
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const results = fileURLToPath(new URL('../results/', import.meta.url))

/** Prints rows of text under a header; the first column is aligned left, numbers right. */
export const printTable = (header, rows) => {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)))
  const isText = (column) => column === 0 || column === header.length - 1
  const line = (cells) =>
    cells
      .map((cell, column) => (isText(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd()
  console.log([line(header), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n'))
}

/** Writes a benchmark's figures for other programs to read. */
export const writeResults = (name, figures) => {
  mkdirSync(results, { recursive: true })
  writeFileSync(`${results}${name}.json`, `${JSON.stringify(figures, undefined, 2)}\n`)
}
