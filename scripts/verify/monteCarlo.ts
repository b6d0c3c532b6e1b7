/** Simulated p-values against each other: neither is exact, so they may stand four standard errors of both and one rank apart. */
import type { Comparison } from './compare.ts'

/** Theirs of `theirs` replicates; rounded: half of the last digit printed. */
export function simulatedError(p: number, ours: number, theirs: number, rounded = 0): number {
  return 4 * Math.sqrt(p * (1 - p) * (1 / ours + 1 / theirs)) + 1 / (theirs + 1) + rounded
}

/** Our own exchanges are more than any reference's, as far as a few seconds allow. */
export const exchangesFor = (events: number): number => Math.max(999, Math.min(9999, Math.floor(2e7 / events)))

/** Ours against theirs, row by row, with the difference that is granted there. */
export function compareWithin(column: string, ours: ArrayLike<number>, theirs: ArrayLike<number>, granted: ArrayLike<number>): Comparison {
  const result: Comparison = { largest: 0, mismatch: undefined, mismatches: 0 }
  for (let i = 0; i < theirs.length; i++) {
    const mine = ours[i] ?? NaN
    const expected = theirs[i] ?? NaN
    if (mine === expected || Math.abs(mine - expected) <= (granted[i] ?? 0)) continue
    if (Number.isNaN(mine) && Number.isNaN(expected)) continue
    result.mismatches++
    result.largest = Infinity
    result.mismatch ??= { row: i + 1, column, ours: `${mine} (± ${(granted[i] ?? 0).toPrecision(2)} granted)`, expected: String(expected) }
  }
  return result
}
