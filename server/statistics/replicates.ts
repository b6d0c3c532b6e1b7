/**
 * What do the replicates of a simulation say of one observed number? Mean, the range that holds most of them, and a
 * Monte Carlo p.
 *
 *   p = (1 + replicates at least as large as the observed number) / (1 + replicates)     one-sided, upper
 *
 * The observed number counts as one more replicate, so p is never 0 and the test keeps its level; B replicates tell p no
 * finer than 1 / (B + 1). Quantiles are interpolated between the two nearest replicates (R's type 7).
 * NaN replicates (a statistic that did not exist there) are left out and counted apart; an observed NaN has p NaN.
 *
 * Source: Barnard 1963; Davison and Hinkley, Bootstrap Methods and their Application, 1997, ch. 4; Hyndman and Fan 1996 for quantiles.
 */
import { needConfidence } from './need.ts'
import { ascendingOrder } from './order.ts'

export type ReplicateSummary = {
  mean: number
  /** Ends of the range that holds `confidence` of the replicates, as much beyond one end as beyond the other. */
  low: number
  high: number
  /** One-sided Monte Carlo p that the observed number is no larger, no smaller, than a replicate. */
  pGreater: number
  pLess: number
  /** Replicates with a number, and without. */
  replicates: number
  missing: number
}

/** numbers: `width` of them a replicate, the one that is asked for at `column`. */
export function summarise(numbers: ArrayLike<number>, width: number, column: number, observed: number, confidence = 0.95): ReplicateSummary {
  if (!Number.isInteger(width) || width < 1 || numbers.length % width !== 0) throw new RangeError(`width is ${width} for ${numbers.length} numbers`)
  if (!Number.isInteger(column) || column < 0 || column >= width) throw new RangeError(`column is ${column} of ${width}`)
  needConfidence(confidence)
  const all = Float64Array.from({ length: numbers.length / width }, (_, replicate) => numbers[replicate * width + column])
  const known = all.filter((x) => !Number.isNaN(x))
  const sorted = Float64Array.from(ascendingOrder(known), (i) => known[i])
  let sum = 0
  let greater = 0
  let less = 0
  for (let i = 0; i < sorted.length; i++) {
    sum += sorted[i]
    if (sorted[i] >= observed) greater++
    if (sorted[i] <= observed) less++
  }
  const p = (count: number): number => (Number.isNaN(observed) ? NaN : (1 + count) / (1 + sorted.length))
  return {
    mean: sum / sorted.length,
    low: quantileOfSorted(sorted, (1 - confidence) / 2),
    high: quantileOfSorted(sorted, (1 + confidence) / 2),
    pGreater: p(greater),
    pLess: p(less),
    replicates: sorted.length,
    missing: all.length - sorted.length,
  }
}

/** Quantile q (0..1) of ascending numbers, R's type 7; NaN of none. */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return NaN
  const at = q * (sorted.length - 1)
  const below = Math.floor(at)
  const part = at - below
  return part === 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below])
}
