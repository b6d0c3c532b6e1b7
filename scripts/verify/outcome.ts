import { type Comparison, together } from './compare.ts'

/** What came of one reference file. */
export type Outcome =
  | { kind: 'compared'; rows: number; columns: string[]; notCompared: string[]; comparison: Comparison }
  | { kind: 'unchecked'; why: string }

/** What came of a file whose columns were compared one by one; those that nobody computes are named. */
export function comparedBy(rows: number, compared: readonly (readonly [string, Comparison])[], notCompared: string[] = []): Outcome {
  return { kind: 'compared', rows, columns: compared.map(([column]) => column), notCompared, comparison: together(compared.map(([, comparison]) => comparison)) }
}

/** One line per file, and whether it stands against us. */
export function lineOf(file: string, outcome: Outcome): { line: string; failed: boolean } {
  if (outcome.kind === 'unchecked') return { line: `--  ${file}  ${outcome.why}`, failed: false }
  const { rows, columns, notCompared, comparison } = outcome
  const { mismatch, mismatches } = comparison
  if (mismatch) {
    const { row, column, ours, expected } = mismatch
    const more = mismatches > 1 ? ` (and ${mismatches - 1} more)` : ''
    return { line: `FAIL  ${file}  row ${row} column ${column}: ours ${ours}, expected ${expected}${more}`, failed: true }
  }
  const apart = comparison.largest === 0 ? 'no difference' : `largest difference ${comparison.largest.toExponential(1)}`
  const rest = notCompared.length > 0 ? `; not compared: ${notCompared.join(', ')}` : ''
  return { line: `ok  ${file}  ${rows} rows  ${apart}  (${columns.join(', ')}${rest})`, failed: false }
}
