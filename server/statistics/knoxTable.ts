/**
 * Are there more pairs near in space and time than chance would bring? The Knox table, made of the counts of knox.ts, where the null,
 * its assumptions and when not to use it stand.
 *
 *   expected      S_a T_b / N, the exact mean over all exchanges       S_a, T_b: pairs in the band of distance, of time; N = n(n-1)/2
 *   Poisson p     P(X >= observed), X Poisson with that mean: quick, and only right where the bands are narrow
 *   p             (1 + exchanges with at least as many pairs) / (1 + exchanges)
 *
 * A last row and a last column hold what lies beyond the bands. The Poisson p is also given as P(X > observed), what surveillance::knox
 * prints: smaller than it should be by the seen count itself. One-sided: small p says more pairs than chance. Cells of one table hang
 * together and are many tests: adjust p (adjust.ts). Fewer than 2 incidents: every count 0, expected NaN, p NaN.
 *
 * Source: Knox, Applied Statistics 13 (1964) 25-29; same expected and Poisson p as surveillance::knox (R).
 */
import type { ClosePairs } from './closePairs.ts'
import { type KnoxPlan, observedCounts, pairsOf } from './knox.ts'
import { poissonUpperTail } from './poisson.ts'

/**
 * rows x columns cells, row by row. rows: bands of distance (with the one of the same location, if asked for) and beyond; columns:
 * bands of time and beyond. Cumulative: row a and column b hold all pairs up to their upper edges (the last: all there are).
 */
export type KnoxTable = {
  rows: number
  columns: number
  replicates: number
  observed: Float64Array
  /** Exact mean over all exchanges. */
  expected: Float64Array
  /** Mean, standard deviation (divisor n), least and largest over the exchanges drawn; NaN without any. */
  mean: Float64Array
  deviation: Float64Array
  least: Float64Array
  largest: Float64Array
  /** P(X >= observed), and P(X > observed) as surveillance::knox has it. */
  poissonP: Float64Array
  poissonMore: Float64Array
  /** From the exchanges drawn; NaN without any. */
  p: Float64Array
}

/** counts: as exchangedCounts gives them (of any range, also none). */
export function knoxTable(plan: KnoxPlan, counts: Uint32Array = new Uint32Array(0), cumulative = false): KnoxTable {
  const rows = plan.pairs.bands + 1
  const columns = plan.timeBands + 1
  const inner = plan.pairs.bands * plan.timeBands
  const cells = rows * columns
  const replicates = counts.length / inner
  const all = spaceTotals(plan.pairs)
  const filled = (from: Uint32Array, at: number): Float64Array => withMargins(plan, all, from, at, cumulative)
  const observed = filled(observedCounts(plan), 0)
  const pairs = pairsOf(plan.pairs.n)
  const spaceMargin = added(all, cumulative)
  const timeMargin = added(plan.timeTotals, cumulative)
  const expected = Float64Array.from(observed, (_, c) => (spaceMargin[Math.floor(c / columns)] * timeMargin[c % columns]) / pairs)
  const sums = new Float64Array(cells)
  // Of distances from the exact mean: squares of large counts would cancel.
  const squares = new Float64Array(cells)
  const least = new Float64Array(cells).fill(Infinity)
  const largest = new Float64Array(cells).fill(-Infinity)
  const asMany = new Float64Array(cells)
  for (let r = 0; r < replicates; r++) {
    const drawn = filled(counts, r * inner)
    for (let c = 0; c < cells; c++) {
      sums[c] += drawn[c]
      squares[c] += (drawn[c] - expected[c]) ** 2
      if (drawn[c] < least[c]) least[c] = drawn[c]
      if (drawn[c] > largest[c]) largest[c] = drawn[c]
      if (drawn[c] >= observed[c]) asMany[c]++
    }
  }
  const some = replicates > 0 && pairs > 0
  return {
    rows,
    columns,
    replicates,
    observed,
    expected,
    mean: sums.map((sum) => (some ? sum / replicates : NaN)),
    deviation: squares.map((sum, c) => (some ? Math.sqrt(Math.max(0, sum / replicates - (sums[c] / replicates - expected[c]) ** 2)) : NaN)),
    least: some ? least : new Float64Array(cells).fill(NaN),
    largest: some ? largest : new Float64Array(cells).fill(NaN),
    poissonP: expected.map((m, c) => poissonUpperTail(observed[c], m)),
    poissonMore: expected.map((m, c) => poissonUpperTail(observed[c] + 1, m)),
    p: asMany.map((k) => (some ? (1 + k) / (1 + replicates) : NaN)),
  }
}

/** Pairs by band of distance, the last is beyond. */
function spaceTotals({ n, bands, offsets }: ClosePairs): Float64Array {
  const totals = new Float64Array(bands + 1)
  for (let b = 0; b < bands; b++) totals[b] = offsets[(b + 1) * n] - offsets[b * n]
  totals[bands] = pairsOf(n) - offsets[bands * n]
  return totals
}

/** A table of counts with what lies beyond: the margins never change, so it is what is left of them. */
function withMargins(plan: KnoxPlan, all: Float64Array, from: Uint32Array, at: number, cumulative: boolean): Float64Array {
  const rows = plan.pairs.bands + 1
  const columns = plan.timeBands + 1
  const table = new Float64Array(rows * columns)
  for (let t = 0; t < columns; t++) table[(rows - 1) * columns + t] = plan.timeTotals[t]
  for (let b = 0; b < rows; b++) {
    const row = b * columns
    if (b < rows - 1) {
      table[row + columns - 1] = all[b]
      for (let t = 0; t < columns - 1; t++) {
        table[row + t] = from[at + b * plan.timeBands + t]
        table[row + columns - 1] -= table[row + t]
      }
      for (let t = 0; t < columns; t++) table[(rows - 1) * columns + t] -= table[row + t]
    }
  }
  if (!cumulative) return table
  for (let c = 0; c < table.length; c++) if (c % columns > 0) table[c] += table[c - 1]
  for (let c = columns; c < table.length; c++) table[c] += table[c - columns]
  return table
}

function added(values: Float64Array, cumulative: boolean): Float64Array {
  let sum = 0
  return cumulative ? values.map((value) => (sum += value)) : values
}
