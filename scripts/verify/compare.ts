/**
 * Ours against the expected, number by number. The difference is relative, |ours - expected| / |expected|, down to a floor below
 * which expected counts as that floor: a z-score near 0 is a difference of larger numbers, so 1e-12 absolute is asked of it
 * (floor 1e-3 at tolerance 1e-9). A p-value gets no such floor: 1e-20 and 1e-18 must not pass for equal.
 */
export const TOLERANCE = 1e-9
export type Kind = 'score' | 'p'
const FLOORS: Record<Kind, number> = { score: 1e-3, p: 1e-301 }

export type Mismatch = { row: number; column: string; ours: string; expected: string }
export type Comparison = { largest: number; mismatch: Mismatch | undefined; mismatches: number }

export function difference(ours: number, expected: number, kind: Kind): number {
  if (Object.is(ours, expected) || ours === expected) return 0
  if (Number.isNaN(ours) && Number.isNaN(expected)) return 0
  const d = Math.abs(ours - expected) / Math.max(Math.abs(expected), FLOORS[kind])
  return Number.isFinite(d) ? d : Infinity // one of them NaN or infinite
}

export function compareNumbers(column: string, kind: Kind, ours: ArrayLike<number>, expected: ArrayLike<number>): Comparison {
  const result: Comparison = { largest: 0, mismatch: undefined, mismatches: 0 }
  for (let i = 0; i < expected.length; i++) {
    const mine = ours[i] ?? NaN
    const theirs = expected[i] ?? NaN
    const d = difference(mine, theirs, kind)
    result.largest = Math.max(result.largest, d)
    if (d <= TOLERANCE) continue
    result.mismatches++
    result.mismatch ??= { row: i + 1, column, ours: String(mine), expected: String(theirs) }
  }
  return result
}

export function compareTexts(column: string, ours: readonly string[], expected: readonly string[]): Comparison {
  const result: Comparison = { largest: 0, mismatch: undefined, mismatches: 0 }
  for (let i = 0; i < expected.length; i++) {
    if (ours[i] === expected[i]) continue
    result.mismatches++
    result.largest = Infinity
    result.mismatch ??= { row: i + 1, column, ours: String(ours[i]), expected: String(expected[i]) }
  }
  return result
}

/** All columns of a file as one: the mismatch of the earliest column is the one shown. */
export function together(comparisons: readonly Comparison[]): Comparison {
  return {
    largest: Math.max(0, ...comparisons.map((c) => c.largest)),
    mismatch: comparisons.find((c) => c.mismatch)?.mismatch,
    mismatches: comparisons.reduce((sum, c) => sum + c.mismatches, 0),
  }
}
