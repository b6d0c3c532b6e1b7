/**
 * Where and when do high or low values lie together? Gi* over a space-time cube: cells x steps, each bin (one cell in one step)
 * judged with its neighbours in the same step and in the steps before.
 *
 *   z = (sum x - m W) / (s sqrt((n W - W²) / (n - 1)))
 *
 * The sum runs over the W bins of the neighbourhood: the cell and its neighbours, in this step and `back` steps before it (fewer at
 * the start). m, s, n: mean, standard deviation (divisor n) and number of the bins of reference:
 *   'cube'           all bins: a month in which everything is high is hot everywhere (ArcGIS's default)
 *   'neighbourhood'  all cells in the same steps as the neighbourhood
 *   'step'           all cells in this step alone (only with back = 0 is this a Gi*; with more it compares the past with today)
 *
 * Assumes what Gi* assumes (getisOrd.ts); bins of following steps share values, so their z hang together: a trend test over them is
 * a description rather than a test. Adjust p over all bins (adjust.ts) before calling one significant.
 * NaN where reference bins do not vary or are all of the neighbourhood. A NaN or infinite value makes every z NaN.
 *
 * Source: Getis and Ord as in getisOrd.ts (with back = 0 and 'step' the same numbers as giStar); ArcGIS Pro, Emerging Hot Spot
 * Analysis, for the neighbourhood in time.
 */
import type { Neighbours } from './neighbours.ts'

export type SpaceTimeReference = 'cube' | 'neighbourhood' | 'step'
export type SpaceTimeOptions = {
  /** Steps before the present one that belong to the neighbourhood; 1 unless given. */
  back?: number
  reference?: SpaceTimeReference
}

/** z of each bin. values: cells x steps, the steps of a cell side by side (values[cell * steps + step]); the same layout returns. */
export function spaceTimeGiStar(
  values: ArrayLike<number>,
  steps: number,
  { offsets, targets }: Neighbours,
  { back = 1, reference = 'cube' }: SpaceTimeOptions = {},
): Float64Array {
  const cells = offsets.length - 1
  if (!(Number.isInteger(steps) && steps > 0)) throw new RangeError(`steps is ${steps}: a whole number from 1 on is needed`)
  if (!(Number.isInteger(back) && back >= 0)) throw new RangeError(`back is ${back}: a whole number from 0 on is needed`)
  if (values.length !== cells * steps) throw new RangeError(`${values.length} values for ${cells} cells x ${steps} steps`)
  const z = new Float64Array(values.length).fill(NaN)
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]
  if (!Number.isFinite(total)) return z
  const mean = total / values.length
  const centred = Float64Array.from(values, (x) => x - mean)

  // First over space: each bin with its neighbours of the same step.
  const nearby = centred.slice()
  for (let i = 0; i < cells; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      for (let t = 0, own = i * steps, other = targets[e] * steps; t < steps; t++) nearby[own + t] += centred[other + t]
    }
  }
  const whole = reference === 'cube' ? momentsOf(centred, cells, steps, 0, steps - 1) : undefined
  for (let t = 0; t < steps; t++) {
    const first = Math.max(0, t - back)
    const { n, m, s } = whole ?? momentsOf(centred, cells, steps, reference === 'step' ? t : first, t)
    if (!(s > 0 && s < Infinity)) continue
    for (let i = 0; i < cells; i++) {
      let sum = 0
      for (let u = first; u <= t; u++) sum += nearby[i * steps + u]
      const w = (t - first + 1) * (offsets[i + 1] - offsets[i] + 1)
      if (w < n) z[i * steps + t] = (sum - m * w) / (s * Math.sqrt((n * w - w * w) / (n - 1)))
    }
  }
  return z
}

/** Number, mean and standard deviation of all bins of the steps first..last; s is 0 exactly where they do not vary. */
function momentsOf(x: Float64Array, cells: number, steps: number, first: number, last: number): { n: number; m: number; s: number } {
  const n = cells * (last - first + 1)
  let sum = 0
  let least = Infinity
  let largest = -Infinity
  const over = (take: (value: number) => void): void => {
    for (let i = 0; i < cells; i++) for (let t = first; t <= last; t++) take(x[i * steps + t])
  }
  over((value) => {
    sum += value
    least = Math.min(least, value)
    largest = Math.max(largest, value)
  })
  const m = sum / n
  let squares = 0
  over((value) => (squares += (value - m) ** 2))
  return { n, m, s: largest > least ? Math.sqrt(squares / n) : 0 }
}
