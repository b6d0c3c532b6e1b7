/**
 * Thousands of cells were tested: which small p-values are still small? p-values adjusted for the number of tests.
 *
 *   family-wise (chance of even one false finding):  bonferroni  n p;  holm  max_{k<=i} (n+1-k) p_(k)
 *                                                     hochberg  min_{k>=i} (n+1-k) p_(k);  hommel (see hommel.ts)
 *   false discovery rate (share of false findings):  benjamini-hochberg  min_{k>=i} n p_(k) / k
 *                                                     benjamini-yekutieli  the same times 1 + 1/2 + ... + 1/n
 *   none: p as it is.
 *
 * All at most 1. Benjamini-Hochberg holds for independent tests and for positive dependence, which overlapping neighbourhoods
 * of Gi* commonly show (Caldas de Castro and Singer 2006); Benjamini-Yekutieli holds under any dependence and finds
 * less. Hochberg and Hommel need positive dependence too. Do not adjust twice, and adjust over all cells that were tested,
 * not over those that looked interesting.
 *
 * Source: R stats::p.adjust, same operations in the same order; Benjamini and Hochberg 1995, Benjamini and Yekutieli 2001,
 * Holm 1979, Hochberg 1988.
 */
import { hommelOfSorted } from './hommel.ts'
import { ascendingOrder } from './order.ts'

export type AdjustMethod =
  | 'benjamini-hochberg'
  | 'benjamini-yekutieli'
  | 'holm'
  | 'hochberg'
  | 'hommel'
  | 'bonferroni'
  | 'none'

/** Adjusted p, same order. NaN p stay NaN and are not counted as tests. p: 0..1. */
export function adjustP(p: Float64Array, method: AdjustMethod): Float64Array {
  return adjust(p, undefined, method)
}

/**
 * The same where p[g] is the p-value of times[g] tests: many cells of a map share theirs, and then only the distinct ones need sorting.
 * Every test of a group has the same adjusted p.
 */
export function adjustGroupedP(p: Float64Array, times: ArrayLike<number>, method: AdjustMethod): Float64Array {
  if (times.length !== p.length) throw new RangeError(`${times.length} times for ${p.length} p-values`)
  return adjust(p, times, method)
}

function adjust(p: Float64Array, times: ArrayLike<number> | undefined, method: AdjustMethod): Float64Array {
  const adjusted = p.slice()
  if (method === 'none') return adjusted
  const tested = new Uint32Array(p.length)
  let groups = 0
  let n = 0
  for (let g = 0; g < p.length; g++) {
    if (Number.isNaN(p[g])) continue
    tested[groups++] = g
    n += times ? times[g] : 1
  }
  if (method === 'bonferroni') {
    for (let k = 0; k < groups; k++) adjusted[tested[k]] = Math.min(1, n * p[tested[k]])
    return adjusted
  }
  const values = groups === p.length ? p : Float64Array.from({ length: groups }, (_, k) => p[tested[k]])
  const order = ascendingOrder(values)
  const sorted = new Float64Array(groups)
  const ends = new Float64Array(groups) // how many tests have this p or one sorted before it
  for (let k = 0, end = 0; k < groups; k++) {
    sorted[k] = values[order[k]]
    end += times ? times[tested[order[k]]] : 1
    ends[k] = end
  }
  const result = adjustSorted(sorted, ends, n, method)
  for (let k = 0; k < groups; k++) adjusted[tested[order[k]]] = result[k]
  return adjusted
}

/** Of tests of equal p the last has the smallest factor, and the first the largest: one factor a group is enough. */
function adjustSorted(p: Float64Array, ends: Float64Array, n: number, method: Exclude<AdjustMethod, 'none' | 'bonferroni'>): Float64Array {
  switch (method) {
    case 'holm':
      return runningMaximum(p, (k) => n - (k > 0 ? ends[k - 1] : 0))
    case 'hochberg':
      return runningMinimum(p, (k) => n - ends[k] + 1)
    case 'hommel':
      return hommelOfGroups(p, ends, n)
    case 'benjamini-hochberg':
      return runningMinimum(p, (k) => n / ends[k])
    case 'benjamini-yekutieli': {
      let harmonic = 0
      for (let k = 1; k <= n; k++) harmonic += 1 / k
      return runningMinimum(p, (k) => (harmonic * n) / ends[k])
    }
  }
}

function hommelOfGroups(p: Float64Array, ends: Float64Array, n: number): Float64Array {
  const single = new Float64Array(n)
  for (let k = 0, start = 0; k < p.length; start = ends[k++]) single.fill(p[k], start, ends[k])
  const result = hommelOfSorted(single)
  return ends.map((end) => result[end - 1])
}

/** factor(k) * p[k], then from the largest p downwards never more than the one above, and at most 1. */
function runningMinimum(p: Float64Array, factor: (k: number) => number): Float64Array {
  const out = new Float64Array(p.length)
  let least = 1
  for (let k = p.length - 1; k >= 0; k--) {
    least = Math.min(least, factor(k) * p[k])
    out[k] = least
  }
  return out
}

/** factor(k) * p[k], then from the smallest p upwards never less than the one below, and at most 1. */
function runningMaximum(p: Float64Array, factor: (k: number) => number): Float64Array {
  const out = new Float64Array(p.length)
  let most = 0
  for (let k = 0; k < p.length; k++) {
    most = Math.max(most, factor(k) * p[k])
    out[k] = Math.min(1, most)
  }
  return out
}
