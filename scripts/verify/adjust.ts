/** expect_padjust.csv: adjusted p-values, one column per method, of pvalues.csv (or of its own column p when that is not there). */
import { adjustP, type AdjustMethod } from '../../server/statistics/adjust.ts'
import { type Comparison, compareNumbers } from './compare.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { findColumn, needColumn, numbers, readTable, readTableIfThere, Unreadable } from './table.ts'

/** R's names for the methods, in lower case. */
export const ADJUST_COLUMNS = new Map<string, AdjustMethod>([
  ['bh', 'benjamini-hochberg'],
  ['fdr', 'benjamini-hochberg'],
  ['by', 'benjamini-yekutieli'],
  ['holm', 'holm'],
  ['hochberg', 'hochberg'],
  ['hommel', 'hommel'],
  ['bonferroni', 'bonferroni'],
  ['none', 'none'],
])

export function verifyAdjust(dir: string, file: string): Outcome {
  const expected = readTable(dir, file)
  const input = readTableIfThere(dir, 'pvalues.csv') ?? expected
  const p = numbers(input, needColumn(input, 'p'))
  if (p.length !== expected.rows.length) {
    throw new Unreadable(`${file} has ${expected.rows.length} rows, ${input.file} has ${p.length}`)
  }
  const odd = p.findIndex((value) => value < 0 || value > 1)
  if (odd >= 0) throw new Unreadable(`${input.file} row ${odd + 1}: ${p[odd]} is not a p-value`)
  const compared: [string, Comparison][] = []
  const notCompared: string[] = []
  for (const column of expected.columns) {
    const method = ADJUST_COLUMNS.get(column.toLowerCase())
    if (method) compared.push([column, compareNumbers(column, 'p', adjustP(p, method), numbers(expected, column))])
    else if (column !== findColumn(expected, 'p')) notCompared.push(column)
    else if (input !== expected) compared.push([column, compareNumbers(column, 'p', p, numbers(expected, column))])
  }
  if (compared.every(([column]) => column.toLowerCase() === 'p')) throw new Unreadable(`${file} has no column named for a method`)
  return comparedBy(p.length, compared, notCompared)
}
