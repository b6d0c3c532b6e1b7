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
  const adjusted = p.slice()
  if (method === 'none') return adjusted
  const tested = new Uint32Array(p.length)
  let n = 0
  for (let i = 0; i < p.length; i++) if (!Number.isNaN(p[i])) tested[n++] = i
  if (method === 'bonferroni') {
    for (let k = 0; k < n; k++) adjusted[tested[k]] = Math.min(1, n * p[tested[k]])
    return adjusted
  }
  const values = n === p.length ? p : Float64Array.from({ length: n }, (_, k) => p[tested[k]])
  const order = ascendingOrder(values)
  const sorted = new Float64Array(n)
  for (let k = 0; k < n; k++) sorted[k] = values[order[k]]
  const result = adjustSorted(sorted, method)
  for (let k = 0; k < n; k++) adjusted[tested[order[k]]] = result[k]
  return adjusted
}

function adjustSorted(p: Float64Array, method: Exclude<AdjustMethod, 'none' | 'bonferroni'>): Float64Array {
  const n = p.length
  switch (method) {
    case 'holm':
      return runningMaximum(p, (k) => n - k)
    case 'hochberg':
      return runningMinimum(p, (k) => n - k)
    case 'hommel':
      return hommelOfSorted(p)
    case 'benjamini-hochberg':
      return runningMinimum(p, (k) => n / (k + 1))
    case 'benjamini-yekutieli': {
      let harmonic = 0
      for (let k = 1; k <= n; k++) harmonic += 1 / k
      return runningMinimum(p, (k) => (harmonic * n) / (k + 1))
    }
  }
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
